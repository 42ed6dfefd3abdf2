import { createHost } from '@tenure/core'
import { localSwitcher, serve } from '@tenure/server'
import { sqlite } from '@tenure/sqlite'
import { pageFolder } from '@tenure/web'
import { crowdWorkspace } from './workspace/crowd.js'
import { customersWorkspace } from './workspace/customers.js'
import { dealsWorkspace } from './workspace/deals.js'
import { incidentsWorkspace } from './workspace/incidents.js'
import { meetingsWorkspace } from './workspace/meetings.js'
import { summaryWorkspace } from './workspace/summary.js'
import type { BenchWorkspace } from './workspace/workspace.js'

// A program of its own, so that page and server are measured apart: WORKSPACE FILE SIZE as arguments, then its address on standard output.
const workspaces: Readonly<Record<string, BenchWorkspace>> = {
  customers: customersWorkspace,
  deals: dealsWorkspace,
  meetings: meetingsWorkspace,
  crowd: crowdWorkspace,
  incidents: incidentsWorkspace,
  summary: summaryWorkspace,
}
const [name = '', file = '', size = '0'] = process.argv.slice(2)
const { plugins, fill } = workspaces[name] ?? customersWorkspace
const host = await createHost({ storage: sqlite({ file, synchronous: 'normal' }), plugins, grants: 'declared' })
if (host.users().length === 0) await fill(host, Number(size))
const server = await serve({ host, signIn: localSwitcher(), page: pageFolder })
process.stdout.write(`${server.url}\n`)
// However the bench ends, its server does not outlive it.
process.on('disconnect', () => process.exit())
process.on('SIGTERM', async () => {
  await server[Symbol.asyncDispose]()
  await host[Symbol.asyncDispose]()
  process.exit()
})
