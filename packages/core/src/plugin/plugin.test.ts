import { expect, test } from 'vitest'
import { z } from 'zod'
import type { Contribution } from '../contract/contribution.js'
import { defineConfig, edits, reads } from '../contract/grant.js'
import { Company } from '../schema/object-types.js'
import { definePlugin, type PluginSpec, use } from './plugin.js'

const names = reads(Company.name)
const writes = edits(Company.name)
const item = (kind: string, id: string, uses: object = {}, more: object = {}) =>
  ({ contribution: 1, kind, id: `acme.x/${id}`, uses, ...more }) as unknown as Contribution<never>
const aPlugin = (more: Partial<PluginSpec<'acme.x', unknown, unknown, never>> = {}) =>
  definePlugin({ ...{ id: 'acme.x', version: '1.2.0', host: '1.0', contributes: [] }, ...more } as never)

test('[SDK-3] a plugin is a frozen value: what it is defined with, and a manifest that is made when it is read', () => {
  const plugin = aPlugin({ critical: true })
  expect(plugin).toMatchObject({ id: 'acme.x', version: '1.2.0', host: '1.0', contributes: [], critical: true })
  const { manifest } = plugin
  expect([Object.isFrozen(plugin), plugin.manifest === manifest]).toEqual([true, true])
})

test('[SDK-3] [PLUGIN-3] the manifest says which contribution uses which grant, and what services are needed and given', () => {
  const needs = (...keys: readonly string[]) => Object.fromEntries(keys.map((key) => [key, { key }]))
  const contributes = [
    item('provider', 'list', { names, ...needs('acme.z/s@1', 'acme.y/s@1'), soft: { key: 'acme.w/s@1', optional: true } }),
    item('action', 'do', { names, writes, ...needs('acme.y/s@1') }),
    ...[item('resource', 'r@1'), item('service', 'a@1'), item('tab', 'tab')],
  ]
  expect(aPlugin({ grants: [names, writes] as never, contributes }).manifest).toEqual({
    grants: { 'read company.name': ['acme.x/list', 'acme.x/do'], 'edit company.name': ['acme.x/do'] },
    needs: ['acme.y/s@1', 'acme.z/s@1'],
    gives: ['acme.x/a@1', 'acme.x/r@1'],
    config: null,
  })
  expect(aPlugin({ grants: [names] as never }).manifest.grants).toEqual({ 'read company.name': [] })
})

test('[PLUGIN-2] the manifest has the configuration as it is written, where its schema says it', () => {
  const config = defineConfig('acme.x', z.strictObject({ days: z.int().default(90), when: z.date().optional() }))
  const { manifest } = aPlugin({ config: config as never })
  expect(manifest.config).toMatchObject({ type: 'object', properties: { days: { type: 'integer', default: 90 }, when: {} } })
  expect(manifest.config).not.toHaveProperty('required')
  const foreign = { '~standard': { version: 1, vendor: 'other', validate: (value: unknown) => ({ value }) } }
  expect(aPlugin({ config: { ...config, schema: foreign } as never }).manifest.config).toBeNull()
})

test('[SDK-2] a collection brings its providers and views along, each after it', () => {
  const parts = [item('provider', 'list'), item('view', 'all')]
  const { contributes } = aPlugin({ contributes: [item('collection', 'all', {}, { parts }), item('tab', 'tab')] }) as unknown as {
    contributes: readonly Contribution[]
  }
  expect(contributes.map(({ kind }) => kind)).toEqual(['collection', 'provider', 'view', 'tab'])
})

test('[SDK-3] [PLUGIN-1] a plugin is put into a host with its configuration; what is none is let through by what it calls itself', () => {
  const plugin = aPlugin()
  const used = use(plugin as never, { days: 3 } as never)
  expect(used).toEqual({ plugin: 'acme.x', value: plugin, config: { days: 3 } })
  expect([Object.isFrozen(used), used.value]).toEqual([true, plugin])
  expect([use(plugin as never).config, use(null as never), use({} as never).plugin]).toEqual([
    ...[undefined, { plugin: 'undefined', value: null, config: undefined }, 'undefined'],
  ])
})
