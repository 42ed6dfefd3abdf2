import { type Asker, accountAsker } from '../access/asker.js'
import { sealCursor } from '../access/cursor.js'
import type { Clock } from '../base/clock.js'
import { isTenureError } from '../errors/tenure-error.js'
import type { Reader } from '../records/read-records.js'
import { reasonOf, type WorkResult } from '../records/work-result.js'
import type { Json, RecordRef, UserId } from '../schema/value.js'
import { type HandOverStep, leastLoaded, namesUser } from './hand-over.js'
import type { Run } from './run.js'
import type { RunKind, RunPart, RunPiece, RunWork } from './run-kind.js'

/** Name of the kind of run that hands the records of a user over. */
export const handOverKind = 'hand-over'
/** Whose records go to whom; `loads` are the records that each taker has of each step when it begins. */
export interface HandOverInput {
  readonly user: UserId
  readonly deactivate: boolean
  readonly to: readonly UserId[]
  /** Records that go to somebody else than the rest, by id. */
  readonly each?: Readonly<Record<string, UserId>>
  readonly steps: readonly HandOverStep[]
  readonly loads: readonly (readonly number[])[]
}
interface Place {
  /** -1: the user is still to be deactivated. */
  readonly step: number
  readonly after?: string
  readonly loads?: readonly number[]
}
/** One piece: the user, or a record with the one who takes it over. */
interface Piece {
  readonly ref: RecordRef
  readonly to?: UserId
  readonly properties?: readonly string[]
}

/** Deactivates a user, then gives each record that names the user to the taker who has the least by then (ACC-13). */
export function handOverRun(reader: Pick<Reader, 'list'>, clock: Pick<Clock, 'now'>): RunKind {
  return {
    name: handOverKind,
    asker: (_run, user) => accountAsker(user()),
    next: (run, asker, most) => nextPart({ reader, clock }, run, asker, most),
    recordOf: (piece) => (piece as Piece).ref,
    apply: (work, piece) => handOver(work, piece as Piece),
  }
}

interface Source {
  readonly reader: Pick<Reader, 'list'>
  readonly clock: Pick<Clock, 'now'>
}
async function nextPart(source: Source, run: Run, asker: Asker, most: number): Promise<RunPart> {
  const input = inputOf(run)
  const { user, deactivate, to, each = {}, steps } = input
  const isAny = to.length > 0 || Object.keys(each).length > 0
  let place = (run.place ?? { step: deactivate ? -1 : 0 }) as unknown as Place
  const pieces: RunPiece[] = []
  if (place.step < 0) {
    place = { step: 0 }
    pieces.push({ piece: { ref: { type: 'user', id: user } } satisfies Piece, after: place as unknown as Json })
  }
  while (isAny && place.step < steps.length) {
    if (pieces.length >= most) return { pieces, last: false }
    const found = await ofStep(source, input, asker, { place, most: most - pieces.length })
    pieces.push(...found.pieces)
    if (!found.last) return { pieces, last: false }
    place = { step: place.step + 1 }
  }
  return { pieces, last: true }
}

// By id: a record that is handed over leaves the filter, and one that may not be written stays in it; neither is met twice.
async function ofStep(
  { reader, clock }: Source,
  { user, to, each = {}, steps, loads }: HandOverInput,
  asker: Asker,
  { place, most }: { readonly place: Place; readonly most: number },
): Promise<RunPart> {
  const step = steps[place.step]
  if (step === undefined) return { pieces: [], last: true }
  const { type, properties } = step
  const after = place.after !== undefined && { after: place.after }
  const where = namesUser(step, user, clock.now())
  const { records, next } = await reader.list(asker, { type, select: [], where, orderBy: [], limit: most, ...after })
  const now = [...(place.loads ?? loads[place.step] ?? to.map(() => 0))]
  const pieces = records.map((record): RunPiece => {
    const own = each[record.ref.id]
    const taker = leastLoaded(now)
    if (own === undefined) now[taker] = (now[taker] ?? 0) + 1
    const then: Place = { step: place.step, after: sealCursor(record, []), loads: [...now] }
    return { piece: { ref: record.ref, to: own ?? to[taker] ?? user, properties } satisfies Piece, after: then as unknown as Json }
  })
  return { pieces, last: next === undefined }
}

async function handOver({ run, draft, pipeline }: RunWork, { ref, to, properties = [] }: Piece): Promise<WorkResult> {
  const { user } = inputOf(run)
  const record = draft.find(ref)
  const theirs = properties.filter((name) => record?.values[name] === user)
  const values = to === undefined ? { active: false } : Object.fromEntries(theirs.map((name) => [name, to]))
  // Somebody else reassigned it meanwhile.
  if (Object.keys(values).length === 0) return { done: false, items: [] }
  try {
    await pipeline.apply([{ write: 'update', ...ref, values }], [ref.id])
    return { done: true, items: [] }
  } catch (error) {
    if (!isTenureError(error)) throw error
    const { problem } = error
    if (problem.code === 'record.not-found') return { done: false, items: [] }
    return { done: false, items: [{ outcome: problem.code === 'access.denied' ? 'left' : 'failed', record: ref, ...reasonOf(problem) }] }
  }
}
function inputOf({ input }: Run): HandOverInput {
  return input as unknown as HandOverInput
}
