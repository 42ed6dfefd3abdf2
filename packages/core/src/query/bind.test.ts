import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isTenureError, type Problem, TenureError } from '../errors/tenure-error.js'
import type { ObjectTypeDefinition, PropertyDefinition, SchemaDefinition } from '../schema/definition.js'
import type { PropertyKind, Values } from '../schema/value.js'
import { type BindEnv, bindFilter } from './bind.js'
import { bindOrder } from './bind-columns.js'
import type { Expression, Image } from './canonical.js'
import { canonicalise } from './canonicalise.js'
import { compileExpression, type World } from './evaluator.js'
import type { FilterData } from './filter-data.js'

const property = (name: string, kind: PropertyKind, ...options: readonly string[]): PropertyDefinition => ({
  name,
  kind,
  label: name,
  ...(options.length > 0 ? { options: options.map((value) => ({ value, label: value })) } : {}),
})
const stage = (value: string) => ({ value, label: value, open: true })
const company: ObjectTypeDefinition = {
  name: 'company',
  label: 'Company',
  plural: 'Companies',
  title: 'name',
  ownership: [],
  active: true,
  properties: [
    property('name', 'string'),
    property('notes', 'text'),
    property('score', 'number'),
    property('arr', 'money'),
    property('vip', 'boolean'),
    property('renewalDate', 'date'),
    property('startDate', 'date'),
    property('createdAt', 'datetime'),
    property('updatedAt', 'datetime'),
    property('status', 'enumeration', 'open', 'done'),
    property('stage', 'enumeration'),
    property('pipeline', 'enumeration'),
    property('free', 'enumeration'),
    property('tags', 'multi_enumeration'),
    property('csm', 'user'),
    property('extra', 'json'),
    property('secret', 'string'),
    property('constructor', 'string'),
    property('__proto__', 'string'),
  ],
  associations: [{ name: 'deals', label: 'Deals', to: 'deal', edge: 'company-deal', forward: true }],
  pipelines: [
    { value: 'p1', label: 'One', stages: [stage('new'), stage('won')] },
    { value: 'p0', label: 'Two', stages: [stage('begun'), stage('won')] },
  ],
}
const deal: ObjectTypeDefinition = {
  name: 'deal',
  label: 'Deal',
  plural: 'Deals',
  title: 'name',
  ownership: [],
  active: true,
  properties: [property('name', 'string'), property('owner', 'user')],
  associations: [{ name: 'company', label: 'Company', to: 'company', edge: 'company-deal', forward: false }],
}
const schema: SchemaDefinition = new Map([
  ['company', company],
  ['deal', deal],
])
const ownDeals: Expression = { atom: 7, test: 'is', property: 'owner', kind: 'user', value: 'u1' }
const utc = (text: string) => Date.parse(text)
// It is 21:30 in Berlin, and already tomorrow in Auckland.
const now = utc('2026-11-21T20:30:40.500Z')

function envOf(more: Partial<BindEnv> = {}): BindEnv {
  return {
    schema,
    user: 'u1',
    now,
    zone: 'Europe/Berlin',
    resolve: (path) => (path.startsWith('customer.') ? `company.${path.slice(9).replace('manager', 'csm')}` : path),
    checkReadable: (path) => {
      if (path.endsWith('.secret'))
        throw new TenureError('input.invalid', `There is no property ${path}.`, { issues: [{ path: [], message: 'hidden' }] })
    },
    policy: (type) => (type === 'deal' ? ownDeals : { all: [] }),
    teamMembers: () => ['u1', 'u2'],
    deactivated: () => ['u9'],
    ...more,
  }
}
const bind = (filter: FilterData, more: Partial<BindEnv> = {}) => bindFilter(filter, 'company', envOf(more))
const nowhere: World = { linked: () => [], changedSince: () => false, userName: () => undefined }
const image = (values: Values): Image => ({ id: 'c1', values })
const passes = (filter: FilterData, values: Values, more: Partial<BindEnv> = {}) =>
  compileExpression('company', bind(filter, more).value)(image(values), nowhere)
function problemOf(run: () => unknown): Problem {
  try {
    run()
  } catch (error) {
    if (isTenureError(error)) return error.problem
    throw error
  }
  throw new Error('It was not refused.')
}

const p = (name: string) => `company.${name}`
const eur = (amount: string, currency = 'EUR') => ({ amount, currency })
const at = (text: string) => ({ createdAt: utc(text) })

