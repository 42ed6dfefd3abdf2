import { customerList, customers } from '@tenure/customers'
import { memory, record } from '@tenure/memory'
import { record as recordPlugin } from '@tenure/record'
import { aUser, createTestHost, type TestHost } from '@tenure/testing'
import { of } from 'rxjs'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { getValue } from '../base/outcome.js'
import { deleteWorkspaceContract } from '../contract/administration/workspaces.js'
import type { Frame } from '../contract/frame.js'
import { settingsContract } from '../contract/page/settings-contract.js'
import { defineProvider } from '../contract/provider.js'
import { defineSettings } from '../contract/settings.js'
import { updateRecordContract } from '../contract/workspace-contract.js'
import { definePlugin, use } from '../plugin/plugin.js'
import { Company } from '../schema/object-types.js'
import { saveSection } from './test-settings.js'

const Greeting = defineSettings({
  id: 'test.greeting/settings',
  scope: 'workspace',
  title: 'Greeting',
  schema: z.strictObject({ text: z.string() }),
  initial: { text: 'Hello' },
})
const greet = defineProvider({
  id: 'test.greeting/greet',
  permission: 'workspace.access',
  output: z.custom<readonly string[]>(() => true),
  uses: { greeting: Greeting },
  watch: ({ greeting, session }) => of([greeting.text, session.workspace, session.timeZone]),
})
const greeting = definePlugin({ id: 'test.greeting', version: '1.0.0', host: '1.0', contributes: [Greeting, greet] })

const seed = {
  users: [aUser({ id: 'root', superAdmin: true }), aUser({ id: 'anna', primaryTeam: 'east' }), aUser({ id: 'ben', primaryTeam: 'west' })],
  records: [
    { type: 'workspace', id: 'w', values: { name: 'West', teams: ['west'] } },
    record(Company, 'c1', { name: 'Northwind', csm: 'anna', owner: 'ben' }),
    record(Company, 'c2', { name: 'Fabrikam', csm: 'ben', owner: 'anna' }),
  ],
}
const start = () =>
  createTestHost({ plugins: [use(customers), use(recordPlugin), use(greeting)], storage: memory(seed), edition: 'enterprise' })
const follow = <T>(frames: { subscribe(next: (frame: Frame<T>) => void): unknown }): Frame<T>[] => {
  const seen: Frame<T>[] = []
  frames.subscribe((frame) => seen.push(frame))
  return seen
}
const settle = async (host: TestHost) => {
  for (let turn = 0; turn < 3; turn++) {
    await host.idle()
    await new Promise((resolve) => setImmediate(resolve))
  }
}
const change = async (host: TestHost, id: string, values: Readonly<Record<string, string>>) => {
  getValue(await host.as('root').act(updateRecordContract, { type: 'user', id, values }))
  await settle(host)
}

test('[WSP-9] an open stream goes with its user to another workspace, and follows the settings of that one alone', async () => {
  await using host = await start()
  await saveSection(host.as('root'), 'test.greeting/settings', { text: 'Howdy' }, 'w')
  const seen = follow(host.as('anna').watch(greet))
  const last = () => seen.at(-1)?.value
  await settle(host)
  expect(last()).toEqual(['Hello', 'main', 'UTC'])
  await change(host, 'anna', { primaryTeam: 'west', timeZone: 'Asia/Tokyo' })
  expect(last()).toEqual(['Howdy', 'w', 'Asia/Tokyo'])
  await saveSection(host.as('root'), 'test.greeting/settings', { text: 'Hi' }, 'main')
  await settle(host)
  expect(last()).toEqual(['Howdy', 'w', 'Asia/Tokyo'])
  await saveSection(host.as('root'), 'test.greeting/settings', { text: 'Hey' }, 'w')
  await settle(host)
  expect(last()).toEqual(['Hey', 'w', 'Asia/Tokyo'])
  getValue(await host.as('root').act(updateRecordContract, { type: 'workspace', id: 'w', values: { teams: null } }))
  await settle(host)
  expect(last()).toEqual(['Hi', 'main', 'Asia/Tokyo'])
})

test('[WSP-6] [WSP-9] two workspaces choose the CSM differently; each user has those of the own workspace, also after a move', async () => {
  await using host = await start()
  await saveSection(host.as('root'), 'tenure.customers/settings', { csm: 'owner', renewalDate: null }, 'w')
  const [anna, ben] = ['anna', 'ben'].map((user) => follow(host.as(user).watch(customerList)))
  const names = (seen: typeof anna) => seen?.at(-1)?.value?.rows.map(({ name }) => name)
  await settle(host)
  expect([names(anna), names(ben)]).toEqual([['Northwind'], ['Northwind']])
  await change(host, 'anna', { primaryTeam: 'west' })
  expect([names(anna), names(ben)]).toEqual([['Fabrikam'], ['Northwind']])
})

test('[WSP-10] the open settings of a workspace that is deleted are refused', async () => {
  await using host = await start()
  const seen = follow(host.as('root').watch(settingsContract, { section: 'tenure.customers/settings', workspace: 'w' }))
  await settle(host)
  expect(seen.at(-1)?.state).toBe('live')
  getValue(await host.as('root').act(deleteWorkspaceContract, { workspace: 'w', acknowledged: true }))
  await settle(host)
  expect(seen.at(-1)).toMatchObject({ state: 'stale', problem: { code: 'input.invalid' } })
  expect(seen.at(-1)).not.toHaveProperty('value')
})

test('[WSP-2] [WSP-3] [WSP-9] open streams go with their team to another workspace; before it is taken out of the old one it cannot', async () => {
  const east = { type: 'workspace', id: 'e', values: { name: 'East', teams: ['east'] } }
  const storage = memory({ ...seed, records: [...seed.records, east] })
  await using host = await createTestHost({ plugins: [use(customers), use(recordPlugin), use(greeting)], storage, edition: 'enterprise' })
  const root = host.as('root')
  await saveSection(root, 'test.greeting/settings', { text: 'Howdy' }, 'w')
  await saveSection(root, 'test.greeting/settings', { text: 'Salut' }, 'e')
  const seen = follow(host.as('ben').watch(greet))
  await settle(host)
  expect(seen.at(-1)?.value).toEqual(['Howdy', 'w', 'UTC'])
  const into = (id: string, teams: readonly string[] | null) =>
    root.act(updateRecordContract, { type: 'workspace', id, values: { teams: teams as never } })
  expect(await into('e', ['east', 'west'])).toMatchObject({ ok: false, problem: { code: 'input.invalid' } })
  await settle(host)
  expect(seen.at(-1)?.value).toEqual(['Howdy', 'w', 'UTC'])
  getValue(await into('w', null))
  getValue(await into('e', ['east', 'west']))
  await settle(host)
  expect(seen.at(-1)?.value).toEqual(['Salut', 'e', 'UTC'])
})
