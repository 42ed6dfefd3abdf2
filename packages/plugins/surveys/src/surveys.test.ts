import { readdirSync, readFileSync } from 'node:fs'
import { use } from '@tenure/core'
import { Company, Contact, ContactActivity, days, getValue, rowOf, through, windowOf } from '@tenure/core/contract'
import { activateProfileContract, saveProfileContract } from '@tenure/core/health'
import { createPublicLinkContract, revokePublicLinkContract } from '@tenure/core/outside'
import { timelineContract } from '@tenure/core/page'
import { definePlugin, defineProvider, reads } from '@tenure/core/plugin'
import { record } from '@tenure/memory'
import { record as recordPlugin } from '@tenure/record'
import { aUser, createTestHost, type TestHost, textGaps } from '@tenure/testing'
import { expect, onTestFinished, test } from 'vitest'
import { german } from './german.js'
import {
  answersOfRecordContract,
  createSurveyContract,
  recipientsContract,
  SurveyAnswer,
  satisfactionOf,
  surveys,
  surveysContract,
} from './index.js'

const row = rowOf(
  ...[SurveyAnswer.score, SurveyAnswer.comment, SurveyAnswer.measure, SurveyAnswer.source],
  ...[through(SurveyAnswer.contact, Contact.name), through(SurveyAnswer.company, Company.name)],
)
const Seen = reads(row)
const seen = defineProvider({
  id: 'test.seen/answers',
  permission: 'workspace.access',
  output: windowOf(row),
  uses: { records: Seen },
  watch: ({ records }) => records.list({ select: row }),
})
const plugin = definePlugin({ id: 'test.seen', version: '1.0.0', host: '1.0', grants: [Seen], contributes: [seen] })
const everything = { view: 'all', edit: 'all', delete: 'all' } as const
const own = { view: 'own', edit: 'own', delete: 'own' } as const
async function open(): Promise<TestHost> {
  const users = [
    aUser({ id: 'ines', objects: { '*': everything } }),
    aUser({ id: 'root', superAdmin: true }),
    aUser({ id: 'cora', objects: { '*': own } }),
    aUser({ id: 'dora', objects: { '*': own } }),
    aUser({ id: 'rita', objects: { '*': { view: 'all', edit: 'none', delete: 'none' } } }),
  ]
  const records = [
    record(Company, 'halden', { name: 'Halden Freight', csm: 'cora' }, { contacts: ['mara', 'tom'] }),
    record(Contact, 'mara', { name: 'Mara Holt', email: 'mara@halden.example' }),
    record(Contact, 'tom', { name: 'Tom Berg' }),
  ]
  const host = await createTestHost({ plugins: [use(surveys), use(recordPlugin), use(plugin)], seed: { users, records } })
  onTestFinished(() => host[Symbol.asyncDispose]())
  return host
}
const begin = async (host: TestHost, more: object = {}) => {
  const input = { name: 'Autumn', kind: 'nps', question: 'How likely <b>?', language: 'de', ...more } as const
  return getValue(await host.as('ines').act(createSurveyContract, input)).id
}
const linkFor = async (host: TestHost, survey: string, contact = 'mara', user = 'ines') => {
  const input = { kind: 'tenure.surveys/link', name: contact, input: { survey, contact } }
  const { id, path } = getValue(await host.as(user).act(createPublicLinkContract, input))
  return { id, token: path.split('/')[2] ?? '' }
}
const answersOf = async (host: TestHost) => getValue(await host.as('ines').read(seen)).rows.map(({ id: _id, ...rest }) => rest)
const reply = (score: number, comment = '') => ({ score, comment })

test('[BEY-15] [SEC-11] a contact answers by a link, changes it, and it is on the contact, the customer and the timeline, and counted', async () => {
  const host = await open()
  const survey = await begin(host)
  const { token } = await linkFor(host, survey)
  expect(getValue(await host.openLink(token))).toEqual({
    type: 'question',
    file: 'survey.html',
    question: {
      ...{ language: 'de', title: 'Autumn', text: 'How likely <b>?', from: 0, to: 10 },
      ...{ low: 'ganz unwahrscheinlich', high: 'äußerst wahrscheinlich' },
    },
  })
  getValue(await host.answerLink(token, reply(3, '<script>alert(1)</script>')))
  getValue(await host.answerLink(token, reply(9, 'Better now')))
  getValue(await host.answerLink((await linkFor(host, survey, 'tom')).token, reply(6)))
  expect(await answersOf(host)).toEqual(
    expect.arrayContaining([
      { score: 9, comment: 'Better now', measure: 'nps', source: 'link', 'contact.name': 'Mara Holt', 'company.name': 'Halden Freight' },
      { score: 6, comment: null, measure: 'nps', source: 'link', 'contact.name': 'Tom Berg', 'company.name': 'Halden Freight' },
    ]),
  )
  expect(await answersOf(host)).toHaveLength(2)
  expect(getValue(await host.openLink(token))).toMatchObject({ question: { given: { score: 9, comment: 'Better now' } } })
  const told = getValue(await host.as('ines').read(surveysContract))
  expect(told.surveys).toMatchObject([{ name: 'Autumn', kind: 'nps', answers: 2, value: 0 }])
  expect(told.latest.map(({ contact, company, score }) => `${contact}, ${company}: ${score}`).sort()).toEqual([
    'Mara Holt, Halden Freight: 9',
    'Tom Berg, Halden Freight: 6',
  ])
  for (const record of [
    { type: 'contact', id: 'mara' },
    { type: 'company', id: 'halden' },
  ])
    expect(JSON.stringify(getValue(await host.as('ines').read(timelineContract, record)))).toContain('Autumn')
})

