import { expect, test } from 'vitest'
import { type Asker, systemAsker } from '../access/asker.js'
import { systemPrincipal } from '../access/principal.js'
import { TenureError } from '../errors/tenure-error.js'
import type { Json, Values } from '../schema/value.js'
import type { StoredRecord } from '../storage/adapter.js'
import { type HandOverInput, handOverKind, handOverRun } from './hand-over-run.js'
import { type Run, toRun } from './run.js'
import type { RunWork } from './run-kind.js'

const company = { type: 'company', properties: ['owner', 'csm'] }
const input: HandOverInput = {
  ...{ user: 'ines', deactivate: false, to: ['ada', 'mateus'], steps: [company, { type: 'deal', properties: ['owner'] }] },
  loads: [
    [0, 1],
    [0, 0],
  ],
}
const runOf = (more: Partial<HandOverInput> = {}, place: Json = null): Run => ({
  ...toRun({ ref: { type: 'run', id: 'r1' }, values: { state: 'running' } }),
  ...{ input: { ...input, ...more } as unknown as Json, place },
})
type Question = { readonly type: string; readonly limit: number; readonly after?: string }
/** A reader of so many records of each type, which notes what it was asked. */
function readerOf(counts: Readonly<Record<string, number>>) {
  const asked: Question[] = []
  const list = async (_asker: Asker, { type, limit, after }: Question) => {
    asked.push({ type, limit, ...(after !== undefined && { after }) })
    const from = after === undefined ? 0 : Number(decodeURIComponent(after).match(/(\d+)"\]$/)?.[1]) + 1
    const all = Array.from({ length: counts[type] ?? 0 }, (_, at) => ({ ref: { type, id: `${type}${at}` }, version: '1', values: {} }))
    const records: readonly StoredRecord[] = all.slice(from, from + limit)
    return { records, total: all.length, ...(from + limit < all.length && { next: 'more' }) }
  }
  return { asked, kind: handOverRun({ list } as never, { now: () => 5 }) }
}
const given = (pieces: readonly { readonly piece: unknown }[]) =>
  pieces.map(({ piece }) => {
    const { ref, to } = piece as { ref: { id: string }; to?: string }
    return [ref.id, to]
  })

test('[ACC-13] records go by turns to the one who has the least by then, step after step, each with its place', async () => {
  const { kind, asked } = readerOf({ company: 3, deal: 2 })
  const { pieces, last } = await kind.next(runOf(), systemAsker, 100)
  expect([given(pieces), last]).toEqual([
    [
      ['company0', 'ada'],
      ['company1', 'ada'],
      ['company2', 'mateus'],
      ['deal0', 'ada'],
      ['deal1', 'mateus'],
    ],
    true,
  ])
  expect(asked).toEqual([
    { type: 'company', limit: 100 },
    { type: 'deal', limit: 97 },
  ])
  expect(pieces[1]).toMatchObject({ piece: { properties: ['owner', 'csm'] }, after: { step: 0, loads: [2, 1] } })
  expect(kind.recordOf(pieces[3]?.piece)).toEqual({ type: 'deal', id: 'deal0' })
})

test('[ACC-13] a part that is full goes on behind its last record, with the loads that it left', async () => {
  const { kind, asked } = readerOf({ company: 5, deal: 1 })
  const first = await kind.next(runOf(), systemAsker, 3)
  expect([given(first.pieces), first.last]).toEqual([
    [
      ['company0', 'ada'],
      ['company1', 'ada'],
      ['company2', 'mateus'],
    ],
    false,
  ])
  const second = await kind.next(runOf({}, first.pieces.at(-1)?.after ?? null), systemAsker, 2)
  expect([given(second.pieces), second.last]).toEqual([
    [
      ['company3', 'ada'],
      ['company4', 'mateus'],
    ],
    false,
  ])
  const third = await kind.next(runOf({}, second.pieces.at(-1)?.after ?? null), systemAsker, 2)
  expect([given(third.pieces), third.last]).toEqual([[['deal0', 'ada']], true])
  expect(asked.map(({ type, limit, after }) => [type, limit, after !== undefined])).toEqual([
    ['company', 3, false],
    ['company', 2, true],
    ['company', 2, true],
    ['deal', 2, false],
  ])
})

test('[ACC-13] the user is deactivated first, and where nobody takes the records over nothing else happens', async () => {
  const { kind, asked } = readerOf({ company: 3 })
  const user = { piece: { ref: { type: 'user', id: 'ines' } }, after: { step: 0 } }
  expect(await kind.next(runOf({ deactivate: true, to: [] }), systemAsker, 10)).toEqual({ pieces: [user], last: true })
  expect(asked).toEqual([])
  const { pieces } = await kind.next(runOf({ deactivate: true }), systemAsker, 10)
  expect([pieces[0], pieces.length]).toEqual([user, 4])
  expect(await kind.next(runOf({ deactivate: true }), systemAsker, 1)).toEqual({ pieces: [user], last: false })
  const later = await kind.next(runOf({ deactivate: true }, { step: 0 }), systemAsker, 10)
  expect(given(later.pieces)[0]).toEqual(['company0', 'ada'])
})

test('[ACC-13] a record that is given one by one goes where it was given, and is no load of the others', async () => {
  const { kind } = readerOf({ company: 4 })
  const each = { company1: 'root' }
  const { pieces } = await kind.next(runOf({ each }), systemAsker, 10)
  expect(given(pieces)).toEqual([
    ['company0', 'ada'],
    ['company1', 'root'],
    ['company2', 'ada'],
    ['company3', 'mateus'],
  ])
  const alone = await kind.next(runOf({ each, to: [], steps: [company], loads: [[]] }), systemAsker, 10)
  // Nobody takes the rest, which stays with the user.
  expect(given(alone.pieces)).toEqual([
    ['company0', 'ines'],
    ['company1', 'root'],
    ['company2', 'ines'],
    ['company3', 'ines'],
  ])
})

test('[ACC-5] a super admin without a seat hands over with the rights of the account', () => {
  const { kind } = readerOf({})
  const bare: Asker = { ...systemAsker, principal: { ...systemPrincipal, system: false, seat: false } }
  expect([kind.name, kind.asker?.(runOf(), () => bare).principal.seat]).toEqual([handOverKind, true])
})

/** Does one piece of work for a record with these values; `refuse` is what its write is refused with. */
async function apply(values: Values | undefined, piece: object, refuse?: Error) {
  const { kind } = readerOf({})
  const applied: unknown[] = []
  const pipeline = {
    apply: async (writes: readonly unknown[], ids: readonly string[]) => {
      if (refuse) throw refuse
      applied.push(...writes, ids)
    },
  }
  const work = { run: runOf(), draft: { find: () => values && { values } }, pipeline } as unknown as RunWork
  return { result: await kind.apply(work, { ref: { type: 'company', id: 'c1' }, ...piece }), applied }
}
const toAda = { to: 'ada', properties: ['owner', 'csm'] }

test('[ACC-13] those properties get another name that have that of the user, and what somebody reassigned stays', async () => {
  const write = { write: 'update', type: 'company', id: 'c1' }
  expect(await apply({ owner: 'ines', csm: 'root' }, toAda)).toEqual({
    ...{ result: { done: true, items: [] }, applied: [{ ...write, values: { owner: 'ada' } }, ['c1']] },
  })
  expect((await apply({ owner: 'ines', csm: 'ines' }, toAda)).applied[0]).toEqual({ ...write, values: { owner: 'ada', csm: 'ada' } })
  const untouched = { result: { done: false, items: [] }, applied: [] }
  expect(await apply({ owner: 'root', csm: null }, toAda)).toEqual(untouched)
  expect(await apply(undefined, toAda)).toEqual(untouched)
  expect((await apply({}, {})).applied[0]).toEqual({ ...write, values: { active: false } })
})

test('[ACC-13] a record that may not be written is left, one that is refused fails, and one that is gone is neither', async () => {
  const ref = { type: 'company', id: 'c1' }
  const values = { owner: 'ines' }
  const denied = new TenureError('access.denied', 'You may not.', { permission: 'x' } as never)
  const invalid = new TenureError('input.invalid', 'Not so.', { issues: [] })
  const gone = new TenureError('record.not-found', 'Gone.', { record: ref })
  expect((await apply(values, toAda, denied)).result).toMatchObject({
    ...{ done: false, items: [{ outcome: 'left', record: ref, message: 'You may not.', code: 'access.denied' }] },
  })
  expect((await apply(values, toAda, invalid)).result).toMatchObject({
    ...{ done: false, items: [{ outcome: 'failed', record: ref, message: 'Not so.', code: 'input.invalid' }] },
  })
  expect((await apply(values, toAda, gone)).result).toEqual({ done: false, items: [] })
  await expect(apply(values, toAda, new Error('bug'))).rejects.toThrow('bug')
})
