import { customers } from '@tenure/customers'
import { record } from '@tenure/record'
import { aCompany, aUser, createTestHost } from '@tenure/testing'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { getValue } from '../base/outcome.js'
import { custom } from '../block/custom-block.js'
import { detail } from '../block/detail-block.js'
import { defineSettingsPages } from '../contract/administration/settings-pages.js'
import { saveWorkspaceContract } from '../contract/administration/workspaces.js'
import { defineElement } from '../contract/page/element.js'
import { lastSaveContract, saveSettingsContract, settingsContract, settingsEffectsContract } from '../contract/page/settings-contract.js'
import { defineSettings, oneOf, propertiesOf } from '../contract/settings.js'
import { pagesContract, sessionContract, tabContract, updateRecordContract } from '../contract/workspace-contract.js'
import { definePlugin, use } from '../plugin/plugin.js'
import { CustomerRole, RevenueRole } from '../schema/object-types.js'
import { saveSection } from './test-settings.js'

const element = defineElement<z.output<typeof settingsContract.output>>({
  id: 'test.admin/settings',
  module: new URL('file:///test/settings.js'),
})
const block = custom({
  from: settingsContract,
  input: { section: '' },
  element,
  fallback: detail({ from: settingsContract, input: { section: '' }, fields: ['title'] }),
})
const admin = definePlugin({
  id: 'test.admin',
  version: '1.0.0',
  host: '1.0',
  contributes: [element, defineSettingsPages({ id: 'test.admin/settings-pages', order: { group: 'settings', rank: 5 }, block })],
})
const Visits = defineSettings({
  id: 'acme.visits/settings',
  scope: 'workspace',
  title: 'Visits',
  description: 'How often customers are visited.',
  icon: 'calendar',
  schema: z.strictObject({
    greeting: z.string().min(1),
    letter: z.string().max(2000).nullable(),
    each: z.int().min(1),
    share: z.number(),
    isShown: z.boolean(),
    layout: z.string(),
    colour: z.enum(['red', 'blue']),
    days: z.array(z.enum(['monday', 'friday'])),
    who: z.string().nullable(),
    keeper: z.record(z.string(), z.string()),
    rest: z.object({ any: z.string() }).optional(),
  }),
  initial: {
    ...{ greeting: 'Hello', letter: null, each: 3, share: 0.5, isShown: true, layout: 'board', colour: 'red', days: [], who: 'csm' },
    keeper: { deal: 'csm' },
  },
  labels: { isShown: 'Show the tab' },
  hints: { each: 'In weeks.' },
  choices: {
    layout: oneOf([
      { value: 'board', label: 'Board' },
      { value: 'table', label: 'Table' },
    ]),
    who: propertiesOf(CustomerRole, ['user']),
    keeper: propertiesOf(RevenueRole, ['user'], { as: 'csm', each: true }),
  },
  effects: async ({ before, after, filled }) => [
    `Every ${after.each} weeks, before ${before.each}.`,
    `${await filled('customer', after.who ?? '')} customers are visited.`,
  ],
})
const Account = defineSettings({
  id: 'acme.visits/account',
  scope: 'account',
  title: 'Visits of all',
  schema: z.strictObject({ on: z.boolean() }),
  initial: { on: true },
})
const visits = definePlugin({ id: 'acme.visits', version: '1.0.0', host: '1.0', contributes: [Visits, Account] })
const seed = {
  users: [
    aUser({ id: 'root', superAdmin: true, primaryTeam: 'west' }),
    aUser({ id: 'anna', primaryTeam: 'west' }),
    aUser({
      id: 'own',
      permissions: ['workspace.access', 'settings.manage'],
      objects: { company: { view: 'own', edit: 'none', delete: 'none' } },
    }),
  ],
  records: [
    { type: 'workspace', id: 'w', values: { name: 'West', teams: ['west'] } },
    { type: 'team', id: 'west', values: { name: 'West' } },
    ...['a', 'b', 'c'].map((id) => aCompany({ id, name: id, owner: 'anna', ...(id !== 'c' && { csm: 'anna' }) })),
  ],
}
const start = () => createTestHost({ plugins: [use(admin), use(customers), use(record), use(visits)], seed, edition: 'enterprise' })

