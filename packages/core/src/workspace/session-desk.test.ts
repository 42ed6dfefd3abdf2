import { Subject } from 'rxjs'
import { expect, test } from 'vitest'
import { systemAsker } from '../access/asker.js'
import { systemPrincipal } from '../access/principal.js'
import type { Outcome } from '../base/outcome.js'
import { TenureError } from '../errors/tenure-error.js'
import { testDrafts } from '../records/test-drafts.js'
import type { WorkspaceChange } from './change.js'
import { createSessionBook } from './session-book.js'
import { createSessionDesk, endSessions } from './session-desk.js'

const kept = (id: string, user: string) => ({ type: 'session', id, values: { user, createdAt: 1, usedAt: 2, endsAt: 3 } })
const { problem } = new TenureError('storage.closed', 'The store is closed.', { store: 'memory' })
const refused: Outcome<never> = { ok: false, problem }

function deskOf({ left = [] as string[], isClosed = false } = {}) {
  const records = [kept('a', 'anna'), kept('b', 'ben')]
  const { writer, batches } = testDrafts(records)
  const changes = new Subject<WorkspaceChange>()
  const warnings: unknown[] = []
  const gone = new Set(left)
  const port = {
    changes,
    sessions: createSessionBook(records.map(({ type, id, values }) => ({ ref: { type, id }, version: '1', values }))),
    directory: { find: (id: string) => (gone.has(id) ? undefined : systemPrincipal) },
    writer: isClosed ? { draft: async () => refused } : writer,
  }
  const log = { warn: (...given: unknown[]) => warnings.push(given) }
  const desk = createSessionDesk(port, log as never)
  return { desk, port, changes, gone, batches, warnings, written: () => batches.flatMap((batch) => batch.records) }
}
const turn = () => new Promise((resolve) => setImmediate(resolve))
const purged = (id: string, user: string) => ({ id: `session/${id}`, is: 'purge', values: kept(id, user).values })

test('[SEC-4] a session begins, is used and ends, each as one change of the system', async () => {
  const { desk, written, batches } = deskOf()
  const done = { ok: true, value: undefined }
  expect(await desk.begin({ id: 'c', user: 'anna', createdAt: 5, usedAt: 6, endsAt: 7 })).toEqual(done)
  expect(await desk.use('a', 9)).toEqual(done)
  expect(await desk.end(['a', 'gone', 'b'])).toEqual(done)
  expect(written()).toEqual([
    { id: 'session/c', is: 'new', values: { user: 'anna', createdAt: 5, usedAt: 6, endsAt: 7 } },
    { id: 'session/a', is: 'changed', values: { user: 'anna', createdAt: 1, usedAt: 9, endsAt: 3 } },
    purged('a', 'anna'),
    purged('b', 'ben'),
  ])
  expect(batches.map(({ by }) => by)).toEqual(Array.from({ length: 3 }, () => ({ asker: systemAsker, actor: { source: 'system' } })))
})

test('[SEC-5] a session that has ended is used no more, and what ends already is passed over', async () => {
  const { desk, written, port } = deskOf()
  expect(await desk.use('gone', 9)).toEqual({ ok: true, value: undefined })
  expect(await endSessions(port.writer, [])).toEqual({ ok: true, value: undefined })
  expect(written()).toEqual([])
})

test('[SEC-4] what the store refuses is told to the caller', async () => {
  const { desk } = deskOf({ isClosed: true })
  const session = { id: 'c', user: 'anna', createdAt: 5, usedAt: 6, endsAt: 7 }
  for (const outcome of [await desk.begin(session), await desk.use('a', 9), await desk.end(['a'])]) expect(outcome).toEqual(refused)
})

test('[ACC-10] sessions of users who may no longer sign in end at the start, and with the change that takes it away', async () => {
  const { changes, gone, written, warnings } = deskOf({ left: ['ben'] })
  await turn()
  expect(written()).toEqual([purged('b', 'ben')])
  gone.add('anna')
  changes.next({ workspace: 'main' })
  await turn()
  expect(written()).toHaveLength(1)
  changes.next({ users: new Set(['anna']) })
  await turn()
  expect(written().slice(1)).toEqual([purged('a', 'anna'), purged('b', 'ben')])
  expect(warnings).toEqual([])
})

test('[ACC-10] where all users may sign in nothing is written', async () => {
  const { changes, batches, desk } = deskOf()
  changes.next({ users: new Set(['anna']) })
  await turn()
  expect(batches).toEqual([])
  expect([desk.all().map(({ id }) => id), desk.find('b')?.user]).toEqual([['a', 'b'], 'ben'])
})

test('[ACC-10] sessions that could not be ended are in the log', async () => {
  const { warnings } = deskOf({ left: ['ben'], isClosed: true })
  await turn()
  expect(warnings).toEqual([['Sessions of users who may no longer sign in are still in the store.', { problem: 'The store is closed.' }]])
})
