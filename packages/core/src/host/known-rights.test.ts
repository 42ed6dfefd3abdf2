import { memory } from '@tenure/memory'
import { record as recordPlugin } from '@tenure/record'
import { aUser, createTestHost } from '@tenure/testing'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { definePermission } from '../contract/contribution.js'
import { defineProvider } from '../contract/provider.js'
import { createRecordContract, updateRecordContract } from '../contract/workspace-contract.js'
import { definePlugin, use } from '../plugin/plugin.js'

const writeNotes = definePermission({ id: 'test.notes/write', title: 'Write notes' })
const notes = defineProvider({ id: 'test.notes/all', permission: writeNotes, output: z.null(), watch: async () => null })
const plugin = definePlugin({ id: 'test.notes', version: '1.0.0', host: '1.0', contributes: [writeNotes, notes] })
const start = () =>
  createTestHost({
    plugins: [use(recordPlugin), use(plugin)],
    storage: memory({
      users: [aUser({ id: 'root', superAdmin: true }), aUser({ id: 'anna' })],
      records: [
        { type: 'permissionSet', id: 'old', values: { name: 'Old', permissions: ['gone.plugin/right'], objects: { gone: all } } },
        { type: 'team', id: 'emea', values: { name: 'EMEA' } },
        { type: 'team', id: 'dach', values: { name: 'DACH', parent: 'emea' } },
      ],
    }),
  })
const all = { view: 'all', edit: 'all', delete: 'all' }

async function messageOf(type: string, id: string, values: object): Promise<string> {
  await using host = await start()
  const outcome = await host.as('root').act(updateRecordContract, { type, id, values: values as Record<string, never> })
  return outcome.ok ? 'written' : outcome.problem.message
}

test('[ACC-1] [ACCESS-15] a permission set takes permissions of the core and of plugins; another name is refused with the nearest', async () => {
  await using host = await start()
  const created = (permissions: readonly string[]) =>
    host.as('root').act(createRecordContract, { type: 'permissionSet', values: { name: 'CSM', permissions: [...permissions] } })
  expect(await created(['workspace.access', 'settings.manage', 'test.notes/write'])).toEqual({ ok: true, value: expect.anything() })
  const refused = await created(['workspace.acess'])
  expect(refused).toMatchObject({ ok: false, problem: { code: 'input.invalid' } })
  expect(refused.ok ? '' : refused.problem.message).toContain('There is no permission workspace.acess. Did you mean "workspace.access"?')
})

test('[ACC-7] [ACCESS-15] rights name object types that exist, and reach that can be read', async () => {
  expect(await messageOf('user', 'anna', { objects: { companie: all } })).toContain(
    'There is no object type companie. Did you mean "company"?',
  )
  expect(await messageOf('user', 'anna', { objects: { company: { view: 'most' } } })).toContain('all, team, own or none')
  expect(await messageOf('user', 'anna', { objects: { setting: all } })).toContain('the workspace itself decides')
  expect(await messageOf('user', 'anna', { objects: { '*': all, company: all } })).toBe('written')
})

test('[ACCESS-15] what a set named before may stay when its plugin is gone', async () => {
  expect(await messageOf('permissionSet', 'old', { name: 'Older' })).toBe('written')
  expect(await messageOf('permissionSet', 'old', { objects: { gone: all, company: all } })).toBe('written')
})

test('[WSP-3] a team is below a team that exists and never below itself', async () => {
  expect(await messageOf('team', 'emea', { parent: 'apac' })).toContain('There is no team apac.')
  expect(await messageOf('team', 'emea', { parent: 'dach' })).toContain('cannot be below itself')
  expect(await messageOf('team', 'emea', { parent: null })).toBe('written')
})
