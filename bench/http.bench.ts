import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createServer, type Server as HttpServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { isDeepStrictEqual, promisify } from 'node:util'
import { importSample } from '@tenure/cli'
import { createHost, type Host, use } from '@tenure/core'
import { type Caller, defineProviderContract, type Outcome } from '@tenure/core/contract'
import { listInput, listOutput } from '@tenure/core/page'
import { customerList, customers } from '@tenure/customers'
import { record } from '@tenure/record'
import { type HostPort, type SignIn, serve } from '@tenure/server'
import { sqlite } from '@tenure/sqlite'
import Database from 'better-sqlite3'
import { NEVER } from 'rxjs'
import { type Bench, type BenchOptions, type Row, toRow } from './bench.js'
import { quantile } from './compare.js'

/** A list of 50 rows over HTTP: route, sign-in, limits and headers, against a bare `node:http` server that sends the same bytes. */
export const bench: Bench = { name: 'http', run: runHttp }

interface Target {
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
}
interface Taken {
  readonly perSecond: number
  readonly p50Us: number
  readonly p99Us: number
  /** Of the process that serves. */
  readonly cpuUs: number
}

interface Round {
  readonly limit: Taken
  readonly our: Taken
}

const connections = 10
const metrics = [
  ['cpuUs', 'us'],
  ['p50Us', 'us'],
  ['p99Us', 'us'],
  ['perSecond', '1/s'],
] as const
const listContract = defineProviderContract({
  id: 'bench.customers/list',
  permission: 'workspace.access',
  input: listInput,
  output: listOutput,
})
const answer = { objectType: 'company', rows: Array.from({ length: 50 }, (_, index) => rowAt(index)), total: 1_234, offset: 0 }

async function* runHttp({ quick, folder }: BenchOptions): AsyncGenerator<Row> {
  const size = quick ? { requests: 500, rounds: 3 } : { requests: 4_000, rounds: 9 }
  yield* compareServers({ ...size, name: 'rows at hand', host: readyHost, signIn: signInOf('bench'), id: listContract.id, input: {} })
  await using host = await openWorkspace(folder)
  const [user, input] = [await whoSeesMost(host), { view: 'tenure.customers/all', limit: 50 }]
  const sample = { ...size, host, signIn: signInOf(user), id: customerList.id, input }
  yield* compareServers({ ...sample, name: 'customers of the sample, SQLite' })
  using table = openSample(folder)
  yield* compareServers({ ...sample, name: 'customers of the sample, both from SQLite', limitBody: (answer) => table.bodyLike(answer) })
}

interface Comparison {
  readonly name: string
  readonly host: HostPort
  readonly signIn: SignIn
  readonly id: string
  readonly input: unknown
  readonly requests: number
  readonly rounds: number
  /** What the limit sends, worked out for each request; by default the very answer, which is at hand. */
  readonly limitBody?: (answer: Answer) => () => string
}
interface Answer {
  readonly ok: true
  readonly value: { readonly rows: readonly Readonly<Record<string, unknown>>[]; readonly total: number }
}

async function* compareServers({ name, host, signIn, id, input, requests, rounds, limitBody }: Comparison): AsyncGenerator<Row> {
  await using ours = await serve({ host, signIn })
  const path = `/api/read/${id}?input=${encodeURIComponent(JSON.stringify(input))}`
  const our: Target = { url: `${ours.url}${path}`, headers: { authorization: 'Bearer bench' } }
  const found = (await (await fetch(our.url, { headers: our.headers })).json()) as Answer
  const bare = await serveBare(limitBody?.(found) ?? (() => JSON.stringify(found)))
  try {
    const limit: Target = { url: `${bareUrl(bare)}${path}`, headers: {} }
    await checkEqual(limit, our)
    const taken: Round[] = []
    for (let round = -1; round < rounds; round += 1) {
      const both = { limit: await load(limit, requests), our: await load(our, requests) }
      if (round >= 0) taken.push(both)
    }
    for (const [metric, unit] of metrics) yield rowOf(name, taken, metric, unit)
  } finally {
    bare.closeAllConnections()
    bare.close()
  }
}

async function openWorkspace(folder: string): Promise<Host> {
  const host = await createHost({
    storage: sqlite({ file: join(folder, 'http-sample.db') }),
    plugins: [use(customers), use(record)],
    grants: 'declared',
  })
  if (host.users().length === 0) await importSample(host, '2026-11-21')
  return host
}

/** The sample's file, asked by hand: two statements for the rows and their number, over the same indexes. */
function openSample(folder: string): Disposable & { bodyLike(answer: Answer): () => string } {
  const db = new Database(join(folder, 'http-sample.db'), { readonly: true })
  return {
    [Symbol.dispose]: () => db.close(),
    bodyLike({ value }) {
      const { rows, total: _, ...rest } = value
      const columns = Object.entries(rows[0] ?? {})
      const money = columns.filter(([, shown]) => shown !== null && typeof shown === 'object' && 'currency' in shown).map(([name]) => name)
      const names = [...columns.map(([name]) => `"${name}"`), ...money.map((name) => `"${name}__currency"`)]
      const where = 'FROM company WHERE archived_at IS NULL'
      const page = db.prepare(`SELECT ${names.join()} ${where} ORDER BY name__fold, name, id LIMIT 50`)
      const count = db.prepare(`SELECT count(*) ${where}`).pluck()
      const withMoney = (row: Record<string, unknown>): Record<string, unknown> => {
        for (const name of money) {
          if (row[name] !== null) row[name] = { amount: row[name], currency: row[`${name}__currency`] }
          delete row[`${name}__currency`]
        }
        return row
      }
      return () =>
        JSON.stringify({ ok: true, value: { ...rest, rows: (page.all() as Record<string, unknown>[]).map(withMoney), total: count.get() } })
    },
  }
}

