import { systemAsker } from '../../access/asker.js'
import type { Instant } from '../../base/clock.js'
import { derivedId } from '../../base/id.js'
import type { Draft, DraftRecord } from '../../records/draft.js'
import type { Reader } from '../../records/read-records.js'
import type { Json, RecordId, RecordRef, Values } from '../../schema/value.js'
import type { StoredRecord } from '../../storage/adapter.js'
import type { JobUnit } from '../job/job-to-run.js'

/** Name of the object type of what jobs remember of single records. */
export const markType = 'jobMark'
/**
 * What a mark means. `done`: the job has worked for the instant that is its value. `again`: the job failed for the record, and tries again
 * at `dueAt`. `left`: it failed too often. `over`: it failed once, and has worked since. `inside` and `outside`: of a segment.
 */
export type MarkState = 'done' | 'again' | 'left' | 'over' | 'inside' | 'outside'
/** A record that a job remembers something of. */
export interface MarkedRecord extends JobUnit {
  readonly job: string
  readonly ref: RecordRef
}
/** What a job failed for: the part of the feed in which the record was changed, the instant that was due, or that it crossed. */
export type FailedFor = { readonly from: string; readonly end: string } | { readonly value: Instant } | { readonly crossed: true }
/** A record that is tried again. */
export interface Retry extends JobUnit {
  readonly id: string
  readonly tries: number
  readonly dueAt: Instant
  readonly of: FailedFor
}

/** A failure is tried again after a minute, then after two and four. */
const pauses: readonly number[] = [60_000, 120_000, 240_000]

/** The record of a mark: one of the work that is done, and one of failures. */
export function refOfMark({ job, workspace, ref }: MarkedRecord, about: 'work' | 'failure'): RecordRef {
  return { type: markType, id: derivedId(JSON.stringify([about, job, workspace, ref.type, ref.id])) }
}

/** Puts down what a job remembers; the draft has loaded the mark. */
export function putMark(
  draft: Draft,
  marked: MarkedRecord,
  about: 'work' | 'failure',
  values: Values & { readonly state: MarkState },
): void {
  const ref = refOfMark(marked, about)
  const { job, workspace, ref: of } = marked
  const known = draft.find(ref)
  if (known !== undefined) known.values = { ...known.values, ...values }
  else draft.create(ref, { name: job, workspace, type: of.type, record: of.id, ...values })
}

/** Notes that a job failed for a record: it is tried again a few times, and left then. */
export async function markFailure(
  draft: Draft,
  marked: MarkedRecord,
  of: FailedFor & { readonly run: string },
  now: Instant,
): Promise<void> {
  const ref = refOfMark(marked, 'failure')
  await draft.load([ref])
  const known = draft.find(ref)
  const tries = isOpen(known) ? Number(known?.values['tries'] ?? 0) + 1 : 1
  const pause = pauses[tries - 1]
  const next = pause === undefined ? ({ state: 'left', dueAt: null } as const) : ({ state: 'again', dueAt: now + pause } as const)
  putMark(draft, marked, 'failure', { ...next, tries, data: of as unknown as Json })
}
/** Notes that a job has worked for a record that it failed for before, if it did. Answers whether it did. */
export async function clearFailure(draft: Draft, marked: MarkedRecord): Promise<boolean> {
  const ref = refOfMark(marked, 'failure')
  await draft.load([ref])
  const known = draft.find(ref)
  if (known === undefined || known.values['state'] === 'over') return false
  known.values = { ...known.values, state: 'over', dueAt: null, tries: 0, data: null }
  return true
}
function isOpen(known: DraftRecord | undefined): boolean {
  return known?.values['state'] === 'again'
}

type Finder = Pick<Reader, 'list'>
const ofJob = (job: string) => ({ test: 'is', property: `${markType}.name`, value: job }) as const
const inState = (state: MarkState) => ({ test: 'is', property: `${markType}.state`, value: state }) as const
const dueBy = (now: Instant) => ({ test: 'before', property: `${markType}.dueAt`, value: now + 1 }) as const

