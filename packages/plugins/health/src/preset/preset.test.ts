import type { ObjectTypeExtension, SchemaDefinition } from '@tenure/core'
import { use } from '@tenure/core'
import {
  type Criterion,
  compileProfile,
  type Facts,
  measure,
  profileFaults,
  type ScoreProfile,
  scoreOf,
  scoreProfileSchema,
  toPoints,
} from '@tenure/core/score'
import { surveys } from '@tenure/surveys'
import { createTestHost } from '@tenure/testing'
import { beforeAll, expect, test } from 'vitest'
import { fromPreset } from './from-preset.js'
import { fromTemplates } from './from-templates.js'
import { scorePresets } from './score-preset.js'
import { type ScoreTemplate, scoreTemplates } from './template.js'

const now = Date.parse('2026-07-01T00:00:00Z')
const signals: ObjectTypeExtension = {
  name: 'company',
  properties: [
    { name: 'weeklyLogins', kind: 'number', label: 'Weekly logins' },
    { name: 'npsAnswer', kind: 'number', label: 'NPS answer' },
    {
      ...{ name: 'csmSentiment', kind: 'enumeration', label: 'CSM sentiment' },
      options: ['Good', 'Fair', 'Poor'].map((label) => ({ value: label.toLowerCase(), label })),
    },
  ],
}
let bare: SchemaDefinition
let full: SchemaDefinition
let asked: SchemaDefinition
beforeAll(async () => {
  await using host = await createTestHost({ plugins: [] })
  bare = host.importer('test').types()
  full = host.importer('test').types([signals])
  await using other = await createTestHost({ plugins: [use(surveys)] })
  asked = other.importer('test').types()
})

const facts = (values: Facts['customer']['values'], links: Facts['links'] = new Map()): Facts => ({ customer: { id: 'c', values }, links })
const templates: readonly ScoreTemplate['id'][] = ['usage', 'sentiment', 'survey']
/** A preset over logins, sentiment and NPS alone. */
const presetOf = (id: (typeof scorePresets)[number]['id']) => {
  const { made } = fromPreset(id, { types: full, type: 'company', name: 'Carried over', templates })
  return { ...made, groups: made.groups.map((group) => ({ ...group, criteria: group.criteria.filter(({ id }) => id !== 'pages') })) }
}
const total = (profile: ScoreProfile, values: Facts['customer']['values']) => {
  const measured = measure(compileProfile(profile, { schema: full }), facts(values), now)
  return measured && toPoints(measured.total)
}
const withWeights = (profile: ScoreProfile, weights: readonly number[]) => ({
  ...profile,
  groups: profile.groups.map((group, at) => ({ ...group, weight: weights[at] ?? 1 })),
})

test('[HS-2] every template is a group over what the built-in types have, and says which property is missing', () => {
  const name = 'Health'
  const all = fromTemplates({ types: full, type: 'company', name })
  expect(all.lacks).toEqual([])
  expect(all.made.groups.map(({ id, kind, maximum }) => [id, kind, maximum])).toEqual(
    scoreTemplates.map(({ id, kind, maximum }) => [id, kind, maximum]),
  )
  const { made, lacks } = fromTemplates({ types: bare, type: 'company', name })
  expect(made.groups.map(({ id }) => id)).toEqual(['usage', 'support', 'engagement', 'calls', 'survey'])
  expect(lacks).toEqual([
    'Weekly logins: Company has no such property. It would be a number with one of these names: weeklyLogins, logins, activeUsers.',
    'CSM sentiment: Company has no such property. It would be a choice with an option Good, with one of these names: csmSentiment, sentiment.',
  ])
})

test('[HS-2] any choice of templates and every preset sums to 100 and can be activated at once', () => {
  for (const schema of [bare, full]) {
    const options = { types: schema, type: 'company', name: 'Health' }
    const chosen = scoreTemplates.flatMap(({ id }, at) => [[id], scoreTemplates.slice(at).map((one) => one.id)])
    const drafts = [
      ...chosen.map((ids) => fromTemplates({ ...options, templates: ids })),
      ...scorePresets.map(({ id }) => fromPreset(id, options)),
    ]
    for (const { made } of drafts.filter((draft) => draft.made.groups.length > 0)) {
      expect(profileFaults(scoreProfileSchema.parse(made), schema)).toEqual([])
      expect(scoreProfileSchema.parse(made)).toEqual(made)
    }
  }
})

test('[HS-2] a customer at its best has 100 under the templates, and one without any data what its silence earns', () => {
  const { made } = fromTemplates({ types: full, type: 'company', name: 'Health' })
  const record = (id: string, values: Facts['customer']['values']) => ({ record: { id, values }, labels: [] })
  const recent = { at: now - 3_600_000, durationMs: 600_000, kind: 'page-visited' }
  const many = (count: number) => Array.from({ length: count }, (_, at) => record(`${at}`, recent))
  const links = new Map(['meetings', 'emails', 'calls', 'contactActivities'].map((name) => [name, many(6)]))
  const score = (of: Facts) => scoreOf(compileProfile(made, { schema: full }), of, now).score
  expect(score(facts({ weeklyLogins: 50, npsAnswer: 9, csmSentiment: 'good' }, links))).toBe(100)
  expect(score(facts({}))).toBe(20)
})

