import { expect, test } from 'vitest'
import { z } from 'zod'
import { isTenureError, type Problem } from '../errors/tenure-error.js'
import { filterLimits, filterSchema, parseFilter, querySchema } from './parse.js'

function problemOf(run: () => unknown): Problem {
  try {
    run()
  } catch (error) {
    if (isTenureError(error)) return error.problem
    throw error
  }
  throw new Error('It was not refused.')
}
const property = 'company.name'
const known = { test: 'is-known', property }
const nest = (depth: number): unknown => (depth === 1 ? known : { test: 'not', filter: nest(depth - 1) })

test.each([
  { test: 'all', filters: [known, { test: 'any', filters: [] }, { test: 'not', filter: known }] },
  { test: 'id-of', type: 'company', ids: ['c1'] },
  { test: 'is', property, value: 'a', missing: true },
  { test: 'is', property: 'company.csm', value: { operand: 'me' } },
  { test: 'any-of', property, values: ['a', { operand: 'me' }] },
  { test: 'contains', property, text: '%' },
  { test: 'at-least', property: 'company.arr', value: { amount: '1.5', currency: 'EUR' } },
  { test: 'between', property: 'company.score', from: 1, to: 2 },
  { test: 'before', property: 'company.renewalDate', value: { operand: 'today' } },
  { test: 'in-last', property: 'company.renewalDate', span: { days: 30 } },
  { test: 'in-period', property: 'company.renewalDate', period: 'quarter', shift: -1 },
  { test: 'after-property', property: 'company.a', other: 'company.b' },
  { test: 'contains-none', property: 'company.tags', values: ['a'] },
  { test: 'is-in-my-team', property: 'company.csm' },
  { test: 'changed-in-last', property: 'company.csm', span: { days: 30 }, to: { operand: 'me' } },
  { test: 'some', link: 'company.deals', label: 'main', filter: known },
  { test: 'count', link: 'company.deals', is: 'at-least', than: 3 },
])('[VIEW-7] a filter comes through as it is: %j', (filter) => {
  expect(parseFilter(filter)).toEqual(filter)
})

test.each<[unknown, readonly (string | number)[]]>([
  ['text', []],
  [null, []],
  [[], []],
  [{ test: 'equals', property }, ['test']],
  [{ test: 'is', property, value: 'a', values: [] }, []],
  [{ test: 'is', property }, ['value']],
  [{ test: 'is', property, value: null }, ['value']],
  [{ test: 'is', property, value: { operand: 'you' } }, ['value']],
  [{ test: 'is', property, value: { operand: 'me', more: 1 } }, ['value']],
  [{ test: 'is', property, value: Number.NaN }, ['value']],
  [{ test: 'at-least', property, value: { amount: 'many', currency: 'EUR' } }, ['value', 'amount']],
  [
    { test: 'all', filters: [known, { test: 'not', filter: { test: 'is', property: 1, value: 'a' } }] },
    ['filters', 1, 'filter', 'property'],
  ],
  [{ test: 'in-last', property, span: { days: 1, ms: 1 } }, ['span']],
  [{ test: 'in-next', property, span: { days: -1 } }, ['span', 'days']],
  [{ test: 'in-period', property, period: 'decade', shift: 0 }, ['period']],
  [{ test: 'in-period', property, period: 'day', shift: 2 }, ['shift']],
  [{ test: 'count', link: 'company.deals', is: 'is', than: 1.5 }, ['than']],
  [JSON.parse(`{"test":"is-known","property":"a.b","__proto__":{"test":"is"}}`), []],
])('[SEC-5] %j is refused with its place', (filter, path) => {
  const problem = problemOf(() => parseFilter(filter))
  expect(problem.code).toBe('input.invalid')
  expect(problem.details).toMatchObject({ issues: expect.arrayContaining([expect.objectContaining({ path })]) })
})

test('[SEC-5] a filter has at most so many levels, tests and values, and the error names the limit', () => {
  expect(parseFilter(nest(filterLimits.depth))).toBeDefined()
  expect(problemOf(() => parseFilter(nest(filterLimits.depth + 1)))).toMatchObject({
    code: 'input.too-large',
    details: { limit: 'levels', max: 12 },
  })
  const many = (count: number) => ({ test: 'all', filters: Array.from({ length: count }, () => known) })
  expect(parseFilter(many(filterLimits.tests - 1))).toBeDefined()
  expect(problemOf(() => parseFilter(many(filterLimits.tests)))).toMatchObject({
    code: 'input.too-large',
    details: { limit: 'tests', max: 200 },
  })
  const long = { test: 'any-of', property, values: Array.from({ length: filterLimits.values + 1 }, String) }
  expect(problemOf(() => parseFilter(long))).toMatchObject({ code: 'input.too-large', details: { limit: 'values in one test' } })
})

test('[SEC-5] a filter of a hundred thousand levels is refused without a deep walk, also inside a larger input', () => {
  let deep: unknown = known
  for (let level = 0; level < 100_000; level++) deep = { test: 'not', filter: deep }
  expect(problemOf(() => parseFilter(deep)).code).toBe('input.too-large')
  expect(z.strictObject({ filters: z.array(filterSchema) }).safeParse({ filters: [deep] }).error?.issues).toMatchObject([
    { path: ['filters', 0] },
  ])
})

test('[SEC-5] a query is strict too, and says in JSON Schema what it takes', () => {
  const query = {
    type: 'company',
    select: ['name'],
    where: known,
    orderBy: [{ by: property, direction: 'descending' }],
    limit: 50,
    offset: 0,
  }
  expect(querySchema.parse(query)).toEqual(query)
  expect(querySchema.safeParse({ ...query, include: ['deals'] }).success).toBe(false)
  expect(querySchema.safeParse({ ...query, limit: -1 }).success).toBe(false)
  expect(JSON.stringify(z.toJSONSchema(querySchema))).toContain('changed-in-last')
})
