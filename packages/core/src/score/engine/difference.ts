import type { Instant } from '../../base/clock.js'
import type { Facts } from '../criterion/facts.js'
import { createNeeds, joinNeeds, type ReadNeeds } from '../criterion/needs.js'
import { type ChangedInput, changedInputs, grouped, withInputs } from './changed-inputs.js'
import type { CompiledCriterion, CompiledProfile } from './compile-profile.js'
import { entryId, type Ledger, type LedgerEntry, toLedger } from './ledger.js'
import { type Measured, measure } from './measure.js'
import { sameJson } from './same-json.js'
import { shapley } from './shapley.js'
import { type Portion, toPoints, wholeShares } from './units.js'

/** A customer as a profile scored it at an instant. */
export interface Scored {
  readonly profile: CompiledProfile
  readonly facts: Facts
  readonly at: Instant
}
/**
 * Why an entry moved: the criterion was changed, time passed, weights were shared out differently, or an input changed. A cut and a rounding follow
 * from the others, and have no cause of their own.
 */
export type Cause = { readonly by: 'profile' | 'clock' | 'weights' | 'bounds' } | { readonly by: 'input'; readonly input: ChangedInput }
/** A cause with its share in units. */
export interface WeighedCause {
  readonly cause: Cause
  readonly units: number
}
/** How far one entry moved; its causes sum to its units. */
export interface MovedEntry extends Pick<LedgerEntry, 'part' | 'of' | 'group'> {
  readonly units: number
  readonly causes: readonly WeighedCause[]
}
/** How far a score moved; its entries sum to it. */
export interface Difference {
  readonly from: number
  readonly to: number
  readonly entries: readonly MovedEntry[]
}

/** At most so many causes in an entry; more records are grouped. */
const mostCauses = 6

/** What moved a total between two instants. Where it was not scored at one of them there is no difference. */
export function differenceOf(before: Scored, after: Scored): Difference | undefined {
  const was = measuredOf(before)
  const is = measuredOf(after)
  if (was === undefined || is === undefined) return undefined
  const [old, now] = [toLedger(before.profile, was), toLedger(after.profile, is)]
  const moved = movedEntries(old, now).map((entry): MovedEntry => {
    if (entry.part !== 'criterion') return { ...entry, causes: [{ cause: { by: 'bounds' }, units: entry.units }] }
    return { ...entry, causes: causesOf({ before, after, was, is }, entry) }
  })
  return { from: old.total, to: now.total, entries: moved }
}
function measuredOf({ profile, facts, at }: Scored): Measured | undefined {
  return profile.includes(facts, at).is ? measure(profile, facts, at) : undefined
}
function movedEntries(was: Ledger, is: Ledger): readonly Omit<MovedEntry, 'causes'>[] {
  const old = new Map(was.entries.map((entry) => [entryId(entry), entry]))
  const now = new Map(is.entries.map((entry) => [entryId(entry), entry]))
  return [...new Set([...now.keys(), ...old.keys()])].flatMap((id) => {
    const { part, of, group } = (now.get(id) ?? old.get(id)) as LedgerEntry
    const units = (now.get(id)?.units ?? 0) - (old.get(id)?.units ?? 0)
    return units === 0 ? [] : [{ part, of, ...(group !== undefined && { group }), units }]
  })
}

interface Both {
  readonly before: Scored
  readonly after: Scored
  readonly was: Measured
  readonly is: Measured
}
/** A criterion in one of two profiles, and by which its points are taken there. */
interface Side {
  readonly criterion: CompiledCriterion
  readonly factor: number
}
type Player = Cause

