import { NEVER } from 'rxjs'
import { expect, test } from 'vitest'
import { systemAsker } from '../../access/asker.js'
import type { InstalledJob, JobHolder } from '../../plugin/job/running-job.js'
import { Company, CustomerRole, Deal } from '../../schema/object-types.js'
import { rowOf } from '../../schema/row.js'
import { testKernel } from '../test-kernel.js'
import { openJobs, toRun } from './open-jobs.js'

const daily = { occasion: 'every', every: { days: 1 } } as const
const due = { occasion: 'at', property: 'company.renewalDate' } as const
const aJob = (more: object = {}, uses: object = {}) =>
  ({
    contribution: 1,
    kind: 'job',
    id: 'acme.x/job',
    title: 'Job',
    of: Company,
    on: daily,
    uses,
    ...more,
  }) as unknown as InstalledJob['job']
const grant = { key: 'edit company.name', grant: 'edit company.name', opens: 'edits', paths: ['company.name'] }
const section = (scope: string) => ({ key: `settings ${scope}`, kind: 'settings', scope })
const unit = { workspace: 'north', type: 'company' }
const seed = { records: [] }

/** A plugin's job as it is installed: calls of its code are noted with what they were given. */
function installed(job: InstalledJob['job'], keys: object = {}, more: Partial<InstalledJob> = {}) {
  const calls: JobHolder[] = []
  const signal = new AbortController().signal
  const call: InstalledJob['call'] = (holder, code) => {
    calls.push(holder)
    return code(keys as never, signal)
  }
  return { calls, signal, given: { plugin: 'acme.x', job, state: 'active', call, ...more } as InstalledJob }
}
const opened = async (given: InstalledJob, asker: object = systemAsker) => {
  const kernel = await testKernel(seed)
  const open = toRun(kernel, given).open?.(unit, asker as never)
  if (open === undefined) throw new Error('The job does not run.')
  return { kernel, open, [Symbol.asyncDispose]: () => kernel.close() }
}

test('[BEY-13] [PLUGIN-17] a job says what it is granted, and whether it works for each workspace', async () => {
  const kernel = await testKernel(seed)
  const of = (job: InstalledJob['job']) => toRun(kernel, installed(job).given)
  expect(of(aJob({}, { grant, section: section('account') }))).toMatchObject({ plugin: 'acme.x', grants: [grant], isOfWorkspaces: false })
  expect(of(aJob({}, { section: section('workspace') })).isOfWorkspaces).toBe(true)
  expect(of(aJob({ of: CustomerRole })).isOfWorkspaces).toBe(true)
  expect(of(aJob())).toEqual({ plugin: 'acme.x', job: aJob(), grants: [], isOfWorkspaces: false, open: expect.any(Function) })
  await kernel.close()
})

test('[PLUGIN-17] a job of a plugin that does not run says why; one that follows changes waits for a store that tells them', async () => {
  const kernel = await testKernel(seed)
  const message = 'The plugin acme.x is not available. Off.'
  const because = { code: 'plugin.unavailable', message, details: { plugin: 'acme.x', because: 'Off.' } } as const
  const { call: _, ...stopped } = installed(aJob(), {}, { because }).given
  const { open, ...rest } = toRun(kernel, stopped)
  expect([open, rest]).toEqual([undefined, { plugin: 'acme.x', job: aJob(), grants: [], isOfWorkspaces: false, because: 'Off.' }])
  const silent = { ...kernel, feed: { ...kernel.feed, refusal: 'The store tells no changes.' } }
  expect(toRun(silent as never, installed(aJob({ on: due }), {}, { because }).given)).toMatchObject({
    because: 'The store tells no changes.',
  })
  expect(toRun(silent as never, installed(aJob({ on: due })).given)).not.toHaveProperty('open')
  expect(toRun(silent as never, installed(aJob()).given)).not.toHaveProperty('because')
  await kernel.close()
})

test('[PLUGIN-17] the code of a job lists its records where it works, in the session of nobody there', async () => {
  const page = { orderBy: [], limit: 5 }
  const list = async (call: object) => ({ rows: [{ id: 'c1', call }], total: 1 })
  const { calls, signal, given } = installed(aJob({ list }), { names: 'key' })
  await using job = await opened(given)
  const words = { workspace: 'north', objectType: 'company' }
  expect(await job.open.list(page)).toEqual({ rows: [{ id: 'c1', call: { names: 'key', ...words, page, signal } }], total: 1 })
  expect(calls.map(({ session }) => session)).toEqual([{ user: '', workspace: 'north', timeZone: 'UTC', locale: 'en' }])
  expect([Object.isFrozen(calls[0]?.session), typeof calls[0]?.opener.openRecords, typeof calls[0]?.stage]).toEqual([
    true,
    'function',
    'function',
  ])
})

test('[PLUGIN-17] the core asks for what the job selects, and for the instant of a job by time', async () => {
  const asked: unknown[] = []
  const record = { list: async (query: unknown) => asked.push(query) && { rows: [], total: 0 } }
  const question = { where: { test: 'all', filters: [] }, limit: 3 } as never
  for (const job of [aJob({ select: rowOf(Company.name) }), aJob({ select: rowOf(Company.name), on: due }), aJob()]) {
    const { given, calls } = installed(job, { record })
    await using one = await opened(given)
    expect(await one.open.ask(question)).toEqual({ rows: [], total: 0 })
    expect(calls.map(({ session }) => [session.user, session.workspace])).toEqual([['', 'north']])
  }
  const paths = asked.map((query) => (query as { select: { properties: { path: string }[] } }).select.properties.map(({ path }) => path))
  expect(paths).toEqual([['company.name'], ['company.name', 'company.renewalDate'], []])
  expect(asked[0]).toMatchObject({ where: { test: 'all', filters: [] }, limit: 3 })
})

