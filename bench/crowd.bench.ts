import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { Agent, type IncomingMessage, request } from 'node:http'
import path from 'node:path'
import { canonicalise, type SchemaSnapshot, type StorageAdapter, type Values } from '@tenure/core/adapter'
import { type Bench, type BenchOptions, type Row, toRow } from './bench.js'
import { openStore, storeOf, unlimited } from './laid-store.js'

/** One server while many users ask for what takes long: does anybody else have to wait? */
export const bench: Bench = { name: 'crowd', run }

const schema: SchemaSnapshot = {
  types: [
    {
      name: 'company',
      properties: [
        { name: 'name', kind: 'string' },
        { name: 'city', kind: 'string' },
        { name: 'csm', kind: 'user' },
        { name: 'renewalDate', kind: 'date' },
        { name: 'arr', kind: 'money' },
      ],
      indexes: [['name']],
    },
  ],
  edges: [],
}
function valuesAt(id: number): Values {
  const mixed = (Math.imul(id, 2654435761) >>> 0).toString(36)
  return {
    name: `Customer ${mixed} ${id}`,
    city: `City ${(Math.imul(id, 40503) >>> 0) % 9973}`,
    csm: `scroll:${id % 200}`,
    renewalDate: new Date(Date.UTC(2027, 0, 1 + (id % 365))).toISOString().slice(0, 10),
    arr: { amount: String(1000 + (id % 97_003)), currency: 'EUR' },
  }
}

async function* run({ quick, folder }: BenchOptions): AsyncIterable<Row> {
  const count = quick ? 50_000 : 1_000_000
  const file = path.join(folder, `crowd-${count}.db`)
  const row = (name: string, metric: string, value: number, unit: string, goal: number | null = null, limit: number | null = null): Row =>
    toRow({ bench: 'crowd', case: `${count.toLocaleString('en')} customers: ${name}`, metric, value, unit, goal, limit })
  const store = await storeOf({ file, count, schema, valuesAt })
  yield row('an unindexed sort is left', 'free after', await timeToFree(await openStore(store)), 'ms', 100)
  await store.close()
  const { server, url } = await startServer([path.resolve('bench/dist/server.js'), 'crowd', file, '8'])
  const bare = await startServer(['--eval', bareServer])
  try {
    const seen = await crowd({ url, bareUrl: bare.url, count, forMs: quick ? 8_000 : 30_000 })
    yield row('/api/alive', 'p99', at(seen.alive, 0.99), 'ms', 50, at(seen.bare, 0.99))
    yield row('an indexed page of another user', 'p99', at(seen.page, 0.99), 'ms', 150)
    yield row('an indexed page of another user', 'p50', at(seen.page, 0.5), 'ms')
    for (const [name, times] of seen.asked) yield row(name, 'slowest', Math.max(...times), 'ms', 10_000)
    yield row('199 counts of links', 'refused p50', at(seen.refused, 0.5), 'ms')
  } finally {
    for (const each of [server, bare.server]) {
      each.kill('SIGTERM')
      await once(each, 'exit')
    }
  }
}

// With one reader, the next long read has to wait until the one that was left is over.
async function timeToFree(store: StorageAdapter): Promise<number> {
  const everything = { all: [] }
  const order = [{ property: 'city', direction: 'descending', by: 'text' }] as const
  const ask = canonicalise({ type: 'company', user: everything, policy: everything, order, select: ['name'], count: true, archived: 'no' })
  const read = async (signal: AbortSignal, limit: number): Promise<void> => {
    for await (const _ of store.scan(store.plan({ ...ask, limit }), { signal, caller: 'one' }));
  }
  await read(unlimited.signal, 50)
  const alone = await timed(() => read(unlimited.signal, 0))
  const left = new AbortController()
  const leaving = read(left.signal, 50).catch(() => undefined)
  await new Promise((resolve) => setTimeout(resolve, 60))
  const next = await timed(async () => {
    left.abort()
    await read(unlimited.signal, 0)
  })
  await leaving
  return Math.max(0, next - alone)
}
async function timed(work: () => Promise<void>): Promise<number> {
  const started = performance.now()
  await work()
  return performance.now() - started
}

/** Answers everything at once with nothing: how long that takes is the machine's part. */
const bareServer = `
process.on('disconnect', () => process.exit())
process.channel.unref()
const server = require('node:http').createServer((_, response) => response.end())
server.listen(0, '127.0.0.1', () => console.log('http://127.0.0.1:' + server.address().port))`

async function startServer(program: readonly string[]): Promise<{ readonly server: ChildProcess; readonly url: string }> {
  const server = spawn(process.execPath, program, { stdio: ['ignore', 'pipe', 'inherit', 'ipc'] })
  if (server.stdout === null) throw new Error('The server has no output.')
  const [said] = (await once(server.stdout, 'data')) as [Buffer]
  return { server, url: said.toString().trim() }
}

