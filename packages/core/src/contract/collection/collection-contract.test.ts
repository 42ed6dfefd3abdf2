import { expect, test } from 'vitest'
import { aggregateLimits } from '../../query/aggregate/aggregate-data.js'
import { limitsOf } from '../test-limits.js'
import { expectShape } from '../test-shape.js'
import {
  boardOutput,
  collectionQuestion,
  columnsOutput,
  groupsInput,
  groupsOutput,
  listInput,
  listOutput,
  objectInput,
  totalsInput,
  totalsOutput,
  viewListOutput,
} from './collection-contract.js'

const filter = { test: 'is', property: 'company.csm', value: 'me' }

test('[VIEW-8] [SEC-17] what is asked of a list is within limits: the view, the search, up to twenty filters', () => {
  for (const schema of [listInput, collectionQuestion, totalsInput, groupsInput]) {
    const limits = limitsOf(schema, {})
    limits.text(['view'], 0, 200)
    limits.text(['search'], 0, 200)
    limits.list(['filters'], 0, 20, () => filter)
    limits.values(['where'], [filter], [{ test: 'odd' }])
  }
  limitsOf(objectInput, {}).text(['object'], 1, 63)
})

test('[VIEW-10] [REC-10] a part of a list is 500 records at most, anywhere in it or page by page; the archive is asked for', () => {
  const limits = limitsOf(listInput, {})
  limits.list(['columns'], 0, 60)
  limits.number(['offset'], 0, 10_000_000)
  limits.number(['limit'], 0, 500)
  limits.text(['after'], 0, 10_000)
  for (const schema of [listInput, collectionQuestion]) limitsOf(schema, {}).values(['archived'], [true, undefined], [false])
  expect([totalsInput, groupsInput].map((schema) => schema.safeParse({ archived: true }).success)).toEqual([false, false])
})

test('[VIEW-1] totals take measures of columns, and groups a property and a period', () => {
  const measures = (count: number) => Array.from({ length: count }, (_, at) => ({ field: `f${at}`, measure: 'sum' }))
  limitsOf(totalsInput, {}).list(['measures'], 0, aggregateLimits.measures, (at) => ({ field: `f${at}`, measure: 'sum' }))
  const message = totalsInput.safeParse({ measures: measures(aggregateLimits.measures + 1) }).error?.issues[0]?.message
  expect(message).toBe(`At most ${aggregateLimits.measures} measures can be chosen.`)
  const limits = limitsOf(groupsInput, {})
  limits.values(['period'], ['day', 'week', 'month', 'quarter', 'year'], ['hour'])
  limits.text(['by'], 1, 200)
})

test('[VIEW-1] [VIEW-2] a view is answered with what it is, how many records it has, and what the user may do with it', () => {
  const full = {
    ...{ id: 'v', title: 'Rich', description: 'Most of all.', icon: 'money', builtIn: false, total: null, audience: 'everyone', place: 1 },
    ...{ filter, lacking: 1, columns: [{ field: 'name' }], sort: [{ property: 'name', direction: 'ascending' }], layout: 'board' },
    ...{ owner: { id: 'anna', name: 'Anna' }, version: '1', may: { edit: true, share: true, default: false } },
  }
  const lacking = ['description', 'icon', 'audience', 'place', 'filter', 'lacking', 'columns', 'sort', 'layout', 'owner', 'version', 'may']
  expectShape(
    viewListOutput,
    [full],
    lacking.map((name) => `0.${name}`),
  )
})

test('[VIEW-1] [REV-4] columns and boards are answered with what they are shown by', () => {
  const options = [{ value: 'a', label: 'A' }]
  const column = {
    field: 'arr',
    label: 'ARR',
    kind: 'money',
    format: 'money',
    sortable: true,
    byDefault: false,
    edits: 'company.arr',
    currency: 'EUR',
    options,
  }
  expectShape(columnsOutput, [column], ['0.edits', '0.currency', '0.options'])
  const stages = [{ value: 'new', label: 'New', open: true, probability: 0.5 }]
  const board = {
    objects: [{ name: 'deal', label: 'Deal', plural: 'Deals' }],
    object: 'deal',
    layout: 'table',
    pipelines: [{ value: 'p', label: 'P', stages }],
  }
  expectShape(boardOutput, board, ['pipelines.0.stages.0.probability'])
})

test('[VIEW-10] [LIVE-4] lists, totals and groups are answered with the mode of a live one', () => {
  const totals = [{ field: 'arr', measure: 'sum', value: '1' }]
  expectShape(totalsOutput, { count: 1, totals, mode: 'asked' }, ['mode'])
  expectShape(groupsOutput, { field: 'stage', groups: [{ value: 'new', label: 'New', count: 1, totals }], mode: 'checked' }, [
    'groups.0.label',
    'mode',
  ])
  const list = { objectType: 'company', rows: [], total: 0, offset: 0, mode: 'indexed', next: 'n' }
  expectShape(listOutput, list, ['mode', 'next'])
  expect(listOutput.safeParse({ ...list, rows: [{ id: 'c1', name: 'x' }] }).success).toBe(true)
  expect(listOutput.safeParse({ ...list, rows: [{ name: 'x' }] }).success).toBe(false)
})
