import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import type { Page } from 'playwright-core'

/** A server in a process of its own, over a list of that many records. */
export interface Served extends AsyncDisposable {
  readonly url: string
}

/** Starts one with that many customers, which are made once. */
export function serveCustomers(folder: string, count: number): Promise<Served> {
  return start('scroll-server', path.join(folder, `scroll-${count}.db`), count)
}
/** Starts one with that many deals, which are made once. */
export function serveDeals(folder: string, count: number): Promise<Served> {
  return start('board-server', path.join(folder, `board-${count}.db`), count)
}

/** A schedule of that many meetings in one week. */
export function serveMeetings(folder: string, count: number): Promise<Served> {
  return start('calendar-server', path.join(folder, `meetings-${count}.db`), count)
}

async function start(program: string, file: string, count: number): Promise<Served> {
  const args = [path.resolve(`bench/dist/${program}.js`), file, String(count)]
  const server: ChildProcess = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
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
export const listOfAll = '/?view=tenure.customers/all'
