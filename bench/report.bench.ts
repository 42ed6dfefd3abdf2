import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { setTimeout as wait } from 'node:timers/promises'
import { createHost, type Host } from '@tenure/core'
import type { Frame } from '@tenure/core/contract'
import { healthOverviewContract } from '@tenure/core/health'
import type { ReportQuery } from '@tenure/core/report'
import { activityContract, dashboardsContract, healthAverageContract, libraryReportContract, valuesContract } from '@tenure/dashboards'
import { movementsContract } from '@tenure/revenue'
import { sqlite } from '@tenure/sqlite'
import { filter, firstValueFrom, type Observable } from 'rxjs'
import { type Bench, type BenchOptions, type Row, toRow } from './bench.js'
import { quantile } from './compare.js'
import { startBeat, threadMs } from './longest-block.js'
import { fillReports, reportPlugins } from './workspace/reports.js'
import { addPeople, importAll } from './workspace/workspace.js'

/** Every report of the library and some that people build: how long one turn of the server is while each is worked out, and after it is cancelled. */
export const bench: Bench = { name: 'report', run: runReports }

const user = 'scroll:vera'
type Frames = Observable<Frame<unknown>>
/** What is watched until it has its answer. */
interface Case {
  readonly name: string
  readonly watch: () => Frames
}

async function* runReports({ quick, folder, sizes = quick ? [5_000] : [100_000] }: BenchOptions): AsyncGenerator<Row> {
  for (const size of sizes) {
    const file = join(folder, `reports-${size}.db`)
    if (!existsSync(file)) await fill(file, size)
    await using host = await open(file)
    // What follows the feed has read what was filled in.
    for (let calm = 0; calm < 3; calm += 1) if ((await untilFree(1_000)) > 100) calm = -1
    for (const each of await casesOf(host)) yield* measure(host, each, size, quick ? 1 : 3)
  }
}
function open(file: string): Promise<Host> {
  return createHost({
    ...{ storage: sqlite({ file, synchronous: 'normal' }), plugins: reportPlugins, grants: 'declared', edition: 'enterprise' },
  })
}
async function fill(file: string, size: number): Promise<void> {
  {
    await using host = await open(file)
    await addPeople(host)
  }
  await fillReports(file, size)
}

const built: Readonly<Record<string, Omit<ReportQuery, 'picture'>>> = {
  'built: sum and distinct names by month and status': {
    type: 'company',
    measures: [
      { measure: 'sum', property: 'company.arr' },
      { measure: 'distinct', property: 'company.name' },
    ],
    by: [{ property: 'company.renewalDate', period: 'month' }, { property: 'company.healthStatus' }],
  },
  'built: a series divided, by day and industry': {
    type: 'company',
    measures: [{ measure: 'average', property: 'company.healthScore' }],
    by: [{ property: 'company.renewalDate', period: 'week' }, { property: 'company.industry' }],
  },
  'built: agreements of customers at risk': {
    type: 'deal',
    where: { test: 'some', link: 'deal.company', filter: { test: 'is', property: 'company.healthStatus', value: 'at-risk' } },
    measures: [{ measure: 'sum', property: 'deal.amount' }],
    by: [{ property: 'deal.renewalDate', period: 'month' }],
  },
}
async function casesOf(host: Host): Promise<readonly Case[]> {
  const vera = host.as(user)
  const watchers: Readonly<Record<string, (input: object) => Frames>> = {
    [valuesContract.id]: (input) => vera.watch(valuesContract, input as { query: ReportQuery }),
    [activityContract.id]: () => vera.watch(activityContract),
    [healthAverageContract.id]: () => vera.watch(healthAverageContract),
    [movementsContract.id]: (input) => vera.watch(movementsContract, input),
  }
  const cases: Case[] = []
  for (const { id, title } of (await firstOf(vera.watch(dashboardsContract))).library) {
    const { block } = await firstOf(vera.watch(libraryReportContract, { id }))
    const { provider = '', input = {} } = block as unknown as { readonly provider?: string; readonly input?: object }
    const watch = watchers[provider]
    if (watch === undefined) throw new Error(`The bench does not know what answers ${title}: ${provider}.`)
    cases.push({ name: title, watch: () => watch(input) })
  }
  const asked = (query: ReportQuery) => () => vera.watch(valuesContract, { query })
  return [
    ...cases,
    { name: 'health overview of 12 weeks', watch: () => vera.watch(healthOverviewContract, { of: 'all', weeks: 12 }) },
    ...Object.entries(built).map(([name, query]) => ({ name, watch: asked({ ...query, picture: 'table' }) })),
  ]
}

/** What a stream has answered once it is more than the news of how far it is. */
async function firstOf<T>(frames: Observable<Frame<T>>): Promise<T> {
  const isWhole = (value: unknown): boolean => (value as { readonly progress?: number } | null)?.progress === undefined
  const frame = await firstValueFrom(frames.pipe(filter((one) => one.state === 'stale' || isWhole(one.value))))
  if (frame.state === 'stale') throw new Error(`A report was refused: ${frame.problem.message}`)
  return frame.value
}

async function* measure(host: Host, each: Case, size: number, rounds: number): AsyncGenerator<Row> {
  const name = `${each.name}, ${size.toLocaleString('en')} customers`
  const row = (metric: string, value: number, goal: number | null = null): Row =>
    toRow({ bench: 'report', case: name, metric, value, unit: 'ms', goal })
  const runs: { readonly tookMs: number; readonly longestMs: number }[] = []
  for (let round = 0; round < rounds; round += 1) {
    await touch(host, round)
    const beat = startBeat()
    const began = performance.now()
    await firstOf(each.watch())
    runs.push({ tookMs: performance.now() - began, longestMs: beat.stop() })
  }
  const tookMs = quantile(
    runs.map((run) => run.tookMs),
    0.5,
  )
  yield row('whole answer', tookMs)
  yield row('longest block', Math.max(...runs.map(({ longestMs }) => longestMs)), 50)
  const freed: number[] = []
  for (const share of [0.2, 0.5, 0.8]) {
    await touch(host, 10 + share * 10)
    const watching = each.watch().subscribe()
    await wait(tookMs * share)
    watching.unsubscribe()
    freed.push(await untilFree())
  }
  yield row('free after cancel', Math.max(...freed), 100)
}
/** An answer is kept so long after its last watcher, one that another gives twice as long, and a little more. */
const keptMs = 10_500
// A store knows what it has answered until something is written; and between two questions both are let go of.
async function touch(host: Host, turn: number): Promise<void> {
  await wait(keptMs)
  for (const type of ['company', 'deal'])
    await importAll(host, 1, () => ({ type, externalId: 'touched', values: { name: `Touched ${turn}` } }))
  await untilFree()
}

const windowMs = 20
/** How long the thread goes on being busy, of the wall or of its own, whichever is less: until it rests for most of some milliseconds. */
async function untilFree(forMs = windowMs): Promise<number> {
  const [began, used] = [performance.now(), threadMs()]
  for (;;) {
    const [now, busy] = [performance.now(), threadMs()]
    const before = performance.eventLoopUtilization()
    await wait(forMs)
    if (performance.eventLoopUtilization(before).utilization < 0.2) return Math.min(now - began, busy - used)
  }
}
