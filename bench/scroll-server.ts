import { createHost, use } from '@tenure/core'
import { customers } from '@tenure/customers'
import { record } from '@tenure/record'
import { localSwitcher, serve } from '@tenure/server'
import { sqlite } from '@tenure/sqlite'
import { pageFolder } from '@tenure/web'

// A program of its own, so that the page is measured and not the server beside it: FILE COUNT as arguments, then its address on standard output.
const [file = '', count = '0'] = process.argv.slice(2)
const host = await createHost({
  storage: sqlite({ file, synchronous: 'normal' }),
  plugins: [use(customers), use(record)],
  grants: 'declared',
})
if (host.users().length === 0) await fill(Number(count))
const server = await serve({ host, signIn: localSwitcher(), page: pageFolder })
process.stdout.write(`${server.url}\n`)
process.on('SIGTERM', async () => {
  await server[Symbol.asyncDispose]()
  await host[Symbol.asyncDispose]()
})

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
  for (let first = 0; first < total; first += batch) {
    await importer.run(Array.from({ length: batch }, (_, at) => toRow(first + at)))
  }
}
function toRow(number: number) {
  const head = (Math.imul(number + 1, 2654435761) >>> 0).toString(36)
  const values = {
    name: `${head.charAt(0).toUpperCase()}${head.slice(1)} ${['Freight', 'Foods', 'Dental', 'Energy', 'Robotics'][number % 5]}`,
    csm: 'scroll:vera',
    renewalDate: new Date(Date.UTC(2027, 0, 1 + (number % 365))).toISOString().slice(0, 10),
    arr: { amount: String(1_000 + ((number * 7_919) % 400_000)), currency: 'EUR' },
  }
  return { type: 'company', externalId: String(number), values, links: [] }
}
