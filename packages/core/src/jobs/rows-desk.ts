import { filter, from, type Observable, startWith, switchMap } from 'rxjs'
import { systemAsker } from '../access/asker.js'
import { missingFor } from '../access/principal.js'
import type { Clock } from '../base/clock.js'
import { fromProblem } from '../base/outcome.js'
import { TenureError } from '../errors/tenure-error.js'
import type { FilterData } from '../query/filter-data.js'
import type { ObjectTypeExtension } from '../schema/extend-schema.js'
import type { Json, RecordId, UserId } from '../schema/value.js'
import type { ChangeBatch } from '../storage/adapter.js'
import { importKind, importName } from './import-record.js'
import { type RowSource, rowsKind } from './rows-run.js'
import { type Run, runType } from './run.js'
import { type RunDeskPort, type ShownRun, showRun } from './run-desk.js'
import type { Runner } from './runner.js'
import { undoKind } from './undo-run.js'

/** What became of the rows of a source: the run that took them in last, and the run that takes them out. */
export interface RowsState {
  readonly taken?: ShownRun
  readonly out?: ShownRun
  /** Whether they are here: taken in, and not taken out since. */
  readonly isIn: boolean
}
/** Takes the rows of one source in and out, for super admins, with a seat or without one. */
export interface RowsDesk {
  /** How it is, and how it goes on. Errors: `access.denied`. */
  watch(user: UserId): Observable<RowsState>
  /** Takes the rows in, as one; it goes on after the answer, and after a kill. Gives the run. Errors: `access.denied`, `input.invalid` while they are here. */
  takeIn(user: UserId, input: Json): Promise<RecordId>
  /** Takes back what came in; what people changed since stays and is named. Gives the run. Errors: `access.denied`, `record.not-found` where nothing is here. */
  takeOut(user: UserId): Promise<RecordId>
  /** Ends a run of this source between two parts. Errors: `access.denied`, `record.not-found`. */
  cancel(user: UserId): Promise<void>
}
/** What a desk of rows works with. */
export interface RowsDeskPort extends Omit<RunDeskPort, 'runner'> {
  readonly clock: Pick<Clock, 'now'>
  readonly batches: Observable<ChangeBatch>
  readonly runner: Pick<Runner, 'start' | 'cancel' | 'get'>
  extend(extensions: readonly ObjectTypeExtension[]): Promise<void>
}

/** So many runs are looked at to find the last ones of a source. */
const mostRuns = 500

/** The desk of a source whose kind of run the runner knows. */
export function createRowsDesk(port: RowsDeskPort, source: RowSource): RowsDesk {
  const found = (): Promise<Found> => findRuns(port, source)
  return {
    watch: (user) =>
      port.batches.pipe(
        filter(({ changes }) => changes.some(({ ref }) => ref.type === runType)),
        startWith(undefined),
        switchMap(() => from(show(port, user, found))),
      ),
    takeIn: (user, input) => takeIn(port, { source, user, input }, found),
    takeOut: (user) => takeOut(port, user, found),
    async cancel(user) {
      demandAdmin(port, user)
      const { taken, out } = await found()
      const going = [out, taken].find((run) => run?.state === 'running')
      if (going === undefined) throw nothingHere('Nothing of this is going on.')
      await port.runner.cancel(going.id)
    },
  }
}

interface Found {
  readonly taken?: Run | undefined
  readonly out?: Run | undefined
  readonly isIn: boolean
}

async function show(port: RowsDeskPort, user: UserId, found: () => Promise<Found>): Promise<RowsState> {
  demandAdmin(port, user)
  const { taken, out, isIn } = await found()
  const asker = port.askers.get(user)
  return {
    isIn,
    ...(taken !== undefined && { taken: await showRun(port, asker, taken) }),
    ...(out !== undefined && { out: await showRun(port, asker, out) }),
  }
}

interface Taking {
  readonly source: RowSource
  readonly user: UserId
  readonly input: Json
}
async function takeIn(port: RowsDeskPort, { source, user, input }: Taking, found: () => Promise<Found>): Promise<RecordId> {
  demandAdmin(port, user)
  const { isIn, taken, out } = await found()
  if (isIn || taken?.state === 'running' || out?.state === 'running') {
    const message = 'It is here already, or on its way. Take it out first.'
    throw new TenureError('input.invalid', message, { issues: [{ path: [], message }] })
  }
  const total = (await source.steps(input)).length
  await port.extend(source.extensions)
  const start = { kind: rowsKind(source.source), name: importName(source.source), input, user, total }
  return (await port.runner.start(start)).id
}

async function takeOut(port: RowsDeskPort, user: UserId, found: () => Promise<Found>): Promise<RecordId> {
  demandAdmin(port, user)
  const { isIn, taken, out } = await found()
  if (taken === undefined || !isIn) throw nothingHere('There is nothing of this to take out.')
  if (out?.state === 'running') return out.id
  if (taken.state === 'running') await port.runner.cancel(taken.id)
  const input = { group: taken.group, account: true, hasChanged: taken.counts.done > 0 }
  return (await port.runner.start({ kind: undoKind, name: 'Undo', input, user, total: taken.counts.done })).id
}

async function findRuns(port: RowsDeskPort, { source }: RowSource): Promise<Found> {
  const named = await runsOf(port, { test: 'is', property: `${runType}.name`, value: importName(source) })
  const taken = named.find((run) => run.kind === rowsKind(source) || (run.kind === importKind && sourceOf(run) === source))
  if (taken === undefined) return { isIn: false }
  const undone = await runsOf(port, { test: 'is', property: `${runType}.kind`, value: undoKind })
  return { taken, out: undone.find((run) => groupOf(run) === taken.group), isIn: !isTakenBack(taken.group, undone) }
}

// An undo may have been undone as well.
function isTakenBack(group: string, undone: readonly Run[]): boolean {
  return undone.some((run) => run.state === 'done' && groupOf(run) === group && !isTakenBack(run.group, undone))
}
function groupOf({ input }: Run): unknown {
  return (input as { readonly group?: unknown } | null)?.group
}
function sourceOf({ input }: Run): unknown {
  return (input as { readonly source?: unknown } | null)?.source
}

async function runsOf({ reader, runner }: RowsDeskPort, where: FilterData): Promise<readonly Run[]> {
  const orderBy = [{ by: `${runType}.startedAt`, direction: 'descending' }] as const
  const { records } = await reader.list(systemAsker, { type: runType, select: [], where, orderBy, limit: mostRuns })
  const runs = await Promise.all(records.map(({ ref }) => runner.get(ref.id)))
  // Ids are in the order of their time, also within a millisecond.
  return runs.sort((a, b) => b.startedAt - a.startedAt || (a.id < b.id ? 1 : -1))
}

function demandAdmin({ askers }: Pick<RowsDeskPort, 'askers'>, user: UserId): void {
  const missing = missingFor(askers.get(user).principal, 'superAdmin')
  if (missing !== undefined) throw fromProblem(missing)
}
function nothingHere(message: string): TenureError {
  return new TenureError('record.not-found', message, { record: { type: runType, id: '' } })
}
