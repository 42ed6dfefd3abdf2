import type { CompiledCriterion, CompiledProfile } from './compile-profile.js'
import type { Measured, MeasuredGroup } from './measure.js'
import { clampTo, type Portion, toPoints, unitsPerPoint, wholeShares } from './units.js'

/**
 * What an entry of a ledger is: the points of a criterion; what was cut off at its bounds; the start of a group, what was cut off at its bounds, what
 * rounding added or took; and the same of the whole.
 */
export type EntryPart = 'criterion' | 'criterion-cut' | 'group-start' | 'group-cut' | 'group-rounding' | 'start' | 'cut' | 'rounding'
/** One entry: with all others it sums to the total (BEY-2). */
export interface LedgerEntry {
  readonly part: EntryPart
  /** The criterion or group that it belongs to; `total` for the whole. */
  readonly of: string
  readonly group?: string
  readonly units: number
  /** A criterion that could not be judged. */
  readonly missing?: true
}
/** Entries in the order of the profile; their units sum to the total. */
export interface Ledger {
  readonly entries: readonly LedgerEntry[]
  readonly total: number
}

/** The identity of an entry in every version of a profile. */
export function entryId({ part, of }: Pick<LedgerEntry, 'part' | 'of'>): string {
  return `${of} ${part}`
}

/** The entries of which a total is made. */
export function toLedger({ profile }: CompiledProfile, measured: Measured): Ledger {
  const own = measured.groups.map((group) => ({ group, entries: groupEntries(group) }))
  const start = Math.round(profile.start * unitsPerPoint)
  const shares = wholeShares(
    own.map(({ group }, at) => ({ id: String(at), value: group.value * group.factor })),
    measured.raw - start,
  )
  const entries = own.flatMap(({ group, entries: parts }, at) => scaled(parts, group.factor, shares[at] as number))
  const ofTotal = (part: EntryPart, units: number): readonly LedgerEntry[] => (units === 0 ? [] : [{ part, of: 'total', units }])
  return {
    entries: [
      ...ofTotal('start', start),
      ...entries,
      ...ofTotal('cut', measured.clamped - measured.raw),
      ...ofTotal('rounding', measured.total - measured.clamped),
    ],
    total: measured.total,
  }
}

// In the group's own units: they sum to its value.
function groupEntries({ compiled, units, factors, raw, clamped, value }: MeasuredGroup): readonly LedgerEntry[] {
  const { group, criteria, start } = compiled
  const bounded = units.map((one, at) =>
    one === undefined ? 0 : clampTo(one, (criteria[at] as CompiledCriterion).bounds) * (factors[at] as number),
  )
  const shares = wholeShares(
    bounded.map((portion, at) => ({ id: (criteria[at] as CompiledCriterion).criterion.id, value: portion })),
    raw - start,
  )
  const ofGroup = (part: EntryPart, part_units: number): readonly LedgerEntry[] =>
    part_units === 0 ? [] : [{ part, of: group.id, group: group.id, units: part_units }]
  return [
    ...ofGroup('group-start', start),
    ...criteria.flatMap(({ criterion, bounds }, at): readonly LedgerEntry[] => {
      const one = units[at]
      const entry = { of: criterion.id, group: group.id }
      if (one === undefined) return [{ part: 'criterion', ...entry, units: 0, missing: true }]
      const share = shares[at] as number
      const cut = Math.round((clampTo(one, bounds) - one) * (factors[at] as number))
      const points: LedgerEntry = { part: 'criterion', ...entry, units: share - cut }
      return cut === 0 ? [points] : [points, { part: 'criterion-cut', ...entry, units: cut }]
    }),
    ...ofGroup('group-cut', clamped - raw),
    ...ofGroup('group-rounding', value - clamped),
  ]
}
function scaled(entries: readonly LedgerEntry[], factor: number, total: number): readonly LedgerEntry[] {
  if (factor === 1 && entries.reduce((sum, { units }) => sum + units, 0) === total) return entries
  const portions: readonly Portion[] = entries.map((entry) => ({ id: entryId(entry), value: entry.units * factor }))
  const shares = wholeShares(portions, total)
  return entries.map((entry, at) => ({ ...entry, units: shares[at] as number }))
}

/** Whole points of the entries, and of their groups, that sum to the shown score: none is a whole point away, and nested parts sum as well. */
export interface Shown {
  readonly score: number
  readonly entries: ReadonlyMap<string, number>
  readonly groups: ReadonlyMap<string, number>
}
/** The ledger as people read it. */
export function toShown({ entries, total }: Ledger): Shown {
  const score = Math.floor(toPoints(total))
  const parts = new Map<string, LedgerEntry[]>()
  for (const entry of entries) {
    const key = entry.group ?? `${entryId(entry)}`
    parts.set(key, [...(parts.get(key) ?? []), entry])
  }
  const tops = [...parts].map(([id, list]) => ({ id, value: toPoints(list.reduce((sum, { units }) => sum + units, 0)) }))
  const shares = wholeShares(tops, score)
  const shown = new Map<string, number>()
  const groups = new Map<string, number>()
  for (const [at, [key, list]] of [...parts].entries()) {
    const share = shares[at] as number
    if (list[0]?.group !== undefined) groups.set(key, share)
    const own = wholeShares(
      list.map((entry) => ({ id: entryId(entry), value: toPoints(entry.units) })),
      share,
    )
    for (const [place, entry] of list.entries()) shown.set(entryId(entry), own[place] as number)
  }
  return { score, entries: shown, groups }
}
