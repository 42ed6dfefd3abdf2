import { z } from 'zod'
import { formatSchema } from '../../block/field.js'
import { iconNames } from '../../block/icon-name.js'
import { aggregateLimits } from '../../query/aggregate/aggregate-data.js'
import type { FilterData } from '../../query/filter-data.js'
import { filterSchema } from '../../query/parse.js'
import { type AnyObjectType, type Property, splitPath } from '../../schema/property.js'
import { rememberRows } from '../../schema/remember-rows.js'
import type { Flat, LiveMode, Schema, ValuesOf } from '../../schema/row.js'
import type { RecordId } from '../../schema/value.js'
import type { ContributionId } from '../contribution.js'
import { defineProviderContract, type ProviderContract } from '../provider.js'
import { columnMeasures, fieldName, listOrder, viewAudience, viewColumns, viewLayout } from './view-parts.js'

const option = z.strictObject({ value: z.string(), label: z.string() })

/** Of two object types that play the collection's role, the one that is meant; the one shown first where it is left out. */
const objectOf = z.string().min(1).max(63).optional()
/** What a page requests of the views and the columns of a list. */
export const objectInput = z.strictObject({ object: objectOf })
const question = {
  object: objectOf,
  view: z.string().max(200).optional(),
  /** In place of the view's own condition: one that a person edits and has not saved. */
  where: filterSchema.optional(),
  search: z.string().max(200).optional(),
  filters: z.array(filterSchema).max(20).optional(),
}
/** Archived records in place of the others (REC-10). */
const archived = z.literal(true).optional()
/** Which records of a collection: those of a view, or of `where` in place of its condition, that pass further filters and the search. */
export const collectionQuestion = z.strictObject({ ...question, archived })
/** What a page requests of a list: the view, further filters, the order, the columns and the part on screen. */
export const listInput = z.strictObject({
  ...question,
  archived,
  sort: listOrder.optional(),
  columns: z.array(fieldName).max(60).optional(),
  offset: z.int().min(0).max(10_000_000).optional(),
  limit: z.int().min(0).max(500).optional(),
  /** From a place on: `next` of what was read before, or the start where it is empty. For what takes a list page by page; its total is that of the page, since counting all is slow. */
  after: z.string().max(10_000).optional(),
})
const mode = z.enum(['indexed', 'checked', 'asked'])
const groupsQuestion = listInput.pick({ object: true, view: true, where: true, search: true, filters: true })
/** What a page requests of the totals of a list: the view, further filters, and measures in place of the collection's own of these properties. */
export const totalsInput = groupsQuestion.extend({
  measures: z
    .array(z.strictObject({ field: fieldName, measure: z.enum(columnMeasures) }))
    .max(aggregateLimits.measures, `At most ${aggregateLimits.measures} measures can be chosen.`)
    .optional(),
})
const totals = z.array(z.strictObject({ field: fieldName, measure: z.string(), value: z.json() }))
/** How many records a list has, and what they come to. */
export const totalsOutput = z.strictObject({ count: z.int(), totals, mode: mode.optional() })
/** The same by group: by the property that the collection is grouped by, unless another is named; days and instants by a period. */
export const groupsInput = groupsQuestion.extend({
  by: fieldName.optional(),
  period: z.enum(['day', 'week', 'month', 'quarter', 'year']).optional(),
})
/** The groups of a list in order, those of options and stages without records among them; a missing value is the group `null`. */
export const groupsOutput = z.strictObject({
  field: z.string(),
  groups: z.array(z.strictObject({ value: z.json(), label: z.string().optional(), count: z.int(), totals })),
  mode: mode.optional(),
})
/** The answer of a list: rows with the id and the requested columns, the total, where the rows start, and the mode of a live one. */
export const listOutput = z.strictObject({
  objectType: z.string(),
  rows: z.array(rememberRows(z.looseObject({ id: z.string() }))),
  total: z.int(),
  offset: z.int(),
  mode: mode.optional(),
  next: z.string().optional(),
})
/**
 * The views of a list, each with how many records it has now; `null` where a view cannot be counted. First those that everyone sees, the
 * default ones before the others, then the user's own.
 */
