import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { copyFileSync, existsSync, mkdirSync } from 'node:fs'
import path from 'node:path'
import { type Bench, type BenchOptions, type Row, toRow } from './bench.js'
import { coldStore, coldTotal } from './cold.bench.js'
import { quantile } from './compare.js'

/** `tenure start` as a process of its own, until it has answered the first list over HTTP. */
export const bench: Bench = { name: 'start', run }

// What starting may take of a processor, by a hand-written server over the same file.
const goal = 2.2

interface Sample {
  readonly cpuMs: number
  readonly wallMs: number
  readonly rssMb: number
}
type Ask = (url: string) => Promise<{ readonly rows: number; readonly total: number }>

async function* run({ quick, folder }: BenchOptions): AsyncIterable<Row> {
  const data = path.join(folder, 'start')
  mkdirSync(data, { recursive: true })
  const file = path.join(data, 'tenure.db')
  if (!existsSync(file)) copyFileSync(await coldStore(folder), file)
  const samples = { ours: [] as Sample[], limit: [] as Sample[] }
  for (let round = 0; round < (quick ? 3 : 15); round += 1) {
    samples.limit.push(await start(['--input-type=module', '--eval', limitProgram(file)], askLimit))
    samples.ours.push(await start([path.resolve('packages/cli/dist/main.js'), 'start', '--data', data, '--port', '0'], askOurs))
  }
  const figures = [
    ['cpuMs', 'cpu', 'ms', goal],
    ['wallMs', 'wall', 'ms', null],
    ['rssMb', 'memory', 'MB', null],
  ] as const
  for (const [key, metric, unit, most] of figures) {
    const [value = 0, limit = 0] = [samples.ours, samples.limit].map((of) =>
      quantile(
        of.map((sample) => sample[key]),
        0.5,
      ),
    )
    yield toRow({ bench: 'start', case: 'tenure start to first list of 50', metric, value, unit, limit, ratio: value / limit, goal: most })
  }
}

/** Starts a server that prints its address, asks it once, and has it say what that took. */
async function start(args: readonly string[], ask: Ask): Promise<Sample> {
  const began = performance.now()
  const server = spawn(process.execPath, ['--import', `data:text/javascript,${encodeURIComponent(reporter)}`, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    cwd: path.resolve('bench'),
  })
  try {
    const url = /http:\S+/.exec(await said(server, 'stdout', 'http:'))?.[0] ?? ''
    const { rows, total } = await ask(url)
    const wallMs = performance.now() - began
    if (rows !== 50 || total !== coldTotal) throw new Error(`The server answered ${rows} rows of ${total}.`)
    server.kill('SIGUSR2')
    return { ...(JSON.parse(await said(server, 'stderr', '}')) as Omit<Sample, 'wallMs'>), wallMs }
  } finally {
    server.kill('SIGKILL')
    await once(server, 'exit')
  }
}

const reporter = `process.on('SIGUSR2', () => {
  const { user, system } = process.cpuUsage()
  process.stderr.write(JSON.stringify({ cpuMs: (user + system) / 1000, rssMb: process.memoryUsage().rss / 1048576 }))
})`

/** What the process writes, up to a text. */
async function said(server: ChildProcess, stream: 'stdout' | 'stderr', until: string): Promise<string> {
  let text = ''
  for await (const part of server[stream]?.iterator({ destroyOnReturn: false }) ?? []) {
    text += String(part)
    if (text.includes(until)) return text
  }
  throw new Error(`The server ended: ${text}`)
}

const askOurs: Ask = async (url) => {
  const headers = { 'content-type': 'application/json', 'x-tenure': '1', origin: url }
  const signedIn = await fetch(`${url}/api/sign-in`, { method: 'POST', headers, body: JSON.stringify({ user: 'cold:anna' }) })
  const cookie = signedIn.headers
    .getSetCookie()
    .map((each) => each.split(';')[0])
    .join('; ')
  const input = encodeURIComponent(JSON.stringify({ limit: 50 }))
  const response = await fetch(`${url}/api/read/tenure.customers/list-rows?input=${input}`, { headers: { cookie } })
  const { value } = (await response.json()) as { readonly value: { readonly rows: readonly unknown[]; readonly total: number } }
  return { rows: value.rows.length, total: value.total }
}
const askLimit: Ask = async (url) => {
  const { rows, total } = (await (await fetch(url)).json()) as { readonly rows: readonly unknown[]; readonly total: number }
  return { rows: rows.length, total }
}

function limitProgram(file: string): string {
  return `
    const [{ createServer }, { default: Database }] = await Promise.all([import('node:http'), import('better-sqlite3')])
    const db = new Database(${JSON.stringify(file)})
    const where = 'from company where csm = ? and archived_at is null'
    const page = db.prepare('select id, name, csm, arr, arr__currency, "healthStatus", "healthScore", "lastActivityAt", "renewalDate" ' + where + ' order by "renewalDate", id limit 50')
    const count = db.prepare('select count(*) as total ' + where)
    const server = createServer((request, response) => {
      const body = JSON.stringify({ rows: page.all('cold:anna'), ...count.get('cold:anna') })
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) })
      response.end(body)
    })
    server.listen(0, '127.0.0.1', () => process.stdout.write('http://127.0.0.1:' + server.address().port + '\\n'))`
}
