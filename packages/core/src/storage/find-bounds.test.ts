import { expect, test } from 'vitest'
import type { CalendarDay } from '../base/clock.js'
import type { Bucket, StoreGroup } from '../query/aggregate/canonical-aggregate.js'
import { type AskStore, findBounds } from './find-bounds.js'

type Asked = Parameters<AskStore>[0]
/** A store of days, which notes what it was asked. */
function storeOf(days: readonly CalendarDay[]): { readonly ask: AskStore; readonly asked: Asked[] } {
  const asked: Asked[] = []
  const sorted = [...days].sort()
  const ask: AskStore = async (question) => {
    asked.push(question)
    const bounds = question.by[0]?.bounds as readonly CalendarDay[] | undefined
    if (bounds === undefined) {
      const measures = [sorted.slice(0, 1), sorted.slice(-1)]
      return [{ key: [], count: days.length, measures } as unknown as StoreGroup]
    }
    const numbers = new Set(days.map((day) => bounds.filter((bound) => bound <= day).length))
    return [...numbers].map((number) => ({ key: [number], count: 1, measures: [] }))
  }
  return { ask, asked }
}
const by = (period: Bucket['period']) => ({ property: 'due', kind: 'date', bucket: { period } }) as const

test('[AGG-13] some months are bounds from the first record to the last, each named by its first day', async () => {
  const { ask, asked } = storeOf(['2026-03-15', '2026-01-31'])
  const found = await findBounds(by('month'), ask)
  expect(found).toEqual({
    bounds: ['2026-01-01', '2026-02-01', '2026-03-01', '2026-04-01'],
    days: new Map([
      [1, '2026-01-01'],
      [2, '2026-02-01'],
      [3, '2026-03-01'],
    ]),
  })
  expect(asked).toEqual([
    {
      by: [],
      measures: [
        { measure: 'minimum', property: 'due', kind: 'date' },
        { measure: 'maximum', property: 'due', kind: 'date' },
      ],
    },
  ])
})

test('[AGG-13] without a value there are no bounds, and nothing more is asked', async () => {
  const { ask, asked } = storeOf([])
  expect(await findBounds(by('day'), ask)).toEqual({ bounds: [], days: new Map() })
  expect(await findBounds(by('day'), async () => [])).toEqual({ bounds: [], days: new Map() })
  expect(asked).toHaveLength(1)
})

test('[AGG-13] a store that cannot say exactly gets no bounds', async () => {
  expect(await findBounds(by('day'), async () => undefined)).toBe('too many')
  const { ask } = storeOf(['1990-01-01', '2026-01-01'])
  expect(await findBounds(by('day'), async (asked) => (asked.by.length > 0 ? undefined : ask(asked)))).toBe('too many')
})

test('[AGG-13] two thousand days in a row are bounds at once, and one more makes the store say where they lie', async () => {
  const first = Date.parse('2020-01-01')
  const day = (place: number) => new Date(first + place * 86_400_000).toISOString().slice(0, 10)
  const fits = storeOf([day(0), day(1_999)])
  const found = await findBounds(by('day'), fits.ask)
  expect(found === 'too many' || [found.bounds.length, found.days.size]).toEqual([2_001, 2_000])
  expect(fits.asked).toHaveLength(1)
  const wide = storeOf([day(0), day(2_000)])
  const left = await findBounds(by('day'), wide.ask)
  // Eleven days a part, of which the first and the last have a record.
  expect(left === 'too many' || left.days.size).toBe(11 + (2_001 % 11))
  expect(wide.asked).toHaveLength(2)
  expect(wide.asked[1]).toMatchObject({ by: [{ property: 'due', kind: 'date' }], measures: [] })
  expect(wide.asked[1]?.by[0]?.bounds).toHaveLength(Math.ceil(2_001 / 11) + 1)
})

test('[AGG-13] parts of the calendar without a record are left out, and what lies between two parts is one number', async () => {
  const { ask } = storeOf(['0100-06-01', '2026-06-01'])
  const found = await findBounds(by('month'), ask)
  if (found === 'too many') throw new Error('Bounds were expected.')
  const names = [...found.days.values()]
  expect([names.includes('0100-06-01'), names.includes('2026-06-01'), names.includes('1000-01-01')]).toEqual([true, true, false])
  for (const [number, name] of found.days) expect(found.bounds[number - 1]).toBe(name)
  // Behind each of the two parts there is an end, and no name.
  expect(found.bounds.length).toBe(found.days.size + 2)
  expect([...found.bounds]).toEqual([...found.bounds].sort())
})

test('[AGG-13] days without number that all have records are too many after four rounds', async () => {
  const { ask, asked } = storeOf(['0001-01-01', '9999-12-31'])
  const everywhere: AskStore = async (question) => {
    const bounds = question.by[0]?.bounds
    const groups = await ask(question)
    return bounds === undefined ? groups : bounds.map((_, place) => ({ key: [place + 1], count: 1, measures: [] }))
  }
  expect(await findBounds(by('day'), everywhere)).toBe('too many')
  expect(asked).toHaveLength(5)
})
