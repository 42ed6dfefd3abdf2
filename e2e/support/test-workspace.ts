import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createHost, type Host, type ImportRow, type PluginUse, use } from '@tenure/core'
import { customers } from '@tenure/customers'
import { record } from '@tenure/record'
import { localSwitcher, serve } from '@tenure/server'
import { sqlite } from '@tenure/sqlite'
import type { Browser, Page } from 'playwright-core'
import { pageFolder } from '../../packages/web/src/index.js'

/** A workspace on SQLite behind a real server, with the built page. */
export interface TestWorkspace extends AsyncDisposable {
  readonly host: Host
  readonly url: string
  /** Headers of a signed-in user, as a browser would send them. */
  signIn(user: string): Promise<Readonly<Record<string, string>>>
  act(user: string, action: string, input: unknown): Promise<Response>
  /** A page in a browser context of its own, signed in. */
  open(browser: Browser, user: string, options?: Parameters<Browser['newContext']>[0], address?: string): Promise<Page>
}

/** Id of a record of the test's own source. */
export const idOf = (externalId: string): string => `test:${externalId}`

/** A row of a test's data. */
export function row(type: string, externalId: string, values: ImportRow['values'], links: ImportRow['links'] = []): ImportRow {
  return { type, externalId, values, links }
}

/** Starts one over these rows; the Customers tab is there, and whatever other plugins are given. */
export async function startWorkspace(rows: readonly ImportRow[], plugins: readonly PluginUse[] = []): Promise<TestWorkspace> {
  const folder = mkdtempSync(path.join(tmpdir(), 'tenure-e2e-'))
  const host = await createHost({
    storage: sqlite({ file: path.join(folder, 'workspace.db') }),
    plugins: [use(customers), use(record), ...plugins],
    grants: 'declared',
    edition: 'enterprise',
  })
  for (let at = 0; at < rows.length; at += 500) await host.importer('test').run(rows.slice(at, at + 500))
  const server = await serve({ host, signIn: localSwitcher(), page: pageFolder })
  const { url } = server
  const cookies = new Map<string, string>()
  const signIn = async (user: string): Promise<Readonly<Record<string, string>>> => {
    const known = cookies.get(user) ?? (await enter(url, user))
    cookies.set(user, known)
    return { cookie: known, origin: url, 'x-tenure': '1', 'content-type': 'application/json' }
  }
  return {
    host,
    url,
    signIn,
    act: async (user, action, input) =>
      fetch(`${url}/api/act/${action}`, { method: 'POST', headers: await signIn(user), body: JSON.stringify({ input }) }),
    async open(browser, user, options, address = '/') {
      const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options })
      const page = await context.newPage()
      await page.goto(url)
      await page.evaluate(async (id) => {
        await fetch('/api/sign-in', {
          method: 'POST',
          headers: { 'content-type': 'application/json', 'x-tenure': '1' },
          body: JSON.stringify({ user: id }),
        })
      }, user)
      await page.goto(`${url}${address}`)
      return page
    },
    async [Symbol.asyncDispose]() {
      await server[Symbol.asyncDispose]()
      await host[Symbol.asyncDispose]()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

async function enter(url: string, user: string): Promise<string> {
  const response = await fetch(`${url}/api/sign-in`, {
    method: 'POST',
    headers: { origin: url, 'x-tenure': '1', 'content-type': 'application/json' },
    body: JSON.stringify({ user }),
  })
  const cookie = response.headers.get('set-cookie')?.split(';')[0]
  if (!response.ok || cookie === undefined) throw new Error(`Sign-in of ${user} was refused: ${await response.text()}`)
  return cookie
}
