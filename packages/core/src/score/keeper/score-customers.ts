import { scoreDueProperty } from '../../access/internal-property.js'
import type { Instant } from '../../base/clock.js'
import { derivedId } from '../../base/id.js'
import type { Draft, DraftRecord } from '../../records/draft.js'
import type { SchemaDefinition } from '../../schema/definition.js'
import type { RecordId, RecordRef, Value, Values } from '../../schema/value.js'
import type { StoredRecord } from '../../storage/adapter.js'
import type { Facts } from '../criterion/facts.js'
import { earlier } from '../criterion/judge.js'
import type { ScoredStatus } from '../criterion/range-points.js'
import { type Score, scoreOf } from '../engine/measure.js'
import type { ProfileBook, ScoredType } from './profile-book.js'
import { keptQuiet, keptScore, keptStatus, profileScoreType } from './profile-record.js'
import { type CustomerFacts, type FactsPort, readFacts } from './read-facts.js'

/** What scoring customers works with. */
export interface ScoringPort extends FactsPort {
  readonly profiles: Pick<ProfileBook, 'of'>
  schema(): SchemaDefinition
}
/** The scores of one customer, worked out from the record as it had this version. */
export interface ScoredCustomer {
  readonly ref: RecordRef
  readonly record: StoredRecord
  readonly main: Score
  /** Under the other active profiles. */
  readonly others: readonly { readonly profile: RecordId; readonly ref: RecordRef; readonly score: Score }[]
  readonly due: Instant | null
  /** The profiles that it was scored by; none where no profile is active. */
  readonly by: ScoredType | undefined
}

/** Works out the scores of customers from what is stored now. Nothing is written. */
export async function scoreCustomers(
  port: ScoringPort,
  type: string,
  ids: readonly RecordId[],
  now: Instant,
): Promise<readonly ScoredCustomer[]> {
  const definition = port.schema().get(type)
  if (definition === undefined) return []
  const by = port.profiles.of(type)
  const scored = by ?? { type, profiles: [], needs: { properties: new Set<string>(), links: new Map() } }
  const scores = await scoreFacts(port, scored, await readFacts(port, definition, { needs: scored.needs, ids }), now)
  return scores.map((score) => ({ ...score, by }))
}
/** Works out scores from facts that are at hand. */
export async function scoreFacts(
  port: ScoringPort,
  by: ScoredType,
  customers: readonly CustomerFacts[],
  now: Instant,
): Promise<readonly ScoredCustomer[]> {
  const records = customers.map(({ record }) => record)
  const before = await statusesBefore(port, by, records)
  return customers.map(({ record, facts }) => ({ ...scoreOne(by, { record, facts, now, before }), by }))
}
interface OneCall {
  readonly record: StoredRecord
  readonly facts: Facts
  readonly now: Instant
  readonly before: ReadonlyMap<string, ScoredStatus>
}
function scoreOne({ profiles }: ScoredType, { record, facts, now, before }: OneCall): Omit<ScoredCustomer, 'by'> {
  let main: Score = unscored
  let due: Instant | undefined
  const others: { profile: RecordId; ref: RecordRef; score: Score }[] = []
  for (const { kept, compiled } of profiles) {
    const ref = kept.isMain ? record.ref : scoreRef(kept.id, record.ref)
    const was = kept.isMain ? record.values[keptStatus] : before.get(ref.id)
    const score = scoreOf(compiled, facts, now, isStatus(was) ? was : undefined)
    due = earlier(due, score.until)
    if (kept.isMain) main = score
    else others.push({ profile: kept.id, ref, score })
  }
  return { ref: record.ref, record, main, others, due: due ?? null }
}
const unscored: Score = { score: null, status: null }
function isStatus(value: Value | undefined): value is ScoredStatus {
  return value === 'at-risk' || value === 'neutral' || value === 'healthy'
}
/** Where a customer's score under a profile that is not the main one is kept. */
export function scoreRef(profile: RecordId, { type, id }: RecordRef): RecordRef {
  return { type: profileScoreType, id: derivedId(`score ${profile} ${type} ${id}`) }
}
async function statusesBefore(
  { storage, io }: ScoringPort,
  { profiles }: ScoredType,
  records: readonly StoredRecord[],
): Promise<ReadonlyMap<string, ScoredStatus>> {
  const refs = profiles.filter(({ kept }) => !kept.isMain).flatMap(({ kept }) => records.map(({ ref }) => scoreRef(kept.id, ref)))
  const found = refs.length === 0 ? [] : await storage.read(refs, io)
  return new Map(
    found.flatMap((record) =>
      record !== null && isStatus(record.values['status']) ? [[record.ref.id, record.values['status']] as const] : [],
    ),
  )
}