test('[BEY-15] [ACC-7] an answer and what happened are seen by the CSM who sees only own records, also where another user made the link', async () => {
  const host = await open()
  const { token } = await linkFor(host, await begin(host))
  getValue(await host.answerLink(token, reply(9)))
  const titlesFor = async (user: string) => {
    const { rows } = await host.as(user).records.list({ select: rowOf(SurveyAnswer.title) })
    const activities = await host.as(user).records.list({ select: rowOf(ContactActivity.title) })
    return [...rows, ...activities.rows].map(({ title }) => title)
  }
  expect(await titlesFor('cora')).toEqual(['Autumn: 9, Mara Holt', 'Autumn'])
  expect(await titlesFor('dora')).toEqual([])
})

test('[BEY-15] a contact and its customer show their answers, live, and who can be asked there', async () => {
  const host = await open()
  const survey = await begin(host)
  const shown = async (type: 'contact' | 'company', id: string) => {
    const { surveys: known, answers, contact } = getValue(await host.as('ines').read(answersOfRecordContract, { type, id }))
    return [known.map(({ name }) => name), answers.map((answer) => `${answer.contact} ${answer.score}`), contact?.name]
  }
  expect(await shown('contact', 'mara')).toEqual([['Autumn'], [], 'Mara Holt'])
  getValue(await host.answerLink((await linkFor(host, survey)).token, reply(9)))
  expect(await shown('contact', 'mara')).toEqual([['Autumn'], ['Mara Holt 9'], 'Mara Holt'])
  expect(await shown('contact', 'tom')).toEqual([['Autumn'], [], 'Tom Berg'])
  expect(await shown('company', 'halden')).toEqual([['Autumn'], ['Mara Holt 9'], undefined])
  const ask = async (company: string) => getValue(await host.as('ines').read(recipientsContract, { text: '', company })).contacts
  expect((await ask('halden')).map(({ name }) => name)).toEqual(['Mara Holt', 'Tom Berg'])
  expect(await ask('nobody')).toEqual([])
})

test('[SEC-11] a link answers for its one contact and survey, until it expires or is withdrawn, with the rights of its maker', async () => {
  const host = await open()
  const survey = await begin(host, { kind: 'csat' })
  const [first, second] = [await linkFor(host, survey), await linkFor(host, survey)]
  const codeOf = async (token: string, given = reply(5)) => {
    const outcome = await host.answerLink(token, given)
    return outcome.ok ? 'ok' : outcome.problem.code
  }
  expect(await codeOf(first.token, reply(0))).toBe('input.invalid')
  expect(await codeOf(first.token, reply(6))).toBe('input.invalid')
  expect(await codeOf('A'.repeat(43))).toBe('record.not-found')
  getValue(await host.as('ines').act(revokePublicLinkContract, { id: first.id }))
  expect(await codeOf(first.token)).toBe('record.not-found')
  // Who may not write gives no links that do.
  const { token } = await linkFor(host, survey, 'mara', 'rita')
  expect(await codeOf(token)).toBe('record.not-found')
  expect(await answersOf(host)).toEqual([])
  await host.advance(days(29))
  expect(await codeOf(second.token)).toBe('ok')
  await host.advance(days(1))
  expect(await codeOf(second.token)).toBe('record.not-found')
  expect((await host.openLink(second.token)).ok).toBe(false)
  const wrong = await host.as('ines').act(createPublicLinkContract, { kind: 'tenure.surveys/link', name: 'x', input: { survey } })
  expect(wrong).toMatchObject({ ok: false, problem: { code: 'input.invalid' } })
})

