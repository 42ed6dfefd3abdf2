import type { Asker } from '../../access/asker.js'
import { mappingOf } from '../../access/role-path.js'
import type { Instant } from '../../base/clock.js'
import type { DueAt } from '../../contract/job/occasion.js'
import type { FilterData } from '../../query/filter-data.js'
import { splitPath } from '../../schema/property.js'
import type { Change } from '../../storage/adapter.js'
import { planPiece } from '../job/job-piece.js'
import type { JobQuestion, JobRow, JobUnit, OpenJob } from '../job/job-to-run.js'
import { askerIn, compareUnits, demandJob, openIn, unitsOf } from '../job/job-units.js'
import type { ReadWindow } from './feed-window.js'
import type { FollowPiece, FollowRunPort, FollowStep } from './follow-piece.js'
import type { FollowInput, FollowPlace } from './follow-place.js'
import type { Retry } from './job-marks.js'

interface DueCall {
  readonly port: FollowRunPort
  readonly job: string
  readonly on: DueAt
}
type DueRun = DueCall & { readonly input: FollowInput; readonly place: FollowPlace }
/** A unit with the name of the property there; units that have none are left out. */
export interface DueUnit {
  readonly unit: JobUnit
  readonly property: string
}

const pageSize = 100

/** The units of a job by time in which its property is known. */
export function dueUnits({ port, job, on }: DueCall): readonly DueUnit[] {
  const found = demandJob(port, job)
  return unitsOf(port, found).flatMap((unit) => {
    const property = nameIn(askerIn(port, job, unit), on.property)
    return port
      .schema()
      .get(unit.type)
      ?.properties.some(({ name }) => name === property)
      ? [{ unit, property }]
      : []
  })
}
// Nothing where the workspace has chosen no property.
function nameIn({ roles }: Asker, path: string): string {
  const [role, name] = splitPath(path)
  const mapped = mappingOf(roles, role)?.properties ?? {}
  return Object.hasOwn(mapped, name) ? (mapped[name] ?? '') : name
}

/** The work for what was set to an instant that has passed already: no list of what falls due finds it any more. */
export async function* duePieces({ place, read, ...call }: DueRun & { readonly read: ReadWindow }): AsyncGenerator<FollowStep> {
  const { input } = call
  const units = dueUnits(call)
  for (let at = place; at.cursor !== input.until; ) {
    const { cursor, end: known, past } = at
    const range = { from: cursor, until: input.until, ...(known !== undefined && { end: known }) }
    const { changes, end } = await read(range, () => (change) => units.some((unit) => isSet(unit, change, input.now)))
    for (const { ref, is, place: count } of changes)
      for (const { unit, property } of units) {
        const value = unit.type === ref.type ? is?.[property] : undefined
        if (typeof value !== 'number' || value > input.now) continue
        if (past !== undefined && (count < past[0] || (count === past[0] && unit.workspace <= past[1]))) continue
        const piece = await planOne(call, { unit, property }, ref.id, value)
        yield { ...(piece && { piece }), after: { ...place, cursor, end, past: [count, unit.workspace] } }
      }
    at = { cursor: end, at: place.at, ...(place.due !== undefined && { due: place.due }) }
    yield { after: at }
  }
}
function isSet({ unit, property }: DueUnit, { ref, before, after }: Change, now: Instant): boolean {
  const value = after?.[property]
  return ref.type === unit.type && typeof value === 'number' && value <= now && value !== before?.[property]
}

/** The work for what has fallen due since the job looked last, in the order of the instants. */
export async function* dueNow({ place, ...call }: DueRun): AsyncGenerator<FollowStep> {
  const { port, job, on, input } = call
  const since = place.due ?? input.now
  const from = place.list
  for (const each of dueUnits(call)) {
    if (from !== undefined && compareUnits(each.unit, from) < 0) continue
    const open = openIn(port, job, each.unit)
    const isHere = from !== undefined && compareUnits(each.unit, from) === 0
    let [after, past] = isHere ? [from.after, from.past] : []
    do {
      const { rows, next } = await open.ask(questionFor(on, since, input.now, after))
      const at = { ...each.unit, ...(after !== undefined && { after }) }
      for (const row of rows.slice(rows.findIndex(({ id }) => id === past) + 1)) {
        const piece = await planDue(call, each, open, row)
        yield { ...(piece && { piece }), after: { ...place, list: { ...at, past: row.id } } }
      }
      ;[after, past] = [next, undefined]
    } while (after !== undefined)
  }
}
function questionFor({ property }: DueAt, since: Instant, now: Instant, after: string | undefined): JobQuestion {
  const where = {
    test: 'all',
    filters: [
      { test: 'after', property, value: since },
      { test: 'before', property, value: now + 1 },
    ],
  } as const
  const orderBy = [{ by: property, direction: 'ascending' }] as const
  return { where, orderBy, limit: pageSize, ...(after !== undefined && { after }) }
}

/** The work for one record that failed before, where it is still due. */
export async function retriedDue(call: DueCall, { workspace, type, id, of }: Retry): Promise<FollowPiece | undefined> {
  const each = dueUnits(call).find(({ unit }) => unit.workspace === workspace && unit.type === type)
  return each === undefined || !('value' in of) ? undefined : planOne(call, each, id, of.value)
}

async function planOne(call: DueCall, each: DueUnit, id: string, value: Instant): Promise<FollowPiece | undefined> {
  const open = openIn(call.port, call.job, each.unit)
  const is: FilterData = { test: 'is', property: call.on.property, value }
  const { rows } = await open.ask({ where: { test: 'all', filters: [{ test: 'id-of', type: each.unit.type, ids: [id] }, is] }, limit: 1 })
  const [row] = rows
  return row && planDue(call, each, open, row)
}
// The instant is read with the record, whether the job selects it or not.
async function planDue(
  { job, on, port }: DueCall,
  { unit, property }: DueUnit,
  open: OpenJob,
  row: JobRow,
): Promise<FollowPiece | undefined> {
  const [, name] = splitPath(on.property)
  const { [name]: instant, ...rest } = row as JobRow & Readonly<Record<string, unknown>>
  const value = Number(instant)
  const isSelected = demandJob(port, job).job.select?.properties.some(({ path }) => path === on.property) !== false
  const piece = await planPiece(unit, row.id, () => open.run(isSelected ? row : { ...rest, id: row.id }, { at: value }))
  if (piece.writes.length === 0 && piece.problem === undefined) return undefined
  return { ...piece, of: { value }, due: { property, value } }
}