test('[MAP-3] [PLUGIN-17] a job sees a record by the names that it selects, read from the properties that play the role', async () => {
  const roles = new Map([['customer', [{ type: 'company', properties: { csm: 'owner' } }]]])
  const select = rowOf(CustomerRole.name, CustomerRole.csm)
  await using job = await opened(installed(aJob({ of: CustomerRole, select })).given, { ...systemAsker, roles })
  expect(job.open.row('c1', { name: 'Northwind', owner: 'anna', csm: 'ben' })).toEqual({ id: 'c1', name: 'Northwind', csm: 'anna' })
  await using plain = await opened(installed(aJob()).given)
  expect(plain.open.row('c1', { name: 'Northwind' })).toEqual({ id: 'c1' })
})

test('[PLUGIN-17] what a job stages for a record is handed on and not written; what it is given of its occasion comes along', async () => {
  const seen: unknown[] = []
  const run = async (call: { readonly record: { readonly id: string } }) => void seen.push(call)
  const { given, calls, signal } = installed(aJob({ run }), { names: 'key' })
  await using job = await opened(given)
  expect(await job.open.run({ id: 'c1' }, { at: 5 })).toEqual([])
  expect(seen).toEqual([{ names: 'key', workspace: 'north', objectType: 'company', at: 5, record: { id: 'c1' }, signal }])
  const stage = calls[0]?.stage?.()
  expect(() => stage?.edits(['company.name']).edit('c1', { name: 'x' })).toThrow()
})

test('[PLUGIN-17] edits that a job stages are those of its record; a job that fails stages nothing', async () => {
  let stage: ReturnType<NonNullable<JobHolder['stage']>> | undefined
  const { given } = installed(aJob({ run: () => stage?.edits(['company.name']).edit('c1', { name: 'New' }) }))
  const call: InstalledJob['call'] = (holder, code) => {
    stage = holder.stage?.()
    return code({}, new AbortController().signal)
  }
  await using job = await opened({ ...given, call })
  expect(await job.open.run({ id: 'c1' })).toEqual([{ write: 'update', type: 'company', id: 'c1', values: { name: 'New' } }])
  const failing = installed(aJob({ run: () => Promise.reject(new Error('x')) }))
  await using other = await opened({ ...failing.given, call })
  await expect(other.open.run({ id: 'c1' })).rejects.toThrow('x')
  expect(() => stage?.edits(['company.name']).edit('c1', { name: 'x' })).toThrow()
})

/** The clocks of these jobs over a kernel, which begin once `after` settles. */
async function clocks(jobs: readonly InstalledJob['job'][], after?: PromiseLike<unknown>, more: object = {}) {
  const kernel = await testKernel(seed)
  const warnings: unknown[] = []
  const log = { info: () => undefined, warn: (message: string, facts?: object) => void warnings.push([message, facts]) }
  const plugins = { jobs: () => jobs.map((job) => installed(job).given), states: NEVER }
  const all = await openJobs({ ...kernel, ...more } as never, plugins as never, { log, after })
  const told: unknown[] = []
  all.caughtUp.subscribe((each) => told.push(each))
  const planned = async () =>
    (
      await kernel.reader.list(systemAsker, {
        type: 'job',
        select: ['name'],
        where: { test: 'all', filters: [] },
        orderBy: [],
        limit: 9,
      } as never)
    ).records.length
  const end = async () => {
    await all[Symbol.asyncDispose]()
    await kernel.close()
  }
  return { kernel, all, told, warnings, planned, [Symbol.asyncDispose]: end }
}
const settled = () => new Promise((resolve) => setImmediate(resolve))
const list = async () => undefined

test('[PLUGIN-17] jobs begin at once, or once what comes before them has settled', async () => {
  await using now = await clocks([aJob({ list })])
  expect([now.all.jobs().map(({ job }) => job.id), await now.planned(), now.all.behindSince('acme.x/job')]).toEqual([
    ['acme.x/job'],
    1,
    undefined,
  ])
  let settle = (): void => undefined
  await using later = await clocks([aJob({ list })], new Promise<void>((resolve) => (settle = resolve)))
  await settled()
  expect([await later.planned(), later.told.length]).toEqual([0, 0])
  settle()
  await expect.poll(() => later.told.length).toBe(1)
  expect(await later.planned()).toBe(1)
})

test('[PLUGIN-17] who waits until all is done, or makes a job run, starts them too', async () => {
  await using waiting = await clocks([aJob({ list })], new Promise(() => undefined))
  await waiting.all.idle()
  expect([await waiting.planned(), waiting.told.length]).toEqual([1, 1])
  await using asking = await clocks([aJob({ list })], new Promise(() => undefined))
  expect(await asking.all.runNow('acme.x/job', { source: 'system' })).toBe(true)
  await asking.all.idle()
  await expect(asking.all.runNow('acme.x/none', { source: 'system' })).rejects.toMatchObject({ code: 'record.not-found' })
})

test('[PLUGIN-17] jobs that were closed before they began never begin', async () => {
  let settle = (): void => undefined
  await using late = await clocks([aJob({ list })], new Promise<void>((resolve) => (settle = resolve)))
  await late.all[Symbol.asyncDispose]()
  settle()
  await settled()
  expect([await late.planned(), late.told.length, late.warnings]).toEqual([0, 0, []])
})

test('[PLUGIN-17] jobs that cannot be started later are logged, since nobody waits for them', async () => {
  const failure = Promise.reject(new Error('not ready'))
  await using failed = await clocks([aJob({ of: Deal, list })], failure)
  await settled()
  expect(failed.warnings).toEqual([['The jobs could not be started.', { error: 'Error: not ready' }]])
})
