import { expect, test } from 'vitest'
import { builtInTypes } from '../schema/built-in-definitions.js'
import type { ObjectTypeDefinition } from '../schema/definition.js'
import type { Value, Values } from '../schema/value.js'
import { canonicalValues, changedValues, validateValues } from './validate.js'

const typed = (name: string) => builtInTypes.find((type) => type.name === name) as ObjectTypeDefinition
const [company, deal] = [typed('company'), typed('deal')]
const euros = (amount: string): Value => ({ amount, currency: 'EUR' })

test('an amount is kept with the digits that it needs, and its sign where it is not nothing', () => {
  const kept = (amount: string) => (canonicalValues(deal, { amount: euros(amount) })['amount'] as { readonly amount: string }).amount
  const given = ['7', '7.00', '007.50', '0.10', '0', '-0', '-0.00', '-007.50', '100', '1000.001', '00', '000.5']
  expect(given.map(kept)).toEqual(['7', '7', '7.5', '0.1', '0', '0', '0', '-7.5', '100', '1000.001', '0', '0.5'])
  expect(['1,000', 'many', '', '1.', '.5', '--1'].map(kept)).toEqual(['1,000', 'many', '', '1.', '.5', '--1'])
  expect(canonicalValues(deal, { amount: euros('1.0') })).toEqual({ amount: euros('1') })
})

test('values of other kinds are kept as they are, but for sets in their order and a zero without a sign', () => {
  const type: ObjectTypeDefinition = {
    ...company,
    properties: [
      { name: 'tags', label: 'Tags', kind: 'multi_enumeration' },
      { name: 'size', label: 'Size', kind: 'number' },
    ],
  }
  expect(canonicalValues(type, { tags: ['b', 'a', 'b'], size: -0, name: 'b', other: ['b', 'a'] })).toEqual({
    tags: ['a', 'b'],
    size: 0,
    name: 'b',
    other: ['b', 'a'],
  })
  expect(Object.is(canonicalValues(type, { size: -0 })['size'], 0)).toBe(true)
  expect(canonicalValues(type, { tags: [], size: -1.5 })).toEqual({ tags: null, size: -1.5 })
  expect(canonicalValues(type, { tags: 'a' })).toEqual({ tags: 'a' })
})

test('what is given again is no change, in whatever form', () => {
  const before = { name: 'Northwind', city: 'Graz' }
  expect(changedValues(company, { name: 'Northwind', city: 'Rome', phone: null, domain: 'a.example' }, before)).toEqual({
    city: 'Rome',
    domain: 'a.example',
  })
  expect(changedValues(company, { city: null }, before)).toEqual({ city: null })
})

test('what does not fit the type is named with the property and what it takes', () => {
  const problems = (values: Values, before: Values = {}) =>
    validateValues(company, values, { before }).map(({ path, message }) => [path[0], message])
  expect(problems({ name: 'Northwind', city: null })).toEqual([])
  expect(problems({ nme: 'Northwind' })).toEqual([['nme', 'Company has no property nme.']])
  const hidden = validateValues(company, { name: 5, city: 'Graz' }, { before: {}, isReadable: (name) => name !== 'name' })
  expect(hidden).toEqual([{ path: ['name'], message: 'Company has no property name.' }])
  expect(problems({ createdAt: 1 })).toEqual([['createdAt', expect.stringMatching(/is kept by the workspace and cannot be written\.$/)]])
  expect(problems({ name: 5, city: 6 })).toHaveLength(2)
})

test('a stage is one of the pipeline, the one of the record where none is given', () => {
  const [pipeline] = deal.pipelines ?? []
  const [first] = pipeline?.stages ?? []
  const paths = (values: Values, before: Values = {}) => validateValues(deal, values, { before }).map(({ path }) => path[0])
  const good = { pipeline: pipeline?.value ?? '', stage: first?.value ?? '' }
  expect(paths(good)).toEqual([])
  expect(paths({ stage: good.stage }, { pipeline: good.pipeline })).toEqual([])
  expect(paths({ ...good, pipeline: 'missing' })).toEqual(['pipeline'])
  expect(paths({ ...good, stage: 'missing' })).toEqual(['stage'])
  expect(paths({ stage: 'missing' }, good)).toEqual(['stage'])
})

const typeOf = (properties: ObjectTypeDefinition['properties'], more: Partial<ObjectTypeDefinition> = {}): ObjectTypeDefinition => ({
  ...{ ...company, label: 'Thing', properties },
  ...more,
})
const messages = (type: ObjectTypeDefinition, values: Values, before: Values = {}) =>
  validateValues(type, values, { before }).map(({ path, message }) => `${path.join('.')}: ${message}`)

