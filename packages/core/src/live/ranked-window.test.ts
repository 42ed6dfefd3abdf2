import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Image } from '../query/canonical.js'
import { append, createWindow, enter, isBeyond, lacksRows, leave, type RankedWindow, replace, shownPlaces, trim } from './ranked-window.js'

const numberOf = ({ values }: Pick<Image, 'values'>): number => Number(values['n'])
const compare = (a: Image, b: Image): number => numberOf(a) - numberOf(b) || (a.id < b.id ? -1 : 1)
// Ten numbers share a lead, so that rows are looked at too.
const leadOf = (values: Image['values']): number => Math.floor(Number(values['n']) / 10)
const row = (id: number, n: number): Image => ({ id: String(id).padStart(5, '0'), values: { n } })

/** A window over these rows, as a query fills it; the items are the ids. */
function fill(all: readonly Image[], { from, size, slack }: Pick<RankedWindow<string>, 'from' | 'size' | 'slack'>): RankedWindow<string> {
  const window = createWindow<string>({ from, size, slack, compare, leadOf })
  const base = Math.min(from, all.length)
  for (const each of all.slice(base, from + size + slack)) append(window, each, each.id)
  return Object.assign(window, { base, total: all.length, lost: false })
}
function holds(window: RankedWindow<string>, all: readonly Image[]): void {
  expect(window.total).toBe(all.length)
  expect(window.rows.map(({ id }) => id)).toEqual(all.slice(window.base, window.base + window.rows.length).map(({ id }) => id))
  expect(window.leads).toEqual(window.rows.map(({ values }) => leadOf(values)))
  expect(window.items).toEqual(window.rows.map(({ id }) => id))
  if (lacksRows(window)) return
  const shown = window.rows.slice(...shownPlaces(window))
  expect(shown.map(({ id }) => id)).toEqual(all.slice(window.from, window.from + window.size).map(({ id }) => id))
}
const shape = fc.constantFrom(
  { from: 0, size: 3, slack: 2 },
  { from: 4, size: 3, slack: 2 },
  { from: 0, size: 600, slack: 300 },
  { from: 300, size: 500, slack: 100 },
)
const step = fc.record({ enters: fc.boolean(), at: fc.nat(10_000), n: fc.nat(2_000) })

test('[LIVE-7] [LIVE-8] a window holds a stretch of the ordered rows, however long it is, whatever comes and goes', () => {
  const seed = Date.now() & 0x7fffffff
  console.info(`seed ${seed}`)
  fc.assert(
    fc.property(shape, fc.nat(1_200), fc.array(step, { minLength: 10, maxLength: 40 }), (of, count, steps) => {
      const all = Array.from({ length: count }, (_, id) => row(id, (id * 7_919) % 2_000)).sort(compare)
      let window = fill(all, of)
      for (const [place, { enters, at, n }] of steps.entries()) {
        if (enters || all.length === 0) {
          const next = row(count + place, n)
          const beyond = isBeyond(window, next)
          const held = enter(window, next)
          all.splice(all.filter((each) => compare(each, next) < 0).length, 0, next)
          if (held >= 0) window.items[held] = next.id
          if (beyond && window.base + window.rows.length < all.length - 1) expect(held).toBe(-1)
        } else {
          const [gone] = all.splice(at % all.length, 1) as [Image]
          const isHeld = window.rows.some(({ id }) => id === gone.id)
          expect(leave(window, gone)).toBe(isHeld ? gone.id : undefined)
        }
        for (let last = window.rows.at(-1)?.id, over = trim(window); over !== undefined; over = trim(window)) {
          expect(over).toBe(last)
          last = window.rows.at(-1)?.id
        }
        holds(window, all)
        if (lacksRows(window)) window = fill(all, of)
      }
    }),
    { seed, numRuns: 100 },
  )
})

test('a row that gets other values in its place stays there; one that is not held does not come in', () => {
  const all = Array.from({ length: 700 }, (_, id) => row(id, id))
  const window = fill(all, { from: 100, size: 400, slack: 100 })
  const other = { ...row(300, 300), values: { n: 300, name: 'new' } }
  expect(replace(window, other)).toBe('00300')
  expect(window.rows[200]).toBe(other)
  expect(window.edits).toBe(1)
  expect(replace(window, row(550, 550))).toBe('00550')
  expect(window.edits).toBe(1)
  expect([replace(window, row(50, 50)), replace(window, row(650, 650)), replace(window, row(701, 300))]).toEqual([
    undefined,
    undefined,
    undefined,
  ])
})

test('[LIVE-6] what changes beyond the shown rows is no edit of the window, and what moves them is one', () => {
  const all = Array.from({ length: 20 }, (_, id) => row(id, id * 10))
  const edits = (act: (window: RankedWindow<string>) => unknown) => {
    const window = fill(all, { from: 5, size: 5, slack: 5 })
    act(window)
    return window.edits
  }
  expect(edits((window) => enter(window, row(30, 1)))).toBe(1)
  expect(edits((window) => enter(window, row(30, 85)))).toBe(1)
  expect(edits((window) => enter(window, row(30, 95)))).toBe(0)
  expect(edits((window) => leave(window, row(9, 90)))).toBe(1)
  expect(edits((window) => leave(window, row(10, 100)))).toBe(0)
  expect(edits((window) => leave(window, row(1, 10)))).toBe(1)
})
