import type { Duration } from '../../base/duration.js'
import { TenureError } from '../../errors/tenure-error.js'
import type { Filter } from '../../query/builders.js'
import { type FilterData, pathsOf } from '../../query/filter-data.js'
import { type Association, type OfKind, type Property, splitLinked, splitPath } from '../../schema/property.js'

/** When a job runs: each time so much time has passed. A host that was down runs it once, not once for each time that it missed. */
export interface Beat {
  readonly occasion: 'every'
  readonly every: Duration
}
/**
 * What a change did to a record: it is there now and was not before, another value is in one of its properties, it is there no longer, or
 * only links were added or removed.
 */
export type ChangeKind = 'created' | 'changed' | 'archived' | 'linked'
/** When a job runs: a record was changed. */
export interface Changes<Path extends string = string> {
  readonly occasion: 'changes'
  /** Paths of the properties of which one has another value; without them, those that the job selects. */
  readonly properties?: readonly string[]
  readonly links: readonly string[]
  readonly kinds: readonly ChangeKind[]
  readonly '~path'?: Path
}
/** When a job runs: the instant in a property has come. */
export interface DueAt<Path extends string = string> {
  readonly occasion: 'at'
  readonly property: string
  readonly '~path'?: Path
}
/** When a job runs: a record has come into a segment, or has left it. */
export interface Crossing {
  readonly occasion: 'enters' | 'leaves'
  readonly where: FilterData
  readonly '~path'?: never
}
/** When a job runs. */
export type Occasion = Beat | Changes | DueAt | Crossing
/** An occasion that concerns single records. */
export type RecordOccasion = Exclude<Occasion, Beat>
/** Paths that an occasion looks at. */
export type PathOf<On> = On extends { readonly '~path'?: infer Path } ? Extract<Path, string> : never

/** Which changes of a record count. */
export interface ChangesSpec<P extends Property, A extends Association> {
  /** A change counts where one of these has another value; by default, where one of those has that the job selects. */
  readonly properties?: readonly P[]
  /** Links along these associations count as well, seen from the record of the job. */
  readonly links?: readonly A[]
  /** By default `created` and `changed`, and `linked` where there are `links`. */
  readonly kinds?: readonly ChangeKind[]
}

/** Runs a job each time so much time has passed. */
export function every(span: Duration): Beat {
  return Object.freeze({ occasion: 'every', every: span })
}

/**
 * Runs a job for each record that is changed, by people, imports, plugins or other processes, soon after it is stored. What is changed
 * several times before the job comes to it is one change, from what it was before the first to what it is after the last; nothing, where
 * that is the same. What the job itself writes does not call it. Errors: `input.invalid` for a property that is read through a link.
 */
export function changes<P extends Property = never, A extends Association = never>({
  properties,
  links = [],
  kinds,
}: ChangesSpec<P, A> = {}): Changes<P['path'] | A['path']> {
  for (const { path } of properties ?? []) refuseLinked(path)
  const usual: readonly ChangeKind[] = links.length > 0 ? ['created', 'changed', 'linked'] : ['created', 'changed']
  return Object.freeze({
    occasion: 'changes',
    ...(properties && { properties: Object.freeze(properties.map(({ path }) => path)) }),
    links: Object.freeze(links.map(({ path }) => path)),
    kinds: Object.freeze(kinds ?? usual),
  })
}

/**
 * Runs a job once for each record and instant in this property, when the instant has come; for one that a host missed while it was down,
 * when it is back, and at once for one that is set when it is past already. A value that is changed before counts only in its new form.
 * Errors: `input.invalid` for a property that is read through a link.
 */
export function at<P extends OfKind<'datetime'>>(property: P): DueAt<P['path']> {
  refuseLinked(property.path)
  return Object.freeze({ occasion: 'at', property: property.path })
}

/**
 * Runs a job for each record that comes into a segment: by its own change, by that of a linked record, or as time passes; once each time, however
 * often the host starts. Who is in it when the job is first seen has not entered. Days are those of UTC. Errors: `input.invalid` for a filter
 * that depends on a user.
 */
export function enters(where: Filter): Crossing {
  return crossing('enters', where)
}
/** The same for each record that leaves the segment; one that is archived has left it. Errors: `input.invalid` for a filter that depends on a user. */
export function leaves(where: Filter): Crossing {
  return crossing('leaves', where)
}
function crossing(occasion: Crossing['occasion'], where: Filter): Crossing {
  const ofUser = findOfUser(where)
  if (ofUser === undefined) return Object.freeze({ occasion, where })
  const message = `A job has no user, so nobody ${occasion} a segment by ${ofUser}. Name the users, or read them in \`run\`.`
  throw new TenureError('input.invalid', message, { issues: [{ path: [], message }] })
}
// What depends on who asks, or on which users are active, changes without any record of the segment.
function findOfUser(part: unknown): string | undefined {
  if (typeof part !== 'object' || part === null) return undefined
  const { operand, test } = part as { readonly operand?: unknown; readonly test?: unknown }
  if (operand === 'me') return 'the acting user'
  if (test === 'is-in-my-team' || test === 'is-deactivated') return `the test ${test}`
  return Object.values(part)
    .map(findOfUser)
    .find((found) => found !== undefined)
}

/** Refuses a property that is not one of the record itself: a change does not say what it was. */
export function refuseLinked(path: string): void {
  if (splitLinked(splitPath(path)[1]) === undefined) return
  const message = `${path} is read through a link, and a change says only what the record itself has. Follow the linked record, or read it in \`run\`.`
  throw new TenureError('input.invalid', message, { issues: [{ path: [], message }] })
}

/** Paths of what an occasion looks at, in the records of the job and in linked ones. */
export function pathsIn(on: RecordOccasion): readonly string[] {
  if (on.occasion === 'at') return [on.property]
  return on.occasion === 'changes' ? [...(on.properties ?? []), ...on.links] : pathsOf(on.where)
}
