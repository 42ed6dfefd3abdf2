import { join } from 'node:path'
import { createHost, type Desk, type Host, use } from '@tenure/core'
import type { FilterData } from '@tenure/core/contract'
import { customers, customersContract } from '@tenure/customers'
import { record } from '@tenure/record'
import { sqlite } from '@tenure/sqlite'
import { filter, firstValueFrom } from 'rxjs'
import { type Bench, type BenchOptions, type Row, toRow } from './bench.js'
import { quantile } from './compare.js'

/** What a filter leaves while it is edited: every number of the editor, live, from the change of a condition to the answer. */
export const bench: Bench = { name: 'filter', run }

// The numbers follow a change within this time.
const goal = 300
const company = (name: string) => `customer.${name}`
const atRisk: FilterData = { test: 'any-of', property: company('healthStatus'), values: ['at-risk', 'neutral'] }
const urgent: FilterData = {
  test: 'some',
  link: company('tickets'),
  filter: { test: 'any-of', property: 'ticket.priority', values: ['urgent'] },
}
const quiet = (days: number): FilterData => ({ test: 'before-last', property: company('createdAt'), span: { days } })
const renews = (days: number): FilterData => ({ test: 'in-next', property: company('renewalDate'), span: { days } })
const changed = (days: number): FilterData => ({ test: 'changed-in-last', property: company('csm'), span: { days } })
const all = (...filters: readonly FilterData[]): FilterData => ({ test: 'all', filters })

/** Each round asks for other days, so that no number is known from before. */
const filters: Readonly<Record<string, (round: number) => FilterData>> = {
  'two conditions': (round) => all(atRisk, renews(90 + round)),
  'four with associated records': (round) =>
    all(
      atRisk,
      renews(90 + round),
      { test: 'any', filters: [urgent, quiet(30 + round)] },
      { test: 'not', filter: { test: 'is-unknown', property: company('arr') } },
    ),
  'four with history': (round) => all(atRisk, renews(90 + round), { test: 'any', filters: [urgent, changed(30 + round)] }, quiet(0)),
  'eight, simple': (round) =>
    all(atRisk, ...[400, 300, 200, 150, 120, 90].map((days, at) => renews(days + (at === 3 ? round : 0))), {
      test: 'is-known',
      property: company('arr'),
    }),
}

async function* run({ quick, folder, sizes = quick ? [10_000] : [100_000] }: BenchOptions): AsyncGenerator<Row> {
  for (const size of sizes) {
    const storage = sqlite({ file: join(folder, `filter-${size}.db`), synchronous: 'normal' })
    await using host = await createHost({ storage, plugins: [use(customers), use(record)], grants: 'declared' })
    if (host.users().length === 0) await fill(host, size)
    const vera = host.as(host.users()[0]?.id ?? '')
    for (const [name, make] of Object.entries(filters)) {
      const times: number[] = []
      for (let round = 0; round < (quick ? 3 : 12); round += 1) times.push(await elapsedMs(vera, make(round)))
      const common = { bench: 'filter', case: `${size.toLocaleString('en')} customers, ${name}`, unit: 'ms' }
      yield toRow({ ...common, metric: 'p50', value: quantile(times, 0.5), goal })
      yield toRow({ ...common, metric: 'p95', value: quantile(times, 0.95) })
    }
  }
}

async function elapsedMs(desk: Desk, where: FilterData): Promise<number> {
  const before = performance.now()
  const counts = desk.watch(customersContract.filterCounts, { view: 'tenure.customers/all', where })
  const { value } = await firstValueFrom(counts.pipe(filter((frame) => frame.value !== undefined || frame.state === 'stale')))
  if (value?.count === undefined || value.count === null) throw new Error('The filter was not counted.')
  return performance.now() - before
}

async function fill(host: Host, size: number): Promise<void> {
  const importer = host.importer('filter')
  const objects = { '*': { view: 'all', edit: 'all', delete: 'all' } }
  const user = { name: 'Vera Lind', active: true, seat: true, permissions: ['workspace.access'], objects }
  await importer.run([{ type: 'user', externalId: 'vera', values: user, links: [] }])
  const batch = 2_000
  for (let first = 0; first < size; first += batch) {
    const numbers = Array.from({ length: Math.min(batch, size - first) }, (_, at) => first + at)
    await importer.run(numbers.map(toCompany))
    await importer.run(numbers.filter((number) => number % 5 === 0).map(toTicket))
  }
}
function toCompany(number: number) {
  const random = (Math.imul(number + 1, 2654435761) >>> 0) % 1000
  const values = {
    name: `Customer ${number}`,
    csm: 'filter:vera',
    healthStatus: random < 200 ? 'at-risk' : random < 500 ? 'neutral' : 'healthy',
    healthScore: random / 10,
    renewalDate: new Date(Date.now() + (random % 365) * 86_400_000).toISOString().slice(0, 10),
    arr: { amount: String(1_000 + ((number * 7_919) % 400_000)), currency: 'EUR' },
  }
  return { type: 'company', externalId: String(number), values, links: [] }
}
function toTicket(number: number) {
  const values = { subject: `Ticket ${number}`, priority: number % 15 === 0 ? 'urgent' : 'low' }
  return {
    type: 'ticket',
    externalId: String(number),
    values,
    links: [{ association: 'company', to: { type: 'company', externalId: String(number) } }],
  }
}
