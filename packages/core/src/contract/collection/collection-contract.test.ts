import { expect, test } from 'vitest'
import { aggregateLimits } from '../../query/aggregate/aggregate-data.js'
import { limitsOf } from '../test-limits.js'
import { collectionQuestion, groupsInput, listInput, objectInput, totalsInput } from './collection-contract.js'

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
