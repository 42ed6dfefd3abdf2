import { use } from '@tenure/core'
import { Call, Company, Contact, defineObjectType, getValue, Note, type Outcome } from '@tenure/core/contract'
import {
  associateContract,
  createRecordContract,
  newRecordContract,
  recordContract,
  unassociateContract,
  undoContract,
} from '@tenure/core/page'
import { definePlugin } from '@tenure/core/plugin'
import { record as seeded } from '@tenure/memory'
import { createTestHost, type TestHost } from '@tenure/testing'
import { expect, test } from 'vitest'
import { record } from '../plugin.js'

const all = { view: 'all', edit: 'all', delete: 'all' } as const
const seen = { view: 'all', edit: 'none', delete: 'none' } as const
const access = { seat: true, permissions: ['workspace.access'] }
const seed = {
  users: [
    { id: 'anna', name: 'Anna', ...access, objects: { '*': all } },
    { id: 'guest', name: 'Guest', ...access, objects: { '*': all, company: seen } },
    { id: 'reader', name: 'Reader', ...access, objects: { '*': seen } },
    { id: 'blind', name: 'Blind', ...access, objects: { '*': all, contact: { view: 'own', edit: 'own', delete: 'own' } } },
  ],
  records: [
    seeded(Company, 'c1', { name: 'Halden Freight' }),
    seeded(Contact, 'p1', { name: 'Marit Solberg', owner: 'anna' }),
    seeded(Contact, 'p2', { name: 'Ola Brekke', owner: 'anna' }),
    seeded(Note, 'n1', { title: 'Called' }),
    seeded(Call, 'k1', { title: 'Called' }),
  ],
} as const
const start = (config: object = {}): Promise<TestHost> => createTestHost({ plugins: [use(record, config as never)], seed: seed as never })
const codeOf = (outcome: Outcome<unknown>) => (outcome.ok ? 'ok' : outcome.problem.code)
const add = async (host: TestHost, user: string, type: string, association = 'companies') =>
  codeOf(await host.as(user).act(createRecordContract, { type, values: { title: 'x' }, links: [{ association, id: 'c1' }] }))
const shown = async (host: TestHost, user = 'anna') => getValue(await host.as(user).read(recordContract, { type: 'company', id: 'c1' }))

test('[REC-8] who may not edit a record may add notes and tasks to it, and no calls, as the configuration says', async () => {
  await using host = await start()
  const tried = async (user: string) => [
    await add(host, user, 'note'),
    await add(host, user, 'task', 'about'),
    await add(host, user, 'call'),
    await add(host, user, 'meeting'),
  ]
  expect(await tried('guest')).toEqual(['ok', 'ok', 'access.denied', 'access.denied'])
  expect(await tried('anna')).toEqual(['ok', 'ok', 'ok', 'ok'])
  expect(await tried('reader')).toEqual(['access.denied', 'access.denied', 'access.denied', 'access.denied'])
  const linked = async (type: string, id: string, to = 'c1') =>
    codeOf(await host.as('guest').act(associateContract, { type, id, association: 'companies', to }))
  expect([await linked('note', 'n1'), await linked('call', 'k1')]).toEqual(['ok', 'access.denied'])
})

test('[REC-8] a configuration can allow calls too, or nothing at all', async () => {
  await using open = await start({ withoutEdit: ['note', 'call'] })
  expect([await add(open, 'guest', 'call'), await add(open, 'guest', 'task', 'about')]).toEqual(['ok', 'access.denied'])
  await using closed = await start({ withoutEdit: [] })
  expect(await add(closed, 'guest', 'note')).toBe('access.denied')
  expect((await shown(closed, 'guest')).adds).toEqual([])
})

test('[REC-8] [ACC-4] a record says what the user may add to it, and by which association', async () => {
  await using host = await start()
  const adds = async (user: string) => (await shown(host, user)).adds.map(({ type, association }) => `${type}.${association}`)
  expect(await adds('anna')).toEqual(
    expect.arrayContaining(['note.companies', 'task.about', 'call.companies', 'contact.companies', 'deal.company']),
  )
  expect((await adds('guest')).sort()).toEqual(['note.companies', 'task.about'])
  expect(await adds('reader')).toEqual([])
})

