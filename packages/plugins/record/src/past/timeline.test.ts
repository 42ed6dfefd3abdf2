import { use } from '@tenure/core'
import { Call, Contact, ContactActivity, Email, getValue, Meeting, Note, type Values } from '@tenure/core/contract'
import {
  changesKind,
  historyContract,
  mergeRecordsContract,
  originsContract,
  recordContract,
  timelineContract,
  updateRecordContract,
} from '@tenure/core/page'
import { aCompany, aRecord, aTask, aUser, createTestHost, type TestHost } from '@tenure/testing'
import { expect, test } from 'vitest'
import { record } from '../plugin.js'

const all = { view: 'all', edit: 'all', delete: 'all' } as const
const none = { view: 'none', edit: 'none', delete: 'none' } as const
const day = (text: string) => Date.parse(`2026-${text}Z`)
const hal = { name: 'Hal', objects: { '*': all, note: none }, hidden: ['company.city', 'call.body'] }
const about = { companies: 'c1' } as const
const seed = {
  users: [aUser({ id: 'ada', name: 'Ada', objects: { '*': all } })],
  records: [
    { type: 'user', id: 'hal', values: { ...hal, active: true, timeZone: 'UTC', seat: true, permissions: ['workspace.access'] } },
    aCompany({ id: 'c1', name: 'Northwind', city: 'Oslo', createdAt: day('06-01T00:00') }),
    aCompany({ id: 'c2', name: 'Nordwind', city: 'Rome' }),
    aRecord(Note, { id: 'n1', title: 'Budget cut', at: day('06-20T09:00') }, about),
    aRecord(Call, { id: 'k1', title: 'Check-in', body: 'She is leaving', at: day('06-25T09:00') }, about),
    aRecord(Meeting, { id: 'm1', title: 'This afternoon', at: day('06-30T15:00') }, about),
    aRecord(Meeting, { id: 'm2', title: 'Review', at: day('07-08T09:00') }, about),
    aTask({ id: 't1', title: 'Late', dueAt: day('06-01T09:00') }, { about: 'c1' }),
    aTask({ id: 't2', title: 'Soon', dueAt: day('07-02T09:00') }, { about: 'c1' }),
    aTask({ id: 't3', title: 'Done', dueAt: day('06-10T09:00'), completedAt: day('06-22T09:00') }, { about: 'c1' }),
  ],
}
const company = { type: 'company', id: 'c1' }
const start = (): Promise<TestHost> => createTestHost({ plugins: [use(record)], seed })
const read = async (host: TestHost, user: string, more: { readonly kinds?: string[]; readonly limit?: number } = {}) =>
  getValue(await host.as(user).read(timelineContract, { ...company, ...more }))
const update = async (host: TestHost, user: string, values: Values) =>
  getValue(await host.as(user).act(updateRecordContract, { ...company, values: values as never }))
const titles = (rows: readonly { readonly row: string; readonly title?: string | null }[]) =>
  rows.map((row) => (row.row === 'change' ? 'change' : row.title))
const withoutChanges = (rows: Parameters<typeof titles>[0]) => titles(rows).filter((title) => title !== 'change')

test('[REC-1] [REC-6] a timeline has what happened, newest first, and what is ahead, soonest first', async () => {
  await using host = await start()
  const { rows, ahead, kinds } = await read(host, 'ada')
  expect(withoutChanges(rows)).toEqual(['This afternoon', 'Check-in', 'Done', 'Budget cut'])
  expect(ahead.map(({ title, done }) => [title, done])).toEqual([
    ['Late', false],
    ['Soon', false],
    ['Review', undefined],
  ])
  const counts = Object.fromEntries(kinds.map(({ label, total }) => [label, total]))
  expect(counts).toMatchObject({ Notes: 1, Calls: 1, Meetings: 2, Tasks: 3, Emails: 0 })
})

test('[REC-6] a timeline gives a part at a time, and of the kinds that are asked for', async () => {
  await using host = await start()
  await update(host, 'ada', { city: 'Bergen' })
  const first = await read(host, 'ada', { limit: 2 })
  expect([first.rows.length, first.more]).toEqual([2, true])
  const calls = await read(host, 'ada', { kinds: ['call'] })
  expect([titles(calls.rows), calls.more, calls.ahead]).toEqual([['Check-in'], false, []])
  expect(calls.kinds.find(({ kind }) => kind === 'meeting')?.total).toBe(2)
  const changes = await read(host, 'ada', { kinds: [changesKind] })
  expect(new Set(titles(changes.rows))).toEqual(new Set(['change']))
})

test('[REC-3] a timeline follows changes, and says who made them', async () => {
  await using host = await start()
  const seen: (readonly unknown[])[] = []
  host
    .as('ada')
    .watch(timelineContract, { ...company, kinds: [changesKind] })
    .subscribe(({ value }) => seen.push((value?.rows ?? []).flatMap((row) => (row.row === 'change' ? [[row.how, row.by]] : []))))
  await host.idle()
  await update(host, 'hal', { name: 'North', domain: 'north.example' })
  await expect.poll(() => seen.at(-1)?.[0]).toEqual(['changed', 'Hal'])
})