// Each case: rule, filter, values that pass, values that do not. A missing value passes only where the case says so.
const cases: readonly (readonly [rule: string, filter: FilterData, yes: readonly Values[], no: readonly Values[]])[] = [
  ['FLT-1', { test: 'is-known', property: p('name') }, [{ name: '' }, { name: 'a' }], [{ name: null }, {}]],
  ['FLT-1', { test: 'is-unknown', property: p('name') }, [{ name: null }, {}], [{ name: '' }]],
  ['FLT-2', { test: 'is', property: p('name'), value: 'STRASSE' }, [{ name: 'straße' }], [{ name: 'strase' }, {}]],
  ['FLT-2', { test: 'is-not', property: p('name'), value: 'É' }, [{ name: 'e' }, { name: '' }], [{ name: 'e\u0301' }, {}]],
  ['FLT-2', { test: 'is-not', property: p('name'), value: 'a', missing: true }, [{ name: 'b' }, {}], [{ name: 'A' }]],
  ['FLT-2', { test: 'contains', property: p('notes'), text: '%_' }, [{ notes: 'a%_b' }], [{ notes: 'abc' }, {}]],
  ['FLT-2', { test: 'contains', property: p('notes'), text: 'x', missing: true }, [{ notes: 'aX' }, {}], [{ notes: 'a' }]],
  ['FLT-2', { test: 'does-not-contain', property: p('notes'), text: 'B' }, [{ notes: 'acd' }], [{ notes: 'abc' }, {}]],
  ['FLT-2', { test: 'does-not-contain', property: p('notes'), text: 'B', missing: true }, [{ notes: 'acd' }, {}], [{ notes: 'abc' }]],
  ['FLT-2', { test: 'starts-with', property: p('name'), text: 'Acm' }, [{ name: 'ACME' }], [{ name: 'The Acme' }, {}]],
  ['FLT-2', { test: 'ends-with', property: p('name'), text: 'Gmbh' }, [{ name: 'Acme GmbH' }], [{ name: 'GmbH Acme' }, {}]],
  ['FLT-2', { test: 'any-of', property: p('name'), values: ['A', 'b'] }, [{ name: 'a' }, { name: 'B' }], [{ name: 'c' }, {}]],
  ['FLT-2', { test: 'any-of', property: p('name'), values: [] }, [], [{ name: 'c' }, {}]],
  ['FLT-2', { test: 'none-of', property: p('name'), values: ['A', 'b'] }, [{ name: 'c' }], [{ name: 'a' }, {}]],
  ['FLT-3', { test: 'is', property: p('score'), value: 0 }, [{ score: 0 }, { score: -0 }], [{ score: 1 }, {}]],
  ['FLT-3', { test: 'is-not', property: p('score'), value: 1 }, [{ score: 0 }], [{ score: 1 }, {}]],
  ['FLT-3', { test: 'less', property: p('score'), value: 5 }, [{ score: 4.99 }], [{ score: 5 }, {}]],
  ['FLT-3', { test: 'at-most', property: p('score'), value: 5 }, [{ score: 5 }], [{ score: 5.01 }, {}]],
  ['FLT-3', { test: 'more', property: p('score'), value: 5 }, [{ score: 6 }], [{ score: 5 }, {}]],
  ['FLT-3', { test: 'at-least', property: p('score'), value: 5 }, [{ score: 5 }], [{ score: 4 }, {}]],
  ['FLT-3', { test: 'between', property: p('score'), from: 1, to: 3 }, [{ score: 1 }, { score: 3 }], [{ score: 0 }, { score: 4 }, {}]],
  ['FLT-3', { test: 'between', property: p('score'), from: 1, to: 3, missing: true }, [{ score: 1 }, {}], [{ score: 4 }]],
  [
    'FLT-3',
    { test: 'at-least', property: p('arr'), value: eur('9007199254740993') },
    [{ arr: eur('9007199254740993.0') }],
    [{ arr: eur('9007199254740992') }, { arr: eur('9007199254740999', 'USD') }, {}],
  ],
  [
    'FLT-3',
    { test: 'is', property: p('arr'), value: eur('1.50') },
    [{ arr: eur('1.5') }],
    [{ arr: eur('1.5', 'USD') }, { arr: eur('1.51') }, {}],
  ],
  [
    'FLT-3',
    { test: 'between', property: p('arr'), from: eur('-1'), to: eur('10') },
    [{ arr: eur('9.99') }, { arr: eur('-1') }],
    [{ arr: eur('10.01') }, {}],
  ],
  ['FLT-4', { test: 'is', property: p('vip'), value: true }, [{ vip: true }], [{ vip: false }, {}]],
  ['FLT-4', { test: 'is', property: p('vip'), value: false }, [{ vip: false }], [{ vip: true }, {}]],
  [
    'FLT-5',
    { test: 'before', property: p('renewalDate'), value: { operand: 'today' } },
    [{ renewalDate: '2026-11-20' }],
    [{ renewalDate: '2026-11-21' }, {}],
  ],
  [
    'FLT-5',
    { test: 'after', property: p('renewalDate'), value: '2026-11-21' },
    [{ renewalDate: '2026-11-22' }],
    [{ renewalDate: '2026-11-21' }, {}],
  ],
  [
    'FLT-5',
    { test: 'after', property: p('renewalDate'), value: '9999-12-30' },
    [{ renewalDate: '9999-12-31' }],
    [{ renewalDate: '9999-12-30' }],
  ],
  [
    'FLT-5',
    { test: 'on', property: p('renewalDate'), value: { operand: 'today' } },
    [{ renewalDate: '2026-11-21' }],
    [{ renewalDate: '2026-11-22' }, {}],
  ],
  [
    'FLT-5',
    { test: 'between', property: p('renewalDate'), from: '2026-01-01', to: { operand: 'today' } },
    [{ renewalDate: '2026-01-01' }, { renewalDate: '2026-11-21' }],
    [{ renewalDate: '2025-12-31' }, { renewalDate: '2026-11-22' }, {}],
  ],
  [
    'FLT-5',
    { test: 'is', property: p('createdAt'), value: utc('2026-11-21T10:00:00Z') },
    [at('2026-11-21T10:00:00Z')],
    [at('2026-11-21T10:00:00.001Z'), {}],
  ],
  [
    'FLT-5',
    { test: 'is', property: p('createdAt'), value: { operand: 'today' } },
    [at('2026-11-20T23:00:00Z'), at('2026-11-21T22:59:59.999Z')],
    [at('2026-11-20T22:59:59.999Z'), at('2026-11-21T23:00:00Z'), {}],
  ],
  [
    'FLT-5',
    { test: 'any-of', property: p('createdAt'), values: ['2026-11-21', utc('2026-11-19T10:00:00Z')] },
    [at('2026-11-21T12:00:00Z'), at('2026-11-19T10:00:00Z')],
    [at('2026-11-19T10:00:01Z'), {}],
  ],
  [
    'FLT-5',
    { test: 'on', property: p('createdAt'), value: utc('2026-11-21T10:00:00Z') },
    [at('2026-11-20T23:00:00Z')],
    [at('2026-11-21T23:00:00Z'), {}],
  ],
  [
    'FLT-5',
    { test: 'on', property: p('createdAt'), value: '2026-03-29' },
    [at('2026-03-28T23:00:00Z'), at('2026-03-29T21:59:59.999Z')],
    [at('2026-03-29T22:00:00Z'), at('2026-03-28T22:59:59Z')],
  ],
  [
    'FLT-5',
    { test: 'before', property: p('createdAt'), value: '2026-11-21' },
    [at('2026-11-20T22:59:59.999Z')],
    [at('2026-11-20T23:00:00Z'), {}],
  ],
  [
    'FLT-5',
    { test: 'after', property: p('createdAt'), value: '2026-11-21' },
    [at('2026-11-21T23:00:00Z')],
    [at('2026-11-21T22:59:59.999Z'), {}],
  ],
  ['FLT-5', { test: 'before', property: p('createdAt'), value: 1000 }, [{ createdAt: 999 }], [{ createdAt: 1000 }, {}]],
  ['FLT-5', { test: 'after', property: p('createdAt'), value: 1000 }, [{ createdAt: 1001 }], [{ createdAt: 1000 }, {}]],
  [
    'FLT-5',
    { test: 'between', property: p('createdAt'), from: '2026-11-20', to: '2026-11-21' },
    [at('2026-11-19T23:00:00Z'), at('2026-11-21T22:59:59.999Z')],
    [at('2026-11-19T22:59:59Z'), at('2026-11-21T23:00:00Z'), {}],
  ],
  [
    'FLT-5',
    { test: 'in-last', property: p('renewalDate'), span: { days: 2 } },
    [{ renewalDate: '2026-11-19' }, { renewalDate: '2026-11-21' }],
    [{ renewalDate: '2026-11-18' }, { renewalDate: '2026-11-22' }, {}],
  ],
  [
    'FLT-5',
    { test: 'in-next', property: p('renewalDate'), span: { days: 90 } },
    [{ renewalDate: '2026-11-21' }, { renewalDate: '2027-02-19' }],
    [{ renewalDate: '2026-11-20' }, { renewalDate: '2027-02-20' }, {}],
  ],
  [
    'FLT-5',
    { test: 'before-last', property: p('renewalDate'), span: { days: 2 } },
    [{ renewalDate: '2026-11-18' }],
    [{ renewalDate: '2026-11-19' }, {}],
  ],
  [
    'FLT-5',
    { test: 'after-next', property: p('renewalDate'), span: { days: 2 } },
    [{ renewalDate: '2026-11-24' }],
    [{ renewalDate: '2026-11-23' }, {}],
  ],
  [
    'FLT-5',
    { test: 'in-last', property: p('createdAt'), span: { days: 0 } },
    [at('2026-11-20T23:00:00Z'), at('2026-11-21T22:59:59Z')],
    [at('2026-11-20T22:59:59Z'), at('2026-11-21T23:00:00Z'), {}],
  ],
  [
    'FLT-5',
    { test: 'in-next', property: p('createdAt'), span: { days: 1 } },
    [at('2026-11-20T23:00:00Z'), at('2026-11-22T22:59:59Z')],
    [at('2026-11-22T23:00:00Z'), {}],
  ],
  [
    'FLT-5',
    { test: 'before-last', property: p('createdAt'), span: { days: 1 } },
    [at('2026-11-19T22:59:59Z')],
    [at('2026-11-19T23:00:00Z'), {}],
  ],
  [
    'FLT-5',
    { test: 'after-next', property: p('createdAt'), span: { days: 1 } },
    [at('2026-11-22T23:00:00Z')],
    [at('2026-11-22T22:59:59Z'), {}],
  ],
  [
    'FLT-5',
    { test: 'in-last', property: p('createdAt'), span: { ms: 3_600_000 } },
    [at('2026-11-21T19:30:00Z'), at('2026-11-21T20:30:59.999Z')],
    [at('2026-11-21T19:29:59.999Z'), at('2026-11-21T20:31:00Z'), {}],
  ],
  [
    'FLT-5',
    { test: 'in-next', property: p('createdAt'), span: { ms: 60_000 } },
    [at('2026-11-21T20:30:00Z'), at('2026-11-21T20:31:59.999Z')],
    [at('2026-11-21T20:32:00Z'), at('2026-11-21T20:29:59.999Z'), {}],
  ],
  [
    'FLT-5',
    { test: 'before-last', property: p('createdAt'), span: { ms: 60_000 } },
    [at('2026-11-21T20:28:59.999Z')],
    [at('2026-11-21T20:29:00Z'), {}],
  ],
  [
    'FLT-5',
    { test: 'after-next', property: p('createdAt'), span: { ms: 60_000 } },
    [at('2026-11-21T20:32:00Z')],
    [at('2026-11-21T20:31:59.999Z'), {}],
  ],
  [
    'FLT-5',
    { test: 'in-period', property: p('renewalDate'), period: 'week', shift: 0 },
    [{ renewalDate: '2026-11-16' }, { renewalDate: '2026-11-22' }],
    [{ renewalDate: '2026-11-15' }, { renewalDate: '2026-11-23' }, {}],
  ],
  [
    'FLT-5',
    { test: 'in-period', property: p('renewalDate'), period: 'quarter', shift: 1 },
    [{ renewalDate: '2027-01-01' }, { renewalDate: '2027-03-31' }],
    [{ renewalDate: '2026-12-31' }, { renewalDate: '2027-04-01' }, {}],
  ],
  [
    'FLT-5',
    { test: 'in-period', property: p('renewalDate'), period: 'year', shift: -1 },
    [{ renewalDate: '2025-01-01' }, { renewalDate: '2025-12-31' }],
    [{ renewalDate: '2026-01-01' }, {}],
  ],
  [
    'FLT-5',
    { test: 'in-period', property: p('createdAt'), period: 'month', shift: -1 },
    [at('2026-09-30T22:00:00Z'), at('2026-10-31T22:59:59Z')],
    [at('2026-09-30T21:59:59Z'), at('2026-10-31T23:00:00Z'), {}],
  ],
  [
    'FLT-5',
    { test: 'before-property', property: p('startDate'), other: p('renewalDate') },
    [{ startDate: '2026-01-01', renewalDate: '2026-01-02' }],
    [{ startDate: '2026-01-01', renewalDate: '2026-01-01' }, { startDate: '2026-01-01' }, { renewalDate: '2026-01-01' }, {}],
  ],
  [
    'FLT-5',
    { test: 'after-property', property: p('createdAt'), other: p('updatedAt') },
    [{ createdAt: 2, updatedAt: 1 }],
    [{ createdAt: 1, updatedAt: 1 }, { createdAt: 1, updatedAt: 2 }, {}],
  ],
  [
    'FLT-5',
    { test: 'after-property', property: p('createdAt'), other: p('updatedAt'), missing: true },
    [{ createdAt: 2, updatedAt: 1 }, { updatedAt: 1 }, {}],
    [{ createdAt: 1 }],
  ],
  [
    'FLT-5',
    { test: 'on-property', property: p('startDate'), other: p('renewalDate') },
    [{ startDate: '2026-01-01', renewalDate: '2026-01-01' }],
    [{ startDate: '2026-01-01', renewalDate: '2026-01-02' }, {}],
  ],
  [
    'FLT-6',
    { test: 'any-of', property: p('status'), values: ['open', 'gone'] },
    [{ status: 'open' }],
    [{ status: 'Open' }, { status: 'done' }, {}],
  ],
  ['FLT-6', { test: 'none-of', property: p('status'), values: ['open'] }, [{ status: 'done' }], [{ status: 'open' }, {}]],
  ['FLT-6', { test: 'none-of', property: p('status'), values: ['open'], missing: true }, [{ status: 'done' }, {}], [{ status: 'open' }]],
  ['FLT-7', { test: 'contains-any', property: p('tags'), values: ['a', 'b'] }, [{ tags: ['b', 'c'] }], [{ tags: ['c'] }, { tags: [] }, {}]],
  ['FLT-7', { test: 'contains-all', property: p('tags'), values: ['a', 'b'] }, [{ tags: ['a', 'b', 'c'] }], [{ tags: ['b', 'c'] }, {}]],
  ['FLT-7', { test: 'contains-none', property: p('tags'), values: ['a', 'b'] }, [{ tags: ['c'] }, { tags: [] }], [{ tags: ['a'] }, {}]],
  [
    'FLT-7',
    { test: 'exactly', property: p('tags'), values: ['b', 'a', 'b'] },
    [{ tags: ['a', 'b'] }],
    [{ tags: ['a'] }, { tags: ['a', 'b', 'c'] }, {}],
  ],
  ['FLT-8', { test: 'is', property: p('csm'), value: { operand: 'me' } }, [{ csm: 'u1' }], [{ csm: 'U1' }, { csm: 'u2' }, {}]],
  ['FLT-8', { test: 'any-of', property: p('csm'), values: [{ operand: 'me' }, 'u3'] }, [{ csm: 'u1' }, { csm: 'u3' }], [{ csm: 'u2' }, {}]],
  ['FLT-8', { test: 'none-of', property: p('csm'), values: [{ operand: 'me' }] }, [{ csm: 'u2' }], [{ csm: 'u1' }, {}]],
  ['FLT-8', { test: 'is-in-my-team', property: p('csm') }, [{ csm: 'u2' }], [{ csm: 'u3' }, {}]],
  ['FLT-8', { test: 'is-deactivated', property: p('csm'), missing: true }, [{ csm: 'u9' }, {}], [{ csm: 'u1' }]],
  ['FLT-10', { test: 'is-known', property: p('extra') }, [{ extra: {} }, { extra: false }], [{ extra: null }, {}]],
]

