import { systemAsker } from '../../access/asker.js'
import type { Crossing } from '../../contract/job/occasion.js'
import type { FilterData } from '../../query/filter-data.js'
import type { RecordId } from '../../schema/value.js'
import { planPiece } from '../job/job-piece.js'
import type { JobRow, JobUnit, OpenJob } from '../job/job-to-run.js'
import { demandJob, openIn, unitsOf } from '../job/job-units.js'
import type { FollowPiece, FollowRunPort, FollowStep } from './follow-piece.js'
import type { FollowInput, FollowPlace } from './follow-place.js'
import { membersOf, type Retry, whichAreInside } from './job-marks.js'

interface CrossingCall {
  readonly port: FollowRunPort
  readonly job: string
  readonly on: Crossing
}
interface OpenUnit {
  readonly unit: JobUnit
  readonly open: OpenJob
}
const pageSize = 100

/**
 * The work for records that are in the segment and were not, or were and are not: of those that may have crossed, or of all. A first look only
 * notes who is in it.
 */
export async function* crossingPieces({
  input,
  place,
  ...call
}: CrossingCall & { readonly input: FollowInput; readonly place: FollowPlace }): AsyncGenerator<FollowStep> {
  const { port, job } = call
  const isFirst = input.from.known !== true
  for (const unit of unitsOf(port, demandJob(port, job))) {
    const each = { unit, open: openIn(port, job, unit) }
    for await (const ids of input.ids === undefined ? allOf(call, each) : partsOf(input.ids, unit))
      for (const piece of await crossed(call, each, ids, isFirst)) yield { piece, after: place }
  }
}
function* partsOf(all: NonNullable<FollowInput['ids']>, { type }: JobUnit): Generator<readonly RecordId[]> {
  const ids = all[type] ?? []
  for (let at = 0; at < ids.length; at += pageSize) yield ids.slice(at, at + pageSize)
}
// Those that are in the segment now, and those that were: whoever is in neither has not crossed.
async function* allOf({ port, job, on }: CrossingCall, { unit, open }: OpenUnit): AsyncGenerator<readonly RecordId[]> {
  let after: string | undefined
  do {
    const { rows, next } = await open.ask({ where: on.where, orderBy: [], limit: pageSize, ...(after !== undefined && { after }) })
    yield rows.map(({ id }) => id)
    after = next
  } while (after !== undefined)
  yield* membersOf(port.reader, job, unit, pageSize)
}

async function crossed(
  call: CrossingCall,
  { unit, open }: OpenUnit,
  ids: readonly RecordId[],
  isFirst: boolean,
): Promise<readonly FollowPiece[]> {
  const { port, job, on } = call
  if (ids.length === 0) return []
  const { rows } = await open.ask({ where: { test: 'all', filters: [on.where, idOf(unit, ids)] }, limit: ids.length })
  const now = new Map(rows.map((row) => [row.id, row]))
  const before = await whichAreInside(port.reader, job, unit, ids)
  const pieces: FollowPiece[] = []
  for (const id of ids) {
    const row = now.get(id)
    if ((row !== undefined) === before.has(id)) continue
    const isCalled = !isFirst && (row !== undefined) === (on.occasion === 'enters')
    pieces.push(isCalled ? await plan(call, { unit, open }, id, row) : noted(unit, id, row !== undefined))
  }
  return pieces
}
function idOf({ type }: JobUnit, ids: readonly RecordId[]): FilterData {
  return { test: 'id-of', type, ids }
}
function noted(unit: JobUnit, id: RecordId, isInside: boolean): FollowPiece {
  return { ...unit, ref: { type: unit.type, id }, writes: [], of: { crossed: true }, isInside }
}

// A record that has left may be archived; one that was erased calls nobody.
async function plan({ port }: CrossingCall, { unit, open }: OpenUnit, id: RecordId, row: JobRow | undefined): Promise<FollowPiece> {
  const isInside = row !== undefined
  const record = row ?? (await lastOf(port, unit, open, id))
  if (record === undefined) return noted(unit, id, isInside)
  return { ...(await planPiece(unit, id, () => open.run(record))), of: { crossed: true }, isInside }
}
async function lastOf({ reader }: FollowRunPort, { type }: JobUnit, open: OpenJob, id: RecordId): Promise<JobRow | undefined> {
  const found = await reader.find(systemAsker, { type, id })
  return found && open.row(id, found.values)
}

/** The work for one record that failed before, where it has not crossed back since. */
export async function retriedCrossing(call: CrossingCall, { workspace, type, id }: Retry): Promise<FollowPiece | undefined> {
  const { port, job, on } = call
  const unit = unitsOf(port, demandJob(port, job)).find((each) => each.workspace === workspace && each.type === type)
  if (unit === undefined) return undefined
  const open = openIn(port, job, unit)
  const { rows } = await open.ask({ where: { test: 'all', filters: [on.where, idOf(unit, [id])] }, limit: 1 })
  const [row] = rows
  if ((row !== undefined) !== (on.occasion === 'enters')) return undefined
  const { isInside: _, ...piece } = await plan(call, { unit, open }, id, row)
  return piece
}
