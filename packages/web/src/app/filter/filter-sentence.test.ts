import type { FilterData } from '@tenure/core/contract'
import { filterOperators } from '@tenure/core/query'
import { describe, expect, test } from 'vitest'
import { filterEditor as de } from '../../words/de/filter-editor.js'
import { filterEditor as en } from '../../words/en/filter-editor.js'
import { loadWords } from '../../words/words.js'
import { createFormats } from '../format/formats.js'
import type { Reading } from '../format/use-formats.js'
import { type Fields, fieldOf, isWhole, operatorOf, operatorsFor, partsOfShape, withOperator } from './filter-fields.js'
import { sentenceOf, textOfSaid } from './filter-sentence.js'
import { newCondition, toFilter, toTree, withPart } from './filter-tree.js'
import { meantText, operandText, periodDays, valueTexts } from './filter-values.js'

const operators = filterOperators as unknown as Fields['operators']
const property = (type: string, name: string, label: string, kind: string, options: readonly string[] = []) => ({
  ...{ path: `${type}.${name}`, label, kind },
  ...(type === 'customer' && { alias: `company.${name}` }),
  ...(options.length > 0 && { options: options.map((value) => ({ value, label: value.charAt(0).toUpperCase() + value.slice(1) })) }),
})
const customer: Fields = {
  ...{ objectType: 'company', label: 'Company', plural: 'Companies', operators },
  properties: [
    property('customer', 'name', 'Name', 'string'),
    property('customer', 'healthStatus', 'Health status', 'enumeration', ['at risk', 'neutral']),
    property('customer', 'renewalDate', 'Renewal date', 'date'),
    property('customer', 'lastActivityAt', 'Last activity date', 'datetime'),
    property('customer', 'arr', 'ARR', 'money'),
    property('customer', 'csm', 'CSM', 'user'),
    property('customer', 'score', 'Score', 'number'),
    property('customer', 'tags', 'Tags', 'multi_enumeration', ['a', 'b']),
  ],
  links: [
    { path: 'customer.tickets', alias: 'company.tickets', label: 'Tickets', to: 'ticket', one: 'Ticket', plural: 'Tickets' },
    { path: 'customer.children', alias: 'company.children', label: 'Children', to: 'company', one: 'Company', plural: 'Companies' },
  ],
}
const ticket: Fields = {
  ...{ objectType: 'ticket', label: 'Ticket', plural: 'Tickets', operators, links: [] },
  properties: [
    property('ticket', 'priority', 'Priority', 'enumeration', ['urgent', 'low']),
    property('ticket', 'subject', 'Subject', 'string'),
  ],
}
const fieldsOf = (type: string) => ({ customer, ticket })[type]

async function tellingIn(language: 'en' | 'de') {
  const { format } = await loadWords(language)
  const formats = createFormats({ locale: language === 'de' ? 'de-DE' : 'en-GB', timeZone: 'Europe/Lisbon', today: '2026-11-17' }, format)
  const reading: Reading = {
    formats,
    currency: 'EUR',
    me: 'u1',
    nameOf: (user) => `User ${user}`,
    words: format,
    translate: (text) => text,
  }
  return { words: language === 'de' ? de : en, reading, fieldsOf }
}
async function say(filter: FilterData | undefined, language: 'en' | 'de' = 'en'): Promise<string> {
  const things = language === 'de' ? (['Kunden', 'Kunden'] as const) : (['Customers', 'customers'] as const)
  return textOfSaid(sentenceOf(toTree(filter), 'customer', things, await tellingIn(language)))
}

const at = (name: string) => `customer.${name}`
const whole: FilterData = {
  test: 'all',
  filters: [
    { test: 'any-of', property: at('healthStatus'), values: ['at risk', 'neutral'] },
    { test: 'in-next', property: at('renewalDate'), span: { days: 90 } },
    {
      test: 'any',
      filters: [
        {
          test: 'some',
          link: 'company.tickets',
          filter: {
            test: 'all',
            filters: [
              { test: 'any-of', property: 'ticket.priority', values: ['urgent'] },
              { test: 'contains', property: 'ticket.subject', text: 'down' },
            ],
          },
        },
        { test: 'before-last', property: at('lastActivityAt'), span: { days: 30 } },
      ],
    },
    { test: 'not', filter: { test: 'is', property: at('csm'), value: { operand: 'me' } } },
  ],
}

test('[VIEW-7] a filter is one sentence in words', async () => {
  expect(await say(whole)).toBe(
    'Customers where health status is any of At risk or Neutral, and renewal date is in the next 90 days, and either has a ticket where (priority is any of Urgent, and subject contains down) or last activity date is more than 30 days ago, and it is not true that CSM is me.',
  )
  expect(await say(undefined)).toBe('All customers.')
  expect(await say({ test: 'any', filters: [] })).toBe('Customers where nothing, as no condition would do.')
})

