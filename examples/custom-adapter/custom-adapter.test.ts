import { createHost, getValue, Ticket, use } from '@tenure/core'
import type { StorageAdapter } from '@tenure/core/adapter'
import { rowOf, type Window } from '@tenure/core/contract'
import { recordContract, timelineContract, updateRecordContract } from '@tenure/core/page'
import { ascending, contains, is } from '@tenure/core/query'
import { customers } from '@tenure/customers'
import { record } from '@tenure/record'
import { storageSuite } from '@tenure/testing'
import type { Observable } from 'rxjs'
import { expect, test, vi } from 'vitest'
import { createFakeDesk, type FakeDesk } from './fake-desk.js'
import { type DeskObject, helpDesk } from './help-desk.js'

const url = 'https://desk.example'
const token = 'test'

// The desks of the suite, each with the adapter that was opened on it.
const desks = new Map<StorageAdapter, FakeDesk>()
function openDesk(desk = createFakeDesk(token)): StorageAdapter {
  const adapter = helpDesk({ url, token, every: { ms: 2 }, fetch: desk.fetch })
  desks.set(adapter, desk)
  return adapter
}
const again = (adapter: StorageAdapter) => openDesk(desks.get(adapter))

// A write is two steps: the desk makes it, and its answer arrives. The process dies before the one or before the other.
async function crash(adapter: StorageAdapter, step: number, commit: () => Promise<unknown>): Promise<StorageAdapter | undefined> {
  if (step === 1) await commit()
  return step > 1 ? undefined : again(adapter)
}

// The whole contract: checks of missing claims are skipped and named.
storageSuite.run({ open: () => openDesk(), restart: again, beside: again, crash }, test)

const opened = Date.parse('2026-06-30T12:00:00Z')
const object = (type: string, id: string, fields: DeskObject['fields']): DeskObject => ({ type, id, rev: 1, fields })
const rights = { seat: true, permissions: ['workspace.access'], objects: { ticket: { view: 'all', edit: 'all', delete: 'none' } } }
const seed = [
  object('user', 'root', { name: 'Root', active: true, seat: true, superAdmin: true }),
  object('user', 'ada', { name: 'Ada', active: true, ...rights }),
  object('ticket', 't1', { topic: 'The export stops halfway', state: 'open', opened }),
  object('ticket', 't2', { topic: 'No export at all', state: 'closed', opened }),
  object('ticket', 't3', { topic: 'An invoice is missing', state: 'open', opened }),
  object('ticket', 't4', { topic: 'Cannot EXPORT as PDF', state: 'open', opened }),
]
const Row = rowOf(Ticket.subject, Ticket.stage)

test('[SDK-9] a host reads through the desk: it filters by state, the core finds the text and sorts', async () => {
  const desk = createFakeDesk(token, seed)
  await using host = await createHost({ storage: helpDesk({ url, token, fetch: desk.fetch }), plugins: [], grants: 'declared' })
  const { records } = host.as('ada')
  const open = await records.list({ select: Row, where: is(Ticket.stage, 'open'), orderBy: [ascending(Ticket.subject)] })
  expect(open.rows.map(({ id }) => id)).toEqual(['t3', 't4', 't1'])
  expect(desk.requests.at(-1)).toBe('https://desk.example/objects?type=ticket&is.state=open')

  const found = await records.list({ select: Row, where: contains(Ticket.subject, 'export'), orderBy: [ascending(Ticket.subject)] })
  expect(found.rows.map(({ subject }) => subject)).toEqual(['Cannot EXPORT as PDF', 'No export at all', 'The export stops halfway'])
})

test('[SDK-9] [REC-2] a write goes through to the desk, and an old version is a conflict', async () => {
  const desk = createFakeDesk(token, seed)
  await using host = await createHost({ storage: helpDesk({ url, token, fetch: desk.fetch }), plugins: [use(record)], grants: 'declared' })
  const ada = host.as('ada')
  const ticket = { type: 'ticket', id: 't1' }
  const { version } = getValue(await ada.read(recordContract, ticket))
  const input = { ...ticket, values: { subject: 'The export works' }, version }
  const written = getValue(await ada.act(updateRecordContract, input))
  expect(getValue(await ada.read(recordContract, ticket)).version).toBe(written.version)
  expect(await ada.records.find('t1', Row)).toEqual({ id: 't1', subject: 'The export works', stage: 'open' })
  const older = { ...input, values: { subject: 'Older' } }
  expect(await ada.act(updateRecordContract, older)).toMatchObject({ ok: false, problem: { code: 'record.conflict' } })
})

/** The newest thing that a stream said: the ids of its rows, or why it ended. */
function follow(rows: Observable<Window<{ readonly id: string }>>): { said(what: unknown): Promise<void> } {
  let newest: unknown
  rows.subscribe({
    next: (window) => {
      newest = window.rows.map(({ id }) => id)
    },
    error: (error: { readonly code?: string }) => {
      newest = error.code
    },
  })
  return { said: (what) => vi.waitFor(() => expect(newest).toEqual(what)) }
}

test('[SDK-9] an own edit, a deactivation and a change by others show at once', async () => {
  const desk = createFakeDesk(token, seed)
  const storage = helpDesk({ url, token, every: { ms: 2 }, fetch: desk.fetch })
  await using host = await createHost({ storage, plugins: [use(record)], grants: 'declared' })
  const open = follow(host.as('ada').records.watch({ select: Row, where: is(Ticket.stage, 'open'), orderBy: [ascending(Ticket.subject)] }))
  await open.said(['t3', 't4', 't1'])

  getValue(await host.as('ada').act(updateRecordContract, { type: 'ticket', id: 't1', values: { subject: 'A new subject' } }))
  await open.said(['t1', 't3', 't4'])
  await desk.fetch(`${url}/objects/ticket/t3`, byOthers({ fields: { state: 'closed' } }))
  await open.said(['t1', 't4'])
  await desk.fetch(`${url}/objects/ticket/t2`, byOthers({ fields: { state: 'open' } }))
  await open.said(['t1', 't4', 't2'])

  await desk.fetch(`${url}/objects/user/ada`, byOthers({ fields: { active: false } }))
  await open.said('access.signed-out')
  await desk.fetch(`${url}/objects/user/ada`, byOthers({ fields: { active: true } }))
  await vi.waitFor(async () => expect((await host.as('ada').records.list({ select: Row })).rows).toHaveLength(4))
  const later = follow(host.as('ada').records.watch({ select: Row }))
  await later.said(['t1', 't2', 't3', 't4'])
  getValue(await host.as('root').act(updateRecordContract, { type: 'user', id: 'ada', values: { active: false } }))
  await later.said('access.signed-out')
})

test('[SDK-9] [REC-1] [REC-6] a desk keeps no associations: a ticket opens without them, with its timeline, also for one who may see every type', async () => {
  const desk = createFakeDesk(token, [...seed, object('company', 'c1', { name: 'Northwind' })])
  await using host = await createHost({
    storage: helpDesk({ url, token, fetch: desk.fetch }),
    plugins: [use(record), use(customers)],
    grants: 'declared',
  })
  for (const user of ['root', 'ada']) {
    const ticket = { type: 'ticket', id: 't1' }
    expect(await host.as(user).read(recordContract, ticket)).toMatchObject({ ok: true, value: { links: [] } })
    expect(await host.as(user).read(timelineContract, ticket)).toMatchObject({ ok: true, value: { ahead: [], rows: [] } })
  }
})

function byOthers(body: unknown): RequestInit {
  return { method: 'PATCH', headers: { authorization: `Bearer ${token}`, 'if-match': '*' }, body: JSON.stringify(body) }
}
