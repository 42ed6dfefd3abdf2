import type { Criterion, ScoreGroup, ScoreProfile } from '@tenure/core/score'

/** What the maxima of the groups come to. */
export function sumOf({ groups }: Pick<ScoreProfile, 'groups'>): number {
  return Math.round(groups.reduce((sum, { maximum }) => sum + maximum, 0) * 100) / 100
}
/** An id that no group and no criterion of the profile has. */
export function freshId({ groups }: Pick<ScoreProfile, 'groups'>, wanted: string): string {
  const taken = new Set(['total', ...groups.flatMap(({ id, criteria }) => [id, ...criteria.map((criterion) => criterion.id)])])
  if (!taken.has(wanted)) return wanted
  for (let at = 2; ; at += 1) if (!taken.has(`${wanted}-${at}`)) return `${wanted}-${at}`
}
/** The profile with one group changed, or taken out. */
export function withGroup(profile: ScoreProfile, id: string, change: (group: ScoreGroup) => ScoreGroup | undefined): ScoreProfile {
  const groups = profile.groups.flatMap((group) => (group.id === id ? (change(group) ?? []) : group))
  return { ...profile, groups }
}
/** The profile with one criterion changed, or taken out. */
export function withCriterion(
  profile: ScoreProfile,
  { group, id }: { readonly group: string; readonly id: string },
  change: (criterion: Criterion) => Criterion | undefined,
): ScoreProfile {
  return withGroup(profile, group, (one) => ({
    ...one,
    criteria: one.criteria.flatMap((criterion) => (criterion.id === id ? (change(criterion) ?? []) : criterion)),
  }))
}
/** The profile with another group at its end; ids that are taken get a number. */
export function withNewGroup(profile: ScoreProfile, group: ScoreGroup): ScoreProfile {
  const criteria: Criterion[] = []
  const own = { ...group, id: freshId(profile, group.id) }
  for (const criterion of group.criteria)
    criteria.push({ ...criterion, id: freshId({ groups: [...profile.groups, { ...own, criteria }] }, criterion.id) })
  return { ...profile, groups: [...profile.groups, { ...own, criteria }] }
}
/** The list with one of its members a place up or down. */
export function moved<T>(list: readonly T[], at: number, by: -1 | 1): readonly T[] {
  const to = at + by
  const [one, other] = [list[at], list[to]]
  if (one === undefined || other === undefined) return list
  return list.map((member, place) => (place === at ? other : place === to ? one : member))
}
/** The maximum of a new group: what is left of 100, or all that it wants where nothing is left, since the others then have to give. */
export function roomFor(profile: ScoreProfile, wanted: number): number {
  const left = Math.floor(100 - sumOf(profile))
  return left < 1 ? wanted : Math.min(wanted, left)
}

/** Whether two profiles are the same, in whatever order their parts were written. */
export function isSame(one: ScoreProfile, other: ScoreProfile): boolean {
  const inOrder = (_: string, value: unknown): unknown =>
    typeof value !== 'object' || value === null || Array.isArray(value)
      ? value
      : Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
  return JSON.stringify(one, inOrder) === JSON.stringify(other, inOrder)
}

/** Steps of editing. Changes with the same key, such as what is typed into one field, are one step. */
export interface Steps<T> {
  readonly now: T
  readonly past: readonly T[]
  readonly key: string | undefined
}
/** After a change. */
export function stepTo<T>(steps: Steps<T>, now: T, key?: string): Steps<T> {
  const isSameStep = key !== undefined && key === steps.key
  return { now, past: isSameStep ? steps.past : [...steps.past, steps.now].slice(-100), key }
}
/** One step back. */
export function stepBack<T>(steps: Steps<T>): Steps<T> {
  const last = steps.past.at(-1)
  return last === undefined ? steps : { now: last, past: steps.past.slice(0, -1), key: undefined }
}