test('[VIEW-7] [SDK-17] the sentence is German where the page is', async () => {
  expect(await say(whole, 'de')).toBe(
    'Kunden, für die gilt: Health status ist eines von At risk oder Neutral, und Renewal date liegt innerhalb der nächsten 90 Tage, und entweder hat verknüpft: Ticket, für die gilt: (Priority ist eines von Urgent, und Subject enthält down) oder Last activity date liegt länger zurück als 30 Tage, und nicht: CSM bin ich.',
  )
  expect(await say({ test: 'all', filters: [] }, 'de')).toBe('Alle Kunden.')
})

test.each<[FilterData, string]>([
  [{ test: 'count', link: at('tickets'), is: 'at-least', than: 3 }, 'number of tickets is at least 3'],
  [{ test: 'none', link: at('children'), label: 'main' }, 'has no company (Children) labelled main'],
  [{ test: 'between', property: at('score'), from: 1, to: 2.5 }, 'score is between 1 and 2.5'],
  [{ test: 'at-least', property: at('arr'), value: { amount: '1500', currency: 'EUR' } }, 'ARR is at least €1,500'],
  [
    { test: 'changed-in-last', property: at('healthStatus'), span: { days: 100_000 }, to: 'at risk' },
    'health status has ever been At risk',
  ],
  [{ test: 'changed-in-last', property: at('csm'), span: { days: 1 }, to: 'u2' }, 'CSM changed in the last 1 day to User u2'],
  [{ test: 'not-changed-in-last', property: at('csm'), span: { days: 7 } }, 'CSM did not change in the last 7 days'],
  [{ test: 'in-period', property: at('renewalDate'), period: 'quarter', shift: 1 }, 'renewal date is in next quarter'],
  [{ test: 'before', property: at('renewalDate'), value: { operand: 'today' } }, 'renewal date is before Today'],
  [{ test: 'before-property', property: at('renewalDate'), other: 'company.lastActivityAt' }, 'renewal date is before Last activity date'],
  [{ test: 'contains-all', property: at('tags'), values: ['a', 'b'] }, 'tags contains all of A, B'],
  [{ test: 'id-of', type: 'customer', ids: ['c1', 'c2'] }, 'is one of 2 chosen records'],
  [{ test: 'is', property: 'customer.secret', value: 'x' }, 'A property that you may not see, or that is gone'],
  [
    {
      test: 'not',
      filter: {
        test: 'any',
        filters: [
          { test: 'is-known', property: at('arr') },
          { test: 'is-unknown', property: at('csm') },
        ],
      },
    },
    'it is not true that (ARR is known or CSM is unknown)',
  ],
])('[VIEW-7] %j in words', async (filter, text) => {
  expect(await say({ test: 'all', filters: [filter] })).toBe(`Customers where ${text}.`)
})

test('[VIEW-7] what is unfinished is not said', async () => {
  const root = toTree(whole)
  const draft = withPart(root, root.key, newCondition({ test: 'is', property: at('name') }, true))
  expect(textOfSaid(sentenceOf(draft, 'customer', ['Customers', 'customers'], await tellingIn('en')))).toBe(await say(whole))
})

test('[VIEW-9] a relative test says the day that it means in the zone of the user', async () => {
  const telling = await tellingIn('en')
  const meant = (filter: object, name: string) => {
    const operator = operators.find((one) => one.operator === name)
    return operator && meantText({ test: '', property: '', ...filter }, operator, telling)
  }
  expect(meant({ span: { days: 90 } }, 'in-next')).toBe('to 15 Feb 2027')
  expect(meant({ span: { days: 30 } }, 'before-last')).toBe('before 18 Oct 2026')
  expect(meant({ span: { days: 30 } }, 'changed')).toBe('since 18 Oct 2026')
  expect(meant({ span: { days: 1 } }, 'after-next')).toBe('after 18 Nov 2026')
  expect(meant({ period: 'month', shift: -1 }, 'in-previous')).toBe('1 Oct 2026 – 31 Oct 2026')
  expect(meant({ period: 'day', shift: 1 }, 'in-following')).toBe('18 Nov 2026')
  expect(meant({ value: 'x' }, 'is')).toBe(undefined)
  expect(periodDays('2026-11-22', 'week', 0)).toEqual(['2026-11-16', '2026-11-22'])
  expect(periodDays('2026-01-31', 'quarter', -1)).toEqual(['2025-10-01', '2025-12-31'])
  expect(periodDays('2028-02-01', 'month', 0)).toEqual(['2028-02-01', '2028-02-29'])
  expect(periodDays('2026-12-31', 'year', 1)).toEqual(['2027-01-01', '2027-12-31'])
})

