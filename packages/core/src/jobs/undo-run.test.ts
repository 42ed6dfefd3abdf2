import { expect, test } from 'vitest'
import { type Asker, systemAsker } from '../access/asker.js'
import { systemPrincipal } from '../access/principal.js'
import { toUndoPieces, type UndoPiece } from '../records/undo/undo-piece.js'
import type { Json } from '../schema/value.js'
import type { ChangeBatch, StorageAdapter } from '../storage/adapter.js'
import { toRun } from './run.js'
import { type UndoRunOptions, undoRun } from './undo-run.js'

const batchOf = (cursor: string, ...ids: readonly string[]): ChangeBatch => ({
  cursor,
  changes: ids.map((id) => ({ ref: { type: 'company', id }, change: 'patch', version: '1', at: 1, changed: ['name'] })),
})
const newest = [batchOf('c3', 'a', 'b'), batchOf('c2', 'c'), batchOf('c1', 'd')]
/** The kind of undoing over the commits of a group, the newest first; `asked` is what it reads. */
function open(batches: readonly ChangeBatch[] = newest, groups?: StorageAdapter['groups'] | null) {
  const asked: unknown[] = []
  const read = async (group: string, part: { readonly before?: string; readonly limit: number }) => {
    asked.push([group, part])
    const from = part.before === undefined ? 0 : batches.findIndex(({ cursor }) => cursor === part.before) + 1
    return batches.slice(from, from + part.limit)
  }
  const adapter = { kind: 'sheet', ...(groups !== null && { groups: groups ?? { read } }) }
  const kind = undoRun({ adapter, access: {}, schema: () => new Map(), io: {} } as unknown as UndoRunOptions)
  const next = (input: Json, place: Json = null, most = 10) =>
    kind.next({ ...toRun({ ref: { type: 'run', id: 'r' }, values: { state: 'running' } }), input, place }, systemAsker, most)
  return { asked, kind, next }
}
const ids = (pieces: readonly { readonly piece: unknown; readonly after: Json }[]) =>
  pieces.map(({ piece, after }) => [(piece as UndoPiece).change.ref.id, after])
const group = { group: 'g' }

test('[BEY-5] the commits of a group are taken back one by one, the newest first, each piece with the place behind it', async () => {
  const { next, asked, kind } = open()
  const { pieces, last } = await next(group)
  expect([ids(pieces), last]).toEqual([
    [
      ['a', { skip: 1 }],
      ['b', { before: 'c3', skip: 0 }],
      ['c', { before: 'c2', skip: 0 }],
      ['d', { before: 'c1', skip: 0 }],
    ],
    true,
  ])
  expect(asked).toEqual([
    ['g', { limit: 1 }],
    ['g', { limit: 1, before: 'c3' }],
    ['g', { limit: 1, before: 'c2' }],
    ['g', { limit: 1, before: 'c1' }],
  ])
  expect(pieces.map(({ piece }) => piece)).toEqual(newest.flatMap(toUndoPieces))
  expect([kind.name, kind.takesBack, kind.recordOf(pieces[2]?.piece)]).toEqual(['undo', true, { type: 'company', id: 'c' }])
})

test('[BEY-5] a part that is full goes on where it ended, within a commit and behind one', async () => {
  const { next } = open()
  const first = await next(group, null, 1)
  expect([ids(first.pieces), first.last]).toEqual([[['a', { skip: 1 }]], false])
  const second = await next(group, { skip: 1 }, 2)
  expect([ids(second.pieces), second.last]).toEqual([
    [
      ['b', { before: 'c3', skip: 0 }],
      ['c', { before: 'c2', skip: 0 }],
    ],
    false,
  ])
  const third = await next(group, { before: 'c2', skip: 0 }, 2)
  expect([ids(third.pieces), third.last]).toEqual([[['d', { before: 'c1', skip: 0 }]], true])
  const within = open([batchOf('c2', 'a'), batchOf('c1', 'b', 'c')])
  expect(ids((await within.next(group, { before: 'c2', skip: 0 }, 1)).pieces)).toEqual([['b', { before: 'c2', skip: 1 }]])
})

test('[BEY-5] a group of which the store knows nothing is nothing to do, or too long ago where it is known to have changed something', async () => {
  const { next } = open([])
  expect([await next(group), await next({ ...group, hasChanged: false }), await next(null)]).toEqual([
    ...[0, 1, 2].map(() => ({ pieces: [], last: true })),
  ])
  await expect(next({ ...group, hasChanged: true })).rejects.toMatchObject({
    message: 'It is too long ago to be undone. The history of each record still has the earlier values.',
    problem: { code: 'record.not-found', details: { record: { type: 'change', id: 'g' } } },
  })
  // What has begun ends where the group does.
  expect(await next({ ...group, hasChanged: true }, { before: 'c1', skip: 0 })).toEqual({ pieces: [], last: true })
})

test('[BEY-5] a store that keeps no groups says so', async () => {
  await expect(open([], null).next(group)).rejects.toMatchObject({
    message: 'The store sheet does not keep what was done as one, so nothing can be undone.',
    problem: { code: 'storage.refused', details: { capability: 'groups' } },
  })
})

test('[ACC-5] what was done to the whole account is taken back as a super admin does it, without a seat too', () => {
  const { kind } = open()
  const bare: Asker = { ...systemAsker, principal: { ...systemPrincipal, superAdmin: true, seat: false } }
  const as = (input: Json) => kind.asker?.({ ...toRun({ ref: { type: 'run', id: 'r' }, values: {} }), input }, () => bare).principal.seat
  expect([as({ ...group, account: true }), as(group), as(null)]).toEqual([true, false, false])
})