test('[WSP-13] [SDK-2] each section of the settings is a page by itself, in the area of its scope, and asks for its section', async () => {
  await using host = await start()
  const pages = getValue(await host.as('root').read(pagesContract))
  expect(pages).toEqual([
    { id: 'tenure.customers/settings', title: 'Customers', icon: 'users', area: 'workspace' },
    { id: 'acme.visits/account', title: 'Visits of all', area: 'account' },
    { id: 'acme.visits/settings', title: 'Visits', icon: 'calendar', area: 'workspace' },
    { id: 'tenure.core/currency', title: 'Currency', icon: 'money', area: 'account' },
  ])
  expect(getValue(await host.as('own').read(pagesContract))).toEqual(pages)
  const shown = getValue(await host.as('root').read(tabContract, { tab: 'acme.visits/settings' }))
  expect(shown.block).toMatchObject({ kind: 'custom', input: { section: 'acme.visits/settings' } })
  expect(getValue(await host.as('anna').read(pagesContract))).toEqual([])
  expect(await host.as('anna').read(tabContract, { tab: 'acme.visits/settings' })).toMatchObject({ problem: { code: 'record.not-found' } })
  await host.remove('acme.visits')
  expect(getValue(await host.as('root').read(pagesContract)).map(({ title }) => title)).toEqual(['Customers', 'Currency'])
})

test('[REC-1] [WSP-11] the account has a default currency, which every session knows at once and administrators alone choose', async () => {
  await using host = await start()
  const currencies: (string | undefined)[] = []
  const watched = host
    .as('anna')
    .watch(sessionContract)
    .subscribe(({ value }) => void (value && currencies.push(value.currency)))
  await host.idle()
  const save = (user: string, currency: string | null, version: string) =>
    host.as(user).act(saveSettingsContract, { section: 'tenure.core/currency', values: { currency }, version })
  expect(await save('anna', 'EUR', '0')).toMatchObject({ ok: false, problem: { code: 'access.denied' } })
  expect(await save('root', 'euro', '0')).toMatchObject({ ok: false, problem: { code: 'input.invalid' } })
  expect(await save('root', 'QQQ', '0')).toMatchObject({ ok: false, problem: { code: 'input.invalid' } })
  const { version } = getValue(await save('root', 'EUR', '0'))
  await host.idle()
  expect(await save('root', 'CHF', '0')).toMatchObject({ ok: false, problem: { code: 'record.conflict' } })
  getValue(await save('root', null, version))
  await host.idle()
  watched.unsubscribe()
  expect([currencies[0], ...new Set(currencies.slice(1))]).toEqual([undefined, 'EUR', undefined])
})

test('[WSP-5] a form asks for each field as its schema says, without code of its section', async () => {
  await using host = await start()
  const { fields, choices, workspace } = getValue(await host.as('root').read(settingsContract, { section: Visits.id }))
  expect(workspace).toEqual({ id: 'w', name: 'West' })
  const says = fields.map(({ field, kind, optional, each }) => `${field}: ${kind}${each ? ' each' : ''}${optional ? ', optional' : ''}`)
  expect(says).toEqual([
    ...['greeting: text', 'letter: long-text, optional', 'each: integer', 'share: number', 'isShown: switch', 'layout: choice'],
    ...['colour: choice', 'days: several', 'who: choice, optional', 'keeper: choice each', 'rest: other, optional'],
  ])
  expect(fields.filter(({ field }) => field === 'isShown' || field === 'each')).toMatchObject([
    { hint: 'In weeks.' },
    { label: 'Show the tab' },
  ])
  expect(choices.map(({ field, type, typeLabel }) => [field, type, typeLabel])).toEqual([
    ['layout', undefined, undefined],
    ['who', undefined, undefined],
    ['keeper', 'deal', 'Deal'],
    ['colour', undefined, undefined],
    ['days', undefined, undefined],
  ])
  expect(choices[3]?.options).toEqual([
    { value: 'red', label: 'Red' },
    { value: 'blue', label: 'Blue' },
  ])
})

