import { createHost, use } from '@tenure/core'
import { customers } from '@tenure/customers'
import { record } from '@tenure/record'
import { revenue } from '@tenure/revenue'
import { localSwitcher, serve } from '@tenure/server'
import { sqlite } from '@tenure/sqlite'
import { pageFolder } from '@tenure/web'

// A program of its own, so that the page is measured and not the server beside it: FILE COUNT as arguments, then its address on standard output.
const [file = '', count = '0'] = process.argv.slice(2)
const host = await createHost({
  storage: sqlite({ file, synchronous: 'normal' }),
  plugins: [use(customers), use(revenue), use(record)],
  grants: 'declared',
})
if (host.users().length === 0) await fill(Number(count))
const server = await serve({ host, signIn: localSwitcher(), page: pageFolder })
process.stdout.write(`${server.url}\n`)
process.on('SIGTERM', async () => {
  await server[Symbol.asyncDispose]()
  await host[Symbol.asyncDispose]()
})

/** Ten deals for each customer, in the five stages of one pipeline. */
async function fill(total: number): Promise<void> {
  const importer = host.importer('scroll')
  const all = { view: 'all', edit: 'all', delete: 'all' }
  await importer.run(
    ['Vera Lind', 'Walt Berg'].map((name) => ({
      type: 'user',
      externalId: name.split(' ')[0]?.toLowerCase() ?? name,
      values: { name, active: true, seat: true, permissions: ['workspace.access'], objects: { '*': all } },
      links: [],
    })),
  )
  const batch = 2_000
  await importer.run(Array.from({ length: Math.ceil(total / 10) }, (_, at) => toCustomer(at)))
  for (let first = 0; first < total; first += batch)
    await importer.run(Array.from({ length: Math.min(batch, total - first) }, (_, at) => toDeal(first + at)))
}
function toCustomer(number: number) {
  const values = { name: `${toName(number)} Group`, csm: 'scroll:vera', healthScore: number % 101 }
  return { type: 'company', externalId: String(number), values, links: [] }
}
function toDeal(number: number) {
  const values = {
    name: `${toName(number)} ${['Freight', 'Foods', 'Dental', 'Energy', 'Robotics'][number % 5]}`,
    ...{ csm: number % 3 === 0 ? 'scroll:walt' : 'scroll:vera', pipeline: 'sales' },
    stage: ['qualified', 'proposal', 'negotiation', 'won', 'lost'][(number * 7) % 5] ?? '',
    renewalDate: new Date(Date.UTC(2027, 0, 1 + (number % 365))).toISOString().slice(0, 10),
    amount: { amount: String(1_000 + ((number * 7_919) % 400_000)), currency: ['EUR', 'USD', 'GBP'][number % 3] ?? '' },
  }
  const company = { association: 'company', to: { type: 'company', externalId: String(Math.floor(number / 10)) } }
  return { type: 'deal', externalId: String(number), values, links: [company] }
}
function toName(number: number): string {
  const head = (Math.imul(number + 1, 2654435761) >>> 0).toString(36)
  return `${head.charAt(0).toUpperCase()}${head.slice(1)}`
}
