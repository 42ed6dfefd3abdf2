import type { Outcome } from '@tenure/core/contract'
import { expect, test } from 'vitest'
import type { Source } from '../data/source.js'
import { PendingEdits, shownValue } from './pending-edits.js'

const place = { type: 'company', id: 'c1', property: 'name' }
const conflict = (newer: object, id = 'c1'): Outcome<never> => ({
  ok: false,
  problem: {
    code: 'record.conflict',
    message: 'Changed.',
    details: { record: { type: 'company', id }, newer: newer as never, version: '1' },
  },
})
/** A server that answers when the test says so. */
function open() {
  const calls: { readonly input: unknown; readonly key: string; readonly answer: (outcome: Outcome<unknown>) => void }[] = []
  const act = (_action: unknown, input: unknown, { key = '' }: { key?: string } = {}) =>
    new Promise<Outcome<unknown>>((answer) => calls.push({ input, key, answer }))
  const edits = new PendingEdits({ act } as unknown as Pick<Source, 'act'>)
  const shown = (streamed: string) => shownValue(edits.of('company', 'c1').get('name'), streamed)
  const answer = async (at: number, outcome: Outcome<unknown> = { ok: true, value: null }) => {
    await settle()
    calls[at]?.answer(outcome)
    await settle()
  }
  return { edits, calls, shown, answer, state: () => edits.of('company', 'c1').get('name')?.state }
}
const settle = async () => {
  for (let turn = 0; turn < 5; turn++) await Promise.resolve()
}

test('[REC-2] an edit shows at once, and the stream confirms it', async () => {
  const { edits, calls, shown, answer, state } = open()
  const saving = edits.save({ ...place, value: 'B', was: 'A' })
  expect([shown('A'), state()]).toEqual(['B', 'sending'])
  await answer(0)
  expect(calls[0]?.input).toEqual({ type: 'company', id: 'c1', values: { name: 'B' }, was: { name: 'A' } })
  expect(await saving).toEqual({ ok: true, undo: { action: 'tenure.record/update', key: calls[0]?.key } })
  expect([shown('A'), state()]).toEqual(['B', 'sent'])
  edits.confirm(place, 'A')
  expect(state()).toBe('sent')
  edits.confirm(place, 'B')
  expect([shown('B'), state()]).toEqual(['B', undefined])
})

test('[REC-2] what somebody else writes after it shows at once', async () => {
  const { edits, shown, answer, state } = open()
  void edits.save({ ...place, value: 'B', was: 'A' })
  await answer(0)
  expect(shown('C')).toBe('C')
  edits.confirm(place, 'C')
  expect(state()).toBeUndefined()
})

test('[REC-2] a conflict keeps both values until it is settled', async () => {
  const { edits, shown, answer } = open()
  const saving = edits.save({ ...place, value: 'B', was: 'A' })
  await answer(0, conflict({ name: 'C' }))
  expect(await saving).toMatchObject({ ok: false, isConflict: true })
  expect(edits.of('company', 'c1').get('name')).toMatchObject({ state: 'conflict', value: 'B', newer: 'C' })
  expect(shown('C')).toBe('C')
  edits.confirm(place, 'C')
  expect(edits.of('company', 'c1').get('name')).toMatchObject({ state: 'conflict' })
  edits.drop(place)
  expect(edits.of('company', 'c1').size).toBe(0)
})

test('[REC-2] a refused edit keeps what the person wrote, and shows what is stored', async () => {
  const { edits, shown, answer } = open()
  void edits.save({ ...place, value: 'B', was: 'A' })
  await answer(0, { ok: false, problem: { code: 'access.denied', message: 'You may not.', details: { missing: 'x' } } })
  expect(edits.of('company', 'c1').get('name')).toMatchObject({ state: 'refused', value: 'B', problem: { message: 'You may not.' } })
  expect(shown('A')).toBe('A')
})

test('[REC-2] a second edit of the same value waits for the first, and no value in between flickers', async () => {
  const { edits, calls, shown, answer, state } = open()
  void edits.save({ ...place, value: 'B', was: 'A' })
  void edits.save({ ...place, value: 'C', was: 'B' })
  await settle()
  expect([calls.length, shown('A')]).toEqual([1, 'C'])
  await answer(0)
  expect([calls.length, state(), shown('A')]).toEqual([2, 'sending', 'C'])
  await answer(1)
  expect([shown('A'), shown('B'), shown('C'), shown('D')]).toEqual(['C', 'C', 'C', 'D'])
  edits.confirm(place, 'B')
  expect(state()).toBe('sent')
  edits.confirm(place, 'C')
  expect(state()).toBeUndefined()
})

test('[REC-2] edits of several records go together, and a conflict of one marks that one', async () => {
  const { edits, calls, answer } = open()
  void edits.saveAll('company', [
    { ...place, value: 'B', was: 'A' },
    { ...place, id: 'c2', value: 'Y', was: 'X' },
    { ...place, property: 'arr', value: null, was: null },
  ])
  await answer(0, conflict({ name: 'Z' }, 'c2'))
  expect(calls[0]?.input).toEqual({
    type: 'company',
    records: [
      { id: 'c1', values: { name: 'B', arr: null }, was: { name: 'A', arr: null } },
      { id: 'c2', values: { name: 'Y' }, was: { name: 'X' } },
    ],
  })
  expect(edits.of('company', 'c1').get('name')).toMatchObject({ state: 'refused' })
  expect(edits.of('company', 'c2').get('name')).toMatchObject({ state: 'conflict', newer: 'Z' })
})

test('[BEY-5] after an undo nothing lies over the live data but what is still on its way', async () => {
  const { edits, shown, answer, state } = open()
  void edits.save({ ...place, value: 'B', was: 'A' })
  await answer(0)
  edits.forgetSent()
  expect([shown('A'), state()]).toEqual(['A', undefined])
  void edits.save({ ...place, value: 'C', was: 'A' })
  edits.forgetSent()
  expect([shown('A'), state()]).toEqual(['C', 'sending'])
})
