import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type RunningWorkspace, startWorkspace } from '@tenure/cli'
import { getValue } from '@tenure/core'
import { pageFolder } from '@tenure/web'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openProvider, type TestProvider } from '../packages/server/src/fixtures/openid-provider.js'
import { axe } from './page/axe.js'
import { launchBrowser } from './support/browser.js'
import { row } from './support/test-workspace.js'

const rows = [row('company', 'halden', { name: 'Halden Freight' }), row('company', 'sum', { name: '=SUM(A1)' })]
const audit = '/?tab=tenure.administration/audit-page'

/** A port that nothing listens on: the sign-in service has to know the address before the workspace starts. */
function freePort(): Promise<number> {
  const probe = createServer()
  return new Promise((resolve) => {
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { readonly port: number }
      probe.close(() => resolve(port))
    })
  })
}

const browser: Browser | undefined = await launchBrowser()
describe.skipIf(browser === undefined)('a workspace with a sign-in service', () => {
  let provider: TestProvider
  let workspace: RunningWorkspace
  let root: Page
  const faults: string[] = []
  beforeAll(async () => {
    const port = await freePort()
    provider = await openProvider([`http://127.0.0.1:${port}/api/sign-in/back`])
    const folder = mkdtempSync(join(tmpdir(), 'tenure-security-'))
    const signIn = join(folder, 'sign-in.json')
    writeFileSync(join(folder, 'secret'), 'a-secret-of-the-test', { mode: 0o600 })
    const file = { kind: 'openid-connect', issuer: provider.issuer, clientId: 'tenure', clientSecret: { file: 'secret' }, title: 'Acme' }
    writeFileSync(signIn, JSON.stringify({ ...file, claims: { find: ['email'] } }))
    const options = { data: join(folder, 'data'), empty: true, page: pageFolder }
    const terminal = { out: () => {}, say: () => {} }
    {
      await using filled = await startWorkspace({ ...options, port: 0 }, terminal)
      getValue(await filled.host.createFirstAdmin('Rosa Kern', 'rosa@acme.example'))
      await filled.host.importer('test').run(rows)
    }
    workspace = await startWorkspace({ ...options, port, signIn }, terminal)
  })
  afterAll(async () => {
    await browser?.close()
    await workspace?.[Symbol.asyncDispose]()
    await provider?.[Symbol.asyncDispose]()
  })

  async function signIn(address: string): Promise<Page> {
    provider.person = { sub: 'rosa', name: 'Rosa Kern', email: 'rosa@acme.example', email_verified: true }
    const context = await (browser as Browser).newContext({ viewport: { width: 1440, height: 900 } })
    const page = await context.newPage()
    page.on('pageerror', (error) => faults.push(error.message))
    await page.goto(`${workspace.url}${address}`)
    const elsewhere = page.getByRole('link', { name: 'Sign in with Acme' })
    await elsewhere.waitFor()
    expect(await axe(page)).toEqual([])
    await elsewhere.click({ noWaitAfter: true })
    return page
  }

  test('[SEC-1] [SEC-8] [SEC-14] an administrator signs in elsewhere, exports the list, and erases a record by its name', async () => {
    root = await signIn('/?tab=tenure.customers/customers&view=tenure.customers/all')
    await root.getByRole('gridcell').filter({ hasText: 'Halden Freight' }).waitFor()
    const [download] = await Promise.all([root.waitForEvent('download'), root.getByRole('button', { name: 'Export' }).click()])
    expect(download.suggestedFilename()).toBe('Customers.csv')
    expect(readFileSync(await download.path(), 'utf8')).toMatch(/\r\n'=SUM\(A1\),.*\r\nHalden Freight,/)
    await root.getByText('The list is exported').waitFor()

    await root.locator('.tbody .who', { hasText: 'Halden Freight' }).click()
    await root.getByRole('button', { name: 'More for this record' }).click()
    await root.getByRole('menuitem', { name: 'Erase for good…' }).click()
    const dialog = root.getByRole('dialog', { name: 'Erase Halden Freight' })
    await dialog.getByRole('textbox').fill('Halden')
    await root.keyboard.press('Enter')
    await dialog.locator('.err').waitFor()
    expect(await axe(root)).toEqual([])
    await dialog.getByRole('textbox').fill('Halden Freight')
    await dialog.getByRole('button', { name: 'Erase for good' }).click()
    await root.getByRole('gridcell').filter({ hasText: 'Halden Freight' }).waitFor({ state: 'detached' })
  })

  test('[SEC-13] the audit has each of it; an entry is a link, and days are chosen', async () => {
    await root.goto(`${workspace.url}${audit}`)
    const entry = (what: string) => root.locator('button.audit-row', { hasText: what })
    await entry('signed in').filter({ hasText: 'OpenID Connect' }).waitFor()
    await entry('exported Customers').filter({ hasText: '2 records as CSV' }).waitFor()
    await entry('erased Company').click()
    const panel = root.getByRole('complementary', { name: 'Erasure' })
    await panel.getByText('Its id stays taken').waitFor()
    await panel.getByText(/^1 of \d+$/).waitFor()
    expect(await axe(root)).toEqual([])
    const link = root.url()
    await panel.getByRole('button', { name: 'Next entry' }).click()
    await root
      .getByRole('complementary', { name: 'Export' })
      .getByText(/^2 of \d+$/)
      .waitFor()
    await root.goto(link)
    await panel.getByText('Its id stays taken').waitFor()

    await root.getByRole('combobox', { name: 'Period' }).click()
    await root.getByRole('option', { name: 'Choose days' }).click()
    await entry('erased Company').waitFor()
    await root.getByLabel('First day').fill('2020-01-01')
    await root.getByLabel('Last day').fill('2020-01-02')
    await root.getByText('Nothing in this period').waitFor()
    expect(faults).toEqual([])
  })
})
