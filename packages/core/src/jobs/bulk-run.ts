import type { Asker } from '../access/asker.js'
import { sealCursor } from '../access/cursor.js'
import { derivedId } from '../base/id.js'
import { isTenureError } from '../errors/tenure-error.js'
import type { FilterData } from '../query/filter-data.js'
import type { ListQuery, Reader } from '../records/read-records.js'
import { reasonOf, type WorkResult } from '../records/work-result.js'
import type { RecordWrite } from '../records/write.js'
import type { Json, RecordId, RecordRef, Values } from '../schema/value.js'
import type { Run } from './run.js'
import type { RunKind, RunPart, RunWork } from './run-kind.js'

/** Name of the kind of run that changes many records alike. */
export const bulkKind = 'bulk'
/** What is done to each record; `add` creates a record for it that is linked by the new one's own association. */
export type BulkChange = { readonly values: Values } | { readonly archive: true } | { readonly restore: true } | { readonly add: BulkAdd }
/** The record that is created for each. `type` is an object type. */
export interface BulkAdd {
  readonly type: string
  readonly association: string
  readonly values: Values
}
/** Which records of a type, and what is done to them. `type` may be a role, `objectType` is what plays it. */
export interface BulkInput {
  readonly type: string
  readonly objectType: string
  readonly where?: FilterData
  readonly ids?: readonly RecordId[]
  /** Archived records in place of the others. */
  readonly archived?: true
  readonly change: BulkChange
}

/** Changes many records alike, each for itself (SDK-7). */
export function bulkRun(reader: Pick<Reader, 'list'>): RunKind {
  return {
    name: bulkKind,
    next: (run, asker, most) => {
      const input = run.input as unknown as BulkInput
      return input.ids === undefined ? nextOfFilter(reader, run, asker, most) : Promise.resolve(nextOfIds(run, input.ids, most))
    },
    recordOf: (piece) => piece as RecordRef,
    apply: (work, piece) => changeOne(work, piece as RecordRef),
  }
}

// By id: a record that the change itself takes out of the filter, or moves in the order of a list, is neither left out nor met twice.
async function nextOfFilter(reader: Pick<Reader, 'list'>, run: Run, asker: Asker, most: number): Promise<RunPart> {
  const { type, where, archived } = run.input as unknown as BulkInput
  const after = (run.place as { readonly after?: string } | null)?.after
  const further = { ...(where && { where }), ...(after !== undefined && { after }), ...(archived && { archived: 'only' as const }) }
  const query: ListQuery = { type, select: [], orderBy: [], limit: most, ...further }
  const { records, next } = await reader.list(asker, query)
  const pieces = records.map((record) => ({ piece: record.ref, after: { after: sealCursor(record, []) } }))
  return { pieces, last: next === undefined }
}

function nextOfIds({ input, place }: Run, ids: readonly RecordId[], most: number): RunPart {
  const { objectType } = input as unknown as BulkInput
  const from = (place as { readonly at?: number } | null)?.at ?? 0
  const part = ids.slice(from, from + most)
  const pieces = part.map((id, at) => ({ piece: { type: objectType, id }, after: { at: from + at + 1 } satisfies Json }))
  return { pieces, last: from + most >= ids.length }
}

async function changeOne(work: RunWork, record: RecordRef): Promise<WorkResult> {
  const { change, ids } = work.run.input as unknown as BulkInput
  try {
    if ('add' in change) await addTo(work, record, change.add)
    else await work.pipeline.apply([toWrite(record, change)], [record.id])
    return isSame(work, record, change) ? { done: false, isUnchanged: true, items: [] } : { done: true, items: [] }
  } catch (error) {
    if (!isTenureError(error)) throw error
    const { problem } = error
    const { code } = problem
    // One that left the list meanwhile is not of the set; one that was named has to be answered for.
    if (code === 'record.not-found' && ids === undefined) return { done: false, items: [] }
    const isMissing = code === 'record.not-found' && { isMissing: true as const }
    return { done: false, items: [{ outcome: code === 'access.denied' ? 'left' : 'failed', record, ...reasonOf(problem), ...isMissing }] }
  }
}

// The pipeline has brought the new values into the form in which those of before were stored.
function isSame({ draft }: RunWork, ref: RecordRef, change: BulkChange): boolean {
  const record = draft.find(ref)
  if (!('values' in change) || record?.before === undefined) return false
  const { values, before } = record
  return Object.keys(change.values).every((name) => JSON.stringify(values[name] ?? null) === JSON.stringify(before.values[name] ?? null))
}

// One id for each record of a run. Nothing of a new record is stored where its link is refused.
async function addTo({ draft, pipeline, run }: RunWork, { id: to }: RecordRef, { type, association, values }: BulkAdd): Promise<void> {
  const id = derivedId(`${run.id} ${to}`)
  const writes: readonly RecordWrite[] = [
    { write: 'create', type, id, values },
    { write: 'associate', type, id, association, to },
  ]
  try {
    await pipeline.apply(writes, [id, id])
  } catch (error) {
    const added = draft.find({ type, id })
    if (added !== undefined) draft.forget(added)
    throw error
  }
}

function toWrite(record: RecordRef, change: Exclude<BulkChange, { add: unknown }>): RecordWrite {
  if ('values' in change) return { write: 'update', ...record, values: change.values }
  return { write: 'archive' in change ? 'archive' : 'restore', ...record }
}
