import type { ObjectTypeDefinition } from '../../schema/definition.js'
import type { RecordRef, Value, Values } from '../../schema/value.js'
import type { StorageAdapter, StoredRecord } from '../../storage/adapter.js'
import type { FactLink, Facts } from '../criterion/facts.js'
import { type ScoredStatus, statusOf } from '../criterion/range-points.js'
import { type CompiledProfile, compileProfile } from '../engine/compile-profile.js'
import { differenceOf, toShownDifference } from '../engine/difference.js'
import { toLedger, toShown } from '../engine/ledger.js'
import { measure, measureAt } from '../engine/measure.js'
import { toPoints } from '../engine/units.js'
import { type KeptProfile, profileScoreType, toProfile } from '../keeper/profile-record.js'
import { toScoreSchema } from '../model/score-schema.js'
import { waiting } from './test-profiles.js'

// What is stored, read by plain lookups, and every score worked out from it by the pure engine: nothing of the keeper takes part.

const io = { signal: new AbortController().signal }
export const schema = toScoreSchema()
const company = schema.get('company') as ObjectTypeDefinition
const kinds = new Map([[waiting.id, waiting]])

/** A customer at an instant, as a profile of that instant has to score it. */
export interface Moment {
  readonly profile: CompiledProfile
  readonly facts: Facts
  readonly at: number
}
/** What a store has of customers and profiles at an instant. */
export interface Reading {
  readonly at: number
  readonly profiles: readonly KeptProfile[]
  readonly customers: readonly { readonly record: StoredRecord; readonly facts: Facts }[]
  readonly others: readonly StoredRecord[]
}

/** Every record of a type, archived ones too. */
export async function allOf(store: StorageAdapter, type: string, select: readonly string[]): Promise<readonly StoredRecord[]> {
  const query = { type, every: [], where: { all: [] }, order: [], select, count: false, archived: 'any' } as const
  const found: StoredRecord[] = []
  for await (const page of store.scan(store.plan(query), io)) found.push(...page.records)
  return found
}
async function linksOf(store: StorageAdapter, ref: RecordRef): Promise<Facts['links']> {
  const links = new Map<string, readonly FactLink[]>()
  for (const { name, edge, forward, to } of company.associations.filter(({ name }) => name === 'tickets' || name === 'meetings')) {
    const [ends = []] = (await store.links?.read([ref], edge, forward, io)) ?? []
    const records = await store.read(
      [...new Set(ends.map(({ id }) => id))].map((id) => ({ type: to, id })),
      io,
    )
    const there = records.filter((record) => record !== null && record.archivedAt === undefined) as readonly StoredRecord[]
    const labels = (id: string) => ends.flatMap((end) => (end.id === id && end.label !== undefined ? [end.label] : []))
    links.set(
      name,
      there.map(({ ref: { id }, values }) => ({ record: { id, values }, labels: labels(id) })),
    )
  }
  return links
}
/** Reads a store at an instant. */
export async function readStore(store: StorageAdapter, at: number): Promise<Reading> {
  const profiles = (await allOf(store, 'scoreProfile', ['definition', 'state', 'main', 'activatedAt'])).filter(
    ({ archivedAt }) => archivedAt === undefined,
  )
  const ids = (await allOf(store, 'company', [])).filter(({ archivedAt }) => archivedAt === undefined).map(({ ref }) => ref)
  const records = (await store.read(ids, io)) as readonly StoredRecord[]
  const customers: { readonly record: StoredRecord; readonly facts: Facts }[] = []
  for (const record of records)
    customers.push({ record, facts: { customer: { id: record.ref.id, values: record.values }, links: await linksOf(store, record.ref) } })
  return {
    ...{ at, customers },
    profiles: withMain(profiles.flatMap(({ ref, values }) => toProfile(ref.id, values) ?? []).filter(({ state }) => state === 'active')),
    others: await allOf(store, profileScoreType, ['name', 'type', 'record', 'score', 'status']),
  }
}
// The one that was made the main one, or was active first.
function withMain(active: readonly KeptProfile[]): readonly KeptProfile[] {
  const keys = active.map(({ id, isMain, activatedAt }) => `${isMain ? 0 : 1} ${activatedAt} ${id}`)
  const [first] = [...keys].sort()
  return active.map((profile, at) => ({ ...profile, isMain: keys[at] === first }))
}
/** A profile that is ready. */
export function compiled({ definition }: KeptProfile): CompiledProfile {
  return compileProfile(definition, { schema, kinds })
}

