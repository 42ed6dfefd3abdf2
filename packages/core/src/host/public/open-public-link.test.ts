import { Subject } from 'rxjs'
import { expect, test } from 'vitest'
import { systemAsker } from '../../access/asker.js'
import type { Problem } from '../../errors/tenure-error.js'
import { createPublicLinkBook } from '../../workspace/public/public-link-book.js'
import { digestOfToken } from '../../workspace/public/public-link-token.js'
import { answerPublicLink, endAbandonedLinks, noteUse, type OpenPort, openPublicLink } from './open-public-link.js'

const now = Date.UTC(2026, 5, 30, 12)
const hour = 3_600_000
const token = 'A'.repeat(43)
const digest = digestOfToken(token) ?? ''
const problem = (code: 'access.denied' | 'record.taken'): Problem => ({ code, message: 'No.', details: {} }) as never
const nothing = {
  ok: false,
  problem: {
    code: 'record.not-found',
    message: 'This link opens nothing. It may be withdrawn, or a part of it may be missing.',
    details: { record: { type: 'publicLink', id: '' } },
  },
}
const contributions = [
  { kind: 'provider', id: 'acme.x/list' },
  { kind: 'tab', id: 'acme.x/take' },
  { kind: 'action', id: 'acme.x/take' },
  { kind: 'public-link', id: 'acme.x/feed', from: 'acme.x/list', file: 'x.ics' },
  { kind: 'public-link', id: 'acme.x/survey', from: 'acme.x/list', file: 'y.html', takes: 'acme.x/take' },
]

/** One kept link and what opening it does; `answer` is what the provider or the action gives. */
function bench(
  kept: object = {},
  answer: unknown = { ok: true, value: { type: 'text/plain', text: 'hi' } },
  store: unknown = { ok: true },
) {
  const values = { kind: 'acme.x/feed', name: 'Phone', user: 'anna', input: { days: 3 }, createdAt: 0, openedAt: now, ...kept }
  const publicLinks = createPublicLinkBook([{ ref: { type: 'publicLink', id: digest }, version: '1', values }] as never)
  const calls: unknown[] = []
  const warnings: unknown[] = []
  const records = new Map<string, { values: object }>([[digest, { values: { name: 'Phone' } }]])
  const changes = new Subject<never>()
  const users = new Set(['anna'])
  const writer = {
    draft: async (by: { readonly asker: object; readonly actor: object }, edit: (draft: unknown) => Promise<void>) => {
      calls.push(['write', by.asker === systemAsker && by.actor])
      if (store instanceof Error) throw store
      const loaded: string[] = []
      const load = async (refs: readonly { readonly id: string }[]) => void loaded.push(...refs.map(({ id }) => id))
      await edit({ load, find: ({ id }: { readonly id: string }) => (loaded.includes(id) ? records.get(id) : undefined) })
      return store
    },
  }
  const asker = { id: 'anna', workspace: 'main', principal: { user: 'anna', timeZone: 'UTC', locale: 'en' } }
  const port = {
    ...{ publicLinks, writer, changes, clock: { now: () => now } },
    askers: { find: (user: string) => (users.has(user) ? asker : undefined) },
    directory: { find: (user: string) => (users.has(user) ? { id: user } : undefined) },
  } as unknown as OpenPort
  const caller = ({ source }: { readonly source?: string }) => ({
    read: async ({ id }: { readonly id: string }, input: unknown) => calls.push(['read', source, id, input]) && answer,
    act: async ({ kind }: { readonly kind: string }, input: unknown) => calls.push(['act', source, kind, input]) && answer,
  })
  const plugins = { contributions: () => contributions.map((contribution) => ({ contribution })), caller } as never
  const log = { info: () => undefined, warn: (message: string, facts?: object) => void warnings.push([message, facts]) }
  const settled = () => new Promise((resolve) => setImmediate(resolve))
  return {
    ...{ port, log, calls, warnings, records, changes, users, settled },
    open: (given = token) => openPublicLink(port, plugins, { token: given, log }),
    answer: (given = token) => answerPublicLink(port, plugins, { token: given, reply: { score: 9, comment: 'Good.' } }),
  }
}

test('[SEC-11] a link answers with what its provider gives for its input, and with its file', async () => {
  const { open, calls, settled } = bench()
  expect(await open()).toEqual({ ok: true, value: { type: 'text/plain', text: 'hi', file: 'x.ics' } })
  await settled()
  expect(calls).toEqual([['read', 'api', 'acme.x/list', { days: 3 }]])
  const without = bench({ input: null })
  await without.open()
  expect(without.calls).toEqual([['read', 'api', 'acme.x/list', undefined]])
})

