import type { ServerResponse } from 'node:http'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { createHost, type Host, use } from '@tenure/core'
import { Company, type Frame, getValue, rememberRows, rowOf, type Schema, type Window } from '@tenure/core/contract'
import { updateRecordContract } from '@tenure/core/page'
import { definePlugin, defineProvider, reads } from '@tenure/core/plugin'
import { ascending, isAtLeast } from '@tenure/core/query'
import { memory, record } from '@tenure/memory'
import { record as recordPlugin } from '@tenure/record'
import { BehaviorSubject, NEVER } from 'rxjs'
import { z } from 'zod'
import { LiveConnection } from '../packages/server/src/live/live-connection.js'
import { systemTiming } from '../packages/server/src/timing.js'
import type { Bench, BenchOptions, Row } from './bench.js'
import { compareCases, quantile } from './compare.js'

/** What a write costs on its way to those who watch: through the whole host to their frames, and what their connections hold. */
export const bench: Bench = { name: 'wire', run: runWire }

const watchers = 1_000
const pageSize = 50
const CompanyRow = rowOf(Company.name, Company.healthScore)
type CompanyRow = { readonly id: string; readonly name: string | null; readonly healthScore: number | null }
const output = z.strictObject({
  rows: z.array(rememberRows(CompanyRow as Schema<CompanyRow, CompanyRow>)),
  total: z.int(),
  mode: z.string().optional(),
}) as unknown as Schema<Window<CompanyRow>, Window<CompanyRow>>
const Companies = reads(CompanyRow)
const list = defineProvider({
  id: 'bench.wire/list',
  permission: 'workspace.access',
  input: z.strictObject({ least: z.number() }),
  output,
  uses: { companies: Companies },
  watch: ({ input, companies }) =>
    companies.watch({
      select: CompanyRow,
      where: isAtLeast(Company.healthScore, input.least),
      orderBy: [ascending(Company.name)],
      limit: pageSize,
    }),
})
const plugin = definePlugin({ id: 'bench.wire', version: '1.0.0', host: '1.0', grants: [Companies], contributes: [list] })

async function* runWire({ quick }: BenchOptions): AsyncGenerator<Row> {
  yield* compareUnselected(quick)
  yield* measureShared(quick)
  yield await measureHeld()
}

function openHost(): Promise<Host> {
  const users = Array.from({ length: watchers }, (_, place) => ({
    id: `u${place}`,
    name: `User ${place}`,
    seat: true,
    permissions: ['workspace.access'],
  }))
  const records = Array.from({ length: 1_000 }, (_, place) => record(Company, `c${place}`, { name: nameOf(place), healthScore: 50 }))
  return createHost({ storage: memory({ users, records }), plugins: [use(plugin), use(recordPlugin)], grants: 'declared' })
}

function nameOf(place: number): string {
  return `Company ${String(place).padStart(4, '0')}`
}

async function write(host: Host, values: Readonly<Record<string, string>>): Promise<void> {
  getValue(await host.as('u0').act(updateRecordContract, { type: 'company', id: 'c0', values }))
}

/** Watches, and waits until all have their first rows; the frames that came since. */
async function watch(host: Host, users: (place: number) => string, least: (place: number) => number): Promise<{ frames: number }> {
  const seen = { frames: 0 }
  const first = Array.from({ length: watchers }, (_, place) => {
    const frames = host.as(users(place)).watch(list, { least: least(place) })
    return new Promise<void>((resolve, reject) => {
      frames.subscribe((frame) => {
        seen.frames++
        if (frame.state === 'live') resolve()
        else reject(new Error(frame.problem.message))
      })
    })
  })
  await Promise.all(first)
  return seen
}

