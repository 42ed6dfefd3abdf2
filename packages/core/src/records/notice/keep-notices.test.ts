import { createFakeClock } from '@tenure/testing'
import { expect, test } from 'vitest'
import { systemAsker } from '../../access/asker.js'
import type { Outcome } from '../../base/outcome.js'
import { TenureError } from '../../errors/tenure-error.js'
import type { StorageAdapter, StoredRecord } from '../../storage/adapter.js'
import { Draft } from '../draft.js'
import type { Reader } from '../read-records.js'
import type { Writer } from '../write-records.js'
import { type KeepNoticesOptions, noticeLimits, startKeepingNotices } from './keep-notices.js'

const dayMs = 86_400_000
const full: Outcome<never> = { ok: false, problem: new TenureError('storage.failed', 'The disk is full.', { transient: true }).problem }
const notification = (id: string, kind = 'owner'): StoredRecord => ({ ref: { type: 'notification', id }, version: '1', values: { kind } })

/** Notifications kept over a store: each query is answered with the next list, and what is written is noted. */
function open(more: Partial<KeepNoticesOptions> & { readonly lists?: StoredRecord[][]; readonly refuses?: boolean } = {}) {
  const { lists = [], refuses = false, ...options } = more
  const clock = createFakeClock('2026-06-30T12:00:00Z')
  const asked: unknown[] = []
  const written: unknown[] = []
  const warnings: unknown[] = []
  let last: readonly StoredRecord[] = []
  const reader = {
    list: async (asker: unknown, query: unknown) => {
      asked.push(query)
      last = lists.shift() ?? []
      return asker === systemAsker ? { records: last } : Promise.reject(new Error('Not the workspace itself.'))
    },
    aggregate: async (_: unknown, query: unknown) => {
      asked.push(query)
      return {
        groups: [
          { by: ['full'], count: 501, measures: [] },
          { by: ['fine'], count: 500, measures: [] },
          { by: [null], count: 900, measures: [] },
        ],
      }
    },
  } as unknown as Reader
  const adapter = { kind: 'acme', capabilities: {}, read: async () => last } as unknown as StorageAdapter
  const draft = async (by: unknown, fill: (draft: Draft) => Promise<void>) => {
    const filled = new Draft(adapter, { signal: new AbortController().signal })
    await fill(filled)
    written.push(by, ...filled.writes().map((write) => [write.write, write.ref.id]))
    return refuses ? full : { ok: true, value: {} }
  }
  const kept = startKeepingNotices({
    ...{ clock, reader, writer: { draft } as unknown as Writer },
    log: { warn: (...said: unknown[]) => warnings.push(said) } as unknown as KeepNoticesOptions['log'],
    ...options,
  })
  const settle = () => clock.advance({})
  return { kept, clock, asked, written, warnings, settle }
}
const query = (where: object, offset = 0) => ({
  ...{ type: 'notification', select: ['kind'], where, limit: 200, offset },
  orderBy: [{ by: 'notification.at', direction: 'descending' }],
})
const by = { asker: systemAsker, actor: { source: 'system' } }

test('[REC-9] notifications older than 90 days go, and of each user those beyond the newest 500', async () => {
  const lists = [[notification('n1')], [notification('n2', 'reminder')], [], [notification('n3')], []]
  const { clock, asked, written, settle } = open({ lists })
  await settle()
  const old = query({ test: 'before', property: 'notification.at', value: clock.now() - 90 * dayMs })
  const many = query({ test: 'is', property: 'notification.user', value: 'full' }, 500)
  const users = { type: 'notification', by: [{ property: 'notification.user' }] }
  expect(noticeLimits).toEqual({ count: 500, days: 90 })
  expect(asked).toEqual([old, old, old, users, many, many])
  expect(written).toEqual([by, ['purge', 'n1'], by, ['archive', 'n2'], by, ['purge', 'n3']])
})

test('[REC-9] notifications are looked at once a day until the host closes', async () => {
  const { kept, clock, asked } = open()
  await clock.advance({ ms: dayMs - 1 })
  expect(asked).toHaveLength(3)
  await clock.advance({ ms: 1 })
  expect(asked).toHaveLength(6)
  expect(clock.pending).toBe(1)
  await kept[Symbol.asyncDispose]()
  await clock.advance({ days: 3 })
  expect([asked.length, clock.pending]).toEqual([6, 0])
})

test('[REC-9] what a store does not let go is named in the log, and tried again the next day', async () => {
  const { clock, asked, warnings, settle } = open({ lists: [[notification('n1')]], refuses: true })
  await settle()
  expect(warnings).toEqual([['Old notifications could not be removed.', { error: 'TenureError: The disk is full.' }]])
  expect(asked).toHaveLength(1)
  await clock.advance({ days: 1 })
  expect(asked).toHaveLength(4)
})

test('[REC-9] the first look waits for what it is to wait for, and is not taken once the host is closed', async () => {
  const starts: (() => void)[] = []
  const after = () => new Promise<void>((resolve) => starts.push(resolve))
  const [early, closed] = [open({ after: after() }), open({ after: after() })]
  await early.settle()
  expect(early.asked).toEqual([])
  await closed.kept[Symbol.asyncDispose]()
  for (const start of starts) start()
  await early.settle()
  await closed.settle()
  expect([early.asked.length, early.clock.pending, closed.asked.length, closed.clock.pending]).toEqual([3, 1, 0, 0])
})

test('[REC-9] closing waits for what is being removed', async () => {
  let answer = (): void => {}
  const list = () => new Promise((resolve) => (answer = () => resolve({ records: [] })))
  const aggregate = async () => ({ groups: [] })
  const { kept } = open({ reader: { list, aggregate } as unknown as Reader })
  let isClosed = false
  const closing = Promise.resolve(kept[Symbol.asyncDispose]()).then(() => (isClosed = true))
  for (let step = 0; step < 20; step++) await Promise.resolve()
  expect(isClosed).toBe(false)
  answer()
  await closing
})
