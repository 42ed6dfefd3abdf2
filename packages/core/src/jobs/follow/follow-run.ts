import { TenureError } from '../../errors/tenure-error.js'
import type { Draft } from '../../records/draft.js'
import { reasonOf, type WorkResult } from '../../records/work-result.js'
import type { Json, RecordId } from '../../schema/value.js'
import { applyPiece } from '../job/job-piece.js'
import { refOfJob } from '../job/job-record.js'
import { askerAnywhere, demandJob, jobKind, unavailable } from '../job/job-units.js'
import type { Run } from '../run.js'
import type { RunKind, RunPart, RunPiece, RunWork } from '../run-kind.js'
import { changedPieces, retriedChange } from './changed-pieces.js'
import { crossingPieces, retriedCrossing } from './crossing-pieces.js'
import { dueNow, duePieces, retriedDue } from './due-pieces.js'
import { type ReadWindow, readingOnce } from './feed-window.js'
import type { FollowPiece, FollowRunPort, FollowStep } from './follow-piece.js'
import { type FollowInput, type FollowPlace, textOf } from './follow-place.js'
import { clearFailure, dueRetries, type MarkedRecord, markFailure, putMark, type Retry, refOfMark } from './job-marks.js'

/** So long may one part take before it is stored. */
const partMs = 1_000
/** A job that failed for so many records and did nothing has a fault: its run ends, and the next one begins where it did. */
export const mostFailures = 100
const retriesAtOnce = 100
// Who has crossed is noted all the same, so there is nothing to come back to.
function isFaulty({ counts, input }: Pick<Run, 'counts' | 'input'>): boolean {
  return counts.done === 0 && counts.failed >= mostFailures && (input as unknown as FollowInput).from.known !== true
}

/** Works through a part of the feed, and through what is due, for a job that single records call. */
export function followRun(port: FollowRunPort, job: string): RunKind {
  let known: { readonly run: RecordId; readonly read: ReadWindow } | undefined
  const next: RunKind['next'] = async (run, _asker, most) => {
    if (known?.run !== run.id) known = { run: run.id, read: readingOnce(port.feed) }
    const part = await nextPart({ port, job, read: known.read }, run, most)
    if (part.last) known = undefined
    return part
  }
  return {
    name: jobKind(job),
    source: 'plugin',
    keepsPlace: true,
    asker: () => askerAnywhere(port, job),
    next,
    recordOf: (piece) => (piece as FollowPiece).ref,
    apply: (work, piece) => applyFollowed(port, job, work, piece as FollowPiece),
    begin: (draft, run) => begin(draft, job, run),
    refused: (draft, run, piece) => refused(port, job, draft, run, piece as FollowPiece),
  }
}

interface Following {
  readonly port: FollowRunPort
  readonly job: string
  readonly read: ReadWindow
}
async function nextPart(following: Following, run: Run, most: number): Promise<RunPart> {
  const { port, job } = following
  if (isFaulty(run)) throw tooMany(run)
  const until = performance.now() + partMs
  const pieces: RunPiece[] = []
  const isBegun = (): boolean => run.place !== null || pieces.length > 0
  for await (const { piece, after } of steps(following, run)) {
    if (piece !== undefined) pieces.push({ piece, after: toJson(after) })
    if (port.isClosing() && !isBegun()) throw unavailable(demandJob(port, job))
    if (pieces.length >= most || (isBegun() && performance.now() >= until)) return { pieces, last: false, after: toJson(after) }
  }
  return { pieces, last: true }
}

async function* steps({ port, job, read }: Following, run: Run): AsyncGenerator<FollowStep> {
  const input = run.input as unknown as FollowInput
  const place = (run.place ?? input.from) as unknown as FollowPlace
  const { on } = demandJob(port, job).job
  // What was tried is marked as it is stored, so it is not among the next ones.
  const retries = input.again ? await dueRetries(port.reader, job, input.now, retriesAtOnce) : []
  for (const retry of retries) yield { piece: await again(port, job, retry), after: place }
  if (on.occasion === 'changes') yield* changedPieces({ port, job, on, input, place, read })
  if (on.occasion === 'enters' || on.occasion === 'leaves') yield* crossingPieces({ port, job, on, input, place })
  if (on.occasion !== 'at') return
  const call = { port, job, on, input }
  if (place.list === undefined) yield* duePieces({ ...call, place, read })
  const { at, due, list } = place
  yield* dueNow({ ...call, place: { cursor: input.until, at, ...(due !== undefined && { due }), ...(list && { list }) } })
}

