import { systemAsker } from '../access/asker.js'
import type { Clock } from '../base/clock.js'
import { newId } from '../base/id.js'
import { getValue } from '../base/outcome.js'
import type { Reader } from '../records/read-records.js'
import type { Writer } from '../records/write-records.js'
import type { Json, RecordId, UserId, Values } from '../schema/value.js'
import { type Run, runType, toRun } from './run.js'

/** How many lines of an import were done, kept or left out; see `RunCounts`. */
export interface ImportTally {
  readonly done: number
  /** How many of what was done are new. */
  readonly created?: number
  readonly kept: number
  readonly left: number
  readonly failed: number
}
/**
 * The run of an import: people see how far it is, may cancel it, and undo it as one. The rows come from outside, so no runner
 * takes it up; an import of the same source that begins after a kill goes on with the same run and group.
 */
export interface ImportRecord {
  /** The id of the run. */
  readonly run: RecordId
  readonly group: string
  /** Says how far it is; `false` where it was cancelled. */
  tell(tally: ImportTally): Promise<boolean>
  /** Ends it. `problem`: why it failed. */
  end(tally: ImportTally, problem?: string): Promise<void>
}
/** What people see of an import that one of them started: whose it is, its name, and of how many lines. */
export interface ImportBeginning {
  readonly user: UserId
  readonly name: string
  readonly total: number
}
/** What the record of an import works with. */
export interface ImportRecordPort {
  readonly clock: Clock
  readonly reader: Pick<Reader, 'list'>
  readonly writer: Pick<Writer, 'draft'>
}

/** The kind of the run of an import whose rows come from outside. */
export const importKind = 'import'
const leaseMs = 60_000
const by = { asker: systemAsker, actor: { source: 'import' } } as const

/** The name of the run that takes in the rows of a source. */
export function importName(source: string): string {
  return `Import of ${source}`
}

/** Begins the run of an import, or goes on with one of the same source that did not end. */
export async function beginImport(port: ImportRecordPort, source: string): Promise<ImportRecord> {
  const known = await unfinished(port, source)
  return recordOf(port, known ?? (await begun(port, { name: importName(source), input: { source } })))
}

/** Begins the run of an import that a person started. Two at once are two runs. */
export async function beginUserImport(port: ImportRecordPort, { user, name, total }: ImportBeginning): Promise<ImportRecord> {
  return recordOf(port, await begun(port, { name, user, total, input: {} }))
}

/** Goes on with the run of an import that did not end; `undefined` where it did. */
export async function resumeImport(port: ImportRecordPort, id: RecordId): Promise<ImportRecord | undefined> {
  const known = (await running(port)).find((run) => run.id === id)
  return known && recordOf(port, known)
}

async function begun(port: ImportRecordPort, given: Values & { readonly input: Json }): Promise<Pick<Run, 'id' | 'group'>> {
  const now = port.clock.now()
  const [id, group] = [newId(now), newId(now)]
  const start = { ...given, kind: importKind, group, state: 'running', startedAt: now, leasedUntil: now + leaseMs }
  getValue(await port.writer.draft(by, async (draft) => void draft.create({ type: runType, id }, start)))
  return { id, group }
}

function recordOf(port: ImportRecordPort, { id, group }: Pick<Run, 'id' | 'group'>): ImportRecord {
  const lease = (): Values => ({ leasedUntil: port.clock.now() + leaseMs })
  return {
    run: id,
    group,
    tell: (tally) => change(port, id, { ...tally, ...lease() }),
    end: async (tally, problem) => {
      const state = problem === undefined ? 'done' : 'failed'
      await change(port, id, { ...tally, state, endedAt: port.clock.now(), ...(problem !== undefined && { problem }) })
    },
  }
}

async function unfinished(port: ImportRecordPort, source: string): Promise<Run | undefined> {
  return (await running(port)).find(
    ({ input }) => typeof input === 'object' && input !== null && 'source' in input && input['source'] === source,
  )
}

async function running({ reader }: ImportRecordPort): Promise<readonly Run[]> {
  const filters = [
    { test: 'is', property: `${runType}.kind`, value: importKind },
    { test: 'is', property: `${runType}.state`, value: 'running' },
  ] as const
  const { records } = await reader.list(systemAsker, { type: runType, select: ['input', 'group'], where: { test: 'all', filters } })
  return records.map(toRun)
}

// Only a run that goes on is changed: a cancelled one stays so.
async function change({ writer }: ImportRecordPort, id: RecordId, values: Values): Promise<boolean> {
  const ref = { type: runType, id }
  let isRunning = false
  const outcome = await writer.draft(by, async (draft) => {
    await draft.load([ref])
    const record = draft.find(ref)
    isRunning = record !== undefined && toRun(record).state === 'running'
    if (record !== undefined && isRunning) record.values = { ...record.values, ...values }
  })
  getValue(outcome)
  return isRunning
}
