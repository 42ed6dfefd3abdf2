import { expect, test } from 'vitest'
import { z } from 'zod'
import {
  Company,
  CustomerRole,
  defineActionContract,
  defineObjectType,
  definePermission,
  defineProperty,
  defineProviderContract,
  rowOf,
  schemas,
  type View,
  windowOf,
} from '../index.contract.js'
import {
  contribute,
  custom,
  defineConfig,
  definePlugin,
  definePoint,
  defineProvider,
  edits,
  onRow,
  providerOf,
  reads,
  readsAll,
  stack,
  table,
} from '../index.plugin.js'
import { addToSchema } from '../plugin/added-schema.js'
import { validate } from '../plugin/guard/validate.js'
import { builtInTypes } from '../schema/built-in-definitions.js'
import { isShown } from './tab.js'

const Row = rowOf(Company.name, Company.arr)
const list = defineProviderContract({ id: 'acme.x/list', permission: 'workspace.access', output: windowOf(Row) })
const rename = defineActionContract({
  id: 'acme.x/rename',
  title: 'Rename',
  permission: 'workspace.access',
  input: z.strictObject({ id: z.string(), name: z.string() }),
})
const rows = table({
  from: list,
  columns: ['name', { field: 'arr', format: 'money' }],
  rowActions: [onRow(rename, { id: 'id' })],
  search: true,
  quickFilters: [{ property: CustomerRole.createdAt }],
  opens: 'record',
})

test('[SDK-3] a view is plain data that its schema takes, by names', () => {
  const view: View = stack(custom({ element: 'acme-list', from: list, fallback: rows }))
  expect(validate(schemas.view, structuredClone(view))).toEqual({ ok: true, value: view })
  expect(rows).toMatchObject({
    kind: 'table',
    provider: 'acme.x/list',
    columns: [{ field: 'name' }, { field: 'arr', format: 'money' }],
    rowActions: [{ action: 'acme.x/rename', fill: { id: 'id' } }],
    quickFilters: [{ property: 'customer.createdAt', label: 'Create date' }],
  })
})
test('[SDK-3] what is no view is refused with its path', () => {
  const nested = { kind: 'stack', children: [{ kind: 'table', columns: [], rowActions: [], script: 'x' }] }
  expect(validate(schemas.view, nested)).toMatchObject({ ok: false, issues: [{ path: ['children', 0] }] })
  const deep = { kind: 'custom', element: 'a-b', fallback: { kind: 'custom', element: 'c-d', fallback: rows } }
  expect(validate(schemas.view, deep)).toMatchObject({ ok: false, issues: [{ path: ['fallback'] }] })
})
test('[SDK-3] a grant is one line, the same whatever the order in which it was written', () => {
  expect(reads(Company.name, Company.arr, Company.deals).grant).toBe('read company.arr, company.deals, company.name')
  expect(reads(Row).paths).toEqual(['company.arr', 'company.name'])
  expect(readsAll(CustomerRole)).toMatchObject({ grant: 'read customer.*', opens: 'all-records', paths: ['customer.*'] })
  expect(edits(Company.name).grant).toBe('edit company.name')
})
test('[SDK-3] a manifest tells an operator the grants by contribution, services and configuration, without running anything', () => {
  const names = reads(Company.name)
  const config = defineConfig('acme.x', z.strictObject({ days: z.int().default(90) }))
  const p = defineProvider({
    id: 'acme.x/p',
    permission: 'workspace.access',
    output: z.int(),
    uses: { names, config },
    watch: async () => 1,
  })
  const { manifest } = definePlugin({ id: 'acme.x', version: '1.0.0', host: '1.0', config, grants: [names], contributes: [p] })
  expect(manifest).toMatchObject({
    grants: { 'read company.name': ['acme.x/p'] },
    needs: [],
    gives: [],
    config: { properties: { days: { default: 90 } } },
  })
})
test('[SDK-3] an added property and an added object type become part of the schema; what is there stays', () => {
  const note = defineProperty({ on: Company, name: 'riskNote', kind: 'text', label: 'Risk note' })
  const again = defineProperty({ on: Company, name: 'name', kind: 'number', label: 'Number' })
  const Project = defineObjectType({
    name: 'project',
    label: 'Project',
    members: { name: 'string', budget: 'money', company: { linkTo: 'company' }, state: { oneOf: ['open', 'done'] } },
  })
  const schema = addToSchema(new Map(builtInTypes.map((type) => [type.name, type])), [note, again, Project])
  const company = schema.get('company')?.properties ?? []
  expect(company.find(({ name }) => name === 'riskNote')).toEqual({ name: 'riskNote', kind: 'text', label: 'Risk note' })
  expect(company.find(({ name }) => name === 'name')?.kind).toBe('string')
  expect(schema.get('project')).toMatchObject({
    title: 'name',
    plural: 'Projects',
    ownership: ['owner'],
    associations: [{ name: 'company', to: 'company', edge: 'project-company' }],
  })
  expect(schema.get('project')?.properties.map(({ name }) => name)).toEqual(['name', 'budget', 'state', 'createdAt', 'updatedAt', 'owner'])
})
test('[SDK-3] a name that is none, or taken, is refused where it is written', () => {
  expect(() => defineProperty({ on: Company, name: 'a.b', kind: 'text', label: 'X' })).toThrow('no name')
  expect(() => defineObjectType({ name: 'thing', label: 'Thing', members: { name: 'string', kind: 'string' } })).toThrow('taken')
  expect(() => defineObjectType({ name: 'thing', label: 'Thing', members: { size: 'number' } })).toThrow('names its records')
})
test('[SDK-3] conditions of a tab follow permissions and edition', () => {
  const special = definePermission({ id: 'acme.x/special', title: 'Special' })
  const to = (edition: string, ...may: string[]) => ({ edition, may: (permission: string) => may.includes(permission) })
  const when = {
    all: [{ permission: special }, { not: { any: [{ edition: 'professional' }, { permission: 'settings.manage' as const }] } }],
  }
  expect(isShown(when, to('enterprise', 'acme.x/special'))).toBe(true)
  expect(isShown(when, to('professional', 'acme.x/special'))).toBe(false)
  expect(isShown(when, to('enterprise', 'acme.x/special', 'settings.manage'))).toBe(false)
  expect(isShown(when, to('enterprise'))).toBe(false)
})
test('[SDK-3] a point takes providers by value and nothing else in their place', () => {
  const point = definePoint({ key: 'acme.x/sources@1', item: z.strictObject({ source: providerOf(z.undefined(), windowOf(Row)) }) })
  expect(validate(point.item, { source: list })).toMatchObject({ ok: true })
  expect(validate(point.item, { source: 'acme.x/list' })).toMatchObject({ ok: false, issues: [{ path: ['source'] }] })
  expect(contribute(point, { id: 'acme.y/i', source: list as never, order: { rank: 1 } })).toMatchObject({
    kind: 'item',
    id: 'acme.y/i',
    point: 'acme.x/sources@1',
    order: { rank: 1 },
    item: { source: list },
  })
})
