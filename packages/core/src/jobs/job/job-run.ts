import { TenureError } from '../../errors/tenure-error.js'
import type { Json } from '../../schema/value.js'
import type { Run } from '../run.js'
import type { RunKind, RunPart, RunPiece } from '../run-kind.js'
import { applyPiece, type JobPiece, planPiece } from './job-piece.js'
import type { JobRow, JobToRun, JobUnit, OpenJob } from './job-to-run.js'
import { askerAnywhere, compareUnits, demandJob, type JobRunPort, jobKind, openIn, unavailable, unitsOf } from './job-units.js'

/** So many records are listed at once, and so long may one part take before it is stored. */
const pageSize = 100
const partMs = 1_000
/** A job that failed for so many records and did nothing has a fault, and ends. */
const mostFailures = 100

interface Place extends JobUnit {
  readonly after?: string
  /** The last record of the page that is done. */
  readonly past?: string
}
/** Works through the records of a job, as its plugin. */
export function jobRun(port: JobRunPort, job: string): RunKind {
  return {
    name: jobKind(job),
    source: 'plugin',
    asker: () => askerAnywhere(port, job),
    next: (run, _asker, most) => nextPart(port, job, run, most),
    recordOf: (piece) => (piece as JobPiece).ref,
    apply: (work, piece) => applyPiece(port, job, work, piece as JobPiece),
  }
}

// Records without anything to do are no pieces: a run that changes nothing passes them by.
async function nextPart(port: JobRunPort, job: string, run: Run, most: number): Promise<RunPart> {
  if (run.counts.done === 0 && run.counts.failed >= mostFailures) throw tooMany(run)
  const pieces: RunPiece[] = []
  const until = performance.now() + partMs
  // Until there is something to do, nothing of the run is stored, and nothing would be lost.
  const isBegun = (): boolean => run.place !== null || pieces.length > 0
  const isFull = (): boolean => pieces.length >= most || (isBegun() && performance.now() >= until)
  for (let place = placeOf(port, job, run.place); place !== undefined; ) {
    if (port.isClosing() && !isBegun()) throw unavailable(demandJob(port, job))
    const page = await pageAt(port, job, place)
    for (const record of page.records) {
      const piece = await planPiece(place, record.id, () => page.open.run(record))
      place = { ...place, past: record.id }
      if (piece.writes.length > 0 || piece.problem !== undefined) pieces.push({ piece, after: toJson(place) })
      if (isFull()) return { pieces, last: false, after: toJson(place) }
    }
    place = page.next === undefined ? unitAfter(port, job, place) : { workspace: place.workspace, type: place.type, after: page.next }
    if (place !== undefined && isFull()) return { pieces, last: false, after: toJson(place) }
  }
  return { pieces, last: true }
}

interface Page {
  readonly open: OpenJob
  readonly records: readonly JobRow[]
  readonly next?: string
}
async function pageAt(port: JobRunPort, job: string, { workspace, type, after, past }: Place): Promise<Page> {
  const open = openIn(port, job, { workspace, type })
  const window = await open.list({ orderBy: [], limit: pageSize, ...(after !== undefined && { after }) })
  const { rows = [], next } = window ?? {}
  if (next !== undefined && next === after)
    throw broken(demandJob(port, job), `${job} lists the same records again: \`page\` is not in its query.`)
  return { open, records: past === undefined ? rows : rows.filter(({ id }) => id > past), ...(next !== undefined && { next }) }
}

function placeOf(port: JobRunPort, job: string, place: Json): Place | undefined {
  const units = unitsOf(port, demandJob(port, job))
  if (place === null) return units[0]
  const reached = place as unknown as Place
  // Its workspace may be gone, or its type may play the role no longer.
  const unit = units.find((each) => compareUnits(each, reached) >= 0)
  return unit !== undefined && compareUnits(unit, reached) === 0 ? reached : unit
}
function unitAfter(port: JobRunPort, job: string, place: JobUnit): Place | undefined {
  return unitsOf(port, demandJob(port, job)).find((unit) => compareUnits(unit, place) > 0)
}
function toJson(place: Place): Json {
  return place as unknown as Json
}

function broken({ plugin, job }: JobToRun, message: string): TenureError {
  return new TenureError('plugin.broken', message, { plugin, contribution: job.id })
}
function tooMany({ plugin = '', kind, counts, items }: Run): TenureError {
  const message = `It ended after it had failed for ${counts.failed} records and changed none. ${items.at(-1)?.message ?? ''}`.trim()
  return new TenureError('plugin.broken', message, { plugin, contribution: kind })
}