test.each(cases)('[%s] %j', (_, filter, yes, no) => {
  expect(yes.map((values) => passes(filter, values))).toEqual(yes.map(() => true))
  expect(no.map((values) => passes(filter, values))).toEqual(no.map(() => false))
})

test('[VIEW-7] not is the exact complement of any filter, whatever is missing, before and after simplification', () => {
  const seed = Date.now() & 0x7fffffff
  console.info(`seed ${seed}`)
  const leaf = fc.constantFrom(...cases.map(([, filter]) => filter))
  const { filter } = fc.letrec<{ filter: FilterData }>((tie) => ({
    filter: fc.oneof(
      { maxDepth: 4 },
      leaf,
      fc.record({ test: fc.constantFrom('all' as const, 'any' as const), filters: fc.array(tie('filter'), { maxLength: 4 }) }),
      fc.record({ test: fc.constant('not' as const), filter: tie('filter') }),
    ),
  }))
  const parts = cases.flatMap(([, , yes, no]) => [...yes, ...no])
  const values = fc.array(fc.constantFrom(...parts), { maxLength: 6 }).map((some): Values => Object.assign({}, ...some))
  fc.assert(
    fc.property(filter, values, (given, one) => {
      const bound = bind(given).value
      const whole = compileExpression('company', bound)(image(one), nowhere)
      expect(passes({ test: 'not', filter: given }, one)).toBe(!whole)
      const { where } = canonicalise({
        type: 'company',
        user: bound,
        policy: { all: [] },
        order: [],
        select: [],
        count: false,
        archived: 'no',
      })
      expect(compileExpression('company', where)(image(one), nowhere)).toBe(whole)
    }),
    { seed, numRuns: 1000 },
  )
})

