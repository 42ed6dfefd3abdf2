import type { Clock, Instant } from '../base/clock.js'
import { TenureError } from '../errors/tenure-error.js'
import type { Draft } from '../records/draft.js'
import { ImportBatch } from '../records/import/import-batch.js'
import { type ImportRow, importedId } from '../records/import/import-row.js'
import type { WorkResult } from '../records/work-result.js'
import type { SchemaDefinition } from '../schema/definition.js'
import type { ObjectTypeExtension } from '../schema/extend-schema.js'
import type { Json, RecordRef } from '../schema/value.js'
import type { Run } from './run.js'
import type { RunKind, RunPart, RunWork } from './run-kind.js'

/** A record of a source, by its id there. */
export interface SourceRef {
  readonly type: string
  readonly externalId: string
}
/** One step of taking rows in: a row, as it was at a time or as it is, or a record that is archived after it. */
export type RowStep = { readonly row: ImportRow; readonly at?: Instant } | { readonly archive: SourceRef }

/** Rows that an application brings along, such as sample data. They come in by a run and go as one. */
export interface RowSource {
  /** Ids follow from it and from the external id, as those of `Host.importer`. */
  readonly source: string
  /** What its rows need of object types. */
  readonly extensions: readonly ObjectTypeExtension[]
  /** All steps in order, the same each time for the same input. Long work gives others their turn. */
  steps(input: Json): Promise<readonly RowStep[]>
}
/** What taking rows in works with. */
export interface RowsRunPort {
  readonly clock: Pick<Clock, 'now'>
  schema(): SchemaDefinition
}

/** The name of the kind of run that takes the rows of a source in. */
export function rowsKind(source: string): string {
  return `rows ${source}`
}

/** Takes the rows of a source in, as the operator of the store; the place of the run is how many steps are done. */
export function rowsRun(port: RowsRunPort, { source, steps }: RowSource): RunKind {
  // The steps follow from the input, so another process works out the same; they are kept while one run goes on.
  let known: { readonly run: string; readonly steps: Promise<readonly RowStep[]> } | undefined
  const stepsOf = ({ id, input }: Run): Promise<readonly RowStep[]> => {
    if (known?.run !== id) known = { run: id, steps: steps(input) }
    return known.steps
  }
  return {
    name: rowsKind(source),
    source: 'import',
    next: async (run, _asker, most) => {
      const part = partOf(await stepsOf(run), Number(run.place ?? 0), most)
      if (part.last) known = undefined
      return part
    },
    recordOf: (piece) => recordOf(source, piece as RowStep),
    apply: (work, piece) => take(port, source, work, piece as RowStep),
  }
}

// Steps of different times are different parts: within one, a record has each value once.
function partOf(steps: readonly RowStep[], place: number, most: number): RunPart {
  const first = timeOf(steps[place])
  const more = steps.slice(place, place + most)
  const end = more.findIndex((step) => timeOf(step) !== first)
  const part = end === -1 ? more : more.slice(0, end)
  return { pieces: part.map((piece, at) => ({ piece, after: place + at + 1 })), last: place + part.length === steps.length }
}
function timeOf(step: RowStep | undefined): Instant | undefined {
  return step !== undefined && 'row' in step ? step.at : undefined
}
function recordOf(source: string, step: RowStep): RecordRef {
  const { type, externalId } = 'row' in step ? step.row : step.archive
  return { type, id: importedId(source, externalId) }
}

async function take({ clock, schema }: RowsRunPort, source: string, { draft }: RunWork, step: RowStep): Promise<WorkResult> {
  const ref = recordOf(source, step)
  if ('archive' in step) return archive(draft, ref)
  const { row, at } = withoutKept(schema(), step)
  const isKnown = draft.find(ref)?.before !== undefined
  const isRestored = restore(draft, ref)
  const since = at === undefined ? {} : { since: Object.fromEntries(Object.keys(row.values).map((name) => [name, at])) }
  const batch = new ImportBatch(schema(), { source, files: [], now: clock.now() }, draft)
  const [outcome] = await batch.take([{ ...row, ...since }])
  // A record that was there before has its past already, and a past only grows at its end.
  const isPast = outcome?.result === 'rejected' && at !== undefined && isKnown
  if (outcome?.result === 'rejected' && !isPast) throw refused(outcome.issues?.map(({ message }) => message).join(' ') ?? '')
  return { done: isRestored || (outcome?.result !== 'unchanged' && !isPast), items: [] }
}

// What a profile of health scores keeps here is worked out, and not taken in.
function withoutKept(
  schema: SchemaDefinition,
  { row, at }: Extract<RowStep, { readonly row: unknown }>,
): Extract<RowStep, { readonly row: unknown }> {
  const kept = (schema.get(row.type)?.properties ?? []).filter(({ name, computed }) => computed && scores.has(name) && name in row.values)
  if (kept.length === 0) return { row, ...(at !== undefined && { at }) }
  const values = Object.fromEntries(Object.entries(row.values).filter(([name]) => !scores.has(name)))
  return { row: { ...row, values }, ...(at !== undefined && { at }) }
}
const scores: ReadonlySet<string> = new Set(['healthScore', 'healthStatus'])

function archive(draft: Draft, ref: RecordRef): WorkResult {
  const record = draft.find(ref)
  if (record === undefined || record.archived) return { done: false, items: [] }
  record.archived = true
  record.archive = 'archive'
  return { done: true, items: [] }
}

// What went when the rows were taken out comes back with them.
function restore(draft: Draft, ref: RecordRef): boolean {
  const record = draft.find(ref)
  if (record === undefined || !record.archived || record.archive !== undefined) return false
  record.archived = false
  record.archive = 'restore'
  return true
}

function refused(reason: string): TenureError {
  return new TenureError('input.invalid', `A row was refused: ${reason}`, { issues: [{ path: [], message: reason }] })
}