test('[REC-8] associations have labels, several of them, live, and are taken away one by one; undo brings them back', async () => {
  await using host = await start()
  const labels: unknown[] = []
  host
    .as('anna')
    .watch(recordContract, { type: 'company', id: 'c1' })
    .subscribe(({ value }) =>
      labels.push(value?.links.find(({ name }) => name === 'contacts')?.rows.map((row) => [row.id, ...(row.labels ?? [])]) ?? []),
    )
  const link = (label?: string) => ({ type: 'company', id: 'c1', association: 'contacts', to: 'p1', ...(label !== undefined && { label }) })
  await expect.poll(() => labels.at(-1)).toEqual([])
  getValue(await host.as('anna').act(associateContract, link()))
  await expect.poll(() => labels.at(-1)).toEqual([['p1']])
  getValue(await host.as('anna').act(associateContract, link('primary')))
  getValue(await host.as('anna').act(associateContract, link('champion')))
  await expect.poll(() => labels.at(-1)).toEqual([['p1', 'champion', 'primary']])
  getValue(await host.as('anna').act(unassociateContract, link('champion'), { key: 'off' }))
  await expect.poll(() => labels.at(-1)).toEqual([['p1', 'primary']])
  getValue(await host.as('anna').act(undoContract, { action: unassociateContract.id, key: 'off' }))
  await expect.poll(() => labels.at(-1)).toEqual([['p1', 'champion', 'primary']])
  getValue(await host.as('anna').act(unassociateContract, { ...link(), all: true }, { key: 'all' }))
  await expect.poll(() => labels.at(-1)).toEqual([])
  getValue(await host.as('anna').act(undoContract, { action: unassociateContract.id, key: 'all' }))
  await expect.poll(() => labels.at(-1)).toEqual([['p1', 'champion', 'primary']])
})

test('[REC-8] [ACC-4] labels of records that the user may not see are not shown, and who may not edit the record does not link', async () => {
  await using host = await start()
  getValue(await host.as('anna').act(associateContract, { type: 'company', id: 'c1', association: 'contacts', to: 'p1', label: 'primary' }))
  const contacts = async (user: string) => {
    const { links, linkable } = await shown(host, user)
    const isLinkable = linkable.some(({ name, labels }) => name === 'contacts' && labels.includes('champion'))
    return [isLinkable, links.find(({ name }) => name === 'contacts')?.rows.map(({ id, labels }) => [id, labels])]
  }
  expect(await contacts('anna')).toEqual([true, [['p1', ['primary']]]])
  expect(await contacts('blind')).toEqual([true, undefined])
  expect(await contacts('guest')).toEqual([false, [['p1', ['primary']]]])
  const tried = await host.as('guest').act(associateContract, { type: 'company', id: 'c1', association: 'contacts', to: 'p2' })
  expect(codeOf(tried)).toBe('access.denied')
})

test('[REC-1] a new record asks for the name and the main properties of its type that the user may write, with the user as owner', async () => {
  await using host = await start()
  const asked = async (user: string, type: string) => getValue(await host.as(user).read(newRecordContract, { type }))
  const company = await asked('anna', 'customer')
  expect(company).toMatchObject({ type: 'company', typeLabel: 'Company' })
  expect(company.fields.map(({ name, required }) => [name, required])).toEqual([
    ['name', true],
    ['domain', false],
    ['csm', false],
    ['renewalDate', false],
    ['arr', false],
  ])
  expect(company.fields.find(({ name }) => name === 'csm')).toMatchObject({ kind: 'user', initial: 'anna' })
  expect((await asked('guest', 'company')).fields).toEqual([])
  expect((await asked('anna', 'contact')).fields.map(({ name }) => name)).toEqual(['name', 'email', 'phone', 'jobTitle', 'owner'])
  const call = await asked('anna', 'call')
  expect(call).toMatchObject({ text: 'body', people: 'contacts' })
  expect(call.fields.map(({ name, required, now }) => [name, required, now])).toContainEqual(['at', false, true])
  expect(call.fields.every(({ required }) => !required)).toBe(true)
})

test("[REC-1] the form of a plugin's own type asks for its name, its owner and four more; its customer comes from the preview where it is added", async () => {
  const members = { name: 'string', brief: 'text', budget: 'money', from: 'date', to: 'date', size: 'number', place: 'string' } as const
  const company = { linkTo: Company, inverse: 'projects', single: true } as const
  const Project = defineObjectType({ name: 'project', label: 'Project', members: { ...members, company } })
  const own = definePlugin({ id: 'acme.own', version: '1.0.0', host: '1.0', contributes: [Project] })
  await using host = await createTestHost({ plugins: [use(record), use(own)], seed: seed as never })
  const { fields } = getValue(await host.as('anna').read(newRecordContract, { type: 'project' }))
  expect(fields.map(({ name }) => name)).toEqual(['name', 'owner', 'budget', 'from', 'to', 'size'])
  expect(fields[1]).toMatchObject({ name: 'owner', initial: 'anna' })
  expect((await shown(host)).adds).toContainEqual(expect.objectContaining({ type: 'project', association: 'company' }))
})

test('[FEED-3] [REC-1] a note or an email that is recorded without a time happened now: it comes first, and is the last activity; a meeting waits for its time', async () => {
  await using host = await start()
  for (const type of ['note', 'email', 'meeting']) expect(await add(host, 'anna', type)).toBe('ok')
  const { activities, properties } = await shown(host)
  const [now] = activities.rows.map(({ at }) => at)
  expect(now).toBeTypeOf('number')
  expect(activities.rows.map(({ type, at }) => [type, at])).toEqual(
    expect.arrayContaining([
      ['email', expect.any(Number)],
      ['note', expect.any(Number)],
      ['meeting', null],
    ]),
  )
  expect(properties.find(({ name }) => name === 'lastActivityAt')?.value).toBe(now)
})
