import { use } from '@tenure/core'
import { customers } from '@tenure/customers'
import { record } from '@tenure/record'
import { type BenchWorkspace, importAll } from './workspace.js'

const all = { view: 'all', edit: 'all', delete: 'all' }
const rights = { active: true, seat: true, permissions: ['workspace.access'], objects: { '*': all } }

/** That many users, over customers that are there already. */
export const crowdWorkspace: BenchWorkspace = {
  plugins: [use(customers), use(record)],
  fill: (host, size) =>
    importAll(host, size, (number) => ({ type: 'user', externalId: String(number), values: { name: `User ${number}`, ...rights } })),
}
