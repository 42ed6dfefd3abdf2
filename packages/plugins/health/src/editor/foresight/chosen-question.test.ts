import { expect, test } from 'vitest'
import { questionSchema } from '../../backtest/question.js'
import type { Fields } from '../known-fields.js'
import { firstQuestion, hasOutcomes, lackOf, landmarks, outcomesIn, toQuestion, withActivity, withProperty } from './chosen-question.js'

const option = (value: string, label = value) => ({ value, label })
const fields = {
  ...{ objectType: 'company', label: 'Company', plural: 'Companies', links: [], operators: [] },
  properties: [
    { path: 'company.name', label: 'Name', kind: 'string' },
    { path: 'company.createdAt', label: 'Created', kind: 'datetime' },
    { path: 'company.sentiment', label: 'Sentiment', kind: 'enumeration', options: [option('good'), option('poor')] },
    {
      path: 'company.renewalOutcome',
      label: 'Last renewal',
      kind: 'enumeration',
      options: [option('renewed'), option('churned'), option('open')],
    },
    { path: 'company.renewalDate', label: 'Renewal', kind: 'date' },
    { path: 'company.renewalOutcomeDate', label: 'Last renewal decided', kind: 'date' },
    { path: 'company.gone', label: 'Gone', kind: 'boolean' },
    { path: 'company.healthStatus', label: 'Health', kind: 'enumeration', options: [option('at-risk'), option('healthy')] },
    { path: 'company.healthQuiet', label: 'Quiet', kind: 'boolean' },
  ],
} as unknown as Fields
const field = (path: string) => fields.properties.find((one) => one.path === path) as Fields['properties'][number]

test('[HS-11] a question begins with the property that looks like an outcome, its values, and the date beside it', () => {
  const chosen = firstQuestion(fields)
  expect(chosen).toMatchObject({ churned: ['churned'], renewed: ['renewed'], date: 'company.renewalOutcomeDate', form: 'decisions' })
  expect(questionSchema.parse(toQuestion(chosen, fields, '2026-11-21'))).toEqual({
    outcome: {
      ...{ of: 'property', property: 'company.renewalOutcome', churned: ['churned'], renewed: ['renewed'] },
      date: 'company.renewalOutcomeDate',
    },
    when: { form: 'decisions' },
    horizonDays: 90,
  })
  expect(outcomesIn(fields).map(({ path }) => path)).toEqual(['company.sentiment', 'company.renewalOutcome', 'company.gone'])
})

test('[HS-11] yes and no are asked as such, and without a date every value counts from when it was recorded', () => {
  const chosen = withProperty(firstQuestion(fields), field('company.gone'), fields)
  expect(toQuestion(chosen, fields, '2026-11-21')).toMatchObject({
    outcome: { of: 'property', property: 'company.gone', churned: [true] },
    when: { form: 'landmarks' },
  })
  expect(Object.keys(toQuestion(chosen, fields, '2026-11-21')?.outcome ?? {})).toEqual(['of', 'property', 'churned'])
})

test('[HS-11] a question without an outcome, or of decisions without those who stayed, is not asked', () => {
  const none = { ...fields, properties: fields.properties.slice(0, 3) }
  expect([lackOf(firstQuestion(none)), toQuestion(firstQuestion(none), none, '2026-11-21')]).toEqual(['property', undefined])
  const sentiment = withProperty(firstQuestion(fields), field('company.sentiment'), fields)
  expect(lackOf(sentiment)).toBe('churned')
  expect(lackOf({ ...sentiment, churned: ['poor'], form: 'decisions' })).toBe('renewed')
  expect(lackOf({ ...sentiment, churned: ['poor'], form: 'landmarks' })).toBeUndefined()
})

test('[HS-11] fixed days are the first of the last twelve months or quarters whose horizon is over', () => {
  const months = landmarks({ every: 'month', horizonDays: 90 }, '2026-11-21')
  expect([months.length, months[0], months.at(-1)]).toEqual([12, '2025-09-01', '2026-08-01'])
  const quarters = landmarks({ every: 'quarter', horizonDays: 30 }, '2026-01-15')
  expect([quarters.length, quarters[0], quarters.at(-1)]).toEqual([12, '2023-01-01', '2025-10-01'])
})

test('[HS-11] activities can say what became of customers: on fixed days, by none or some in the days after', () => {
  const links = [{ path: 'company.meetings', label: 'Meetings', to: 'meeting' }]
  const known = { ...fields, properties: [], links } as unknown as Fields
  expect([hasOutcomes(known), hasOutcomes({ ...known, links: [] })]).toEqual([true, false])
  const chosen = withActivity({ ...firstQuestion(fields), every: 'quarter' }, 'company.meetings')
  expect(lackOf(chosen)).toBeUndefined()
  expect(questionSchema.parse(toQuestion(chosen, known, '2026-11-21'))).toMatchObject({
    outcome: { of: 'activity', association: 'company.meetings', churned: 'none' },
    when: { form: 'landmarks', days: landmarks(chosen, '2026-11-21') },
    horizonDays: 90,
  })
  expect(toQuestion({ ...chosen, left: 'some' }, known, '2026-11-21')?.outcome).toMatchObject({ churned: 'some' })
  const back = withProperty(chosen, field('company.renewalOutcome'), fields)
  expect(toQuestion(back, fields, '2026-11-21')?.outcome.of).toBe('property')
})