test('[HS-2] [BEY-15] the template of surveys takes the last answer to one of ours, or else the last that activities tell of', () => {
  const template = (schema: SchemaDefinition) => {
    const [group] = fromTemplates({ types: schema, type: 'company', name: 'Health', templates: ['survey'] }).made.groups
    const [criterion] = group?.criteria ?? []
    return criterion?.kind === 'records' ? [criterion.association, criterion.measure] : []
  }
  expect(template(bare)).toEqual([
    'company.contactActivities',
    { by: 'latest', property: 'contactActivity.score', date: 'contactActivity.at' },
  ])
  expect(template(asked)).toEqual(['company.surveyAnswers', { by: 'latest', property: 'surveyAnswer.score', date: 'surveyAnswer.at' }])
})

test('[BEY-3] the preset of Vitally gives two good inputs and a bad one 6.67, and skips one without a value', () => {
  const profile = presetOf('vitally')
  expect(total(profile, { weeklyLogins: 30, csmSentiment: 'good', npsAnswer: 3 })).toBeCloseTo(66.67, 2)
  expect(total(profile, { weeklyLogins: 30, npsAnswer: 3 })).toBe(50)
  const counted = { ...profile, missing: 'zero' } as const
  expect(
    total({ ...counted, groups: counted.groups.map((group) => ({ ...group, missing: 'zero' })) }, { weeklyLogins: 30, npsAnswer: 3 }),
  ).toBeCloseTo(33.33, 2)
})

test('[BEY-3] the preset of Planhat begins at 5, adds and takes, and rounds the mean of 6.25 to 6', () => {
  const profile = presetOf('planhat')
  expect(total(profile, { weeklyLogins: 5, csmSentiment: 'good', npsAnswer: 8 })).toBe(50)
  const [usage, ...others] = profile.groups
  const more = (criterion: Criterion) => (criterion.kind === 'number' ? { ...criterion, ranges: [{ from: 30, points: 90 }] } : criterion)
  const groups = [
    { ...usage, criteria: usage?.criteria.map(more) },
    ...others,
    { ...others[0], id: 'fourth', criteria: [{ ...others[0]?.criteria[0], id: 'fourth-1' }] },
  ]
  // 10, held within its bounds, 5, 5 and 5 of 10.
  const four = { ...profile, groups } as ScoreProfile
  const { round: _, ...exact } = four
  expect(total(exact, { weeklyLogins: 30 })).toBe(62.5)
  expect(total(four, { weeklyLogins: 30 })).toBe(60)
})

test('[BEY-3] under the preset of Gainsight 50 is red and 51 is yellow', () => {
  const profile = presetOf('gainsight')
  const worth = (points: number): ScoreProfile => ({
    ...profile,
    groups: profile.groups.slice(0, 1).map((group) => ({
      ...group,
      criteria: group.criteria.map((criterion) =>
        criterion.kind === 'number' ? { ...criterion, ranges: [{ from: 0, points }], most: 100 } : criterion,
      ),
    })),
  })
  const status = (points: number) => scoreOf(compileProfile(worth(points), { schema: full }), facts({ weeklyLogins: 30 }), now).status
  expect([50, 51, 75, 76].map(status)).toEqual(['at-risk', 'neutral', 'neutral', 'healthy'])
})

test('[BEY-3] the preset of Catalyst shares the weight of what is missing, 50 and 20 as 5/7 and 2/7, and gives no score to nothing', () => {
  const profile = withWeights(presetOf('catalyst'), [50, 30, 20])
  expect(total(profile, { weeklyLogins: 30, npsAnswer: 3 })).toBeCloseTo((100 * 50 + 10 * 20) / 70, 2)
  expect(scoreOf(compileProfile(profile, { schema: full }), facts({}), now)).toMatchObject({ score: null, status: null })
})

test('[BEY-3] the presets of HubSpot and ChurnZero sum to 100, and a value between two tiers of ChurnZero belongs to the lower one', () => {
  expect(total(presetOf('hubspot'), { weeklyLogins: 30, csmSentiment: 'good', npsAnswer: 9 })).toBe(80)
  const profile = presetOf('churnzero')
  const logins = profile.groups[0]?.criteria[0]
  const of = (value: number) => total({ ...profile, groups: profile.groups.slice(0, 1) }, { weeklyLogins: value })
  expect(logins).toMatchObject({ bound: 'below', ranges: [{ to: 9 }, { from: 9, to: 29 }, { from: 29 }] })
  expect([9, 9.5, 29, 30].map(of)).toEqual([0, 20, 20, 40])
})

test('[BEY-3] each preset says in words what it does and what is left out', () => {
  for (const { rule, leftOut } of scorePresets) {
    expect(rule.length).toBeGreaterThan(40)
    expect(leftOut.length).toBeGreaterThan(0)
  }
})
