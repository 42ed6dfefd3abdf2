import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import type { Page } from 'playwright-core'

/** A server in a process of its own, over a list of that many records. */
export interface Served extends AsyncDisposable {
  readonly url: string
}

/** What the server knows to serve, beside the crowd's. */
export type WorkspaceName = 'customers' | 'deals' | 'meetings' | 'incidents' | 'summary'

/** Starts one over a workspace of that size, which is made once. */
export async function serveWorkspace(name: WorkspaceName, folder: string, size: number): Promise<Served> {
  const args = [path.resolve('bench/dist/server.js'), name, path.join(folder, `${name}-${size}.db`), String(size)]
  const server: ChildProcess = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit', 'ipc'] })
  if (server.stdout === null) throw new Error('The server has no output.')
  const [said] = (await once(server.stdout, 'data')) as [Buffer]
  const stop = async (): Promise<void> => {
    server.kill('SIGTERM')
    await once(server, 'exit')
  }
  return { url: said.toString().trim(), [Symbol.asyncDispose]: stop }
}

/** Signs the page in as the one user of that server. */
export async function signIn(page: Page, url: string): Promise<void> {
  await page.goto(url)
  await page.evaluate(async () => {
    await fetch('/api/sign-in', {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-tenure': '1' },
      body: JSON.stringify({ user: 'scroll:vera' }),
    })
  })
}

/** The address of the list of all customers. */
export const listOfAll = '/?tab=tenure.customers/customers&view=tenure.customers/all'

/** Signs in without a page, and gives the cookie of the session. */
export async function cookieOf(url: string, user: string): Promise<string> {
  const headers = { origin: url, 'content-type': 'application/json', 'x-tenure': '1' }
  const entered = await fetch(`${url}/api/sign-in`, { method: 'POST', headers, body: JSON.stringify({ user }) })
  return entered.headers.get('set-cookie')?.split(';')[0] ?? ''
}
