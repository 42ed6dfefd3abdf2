import { type Client, createClient } from '@tenure/client'
import { getValue } from '@tenure/core/contract'
import { createRecordContract } from '@tenure/core/page'
import { feedList } from '@tenure/feed/contract'
import { type Bench, type BenchOptions, type Row, toRow } from './bench.js'
import { quantile } from './compare.js'
import { cookieOf, serveWorkspace } from './served.js'
import { callerColumn, readIncidents } from './workspace/incidents.js'

/** The feed of a log of incidents over HTTP: its first page, all pages to the end while new activities arrive, and how soon these are there. */
export const bench: Bench = { name: 'feed', run }

const size = { whole: 141_712, quick: 5_000 }
const perSecond = 5
const warmRounds = 20
const goals = { pageMs: 300, arrivalMs: 1_000 }

async function* run({ quick, folder }: BenchOptions): AsyncIterable<Row> {
  const count = quick ? size.quick : size.whole
  const row = (metric: string, value: number, unit: string, goal: number | null = null): Row =>
    toRow({
      bench: 'feed',
      case: `${count.toLocaleString('en')} activities of one feed, ${perSecond} arrive a second`,
      metric,
      value,
      unit,
      goal,
    })
  const { ms: filledMs } = await timed(() => fill(folder, count))
  yield row('imported', count / (filledMs / 1_000), '/s')
  // Another server over the same file has nothing in memory.
  await using server = await serveWorkspace('incidents', folder, count)
  await using vera = await clientOf(server.url, 'scroll:vera')
  await using walt = await clientOf(server.url, 'scroll:walt')
  const first = () => timed(() => readPage(vera, ''))
  yield row('first page, cold', (await first()).ms, 'ms', goals.pageMs)
  const warm: number[] = []
  for (let round = 0; round < warmRounds; round++) warm.push((await first()).ms)
  yield row('first page, warm p95', quantile(warm, 0.95), 'ms', goals.pageMs)
  const arriving = startArriving({ reader: vera, writer: walt })
  const seen = await pageToEnd(vera)
  // What nobody called about is in no feed.
  const expected = readIncidents()
    .slice(1, count + 1)
    .filter((line) => line.split(',')[callerColumn] !== '?').length
  const { arrived, afterMs, late } = await arriving.stop()
  const old = [...seen.ids].filter((id) => id.startsWith('incidents:'))
  yield row('page p50', quantile(seen.ms, 0.5), 'ms')
  yield row('page p95', quantile(seen.ms, 0.95), 'ms', goals.pageMs)
  yield row('pages', seen.ms.length, '')
  yield row('repeated', seen.shown - seen.ids.size, '', 0)
  yield row('lost', expected - old.length, '', 0)
  yield row('arrived', arrived, '')
  yield row('arrivals lost', late, '', 0)
  yield row('arrival to stream p50', quantile(afterMs, 0.5), 'ms')
  yield row('arrival to stream p95', quantile(afterMs, 0.95), 'ms', goals.arrivalMs)
}

async function fill(folder: string, count: number): Promise<void> {
  await using _ = await serveWorkspace('incidents', folder, count)
}

async function clientOf(url: string, user: string): Promise<Client> {
  const cookie = await cookieOf(url, user)
  const send: typeof fetch = (to, init) => fetch(to, { ...init, headers: { ...init?.headers, cookie, origin: url } })
  return createClient({ url: `${url}/api`, fetch: send })
}

async function readPage(client: Client, after: string) {
  return getValue(await client.read(feedList, { view: 'tenure.feed/all', limit: 50, after }))
}

async function pageToEnd(
  client: Client,
): Promise<{ readonly ids: ReadonlySet<string>; readonly shown: number; readonly ms: readonly number[] }> {
  const ids = new Set<string>()
  const times: number[] = []
  let shown = 0
  for (let after: string | undefined = ''; after !== undefined; ) {
    const from: string = after
    const { ms, done } = await timed(() => readPage(client, from))
    for (const { id } of done.rows) ids.add(id)
    shown += done.rows.length
    times.push(ms)
    after = done.next
  }
  return { ids, shown, ms: times }
}

interface Arrivals {
  readonly arrived: number
  /** From the moment that the writer sent one until the reader's stream had it. */
  readonly afterMs: readonly number[]
  /** Those that the stream never had. */
  readonly late: number
}

/** One after the other, of now; each second one goes between hundreds of the past that share its instant. */
function startArriving({ reader, writer }: { readonly reader: Client; readonly writer: Client }): { stop(): Promise<Arrivals> } {
  const sent = new Map<string, number>()
  const seen = new Map<string, number>()
  const open: Promise<void>[] = []
  const watched = reader.watch(feedList, { view: 'tenure.feed/all', limit: 50, after: '' }).subscribe(({ value }) => {
    for (const { title } of value?.rows ?? []) if (typeof title === 'string' && !seen.has(title)) seen.set(title, performance.now())
  })
  const write = async (number: number): Promise<void> => {
    const title = `Arrival ${number}`
    const isNew = number % 2 === 0
    if (isNew) sent.set(title, performance.now())
    const values = { title, kind: 'other', at: isNew ? Date.now() : Date.UTC(2016, 2, 24, 18, 40) }
    const links = [{ association: 'contact', id: 'incidents:Caller 2403' }]
    getValue(await writer.act(createRecordContract, { type: 'contactActivity', values, links }))
  }
  const timer = setInterval(() => open.push(write(open.length)), 1_000 / perSecond)
  return {
    async stop() {
      clearInterval(timer)
      await Promise.all(open)
      await new Promise((resolve) => setTimeout(resolve, 2 * goals.arrivalMs))
      watched.unsubscribe()
      const afterMs = [...sent].flatMap(([title, at]) => (seen.has(title) ? [(seen.get(title) ?? at) - at] : []))
      return { arrived: open.length, afterMs, late: sent.size - afterMs.length }
    },
  }
}

async function timed<T>(work: () => Promise<T>): Promise<{ readonly ms: number; readonly done: T }> {
  const began = performance.now()
  const done = await work()
  return { ms: performance.now() - began, done }
}
