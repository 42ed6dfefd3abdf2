import { use } from '@tenure/core'
import { Company, Contact, ContactActivity, getValue, rowOf } from '@tenure/core/contract'
import { createPublicLinkContract, publicLinksContract, type WebhookPort } from '@tenure/core/outside'
import { record } from '@tenure/memory'
import { aUser, createTestHost, type TestHost } from '@tenure/testing'
import { expect, test } from 'vitest'
import { feed, feedList, takeActivitiesContract } from './index.js'

const own = { view: 'own', edit: 'own', delete: 'none' } as const
const seed = {
  users: [aUser({ id: 'ines' }), aUser({ id: 'ada' })],
  records: [
    {
      type: 'user',
      id: 'own',
      values: { name: 'Own', active: true, seat: true, timeZone: 'UTC', permissions: ['workspace.access'], objects: { '*': own } },
    },
    record(Company, 'halden', { name: 'Halden Freight', csm: 'ines' }),
    record(Company, 'veltra', { name: 'Veltra Energy', csm: 'ada' }),
    record(Contact, 'marit', { name: 'Marit Solberg', email: 'Marit@Halden.example' }, { companies: ['halden'] }),
    record(Contact, 'priya', { name: 'Priya Nair', email: 'priya@veltra.example' }, { companies: ['veltra'] }),
    record(Company, 'owns', { name: 'Owns', csm: 'own' }),
    record(Contact, 'mine', { name: 'Mine', email: 'own@owns.example', owner: 'own' }, { companies: ['owns'] }),
    record(Contact, 'loose', { name: 'Without a company', email: 'loose@x.example', owner: 'ada' }),
    record(Contact, 'twin-a', { name: 'Twin', email: 'twin@x.example' }),
    record(Contact, 'twin-b', { name: 'Twin', email: 'TWIN@x.example' }),
  ],
}
const start = (): Promise<TestHost> => createTestHost({ plugins: [use(feed)], seed })
const visit = { contact: 'marit@halden.example', kind: 'page-visited', title: 'Pricing' } as const
const take = (host: TestHost, activities: readonly object[], user = 'ines') =>
  host.as(user).act(takeActivitiesContract, { activities } as never)
const ownersIn = async (host: TestHost) => {
  const { rows } = await host.as('ines').records.list({ select: rowOf(ContactActivity.title, ContactActivity.owner) })
  return Object.fromEntries(['Pricing', 'Onboarding'].map((of) => [of, rows.filter(({ title }) => title === of).map(({ owner }) => owner)]))
}
const rowsOf = async (host: TestHost, user: string) => getValue(await host.as(user).read(feedList, {})).rows

test('[FEED-1] what another system tells of contacts is in the feed of the CSM at once, with the company', async () => {
  await using host = await start()
  const seen: (readonly string[])[] = []
  host
    .as('ines')
    .watch(feedList, {})
    .subscribe(({ value }) => seen.push((value?.rows ?? []).map(({ title }) => title ?? '')))
  await host.idle()
  getValue(
    await take(host, [
      { ...visit, at: '2026-06-30T13:30:00+02:00', times: 3 },
      { contact: ' PRIYA@veltra.example', kind: 'called', title: 'Onboarding', durationMs: 60_000, body: 'Ça va 🎉' },
      { ...visit, contact: 'loose@x.example' },
    ]),
  )
  await expect.poll(() => seen.at(-1)).toEqual(['Pricing'])
  expect(await rowsOf(host, 'ines')).toMatchObject([
    { kind: 'page-visited', at: Date.UTC(2026, 5, 30, 11, 30), times: 3, 'contact.id': 'marit', 'company.id': 'halden' },
  ])
  expect(await ownersIn(host)).toEqual({ Pricing: ['ines', 'ada'], Onboarding: ['ada'] })
  expect(await rowsOf(host, 'ada')).toMatchObject([
    { title: 'Onboarding', at: Date.UTC(2026, 5, 30, 12), body: 'Ça va 🎉', durationMs: 60_000, 'company.name': 'Veltra Energy' },
  ])
})

test('[SEC-11] contacts that are unknown, shared by two or in the future refuse all of it, each by its place', async () => {
  await using host = await start()
  const outcome = await take(host, [
    visit,
    { ...visit, contact: 'nobody@halden.example' },
    { ...visit, contact: 'twin@x.example' },
    { ...visit, at: '2026-06-30T12:05:01Z' },
  ])
  expect(outcome).toMatchObject({
    ok: false,
    problem: {
      code: 'input.invalid',
      message: 'Nothing was recorded. No contact has the address nobody@halden.example.',
      details: {
        issues: [
          { path: ['activities', 1, 'contact'], message: 'No contact has the address nobody@halden.example.' },
          { path: ['activities', 2, 'contact'], message: 'Several contacts have the address twin@x.example.' },
          { path: ['activities', 3, 'at'], message: 'This is in the future.' },
        ],
      },
    },
  })
  expect(await rowsOf(host, 'ines')).toEqual([])
  for (const activities of [
    [],
    Array(101).fill(visit),
    [{ ...visit, kind: 'danced' }],
    [{ ...visit, title: ' ' }],
    [{ ...visit, at: 'today' }],
  ])
    expect(await take(host, activities)).toMatchObject({ ok: false, problem: { code: 'input.invalid' } })
  getValue(await take(host, Array(100).fill(visit)))
  expect(await rowsOf(host, 'ines')).toHaveLength(100)
})

test('[FEED-1] [ACC-7] a CSM who sees only what is theirs records what contacts of their customers did, and has it in the feed', async () => {
  await using host = await start()
  getValue(await take(host, [{ ...visit, contact: 'own@owns.example' }], 'own'))
  expect(await rowsOf(host, 'own')).toMatchObject([{ title: 'Pricing', 'contact.id': 'mine' }])
})

test('[ACC-7] [ACC-8] a contact that the user may not see is as unknown as none', async () => {
  await using host = await start()
  const messageFor = async (contact: string) => {
    const outcome = await take(host, [{ ...visit, contact }], 'own')
    return outcome.ok ? 'taken' : outcome.problem.message.replace(contact, '')
  }
  expect(await messageFor('marit@halden.example')).toBe(await messageFor('nobody@halden.example'))
})

test('[SEC-11] users make webhooks that take it; without a key of the server none is made, and the reason is said', async () => {
  const webhooks: WebhookPort = { secretOf: (id) => `whsec_${id}`, isSigned: () => false }
  await using host = await createTestHost({ plugins: [use(feed)], seed, webhooks })
  const [kind] = getValue(await host.as('ines').read(publicLinksContract)).kinds
  expect(kind).toMatchObject({ kind: 'tenure.feed/webhook', title: 'What contacts did' })
  expect(takeActivitiesContract.input?.['~standard'].validate(JSON.parse(kind?.webhook?.example ?? ''))).not.toHaveProperty('issues')
  const made = getValue(await host.as('ines').act(createPublicLinkContract, { kind: 'tenure.feed/webhook', name: 'Website' }))
  expect(made).toEqual({ id: made.id, path: `/hooks/${made.id}`, secret: `whsec_${made.id}` })
  await using without = await start()
  expect(await without.as('ines').act(createPublicLinkContract, { kind: 'tenure.feed/webhook', name: 'Website' })).toMatchObject({
    ok: false,
    problem: { code: 'config.missing', details: { setting: 'webhooks' } },
  })
})