/** The records of a job that are to be tried again by then, those first that have waited longest. */
export async function dueRetries(reader: Finder, job: string, now: Instant, limit: number): Promise<readonly Retry[]> {
  const where = { test: 'all', filters: [ofJob(job), dueBy(now)] } as const
  const orderBy = [{ by: `${markType}.dueAt`, direction: 'ascending' }] as const
  const { records } = await reader.list(systemAsker, { type: markType, select: marked, where, orderBy, limit })
  return records.map(toRetry)
}
/** When the next record of a job is tried again. */
export async function nextRetry(reader: Finder, job: string): Promise<Instant | undefined> {
  return (await dueRetries(reader, job, Number.MAX_SAFE_INTEGER - 1, 1))[0]?.dueAt
}
/** How many records of a job are tried again, and how many are left. */
export async function countFailures(
  reader: Pick<Reader, 'count'>,
  job: string,
): Promise<{ readonly again: number; readonly left: number }> {
  const count = (state: MarkState) =>
    reader.count(systemAsker, { type: markType, where: { test: 'all', filters: [ofJob(job), inState(state)] } })
  const [again, left] = await Promise.all([count('again'), count('left')])
  return { again, left }
}
const marked = ['workspace', 'type', 'record', 'tries', 'dueAt', 'data']
function toRetry({ values }: StoredRecord): Retry {
  return {
    workspace: String(values['workspace']),
    type: String(values['type']),
    id: String(values['record']),
    tries: Number(values['tries']),
    dueAt: Number(values['dueAt']),
    of: values['data'] as unknown as FailedFor,
  }
}

/** Forgets the failures of a run whose whole part of the feed is worked through again. */
export async function forgetFailures(reader: Finder, draft: Draft, job: string, run: string): Promise<void> {
  const where = { test: 'all', filters: [ofJob(job), inState('again')] } as const
  const { records } = await reader.list(systemAsker, { type: markType, select: ['data'], where, limit: 1_000 })
  const own = records.filter(({ values }) => (values['data'] as { readonly run?: string } | null)?.run === run).map(({ ref }) => ref)
  await draft.load(own)
  for (const ref of own) {
    const record = draft.find(ref)
    if (record !== undefined) record.values = { ...record.values, state: 'over', dueAt: null, tries: 0, data: null }
  }
}

const is = (property: string, value: string) => ({ test: 'is', property: `${markType}.${property}`, value }) as const
/** Who of these is in the segment of a job, as far as it knows. */
export async function whichAreInside(
  reader: Finder,
  job: string,
  { workspace, type }: JobUnit,
  ids: readonly RecordId[],
): Promise<ReadonlySet<RecordId>> {
  const refs = ids.map((id) => refOfMark({ job, workspace, type, ref: { type, id } }, 'work').id)
  const where = { test: 'all', filters: [{ test: 'id-of', type: markType, ids: refs }, inState('inside')] } as const
  const { records } = await reader.list(systemAsker, { type: markType, select: ['record'], where })
  return new Set(records.map(({ values }) => String(values['record'])))
}
/** All who are in the segment of a job, as far as it knows, some at a time. */
export async function* membersOf(
  reader: Finder,
  job: string,
  { workspace, type }: JobUnit,
  limit: number,
): AsyncGenerator<readonly RecordId[]> {
  const where = { test: 'all', filters: [ofJob(job), inState('inside'), is('workspace', workspace), is('type', type)] } as const
  let after: string | undefined
  do {
    const page = { orderBy: [], limit, ...(after !== undefined && { after }) }
    const { records, next } = await reader.list(systemAsker, { type: markType, select: ['record'], where, ...page })
    yield records.map(({ values }) => String(values['record']))
    after = next
  } while (after !== undefined)
}