test.each<[FilterData, string]>([
  [{ test: 'in-next', property: p('name'), span: { days: 1 } }, 'in-next company.name string'],
  [{ test: 'contains', property: p('status'), text: 'a' }, 'contains company.status enumeration'],
  [{ test: 'at-least', property: p('createdAt'), value: 1 }, 'at-least company.createdAt datetime'],
  [{ test: 'is', property: p('extra'), value: 'a' }, 'is company.extra json'],
  [{ test: 'changed-in-last', property: p('extra'), span: { days: 1 } }, 'changed-in-last company.extra json'],
  [{ test: 'contains-any', property: p('status'), values: [] }, 'contains-any company.status enumeration'],
  [{ test: 'any-of', property: p('tags'), values: ['a'] }, 'any-of company.tags multi_enumeration'],
  [{ test: 'is-in-my-team', property: p('name') }, 'is-in-my-team company.name string'],
  [{ test: 'before-property', property: p('score'), other: p('score') }, 'before-property company.score number'],
])('[FLT-1] a test that does not fit its property is refused, naming test, property and kind: %j', (filter, named) => {
  const problem = problemOf(() => bind({ test: 'all', filters: [filter] }))
  expect(problem).toMatchObject({ code: 'input.invalid', details: { issues: [{ path: ['filters', 0, 'test'] }] } })
  for (const word of named.split(' ')) expect(problem.message).toContain(word)
})

