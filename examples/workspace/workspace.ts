// The whole workspace inside a program of your own: sample data on SQLite, the Customers tab, the server and its page.
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { importSample } from '@tenure/cli'
import { createHost, type Host, use } from '@tenure/core'
import { customers } from '@tenure/customers'
import { record } from '@tenure/record'
import { localSwitcher, type Server, serve } from '@tenure/server'
import { sqlite } from '@tenure/sqlite'

/** Where records are kept, the port on this machine (0: a free one), and the folder of the page, if there is one. */
export interface WorkspaceOptions {
  readonly folder: string
  readonly port: number
  readonly page?: string
}
/** A running workspace. Closing it ends calls and streams first, then plugins and store. */
export interface Workspace extends AsyncDisposable {
  readonly host: Host
  readonly server: Server
}

/** Opens the store, fills it if it is empty, and serves it. */
export async function openWorkspace({ folder, port, page }: WorkspaceOptions): Promise<Workspace> {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const host = await createHost({
    storage: sqlite({ file: join(folder, 'workspace.db') }),
    plugins: [use(customers, { recentDays: 14 }), use(record)],
    grants: 'declared',
  })
  try {
    if (host.users().length === 0) await importSample(host, new Date().toISOString().slice(0, 10))
    const server = await serve({ host, port, signIn: localSwitcher(), ...(page !== undefined && { page }) })
    const close = async () => {
      await server[Symbol.asyncDispose]()
      await host[Symbol.asyncDispose]()
    }
    return { host, server, [Symbol.asyncDispose]: close }
  } catch (error) {
    await host[Symbol.asyncDispose]()
    throw error
  }
}
