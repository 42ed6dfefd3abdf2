import type { Access } from '../../access/access.js'
import { type Asker, mainWorkspace, type Roles, type WorkspaceId } from '../../access/asker.js'
import { isTenureError, type Problem, TenureError } from '../../errors/tenure-error.js'
import type { Draft, DraftRecord } from '../../records/draft.js'
import { reasonOf, type WorkResult } from '../../records/work-result.js'
import type { RecordWrite } from '../../records/write.js'
import { WritePipeline } from '../../records/write-pipeline.js'
import type { SchemaDefinition } from '../../schema/definition.js'
import { isRoleName } from '../../schema/role.js'
import type { Json, RecordRef } from '../../schema/value.js'
import type { Run } from '../run.js'
import type { RunKind, RunPart, RunPiece, RunWork } from '../run-kind.js'
import type { JobRow, JobToRun, JobUnit, OpenJob } from './job-to-run.js'
import { pluginAsker } from './plugin-asker.js'

/** What the runs of jobs work with. */
export interface JobRunPort {
  readonly access: Access
  readonly schema: () => SchemaDefinition
  readonly workspaces: { all(): readonly { readonly id: WorkspaceId }[] }
  readonly roles: { in(workspace: WorkspaceId): Roles }
  readonly jobs: () => readonly JobToRun[]
  /** The host closes: a run of which nothing is stored yet is left for the next one. */
  readonly isClosing: () => boolean
}

/** The name of the kind of run that works for a job. */
export function jobKind(job: string): string {
  return `job ${job}`
}
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
interface Piece extends JobUnit {
  readonly ref: RecordRef
  readonly writes: readonly RecordWrite[]
  readonly problem?: Problem
}

/** Works through the records of a job, as its plugin. */
export function jobRun(port: JobRunPort, job: string): RunKind {
  return {
    name: jobKind(job),
    source: 'plugin',
    asker: () => askerIn(port, job, { workspace: mainWorkspace, type: '' }),
    next: (run, _asker, most) => nextPart(port, job, run, most),
    recordOf: (piece) => (piece as Piece).ref,
    apply: (work, piece) => apply(port, job, work, piece as Piece),
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
    if (port.isClosing() && !isBegun()) throw unavailable(demand(port, job))
    const page = await pageAt(port, job, place)
    for (const record of page.records) {
      const piece = await plan(page, place, record)
      place = { ...place, past: record.id }
      if (piece !== undefined) pieces.push({ piece, after: toJson(place) })
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
  const found = demand(port, job)
  if (found.open === undefined) throw unavailable(found)
  const unit = { workspace, type }
  const open = found.open(unit, askerIn(port, job, unit))
  const window = await open.list({ orderBy: [], limit: pageSize, ...(after !== undefined && { after }) })
  const { rows = [], next } = window ?? {}
  if (next !== undefined && next === after) throw broken(found, `${job} lists the same records again: \`page\` is not in its query.`)
  return { open, records: past === undefined ? rows : rows.filter(({ id }) => id > past), ...(next !== undefined && { next }) }
}

async function plan({ open }: Page, { workspace, type }: JobUnit, record: JobRow): Promise<Piece | undefined> {
  const piece = { workspace, type, ref: { type, id: record.id } }
  try {
    const writes = await open.run(record)
    return writes.length === 0 ? undefined : { ...piece, writes }
  } catch (error) {
    // What is not the fault of this record ends the part: it is tried again, or the run fails.
    if (!isTenureError(error) || error.problem.code === 'storage.failed' || error.problem.code === 'plugin.unavailable') throw error
    return { ...piece, writes: [], problem: error.problem }
  }
}

async function apply(port: JobRunPort, job: string, { draft }: RunWork, piece: Piece): Promise<WorkResult> {
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

function askerIn(port: JobRunPort, job: string, { workspace, type }: JobUnit): Asker {
  const { plugin, grants, job: found } = demand(port, job)
  const role = found.of.objectType
  const all = port.roles.in(workspace)
  // Of two types that play the role, it means the one that is being worked through.
  const roles = isRoleName(role) ? new Map([...all, [role, (all.get(role) ?? []).filter((each) => each.type === type)]]) : all
  return pluginAsker({ plugin, grants, workspace, roles, schema: port.schema() })
}

function placeOf(port: JobRunPort, job: string, place: Json): Place | undefined {
  const units = unitsOf(port, demand(port, job))
  if (place === null) return units[0]
  const reached = place as unknown as Place
  // Its workspace may be gone, or its type may play the role no longer.
  const unit = units.find((each) => compare(each, reached) >= 0)
  return unit !== undefined && compare(unit, reached) === 0 ? reached : unit
}
function unitAfter(port: JobRunPort, job: string, place: JobUnit): Place | undefined {
  return unitsOf(port, demand(port, job)).find((unit) => compare(unit, place) > 0)
}
function unitsOf({ roles, workspaces, schema }: JobRunPort, { job, isOfWorkspaces }: JobToRun): readonly JobUnit[] {
  const name = job.of.objectType
  const known = isOfWorkspaces ? workspaces.all().map(({ id }) => id) : [mainWorkspace]
  const typesIn = (workspace: WorkspaceId): readonly string[] =>
    isRoleName(name) ? (roles.in(workspace).get(name) ?? []).map(({ type }) => type) : [name].filter((type) => schema().has(type))
  return known.flatMap((workspace) => typesIn(workspace).map((type) => ({ workspace, type }))).sort(compare)
}
function compare(a: JobUnit, b: JobUnit): number {
  if (a.workspace !== b.workspace) return a.workspace < b.workspace ? -1 : 1
  return a.type === b.type ? 0 : a.type < b.type ? -1 : 1
}
function toJson(place: Place): Json {
  return place as unknown as Json
}

function demand({ jobs }: JobRunPort, id: string): JobToRun {
  const found = jobs().find(({ job }) => job.id === id)
  if (found !== undefined) return found
  const plugin = id.split('/')[0] ?? id
  const because = `Nobody contributes the job ${id} any more.`
  throw new TenureError('plugin.unavailable', because, { plugin, because })
}
function unavailable({ plugin, because = 'It is not running.' }: JobToRun): TenureError {
  return new TenureError('plugin.unavailable', `The plugin ${plugin} is not available. ${because}`, { plugin, because })
}
function broken({ plugin, job }: JobToRun, message: string): TenureError {
  return new TenureError('plugin.broken', message, { plugin, contribution: job.id })
}
function tooMany({ plugin = '', kind, counts, items }: Run): TenureError {
  const message = `It ended after it had failed for ${counts.failed} records and changed none. ${items.at(-1)?.message ?? ''}`.trim()
  return new TenureError('plugin.broken', message, { plugin, contribution: kind })
}