export const viewListOutput = z.array(
  z.strictObject({
    id: z.string(),
    title: z.string(),
    description: z.string().optional(),
    icon: z.enum(iconNames).optional(),
    builtIn: z.boolean(),
    total: z.int().nullable(),
    audience: viewAudience.exactOptional(),
    /** Its place among the default views, from 1; absent where it is none. */
    place: z.int().exactOptional(),
    /** Its condition, as far as the user may see what it tests. */
    filter: filterSchema.exactOptional(),
    /** So many tests of its condition are left out of `filter`: the user may not see the property, or it is gone. The view cannot be opened. */
    lacking: z.int().exactOptional(),
    columns: viewColumns.exactOptional(),
    sort: listOrder.exactOptional(),
    layout: viewLayout.exactOptional(),
    owner: z.strictObject({ id: z.string(), name: z.string() }).exactOptional(),
    version: z.string().exactOptional(),
    /** What the user may do: edit and delete it; share it with everyone, or make it private again; make it a default view, or no longer. */
    may: z.strictObject({ edit: z.boolean(), share: z.boolean(), default: z.boolean() }).exactOptional(),
  }),
)
/** The columns that a list can show. */
export const columnsOutput = z.array(
  z.strictObject({
    field: z.string(),
    label: z.string(),
    kind: z.string(),
    format: formatSchema,
    sortable: z.boolean(),
    byDefault: z.boolean(),
    /** The property of the row's object type that the user may edit here; absent where nobody edits it in the list. */
    edits: z.string().exactOptional(),
    /** Money without a stated currency is read as this one. */
    currency: z.string().exactOptional(),
    options: z.array(option).optional(),
  }),
)

/**
 * What a board is made with: the object types that play the role, the one that the answer is about, and its pipelines with their stages in order;
 * in a workspace that chose pipelines only those, the default one first.
 */
export const boardOutput = z.strictObject({
  objects: z.array(z.strictObject({ name: z.string(), label: z.string(), plural: z.string() })),
  object: z.string(),
  /** The layout that is shown until a person, or a view, chooses another. */
  layout: viewLayout,
  pipelines: z.array(
    z.strictObject({
      value: z.string(),
      label: z.string(),
      stages: z.array(z.strictObject({ value: z.string(), label: z.string(), open: z.boolean(), probability: z.number().exactOptional() })),
    }),
  ),
})

const counted = z.int().nullable()
/** What a page requests while a filter is edited: the filter in place of the view's own, beside the quick filters and the search. */
export const filterCountsInput = z.strictObject({ ...question, where: filterSchema })
/**
 * What an edited filter leaves. `steps` has the number of records after each part of its top level: those that pass it and all before it, or, of
 * a filter where any part will do, those that pass it or one before it. `null` is a number that would cost too much to find.
 */
export const filterCountsOutput = z.strictObject({
  /** Records of the list without the filter. */
  all: counted,
  steps: z.array(counted),
  count: counted,
  totals,
  /** The shares of what the collection is grouped by. */
  groups: z.array(z.strictObject({ value: z.json(), count: z.int() })),
  /** How many come in and leave, compared with the view as it is saved. */
  entering: counted,
  leaving: counted,
})

/** A row of a list: the properties that every row has, and the chosen columns under their names. A missing value is `null`. */
export type CollectionRow<Always extends Property> = Flat<{ readonly id: RecordId } & ValuesOf<Always>> & {
  readonly [column: string]: unknown
}
/** A part of a list. */
export interface CollectionWindow<Row> {
  readonly objectType: string
  readonly rows: readonly Row[]
  readonly total: number
  readonly offset: number
  readonly mode?: LiveMode
  /** Where to go on, of what was read with `after`; absent at the end. */
  readonly next?: string
}
type ListInput = z.output<typeof listInput>
type CollectionQuestion = z.output<typeof collectionQuestion>
/** The condition behind a list, for what works on all of its records; `type` is the object type or the role of the collection. */
export interface CollectionCondition {
  readonly type: string
  readonly where: FilterData
  readonly total: number
}
/** What callers know of a collection: its providers. */
export interface CollectionContract<Row = unknown> {
  readonly id: ContributionId
  /** The object type, or the role, that its records are of. */
  readonly of: AnyObjectType
  /** Names of the properties that every row has. */
  readonly always: readonly string[]
  readonly list: ProviderContract<ListInput, CollectionWindow<Row>, z.input<typeof listInput>>
  readonly viewList: ProviderContract<z.output<typeof objectInput>, z.output<typeof viewListOutput>>
  /** The default views as cards of the Summary tab, which only a collection with `onSummary` answers. */
  readonly cardList: ProviderContract<z.output<typeof objectInput>, z.output<typeof viewListOutput>>
  readonly columnList: ProviderContract<z.output<typeof objectInput>, z.output<typeof columnsOutput>>
  readonly totalList: ProviderContract<z.output<typeof totalsInput>, z.output<typeof totalsOutput>>
  readonly groupList: ProviderContract<z.output<typeof groupsInput>, z.output<typeof groupsOutput>>
  /** The pipelines of its records, for a board. */
  readonly boardList: ProviderContract<z.output<typeof objectInput>, z.output<typeof boardOutput>>
  readonly condition: ProviderContract<CollectionQuestion, CollectionCondition, z.input<typeof collectionQuestion>>
  /** What a filter leaves while it is edited. */
  readonly filterCounts: ProviderContract<
    z.output<typeof filterCountsInput>,
    z.output<typeof filterCountsOutput>,
    z.input<typeof filterCountsInput>
  >
}
/** What a collection is known by: its id, what its records are of, and the properties that every row has. */
export interface CollectionContractSpec<Always extends Property> {
  readonly id: ContributionId
  readonly of: AnyObjectType
  readonly title: string
  readonly always: readonly Always[]
}

