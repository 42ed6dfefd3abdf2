import type { Outcome } from '@tenure/core/contract'
import { expect, test } from 'vitest'
import { EarlyAnswers } from './early-answers.js'

const table = {
  kind: 'table',
  provider: 'p/list',
  views: 'p/views',
  columnChoices: 'p/columns',
  search: true,
  columns: [{ field: 'name' }],
  rowActions: [{ fill: { id: 'secret' } }],
}
const column = (field: string, byDefault: boolean) => ({ field, byDefault, label: field })
const known: Readonly<Record<string, unknown>> = {
  'tenure.core/session': {},
  'tenure.core/users': [],
  'tenure.core/preferences': { values: { 'columns/mine': { columns: ['name', 'arr'] } } },
  'tenure.core/tabs': [{ id: 'first' }, { id: 'second' }],
  'tenure.core/tab': { block: table },
  'p/views': [{ id: 'mine' }, { id: 'all' }],
  'p/columns': [column('name', true), column('arr', false), column('secret', false), column('city', true)],
  'p/list': { rows: [] },
}

function open(answers = known) {
  const asked: [string, unknown][] = []
  const clock = { now: 1_000 }
  const fetched: string[] = []
  const early = new EarlyAnswers(
    async (provider, input): Promise<Outcome<unknown>> => {
      asked.push([provider, input])
      const value = answers[provider]
      return value === undefined
        ? { ok: false, problem: { code: 'access.signed-out', message: '', details: { user: '' } } }
        : { ok: true, value }
    },
    { now: () => clock.now, fetchParts: ({ kind }) => fetched.push(kind) },
  )
  return { early, asked, clock, fetched }
}
const rows = (input: object) => ['p/list', { ...input, offset: 0, limit: 200 }]

test('all that the first rows need is asked, in the words in which the page asks it', async () => {
  const { early, asked } = open()
  await early.ask('?tab=second&view=all&search=fo&sort=-arr')
  expect(asked.map(([provider]) => provider).slice(0, 3)).toEqual(['tenure.core/tabs', 'tenure.core/session', 'tenure.core/users'])
  expect(asked.slice(3)).toEqual([
    ['tenure.core/preferences', {}],
    ['tenure.core/tab', { tab: 'second' }],
    ['p/views', undefined],
    ['p/columns', undefined],
    rows({ view: 'all', search: 'fo', sort: [{ property: 'arr', direction: 'descending' }], columns: ['name', 'secret', 'city'] }),
  ])
  expect(JSON.stringify(asked.at(-1)?.[1])).toMatch(/^\{"view":.*"search":.*"sort":.*"columns":.*"offset":0,"limit":200\}$/)
})

test('[SDK-17] the texts of plugins are asked beside the session, where the page spoke another language last', async () => {
  const { early, asked } = open()
  await early.ask('', { language: 'de' })
  expect(asked.slice(0, 3)).toEqual([
    ['tenure.core/tabs', undefined],
    ['tenure.core/session', undefined],
    ['tenure.core/texts', { language: 'de' }],
  ])
})

test('[CUS-2] without an address the first tab and the first view are asked, with the columns that the user keeps', async () => {
  const { early, asked } = open()
  await early.ask('')
  expect(asked).toContainEqual(['tenure.core/tab', { tab: 'first' }])
  expect(asked.at(-1)).toEqual(rows({ view: 'mine', columns: ['name', 'arr', 'secret'] }))
})

test('an answer is given once, and only while it is new', async () => {
  const { early, clock } = open()
  await early.ask('')
  expect(await early.find('p/views', undefined)).toEqual({ ok: true, value: known['p/views'] })
  expect(early.find('p/views', undefined)).toBeUndefined()
  expect(early.find('p/other', undefined)).toBeUndefined()
  clock.now += 20_001
  expect(early.find('p/columns', undefined)).toBeUndefined()
})

test('where something is refused, nothing that follows from it is asked', async () => {
  const { 'tenure.core/tab': _tab, ...less } = known
  const { early, asked } = open(less)
  await early.ask('')
  expect(asked.map(([provider]) => provider)).toEqual([
    'tenure.core/tabs',
    'tenure.core/session',
    'tenure.core/users',
    'tenure.core/preferences',
    'tenure.core/tab',
  ])
  const none = open({})
  await none.early.ask('?tab=first')
  expect(none.asked.length).toBe(1)
})

test('of a view that is not there no rows are asked', async () => {
  const { early, asked } = open()
  await early.ask('?view=gone')
  expect(asked.map(([provider]) => provider)).not.toContain('p/list')
})

test('where somebody was signed in here last, all but the answers of the tab is asked at once, and the tab once', async () => {
  const { early, asked, fetched } = open()
  const first = early.ask('', { tab: 'first' })
  expect(asked.map(([provider]) => provider)).toEqual([
    'tenure.core/tabs',
    'tenure.core/session',
    'tenure.core/users',
    'tenure.core/preferences',
    'tenure.core/tab',
  ])
  expect(await first).toBe('first')
  expect([asked.filter(([provider]) => provider === 'tenure.core/tab').length, fetched]).toEqual([1, ['table']])
  expect(asked.at(-1)?.[0]).toBe('p/list')
})

test('[SUM-1] a user with another first tab than the last one here gets that tab, and its answers', async () => {
  const overview = { kind: 'overview', areas: [{ columns: 12, block: { kind: 'custom', provider: 'p/alerts', element: 'p/list' } }] }
  const { early, asked } = open({ ...known, 'tenure.core/tab': { block: overview } })
  expect(await early.ask('', { tab: 'gone' })).toBe('first')
  expect(asked.filter(([provider]) => provider === 'tenure.core/tab')).toEqual([
    ['tenure.core/tab', { tab: 'gone' }],
    ['tenure.core/tab', { tab: 'first' }],
  ])
  expect(asked.at(-1)?.[0]).toBe('p/alerts')
})
