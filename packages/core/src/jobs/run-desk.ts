import { from, map, type Observable, switchMap } from 'rxjs'
import type { z } from 'zod'
import type { Access } from '../access/access.js'
import { type Asker, systemAsker } from '../access/asker.js'
import { isReadable } from '../access/policy.js'
import { missingFor } from '../access/principal.js'
import { fromProblem } from '../base/outcome.js'
import type { runContract, runsContract } from '../contract/page/run-contract.js'
import { TenureError } from '../errors/tenure-error.js'
import type { LiveHub } from '../live/live-hub.js'
import type { FilterData, QueryData } from '../query/filter-data.js'
import type { Reader } from '../records/read-records.js'
import type { WorkItem } from '../records/work-result.js'
import type { Json, RecordId, UserId } from '../schema/value.js'
import type { StoredRecord } from '../storage/adapter.js'
import type { Askers } from '../workspace/askers.js'
import { handOverKind } from './hand-over-run.js'
import { jobKind } from './job/job-units.js'
import { rowsKind } from './rows-run.js'
import { type Run, runType, toRun } from './run.js'
import type { Runner } from './runner.js'
import { type UndoInput, undoKind } from './undo-run.js'

/** What the desk of runs works with. */
export interface RunDeskPort {
  readonly access: Access
  readonly askers: Pick<Askers, 'get'>
  readonly live: Pick<LiveHub, 'watch'>
  readonly reader: Pick<Reader, 'list' | 'find'>
  readonly runner: Pick<Runner, 'start' | 'cancel' | 'get'>
}
/** A run as its user is shown it. */
export type ShownRun = z.output<typeof runContract.output>
type RunSummary = z.output<typeof runsContract.output>[number]
type Details = NonNullable<ShownRun['items'][number]['details']>

/**
 * Takes a group back, for a user; a super admin also what was done to the whole account. Errors: `record.not-found` for a group of which the user
 * sees nothing, which is as if there were none, or that is too long ago; `input.invalid` while it is that of a run that is still going on.
 */
export async function undoGroup(port: RunDeskPort, user: UserId, group: string, key: string | undefined): Promise<ShownRun> {
  await demandEnded(port, group)
  const runs = await runsOf(port, port.askers.get(user), [isOfGroup(group)])
  const changed = runs.reduce((sum, { values }) => sum + Number(values['done'] ?? 0), 0)
  const input: UndoInput = { ...(await undoInput(port, user, group)), hasChanged: changed > 0 }
  const start = { kind: undoKind, name: 'Undo', input: input as unknown as Json, user, key, ...(changed > 0 && { total: changed }) }
  // A run of the user's that changed nothing is there, and is undone by doing nothing.
  const run = await port.runner.start(runs.length > 0 ? start : { ...start, ifNothing: () => nothingToUndo(group) })
  return showRun(port, port.askers.get(user), run)
}
// What a super admin did to the whole account is taken back the same way.
async function undoInput({ askers, reader, runner }: RunDeskPort, user: UserId, group: string): Promise<UndoInput> {
  const { principal } = askers.get(user)
  const missing = missingFor(principal, 'workspace.access')
  if (!principal.superAdmin) return { group }
  const { records } = await reader.list(systemAsker, { type: runType, select: [], where: isOfGroup(group), limit: 1 })
  const [run] = await Promise.all(records.map(({ ref }) => runner.get(ref.id)))
  if (run !== undefined && isOfAccount(run)) return { group, account: true }
  if (missing !== undefined) throw fromProblem(missing)
  return { group }
}
function isOfAccount({ kind, input }: Run): boolean {
  return kind === handOverKind || kind.startsWith(rowsKind('')) || (input as Partial<UndoInput> | null)?.account === true
}
function nothingToUndo(group: string): TenureError {
  return new TenureError('record.not-found', 'There is no such change to undo, or you may not see it.', {
    record: { type: 'change', id: group },
  })
}

/** Ends a run of the user, or of anybody for a super admin. Errors: `record.not-found`. */
export async function cancelRun(port: RunDeskPort, user: UserId, id: RecordId): Promise<ShownRun> {
  const visible = await port.reader.find(port.askers.get(user), { type: runType, id })
  if (visible === undefined) throw noRun(id)
  return showRun(port, port.askers.get(user), await port.runner.cancel(id))
}

