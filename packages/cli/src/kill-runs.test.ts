import type { Host, PluginUse } from '@tenure/core'
import { jobsContract, runJobContract } from '@tenure/core/administration'
import { Contact, Deal, getValue, rowOf, Task, values, type Window } from '@tenure/core/contract'
import { historyContract, runsContract } from '@tenure/core/page'
import { is, startsWith } from '@tenure/core/query'
import { customerList } from '@tenure/customers'
import { filter, firstValueFrom, map } from 'rxjs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { following } from './fixtures/following.js'
import { createKilling, killSpread, runProgram } from './fixtures/killing.js'
import { openHost } from './open-host.js'

/** More of them with `TENURE_KILLS`, for a long run by hand. */
const kills = Number(process.env['TENURE_KILLS'] ?? 2)
const count = 2_000
const killing = createKilling()
let [program, job, follow] = ['', '', '']
beforeAll(async () => {
  program = await killing.program('change-many')
  job = await killing.program('run-job')
  follow = await killing.program('follow-changes')
}, 120_000)
afterAll(() => killing.end())

async function seeded(): Promise<string> {
  const data = killing.folder()
  await using host = await openHost(data)
  const user = { type: 'user', externalId: 'root', values: { name: 'Root', active: true, seat: true, superAdmin: true }, links: [] }
  const companies = Array.from({ length: count }, (_, at) => ({
    type: 'company',
    externalId: `${at}`,
    values: { name: `Old ${at}` },
    links: [],
  }))
  await host.importer('x').run([user, ...companies])
  return data
}

/** What a store holds when its runs have ended. */
async function ended(data: string): Promise<readonly [old: number, changed: number, entries: number]> {
  await using host = await openHost(data)
  const root = host.as('x:root')
  await firstValueFrom(
    root.watch(runsContract).pipe(
      values(),
      filter((runs) => runs.every(({ state }) => state !== 'running')),
    ),
  )
  const totals = await Promise.all(['Old', 'New'].map(async (search) => totalOf(host, search)))
  const entries = getValue(await root.read(historyContract, { type: 'company', id: 'x:7', property: 'name' })).length
  return [totals[0] ?? 0, totals[1] ?? 0, entries]
}
async function totalOf(host: Host, search: string): Promise<number> {
  return getValue(await host.as('x:root').read(customerList, { view: 'tenure.customers/all', search })).total
}

async function surviveKills(data: string, group: readonly string[], took: number, whole: readonly (readonly number[])[]): Promise<void> {
  const run = async (killAfterMs: number, which: string) => {
    const copy = killing.copyOf(data)
    await runProgram([program, copy, ...group], killAfterMs)
    expect(whole, which).toContainEqual(await ended(copy))
  }
  await killSpread({ kills, took, run })
}

test('[SDK-7] [BEY-5] killed with SIGKILL at any moment, bulk work and its undo end whole', { timeout: 240_000 * kills }, async () => {
  const data = await seeded()
  const before = killing.copyOf(data)
  const bulk = await runProgram([program, data])
  expect(await ended(data)).toEqual([0, count, 2])
  await surviveKills(before, [], bulk.took, [
    [0, count, 2],
    [count, 0, 1],
  ])
  const group = bulk.lines.at(-1) ?? ''
  const undone = killing.copyOf(data)
  const undo = await runProgram([program, undone, group])
  expect(await ended(undone)).toEqual([count, 0, 3])
  await surviveKills(data, [group], undo.took, [
    [count, 0, 3],
    [0, count, 2],
  ])
})

const agreements = 600
/** Agreements that are won, recur and end in a month. */
async function seededAgreements(): Promise<string> {
  const data = killing.folder()
  await using host = await openHost(data)
  const user = { type: 'user', externalId: 'root', values: { name: 'Root', active: true, seat: true, superAdmin: true }, links: [] }
  const day = (back: number) => new Date(Date.now() - back * 86_400_000).toISOString().slice(0, 10)
  const term = { startDate: day(335), endDate: day(-30), renewalDate: day(-30), recurring: true, pipeline: 'sales', stage: 'won' }
  const deals = Array.from({ length: agreements }, (_, at) => ({
    ...{ type: 'deal', externalId: `${at}`, links: [] },
    values: { name: `Licence ${at}`, amount: { amount: '100', currency: 'EUR' }, ...term },
  }))
  await host.importer('x').run([user, ...deals])
  return data
}
/** How many renewals there are, and of how many agreements, when what was begun has ended and the job has run once more. */
async function renewed(data: string): Promise<readonly [renewals: number, chains: number]> {
  await using host = await openHost(data)
  const root = host.as('x:root')
  const isWaiting = root.watch(jobsContract).pipe(
    values(),
    map((jobs) => jobs.find(({ id }) => id === 'tenure.revenue/renewals')),
    filter((found) => found?.state === 'waiting' && (found.nextAt ?? 0) > Date.now()),
  )
  await firstValueFrom(isWaiting)
  getValue(await root.act(runJobContract, { job: 'tenure.revenue/renewals' }))
  await host.idle()
  const chains: (string | null)[] = []
  for (let after: string | undefined, isFirst = true; isFirst || after !== undefined; isFirst = false) {
    const page = { limit: 500, ...(after !== undefined && { after }) }
    const { rows, next } = await root.records.list({ select: rowOf(Deal.chain), where: is(Deal.pipeline, 'renewal'), ...page })
    chains.push(...rows.map(({ chain }) => chain))
    after = next
  }
  return [chains.length, new Set(chains).size]
}

