import { expect, test } from 'vitest'
import { compileExpression, type World } from '../query/evaluator.js'
import type { FilterData, QueryData } from '../query/filter-data.js'
import { builtInTypes } from '../schema/built-in-definitions.js'
import type { Values } from '../schema/value.js'
import { createAccess } from './access.js'
import { type Asker, mainWorkspace, type Roles } from './asker.js'
import { sealCursor } from './cursor.js'
import { createDirectory } from './directory.js'
import { policyOf } from './policy.js'
import { systemPrincipal } from './principal.js'
import { resolvePath, resolveType } from './role-path.js'

const own = { view: 'own', edit: 'none', delete: 'none' }
const annaRights = { objects: { company: own, contact: own }, hidden: ['company.arr'] }
const schema = new Map(builtInTypes.map((type) => [type.name, type]))
function openAccess(rights: Values = annaRights) {
  const directory = createDirectory([{ ref: { type: 'user', id: 'anna' }, version: '1', values: rights }])
  const principal = directory.find('anna') ?? systemPrincipal
  const asker: Asker = { principal, workspace: mainWorkspace, roles: new Map() }
  return { asker, access: createAccess({ schema: () => schema, directory, now: () => 0 }) }
}
const world: World = { linked: () => [], changedSince: () => false, userName: () => undefined }
const names: QueryData = { type: 'company', select: ['name'] }
const refusalOf = (ask: () => unknown): unknown => {
  try {
    ask()
    return 'no refusal'
  } catch (error) {
    const { code, message } = error as { code: string; message: string }
    return `${code}: ${message}`
  }
}

test('[ACCESS-11] a bound query matches only what its asker may view, at the end of a link too', () => {
  const { access, asker } = openAccess()
  const { where } = access.bind(asker, names).query
  const matches = (values: Values) => compileExpression('company', where)({ id: 'c', values }, world)
  expect([matches({ csm: 'anna' }), matches({ csm: 'ben' }), matches({})]).toEqual([true, false, false])
  const linked: FilterData = { test: 'some', link: 'company.contacts' } as FilterData
  const ofLink = access.bind(asker, { ...names, where: linked }).query.where
  const sees = (owner: string) =>
    compileExpression('company', ofLink)({ id: 'c', values: { csm: 'anna' } }, { ...world, linked: () => [{ id: 'p', values: { owner } }] })
  expect([sees('anna'), sees('ben')]).toEqual([true, false])
})

test('[ACCESS-12] a hidden property is refused like a missing one in filters and orders, and left out of a selection', () => {
  const { access, asker } = openAccess()
  const known = (property: string) => ({ test: 'is-known', property: `company.${property}` }) as FilterData
  const ordered = (property: string) => [{ by: `company.${property}`, direction: 'ascending' }] as const
  for (const property of ['arr', 'nothing']) {
    const words = `input.invalid: There is no property company.${property}.`
    expect(refusalOf(() => access.bind(asker, { ...names, where: known(property) }))).toBe(words)
    expect(refusalOf(() => access.bind(asker, { ...names, orderBy: ordered(property) }))).toBe(words)
  }
  expect(access.bind(asker, { ...names, select: ['arr', 'name'] }).query.select).toEqual(['name'])
})

test('[AGG-14] an aggregate counts only what its asker may view, and groups and measures only what the asker may read', () => {
  const { access, asker } = openAccess()
  const { query } = access.bindAggregate(asker, { type: 'company' }).aggregate
  const matches = (csm: string) => compileExpression('company', query.where)({ id: 'c', values: { csm } }, world)
  expect([matches('anna'), matches('ben')]).toEqual([true, false])
  const { linked } = access.bindAggregate(asker, { type: 'contact', by: [{ property: 'contact.companies.industry' }] }).aggregate.query
  const picks = (csm: string) => linked?.map(({ among }) => compileExpression('company', among)({ id: 'c', values: { csm } }, world))
  expect([picks('anna'), picks('ben')]).toEqual([[true], [false]])
  for (const path of ['company.arr', 'company.nothing', 'contact.companies.arr', 'contact.companies.nothing']) {
    const [type = ''] = path.split('.')
    const words = `input.invalid: There is no property ${path}.`
    expect(refusalOf(() => access.bindAggregate(asker, { type, measures: [{ measure: 'distinct', property: path }] }))).toBe(words)
    expect(refusalOf(() => access.bindAggregate(asker, { type, by: [{ property: path }] }))).toBe(words)
  }
})

test('[ACCESS-13] sizes that are no whole numbers and cursors of another order are refused', () => {
  const { access, asker } = openAccess()
  for (const wrong of [-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY])
    for (const size of ['limit', 'offset'])
      expect(refusalOf(() => access.bind(asker, { ...names, [size]: wrong }))).toBe(
        `input.invalid: The ${size} of a list is a whole number, 0 or more.`,
      )
  const byName = { ...names, orderBy: [{ by: 'company.name', direction: 'ascending' }] } as const
  const { order } = access.bind(asker, byName).query
  const after = sealCursor({ ref: { type: 'company', id: 'c' }, version: '1', values: { name: 'Acme' } }, order)
  expect(access.bind(asker, { ...byName, after }).query.after).toEqual({ values: ['Acme'], id: 'c' })
  expect(refusalOf(() => access.bind(asker, { ...names, after }))).toMatch(/^input.invalid/)
  expect(refusalOf(() => access.bind(asker, { ...byName, after: 'x' }))).toMatch(/^input.invalid/)
})

test('[ACCESS-14] a role means its first type, or the type in question if that plays it, and is refused if none does', () => {
  const roles: Roles = new Map([
    [
      'revenue',
      [
        { type: 'deal', properties: { csm: 'owner', renewalDate: undefined } },
        { type: 'order', properties: { csm: 'seller' } },
      ],
    ],
  ])
  expect([resolveType(roles, 'revenue'), resolvePath(roles, 'revenue.csm'), resolvePath(roles, 'revenue.csm', 'order')]).toEqual([
    'deal',
    'deal.owner',
    'order.seller',
  ])
  for (const path of ['customer.name', 'revenue.renewalDate']) expect(refusalOf(() => resolvePath(roles, path))).toMatch(/^input.invalid/)
})

test('[ACCESS-6] a super admin reaches every record with a seat, and none by the flag alone', () => {
  const may = (rights: Values) =>
    (['view', 'edit', 'delete'] as const).map((action) => {
      const policy = policyOf(openAccess(rights).asker, schema.get('company') as never, action)
      return compileExpression('company', policy)({ id: 'c', values: { csm: 'ben' } }, world)
    })
  expect(may({ superAdmin: true, seat: true })).toEqual([true, true, true])
  expect(may({ superAdmin: true })).toEqual([false, false, false])
})
