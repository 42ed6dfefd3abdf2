import { isTenureError, type Problem } from '../../errors/tenure-error.js'
import type { Draft, DraftRecord } from '../../records/draft.js'
import { reasonOf, type WorkResult } from '../../records/work-result.js'
import type { RecordWrite } from '../../records/write.js'
import { WritePipeline } from '../../records/write-pipeline.js'
import type { RecordRef } from '../../schema/value.js'
import type { RunWork } from '../run-kind.js'
import type { JobUnit } from './job-to-run.js'
import { askerIn, type JobRunPort } from './job-units.js'

/** The work for one record: what its job staged, or why it could not. */
export interface JobPiece extends JobUnit {
  readonly ref: RecordRef
  readonly writes: readonly RecordWrite[]
  readonly problem?: Problem
}

/** Calls the code of a job for one record. What is no fault of the record is thrown: the run is tried again, or fails. */
export async function planPiece({ workspace, type }: JobUnit, id: string, run: () => Promise<readonly RecordWrite[]>): Promise<JobPiece> {
  const piece = { workspace, type, ref: { type, id } }
  try {
    return { ...piece, writes: await run() }
  } catch (error) {
    if (!isTenureError(error) || error.problem.code === 'storage.failed' || error.problem.code === 'plugin.unavailable') throw error
    return { ...piece, writes: [], problem: error.problem }
  }
}

/** Drafts what was staged, with the rights of the job. */
export async function applyPiece(port: JobRunPort, job: string, { draft }: Pick<RunWork, 'draft'>, piece: JobPiece): Promise<WorkResult> {
  const { ref, writes, problem } = piece
  if (problem !== undefined) return { done: false, items: [{ outcome: 'failed', record: ref, ...reasonOf(problem) }] }
  const ids = writes.map((write) => write.id ?? '')
  const asker = askerIn(port, job, piece)
  const refs = writes.map(({ type }, at) => ({ type: port.access.type(asker, type).name, id: ids[at] ?? '' }))
  await draft.load(refs)
  const before = stateOf(draft, refs)
  await new WritePipeline(port.access, asker, draft).apply(writes, ids)
  const after = stateOf(draft, refs)
  return { done: after.some((part, at) => part !== before[at]), items: [] }
}
// What is written twice alike changes nothing.
function stateOf(draft: Draft, refs: readonly RecordRef[]): readonly unknown[] {
  const of = (record: DraftRecord | undefined): readonly unknown[] => [record?.values, record?.archived]
  return [...refs.flatMap((ref) => of(draft.find(ref))), draft.links.length]
}
