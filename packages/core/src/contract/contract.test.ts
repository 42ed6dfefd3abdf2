import { expect, test } from 'vitest'
import { z } from 'zod'
import { validate } from '../errors/validate.js'
import type { Block } from '../index.block.js'
import { custom, defineElement, onRow, stack, table } from '../index.block.js'
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
  windowOf,
} from '../index.contract.js'
import { contribute, defineConfig, definePlugin, definePoint, defineProvider, edits, providerOf, reads, readsAll } from '../index.plugin.js'
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

const strip = defineElement({ id: 'acme.x/strip', module: new URL('file:///strip.js') })

test('[SDK-3] a block is plain data that its schema takes, by names', () => {
  const block: Block = stack(custom({ element: strip, from: list, fallback: rows }))
  expect(validate(schemas.block, structuredClone(block))).toEqual({ ok: true, value: block })
  expect(rows).toMatchObject({
    kind: 'table',
    provider: 'acme.x/list',
    columns: [{ field: 'name' }, { field: 'arr', format: 'money' }],
    rowActions: [{ action: 'acme.x/rename', fill: { id: 'id' } }],
    quickFilters: [{ property: 'customer.createdAt', label: 'Create date' }],
  })
})
test('[SDK-3] what is no block is refused with its path', () => {
  const nested = { kind: 'stack', children: [{ kind: 'table', provider: 'acme.x/list', columns: [], rowActions: [], script: 'x' }] }
  expect(validate(schemas.block, nested)).toMatchObject({ ok: false, issues: [{ path: ['children', 0] }] })
  const deep = { kind: 'custom', provider: 'acme.x/list', element: 'a.x/b', fallback: { kind: 'custom', element: 'a.x/d', fallback: rows } }
  expect(validate(schemas.block, deep)).toMatchObject({ ok: false, issues: [{ path: ['fallback', 'kind'] }] })
})
test('[SDK-3] a grant is one line, the same whatever the order in which it was written', () => {
  expect(reads(Company.name, Company.arr, Company.deals).grant).toBe('read company.arr, company.deals, company.name')
  expect(reads(Row).paths).toEqual(['company.arr', 'company.name'])
  expect(readsAll(CustomerRole)).toMatchObject({ grant: 'read customer.*', opens: 'all-records', paths: ['customer.*'] })
  expect(edits(Company.name).grant).toBe('edit company.name')
})
test('[SDK-3] a manifest lists grants by contribution, services and configuration, without running anything', () => {
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
test('[SDK-3] a name that is none, or taken, is refused where it is written', () => {
  expect(() => defineProperty({ on: Company, name: 'a.b', kind: 'text', label: 'X' })).toThrow('no name')
  expect(() => defineObjectType({ name: 'thing', label: 'Thing', members: { name: 'string', kind: 'string' } })).toThrow('taken')
  expect(() => defineObjectType({ name: 'thing', label: 'Thing', members: { size: 'number' } })).toThrow('names its records')
})
test('[SDK-3] conditions of a tab follow permissions and edition', () => {
  const special = definePermission({ id: 'acme.x/special', title: 'Special' })
  const to = (edition: string, ...may: string[]) => ({
    edition,
    may: (permission: string) => may.includes(permission),
    isOn: (section: string, field: string) => `${section} ${field}` === 'acme.x/settings showTab',
  })
  const when = {
    all: [{ permission: special }, { not: { any: [{ edition: 'professional' }, { permission: 'settings.manage' as const }] } }],
  }
  expect(isShown(when, to('enterprise', 'acme.x/special'))).toBe(true)
  expect(isShown(when, to('professional', 'acme.x/special'))).toBe(false)
  expect(isShown(when, to('enterprise', 'acme.x/special', 'settings.manage'))).toBe(false)
  expect(isShown(when, to('enterprise'))).toBe(false)
  expect(isShown({ setting: 'acme.x/settings', field: 'showTab' }, to('enterprise'))).toBe(true)
  expect(isShown({ setting: 'acme.x/settings', field: 'other' }, to('enterprise'))).toBe(false)
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