test('[SEC-11] a link opens until the instant of its end, and never without its maker, its kind or its token', async () => {
  expect(await bench({ expiresAt: now + 1 }).open()).toMatchObject({ ok: true })
  for (const kept of [{ expiresAt: now }, { expiresAt: now - 1 }, { user: 'ben' }, { kind: 'acme.x/gone' }])
    expect(await bench(kept).open()).toEqual(nothing)
  for (const given of ['B'.repeat(43), '', digest]) expect(await bench().open(given)).toEqual(nothing)
})

test('[SEC-11] a missing right looks like no link; what else the provider fails with is told', async () => {
  const failing = (code: Parameters<typeof problem>[0]) => bench({ openedAt: 0 }, { ok: false, problem: problem(code) })
  const denied = failing('access.denied')
  expect([await denied.open(), denied.calls.length]).toEqual([nothing, 1])
  expect(await failing('record.taken').open()).toEqual({ ok: false, problem: problem('record.taken') })
})

test('[SEC-11] [BEY-15] an answer goes to the action of the link, with what the link was made for', async () => {
  const survey = { kind: 'acme.x/survey', input: { company: 'c1' } }
  const { answer, calls } = bench(survey)
  expect(await answer()).toEqual({ ok: true, value: undefined })
  expect(calls).toEqual([['act', 'api', 'action', { company: 'c1', score: 9, comment: 'Good.' }]])
  expect(await bench().answer()).toEqual(nothing)
  expect(await bench(survey).answer('B'.repeat(43))).toEqual(nothing)
  const failing = (code: Parameters<typeof problem>[0]) => bench(survey, { ok: false, problem: problem(code) }).answer()
  expect([await failing('access.denied'), await failing('record.taken')]).toEqual([
    nothing,
    { ok: false, problem: problem('record.taken') },
  ])
})

test('[SEC-11] the use of a link is noted once an hour, beside what is kept of it', async () => {
  const { open, calls, records, settled, warnings } = bench({ openedAt: now - hour })
  await open()
  await settled()
  expect(calls.slice(1)).toEqual([['write', { source: 'system' }]])
  expect([records.get(digest), warnings]).toEqual([{ values: { name: 'Phone', openedAt: now } }, []])
  const recent = bench({ openedAt: now - hour + 1 })
  await recent.open()
  expect(recent.calls).toHaveLength(1)
  const first = bench({ openedAt: undefined })
  await first.open()
  expect(first.calls).toHaveLength(2)
})

test('[SEC-11] that a use cannot be noted is logged, and the link opens all the same', async () => {
  const message = 'The last use of a public link could not be noted.'
  const refused = bench({ openedAt: 0 }, undefined, { ok: false, problem: problem('record.taken') })
  expect(await refused.open()).toMatchObject({ ok: true })
  await refused.settled()
  expect(refused.warnings).toEqual([[message, { problem: 'No.' }]])
  const broken = bench({ openedAt: 0 }, undefined, new Error('disk full'))
  expect(await broken.open()).toMatchObject({ ok: true })
  await broken.settled()
  expect(broken.warnings).toEqual([[message, { error: 'Error: disk full' }]])
})

test('[SEC-11] a link that was withdrawn meanwhile is not noted', async () => {
  const { port, log, records, settled, warnings } = bench()
  records.clear()
  noteUse(port, { id: digest } as never, log)
  await settled()
  expect([warnings, records.size]).toEqual([[], 0])
})

test('[SEC-11] links of users who may no longer sign in are ended, now and when users change', async () => {
  const { port, log, calls, changes, users, records, settled } = bench()
  endAbandonedLinks(port, log)
  await settled()
  users.clear()
  changes.next({ workspace: 'main' } as never)
  await settled()
  expect(calls).toEqual([])
  changes.next({ users: new Set(['anna']) } as never)
  await settled()
  expect(calls).toEqual([['write', { source: 'system' }]])
  expect(records.get(digest)).toMatchObject({ archived: true, archive: 'purge' })
  const later = bench({ user: 'ben' })
  endAbandonedLinks(later.port, later.log)
  await later.settled()
  expect(later.calls).toHaveLength(1)
})

test('[SEC-11] that abandoned links could not be ended is logged', async () => {
  const { port, log, warnings, settled } = bench({ user: 'ben' }, undefined, new Error('disk full'))
  endAbandonedLinks(port, log)
  await settled()
  const message = 'Public links of users who may no longer sign in are still in the store.'
  expect(warnings).toEqual([[message, { error: 'Error: disk full' }]])
})