/** Only the contract of a collection, for a file that browsers import; `implementCollection` adds the rest. */
export function defineCollectionContract<const Always extends Property>({
  id,
  of,
  title,
  always,
}: CollectionContractSpec<Always>): CollectionContract<CollectionRow<Always>> {
  const permission = 'workspace.access'
  return Object.freeze({
    id,
    of,
    always: always.map(({ path }) => splitPath(path)[1]),
    list: defineProviderContract<CollectionWindow<CollectionRow<Always>>, ListInput, z.input<typeof listInput>>({
      id: `${id}-rows`,
      title,
      description: `Records of a view of ${title}: rows from an offset, the number of all.`,
      permission,
      input: listInput,
      output: windowSchema(always),
    }),
    viewList: defineProviderContract({
      id: `${id}-views`,
      title: `Views of ${title}`,
      description: 'The views, each with how many records it has now.',
      permission,
      input: objectInput,
      output: viewListOutput,
    }),
    cardList: defineCards(id, title),
    columnList: defineProviderContract({
      id: `${id}-columns`,
      title: `Columns of ${title}`,
      description: 'The columns that the user may choose from.',
      permission,
      input: objectInput,
      output: columnsOutput,
    }),
    totalList: defineProviderContract({
      id: `${id}-totals`,
      title: `Totals of ${title}`,
      description:
        'How many records a view has, and what they come to: money in each currency. A person may choose the measure of a property.',
      permission,
      input: totalsInput,
      output: totalsOutput,
    }),
    groupList: defineProviderContract({
      id: `${id}-groups`,
      title: `Groups of ${title}`,
      description: 'The same for each value of a property, such as the stage, or for each period of a date.',
      permission,
      input: groupsInput,
      output: groupsOutput,
    }),
    boardList: defineBoard(id, title),
    condition: defineCondition(id, title),
    filterCounts: defineFilterCounts(id, title),
  })
}

function defineCards(id: string, title: string): CollectionContract['cardList'] {
  return defineProviderContract({
    id: `${id}-cards` as ContributionId,
    title: `Default views of ${title}`,
    description:
      'The default views, each with how many records it has now. Users who may choose them get the other shared views as well, without a number.',
    permission: 'summary',
    input: objectInput,
    output: viewListOutput,
  })
}
function defineBoard(id: string, title: string): CollectionContract['boardList'] {
  return defineProviderContract({
    id: `${id}-board` as ContributionId,
    title: `Pipelines of ${title}`,
    description: 'The pipelines that the records are in, with their stages, and the object types that can be shown.',
    permission: 'workspace.access',
    input: objectInput,
    output: boardOutput,
  })
}
function defineCondition(id: string, title: string): CollectionContract['condition'] {
  return defineProviderContract<CollectionCondition, CollectionQuestion, z.input<typeof collectionQuestion>>({
    id: conditionId(id),
    title: `Condition of ${title}`,
    description: 'The condition that the records of a list pass: of its view, its filters and its search.',
    permission: 'workspace.access',
    input: collectionQuestion,
    output: z.strictObject({ type: z.string(), where: filterSchema, total: z.int() }) as unknown as Schema<CollectionCondition>,
  })
}
function defineFilterCounts(id: string, title: string): CollectionContract['filterCounts'] {
  return defineProviderContract({
    id: `${id}-filter` as ContributionId,
    title: `Filter of ${title}`,
    description: 'What a filter leaves, condition by condition, and who comes in and leaves compared with the saved view.',
    permission: 'workspace.access',
    input: filterCountsInput,
    output: filterCountsOutput,
  })
}

/** The id of the provider of a collection's condition. */
export function conditionId(collection: string): ContributionId {
  return `${collection}-condition` as ContributionId
}

// Values of a role's property may be of another kind where an account maps another one: a renewal date may be an instant.
function windowSchema<Always extends Property>(always: readonly Always[]): Schema<CollectionWindow<CollectionRow<Always>>> {
  const cells = Object.fromEntries(always.map(({ path }) => [splitPath(path)[1], z.json()]))
  return listOutput.extend({ rows: z.array(rememberRows(z.looseObject({ id: z.string(), ...cells }))) }) as unknown as Schema<
    CollectionWindow<CollectionRow<Always>>
  >
}