async function whoSeesMost(host: Host): Promise<string> {
  const totals = host.users().map(async ({ id }) => {
    const outcome = await host.as(id).read(customerList, { view: 'tenure.customers/all' })
    return { id, total: outcome.ok ? outcome.value.total : 0 }
  })
  const [most] = (await Promise.all(totals)).sort((a, b) => b.total - a.total)
  if (most === undefined || most.total < 50) throw new Error('Nobody sees the customers of the sample.')
  return most.id
}

function rowOf(name: string, taken: readonly Round[], metric: keyof Taken, unit: string): Row {
  const middle = (values: readonly number[]): number => Math.round(quantile(values, 0.5) * 100) / 100
  const names = { cpuUs: 'server CPU', p50Us: 'p50', p99Us: 'p99', perSecond: 'requests' }
  return toRow({
    bench: 'http',
    case: `50 rows, ${name}`,
    metric: names[metric],
    unit,
    value: middle(taken.map(({ our }) => our[metric])),
    limit: middle(taken.map(({ limit }) => limit[metric])),
    // More requests a second are better, so there the cost is the inverse.
    ratio: middle(taken.map(({ our, limit }) => (metric === 'perSecond' ? limit[metric] / our[metric] : our[metric] / limit[metric]))),
  })
}

async function load(target: Target, requests: number): Promise<Taken> {
  const before = process.cpuUsage()
  const { stdout } = await promisify(execFile)(process.execPath, [loadFile(), JSON.stringify({ ...target, connections, requests })])
  const { user, system } = process.cpuUsage(before)
  return { ...(JSON.parse(stdout) as Omit<Taken, 'cpuUs'>), cpuUs: (user + system) / requests }
}

// The bench runs from its source and from the bundle one folder below.
function loadFile(): string {
  const files = ['./http-load.mjs', '../http-load.mjs'].map((path) => fileURLToPath(new URL(path, import.meta.url)))
  const file = files.find((each) => existsSync(each))
  if (file === undefined) throw new Error(`The load generator is not where it was: ${files.join(', ')}.`)
  return file
}

async function serveBare(bodyOf: () => string): Promise<HttpServer> {
  const server = createServer((_, response) => {
    const body = bodyOf()
    response.writeHead(200, { 'content-type': 'application/json; charset=utf-8', 'content-length': Buffer.byteLength(body) })
    response.end(body)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return server
}

function bareUrl(server: HttpServer): string {
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

async function checkEqual(limit: Target, ours: Target): Promise<void> {
  const [expected, found] = await Promise.all([limit, ours].map(async ({ url, headers }) => (await fetch(url, { headers })).json()))
  if (!isDeepStrictEqual(expected, found))
    throw new Error(`The answers differ: ${JSON.stringify(found).slice(0, 300)} / ${JSON.stringify(expected).slice(0, 300)}`)
}

function rowAt(index: number): { readonly id: string } & Readonly<Record<string, unknown>> {
  return {
    id: `c${index.toString(36).padStart(23, '0')}`,
    name: `Customer ${index} Holdings`,
    csm: `u${index % 12}`,
    stage: 'adoption',
    arr: { amount: `${12_000 + index * 137}.00`, currency: 'EUR' },
    renewalDate: '2027-03-15',
    lastActivityAt: 1_795_000_000_000 + index * 60_000,
    healthScore: null,
    healthStatus: null,
  }
}

// The server alone: its host has the rows at hand.
const users = [{ id: 'bench', name: 'Bench', active: true }]
const contracts = { providers: [listContract], actions: [] }
const desk: unknown = { read: async () => ({ ok: true, value: answer }), watch: () => NEVER, act: async () => ({ ok: true, value: null }) }
const kept = async (): Promise<Outcome<void>> => ({ ok: true, value: undefined })
const readyHost: HostPort = {
  as: () => desk as Caller,
  viewAs: async () => ({ ok: true, value: desk as Caller }),
  contracts: () => contracts,
  elements: () => [],
  users: () => users,
  ended: () => NEVER,
  answerLink: async () => ({ ok: true, value: undefined }),
  openWebhook: () => undefined,
  openLink: async () => ({ ok: true, value: { type: 'text/plain', text: '', file: 'x.txt' } }),
  sessions: { all: () => [], find: () => undefined, ended: NEVER, begin: kept, use: kept, end: kept },
  createFirstAdmin: async () => ({ ok: true, value: { id: 'bench' } }),
  audit: kept,
  directoryDesk: { provision: async () => ({ ok: true, value: { user: 'bench', unknown: [] } }) },
  auditRefusal: () => {},
  async *export() {},
}
const signInOf = (user: string): SignIn => ({ kind: 'bench', verify: async () => ({ user }) })