async function again(port: FollowRunPort, job: string, retry: Retry): Promise<FollowPiece> {
  const { workspace, type, id, of } = retry
  const nothing: FollowPiece = { workspace, type, ref: { type, id }, writes: [], of }
  return { ...((await planAgain(port, job, retry)) ?? nothing), again: true }
}
async function planAgain(port: FollowRunPort, job: string, retry: Retry): Promise<FollowPiece | undefined> {
  const { on } = demandJob(port, job).job
  if (on.occasion === 'every') return undefined
  if (on.occasion === 'changes') return retriedChange({ port, job, on }, retry)
  return on.occasion === 'at' ? retriedDue({ port, job, on }, retry) : retriedCrossing({ port, job, on }, retry)
}

// The place of the job is the run's from here on: of two processes that begin, the second finds another one.
async function begin(draft: Draft, job: string, run: Run): Promise<void> {
  const ref = refOfJob(job)
  await draft.load([ref])
  const record = draft.find(ref)
  const { stored } = run.input as unknown as FollowInput
  if (record === undefined || record.values['going'] != null || textOf(record.values['place'] as Json) !== stored) throw movedOn(job)
  record.values = { ...record.values, going: run.id }
}
/** The refusal of a run whose place another process has left. */
function movedOn(job: string): TenureError {
  return new TenureError('record.conflict', 'Another process has gone on from there.', { record: refOfJob(job), newer: {}, version: '' })
}

async function applyFollowed(port: FollowRunPort, job: string, { draft, run }: RunWork, piece: FollowPiece): Promise<WorkResult> {
  const marked = markedBy(job, piece)
  if (await isGone(draft, piece)) return nothing(piece, await clearFailure(draft, marked))
  if (piece.problem !== undefined) {
    await noteCrossing(draft, marked, piece)
    await markFailure(draft, marked, { ...piece.of, run: run.id }, port.clock.now())
    return { done: false, items: [{ outcome: 'failed', record: piece.ref, ...reasonOf(piece.problem) }] }
  }
  const isNew = piece.isInside === undefined ? await isStillDue(draft, marked, piece) : await noteCrossing(draft, marked, piece)
  if (!isNew) return nothing(piece, await clearFailure(draft, marked))
  const result = await applyPiece(port, job, { draft }, piece)
  const cleared = await clearFailure(draft, marked)
  if (piece.due !== undefined && result.done) putMark(draft, marked, 'work', { state: 'done', value: piece.due.value })
  return result.done ? result : nothing(piece, cleared)
}
function nothing({ again: isAgain, isInside }: FollowPiece, cleared: boolean): WorkResult {
  return { done: false, items: [], ...((isAgain || cleared || isInside !== undefined) && { isUnchanged: true }) }
}
// Archived since it was changed: what there was to do for it is nothing now.
async function isGone(draft: Draft, { ref, ofLiving }: FollowPiece): Promise<boolean> {
  if (!ofLiving) return false
  await draft.load([ref])
  return draft.find(ref)?.archived !== false
}
async function isStillDue(draft: Draft, marked: MarkedRecord, { ref, due }: FollowPiece): Promise<boolean> {
  if (due === undefined) return true
  const mark = refOfMark(marked, 'work')
  await draft.load([ref, mark])
  const record = draft.find(ref)
  if (record === undefined || record.archived || record.values[due.property] !== due.value) return false
  return draft.find(mark)?.values['value'] !== due.value
}
// Of two processes that see a record cross, the second finds it noted.
async function noteCrossing(draft: Draft, marked: MarkedRecord, { isInside }: FollowPiece): Promise<boolean> {
  if (isInside === undefined) return false
  const ref = refOfMark(marked, 'work')
  await draft.load([ref])
  const wasInside = draft.find(ref)?.values['state'] === 'inside'
  if (wasInside === isInside) return false
  putMark(draft, marked, 'work', { state: isInside ? 'inside' : 'outside' })
  return true
}
async function refused(port: FollowRunPort, job: string, draft: Draft, run: Run, piece: FollowPiece): Promise<void> {
  const marked = markedBy(job, piece)
  await noteCrossing(draft, marked, piece)
  await markFailure(draft, marked, { ...piece.of, run: run.id }, port.clock.now())
}
function markedBy(job: string, { workspace, type, ref }: FollowPiece): MarkedRecord {
  return { job, workspace, type, ref }
}

function tooMany({ plugin = '', kind, counts, items }: Run): TenureError {
  const message = `It ended after it had failed for ${counts.failed} records and changed none. ${items.at(-1)?.message ?? ''}`.trim()
  return new TenureError('plugin.broken', message, { plugin, contribution: kind })
}
function toJson(place: FollowPlace): Json {
  return place as unknown as Json
}
