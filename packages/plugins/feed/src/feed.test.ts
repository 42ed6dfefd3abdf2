import { use } from '@tenure/core'
import { Company, Contact, ContactActivity, Email, getValue, Ticket } from '@tenure/core/contract'
import { createRecordContract, saveSettingsContract, setRemovedContract, settingsContract } from '@tenure/core/page'
import { record } from '@tenure/memory'
import { record as recordPlugin } from '@tenure/record'
import { aUser, createTestHost, type TestHost } from '@tenure/testing'
import { expect, test } from 'vitest'
import { feed, feedList, feedViews } from './index.js'

const at = (text: string): number => Date.parse(`2026-06-${text}Z`)
const all = { view: 'all', edit: 'all', delete: 'all' } as const
const own = { view: 'own', edit: 'own', delete: 'none' } as const
const access = { active: true, seat: true, timeZone: 'UTC', permissions: ['workspace.access'] }
const did = (id: string, contact: string, when: string, more: object = {}, links: object = {}) =>
  record(ContactActivity, id, { title: id, kind: 'email-opened', at: at(when), ...more }, { contact: [contact], ...links })
const seed = {
  users: [aUser({ id: 'ines', permissions: ['workspace.access', 'settings.manage'] }), aUser({ id: 'ada' })],
  records: [
    {
      type: 'user',
      id: 'hal',
      values: { ...access, name: 'Hal', objects: { '*': all }, hidden: ['contactActivity.body', 'contact.name'] },
    },
    { type: 'user', id: 'own', values: { ...access, name: 'Own', objects: { '*': all, contact: own } } },
    { type: 'user', id: 'blind', values: { ...access, name: 'Blind', objects: { '*': all, contactActivity: own } } },
    record(Company, 'halden', { name: 'Halden Freight', csm: 'ines', healthScore: 34, healthStatus: 'at-risk' }),
    record(Company, 'veltra', { name: 'Veltra Energy', csm: 'ada' }),
    record(Company, 'hals', { name: 'Hals', csm: 'hal' }),
    record(Company, 'owns', { name: 'Owns', csm: 'own' }),
    record(Contact, 'marit', { name: 'Marit Solberg', sequence: 'Renewal' }, { companies: ['halden'] }),
    record(Contact, 'ola', { name: 'Ola Brekke', owner: 'ada' }, { companies: ['halden'] }),
    record(Contact, 'priya', { name: 'Priya Nair' }, { companies: ['veltra'] }),
    record(Contact, 'hidden', { name: 'Secret', owner: 'ada' }, { companies: ['hals', 'owns'] }),
    record(Contact, 'mine', { name: 'Mine', owner: 'own' }, { companies: ['owns'] }),
    record(Email, 'terms', { title: 'Renewal terms for 2027' }),
    record(Ticket, 'export', { subject: 'Export fails' }),
    did(
      'reply',
      'marit',
      '30T11:04',
      { title: 'Renewal terms for 2027', kind: 'email-replied', body: 'We would like to see the price.' },
      { company: ['halden'], email: ['terms'] },
    ),
    did('open-a', 'ola', '30T10:41', { times: 3 }, { company: ['halden'] }),
    did('open-b', 'ola', '30T10:41'),
    did('visit', 'ola', '29T08:00', { kind: 'page-visited' }),
    did('other', 'priya', '30T09:36', { kind: 'survey-answered', score: 6 }),
    did('secret', 'hidden', '30T09:00', { body: 'Secret plan' }),
    did('shown', 'mine', '30T08:00'),
  ],
}
const start = (): Promise<TestHost> => createTestHost({ plugins: [use(feed), use(recordPlugin)], seed })
const read = async (host: TestHost, user = 'ines', input: object = {}) => getValue(await host.as(user).read(feedList, input))
const ids = async (host: TestHost, user?: string, input?: object) => (await read(host, user, input)).rows.map(({ id }) => id)
const remove = async (host: TestHost, user: string, id: string, removed = true) =>
  host.as(user).act(setRemovedContract, { type: 'contactActivity', id, removed })

test('[FEED-1] the feed has what contacts of own customers did, newest first, equal instants by id', async () => {
  await using host = await start()
  expect(await ids(host)).toEqual(['reply', 'open-a', 'open-b', 'visit'])
  expect(await ids(host, 'ada')).toEqual(['other'])
  const [first] = (await read(host)).rows
  expect(first).toMatchObject({
    'contact.id': 'marit',
    'contact.name': 'Marit Solberg',
    'company.id': 'halden',
    'company.healthStatus': 'at-risk',
    'email.id': 'terms',
    'ticket.id': null,
  })
})

