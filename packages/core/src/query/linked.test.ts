import { expect, test } from 'vitest'
import { isTenureError, type Problem, TenureError } from '../errors/tenure-error.js'
import type { ObjectTypeDefinition, PropertyDefinition, SchemaDefinition } from '../schema/definition.js'
import type { PropertyKind, Values } from '../schema/value.js'
import { type BindEnv, bindFilter } from './bind.js'
import { bindLinked, bindOrder } from './bind-columns.js'
import type { Expression, Hop, LinkedColumn } from './canonical.js'
import { canonicalise, type QueryParts, queryKey } from './canonicalise.js'
import { compileExpression, compileLinked, looksBeyond, propertiesOf, typesOf, type World } from './evaluator.js'
import type { FilterData } from './filter-data.js'
import { filterSchema, querySchema } from './parse.js'

const property = (name: string, kind: PropertyKind, options?: PropertyDefinition['options']): PropertyDefinition => ({
  name,
  kind,
  label: name,
  ...(options && { options }),
})
const type = (name: string, properties: ObjectTypeDefinition['properties'], associations: ObjectTypeDefinition['associations']) => ({
  name,
  label: name,
  plural: name,
  title: 'name',
  ownership: [],
  active: true,
  properties,
  associations,
})
const health = [
  { value: 'poor', label: 'Poor' },
  { value: 'good', label: 'Good' },
]
const schema: SchemaDefinition = new Map([
  [
    'contact',
    type(
      'contact',
      [property('name', 'string'), property('born', 'date')],
      [
        { name: 'companies', label: 'Companies', to: 'company', edge: 'contact-company', forward: true },
        { name: 'former', label: 'Former', to: 'company', edge: 'contact-former', forward: true },
      ],
    ),
  ],
  [
    'company',
    type(
      'company',
      [
        property('name', 'string'),
        property('csm', 'user'),
        property('seen', 'datetime'),
        property('founded', 'date'),
        property('renewal', 'date'),
        property('health', 'enumeration', health),
        property('tags', 'multi_enumeration'),
        property('secret', 'string'),
      ],
      [{ name: 'contacts', label: 'Contacts', to: 'contact', edge: 'contact-company', forward: false }],
    ),
  ],
])
const mine: Expression = { atom: 0, test: 'is', property: 'csm', kind: 'user', value: 'u1' }
const env: BindEnv = {
  schema,
  user: 'u1',
  now: Date.parse('2026-11-21T20:30:40Z'),
  zone: 'UTC',
  resolve: (path) => (path.startsWith('person.') ? `contact.${path.slice(7)}` : path),
  checkReadable: (path) => {
    if (path !== 'company.secret') return
    throw new TenureError('input.invalid', `There is no property ${path}.`, { issues: [{ path: [], message: 'hidden' }] })
  },
  policy: (name) => (name === 'company' ? mine : { all: [] }),
  teamMembers: () => ['u1'],
  deactivated: () => [],
}
const hop: Hop = { edge: 'contact-company', forward: true, to: 'company' }
const bind = (filter: FilterData) => bindFilter(filter, 'contact', env).value
const problemOf = (run: () => unknown): Problem => {
  try {
    run()
  } catch (error) {
    if (isTenureError(error)) return error.problem
  }
  throw new Error('It was not refused.')
}
const column = (name: string, more: Partial<LinkedColumn> = {}): LinkedColumn => ({
  name: `companies.${name}`,
  hop,
  among: mine,
  property: name,
  kind: 'string',
  ...more,
})

/** Companies that a contact is linked to, with a label or without. */
interface Linked {
  readonly id: string
  readonly values: Values
  readonly label?: string
}
function worldOf(companies: readonly Linked[]): World {
  return {
    linked: (_, { label }) => companies.filter((company) => label === undefined || (company.label ?? '') === label),
    changedSince: () => false,
    userName: () => undefined,
  }
}
const passes = (filter: FilterData, companies: readonly Linked[]) =>
  compileExpression('contact', bind(filter))({ id: 'p1', values: {} }, worldOf(companies))
const nameOf = (companies: readonly Linked[]) =>
  compileLinked('contact', [column('name')])({ id: 'p1', values: {} }, worldOf(companies))['companies.name']

const north: Linked = { id: 'c1', values: { name: 'North', csm: 'u1' } }
const south: Linked = { id: 'c2', values: { name: 'South', csm: 'u1' } }
const foreign: Linked = { id: 'c0', values: { name: 'Foreign', csm: 'u2' }, label: 'primary' }