/** One run whenever it goes on. Errors: `record.not-found`, also for one that the user may not see. */
export function watchRun(port: RunDeskPort, user: UserId, id: RecordId): Observable<ShownRun> {
  const where = { test: 'id-of', type: runType, ids: [id] } as const
  return watchRecords(port, user, { type: runType, select: ['done', 'state', 'failed', 'kept', 'left'], where, limit: 1 }).pipe(
    switchMap((records) => {
      if (records.length === 0) throw noRun(id)
      return from(port.runner.get(id).then((run) => showRun(port, port.askers.get(user), run)))
    }),
  )
}

/** The latest runs that the user may see; those of jobs have a list of their own. */
export function watchRuns(port: RunDeskPort, user: UserId, limit: number): Observable<readonly RunSummary[]> {
  const select = ['name', 'kind', 'user', 'group', 'state', 'total', 'done', 'created', 'kept', 'left', 'failed', 'startedAt', 'endedAt']
  const orderBy = [{ by: `${runType}.startedAt`, direction: 'descending' }] as const
  const where = { test: 'not', filter: { test: 'starts-with', property: `${runType}.kind`, text: jobKind('') } } as const
  return watchRecords(port, user, { type: runType, select, where, orderBy, limit }).pipe(
    map((records) => records.map((record) => toSummary(toRun(record)))),
  )
}

/** A run as somebody may see it now: what became of records that the user does not see is not mentioned. */
export async function showRun(port: Pick<RunDeskPort, 'access' | 'reader'>, asker: Asker, run: Run): Promise<ShownRun> {
  // Without access nobody sees a record, whatever its permissions would say (ACC-5, ACC-6).
  const seen = missingFor(asker.principal, 'workspace.access') === undefined ? run.items : []
  const items = await Promise.all(seen.map((item) => showItem(port, asker, item)))
  const { problem, reason } = run
  const why = reason && { code: reason.code, details: reason.details as Details }
  return { ...toSummary(run), items: items.flat(), ...(problem !== undefined && { problem }), ...(why && { reason: why }) }
}

async function showItem(
  { access, reader }: Pick<RunDeskPort, 'access' | 'reader'>,
  asker: Asker,
  { record: ref, part, isMissing, details, ...rest }: WorkItem,
): Promise<ShownRun['items']> {
  const item = { ...rest, ...(details && { details: details as Details }) }
  if (isMissing) return [{ ...item, type: ref.type, id: ref.id, title: null }]
  const record = await reader.find(asker, ref)
  const type = access.type(asker, ref.type)
  const property = type.properties.find(({ name }) => name === part)
  if (record === undefined || (property !== undefined && !isReadable(asker.principal, type, property.name))) return []
  const title = record.values[type.title]
  const label = property?.label ?? type.associations.find(({ name }) => name === part)?.label
  return [
    { ...item, type: type.name, id: ref.id, title: typeof title === 'string' ? title : null, ...(label !== undefined && { part: label }) },
  ]
}

function watchRecords({ access, askers, live }: RunDeskPort, user: UserId, query: QueryData): Observable<readonly StoredRecord[]> {
  return live.watch({ subject: user, bind: () => access.bind(askers.get(user), query, {}) }).pipe(
    map((window) => {
      if ('problem' in window) throw fromProblem(window.problem)
      return window.records
    }),
  )
}

function isOfGroup(group: string): FilterData {
  return { test: 'is', property: `${runType}.group`, value: group }
}
async function runsOf({ reader }: RunDeskPort, asker: Asker, filters: readonly FilterData[]): Promise<readonly StoredRecord[]> {
  const { records } = await reader.list(asker, { type: runType, select: ['done'], where: { test: 'all', filters }, limit: 10 })
  return records
}
async function demandEnded(port: RunDeskPort, group: string): Promise<void> {
  const isRunning: FilterData = { test: 'is', property: `${runType}.state`, value: 'running' }
  if ((await runsOf(port, systemAsker, [isOfGroup(group), isRunning])).length === 0) return
  const message = 'This is still going on. Cancel it, or wait until it has ended, and undo it then.'
  throw new TenureError('input.invalid', message, { issues: [{ path: ['group'], message }] })
}

function toSummary({ id, name, kind, user, group, state, total, counts, created, startedAt, endedAt }: Run): RunSummary {
  const known = {
    ...(user !== undefined && { user }),
    ...(total !== undefined && { total }),
    ...(created !== undefined && { created }),
    ...(endedAt !== undefined && { endedAt }),
  }
  return { run: id, name, kind, group, state, ...counts, startedAt, ...known }
}
function noRun(id: RecordId): TenureError {
  return new TenureError('record.not-found', `There is no run with the id ${id}.`, { record: { type: runType, id } })
}