test.each<[FilterData, readonly (string | number)[]]>([
  [{ test: 'is', property: p('score'), value: '5' }, ['value']],
  [{ test: 'is', property: p('score'), value: Number.POSITIVE_INFINITY }, ['value']],
  [{ test: 'is', property: p('name'), value: { operand: 'me' } }, ['value']],
  [{ test: 'is', property: p('name'), value: { operand: 'today' } }, ['value']],
  [{ test: 'is', property: p('name'), value: null }, ['value']],
  [{ test: 'at-least', property: p('arr'), value: 5 }, ['value']],
  [{ test: 'before', property: p('renewalDate'), value: 1000 }, ['value']],
  [{ test: 'before', property: p('renewalDate'), value: '2026-02-30' }, ['value']],
  [{ test: 'before', property: p('createdAt'), value: 'yesterday' }, ['value']],
  [{ test: 'between', property: p('renewalDate'), from: '2026-01-01', to: 'x' }, ['to']],
  [{ test: 'in-last', property: p('renewalDate'), span: { ms: 60_000 } }, ['span']],
  [{ test: 'in-last', property: p('createdAt'), span: { days: 1, ms: 1 } }, ['span']],
  [{ test: 'in-last', property: p('createdAt'), span: {} }, ['span']],
  [{ test: 'in-last', property: p('createdAt'), span: { days: 1e9 } }, ['span']],
  [{ test: 'changed-in-last', property: p('csm'), span: { days: 1.5 } }, ['span']],
  [{ test: 'before-property', property: p('startDate'), other: p('createdAt') }, ['other']],
  [{ test: 'before-property', property: p('startDate'), other: p('nothing') }, ['other']],
  [{ test: 'any-of', property: p('csm'), values: ['u1', 5] }, ['values', 1]],
  [{ test: 'exactly', property: p('tags'), values: ['a', 5] } as never, ['values']],
  [{ test: 'is', property: 'deal.name', value: 'a' }, ['property']],
  [{ test: 'is', property: 'name', value: 'a' }, ['property']],
  [{ test: 'is', property: p('toString'), value: 'a' }, ['property']],
  [{ test: 'id-of', type: 'deal', ids: ['d1'] }, ['type']],
  [{ test: 'some', link: p('tickets') }, ['link']],
  [{ test: 'some', link: p('deals'), filter: { test: 'is', property: p('name'), value: 'a' } }, ['filter', 'property']],
  [{ test: 'count', link: p('deals'), is: 'is', than: -1 }, ['than']],
])('[FLT-1] what cannot be meant is refused with its place: %j', (filter, path) => {
  expect(problemOf(() => bind({ test: 'not', filter }))).toMatchObject({
    code: 'input.invalid',
    details: { issues: [{ path: ['filter', ...path] }] },
  })
})

