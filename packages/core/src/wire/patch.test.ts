import { expect, test } from 'vitest'
import { applyPatch, diff } from './patch.js'
import { shareParts } from './share-parts.js'

const row = (id: string, name = id) => ({ id, name })

test('[BEY-1] a row that left is sent by its id alone', () => {
  const patch = diff({ rows: [row('a', 'Secret'), row('b')], total: 2 }, { rows: [row('b')], total: 1 })
  expect(patch).toEqual({ fields: { rows: { rows: { gone: ['a'] } }, total: { set: 1 } } })
})

test('a changed row is sent by the fields that changed', () => {
  expect(diff([row('a'), row('b')], [row('a'), row('b', 'B')])).toEqual({ rows: { changed: [['b', { fields: { name: { set: 'B' } } }]] } })
})

test('a new row is sent whole, at its place', () => {
  expect(diff([row('a'), row('c')], [row('a'), row('b'), row('c')])).toEqual({ rows: { placed: [[1, row('b')]] } })
})

test('one row that moved is sent as one move', () => {
  const list = (ids: string) => [...ids].map((id) => row(id))
  expect(diff(list('abcde'), list('eabcd'))).toEqual({ rows: { placed: [[0, 'e']] } })
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

test('a field named like one of every object is a field like any other', () => {
  for (const name of ['__proto__', 'constructor', 'toString', '']) {
    const [without, empty, full] = ['{}', `{"${name}":{}}`, `{"${name}":{"x":1}}`].map((text): unknown => JSON.parse(text))
    for (const [before, after] of [
      [without, empty],
      [empty, full],
      [full, without],
    ]) {
      expect(JSON.stringify(applyPatch(before, onWire(diff(before, after)))), name).toBe(JSON.stringify(after))
      expect(JSON.stringify(shareParts(before, after)), name).toBe(JSON.stringify(after))
    }
  }
})

test('two dates that differ are not taken for two empty objects', () => {
  const [before, after] = [{ at: new Date(1) }, { at: new Date(2) }]
  expect(applyPatch(onWire(before), onWire(diff(before, after)))).toEqual(onWire(after))
})

test('patches of random values, sent as JSON, give those values and share what did not change', () => {
  const seed = Number(process.env['SEED'] ?? Date.now() % 1_000_000)
  const random = randomOf(seed)
  let value = randomValue(random, 4)
  let held = onWire(value)
  for (let step = 0; step < 5_000; step++) {
    const next = random(4) === 0 ? randomValue(random, 4) : changed(random, value)
    const after = applyPatch(held, onWire(diff(value, next)))
    const at = `seed ${seed}, step ${step}`
    expect(canonical(after), at).toBe(canonical(onWire(next)))
    expect(sharesAll(held, after), at).toBe(true)
    value = next
    held = after
  }
})

function onWire<T>(value: T): T {
  return JSON.parse(JSON.stringify(value))
}

/** Whether every part that is equal to its old one is the old one. */
function sharesAll(before: unknown, after: unknown): boolean {
  const old = partsOf(before)
  const same = (a: unknown, b: unknown): boolean =>
    Object.is(a, b) ||
    (isObject(a) && isObject(b) && !old.has(a) && Object.keys(a).every((name) => same(Reflect.get(a, name), Reflect.get(b, name))))
  return same(shareParts(before, after), after)
}

function partsOf(value: unknown, into = new Set<unknown>()): ReadonlySet<unknown> {
  into.add(value)
  if (isObject(value)) for (const part of Object.values(value)) partsOf(part, into)
  return into
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}

/** Text of a value whatever the order of its fields. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`
  if (!isObject(value)) return JSON.stringify(value)
  const fields = Object.entries(value).map(([name, part]) => `${JSON.stringify(name)}:${canonical(part)}`)
  return `{${fields.sort().join()}}`
}

type Random = (below: number) => number
function randomOf(seed: number): Random {
  let state = seed + 1
  return (below) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return Math.floor((state / 2_147_483_648) * below)
  }
}

const names = ['__proto__', 'constructor', 'id', 'set', 'rows', 'fields', 'gone', '', '0', 'a', 'b']
const texts = ['', 'a', '__proto__', 'ß', '"\n']

function randomValue(random: Random, depth: number): unknown {
  const kind = random(depth > 0 ? 8 : 4)
  if (kind === 0) return [null, true, false][random(3)]
  if (kind === 1) return [0, 1, -1.5, Number.NaN][random(4)]
  if (kind < 4) return texts[random(texts.length)]
  if (kind === 4) return Array.from({ length: random(4) }, () => randomValue(random, depth - 1))
  return kind === 5 ? randomFields(random, depth) : randomRows(random, depth)
}

function randomFields(random: Random, depth: number): unknown {
  const fields = Array.from({ length: random(5) }, () => {
    const value = random(8) === 0 ? undefined : randomValue(random, depth - 1)
    return [names[random(names.length)] ?? '', value] as const
  })
  return Object.fromEntries(fields)
}

function randomRows(random: Random, depth: number): unknown {
  const ids = ['__proto__', 'constructor', '', '1', '2', 'r3', 'r4', 'r5', 'r6'].sort(() => random(3) - 1)
  return ids.slice(0, random(ids.length)).map((id) => ({ ...(randomFields(random, depth) as object), id }))
}

/** The value with a change somewhere inside: a row that left or moved, a field that came or went. */
function changed(random: Random, value: unknown): unknown {
  if (!isObject(value) || random(6) === 0) return randomValue(random, 2)
  if (Array.isArray(value)) {
    const [place, to] = [random(value.length), random(value.length + 1)]
    if (random(3) === 0) return value.toSpliced(place, 1)
    if (random(2) === 0) return value.toSpliced(place, 1).toSpliced(to, 0, ...value.slice(place, place + 1))
    return value.map((item, index): unknown => (index === place ? changed(random, item) : item))
  }
  const entries = Object.entries(value)
  const place = random(entries.length)
  return Object.fromEntries(
    entries.flatMap(([name, part], index) => (index !== place ? [[name, part]] : random(3) === 0 ? [] : [[name, changed(random, part)]])),
  )
}
