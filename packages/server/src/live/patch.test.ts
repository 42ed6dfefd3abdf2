import { applyPatch } from '@tenure/client'
import { expect, test } from 'vitest'
import { diff } from './patch.js'

const row = (id: string, name = id) => ({ id, name })

test('[BEY-1] a row that left is told by its id alone', () => {
  const patch = diff({ rows: [row('a', 'Secret'), row('b')], total: 2 }, { rows: [row('b')], total: 1 })
  expect(patch).toEqual({ fields: { rows: { rows: { gone: ['a'] } }, total: { set: 1 } } })
})

test('a changed row is told by the fields that changed', () => {
  expect(diff([row('a'), row('b')], [row('a'), row('b', 'B')])).toEqual({ rows: { changed: [['b', { fields: { name: { set: 'B' } } }]] } })
})

test('a new row is told whole, at its place', () => {
  expect(diff([row('a'), row('c')], [row('a'), row('b'), row('c')])).toEqual({ rows: { placed: [[1, row('b')]] } })
})

test('one row that moved is told as one move', () => {
  const ids = ['a', 'b', 'c', 'd', 'e']
  expect(
    diff(
      ids.map((id) => row(id)),
      ['e', 'a', 'b', 'c', 'd'].map((id) => row(id)),
    ),
  ).toEqual({ rows: { placed: [[0, 'e']] } })
})

test('equal values make an empty patch', () => {
  expect(diff({ rows: [row('a')], n: [1, { x: 1 }] }, { rows: [row('a')], n: [1, { x: 1 }] })).toEqual({})
})

test('what a patch does not touch stays the same object', () => {
  const before = { rows: [row('a'), row('b')], other: { deep: [1] } }
  const after = applyPatch(before, diff(before, { rows: [row('a'), row('b', 'B')], other: { deep: [1] } })) as typeof before
  expect(after.rows[0]).toBe(before.rows[0])
  expect(after.other).toBe(before.other)
  expect(after.rows[1]).toEqual(row('b', 'B'))
})

test('patches of random values, sent as JSON, give those values', () => {
  const seed = Number(process.env['SEED'] ?? Date.now() % 1_000_000)
  const random = randomOf(seed)
  let value = randomWindow(random)
  let held: unknown = structuredClone(value)
  for (let step = 0; step < 2_000; step++) {
    const next = randomWindow(random)
    held = applyPatch(held, JSON.parse(JSON.stringify(diff(value, next))))
    expect(held, `seed ${seed}, step ${step}`).toEqual(JSON.parse(JSON.stringify(next)))
    value = next
  }
})

function randomOf(seed: number): (below: number) => number {
  let state = seed + 1
  return (below) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return Math.floor((state / 2_147_483_648) * below)
  }
}

function randomWindow(random: (below: number) => number): Record<string, unknown> {
  const ids = Array.from({ length: 12 }, (_, index) => (index === 0 ? '__proto__' : `${index}`)).sort(() => random(3) - 1)
  const rows = ids.slice(0, random(12)).map((id) => ({
    id,
    name: `n${random(3)}`,
    arr: random(2) === 0 ? null : { amount: `${random(2)}`, currency: 'EUR' },
    tags: random(2) === 0 ? ['x'] : [],
    ...(random(2) === 0 && { extra: random(2) }),
  }))
  return {
    rows,
    total: random(3),
    ...(random(2) === 0 && { note: 'n' }),
    links: [{ id: 'l', rows: rows.slice(0, random(3)) }],
    mixed: random(3) === 0 ? 'text' : [random(2)],
  }
}