test('[ACC-8] a hidden property answers word for word as one that does not exist, at each hop and in an order', () => {
  const hidden = problemOf(() => bind({ test: 'is', property: p('secret'), value: 'a' }))
  const absent = problemOf(() => bind({ test: 'is', property: p('absent'), value: 'a' }))
  expect(hidden.message.replace('secret', 'absent')).toBe(absent.message)
  const far: FilterData = {
    test: 'some',
    link: p('deals'),
    filter: { test: 'some', link: 'deal.company', filter: { test: 'is-known', property: p('secret') } },
  }
  expect(problemOf(() => bind(far))).toMatchObject({
    message: hidden.message,
    details: { issues: [{ path: ['filter', 'filter', 'property'] }] },
  })
  expect(problemOf(() => bindOrder([{ by: p('secret'), direction: 'ascending' }], 'company', envOf())).message).toBe(hidden.message)
})

test('[FLT-9] a hop carries the policy of the type that it leads to, beside the nested filter', () => {
  const nested: FilterData = { test: 'is', property: 'deal.name', value: 'A' }
  const hop = { edge: 'company-deal', forward: true, to: 'deal' }
  const name = { atom: 0, test: 'is', property: 'name', kind: 'string', value: 'a' }
  expect(bind({ test: 'some', link: p('deals'), filter: nested }).value).toEqual({
    atom: 0,
    test: 'some',
    hop,
    where: { all: [ownDeals, name] },
  })
  expect(bind({ test: 'none', link: p('deals'), label: 'main' }).value).toEqual({
    not: { atom: 0, test: 'some', hop: { ...hop, label: 'main' }, where: { all: [ownDeals] } },
  })
  expect(bind({ test: 'count', link: p('deals'), is: 'more', than: 2 }).value).toEqual({
    atom: 0,
    test: 'count',
    hop,
    where: { all: [ownDeals] },
    is: 'more',
    than: 2,
  })
})