function causesOf({ before, after, was, is }: Both, { of, units }: Omit<MovedEntry, 'causes'>): readonly WeighedCause[] {
  const [old, now] = [sideOf(was, of), sideOf(is, of)]
  const inputs = changedInputs(needsOf(old, now), before.facts, after.facts)
  const isChanged = old === undefined || now === undefined || !sameJson(old.criterion.criterion, now.criterion.criterion)
  const has = (taken: readonly Player[], by: Cause['by']): boolean => taken.some((cause) => cause.by === by)
  const worth = (taken: readonly Player[], at: Instant): number => {
    const side = has(taken, 'profile') ? now : old
    if (side === undefined) return 0
    const factor = (has(taken, 'weights') ? now : side)?.factor ?? side.factor
    const facts = withInputs(
      before.facts,
      after.facts,
      taken.flatMap((cause) => (cause.by === 'input' ? [cause.input] : [])),
    )
    return Math.round((side.criterion.judge(facts, at).units ?? 0) * factor)
  }
  const players: Player[] = [
    ...(isChanged ? [{ by: 'profile' } as const] : []),
    ...(!isChanged && old.factor !== now.factor ? [{ by: 'weights' } as const] : []),
  ]
  const all = [...players, ...grouped(inputs, mostCauses - players.length).map((input): Player => ({ by: 'input', input }))]
  // Time passes first, over what was there: a new event would otherwise owe half of its points to the clock.
  const clock = worth([], after.at) - worth([], before.at)
  const shares = shapley(all.length, (coalition) =>
    worth(
      all.filter((_, at) => coalition[at]),
      after.at,
    ),
  )
  return weighed([...all, { by: 'clock' }], [...shares, clock], units)
}
// The shares are fractions of units, and the entry may be a unit beside them: whole units that sum to the entry.
function weighed(players: readonly Player[], shares: readonly number[], units: number): readonly WeighedCause[] {
  const telling = players
    .map((cause, at) => ({ cause, share: shares[at] as number, id: `${cause.by} ${at}` }))
    .filter(({ share }) => Math.abs(share) > 1e-6)
  if (telling.length === 0) return [{ cause: { by: 'bounds' }, units }]
  const whole = wholeShares(
    telling.map(({ id, share }) => ({ id, value: share })),
    units,
  )
  return telling.map(({ cause }, at) => ({ cause, units: whole[at] as number }))
}
function sideOf({ groups }: Measured, id: string): Side | undefined {
  for (const { compiled, factors, factor } of groups) {
    const at = compiled.criteria.findIndex(({ criterion }) => criterion.id === id)
    const criterion = compiled.criteria[at]
    if (criterion !== undefined) return { criterion, factor: (factors[at] as number) * factor }
  }
  return undefined
}
function needsOf(...sides: readonly (Side | undefined)[]): ReadNeeds {
  const needs = createNeeds()
  for (const side of sides) if (side !== undefined) joinNeeds(needs, side.criterion.needs)
  return needs
}

/** Whole points of the causes, which sum to the difference of the shown scores. Causes of no shown point are left out. */
export interface ShownDifference {
  readonly from: number
  readonly to: number
  readonly causes: readonly (WeighedCause & Pick<MovedEntry, 'part' | 'of' | 'group'> & { readonly points: number })[]
}
/** A difference as people read it, the strongest cause first. */
export function toShownDifference({ from, to, entries }: Difference): ShownDifference {
  const [was, is] = [Math.floor(toPoints(from)), Math.floor(toPoints(to))]
  const portions = (list: readonly { readonly units: number }[], id: (at: number) => string): readonly Portion[] =>
    list.map(({ units }, at) => ({ id: id(at), value: toPoints(units) }))
  const shares = wholeShares(
    portions(entries, (at) => entryId(entries[at] as MovedEntry)),
    is - was,
  )
  const causes = entries.flatMap(({ causes: own, part, of, group }, at) => {
    const points = wholeShares(portions(own, String), shares[at] as number)
    return own.map((cause, place) => ({ ...cause, part, of, ...(group !== undefined && { group }), points: points[place] as number }))
  })
  return { from: was, to: is, causes: causes.filter(({ points }) => points !== 0).sort((a, b) => Math.abs(b.points) - Math.abs(a.points)) }
}