interface Seen {
  readonly alive: readonly number[]
  readonly bare: readonly number[]
  readonly page: readonly number[]
  readonly asked: ReadonlyMap<string, readonly number[]>
  readonly refused: readonly number[]
}
const list = '/api/read/tenure.customers/list-rows'
const view = 'tenure.customers/all'
const counts = {
  test: 'all',
  filters: Array.from({ length: 199 }, (_, than) => ({ test: 'count', link: 'customer.contacts', is: 'at-least', than })),
}

interface CrowdOptions {
  readonly url: string
  readonly bareUrl: string
  readonly count: number
  readonly forMs: number
}
/** What the crowd asks, again and again, one user each; the last is refused. */
async function crowd({ url, bareUrl, count, forMs }: CrowdOptions): Promise<Seen> {
  const until = performance.now() + forMs
  const users = await Promise.all(Array.from({ length: 7 }, (_, at) => signIn(url, `scroll:${at}`)))
  const [ben, ...others] = users as [Caller, ...Caller[]]
  const questions: readonly (readonly [string, string, (time: number) => unknown])[] = [
    ['a search', list, (time) => ({ view, search: `q${(time * 7919) % 46656}z`, limit: 100 })],
    [
      'an unindexed sort',
      list,
      (time) => ({ view, sort: [{ property: 'city', direction: time % 2 ? 'ascending' : 'descending' }], limit: 100 }),
    ],
    ['the far end', list, (time) => ({ view, offset: count - 100 - (time % 1000), limit: 100 })],
    ['every view counted', '/api/read/tenure.customers/list-views', () => undefined],
  ]
  const asked = new Map(questions.map(([name]) => [name, [] as number[]]))
  const [alive, bare, page, refused]: [number[], number[], number[], number[]] = [[], [], [], []]
  const askBare = callerOf(bareUrl, {})
  const loop = async (times: number[], pauseMs: number, ask: (time: number) => Promise<void>): Promise<void> => {
    for (let time = 0; performance.now() < until; time++) {
      times.push(await timed(() => ask(time)))
      await new Promise((resolve) => setTimeout(resolve, pauseMs))
    }
  }
  await Promise.all([
    ...questions.map(([name, address, input], at) =>
      loop(asked.get(name) ?? [], 10, (time) => expectStatus(others[at] as Caller, address, input(time), 200)),
    ),
    loop(refused, 100, () => expectStatus(others[4] as Caller, list, { view, filters: [counts] }, 413)),
    loop(alive, 20, () => expectStatus(ben, '/api/alive', undefined, 200)),
    loop(bare, 20, () => expectStatus(askBare, '/', undefined, 200)),
    loop(page, 50, (time) => expectStatus(ben, list, { view, offset: time % 500, limit: 50 }, 200)),
  ])
  return { alive, bare, page, asked, refused }
}

/** Sends for one user, over connections of their own. */
type Caller = (address: string, body: unknown) => Promise<IncomingMessage>
function callerOf(url: string, headers: Readonly<Record<string, string>>): Caller {
  const agent = new Agent({ keepAlive: true })
  return (address, body) =>
    new Promise((resolve, reject) => {
      const outgoing = request(`${url}${address}`, { agent, method: body === undefined ? 'GET' : 'POST', headers }, resolve)
      outgoing.on('error', reject)
      outgoing.end(body === undefined ? undefined : JSON.stringify(body))
    })
}
async function signIn(url: string, user: string): Promise<Caller> {
  const own = { 'content-type': 'application/json', 'x-tenure': '1', origin: url }
  const answer = await callerOf(url, own)('/api/sign-in', { user })
  const said = await textOf(answer)
  const cookie = answer.headers['set-cookie']?.[0]?.split(';')[0]
  if (cookie === undefined) throw new Error(`${user} could not sign in: ${said}`)
  return callerOf(url, { ...own, cookie })
}
async function expectStatus(caller: Caller, address: string, input: unknown, status: number): Promise<void> {
  const answer = await caller(address, input === undefined ? undefined : { input })
  const text = await textOf(answer)
  if (status !== 0 && answer.statusCode !== status) throw new Error(`${address} answered ${answer.statusCode}: ${text.slice(0, 400)}`)
}
async function textOf(answer: IncomingMessage): Promise<string> {
  const parts: Buffer[] = []
  for await (const part of answer) parts.push(part as Buffer)
  return Buffer.concat(parts).toString()
}
function at(times: readonly number[], share: number): number {
  const sorted = times.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0
}