test('[SEC-5] a filter follows at most three links in a row', () => {
  const far = (hops: number, link = p('deals')): FilterData => ({
    test: 'some',
    link,
    ...(hops > 1 ? { filter: far(hops - 1, link === p('deals') ? 'deal.company' : p('deals')) } : {}),
  })
  expect(bind(far(3)).value).toBeDefined()
  expect(problemOf(() => bind(far(4)))).toMatchObject({ code: 'input.too-large', details: { max: 3 } })
})

test('[MAP-5] a role means its type in properties, links and ids', () => {
  expect(bind({ test: 'is', property: 'customer.manager', value: { operand: 'me' } }).value).toMatchObject({ property: 'csm', value: 'u1' })
  expect(bind({ test: 'some', link: 'customer.deals' }).value).toMatchObject({ hop: { to: 'deal' } })
  expect(bind({ test: 'id-of', type: 'customer', ids: ['c1'] }).value).toEqual({ atom: 0, test: 'id-of', ids: ['c1'] })
})

test('[FLT-1] changed in the last n days looks from the start of a day in the zone, for that very value', () => {
  const filter: FilterData = { test: 'changed-in-last', property: p('csm'), span: { days: 30 }, to: { operand: 'me' } }
  const changed = { atom: 0, test: 'changed', property: 'csm', kind: 'user', since: utc('2026-10-21T22:00:00Z'), to: 'u1' }
  expect(bind(filter).value).toEqual(changed)
  expect(bind({ ...filter, test: 'not-changed-in-last' }).value).toEqual({ not: changed })
  expect(bind({ test: 'changed-in-last', property: p('name'), span: { ms: 60_000 }, to: 'Acme' })).toEqual({
    value: { atom: 0, test: 'changed', property: 'name', kind: 'string', since: utc('2026-11-21T20:29:00Z'), to: 'Acme' },
    until: utc('2026-11-21T20:31:00Z'),
  })
})