/** How scores are written into a draft. `quiet`: changes of status raise no alerts. */
export interface ScoreDrafting {
  readonly profiles: Pick<ProfileBook, 'of'>
  readonly quiet: boolean
}
/** Reads what the draft lacks of the records of scores, and writes the scores into them; the answer is that of `writeScores`. */
export async function draftScores(draft: Draft, scored: readonly ScoredCustomer[], how: ScoreDrafting): Promise<readonly DraftRecord[]> {
  await draft.load(scored.flatMap(({ ref, others }) => [ref, ...others.map((other) => other.ref)]))
  return writeScores(draft, scored, how)
}
/**
 * Writes scores into the records that a draft has, but for customers that were changed since they were read, or whose profiles were: those are the
 * answer.
 */
export function writeScores(draft: Draft, scored: readonly ScoredCustomer[], { profiles, quiet }: ScoreDrafting): readonly DraftRecord[] {
  const changed: DraftRecord[] = []
  for (const one of scored) {
    const record = draft.find(one.ref)
    if (record === undefined || record.archived) continue
    if (record.before?.version !== one.record.version || profiles.of(one.ref.type) !== one.by) {
      changed.push(record)
      continue
    }
    record.values = withScore(record.values, one, quiet)
    for (const other of one.others) draftOther(draft, one.ref, other)
  }
  return changed
}
/** Whether a customer has to be scored again. */
export function isDue({ values }: Pick<DraftRecord, 'values'>, now: Instant): boolean {
  const due = values[scoreDueProperty]
  return typeof due === 'number' && due <= now
}
/** Marks a customer as due. It gets another value each time, so that the record has another version, and whoever keeps scores hears of it. */
export function markDue(record: DraftRecord, at: Instant): void {
  const due = isDue(record, at) ? Number(record.values[scoreDueProperty]) - 1 : at
  record.values = { ...record.values, [scoreDueProperty]: due }
}
/** Whether what is kept of a customer is this score already, due at the same time. */
export function isKept({ main: { score, status }, due }: ScoredCustomer, values: Values): boolean {
  return (values[keptStatus] ?? null) === status && (values[keptScore] ?? null) === score && (values[scoreDueProperty] ?? null) === due
}
// A customer without a status before has crossed nothing, so there is nothing to be quiet about.
function withScore(values: Values, scored: ScoredCustomer, quiet: boolean): Values {
  if (isKept(scored, values)) return values
  const { main, due } = scored
  const { score, status } = main
  const was = values[keptStatus] ?? null
  const next: Record<string, Value> = { ...values }
  next[keptScore] = score
  next[keptStatus] = status
  next[scoreDueProperty] = due
  const isQuiet = was === status ? values[keptQuiet] === true : quiet && was !== null && status !== null
  if (isQuiet !== (values[keptQuiet] === true)) next[keptQuiet] = isQuiet ? true : null
  return next
}
function draftOther(draft: Draft, { type, id }: RecordRef, { profile, ref, score }: ScoredCustomer['others'][number]): void {
  const known = draft.find(ref)
  const values = { score: score.score, status: score.status }
  if (known === undefined) {
    if (score.score !== null) draft.create(ref, { name: profile, type, record: id, ...values })
  } else if (known.values['score'] !== values.score || known.values['status'] !== values.status)
    known.values = { ...known.values, ...values }
}
