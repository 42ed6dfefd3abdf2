import { expect, test } from 'vitest'
import type { TextEnv } from '../field/value-text.js'
import { currencyName, currencyOf, firstText, type NewField, type NewRecord, readForm } from './read-form.js'

const env: TextEnv = { locale: 'de-DE', timeZone: 'Europe/Berlin', today: '2026-11-25', currency: '', currencies: [] }
const field = (name: string, kind: string, more: Partial<NewField> = {}): NewField => ({
  name,
  label: name,
  kind,
  required: false,
  ...more,
})
const company: NewRecord = {
  type: 'company',
  typeLabel: 'Company',
  fields: [
    field('name', 'string', { required: true }),
    field('renewalDate', 'date'),
    field('arr', 'money'),
    field('csm', 'user', { initial: 'anna' }),
  ],
}
const call: NewRecord = {
  type: 'call',
  typeLabel: 'Call',
  text: 'body',
  fields: [
    field('title', 'string'),
    field('outcome', 'string'),
    field('durationMs', 'number'),
    field('at', 'datetime', { now: true }),
    field('body', 'text'),
  ],
}

test('[REC-1] an amount is of the currency that was chosen, else of its property, else of the account; its own text says more', () => {
  const inEuro = { ...env, currency: 'EUR', currencies: ['EUR', 'CHF', 'USD'] }
  const arr = field('arr', 'money')
  const read = (texts: Readonly<Record<string, string>>) => {
    const form = readForm(company, { name: 'Halden', ...texts }, inEuro)
    return form.ok ? form.values['arr'] : [...form.faults]
  }
  expect(read({ arr: '12' })).toEqual({ amount: '12', currency: 'EUR' })
  expect(read({ arr: '12', [currencyName(arr)]: 'CHF' })).toEqual({ amount: '12', currency: 'CHF' })
  expect(read({ arr: '12 USD', [currencyName(arr)]: 'CHF' })).toEqual({ amount: '12', currency: 'USD' })
  expect(currencyOf(field('arr', 'money', { currency: 'NOK' }), {}, inEuro)).toBe('NOK')
  expect(readForm(company, { name: 'Halden', arr: '12' }, env)).toMatchObject({ ok: false, faults: new Map([['arr', 'currency']]) })
})

test('[REC-1] a form is read as the locale writes its values, and what is empty is left out', () => {
  const texts = { name: ' Halden ', renewalDate: '15.12.2026', arr: '1.200,50 EUR', csm: 'anna' }
  const values = { name: 'Halden', renewalDate: '2026-12-15', arr: { amount: '1200.50', currency: 'EUR' }, csm: 'anna' }
  expect(readForm(company, texts, env)).toEqual({ ok: true, values })
  expect(readForm(company, { name: 'Halden' }, env)).toEqual({ ok: true, values: { name: 'Halden' } })
})

test('[REC-1] every field that is wrong is named at once', () => {
  const read = readForm(company, { name: '', renewalDate: '31.02.2026', arr: '12x' }, env)
  expect(read.ok ? [] : [...read.faults]).toEqual([
    ['name', 'required'],
    ['renewalDate', 'day'],
    ['arr', 'money'],
  ])
})

test('[REC-8] an activity without a title is called by the first line of its text, and its length is given in minutes', () => {
  const read = readForm(
    call,
    { body: '<p> </p><p>Marit asked for <b>terms</b></p><p>More</p>', durationMs: '12', at: '25.11.2026, 14:30' },
    env,
  )
  expect(read).toMatchObject({
    ok: true,
    values: { title: 'Marit asked for terms', durationMs: 720_000, at: Date.parse('2026-11-25T13:30:00Z') },
  })
  const long = readForm(call, { body: `${'word '.repeat(30)}end` }, env)
  const title = long.ok ? String(long.values['title']) : ''
  expect([title.length <= 81, title.endsWith('word…')]).toEqual([true, true])
  expect(readForm(call, { outcome: 'No answer' }, env)).toMatchObject({ ok: true, values: { title: 'Call' } })
})

test('[REC-8] an activity in which nothing was written is not recorded', () => {
  expect(readForm(call, { at: '25.11.2026, 14:30' }, env)).toMatchObject({ ok: false, isEmpty: true })
})

test('[REC-1] a form begins with what is filled in at first', () => {
  const now = Date.parse('2026-11-25T13:30:00Z')
  expect([...company.fields, ...call.fields].map((one) => firstText(one, env, now)).filter((text) => text !== '')).toEqual([
    'anna',
    '25. Nov. 2026, 14:30',
  ])
})
