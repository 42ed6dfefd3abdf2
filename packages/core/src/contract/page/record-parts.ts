import { z } from 'zod'
import { type Block, blockSchema } from '../../block/block.js'
import { type FormField, formFieldsSchema, openFieldsOf } from '../../block/form-field.js'
import { type IconName, iconNames } from '../../block/icon-name.js'
import { actionOf, type Reference } from '../../block/reference.js'
import type { Target } from '../../block/source.js'
import type { RecordId } from '../../schema/value.js'
import { definePoint, type Point } from '../point.js'
import { defineProviderContract } from '../provider.js'

const types = z.array(z.string().min(1)).optional()
const title = z.string().min(1).max(100)
const fill = z.record(z.string(), z.enum(['id', 'type', 'version'])).exactOptional()
const action = z.templateLiteral([z.string(), '/', z.string()])

/** A section that a plugin adds to the preview of records; without `types` to those of every object type. */
export interface RecordSection {
  readonly types?: readonly string[] | undefined
  readonly title: string
  /** Its inputs may be bound to the record by `currentRecord`. */
  readonly block: Block
}
/** An action that a plugin adds to the preview; `recordAction` builds it. */
export interface RecordAction {
  readonly types?: readonly string[] | undefined
  readonly title: string
  readonly icon?: IconName | undefined
  readonly action: `${string}/${string}`
  /** Which input comes from the record; there whenever the action takes an input. */
  readonly fill?: Readonly<Record<string, keyof RecordFacts>>
  /** What a person is asked for; an action without any runs at once. */
  readonly fields: readonly FormField[]
}
/** What an action of the preview can take from the record. */
export interface RecordFacts {
  readonly id: RecordId
  readonly type: string
  readonly version: string
}

/** Where plugins add sections to the preview of a record (REC-5). */
export const RecordSections: Point<RecordSection, RecordSection> = definePoint({
  key: 'tenure.record/sections@1',
  item: z.strictObject({ types, title, block: blockSchema }) as unknown as z.ZodType<RecordSection, RecordSection>,
})
/** Where plugins add actions to the preview of a record (REC-5). */
export const RecordActions: Point<RecordAction, RecordAction> = definePoint({
  key: 'tenure.record/actions@1',
  item: z.strictObject({
    types,
    title,
    icon: z.enum(iconNames).optional(),
    action,
    fill,
    fields: formFieldsSchema,
  }) as unknown as z.ZodType<RecordAction, RecordAction>,
})

/**
 * An action for the preview, without the id under which it is contributed. `fill` takes inputs from the record; the person is asked for the
 * others. The title is the action's own where none is given; without `types` it is there for records of every object type.
 * Errors: `input.invalid` when the action needs an input that is not filled in and that nobody can be asked for.
 */
export function recordAction<Asked>(spec: {
  readonly action: Target<Asked>
  readonly fill?: { readonly [Input in keyof NoInfer<Asked>]?: FactFor<NoInfer<Asked>[Input]> }
  readonly types?: readonly string[]
  readonly title?: string
  readonly icon?: IconName
}): RecordAction {
  const { action: target, types: forTypes, icon } = spec
  const filled = (spec.fill ?? {}) as Readonly<Record<string, keyof RecordFacts>>
  return Object.freeze({
    title: spec.title ?? target.title,
    action: target.id,
    fields: openFieldsOf(target, filled),
    ...(target.input !== undefined && { fill: filled }),
    ...(forTypes && { types: forTypes }),
    ...(icon && { icon }),
  })
}
type FactFor<Value> = { [Fact in keyof RecordFacts]: RecordFacts[Fact] extends Value ? Fact : never }[keyof RecordFacts]

/** What an action of the preview expects. */
export function referencesOfRecordAction({ action: id, fill: filled = {}, fields }: RecordAction): readonly Reference[] {
  return [
    actionOf(id, 'fill', Object.keys(filled)),
    actionOf(
      id,
      'fields',
      fields.map(({ field }) => field),
    ),
  ]
}

/** What plugins add to the preview of records of one type, in order; again when a plugin comes or goes. */
export const recordPartsContract = defineProviderContract({
  id: 'tenure.record/parts',
  title: 'Parts of a preview',
  description: 'Sections and actions that plugins add to the preview of records of one object type.',
  permission: 'workspace.access',
  input: z.strictObject({ type: z.string().min(1).max(200) }),
  output: z.strictObject({
    sections: z.array(z.strictObject({ title, block: blockSchema })),
    actions: z.array(z.strictObject({ title, icon: z.enum(iconNames).optional(), action, fill, fields: formFieldsSchema })),
  }),
})