test('[ACC-8] [ACC-9] [ACC-12] hidden properties and records that the user may not see are not in a timeline', async () => {
  await using host = await start()
  await update(host, 'ada', { city: 'Bergen' })
  const { rows, kinds } = await read(host, 'hal')
  expect(withoutChanges(rows)).toEqual(['This afternoon', 'Check-in', 'Done'])
  expect(kinds.find(({ kind }) => kind === 'note')).toBeUndefined()
  const text = JSON.stringify(rows)
  expect([text.includes('Bergen'), text.includes('leaving'), text.includes('Budget')]).toEqual([false, false, false])
  expect(JSON.stringify(getValue(await host.as('hal').read(originsContract, company)))).not.toContain('city')
  expect(await host.as('hal').read(timelineContract, { type: 'note', id: 'n1' })).toMatchObject({ ok: false })
})

test('[REC-3] [REC-4] a merge is named in the timeline of the survivor', async () => {
  await using host = await start()
  getValue(await host.as('ada').act(mergeRecordsContract, { ...company, other: 'c2' }))
  const { rows } = await read(host, 'ada', { kinds: [changesKind] })
  expect(rows).toContainEqual(expect.objectContaining({ how: 'merged', by: 'Ada', other: { id: 'c2', title: 'Nordwind' } }))
})

test('[REC-3] each value has an origin: who gave it, when and how', async () => {
  await using host = await start()
  await update(host, 'hal', { domain: 'north.example' })
  const origins = getValue(await host.as('ada').read(originsContract, company))
  expect(origins.find(({ property }) => property === 'domain')).toMatchObject({ source: 'user', user: 'hal', by: 'Hal' })
  expect(origins.find(({ property }) => property === 'updatedAt')).toBeUndefined()
  const [newest] = getValue(await host.as('ada').read(historyContract, { ...company, property: 'domain' }))
  expect(newest).toMatchObject({ source: 'user', user: 'hal', by: 'Hal' })
  const [seeded] = getValue(await host.as('ada').read(historyContract, { ...company, property: 'name' }))
  expect(seeded).toMatchObject({ source: 'system', value: 'Northwind', before: null })
})

test('[REC-1] a record has its properties in groups, and its tasks say when they are due and whether they are done, open ones first', async () => {
  await using host = await start()
  const { properties, links } = getValue(await host.as('ada').read(recordContract, company))
  expect(properties.find(({ name }) => name === 'renewalDate')?.group).toBe('Contract')
  expect(links.find(({ type }) => type === 'task')?.rows.map(({ title }) => title)).toEqual(['Late', 'Soon', 'Done'])
  const tasks = links.find(({ type }) => type === 'task')?.rows ?? []
  expect(Object.fromEntries(tasks.map(({ title, due, done }) => [title, [due, done]]))).toMatchObject({
    Late: [day('06-01T09:00'), false],
    Done: [day('06-10T09:00'), true],
  })
})

test('[REC-1] an activity is by the contact who did it, and not by the user who looks after that contact', async () => {
  const by = { ...about, contacts: 'p1' } as const
  const own = { owner: 'ada', at: day('06-25T09:00') }
  const doings = [
    aRecord(Contact, { id: 'p1', name: 'Carla Diaz' }, about),
    aRecord(Contact, { id: 'p2', name: 'Pia Lund' }, about),
    aRecord(ContactActivity, { id: 'd1', title: 'Renewal terms', kind: 'email-replied', ...own }, { contact: 'p2', company: 'c1' }),
    aRecord(ContactActivity, { id: 'd2', title: 'Pricing', kind: 'page-visited', ...own }, { company: 'c1' }),
    aRecord(Email, { id: 'e1', title: 'A question', direction: 'inbound', ...own }, by),
    aRecord(Email, { id: 'e2', title: 'An answer', direction: 'outbound', ...own }, by),
    aRecord(Call, { id: 'k2', title: 'Rang us', direction: 'inbound', ...own }, about),
  ]
  const member = { active: true, timeZone: 'UTC', seat: true, permissions: ['workspace.access'] }
  const ian = { type: 'user', id: 'ian', values: { ...member, name: 'Ian', objects: { '*': all, contact: none } } }
  const una = { type: 'user', id: 'una', values: { ...member, name: 'Una', objects: { '*': all }, hidden: ['contact.name'] } }
  await using host = await createTestHost({
    plugins: [use(record)],
    seed: { users: seed.users, records: [...seed.records, ian, una, ...doings] },
  })
  const doers = async (user: string) => {
    const { activities } = getValue(await host.as(user).read(recordContract, company))
    const { rows } = await read(host, user, { kinds: ['contactActivity', 'email', 'call'] })
    const both = [activities.rows, rows.filter(({ row }) => row === 'activity') as typeof activities.rows]
    return both.map((lines) => Object.fromEntries(lines.map(({ title, doer }) => [title, doer])))
  }
  const known = { 'An answer': 'Ada', 'Check-in': undefined, Pricing: undefined, 'Rang us': undefined }
  for (const lines of await doers('ada')) expect(lines).toMatchObject({ 'Renewal terms': 'Pia Lund', 'A question': 'Carla Diaz', ...known })
  for (const user of ['ian', 'una'])
    for (const lines of await doers(user)) expect(lines).toMatchObject({ 'Renewal terms': undefined, 'A question': undefined, ...known })
})