test('[FLT-9] the primary record counts, else the first by id, of those that the user may see', () => {
  expect(nameOf([south, north])).toBe('North')
  expect(nameOf([north, { ...south, label: 'primary' }])).toBe('South')
  expect(
    nameOf([
      { ...south, label: 'primary' },
      { ...north, label: 'primary' },
    ]),
  ).toBe('North')
  expect(nameOf([foreign, south, north])).toBe('North')
  expect(nameOf([foreign])).toBe(null)
  expect(
    nameOf([
      { id: 'c3', values: { csm: 'u1' } },
      { ...south, id: 'c4' },
    ]),
  ).toBe(null)
  expect(
    nameOf([
      { ...south, id: '\u{1f600}' },
      { ...north, id: '\ue000' },
    ]),
  ).toBe('North')
})

test('[VIEW-7] a test through a link becomes a test of the picked record, its policy with it', () => {
  expect(bind({ test: 'is', property: 'contact.companies.name', value: 'North' })).toEqual({
    atom: 0,
    test: 'first',
    hop,
    among: mine,
    where: { atom: 0, test: 'is', property: 'name', kind: 'string', value: 'north' },
  })
  expect(bind({ test: 'is', property: 'person.companies.name', value: 'North' })).toEqual(
    bind({ test: 'is', property: 'contact.companies.name', value: 'North' }),
  )
})

test('[VIEW-7] negative tests, missing values and time compose outside the link as they do without one', () => {
  const name = 'contact.companies.name'
  const none: readonly Linked[] = [foreign]
  const nameless: readonly Linked[] = [{ id: 'c1', values: { csm: 'u1' } }]
  const cases: readonly (readonly [FilterData, north: boolean, south: boolean, missing: boolean])[] = [
    [{ test: 'is', property: name, value: 'NORTH' }, true, false, false],
    [{ test: 'is', property: name, value: 'north', missing: true }, true, false, true],
    [{ test: 'is-not', property: name, value: 'north' }, false, true, false],
    [{ test: 'is-not', property: name, value: 'north', missing: true }, false, true, true],
    [{ test: 'does-not-contain', property: name, text: 'nor' }, false, true, false],
    [{ test: 'not', filter: { test: 'is', property: name, value: 'north' } }, false, true, true],
    [{ test: 'is-known', property: name }, true, true, false],
    [{ test: 'is-unknown', property: name }, false, false, true],
    [{ test: 'any-of', property: name, values: ['north', 'south'] }, true, true, false],
  ]
  for (const [filter, first, second, missing] of cases)
    expect([filter, [[north], [south], none, nameless].map((companies) => passes(filter, companies))]).toEqual([
      filter,
      [first, second, missing, missing],
    ])
  const today: FilterData = { test: 'on', property: 'contact.companies.seen', value: { operand: 'today' } }
  expect(passes(today, [{ id: 'c1', values: { csm: 'u1', seen: env.now } }])).toBe(true)
  expect(bindFilter(today, 'contact', env).until).toBe(Date.parse('2026-11-22'))
})

test('[FLT-5] two dates of the picked record are compared, and no others', () => {
  const dates: FilterData = { test: 'before-property', property: 'contact.companies.founded', other: 'contact.companies.renewal' }
  expect(passes(dates, [{ id: 'c1', values: { csm: 'u1', founded: '2020-01-01', renewal: '2027-01-01' } }])).toBe(true)
  expect(passes(dates, [{ id: 'c1', values: { csm: 'u1', founded: '2020-01-01' } }])).toBe(false)
  for (const other of ['contact.born', 'contact.former.renewal'])
    expect(problemOf(() => bind({ ...dates, other } as FilterData)).message).toBe(
      `${other} is of another record; two properties of one record can be compared.`,
    )
})

test('[ACC-8] a hidden property, a missing one and a missing link are refused in the same words, which name the path', () => {
  const paths = ['contact.companies.secret', 'contact.companies.nothing', 'contact.nothing.name']
  for (const path of paths) {
    const filtered = problemOf(() => bind({ test: 'not', filter: { test: 'is-known', property: path } }))
    expect(filtered).toMatchObject({ code: 'input.invalid', message: `There is no property ${path}.` })
    expect(filtered.details).toMatchObject({ issues: [{ path: ['filter', 'property'] }] })
    const ordered = problemOf(() => bindOrder([{ by: path, direction: 'ascending' }], 'contact', env))
    expect(ordered).toMatchObject({ code: 'input.invalid', message: `There is no property ${path}.` })
  }
  expect(bindLinked(['companies.secret', 'companies.nothing', 'nothing.name', 'name'], 'contact', env)).toEqual([])
})

