import { systemAsker } from '../../access/asker.js'
import type { Clock } from '../../base/clock.js'
import { createSlices } from '../../base/slices.js'
import type { Run } from '../../jobs/run.js'
import type { RunKind, RunPart } from '../../jobs/run-kind.js'
import type { Runner } from '../../jobs/runner.js'
import type { Draft } from '../../records/draft.js'
import type { Reader } from '../../records/read-records.js'
import type { RecordId } from '../../schema/value.js'
import type { ProfileBook } from './profile-book.js'
import { profileType, scorePlugin } from './profile-record.js'
import { markDue, type ScoredCustomer, type ScoringPort, scoreCustomers, writeScores } from './score-customers.js'

/** The kind of run that scores all customers of a type again. */
export const rescoreKind = 'score'
/** Whom it scores, and whether changes of status raise alerts. */
export interface RescoreInput {
  readonly type: string
  readonly alerts: boolean
}
/** Each of its commits writes all pages of an index, however few customers it has. */
const mostTogether = 1_000
/** So many are read at once: what was read of them is garbage soon. */
const readTogether = 200
/** What rescoring works with. */
export interface RescorePort extends Omit<ScoringPort, 'profiles'> {
  readonly reader: Pick<Reader, 'run'>
  readonly clock: Pick<Clock, 'now'>
  readonly profiles: ProfileBook
}

/** Scores every customer of a type by its active profiles, by id. One that is changed meanwhile stays due, and is scored by the clock. */
export function rescoreRun(port: RescorePort): RunKind {
  return {
    name: rescoreKind,
    source: 'system',
    most: mostTogether,
    asker: () => systemAsker,
    next: (run, _asker, most) => nextPart(port, run, most),
    begin: (draft, run) => takeUp(port, draft, run.input as unknown as RescoreInput),
    recordOf: (piece) => (piece as ScoredCustomer).ref,
    othersOf: (piece) => (piece as ScoredCustomer).others.map(({ ref }) => ref),
    apply({ run, draft }, piece) {
      const { alerts } = run.input as unknown as RescoreInput
      const changed = writeScores(draft, [piece as ScoredCustomer], { profiles: port.profiles, quiet: !alerts })
      for (const record of changed) markDue(record, port.clock.now())
      return { done: changed.length === 0, items: [] }
    },
  }
}
/** Starts the run that scores all customers of a type. It takes up every change of a profile of that type that no run has taken up. */
export async function startRescore(runner: Pick<Runner, 'start'>, input: RescoreInput, total: number): Promise<Run> {
  return runner.start({ kind: rescoreKind, name: 'Score all customers', input: { ...input }, plugin: scorePlugin, total })
}
async function takeUp({ profiles }: RescorePort, draft: Draft, { type }: RescoreInput): Promise<void> {
  const pending = profiles.all().filter(({ definition, pending: left }) => left !== undefined && definition.objectType === type)
  const refs = pending.map(({ id }) => ({ type: profileType, id }))
  await draft.load(refs)
  for (const ref of refs) {
    const record = draft.find(ref)
    if (record !== undefined) record.values = { ...record.values, pending: null }
  }
}
async function nextPart(port: RescorePort, { input, place }: Run, most: number): Promise<RunPart> {
  const { type } = input as unknown as RescoreInput
  const after = typeof place === 'string' ? { after: { values: [], id: place } } : {}
  const query = { type, every: [], where: { all: [] }, order: [], select: [], limit: most, count: false, archived: 'no', ...after } as const
  const ids = (await port.reader.run(query)).records.map(({ ref }) => ref.id)
  const scored = await scoreInSlices(port, type, ids)
  const end = ids.at(-1) ?? null
  return { pieces: scored.map((piece) => ({ piece, record: piece.record, after: piece.ref.id })), last: ids.length < most, after: end }
}
// Others have their turn in between.
async function scoreInSlices(port: RescorePort, type: string, ids: readonly RecordId[]): Promise<readonly ScoredCustomer[]> {
  const slices = createSlices(port.io.signal)
  const scored: ScoredCustomer[] = []
  for (let at = 0; at < ids.length; at += readTogether) {
    scored.push(...(await scoreCustomers(port, type, ids.slice(at, at + readTogether), port.clock.now())))
    await slices.next()
  }
  return scored
}
