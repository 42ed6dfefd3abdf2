import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createServer, type Server as HttpServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { type Caller, defineProviderContract, listInput, listOutput } from '@tenure/core/contract'
import { type HostPort, type SignIn, serve } from '@tenure/server'
import { NEVER } from 'rxjs'
import type { Bench, BenchOptions, Row } from './bench.js'
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

const connections = 10
const listContract = defineProviderContract({
  id: 'bench.customers/list',
  permission: 'workspace.access',
  input: listInput,
  output: listOutput,
})
const answer = { objectType: 'company', rows: Array.from({ length: 50 }, (_, index) => rowAt(index)), total: 1_234, offset: 0 }

async function* runHttp({ quick }: BenchOptions): AsyncGenerator<Row> {
  const requests = quick ? 500 : 4_000
  const rounds = quick ? 3 : 9
  await using ours = await serve({ host: readyHost, signIn: anybody })
  const bare = await serveBare()
  try {
    const limitTarget: Target = { url: `${bareUrl(bare)}/api/read/${listContract.id}`, headers: {} }
    const ourTarget: Target = { url: `${ours.url}/api/read/${listContract.id}`, headers: { authorization: 'Bearer bench' } }
    await checkEqual(limitTarget, ourTarget)
    const taken: { readonly limit: Taken; readonly our: Taken }[] = []
    for (let round = -1; round < rounds; round += 1) {
      const both = { limit: await load(limitTarget, requests), our: await load(ourTarget, requests) }
      if (round >= 0) taken.push(both)
    }
    for (const [metric, unit] of [
      ['cpuUs', 'us'],
      ['p50Us', 'us'],
      ['p99Us', 'us'],
      ['perSecond', '1/s'],
    ] as const)
      yield toRow(taken, metric, unit)
  } finally {
    bare.closeAllConnections()
    bare.close()
  }
}

function toRow(taken: readonly { readonly limit: Taken; readonly our: Taken }[], metric: keyof Taken, unit: string): Row {
  const middle = (values: readonly number[]): number => Math.round(quantile(values, 0.5) * 100) / 100
  const names = { cpuUs: 'server CPU', p50Us: 'p50', p99Us: 'p99', perSecond: 'requests' }
  return {
    bench: 'http',
    case: `list of 50 rows, ${connections} connections`,
    metric: names[metric],
    unit,
    value: middle(taken.map(({ our }) => our[metric])),
    limit: middle(taken.map(({ limit }) => limit[metric])),
    // More requests a second are better, so there the cost is the inverse.
    ratio: middle(taken.map(({ our, limit }) => (metric === 'perSecond' ? limit[metric] / our[metric] : our[metric] / limit[metric]))),
  }
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

async function serveBare(): Promise<HttpServer> {
  const server = createServer((_, response) => {
    const body = JSON.stringify({ ok: true, value: answer })
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
  const [expected, found] = await Promise.all([limit, ours].map(async ({ url, headers }) => (await fetch(url, { headers })).text()))
  if (expected === undefined || expected !== found)
    throw new Error(`The answers differ: ${found?.slice(0, 200)} / ${expected?.slice(0, 200)}`)
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

// What the workspace costs is measured elsewhere; here it has the rows at hand.
const users = [{ id: 'bench', name: 'Bench', active: true }]
const contracts = { providers: [listContract], actions: [] }
const desk: unknown = { read: async () => ({ ok: true, value: answer }), watch: () => NEVER, act: async () => ({ ok: true, value: null }) }
const readyHost: HostPort = {
  as: () => desk as Caller,
  contracts: () => contracts,
  users: () => users,
  ended: () => NEVER,
  createFirstAdmin: async () => ({ ok: true, value: { id: 'bench' } }),
  audit: () => {},
}
const anybody: SignIn = { kind: 'bench', verify: async () => ({ user: 'bench' }) }
