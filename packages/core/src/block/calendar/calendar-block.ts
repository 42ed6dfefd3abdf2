import { z } from 'zod'
import { schemas } from '../../schema/row.js'
import { iconNames } from '../icon-name.js'
import { actionOf, providerOf, type Reference } from '../reference.js'
import { idSchema, inputSchema, type Source, type Target } from '../source.js'

/** What a calendar asks its provider for: the days from the first up to and without the last, as they begin in a time zone. */
export const calendarInput = z.strictObject({
  from: schemas.day,
  to: schemas.day,
  timeZone: z.string(),
  /** Other users whose calendars are shown too, of a block that has `people`; as far as the reader may see them. */
  people: z.array(schemas.recordId).max(10).optional(),
})
const itemSchema = z.strictObject({
  /** The record that it is of. */
  type: z.string(),
  id: z.string(),
  /** Of a record that repeats: the wall time (`2026-12-21T18:00`) or day that names this one of its times, wherever it takes place. */
  at: z.string().exactOptional(),
  title: z.string(),
  detail: z.string().exactOptional(),
  /** Which of the `calendars` of the answer it is in; people hide them one by one. */
  calendar: z.string().exactOptional(),
  /** The user whose it is, where that is not the reader. */
  person: z.string().exactOptional(),
  /** `plain` is filled, `outlined` is work to do, `quiet` is grey. */
  look: z.enum(['plain', 'outlined', 'quiet']),
  icon: z.enum(iconNames).exactOptional(),
  /** Instants; of whole days, those around them where the reader is. */
  startAt: z.int(),
  endAt: z.int(),
  /** It lasts these whole days, both included; they are the same in every zone. */
  days: z.strictObject({ first: schemas.day, last: schemas.day }).exactOptional(),
  location: z.string().exactOptional(),
  joinUrl: z.string().exactOptional(),
  done: z.literal(true).exactOptional(),
  /** Why it cannot be moved. */
  fixed: z.string().exactOptional(),
  /** It has a time, and no length to change. */
  point: z.literal(true).exactOptional(),
})
/** What a provider of a calendar answers with. */
export const calendarOutput = z.strictObject({
  items: z.array(itemSchema),
  /** The kinds that its items are of, in order. */
  calendars: z.array(z.strictObject({ id: z.string(), title: z.string() })).exactOptional(),
  /** Minutes before its start from which a meeting can be started. */
  startMinutes: z.int().exactOptional(),
  /** 0 for Sunday to 6 for Saturday; as the user's language has it where it is left out. */
  firstDay: z.int().min(0).max(6).exactOptional(),
  /** How many more there are than the calendar shows. */
  left: z.int().exactOptional(),
})
/** One item of a calendar. */
export type CalendarItem = z.output<typeof itemSchema>
/** Which times of one that repeats: this one, it and all that follow, or all. */
export const calendarScope = z.enum(['one', 'following', 'all'])
/** What a calendar asks of the action that moves its items: the new times, and of one that repeats, which of them move. */
export const calendarMove = z.strictObject({
  type: z.string(),
  id: schemas.recordId,
  at: z.string().optional(),
  scope: calendarScope.default('one'),
  /** When it was to begin, as the person saw it: a first day, or an instant. Without it, it moves from wherever it is now. */
  was: z.union([z.int(), schemas.day]).optional(),
  startAt: z.int().optional(),
  endAt: z.int().optional(),
  firstDay: schemas.day.optional(),
  lastDay: schemas.day.optional(),
})

/** Schema of calendars. */
export const calendarSchema = z
  .strictObject({
    kind: z.literal('calendar'),
    title: z.string().exactOptional(),
    provider: idSchema,
    /** What the provider is asked for besides the days. */
    input: inputSchema.exactOptional(),
    /** Provider of the records that an item is linked with. */
    linked: idSchema.exactOptional(),
    /** Action that moves an item; without it none can be moved. */
    moves: idSchema.exactOptional(),
    /** What a double click on a free time creates: an object type with `at` and `endAt`. */
    creates: z.strictObject({ type: z.string(), title: z.string() }).readonly().exactOptional(),
    /** The provider takes `people`: calendars of other users can be added. */
    people: z.literal(true).exactOptional(),
  })
  .readonly()
/** Items in time: a day, a week or a month of them, which move by drag, touch and keys. */
export type CalendarBlock = z.output<typeof calendarSchema>

/** What the provider of the records behind an item answers with, and is asked. */
export const calendarLinked = z.strictObject({ records: z.array(z.strictObject({ type: z.string(), id: z.string(), name: z.string() })) })
type Days = z.input<typeof calendarInput>
/** What a calendar is drawn from. */
export interface CalendarSpec<Asked extends Days = Days> {
  readonly title?: string
  readonly from: Source<z.output<typeof calendarOutput>, Asked>
  /** What the provider is asked for besides the days. */
  readonly input?: Omit<NoInfer<Asked>, keyof Days>
  readonly linked?: Source<z.output<typeof calendarLinked>, { readonly type: string; readonly id: string }>
  readonly moves?: Target<z.input<typeof calendarMove>>
  readonly creates?: { readonly type: { readonly objectType: string }; readonly title: string }
  readonly people?: true
}

/**
 * Items in time, by day, week or month, with a bar for whole days. Any plugin has its own: a provider that answers `calendarInput` with
 * `calendarOutput`, and an action that takes `calendarMove`.
 */
export function calendar<Asked extends Days>({ title, from, input, linked, moves, creates, people }: CalendarSpec<Asked>): CalendarBlock {
  return Object.freeze({
    kind: 'calendar',
    ...(title !== undefined && { title }),
    provider: from.id,
    ...(input && { input }),
    ...(linked && { linked: linked.id }),
    ...(moves && { moves: moves.id }),
    ...(creates && { creates: { type: creates.type.objectType, title: creates.title } }),
    ...(people && { people }),
  })
}

/** What a calendar expects of the providers and the action that it names. */
export function referencesOfCalendar({ provider, input = {}, linked, moves, people }: CalendarBlock): readonly Reference[] {
  const days = ['from', 'to', 'timeZone', ...(people === true ? ['people'] : [])]
  return [
    { kind: 'provider', id: provider, part: 'days', where: 'input', fields: [...days, ...Object.keys(input)] },
    { kind: 'provider', id: provider, part: 'items', where: 'answer', fields: ['items'] },
    ...providerOf(linked, 'linked'),
    ...(moves === undefined ? [] : [actionOf(moves, 'moves', Object.keys(calendarMove.shape))]),
  ]
}
