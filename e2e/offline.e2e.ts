// A network that goes and comes back, and a server that starts again: what is shown, what an edit says, and that the page finds back by itself.
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type RunningWorkspace, startWorkspace } from '@tenure/cli'
import { pageFolder } from '@tenure/web'
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { axe } from './page/axe.js'
import { launchBrowser } from './support/browser.js'

const timeout = { timeout: 180_000 }
const browser: Browser | undefined = await launchBrowser()

describe.skipIf(browser === undefined)('a page whose line breaks', () => {
  const data = mkdtempSync(join(tmpdir(), 'tenure-offline-'))
  const start = (port: number) => startWorkspace({ data, port, page: pageFolder }, { out: () => {}, say: () => {} })
  let workspace: RunningWorkspace
  let page: Page
  const faults: string[] = []
  beforeAll(async () => {
    workspace = await start(0)
    page = await (await (browser as Browser).newContext({ locale: 'en-GB', viewport: { width: 1440, height: 900 } })).newPage()
    page.on('pageerror', (error) => faults.push(error.message))
    await page.goto(workspace.url)
    await page.getByRole('button', { name: 'Ines Carvalho' }).click()
  }, 180_000)
  afterAll(async () => {
    await browser?.close()
    await workspace?.[Symbol.asyncDispose]()
  })
  // A test that failed leaves the network to the next.
  afterEach(() => go(true))
  const lost = () => page.getByRole('status').filter({ hasText: 'Reconnecting' })
  const go = (isOnline: boolean) => page.context().setOffline(!isOnline)
  const preview = () => page.locator('.preview')

  test.each([
    ['tenure.customers/customers', 'Castor & Pine'],
    ['tenure.customers/customers&record=company:sample:castor-pine', 'What changed'],
    ['tenure.tasks/tasks', 'Castor & Pine'],
    ['tenure.summary/summary', 'Overdue'],
    ['tenure.dashboards/dashboards', 'Dashboards'],
  ])('%s keeps what it shows, says since when it is behind, and finds back by itself', timeout, async (tab, text) => {
    await page.goto(`${workspace.url}/?tab=${tab}`)
    const shown = page.getByText(text).filter({ visible: true }).first()
    await shown.waitFor()
    // A text of the frame is there before the page inside it.
    await page.locator('main').getByRole('heading', { level: 1, includeHidden: true }).first().waitFor({ state: 'attached' })
    await go(false)
    await lost().waitFor()
    expect(await shown.isVisible()).toBe(true)
    expect(await axe(page)).toEqual([])
    await go(true)
    await lost().waitFor({ state: 'detached' })
    expect(await shown.isVisible()).toBe(true)
  })

  test(
    '[REC-2] an edit without a network is refused at once and kept, and is saved on request once the network is back',
    timeout,
    async () => {
      await page.goto(`${workspace.url}/?tab=tenure.customers/customers&open=company:sample:castor-pine`)
      const value = preview()
        .getByRole('button', { name: /Edit ARR/ })
        .first()
      await value.click()
      const field = preview().getByRole('textbox', { name: /ARR/ }).first()
      await field.waitFor()
      await go(false)
      await lost().waitFor()
      await field.fill('70000')
      await field.press('Enter')
      const toast = page.locator('.toast').filter({ hasText: 'Not saved' })
      await toast.getByText('The server cannot be reached. Try again.').waitFor()
      await go(true)
      await lost().waitFor({ state: 'detached' })
      await toast.getByRole('button', { name: 'Try again' }).click()
      await page.locator('.toast').filter({ hasText: 'ARR changed' }).waitFor()
      await page.getByRole('gridcell', { name: '€70,000' }).first().waitFor()
    },
  )

  test('a server that starts again is found by itself, and the page is live', timeout, async () => {
    const port = Number(new URL(workspace.url).port)
    await workspace[Symbol.asyncDispose]()
    await lost().waitFor()
    workspace = await start(port)
    await lost().waitFor({ state: 'detached' })
    await preview().getByRole('button', { name: 'Follow', exact: true }).click()
    await preview()
      .getByRole('button', { name: 'Follow', exact: true, pressed: true })
      .or(preview().getByRole('button', { name: 'Unfollow' }))
      .waitFor()
    expect(faults).toEqual([])
  })
})
