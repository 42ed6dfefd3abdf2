import { join } from 'node:path'
import { createHost, type Desk, type Host, type StorageAdapter, use } from '@tenure/core'
import { getValue } from '@tenure/core/contract'
import { searchContract } from '@tenure/core/page'
import { memory } from '@tenure/memory'
import { record } from '@tenure/record'
import { sqlite } from '@tenure/sqlite'
import { type Bench, type BenchOptions, type Row, toRow } from './bench.js'
import { quantile } from './compare.js'

/** A search over records of every type, through the whole host: what a letter in the palette costs. */
export const bench: Bench = { name: 'search', run: runSearch }

// What a search may take among 100,000 records.
const goal = 100
/** Texts by what they find: many records, few, or none. */
const texts: Readonly<Record<string, string>> = {
  'one letter': 'a',
  'two letters': 'x9',
  'a word of every fifth': 'freight',
  'the domain of each': '.example',
  'one name': headOf(777),
  nothing: 'zzqqzz',
}

async function* runSearch({ quick, folder, sizes = quick ? [20_000] : [100_000] }: BenchOptions): AsyncGenerator<Row> {
  for (const size of sizes) {
    yield* measure('memory', memory(), { size, rounds: quick ? 5 : 20 })
    const file = join(folder, `search-${size}.db`)
    yield* measure('SQLite', sqlite({ file, synchronous: 'normal' }), { size, rounds: quick ? 5 : 20 })
  }
}

async function* measure(store: string, storage: StorageAdapter, { size, rounds }: { readonly size: number; readonly rounds: number }) {
  await using host = await createHost({ storage, plugins: [use(record)], grants: 'declared' })
  await fill(host, size)
  const vera = host.as(host.users()[0]?.id ?? '')
  for (const [finds, text] of Object.entries(texts)) {
    const times: number[] = []
    for (let round = 0; round < rounds; round += 1) times.push(await elapsedMs(vera, text))
    const common = { bench: 'search', case: `${store}, ${size.toLocaleString('en')} records, ${finds}`, unit: 'ms' }
    yield toRow({ ...common, metric: 'p50', value: quantile(times, 0.5), goal })
    yield toRow({ ...common, metric: 'p95', value: quantile(times, 0.95) })
  }
}

async function elapsedMs(desk: Desk, text: string): Promise<number> {
  const before = performance.now()
  getValue(await desk.read(searchContract, { text, limit: 10 }))
  return performance.now() - before
}

async function fill(host: Host, size: number): Promise<void> {
  const importer = host.importer('search')
  const objects = { '*': { view: 'all', edit: 'all', delete: 'all' } }
  const user = { name: 'Vera Lind', active: true, seat: true, permissions: ['workspace.access'], objects }
  await importer.run([{ type: 'user', externalId: 'vera', values: user, links: [] }])
  const batch = 2_000
  for (let first = 0; first < size; first += batch)
    await importer.run(Array.from({ length: Math.min(batch, size - first) }, (_, at) => toImported(first + at)))
}
// Three companies to two contacts.
function toImported(number: number) {
  const head = headOf(number)
  const trade = ['Freight', 'Foods', 'Dental', 'Energy', 'Robotics'][Math.floor(number / 5) % 5]
  const values =
    number % 5 < 3 ? { name: `${head} ${trade}`, domain: `${head}.example` } : { name: `Ada ${head}`, email: `ada.${head}@mail.example` }
  return { type: number % 5 < 3 ? 'company' : 'contact', externalId: String(number), values, links: [] }
}
function headOf(number: number): string {
  return (Math.imul(number + 1, 2654435761) >>> 0).toString(36)
}