test('[FLT-9] a path follows one link, and the hop counts among those that a filter follows', () => {
  expect(problemOf(() => bind({ test: 'is-known', property: 'contact.companies.contacts.name' })).message).toBe(
    'contact.companies.contacts.name follows more than one link; a property is read through one.',
  )
  const through = (links: number): FilterData => {
    if (links === 0) return { test: 'is-known', property: 'contact.companies.name' }
    const back: FilterData = { test: 'some', link: 'company.contacts', filter: through(links - 2) }
    return { test: 'some', link: 'contact.companies', filter: back }
  }
  expect(() => bind(through(2))).not.toThrow()
  expect(problemOf(() => bind(through(4))).code).toBe('input.too-large')
})

test('[FLT-13] an order through a link goes by the kind and the options of the linked property', () => {
  const by = (path: string) => bindOrder([{ by: path, direction: 'descending' }], 'contact', env)
  expect(by('contact.companies.health')).toEqual([
    { property: 'companies.health', direction: 'descending', by: 'position', positions: ['poor', 'good'] },
  ])
  expect(by('person.companies.csm')).toMatchObject([{ property: 'companies.csm', by: 'user' }])
  expect(problemOf(() => by('contact.companies.tags')).message).toContain('contact.companies.tags is of the kind multi_enumeration')
  expect(bindLinked(['companies.health'], 'contact', env)).toEqual([column('health', { kind: 'enumeration' })])
})

const parts = (more: Partial<QueryParts>): QueryParts => ({
  type: 'contact',
  user: { all: [] },
  policy: { all: [] },
  order: [],
  select: ['name', 'companies.name', 'companies.csm'],
  linked: [column('name'), column('csm', { kind: 'user', among: { all: [mine] } }), column('founded')],
  count: true,
  archived: 'no',
  ...more,
})

test('[FLT-12] the canonical query keeps the columns that it names, by name, and one condition for those of one step', () => {
  const { linked = [], select } = canonicalise(parts({}))
  expect(select).toEqual(['companies.csm', 'companies.name', 'name'])
  expect(linked.map(({ name }) => name)).toEqual(['companies.csm', 'companies.name'])
  expect(linked[0]?.among).toBe(linked[1]?.among)
  expect(canonicalise(parts({ select: ['name'] }))).not.toHaveProperty('linked')
})

test('[FLT-12] queries that pick differently have different keys, and look at the types at both ends', () => {
  const keyOf = (more: Partial<QueryParts>) => queryKey(canonicalise(parts(more)))
  const keys = [
    keyOf({}),
    keyOf({ linked: [column('name', { among: { all: [] } }), column('csm')] }),
    keyOf({ linked: [column('name', { hop: { ...hop, edge: 'contact-former' } }), column('csm')] }),
    keyOf({ user: bind({ test: 'is-known', property: 'contact.companies.name' }) }),
    keyOf({
      user: { atom: 0, test: 'some', hop, where: { all: [mine, { atom: 0, test: 'is-known', property: 'name', kind: 'string' }] } },
    }),
  ]
  expect(new Set(keys).size).toBe(keys.length)
  expect(keyOf({})).toBe(keyOf({ linked: [column('csm', { kind: 'user' }), column('name')] }))
  expect([...typesOf(canonicalise(parts({})))].sort()).toEqual(['company', 'contact'])
  const where = bind({ test: 'is', property: 'contact.companies.name', value: 'x' })
  expect(looksBeyond(where)).toBe(true)
  expect([...(propertiesOf(where, 'contact').get('company') ?? [])].sort()).toEqual(['csm', 'name'])
})

test('[ACC-9] a test through a link to records of which the user may see none fails, and its opposite holds', () => {
  const where = bindFilter({ test: 'is-known', property: 'contact.companies.name' }, 'contact', {
    ...env,
    policy: () => ({ any: [] }),
  }).value
  expect(canonicalise(parts({ user: where })).where).toEqual({ any: [] })
  expect(canonicalise(parts({ user: { not: where } })).where).toEqual({ all: [] })
})

test('[VIEW-7] what comes from outside may name paths through links', () => {
  const where: FilterData = { test: 'is-known', property: 'contact.companies.name' }
  const query = { type: 'contact', select: ['companies.name'], where, orderBy: [{ by: 'contact.companies.name', direction: 'ascending' }] }
  expect(querySchema.safeParse(query).success).toBe(true)
  expect(filterSchema.safeParse(where).success).toBe(true)
})
