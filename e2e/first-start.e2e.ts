import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type RunningWorkspace, startWorkspace } from '@tenure/cli'
import { pageFolder } from '@tenure/web'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { launchBrowser } from './support/browser.js'
import { settle } from './support/settle.js'

// Excerpts of three files of a CRM: they link to each other, one line has a day that does not exist.
const files = {
  'accounts.csv': `account,sector,year_established,employees,office_location,subsidiary_of
Acme Corporation,technolgy,1996,2822,United States,
Betasoloin,medical,1999,495,United States,
Cancity,retail,2001,2448,United States,
Bubba Gump,software,2002,2253,United States,Acme Corporation
`,
  'products.csv': `product,series,sales_price
GTX Basic,GTX,550
MG Special,MG,55
`,
  'sales_pipeline.csv': `opportunity_id,sales_agent,product,account,deal_stage,engage_date,close_date,close_value
1C1I7A6R,Moses Frase,GTX Basic,Cancity,Won,2016-10-20,2017-03-01,1054
Z063OYW0,Darcel Schlecht,MG Special,Betasoloin,Lost,2016-10-25,2017-03-11,0
EC4QE1BX,Darcel Schlecht,MG Special,Cancity,Won,2016-10-25,2017-02-31,50
HAXMC4IX,Moses Frase,MG Special,,Engaging,2016-11-03,,
`,
}

const browser: Browser | undefined = await launchBrowser()
describe.skipIf(browser === undefined)('the first start', () => {
  let workspace: RunningWorkspace
  let page: Page
  let other: Page
  const faults: string[] = []
  beforeAll(async () => {
    const data = mkdtempSync(join(tmpdir(), 'tenure-first-'))
    workspace = await startWorkspace({ data, port: 0, empty: true, page: pageFolder }, { out: () => {}, say: () => {} })
    page = await newPage()
  })
  afterAll(async () => {
    await browser?.close()
    await workspace?.[Symbol.asyncDispose]()
  })
  async function newPage(path = '/') {
    const context = await (browser as Browser).newContext({ viewport: { width: 1440, height: 900 } })
    const opened = await context.newPage()
    opened.on('pageerror', (error) => faults.push(error.message))
    await opened.goto(`${workspace.url}${path}`)
    return opened
  }
  const drop = async (on: Page, all: Readonly<Record<string, string>>) => {
    // What is drawn takes files a moment later.
    await settle(on)
    await on.evaluate((contents) => {
      const data = new DataTransfer()
      for (const [name, text] of Object.entries(contents)) data.items.add(new File([text], name, { type: 'text/csv' }))
      document.body.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }))
    }, all)
  }
  const choose = async (column: string, option: string) => {
    await page.getByRole('combobox', { name: `What ${column} becomes` }).click()
    await page.getByRole('option', { name: option, exact: true }).click()
  }
  const count = (label: string) => page.locator('.import-counts > div', { hasText: label }).locator('dd').textContent()
  const row = (name: string) => page.getByRole('row', { name: new RegExp(`^${name}`) })

  test('[SDK-13] an empty workspace opens with bringing customers in, and says what comes next', async () => {
    await page.getByLabel(/code/i).fill(workspace.firstAdminCode ?? '')
    await page.locator('input[name=name]').fill('Root')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Bring your customers in' }).waitFor()
    await page.getByText('1 of 4').waitFor()
    other = await newPage('/?tab=tenure.customers/customers&view=tenure.customers/all')
    await other.getByRole('button', { name: 'Root' }).click()
    await other.getByText('No customers yet').waitFor()
  })

  test('[SDK-16] three dropped files are guessed, corrected, tried and imported; another browser sees the customers', async () => {
    await drop(page, files)
    await page.getByRole('heading', { name: 'sales_pipeline.csv' }).waitFor()
    await choose('year_established', 'New property: Year established')
    await row('sales_price').getByRole('button', { name: 'Take as USD' }).click()
    await row('close_value').getByRole('button', { name: 'Take as USD' }).click()
    await row('sales_agent').getByRole('button', { name: 'Leave empty' }).click()
    await expect.poll(() => count('rejected')).toBe('1')
    await expect.poll(() => count('created')).toBe('9')
    await page.getByText('no such day, read as YYYY-MM-DD').first().waitFor()
    expect(await other.getByText('No customers yet').count()).toBe(1)
    await page.getByRole('button', { name: 'Import 9 lines' }).click()
    await page.locator('.import-progress', { hasText: '10 of 10' }).waitFor()
    for (const name of ['Acme Corporation', 'Bubba Gump']) await other.getByText(name, { exact: true }).first().waitFor()
  })

  test('[SDK-16] a rejected line is mended where it is shown', async () => {
    await expect.poll(() => count('created')).toBe('9')
    await page.getByRole('button', { name: 'Mend line 4' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('close_date').fill('soon')
    await dialog.getByRole('button', { name: 'Import this line' }).click()
    await dialog.getByText('is not written YYYY-MM-DD').waitFor()
    await dialog.getByLabel('close_date').fill('2017-02-28')
    await dialog.getByRole('button', { name: 'Import this line' }).click()
    await dialog.waitFor({ state: 'detached' })
    await expect.poll(() => count('created')).toBe('10')
    await expect.poll(() => count('rejected')).toBe('0')
  })

  test('[SDK-16] the same files again change nothing; undoing the import takes all of it back', async () => {
    await page.goto(`${workspace.url}/?tab=tenure.import-pages/import`)
    const first = page.getByRole('button', { name: /accounts\.csv.*10 created/ })
    await first.waitFor()
    await drop(page, { 'accounts.csv': files['accounts.csv'] })
    // The property that the first import added is known by its name now.
    await expect.poll(() => page.getByRole('combobox', { name: 'What year_established becomes' }).inputValue()).toBe('Year established')
    await expect.poll(() => count('unchanged')).toBe('4')
    await page.goto(`${workspace.url}/?tab=tenure.import-pages/import`)
    await first.click()
    await page.getByRole('button', { name: 'Undo this import' }).click()
    await page.getByText('This import was taken back.').waitFor()
    await other.getByText('No customers yet').waitFor()
  })

  test('[SDK-13] the set-up goes when somebody hides it, for everybody', async () => {
    await page.goto(`${workspace.url}/?tab=tenure.first-start/set-up`)
    await page.getByRole('button', { name: 'Hide' }).click()
    await expect.poll(() => other.getByText('Set up', { exact: true }).count()).toBe(0)
    expect(faults).toEqual([])
  })
})