test('[BEY-15] scores say together what is published: promoters less detractors, and the share of the satisfied', async () => {
  expect(satisfactionOf('nps', [10, 9, 8, 7, 6, 0])).toEqual({ answers: 6, value: 0 })
  expect(satisfactionOf('nps', [10, 10, 9, 2])).toEqual({ answers: 4, value: 50 })
  expect(satisfactionOf('csat', [5, 4, 3, 1])).toEqual({ answers: 4, value: 50 })
  expect(satisfactionOf('nps', [])).toEqual({ answers: 0 })
  const host = await open()
  const { contacts } = getValue(await host.as('ines').read(recipientsContract, { text: 'halden' }))
  expect(contacts).toEqual([{ id: 'mara', name: 'Mara Holt', email: 'mara@halden.example' }])
})

test('[BEY-15] answers of the last days count in a score by their average, as any associated records do', async () => {
  const host = await open()
  const root = host.as('root')
  const criterion = {
    ...{ kind: 'records', id: 'voice', name: 'Answers', association: 'company.surveyAnswers', bound: 'above' },
    ...{ measure: { by: 'average', property: 'surveyAnswer.score' }, within: { property: 'surveyAnswer.at', days: 90 } },
    ranges: [
      { from: 5, to: 9, points: 50 },
      { from: 9, points: 100 },
    ],
  } as const
  const group = { id: 'all', name: 'All', kind: 'property', maximum: 100, combine: 'sum', start: 0, missing: 'zero' } as const
  const definition = {
    ...{ name: 'Voice', objectType: 'company', segments: [], combine: 'sum', start: 0, missing: 'zero' },
    groups: [{ ...group, criteria: [criterion] }],
    thresholds: { neutral: 40, healthy: 70, bound: 'above', hysteresis: 0 },
  } as const
  const { profile, version } = getValue(await root.act(saveProfileContract, { definition, alerts: false }))
  getValue(await root.act(activateProfileContract, { profile, version, alerts: false }))
  const score = async () => {
    await host.idle()
    return (await root.records.find('halden', rowOf(Company.healthScore)))?.healthScore
  }
  const survey = await begin(host)
  getValue(await host.answerLink((await linkFor(host, survey)).token, reply(10)))
  expect(await score()).toBe(100)
  getValue(await host.answerLink((await linkFor(host, survey, 'tom')).token, reply(2)))
  expect(await score()).toBe(50)
  await host.advance(days(91))
  expect(await score()).not.toBe(50)
})

test('[BEY-15] an import of answers refuses a score outside of its scale, as the page does, row by row', async () => {
  const host = await open()
  const take = async (externalId: string, values: Readonly<Record<string, string | number>>) => {
    const [taken] = await host
      .importer('old')
      .run([{ type: 'surveyAnswer', externalId, values: { title: externalId, ...values }, links: [] }])
    return taken
  }
  const rows = [
    ['n10', { measure: 'nps', score: 10 }],
    ['n11', { measure: 'nps', score: 11 }],
    ['n-1', { measure: 'nps', score: -1 }],
    ['c5', { measure: 'csat', score: 5 }],
    ['c0', { measure: 'csat', score: 0 }],
    ['c10', { measure: 'csat', score: 10 }],
  ] as const
  const results = []
  for (const [id, values] of rows) results.push([id, (await take(id, values))?.result])
  expect(results).toEqual([
    ['n10', 'created'],
    ['n11', 'rejected'],
    ['n-1', 'rejected'],
    ['c5', 'created'],
    ['c0', 'rejected'],
    ['c10', 'rejected'],
  ])
  expect(JSON.stringify(await take('n11', { measure: 'nps', score: 11 }))).toContain('is from 0 to 10.')
  // The scale is that of the whole record: 10 is no answer to the other kind.
  expect((await take('n10', { measure: 'csat' }))?.result).toBe('rejected')
  expect((await take('n10', { measure: 'csat', score: 4 }))?.result).toBe('updated')
})

test('[SDK-17] every text of surveys has a German one', () => {
  expect(textGaps(surveys, 'de').missing).toEqual([])
  const folders = ['page/', 'of-record/'].map((name) => new URL(name, import.meta.url))
  const code = folders.flatMap((folder) => readdirSync(folder).map((name) => readFileSync(new URL(name, folder), 'utf8')))
  const said = [...code.join('\n').matchAll(/\btext\(\s*'((?:[^'\\]|\\.)+)'/g)].map(([, english = '']) => english)
  const { texts } = (german as unknown as { readonly item: { readonly texts: Readonly<Record<string, string>> } }).item
  expect(said.length).toBeGreaterThan(30)
  expect(said.filter((english) => texts[english] === undefined)).toEqual([])
})
