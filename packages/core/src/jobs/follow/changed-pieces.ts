import type { Changes } from '../../contract/job/occasion.js'
import type { ChangeBatch } from '../../storage/adapter.js'
import { planPiece } from '../job/job-piece.js'
import type { JobUnit, OpenJob } from '../job/job-to-run.js'
import { askerIn, demandJob, jobKind, openIn, unitsOf } from '../job/job-units.js'
import { runType } from '../run.js'
import { type CountsIn, type FollowedChange, type ReadWindow, readWindow } from './feed-window.js'
import type { FollowPiece, FollowRunPort, FollowStep } from './follow-piece.js'
import type { FollowInput, FollowPlace } from './follow-place.js'
import type { Retry } from './job-marks.js'
import { mayCount, seenBy, type Watched, watchedIn } from './watched.js'

interface ChangesCall {
  readonly port: FollowRunPort
  readonly job: string
  readonly on: Changes
}
/** A unit with what the job looks at there. */
interface WatchedUnit {
  readonly unit: JobUnit
  readonly watched: Watched
  readonly open: OpenJob
}

/** The work for what was changed between the place and the end of the run, window by window. */
export async function* changedPieces({
  input: { until },
  place: from,
  read,
  ...call
}: ChangesCall & { readonly input: FollowInput; readonly place: FollowPlace; readonly read: ReadWindow }): AsyncGenerator<FollowStep> {
  const units = watchedUnits(call)
  for (let place = from; place.cursor !== until; ) {
    const { cursor, end: known, past } = place
    const range = { from: cursor, until, ...(known !== undefined && { end: known }) }
    const { changes, end } = await read(range, countsFor(call.job, units))
    for (const change of changes)
      for (const each of unitsFor(units, change)) {
        if (past !== undefined && !isPast(past, change, each)) continue
        const piece = await plan(each, change, { from: cursor, end })
        yield { ...(piece && { piece }), after: { cursor, at: from.at, end, past: [change.place, each.unit.workspace] } }
      }
    place = { cursor: end, at: from.at }
    yield { after: place }
  }
}
// Behind the last one that is done.
function isPast([place, workspace]: readonly [number, string], change: FollowedChange, { unit }: WatchedUnit): boolean {
  return change.place > place || (change.place === place && unit.workspace > workspace)
}

/** The work for one record that failed before, by the part of the feed in which it was changed. Nothing where that is no work any more. */
export async function retriedChange(call: ChangesCall, { workspace, type, id, of }: Retry): Promise<FollowPiece | undefined> {
  if (!('from' in of)) return undefined
  const each = watchedUnits(call).find(({ unit }) => unit.workspace === workspace && unit.type === type)
  if (each === undefined) return undefined
  const countsIn = countsFor(call.job, [each])
  const isIn: CountsIn = (batch) => {
    const counts = countsIn(batch)
    return (change) => change.ref.id === id && counts(change)
  }
  const { changes } = await readWindow(call.port.feed, { from: of.from, until: of.end, end: of.end }, isIn)
  const [change] = changes
  return change && plan(each, change, of)
}

function watchedUnits({ port, job, on }: ChangesCall): readonly WatchedUnit[] {
  const found = demandJob(port, job)
  return unitsOf(port, found).map((unit) => ({
    unit,
    watched: watchedIn(on, found, askerIn(port, job, unit), unit, port.schema()),
    open: openIn(port, job, unit),
  }))
}
function unitsFor(units: readonly WatchedUnit[], { ref }: FollowedChange): readonly WatchedUnit[] {
  return units.filter(({ unit }) => unit.type === ref.type)
}
function countsFor(job: string, units: readonly WatchedUnit[]): CountsIn {
  const own = jobKind(job)
  return (batch) =>
    isOwn(batch, own)
      ? () => false
      : (change) => units.some(({ unit, watched }) => unit.type === change.ref.type && mayCount(watched, change))
}
/** Whether the job itself made the commit: each part of a run is stored together with the record of the run. */
export function isOwn({ changes }: ChangeBatch, kind: string): boolean {
  return changes.some(({ ref, before, after }) => ref.type === runType && (after ?? before)?.['kind'] === kind)
}

async function plan(
  { unit, watched, open }: WatchedUnit,
  change: FollowedChange,
  of: { readonly from: string; readonly end: string },
): Promise<FollowPiece | undefined> {
  const seen = seenBy(watched, change)
  if (seen === undefined) return undefined
  const { id } = change.ref
  const was = seen.was && open.row(id, seen.was)
  const given = { change: seen.change, was, links: seen.links, at: seen.at }
  const piece = await planPiece(unit, id, () => open.run(open.row(id, seen.is), given))
  return piece.writes.length === 0 && piece.problem === undefined
    ? undefined
    : { ...piece, of, ...(seen.change !== 'archived' && { ofLiving: true }) }
}