test.each<[FilterData, string | undefined, string, string]>([
  [{ test: 'is', property: p('csm'), value: { operand: 'me' } }, undefined, 'Europe/Berlin', 'no clock in it'],
  [{ test: 'in-next', property: p('renewalDate'), span: { days: 90 } }, '2026-11-21T23:00:00Z', 'Europe/Berlin', 'midnight'],
  [{ test: 'in-next', property: p('renewalDate'), span: { days: 90 } }, '2026-11-22T11:00:00Z', 'Pacific/Auckland', 'midnight elsewhere'],
  [{ test: 'before', property: p('createdAt'), value: { operand: 'today' } }, '2026-11-21T23:00:00Z', 'Europe/Berlin', 'midnight'],
  [{ test: 'in-last', property: p('createdAt'), span: { ms: 1 } }, '2026-11-21T20:31:00Z', 'Europe/Berlin', 'the next minute'],
  [{ test: 'in-period', property: p('renewalDate'), period: 'year', shift: -1 }, '2026-12-31T23:00:00Z', 'Europe/Berlin', 'the new year'],
  [
    {
      test: 'all',
      filters: [
        { test: 'in-period', property: p('renewalDate'), period: 'year', shift: 0 },
        { test: 'in-last', property: p('createdAt'), span: { ms: 1 } },
      ],
    },
    '2026-11-21T20:31:00Z',
    'Europe/Berlin',
    'the earliest of several',
  ],
  [
    {
      test: 'some',
      link: p('deals'),
      filter: { test: 'some', link: 'deal.company', filter: { test: 'in-last', property: p('startDate'), span: { days: 1 } } },
    },
    '2026-11-21T23:00:00Z',
    'Europe/Berlin',
    'also behind links',
  ],
])('[VIEW-9] %j is good until %s in %s: %s', (filter, until, zone) => {
  expect(bind(filter, { zone }).until).toBe(until === undefined ? undefined : utc(until))
})

test('[VIEW-9] binding is never good for no time, also where a day begins twice', () => {
  // On 2006-10-29 clocks of St. John's fell back from 00:01 to 23:01 of the day before.
  const later = utc('2006-10-29T03:00:30Z')
  const { until = 0 } = bind(
    { test: 'on', property: p('renewalDate'), value: { operand: 'today' } },
    { now: later, zone: 'America/St_Johns' },
  )
  expect(until).toBeGreaterThan(later)
})

test('[FLT-13] each kind of property has its way to be ordered', () => {
  const order = bindOrder(
    ['name', 'score', 'csm', 'status', 'stage', 'pipeline', 'free', 'vip', 'name'].map((name) => ({
      by: p(name),
      direction: 'descending',
    })),
    'company',
    envOf(),
  )
  expect(order.map(({ property, by, positions }) => [property, by, positions?.join()])).toEqual([
    ['name', 'text', undefined],
    ['score', 'value', undefined],
    ['csm', 'user', undefined],
    ['status', 'position', 'open,done'],
    ['stage', 'position', 'new,won,begun'],
    ['pipeline', 'position', 'p1,p0'],
    ['free', 'position', ''],
    ['vip', 'value', undefined],
  ])
  for (const name of ['tags', 'extra'])
    expect(problemOf(() => bindOrder([{ by: p(name), direction: 'ascending' }], 'company', envOf())).code).toBe('input.invalid')
})

test('[FLT-2] names that every object inherits are properties like any other', () => {
  const own = (name: string, value: string) => Object.fromEntries([[name, value]]) as Values
  for (const name of ['constructor', '__proto__']) {
    expect(passes({ test: 'is-known', property: p(name) }, {})).toBe(false)
    expect(passes({ test: 'is', property: p(name), value: 'A' }, own(name, 'a'))).toBe(true)
  }
})
