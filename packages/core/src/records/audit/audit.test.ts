import { createFakeClock } from '@tenure/testing'
import { expect, test } from 'vitest'
import type { Outcome } from '../../base/outcome.js'
import { TenureError } from '../../errors/tenure-error.js'
import type { StorageAdapter, StoredRecord } from '../../storage/adapter.js'
import { Draft } from '../draft.js'
import type { Reader } from '../read-records.js'
import type { Writer } from '../write-records.js'
import { type AuditOptions, openAudit } from './audit.js'

const dayMs = 86_400_000
const done = { ok: true, value: {} } as Outcome<never>
const refusedProblem = new TenureError('storage.failed', 'The disk is full.', { transient: true }).problem
const full: Outcome<never> = { ok: false, problem: refusedProblem }
const signIn = { kind: 'sign-in', what: 'signed in', user: 'u1' } as const
const refusal = { what: 'was refused', name: 'companies', user: 'u1', place: 'companies' }
const entry = (id: string): StoredRecord => ({ ref: { type: 'auditEntry', id }, version: '1', values: { at: 0 } })

/** An audit over a store that holds these old entries, and what it writes; `answer` says how the store takes a batch. */
function open(more: Partial<AuditOptions> & { readonly old?: StoredRecord[]; readonly answer?: () => Outcome<never> } = {}) {
  const { old = [], answer = () => done, ...options } = more
  const clock = createFakeClock('2026-06-30T12:10:00Z')
  const written: unknown[][] = []
  const asked: unknown[] = []
  const warnings: unknown[] = []
  const adapter = { kind: 'acme', capabilities: {}, read: async () => [...old] } as unknown as StorageAdapter
  const draft = async (_: unknown, fill: (draft: Draft) => Promise<void>) => {
    const filled = new Draft(adapter, { signal: new AbortController().signal })
    await fill(filled)
    const outcome = answer()
    if (outcome.ok) {
      const writes = filled.writes().map((write) => ('values' in write ? write.values : [write.write, write.ref.id]))
      written.push(writes)
      if (filled.records.some(({ archive }) => archive === 'purge')) old.length = 0
    }
    return outcome
  }
  const list = async (_: unknown, query: unknown) => {
    asked.push(query)
    return { records: [...old] }
  }
  const audit = openAudit({
    ...{ clock, keepMs: 30 * dayMs, reader: { list } as unknown as Reader, writer: { draft } as unknown as Writer },
    log: { warn: (...said: unknown[]) => warnings.push(said) } as unknown as AuditOptions['log'],
    ...options,
  })
  return { audit, clock, written, asked, warnings }
}

test('[SEC-13] a fact is stored with its time, and the answer says so', async () => {
  const { audit, clock, written } = open()
  expect(await audit.add(signIn)).toEqual({ ok: true, value: undefined })
  const values = { kind: 'sign-in', what: 'signed in', user: 'u1', name: '', source: 'system', times: 1, at: clock.now() }
  expect(written).toEqual([[values]])
})

test('[SEC-13] facts that come while others are written are written together, at most 200 at once', async () => {
  const { audit, written } = open()
  const added = Array.from({ length: 251 }, () => audit.add(signIn))
  await Promise.all(added)
  expect(written.map(({ length }) => length)).toEqual([1, 200, 50])
  await audit.add(signIn)
  expect(written.map(({ length }) => length)).toEqual([1, 200, 50, 1])
})

test('[SEC-13] a store that does not take an entry is named in the answer and in the log, and asked again for the next', async () => {
  const foreign = { code: 'storage.failed', message: 'The store did not take an entry of the audit.', details: { transient: false } }
  const raise = (error: Error) => (): Outcome<never> => {
    throw error
  }
  const answers = [() => full, raise(new TenureError('storage.failed', 'Gone.', { transient: true })), raise(new Error('x')), () => done]
  const { audit, warnings, written } = open({ answer: () => answers.shift()?.() ?? done })
  expect(await audit.add(signIn)).toEqual({ ok: false, problem: refusedProblem })
  expect(await audit.add(signIn)).toMatchObject({ ok: false, problem: { code: 'storage.failed', message: 'Gone.' } })
  expect(await audit.add(signIn)).toEqual({ ok: false, problem: foreign })
  expect(await audit.add(signIn)).toEqual({ ok: true, value: undefined })
  const message = 'The store did not take entries of the audit.'
  expect(warnings).toEqual(['The disk is full.', 'Gone.', foreign.message].map((text) => [message, { error: `Error: ${text}` }]))
  expect(written).toHaveLength(1)
})