test('[MAP-4] [WSP-9] a saved choice that is no longer valid is counted at its page until somebody chooses again', async () => {
  await using host = await start()
  const faults: (number | undefined)[] = []
  const seen = host
    .as('root')
    .watch(pagesContract)
    .subscribe(({ value }) => faults.push(value?.find(({ id }) => id === Visits.id)?.faults))
  await host.idle()
  await saveSection(host.as('root'), Visits.id, { ...Visits.initial, greeting: 'Hi' })
  await host.idle()
  expect(faults.at(-1)).toBeUndefined()
  await host.remove('acme.visits')
  const lacking: typeof Visits = { ...Visits, choices: { ...Visits.choices, who: propertiesOf(CustomerRole, ['boolean']) } }
  await host.add(use(definePlugin({ id: 'acme.visits', version: '1.0.1', host: '1.0', contributes: [lacking] })))
  await host.idle()
  expect(faults.at(-1)).toBe(1)
  seen.unsubscribe()
})

test('[WSP-9] [SEC-7] what a save does: how many people see it, and what the section counts under the rights of the administrator', async () => {
  await using host = await start()
  const ask = async (user: string, values: object, workspace?: string) =>
    getValue(
      await host.as(user).read(settingsEffectsContract, {
        section: Visits.id,
        values: { ...Visits.initial, ...values } as never,
        ...(workspace !== undefined && { workspace }),
      }),
    )
  expect(await ask('root', {})).toEqual({ people: 2, teams: 1, lines: [] })
  expect(await ask('root', { each: 4 })).toEqual({
    people: 2,
    teams: 1,
    lines: ['Every 4 weeks, before 3.', '2 customers are visited.'],
  })
  expect((await ask('root', { each: 4, who: 'owner' })).lines[1]).toBe('3 customers are visited.')
  expect((await ask('root', { each: 4, who: 'gone' })).lines[1]).toBe('0 customers are visited.')
  expect((await ask('own', { each: 4 })).lines[1]).toBe('0 customers are visited.')
  expect(await ask('root', { each: 0 })).toMatchObject({ lines: [] })
  expect(await ask('root', {}, 'main')).toMatchObject({ people: 1, teams: 0 })
  expect(await host.as('anna').read(settingsEffectsContract, { section: Visits.id, values: {} })).toMatchObject({
    problem: { code: 'access.denied' },
  })
  getValue(await host.as('root').act(updateRecordContract, { type: 'user', id: 'anna', values: { primaryTeam: null } }))
  expect(await ask('root', {})).toMatchObject({ people: 1 })
})

test('[WSP-11] settings say who saved them last and when, of a section and of General; who may not see settings is refused', async () => {
  const users = [
    aUser({ id: 'root', name: 'Root', superAdmin: true }),
    aUser({ id: 'max', permissions: ['settings.manage'] }),
    aUser({ id: 'ben' }),
  ]
  await using host = await createTestHost({ plugins: [use(customers)], seed: { users } })
  const section = 'tenure.customers/settings'
  const seen: unknown[] = []
  host
    .as('root')
    .watch(lastSaveContract, { section })
    .subscribe((frame) => frame.state === 'live' && seen.push(frame.value))
  await host.idle()
  const { values, version } = getValue(await host.as('max').read(settingsContract, { section }))
  getValue(await host.as('max').act(saveSettingsContract, { section, values, version }))
  await host.idle()
  expect(seen).toEqual([{}, { user: 'max', at: Date.parse('2026-06-30T12:00:00Z') }])
  const general = { workspace: 'main', values: { name: 'Main', description: '', teams: [] }, version: '0' }
  getValue(await host.as('root').act(saveWorkspaceContract, general))
  expect(getValue(await host.as('max').read(lastSaveContract, {}))).toMatchObject({ user: 'root' })
  expect(await host.as('ben').read(lastSaveContract, { section })).toMatchObject({ problem: { code: 'access.denied' } })
})
