import { createHost, use } from '@tenure/core'
import { customers } from '@tenure/customers'
import { record } from '@tenure/record'
import { localSwitcher, serve } from '@tenure/server'
import { sqlite } from '@tenure/sqlite'

// A program of its own, so that what is measured is the server: FILE and the number of users as arguments, then its address on standard output.
const [file = '', users = '0'] = process.argv.slice(2)
const host = await createHost({
  storage: sqlite({ file, synchronous: 'normal' }),
  plugins: [use(customers), use(record)],
  grants: 'declared',
})
if (host.users().length === 0) await fill(Number(users))
const server = await serve({ host, signIn: localSwitcher() })
process.stdout.write(`${server.url}\n`)
process.on('SIGTERM', async () => {
  await server[Symbol.asyncDispose]()
  await host[Symbol.asyncDispose]()
})

async function fill(count: number): Promise<void> {
  const all = { view: 'all', edit: 'all', delete: 'all' }
  const rights = { active: true, seat: true, permissions: ['workspace.access'], objects: { '*': all } }
  const people = Array.from({ length: count }, (_, at) => ({
    type: 'user',
    externalId: String(at),
    values: { name: `User ${at}`, ...rights },
    links: [],
  }))
  const outcomes = await host.importer('crowd').run(people)
  const refused = outcomes.find(({ result }) => result === 'rejected')
  if (refused !== undefined) throw new Error(`A user of the bench was refused: ${JSON.stringify(refused)}`)
}
