import type { Access } from '../access/access.js'
import { accountAsker } from '../access/asker.js'
import { TenureError } from '../errors/tenure-error.js'
import { takeBack } from '../records/undo/take-back.js'
import { toUndoPieces, type UndoPiece } from '../records/undo/undo-piece.js'
import type { SchemaDefinition } from '../schema/definition.js'
import type { Json } from '../schema/value.js'
import type { ChangeBatch, FeedCursor, IO, StorageAdapter } from '../storage/adapter.js'
import type { Run } from './run.js'
import type { RunKind, RunPart, RunPiece } from './run-kind.js'

/** What undoing works with. */
export interface UndoRunOptions {
  readonly adapter: Pick<StorageAdapter, 'groups' | 'history' | 'kind'>
  readonly access: Access
  readonly schema: () => SchemaDefinition
  readonly io: IO
}
/** Name of the kind of run that takes a group back. */
export const undoKind = 'undo'
/** How many commits are read at once: one may be large, and is read again for each part of it. */
const commits = 1

// What came before `before` is still to be taken back, but for the first pieces of the newest commit of it.
interface Place {
  readonly before?: FeedCursor
  readonly skip: number
}

/** What is taken back; `account`: with the rights of super admins over the whole account, as it was done. */
export interface UndoInput {
  readonly group: string
  readonly account?: true
  /** The run that is undone is known to have changed something. */
  readonly hasChanged?: boolean
}

/** Takes a group back, the newest commit first (BEY-5). */
export function undoRun(options: UndoRunOptions): RunKind {
  const { access, adapter, schema, io } = options
  return {
    name: undoKind,
    takesBack: true,
    asker: ({ input }, user) => ((input as Partial<UndoInput> | null)?.account ? accountAsker(user()) : user()),
    next: (run, _asker, most) => nextPart(options, run, most),
    recordOf: (piece) => (piece as UndoPiece).change.ref,
    apply: (work, piece) => {
      const own = new Set([groupOf(work.run), work.run.group])
      return takeBack({ ...work, access, io, own, schema: schema(), history: adapter.history }, piece as UndoPiece)
    },
  }
}

async function nextPart(options: UndoRunOptions, run: Run, most: number): Promise<RunPart> {
  const pieces: RunPiece[] = []
  let place = (run.place ?? { skip: 0 }) as unknown as Place
  for (;;) {
    const read = await readGroup(options, groupOf(run), place.before)
    if (read.length === 0 && place.before === undefined && hasChanged(run)) throw tooLongAgo(groupOf(run))
    for (const batch of read) {
      for (const piece of piecesFrom(batch, place)) {
        if (pieces.length === most) return { pieces, last: false }
        pieces.push(piece)
      }
      place = { before: batch.cursor, skip: 0 }
    }
    if (read.length < commits) return { pieces, last: true }
  }
}

function piecesFrom(batch: ChangeBatch, { before, skip }: Place): readonly RunPiece[] {
  const all = toUndoPieces(batch)
  const within = (at: number): Place => ({ ...(before !== undefined && { before }), skip: at + 1 })
  const after = (at: number): Place => (at === all.length - 1 ? { before: batch.cursor, skip: 0 } : within(at))
  return all.map((piece, at) => ({ piece, after: after(at) as unknown as Json })).slice(skip)
}

function readGroup({ adapter, io }: UndoRunOptions, group: string, before: FeedCursor | undefined): Promise<readonly ChangeBatch[]> {
  const { groups, kind } = adapter
  if (groups !== undefined) return groups.read(group, { limit: commits, ...(before !== undefined && { before }) }, io)
  const message = `The store ${kind} does not keep what was done as one, so nothing can be undone.`
  throw new TenureError('storage.refused', message, { capability: 'groups' })
}

function groupOf({ input }: Run): string {
  return String((input as Partial<UndoInput> | null)?.group ?? '')
}
function hasChanged({ input }: Run): boolean {
  return (input as Partial<UndoInput> | null)?.hasChanged === true
}
function tooLongAgo(group: string): TenureError {
  const message = 'It is too long ago to be undone. The history of each record still has the earlier values.'
  return new TenureError('record.not-found', message, { record: { type: 'change', id: group } })
}
