import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createClient } from '@tenure/client'
import { getValue } from '@tenure/core'
import { customerList, customerViews } from '@tenure/customers'
import { expect, onTestFinished, test } from 'vitest'
import { openWorkspace } from './workspace.js'

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'tenure-example-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

async function signIn(url: string, user: string): Promise<Record<string, string>> {
  const headers = { origin: url, 'x-tenure': '1', 'content-type': 'application/json' }
  const answer = await fetch(`${url}/api/sign-in`, { method: 'POST', headers, body: JSON.stringify({ user }) })
  return { origin: url, 'x-tenure': '1', cookie: answer.headers.getSetCookie()[0]?.split(';')[0] ?? '' }
}

test('[SDK-1] [SDK-13] the workspace answers on a free port with sample customers and its page, and opens again with the same', async () => {
  const folder = newFolder()
  writeFileSync(join(folder, 'index.html'), '<!doctype html><title>Tenure</title>')
  const totals: number[] = []
  for (let start = 0; start < 2; start += 1) {
    await using workspace = await openWorkspace({ folder: join(folder, 'data'), port: 0, page: folder })
    const { url } = workspace.server
    expect(await (await fetch(url)).text()).toContain('<title>Tenure</title>')
    const { users } = (await (await fetch(`${url}/api/sign-in`)).json()).value as { users: { id: string; name: string }[] }
    expect(users).toHaveLength(12)
    const [first] = users.toSorted((a, b) => (a.name < b.name ? -1 : 1))
    const headers = await signIn(url, first?.id ?? '')
    await using client = createClient({
      url: `${url}/api`,
      fetch: (input, init) => fetch(input, { ...init, headers: { ...init?.headers, ...headers } }),
    })
    const { rows, total } = getValue(await client.read(customerList, { view: 'tenure.customers/all', limit: 5 }))
    expect(rows).toHaveLength(5)
    totals.push(total)
    const views = getValue(await client.read(customerViews))
    expect(views.map(({ title }) => title)).toContain('Assigned in the last 14 days')
  }
  expect(totals[0]).toBeGreaterThan(5)
  expect(totals[1]).toBe(totals[0])
}, 180_000)