/** What is wrong with the scores that a store keeps; nothing where all are right. */
export function faultsIn({ at, profiles, customers, others }: Reading): readonly string[] {
  const faults: string[] = []
  const scored = profiles.map((kept) => ({ kept, profile: compiled(kept) }))
  for (const { record, facts } of customers) {
    let until: number | undefined
    const check = (what: string, { profile }: { readonly profile: CompiledProfile }, values: Values | undefined): void => {
      const right = scoreAt({ profile, facts, at }, values?.['status'])
      const is = [values?.['score'] ?? null, values?.['status'] ?? null]
      if (String(is) !== String([right.score, right.status]))
        faults.push(`${record.ref.id} has ${is} under ${what}, not ${[right.score, right.status]}`)
      for (const next of right.untils) until = Math.min(until ?? next, next)
    }
    const { healthScore = null, healthStatus = null, tenure_score_due: due = null } = record.values
    const main = scored.find(({ kept }) => kept.isMain)
    if (main !== undefined) check('the main profile', main, { score: healthScore, status: healthStatus })
    else if (healthScore !== null || healthStatus !== null)
      faults.push(`${record.ref.id} has ${healthScore} ${healthStatus} under no profile`)
    for (const one of scored.filter(({ kept }) => !kept.isMain))
      check(
        one.kept.definition.name,
        one,
        others.find(({ values }) => values['name'] === one.kept.id && values['record'] === record.ref.id)?.values,
      )
    if (due !== (until ?? null)) faults.push(`${record.ref.id} is due at ${due}, not ${until ?? null}`)
  }
  return faults
}
function scoreAt({ profile, facts, at }: Moment, before: Value | undefined) {
  const { is, until } = profile.includes(facts, at)
  const { measured, until: ofCriteria } = is ? measureAt(profile, facts, at) : {}
  const untils = [until, ofCriteria].filter((each) => each !== undefined)
  if (measured === undefined) return { score: null, status: null, untils }
  const points = toPoints(measured.total)
  const status = statusOf(profile.profile.thresholds, points, (before ?? undefined) as ScoredStatus | undefined)
  return { score: Math.floor(points), status, untils }
}

/** What is wrong with the sums of an explanation, and of the difference to another instant. */
export function sumFaults(before: Moment | undefined, after: Moment): readonly string[] {
  const measured = after.profile.includes(after.facts, after.at).is ? measure(after.profile, after.facts, after.at) : undefined
  if (measured === undefined) return []
  const ledger = toLedger(after.profile, measured)
  const shown = toShown(ledger)
  const faults = [
    ...(unitsOf(ledger.entries) === measured.total ? [] : ['the entries do not sum to the total']),
    ...(sum([...shown.entries.values()]) === Math.floor(toPoints(measured.total)) ? [] : ['the points do not sum to the score']),
  ]
  const difference = before && differenceOf(before, after)
  if (difference === undefined) return faults
  const told = toShownDifference(difference)
  if (unitsOf(difference.entries) !== difference.to - difference.from) faults.push('the moved entries do not sum to the difference')
  if (difference.entries.some(({ causes, units }) => unitsOf(causes) !== units)) faults.push('causes do not sum to their entry')
  if (sum(told.causes.map(({ points }) => points)) !== told.to - told.from) faults.push('the points of causes do not sum to the difference')
  return faults
}
const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0)
const unitsOf = (list: readonly { readonly units: number }[]): number => sum(list.map(({ units }) => units))
