import { expect, test } from 'vitest'
import { late } from '../../words/en/late.js'
import { readForm } from './form-values.js'

const fields = [
  { field: 'title', kind: 'text', required: true },
  { field: 'body', kind: 'long-text', required: false },
  { field: 'seats', kind: 'integer', required: false },
  { field: 'share', kind: 'number', required: false },
  { field: 'due', kind: 'day', required: false },
  { field: 'urgent', kind: 'boolean', required: true },
  { field: 'stage', kind: 'choice', required: true, choices: ['a', 'b'] },
] as const
const own = [
  { field: 'credit', kind: 'money', required: false, emptyIsNull: true },
  { field: 'at', kind: 'moment', required: false },
  { field: 'owner', kind: 'user', required: true },
] as const
const env = { locale: 'en-GB', today: '2026-11-25', timeZone: 'Europe/Berlin', currency: 'EUR', currencies: ['EUR', 'CHF'] }

const dataOf = (given: Readonly<Record<string, string>>) => {
  const data = new FormData()
  for (const [name, text] of Object.entries(given)) data.set(name, text)
  return data
}
const read = (given: Readonly<Record<string, string>>, locale = 'en-GB') =>
  readForm(fields, dataOf(given), { ...env, locale }, late.field.fault)

test('[REC-1] a form is read as the locale writes it, and empty inputs are left out', () => {
  const typed = { title: ' a ', body: 'x\ny', seats: '1.200', share: '0,5', due: '15.12.', urgent: 'on', stage: 'b' }
  const values = { title: ' a ', body: 'x\ny', seats: 1200, share: 0.5, due: '2026-12-15', urgent: true, stage: 'b' }
  expect(read(typed, 'de-DE')).toEqual({ values })
  expect(read({ title: 'a', body: '', seats: ' ', stage: 'a' })).toEqual({ values: { title: 'a', urgent: false, stage: 'a' } })
})

test('[REC-1] one bad field refuses the form, and every bad one is named', () => {
  const { errors = new Map() } = read({ seats: '1.5', share: '12k', due: '31/02/2026' })
  expect([...errors]).toEqual([
    ['title', 'A value is needed here.'],
    ['seats', 'A whole number.'],
    ['share', 'A number, such as 1,234.5.'],
    ['due', 'A day, such as 25 Nov 2026.'],
    ['stage', 'A value is needed here.'],
  ])
})

test('[REC-1] an amount has the currency that was chosen, a moment is one of the zone, and what may be null is', () => {
  const readOwn = (given: Readonly<Record<string, string>>) => readForm(own, dataOf(given), env, late.field.fault)
  expect(readOwn({ credit: '1,200.50', 'credit currency': 'CHF', at: '1 Dec 2026 09:30', owner: 'anna' })).toEqual({
    values: { credit: { amount: '1200.50', currency: 'CHF' }, at: Date.parse('2026-12-01T08:30:00Z'), owner: 'anna' },
  })
  expect(readOwn({ credit: '€5', owner: 'anna' })).toEqual({ values: { credit: { amount: '5', currency: 'EUR' }, owner: 'anna' } })
  expect(readOwn({ credit: '', owner: 'anna' })).toEqual({ values: { credit: null, owner: 'anna' } })
  expect(readOwn({ credit: 'much', at: 'soon' }).errors?.size).toBe(3)
})