describe('operators of a property', () => {
  const of = (name: string) => fieldOf(customer, at(name)) ?? customer.properties[0]
  const data = (test: string, more: object = {}) => ({ test, property: at('csm'), ...more })
  const choose = (from: ReturnType<typeof data>, name: string) =>
    withOperator(from, operators.find((one) => one.operator === name) as Fields['operators'][number])

  test('[VIEW-7] a property is found by its role and by its object type, and each kind is offered what it has', () => {
    expect(fieldOf(customer, 'company.csm')).toBe(fieldOf(customer, 'customer.csm'))
    expect(operatorsFor(customer, 'boolean').map(({ operator }) => operator)).toEqual(
      expect.arrayContaining(['is-true', 'is-false', 'is-known']),
    )
    expect(operatorsFor(customer, 'json').map(({ operator }) => operator)).toEqual(['is-known', 'is-unknown'])
    expect(of('csm')?.kind).toBe('user')
    const asType: Fields = { ...customer, properties: [property('company', 'csm', 'CSM', 'user')] }
    expect(fieldOf(asType, 'customer.csm')?.path).toBe('company.csm')
    expect([fieldOf(asType, 'ticket.csm'), fieldOf(customer, 'revenue.csm'), fieldOf(undefined, 'customer.csm')]).toEqual([
      undefined,
      undefined,
      undefined,
    ])
  })

  test('[VIEW-7] a test is read as the operator that says it', () => {
    const read = (test: string, more: object = {}) => operatorOf(customer, { data: data(test, more) })?.operator
    expect(read('is', { value: { operand: 'me' } })).toBe('is-me')
    expect(read('is', { value: 'u1' })).toBe('is')
    expect(read('in-period', { period: 'week', shift: -1 })).toBe('in-previous')
    expect(read('changed-in-last', { span: { days: 30 } })).toBe('changed')
    expect(read('changed-in-last', { span: { days: 30 }, to: 'u1' })).toBe('changed-to')
    expect(read('changed-in-last', { span: { days: 100_000 }, to: 'u1' })).toBe('has-ever-been')
    expect(read('not-changed-in-last', { span: { days: 100_000 }, to: 'u1' })).toBe('has-never-been')
    expect(read('unheard')).toBe(undefined)
  })

  test('[VIEW-7] another operator keeps what still fits, and is unfinished where something is missing', () => {
    expect(choose(data('is', { value: 'u1', missing: true }), 'any-of')).toMatchObject({
      data: data('any-of', { values: ['u1'], missing: true }),
      isDraft: false,
    })
    expect(choose(data('any-of', { values: ['u1', 'u2'] }), 'is').data).toEqual(data('is', { value: 'u1' }))
    expect(choose(data('is', { value: 'u1', missing: true }), 'has-ever-been')).toMatchObject({
      data: data('changed-in-last', { to: 'u1', span: { days: 100_000 } }),
      isDraft: false,
    })
    expect(choose(data('changed-in-last', { to: 'u1', span: { days: 100_000 } }), 'changed').data).toEqual(
      data('changed-in-last', { span: { days: 30 } }),
    )
    expect(choose(data('is-known'), 'is')).toMatchObject({ data: data('is'), isDraft: true })
    expect(choose(data('is-known'), 'is-me')).toMatchObject({ isDraft: false })
  })

  test('[VIEW-7] every operator has words in every language, parts to give, and a text for what was given', async () => {
    const telling = await tellingIn('en')
    const parts = { value: 'a', values: ['a'], text: 'a', from: 1, to: 'a', span: { days: 2 }, period: 'week', other: at('renewalDate') }
    for (const operator of operators) {
      for (const words of [en, de]) expect(words.operators[operator.operator].label, operator.operator).not.toBe('')
      const given = {
        ...data(operator.test),
        ...operator.fixed,
        ...Object.fromEntries(partsOfShape[operator.shape].map((part) => [part, parts[part as 'value']])),
      }
      expect(isWhole(given, operator), operator.operator).toBe(true)
      const texts = valueTexts(given, operator, of('name') as (typeof customer.properties)[number], customer, telling)
      expect(texts.length, operator.operator).toBe(partsOfShape[operator.shape].length)
      expect(toFilter(toTree(given as unknown as FilterData))).toEqual(given)
    }
    expect(operandText(['a', 'b'], { kind: 'multi_enumeration' }, telling)).toBe('a, b')
    expect(operandText(300_000, { kind: 'number', path: 'call.durationMs' }, telling)).toBe('5 min')
    const hours = (count: number) => operandText(count * 3_600_000, { kind: 'number', path: 'call.durationMs' }, telling)
    expect([hours(47), hours(48), hours(50.5), hours(96)]).toEqual(['47 h', '2 d', '2 d 2 h 30 min', '4 d'])
  })
})
