import { createHost, getValue, Ticket, use } from '@tenure/core'
import { rowOf } from '@tenure/core/contract'
import { recordContract, updateRecordContract } from '@tenure/core/page'
import { ascending, contains, is } from '@tenure/core/query'
import { record } from '@tenure/record'
import { storageSuite } from '@tenure/testing'
import { expect, test } from 'vitest'
import { createFakeDesk } from './fake-desk.js'
import { type DeskObject, helpDesk } from './help-desk.js'

const url = 'https://desk.example'
const token = 'test'

// The whole contract in one line: checks of missing claims are skipped and named.
storageSuite.run({ open: () => helpDesk({ url, token, every: { ms: 2 }, fetch: createFakeDesk(token).fetch }) }, test)

const opened = Date.parse('2026-06-30T12:00:00Z')
const object = (type: string, id: string, fields: DeskObject['fields']): DeskObject => ({ type, id, rev: 1, fields })
const rights = { seat: true, permissions: ['workspace.access'], objects: { ticket: { view: 'all', edit: 'all', delete: 'none' } } }
const seed = [
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