test('[FEED-1] the way from an activity to its CSM is a setting, and one that leads nowhere is refused', async () => {
  await using host = await start()
  const save = async (path: string) => {
    const { version, workspace } = getValue(await host.as('ines').read(settingsContract, { section: 'tenure.feed/settings' }))
    return host.as('ines').act(saveSettingsContract, {
      section: 'tenure.feed/settings',
      values: { path },
      version,
      ...(workspace && { workspace: workspace.id }),
    } as never)
  }
  getValue(await save('contact-owner'))
  expect(await ids(host, 'ada')).toEqual(['open-a', 'open-b', 'secret', 'visit'])
  getValue(await save('company'))
  expect(await ids(host)).toEqual(['reply', 'open-a'])
  expect(await save('contact')).toMatchObject({ ok: false, problem: { code: 'input.invalid' } })
})

test('[FEED-2] the feed is searched by words, and filtered by type and by sequence enrolment', async () => {
  await using host = await start()
  expect(await ids(host, 'ines', { search: 'solberg' })).toEqual(['reply'])
  expect(await ids(host, 'ines', { search: 'the price' })).toEqual(['reply'])
  const opened = { test: 'any-of', property: 'contactActivity.kind', values: ['email-opened'] }
  expect(await ids(host, 'ines', { filters: [opened] })).toEqual(['open-a', 'open-b'])
  const enrolled = { test: 'is-known', property: 'contactActivity.contact.sequence' }
  expect(await ids(host, 'ines', { filters: [enrolled] })).toEqual(['reply'])
  expect(await ids(host, 'ines', { view: 'tenure.feed/not-enrolled' })).toEqual(['open-a', 'open-b', 'visit'])
  const views = getValue(await host.as('ines').read(feedViews))
  expect(views.map(({ title, total }) => [title, total])).toEqual([
    ...[
      ['Everything', 4],
      ['Email', 3],
      ['Meetings', 0],
      ['Calls', 0],
      ['Documents', 0],
    ],
    ...[
      ['Forms and surveys', 0],
      ['Website visits', 1],
      ['Enrolled now', 1],
      ['Not enrolled', 3],
    ],
  ])
})

test('[FEED-2] a new activity arrives live, and a page from a cursor follows what becomes of its own', async () => {
  await using host = await start()
  const { next } = await read(host, 'ines', { after: '', limit: 2 })
  const seen: string[][] = []
  const watch = (input: object) => {
    const place = seen.push([]) - 1
    host
      .as('ines')
      .watch(feedList, input)
      .subscribe(({ value }) => {
        seen[place] = (value?.rows ?? []).map(({ id }) => id)
      })
  }
  watch({ limit: 2 })
  watch({ limit: 2, after: next })
  await host.idle()
  expect(seen).toEqual([
    ['reply', 'open-a'],
    ['open-b', 'visit'],
  ])
  const values = { title: 'Now', kind: 'called', at: at('30T12:00') }
  const { id } = getValue(
    await host.as('ada').act(createRecordContract, { type: 'contactActivity', values, links: [{ association: 'contact', id: 'marit' }] }),
  )
  await expect
    .poll(() => seen)
    .toEqual([
      [id, 'reply'],
      ['open-b', 'visit'],
    ])
  getValue(await remove(host, 'ines', 'visit'))
  await expect.poll(() => seen[1]).toEqual(['open-b'])
})

test('[FEED-3] a removed activity leaves the feed of its user in all sessions, stays for everyone else, and comes back', async () => {
  await using host = await start()
  const seen: (readonly string[])[] = []
  host
    .as('ines')
    .watch(feedList, {})
    .subscribe(({ value }) => seen.push((value?.rows ?? []).map(({ id }) => id)))
  await host.idle()
  getValue(await remove(host, 'ines', 'open-a'))
  await expect.poll(() => seen.at(-1)).toEqual(['reply', 'open-b', 'visit'])
  expect(getValue(await host.as('ines').read(feedViews))[0]).toMatchObject({ total: 3 })
  expect((await host.as('ada').read(feedList, {})).ok).toBe(true)
  getValue(await remove(host, 'ines', 'open-a', false))
  await expect.poll(() => seen.at(-1)).toEqual(['reply', 'open-a', 'open-b', 'visit'])
  expect(await remove(host, 'blind', 'secret')).toMatchObject({ ok: false, problem: { code: 'record.not-found' } })
})

test('[FEED-1] [ACC-7] [ACC-8] an activity of a contact that the viewer may not see is not in the feed, and hidden properties are not searched', async () => {
  await using host = await start()
  expect(await ids(host, 'own')).toEqual(['shown'])
  expect(await ids(host, 'hal')).toEqual(['secret'])
  expect(await ids(host, 'hal', { search: 'Secret' })).toEqual(['secret'])
  expect(await ids(host, 'hal', { search: 'plan' })).toEqual([])
  expect(JSON.stringify(await read(host, 'hal'))).not.toContain('Secret')
})