test('[SEC-13] the first refusal of an hour is stored at once, the others together when the hour is over', async () => {
  const { audit, clock, written } = open()
  for (let time = 0; time < 3; time++) audit.refused(refusal)
  await audit.idle()
  const values = { kind: 'refusal', what: 'was refused', name: 'companies', user: 'u1', source: 'system' }
  const first = { ...values, times: 1, at: clock.now() }
  expect(written).toEqual([[first]])
  await clock.advance({ ms: 50 * 60_000 - 1 })
  expect(written).toHaveLength(1)
  await clock.advance({ ms: 1 })
  await audit.idle()
  expect(written).toEqual([[first], [{ ...first, times: 2 }]])
  await clock.advance({ ms: 2 * 3_600_000 })
  expect(written).toHaveLength(2)
  audit.refused(refusal)
  audit.refused(refusal)
  await clock.advance({ ms: 3_600_000 })
  await audit.idle()
  expect(written.map(([one]) => (one as typeof first).times)).toEqual([1, 2, 1, 1])
})

test('[SEC-13] closing stores what was counted, and nothing waits any more', async () => {
  const { audit, clock, written } = open()
  audit.refused(refusal)
  audit.refused(refusal)
  await audit[Symbol.asyncDispose]()
  expect([written.length, clock.pending]).toEqual([2, 0])
})

test('[SEC-13] what is older than the audit is kept is purged at the start and once a day', async () => {
  const old = [entry('e1'), entry('e2')]
  const { audit, clock, written, asked } = open({ old })
  const query = (value: number) => ({
    ...{ type: 'auditEntry', select: [], limit: 200 },
    where: { test: 'before', property: 'auditEntry.at', value },
  })
  const oldest = clock.now() - 30 * dayMs
  await audit.idle()
  expect(asked).toEqual([query(oldest), query(oldest)])
  expect(written).toEqual([
    [
      ['purge', 'e1'],
      ['purge', 'e2'],
    ],
  ])
  await clock.advance({ ms: dayMs - 1 })
  expect(asked).toHaveLength(2)
  await clock.advance({ ms: 1 })
  expect(asked.slice(2)).toEqual([query(oldest + dayMs)])
  await clock.advance({ days: 1 })
  expect(asked).toHaveLength(4)
})

test('[SEC-13] old entries that the store does not let go are named in the log, and tried again the next day', async () => {
  const { audit, clock, warnings, asked } = open({ old: [entry('e1')], answer: () => full })
  await audit.idle()
  expect([warnings, asked.length]).toEqual([[['Old entries of the audit could not be removed.', { error: 'Error: The disk is full.' }]], 1])
  await clock.advance({ days: 1 })
  expect(asked).toHaveLength(2)
  const list = () => Promise.reject(new Error('unreachable'))
  const other = open({ reader: { list } as unknown as Reader })
  await other.audit.idle()
  expect(other.warnings).toEqual([['Old entries of the audit could not be removed.', { error: 'Error: unreachable' }]])
})

test('[SEC-13] an audit whose start waits removes nothing before, and nothing at all once it is closed', async () => {
  const waiting: (() => void)[] = []
  const after = () => new Promise<void>((resolve) => waiting.push(resolve))
  const [early, closed] = [open({ after: after() }), open({ after: after() })]
  await early.audit.idle()
  expect([early.asked.length, early.clock.pending]).toEqual([0, 0])
  await closed.audit[Symbol.asyncDispose]()
  for (const start of waiting) start()
  await Promise.resolve()
  await early.audit.idle()
  expect([early.asked.length, early.clock.pending]).toEqual([1, 1])
  expect([closed.asked.length, closed.clock.pending]).toEqual([0, 0])
})
