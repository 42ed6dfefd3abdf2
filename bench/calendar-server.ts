import { createHost, use } from '@tenure/core'
import { record } from '@tenure/record'
import { schedule } from '@tenure/schedule'
import { localSwitcher, serve } from '@tenure/server'
import { sqlite } from '@tenure/sqlite'
import { pageFolder } from '@tenure/web'

// A program of its own, so that the page is measured and not the server beside it: FILE COUNT as arguments, then its address on standard output.
const [file = '', count = '0'] = process.argv.slice(2)
const host = await createHost({
  storage: sqlite({ file, synchronous: 'normal' }),
  plugins: [use(schedule), use(record)],
  grants: 'declared',
})
if (host.users().length === 0) await fill(Number(count))
const server = await serve({ host, signIn: localSwitcher(), page: pageFolder })
process.stdout.write(`${server.url}\n`)
process.on('SIGTERM', async () => {
  await server[Symbol.asyncDispose]()
  await host[Symbol.asyncDispose]()
})

/** Meetings of one person in the week of 16 November 2026, between 7 and 19 o'clock, many at the same time. */
async function fill(total: number): Promise<void> {
  const importer = host.importer('scroll')
  const all = { view: 'all', edit: 'all', delete: 'all' }
  const person = {
    name: 'Vera Lind',
    active: true,
    seat: true,
    timeZone: 'UTC',
    locale: 'en-GB',
    permissions: ['workspace.access'],
    objects: { '*': all },
  }
  await importer.run([{ type: 'user', externalId: 'vera', values: person, links: [] }])
  await importer.run(Array.from({ length: total }, (_, at) => toMeeting(at)))
}
function toMeeting(number: number) {
  const at = Date.UTC(2026, 10, 16 + (number % 7), 7, 15 * ((number * 7) % 48))
  const values = { title: `Meeting ${number}`, owner: 'scroll:vera', at, endAt: at + (1 + (number % 4)) * 1_800_000 }
  return { type: 'meeting', externalId: String(number), values, links: [] }
}
