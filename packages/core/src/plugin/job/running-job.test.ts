import { createFakeClock } from '@tenure/testing'
import { Subject } from 'rxjs'
import { expect, test } from 'vitest'
import { TenureError } from '../../errors/tenure-error.js'
import type { Activation } from '../activation.js'
import { callerOf, type JobEnv } from './running-job.js'

const session = { user: '', workspace: 'main', timeZone: 'UTC', locale: 'en' }

/** How a job of a plugin is called, by a stopped clock. */
function bench() {
  const clock = createFakeClock('2026-06-30T12:00:00Z')
  const stopped = new Subject<void>()
  const faults: unknown[] = []
  const granted = new Set(['read company.name', 'edit company.name'])
  const activation = { admitted: { plugin: { id: 'acme.x' }, granted, config: { days: 3 } }, stopped, services: new Map() }
  const names = { key: 'read company.name', grant: 'read company.name', opens: 'records', paths: ['company.name'] }
  const edits = { ...names, grant: 'edit company.name', opens: 'edits' }
  const job = { kind: 'job', id: 'acme.x/job', uses: { names, edits, config: { key: 'config acme.x', configures: 'acme.x' } } }
  const env = { clock, answerMs: 1_000, onFault: (...given: unknown[]) => faults.push(given), hostServices: {} } as unknown as JobEnv
  const opener = { openRecords: (...given: unknown[]) => given }
  const stage = () => ({ edits: (paths: readonly string[]) => ['edits', ...paths] })
  const call = callerOf(job as never, activation as unknown as Activation, env)
  const holder = { session, opener, stage } as never
  const problemOf = (code: () => Promise<unknown>) => call(holder, code).catch((error: TenureError) => error.problem)
  return { call, clock, faults, holder, stopped, problemOf }
}
const broken = (because: string) => ({
  ...{
    code: 'plugin.broken',
    message: `The plugin acme.x is broken. ${because}`,
    details: { plugin: 'acme.x', contribution: 'acme.x/job' },
  },
})

test('[PLUGIN-17] the code of a job is given what its keys open where it works, once, and its answer is passed on, also nothing', async () => {
  const { call, clock, holder } = bench()
  let signal: AbortSignal | undefined
  const keys = await call(holder, async (opened, given) => {
    signal = given
    return opened
  })
  expect(keys).toEqual({
    names: [session, 'acme.x', ['company.name'], { once: true, signal }],
    edits: ['edits', 'company.name'],
    config: { days: 3 },
  })
  expect([await call(holder, async () => undefined), signal?.aborted, clock.pending]).toEqual([undefined, true, 0])
})

test('[PLUGIN-17] [PLUGIN-10] a fault of the code names the plugin and carries no cause; what it refuses is passed on', async () => {
  const { faults, problemOf } = bench()
  const cause = new Error('secret')
  expect(await problemOf(() => Promise.reject(cause))).toEqual(broken('acme.x/job failed.'))
  expect(faults).toEqual([['acme.x', 'acme.x/job', cause]])
  const refusal = new TenureError('record.not-found', 'Gone.', { record: { type: 'company', id: 'c' } })
  expect(await problemOf(() => Promise.reject(refusal))).toEqual(refusal.problem)
  expect(faults).toHaveLength(1)
})

test('[PLUGIN-17] code that hangs ends in time, and with its plugin', async () => {
  const { clock, problemOf, stopped } = bench()
  const hanging = problemOf(() => new Promise(() => undefined))
  await clock.advance({ ms: 1_000 })
  expect(await hanging).toEqual(broken('acme.x/job did not answer within 1 s.'))
  const stopping = problemOf(() => new Promise(() => undefined))
  stopped.next()
  expect(await stopping).toMatchObject({ code: 'plugin.unavailable', details: { because: 'It was stopped.' } })
})

test('[PLUGIN-17] a job that may not stage here cannot', async () => {
  const { call, holder } = bench()
  const { stage: _, ...without } = holder as { readonly stage: unknown }
  await expect(call(without as never, async () => 1)).rejects.toMatchObject({ code: 'internal.invariant' })
})
