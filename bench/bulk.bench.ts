import { mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { createHost, type Desk, type Host, use } from '@tenure/core'
import { getValue } from '@tenure/core/contract'
import { bulkContract, runContract, undoContract } from '@tenure/core/page'
import { record } from '@tenure/record'
import { sqlite } from '@tenure/sqlite'
import { tasks, tasksContract } from '@tenure/tasks'
import { filter, firstValueFrom } from 'rxjs'
import { type Bench, type BenchOptions, type Row, toRow } from './bench.js'

/** A change of all tasks of a filter, and its undo, through the whole host on a file: how long, and with how much memory. */
export const bench: Bench = { name: 'bulk', run: runBulk }

// What the process may grow by from the first tenth of a run to its end. The list of what failed is bounded; nothing else grows with the run.
const goal = 64
/** Of a hundred tasks, so many are somebody else's, and so many have the value already. */
const [others, same] = [10, 20]

async function* runBulk({ quick, folder, sizes = quick ? [2_000] : [100_000] }: BenchOptions): AsyncGenerator<Row> {
  for (const size of sizes) {
    const place = mkdtempSync(join(folder, 'bulk-'))
    try {
      yield* measure(join(place, 'bulk.db'), size)
    } finally {
      rmSync(place, { recursive: true, force: true })
    }
  }
}

async function* measure(file: string, size: number): AsyncGenerator<Row> {
  await using host = await createHost({
    storage: sqlite({ file, synchronous: 'normal' }),
    plugins: [use(record), use(tasks)],
    grants: 'declared',
  })
  await fill(host, size)
  const idOf = (name: string): string => host.users().find((user) => user.name === name)?.id ?? ''
  const [all, own] = [host.as(idOf('Vera Lind')), host.as(idOf('Ola Berg'))]
  const kept = (size * same) / 100
  const left = (size * others) / 100
  yield* runOf('priority by one with rights to own', own, { values: { priority: 'high' } }, { done: size - kept - left, kept, left })
  yield* runOf('complete all', all, { values: { status: 'completed' } }, { done: size, kept: 0, left: 0 })
}

type Change = { readonly values: Readonly<Record<string, string>> }
interface Counts {
  readonly done: number
  readonly kept: number
  readonly left: number
}

async function* runOf(name: string, desk: Desk, change: Change, expected: Counts): AsyncGenerator<Row> {
  const records = { collection: tasksContract.id, where: { test: 'is-known' as const, property: 'task.title' } }
  const began = await follow(desk, async () => getValue(await desk.act(bulkContract, { records, change })))
  yield* rowsOf(name, began, expected)
  const undone = await follow(desk, async () => getValue(await desk.act(undoContract, { group: began.group })))
  yield* rowsOf(`${name}, undone`, undone, { done: expected.done, kept: 0, left: 0 })
}

interface Followed extends Counts {
  readonly group: string
  readonly ms: number
  readonly failed: number
  /** How often a page that shows it was answered again. */
  readonly steps: number
  /** Megabytes of the whole process when a tenth was done, halfway, and at the end. */
  readonly memory: Megabytes
  /** What of it is in use, after a collection. */
  readonly used: Megabytes
}
type Megabytes = readonly [start: number, middle: number, end: number]
setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void

async function follow(desk: Desk, begin: () => Promise<{ readonly run: string; readonly group: string }>): Promise<Followed> {
  const from = performance.now()
  const { run, group } = await begin()
  const sizes: { readonly rss: number; readonly heapUsed: number }[] = []
  const ended = await firstValueFrom(
    desk.watch(runContract, { run }).pipe(
      filter(({ value }) => {
        if (sizes.length % 40 === 0) collect()
        sizes.push(process.memoryUsage())
        return value !== undefined && value.state !== 'running'
      }),
    ),
  )
  if (ended.value === undefined) throw new Error('A run of the bench cannot be seen.')
  const { done, kept, left, failed } = ended.value
  collect()
  sizes.push(process.memoryUsage())
  const of = (which: 'rss' | 'heapUsed'): Megabytes => {
    const shown = which === 'rss' ? sizes : sizes.filter((_, at) => at % 40 === 0 || at === sizes.length - 1)
    const at = (share: number): number => Math.round((shown[Math.floor((shown.length - 1) * share)]?.[which] ?? 0) / 1_048_576)
    return [at(0.1), at(0.5), at(1)]
  }
  return { group, done, kept, left, failed, steps: sizes.length, ms: performance.now() - from, memory: of('rss'), used: of('heapUsed') }
}

function* rowsOf(name: string, { ms, steps, memory: [start, middle, end], used, ...found }: Followed, expected: Counts): Generator<Row> {
  const { done, kept, left, failed } = found
  if (failed > 0 || done !== expected.done || kept !== expected.kept || left !== expected.left)
    throw new Error(`${name}: ${done} done, ${kept} kept, ${left} left, ${failed} failed; ${JSON.stringify(expected)} were expected.`)
  const row = (metric: string, value: number, unit: string, more: Partial<Row> = {}): Row =>
    toRow({ bench: 'bulk', case: name, metric, value, unit, ...more })
  yield row('records', done + kept + left, '')
  yield row('took', ms / 1000, 's')
  yield row('steps', steps, '')
  yield row('memory 10 %', start, 'MB')
  yield row('memory 50 %', middle, 'MB')
  yield row('memory end', end, 'MB')
  yield row('used 10 %', used[0], 'MB')
  yield row('used 50 %', used[1], 'MB')
  yield row('used end', used[2], 'MB')
  yield row('grew by', used[2] - used[0], 'MB', { goal })
}

async function fill(host: Host, size: number): Promise<void> {
  const importer = host.importer('bulk')
  const person = (externalId: string, name: string, edit: string) => {
    const objects = { '*': { view: 'all', edit, delete: 'none' } }
    const values = { name, active: true, seat: true, permissions: ['workspace.access'], objects }
    return { type: 'user', externalId, values, links: [] }
  }
  await importer.run([person('vera', 'Vera Lind', 'all'), person('ola', 'Ola Berg', 'own')])
  const users = new Map(host.users().map(({ id, name }) => [name, id]))
  const taskOf = (number: number) => ({
    type: 'task',
    externalId: String(number),
    values: {
      title: `Task ${number}`,
      status: 'not-started',
      priority: number % 100 < others + same && number % 100 >= others ? 'high' : 'low',
      assignee: users.get(number % 100 < others ? 'Vera Lind' : 'Ola Berg') ?? '',
      dueAt: Date.UTC(2026, 0, 1) + number * 60_000,
    },
    links: [],
  })
  const batch = 2_000
  for (let first = 0; first < size; first += batch)
    await importer.run(Array.from({ length: Math.min(batch, size - first) }, (_, at) => taskOf(first + at)))
}
