import { expect, test } from 'vitest'
import { z } from 'zod'
import { Company, Contact, Deal } from './object-types.js'
import { extendRow, isCalendarDay, rowOf, type Schema, schemas, valueSchemas, windowOf } from './row.js'

const accepts = (schema: Schema, value: unknown) => z.safeParse(schema, value).success
const refused = (make: () => unknown) => {
  try {
    make()
  } catch (error) {
    return (error as { readonly problem: unknown }).problem
  }
  return undefined
}
const because = (message: string) => ({ code: 'input.invalid', message, details: { issues: [{ path: [], message }] } })

test('[SDK-3] a row has properties of one object type, each under its name or missing, and nothing else', () => {
  const row = rowOf(Deal.name, Deal.amount, Deal.closeDate)
  const deal = { id: 'd1', name: 'One', amount: { amount: '-1.5', currency: 'EUR' }, closeDate: null }
  expect(accepts(row, deal)).toBe(true)
  expect(row.properties).toEqual([Deal.name, Deal.amount, Deal.closeDate])
  for (const change of [{ id: 1 }, { name: 1 }, { amount: '1' }, { more: 1 }, { closeDate: undefined }])
    expect(accepts(row, { ...deal, ...change }), JSON.stringify(change)).toBe(false)
  expect(refused(() => rowOf(Company.name, Contact.name))).toEqual(because('A row is of one object type; these are of company, contact.'))
  expect(refused(() => rowOf())).toEqual(because('A row is of one object type; these are of none.'))
})

test('[SDK-3] a row is extended by fields of its provider; no other schema is', () => {
  const row = extendRow(rowOf(Company.name), { note: z.string() })
  expect(accepts(row, { id: 'c1', name: null, note: 'n' })).toBe(true)
  expect(accepts(row, { id: 'c1', name: null })).toBe(false)
  expect(refused(() => extendRow(z.array(z.string()) as never, {}))).toEqual(
    because('Only a row made by `rowOf` or `extendRow` can be extended.'),
  )
})

test('[SDK-3] a window has rows and their number, and may say where it goes on and how it is kept right', () => {
  const window = windowOf(rowOf(Company.name))
  const rows = [{ id: 'c1', name: 'Ada' }]
  expect(accepts(window, { rows, total: 0 })).toBe(true)
  for (const mode of ['indexed', 'checked', 'asked']) expect(accepts(window, { rows, total: 1, next: 'c', mode })).toBe(true)
  for (const change of [{ total: -1 }, { total: 1.5 }, { next: 1 }, { mode: 'other' }, { more: 1 }, { rows: [{ id: 'c1' }] }])
    expect(accepts(window, { rows, total: 1, ...change }), JSON.stringify(change)).toBe(false)
})

test('[FLT-3] values are of their kind: days exist, amounts are decimal text, and currencies have three letters', () => {
  const all = (kind: keyof typeof valueSchemas, ...values: readonly unknown[]) => values.map((value) => accepts(valueSchemas[kind], value))
  expect(all('date', '2028-02-29', '2026-02-29', '2026-2-1', '2026-13-01', '2026-01-01T00:00')).toEqual([true, false, false, false, false])
  const money = (amount: string, currency = 'EUR') => ({ amount, currency })
  expect(all('money', money('0'), money('-12.50'), money('1', 'USD'))).toEqual([true, true, true])
  const wrong = [money('1.'), money('.5'), money('1,5'), money('1e3'), money(''), money('1', 'eur'), money('1', 'EURO'), { amount: '1' }]
  expect(all('money', ...wrong, { ...money('1'), more: 1 })).toEqual([...wrong, 1].map(() => false))
  expect(all('datetime', 5, 5.5, '5')).toEqual([true, false, false])
  expect(all('number', 5.5, '5')).toEqual([true, false])
  expect(all('multi_enumeration', ['a'], 'a', [1])).toEqual([true, false, false])
  expect(all('boolean', true, 'true')).toEqual([true, false])
  for (const kind of ['string', 'text', 'enumeration', 'user'] as const) expect(all(kind, 'a', 1)).toEqual([true, false])
  expect(all('json', { a: [1, null] }, undefined)).toEqual([true, false])
})

test('[SDK-3] ids are not empty, and progress lies from 0 to 1', () => {
  expect([schemas.recordId, schemas.userId].map((schema) => [accepts(schema, 'a'), accepts(schema, '')])).toEqual([
    [true, false],
    [true, false],
  ])
  expect([0, 1, -0.01, 1.01].map((value) => accepts(schemas.progress, value))).toEqual([true, true, false, false])
  expect(['2026-12-31', '2026-02-30', 'soon'].map(isCalendarDay)).toEqual([true, false, false])
})

test('[SDK-3] an enumeration takes its options alone, where it has some', () => {
  const stage = { ...Deal.stage, options: ['a', 'b'] } as typeof Deal.stage
  expect(['a', 'c'].map((value) => accepts(rowOf(stage), { id: 'd1', stage: value }))).toEqual([true, false])
})