test('[WSP-5] a value of another kind is refused with what its property takes', () => {
  const takes = {
    string: 'text',
    text: 'text',
    number: 'a number',
    money: 'an amount as decimal text with a currency',
    boolean: 'true or false',
    date: 'a day, YYYY-MM-DD',
    datetime: 'an instant in milliseconds',
    enumeration: 'one of its options',
    multi_enumeration: 'a list of its options',
    user: 'the id of a user',
  } as const
  for (const [kind, what] of Object.entries(takes) as [keyof typeof takes, string][]) {
    const type = typeOf([{ name: 'it', label: 'It', kind }])
    const [message = ''] = messages(type, { it: { other: 1 } as unknown as Value })
    expect(message.startsWith(`it: It takes ${what}. `), kind).toBe(true)
    expect(message).toMatch(/\S$/)
    expect(messages(type, { it: null })).toEqual([])
  }
})

test('[WSP-5] options are those of the property, each of a list; without options any text is one', () => {
  const options = ['new', 'old'].map((value) => ({ value, label: value }))
  const type = typeOf([
    { name: 'state', label: 'State', kind: 'enumeration', options },
    { name: 'tags', label: 'Tags', kind: 'multi_enumeration', options },
    { name: 'free', label: 'Free', kind: 'enumeration' },
    { name: 'word', label: 'Word', kind: 'string', options },
  ])
  expect(messages(type, { state: 'new', tags: ['new', 'old'], free: 'else', word: 'else' })).toEqual([])
  expect(messages(type, { state: 'else', tags: ['old', 'else', 'more'] })).toEqual([
    'state: State has no option else. It takes new, old.',
    'tags: Tags has no option else. It takes new, old.',
  ])
})

test('[WSP-5] a value on a scale is refused outside of it, also where only what it is measured by changes', () => {
  const number = (name: string) => ({ name, label: name.toUpperCase(), kind: 'number' }) as const
  const scales = [
    { property: 'nps', from: 0, to: 10 },
    { property: 'points', from: 1, to: 5, where: { property: 'of', value: 'stars' } },
  ]
  const type = typeOf([number('nps'), number('points'), { name: 'of', label: 'Of', kind: 'string' }], { scales })
  expect([0, 10].flatMap((nps) => messages(type, { nps }))).toEqual([])
  expect([-1, 11].flatMap((nps) => messages(type, { nps }))).toEqual(['nps: NPS is from 0 to 10.', 'nps: NPS is from 0 to 10.'])
  expect(messages(type, { of: 'else' }, { nps: 11 })).toEqual([])
  expect(messages(type, { points: 6 }, { of: 'else' })).toEqual([])
  expect(messages(type, { points: 6 }, { of: 'stars' })).toEqual(['points: POINTS is from 1 to 5.'])
  expect(messages(type, { of: 'stars' }, { points: 6 })).toEqual(['points: POINTS is from 1 to 5.'])
  expect(messages(type, { points: null }, { of: 'stars', points: 6 })).toEqual([])
})

test('[WSP-5] a pipeline or a stage that does not exist is refused with those that do', () => {
  const stage = (value: string) => ({ value, label: value })
  const pipelines = [
    { value: 'sales', label: 'Sales', stages: [stage('new'), stage('won')] },
    { value: 'more', label: 'More', stages: [stage('again')] },
  ]
  const text = (name: string) => ({ name, label: name, kind: 'string' }) as const
  const type = typeOf([text('pipeline'), text('stage'), text('name')], { pipelines } as unknown as Partial<ObjectTypeDefinition>)
  expect(messages(type, { pipeline: 'none', stage: 'new' })).toEqual(['pipeline: Thing has no pipeline none. It takes sales, more.'])
  expect(messages(type, { stage: 'new' })).toEqual(['pipeline: Thing has no pipeline null. It takes sales, more.'])
  expect(messages(type, { pipeline: 'more' }, { pipeline: 'sales', stage: 'new' })).toEqual([
    'stage: More has no stage new. It takes again.',
  ])
  expect(messages(type, { pipeline: 'sales' })).toEqual(['stage: Sales has no stage null. It takes new, won.'])
  expect(messages(type, { name: 'X' }, { pipeline: 'none', stage: 'none' })).toEqual([])
})

test('[ACC-4] the rights and the zone of a user are refused where they cannot be read', () => {
  const user = typed('user')
  expect(messages(user, { timeZone: 'Mars/Olympus' })).toEqual(['timeZone: There is no time zone Mars/Olympus. One is Europe/Berlin.'])
  expect(messages(user, { objects: { '*': { view: 'some' } } as unknown as Value })).toEqual([
    'objects: Object permissions say for each object type what may be viewed, edited and deleted: all, team, own or none.',
  ])
  expect(messages(user, { timeZone: null, objects: { '*': { view: 'all', edit: 'own', delete: 'none' } } as unknown as Value })).toEqual([])
  const zoned = typeOf([{ name: 'timeZone', label: 'Zone', kind: 'string' }])
  expect(messages(zoned, { timeZone: 'Mars/Olympus' })).toEqual([])
  const repeating = typeOf([{ name: 'often', label: 'Often', kind: 'string', format: 'repeat' }])
  expect(messages(repeating, { often: 'FREQ=DAILY' })).toEqual([])
  expect(messages(repeating, { often: 'daily' })[0]).toMatch(/^often: Often takes a recurrence rule, such as FREQ=WEEKLY;BYDAY=MO\. \S/)
})