test('[BEY-9] killed with SIGKILL at any moment, the job of renewals makes each exactly once', { timeout: 240_000 * kills }, async () => {
  const data = await seededAgreements()
  const before = killing.copyOf(data)
  const { took } = await runProgram([job, data])
  expect(await renewed(data)).toEqual([agreements, agreements])
  const run = async (killAfterMs: number, which: string) => {
    const copy = killing.copyOf(before)
    await runProgram([job, copy], killAfterMs)
    expect(await renewed(copy), which).toEqual([agreements, agreements])
  }
  await killSpread({ kills, took, run })
})

const followed = 600
/** Companies that were renamed, and tasks that were set to an instant that has passed, since the jobs looked last. */
async function seededChanges(): Promise<string> {
  const data = killing.folder()
  const user = { type: 'user', externalId: 'root', values: { name: 'Root', active: true, seat: true, superAdmin: true }, links: [] }
  const rows = (name: string, dueAt: Record<string, number>) =>
    Array.from({ length: followed }, (_, at) => [
      { type: 'company', externalId: `${at}`, values: { name: `${name} ${at}` }, links: [] },
      { type: 'task', externalId: `${at}`, values: { title: `Task ${at}`, ...dueAt }, links: [] },
    ]).flat()
  const write = async (rows: Parameters<ReturnType<Host['importer']>['run']>[0], plugins: readonly PluginUse[]) => {
    await using host = await openHost(data, 'full', { plugins })
    await host.importer('x').run(rows)
    await host.idle()
  }
  await write([user, ...rows('Old', {})], [])
  await write([], [following])
  await write(rows('New', { dueAt: Date.now() - 60_000 }), [])
  return data
}
/** What the jobs have written in the end: for how many changes and instants, and how often. */
async function followedUp(data: string): Promise<readonly number[]> {
  await using host = await openHost(data, 'full', { plugins: [following] })
  const root = host.as('x:root')
  const isWaiting = root.watch(jobsContract).pipe(
    values(),
    filter((jobs) => jobs.every(({ state, behindSince }) => state === 'waiting' && behindSince === undefined)),
  )
  await firstValueFrom(isWaiting)
  await host.idle()
  const names = [
    await allOf((page) => root.records.list({ select: rowOf(Task.title), where: startsWith(Task.title, 'Changed'), ...page })),
    await allOf((page) => root.records.list({ select: rowOf(Contact.name), where: startsWith(Contact.name, 'Due'), ...page })),
  ]
  return names.flatMap((list) => [list.length, new Set(list).size])
}
async function allOf(list: (page: { limit: number; after?: string }) => Promise<Window<{ title?: string | null; name?: string | null }>>) {
  const found: (string | null | undefined)[] = []
  for (let after: string | undefined, isFirst = true; isFirst || after !== undefined; isFirst = false) {
    const { rows, next } = await list({ limit: 500, ...(after !== undefined && { after }) })
    found.push(...rows.map(({ title, name }) => title ?? name))
    after = next
  }
  return found
}

test('[SDK-7] killed with SIGKILL at any moment, jobs on changes and instants lose none and do none twice', {
  timeout: 240_000 * kills,
}, async () => {
  const data = await seededChanges()
  const before = killing.copyOf(data)
  const { took } = await runProgram([follow, data])
  const whole = [followed, followed, followed, followed]
  expect(await followedUp(data)).toEqual(whole)
  const run = async (killAfterMs: number, which: string) => {
    const copy = killing.copyOf(before)
    await runProgram([follow, copy], killAfterMs)
    expect(await followedUp(copy), which).toEqual(whole)
  }
  await killSpread({ kills, took, run })
})