// All show the record that is written, each by a condition of its own; none shows or tests what changes.
async function* compareUnselected(quick: boolean): AsyncGenerator<Row> {
  await using quiet = await openHost()
  await using watched = await openHost()
  const seen = await watch(
    watched,
    () => 'u0',
    (place) => -place,
  )
  const cases = {
    limit: (call: number) => write(quiet, { domain: `d${call}.example` }),
    ours: (call: number) => write(watched, { domain: `d${call}.example` }),
  }
  const [limit, ours] = await compareCases(cases, { rounds: quick ? 5 : 15, roundMs: quick ? 200 : 1_000 })
  if (seen.frames !== watchers) throw new Error(`${seen.frames - watchers} frames were sent for writes that nobody selected.`)
  const name = `nobody selected it, ${watchers.toLocaleString('en')} watchers`
  if (limit && ours)
    yield {
      bench: 'wire',
      case: name,
      metric: 'write',
      value: ours.p50Us,
      unit: 'us',
      limit: limit.p50Us,
      ratio: ours.ratio,
      goal: quick ? null : 1.2,
    }
}

async function* measureShared(quick: boolean): AsyncGenerator<Row> {
  await using host = await openHost()
  const seen = await watch(
    host,
    (place) => `u${place}`,
    () => 0,
  )
  const times: number[] = []
  const rounds = quick ? 50 : 300
  for (let round = 0; round < rounds; round++) {
    const before = process.cpuUsage()
    await write(host, { name: `${nameOf(0)} ${round}` })
    const { user, system } = process.cpuUsage(before)
    times.push((user + system) / 1000)
  }
  if (seen.frames !== watchers * (rounds + 1)) throw new Error(`${seen.frames} frames were sent in place of ${watchers * (rounds + 1)}.`)
  const name = `one window, ${watchers.toLocaleString('en')} users`
  yield {
    bench: 'wire',
    case: name,
    metric: 'cpu of a write',
    value: quantile(times, 0.5),
    unit: 'ms',
    limit: null,
    ratio: null,
    goal: quick ? null : 6,
  }
}

/** Memory of connections that hold one large value, by what the value and its text take. */
async function measureHeld(): Promise<Row> {
  const heap = openHeap()
  const before = heap()
  const frames = new BehaviorSubject(frameAt(0))
  const own = heap() - before + JSON.stringify(frames.value).length
  const connections = Array.from({ length: watchers }, () => connectionTo(frames))
  for (let change = 1; change <= 10; change++) {
    // Longer than the tick in which a connection gathers frames.
    await new Promise((resolve) => setTimeout(resolve, 100))
    frames.next(frameAt(change, frames.value))
  }
  await new Promise((resolve) => setTimeout(resolve, 100))
  const [held, limit] = [(heap() - before) / 1_048_576, own / 1_048_576]
  for (const connection of connections) connection.end()
  const name = `${watchers.toLocaleString('en')} connections of one value`
  return { bench: 'wire', case: name, metric: 'memory', value: held, unit: 'MB', limit, ratio: held / limit, goal: null }
}

type LiveFrame = Extract<Frame<Window<CompanyRow>>, { readonly state: 'live' }>
function frameAt(asOf: number, former?: LiveFrame): LiveFrame {
  const rows =
    former?.value.rows ?? Array.from({ length: 10_000 }, (_, place) => ({ id: `c${place}`, name: nameOf(place), healthScore: 50 }))
  return {
    state: 'live',
    value: { rows: rows.with(asOf, { id: `c${asOf}`, name: 'Changed', healthScore: asOf }), total: rows.length },
    asOf,
  }
}

function connectionTo(frames: BehaviorSubject<LiveFrame>): LiveConnection {
  const principal = { user: 'u0', by: 'bearer', binding: 'u0', ended: NEVER } as const
  const onFault = (cause: unknown): never => {
    throw cause
  }
  const connection = new LiveConnection({
    principal,
    only: undefined,
    timing: systemTiming,
    resumeMs: 1_000,
    onEnd: () => undefined,
    onFault,
  })
  connection.attach(sink as unknown as ServerResponse)
  connection.watch('w1', frames)
  return connection
}

/** A receiver that takes all, as bytes, at once. */
const sink = {
  on: () => sink,
  writeHead: () => sink,
  flushHeaders: () => undefined,
  write: (text: string) => Buffer.from(text).length > 0,
  end: (done?: () => void) => done?.(),
  destroy: () => undefined,
}

function openHeap(): () => number {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  return () => {
    collect()
    return process.memoryUsage().heapUsed
  }
}
