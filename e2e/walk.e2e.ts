// As a new user would, over the sample data: who sinks is called, noted and followed up; two customers are handed on, and one comes back.
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type RunningWorkspace, startWorkspace } from '@tenure/cli'
import { pageFolder } from '@tenure/web'
import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { axe } from './page/axe.js'
import { launchBrowser } from './support/browser.js'

interface Walk {
  readonly at: string
  readonly options: BrowserContextOptions
  readonly sinks: string
  readonly stays: string
  readonly returns: string
}
const desk: Walk = {
  ...{ at: 'a desk', options: { viewport: { width: 1440, height: 900 } } },
  ...{ sinks: 'Castor & Pine', stays: 'Fairworth Home plc', returns: 'Orvane Dental' },
}
const phone: Walk = {
  ...{ at: 'a phone', options: { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true } },
  ...{ sinks: 'Solenne Hotels', stays: 'Mirelle Foods', returns: 'Veltra Energy' },
}
// Each is a long row of steps, and the machine may be busy.
const timeout = { timeout: 180_000 }
const browser: Browser | undefined = await launchBrowser()
let workspace: RunningWorkspace
beforeAll(async () => {
  const data = mkdtempSync(join(tmpdir(), 'tenure-walk-'))
  workspace = await startWorkspace({ data, port: 0, empty: false, page: pageFolder }, { out: () => {}, say: () => {} })
})
afterAll(async () => {
  await browser?.close()
  await workspace?.[Symbol.asyncDispose]()
})

describe.skipIf(browser === undefined).each([desk, phone])('a Monday at $at', (walk) => {
  const isPhone = walk === phone
  const { sinks, stays, returns } = walk
  let page: Page
  const faults: string[] = []
  beforeAll(async () => {
    const context = await (browser as Browser).newContext({ locale: 'en-GB', ...walk.options })
    page = await context.newPage()
    page.on('pageerror', (error) => faults.push(error.message))
    await page.goto(workspace.url)
    await press(page.getByRole('button', { name: 'Ines Carvalho' }))
    await press(page.getByRole('link', { name: 'Customers', exact: true }).filter({ visible: true }))
    await row('Halden Freight').waitFor()
  })
  afterAll(async () => {
    await page?.context().close()
  })

  const press = (target: Locator) => (isPhone ? target.tap() : target.click())
  const row = (name: string) => page.getByRole('row').filter({ hasText: name })
  const preview = () => page.locator('.preview')
  const follow = (name: string) => press(preview().getByRole('button', { name, exact: true }))
  const toast = (text: string) => page.locator('.toast').filter({ hasText: text })
  const isSaid = (text: string) => toast(text).waitFor()
  const openView = async (name: string) => {
    if (isPhone) await press(page.getByRole('button', { name: /^View: / }))
    await press(page.getByRole('link', { name }).filter({ visible: true }))
  }
  const backToList = () => (isPhone ? follow('Back to the list') : page.keyboard.press('Escape'))
  const select = async (name: string) => {
    if (!isPhone) return row(name).getByRole('checkbox').click()
    await row(name).getByRole('button', { name: 'Actions for' }).tap()
    await page.getByRole('menuitem', { name: 'Select' }).tap()
  }
  const handOn = async (...names: readonly string[]) => {
    for (const name of names) await select(name)
    await press(page.getByRole('button', { name: 'Assign CSM' }))
    await press(page.getByRole('option', { name: 'Ada Okafor' }))
    await toast(`${names.length} records assigned to Ada Okafor`).waitFor()
    for (const name of names) await row(name).waitFor({ state: 'detached' })
  }

  test('[REC-1] [REC-8] who sinks is found in a view, called and noted, with a task, and the score answers', timeout, async () => {
    await openView('Health at risk')
    await row('Halden Freight').waitFor()
    await press(row(sinks).getByRole('link'))
    await preview().getByText('What changed').waitFor()
    const score = preview().locator('.sum .big')
    await expect.poll(() => score.textContent()).toMatch(/^\d+$/)
    const before = Number(await score.textContent())
    await follow('Call')
    await preview().getByLabel('Title').fill('Failing imports')
    await preview().getByLabel('Duration in minutes').fill('12')
    await press(preview().getByLabel('Notes'))
    await page.keyboard.type('Imports fail every night. Promised an answer by Friday.')
    await press(preview().getByRole('checkbox').first())
    await press(preview().getByRole('button', { name: 'Record call' }))
    await isSaid('Call recorded')
    await expect.poll(async () => Number(await score.textContent())).toBeGreaterThan(before)
    await follow('Note')
    await preview().locator('[contenteditable]:focus').waitFor()
    await page.keyboard.type('Weekly reports until the imports run.')
    await press(preview().getByRole('button', { name: 'Save note' }))
    await isSaid('Note saved')
    await follow('Task')
    await preview().getByLabel('Title').fill('Send the weekly report')
    await press(preview().getByRole('button', { name: 'Create task' }))
    await isSaid('Task created')
    await preview().getByText('Send the weekly report').first().waitFor()
    await backToList()
  })

  test(
    '[CUS-4] [BEY-5] two customers are handed on and come back at once; what someone did themselves is no news of the list',
    timeout,
    async () => {
      await openView('Owned by me')
      await handOn(stays, returns)
      expect(await page.getByText('left the list').count()).toBe(0)
      await press(toast('assigned to Ada Okafor').getByRole('button', { name: 'Undo' }))
      await toast('Undone').waitFor()
      await row(stays).waitFor()
      await row(returns).waitFor()
    },
  )

  test('[REC-3] [BEY-5] of two that were handed on, one gets its CSM back from the history, long after', timeout, async () => {
    await handOn(stays, returns)
    await page.reload()
    await openView('All customers')
    const search = page.getByRole('textbox', { name: 'Search customers' })
    await press(search)
    await search.fill(returns)
    await press(row(returns).getByRole('link'))
    await press(preview().getByRole('button', { name: 'History of CSM', exact: true }))
    const back = preview().getByRole('button', { name: 'Restore Ines Carvalho' })
    await back.first().waitFor()
    expect(await axe(page)).toEqual([])
    await press(back.first())
    await toast('CSM changed').waitFor()
    await back.first().waitFor({ state: 'detached' })
    await preview().getByRole('button', { name: 'Restore Ada Okafor' }).first().waitFor()
    await backToList()
    await press(page.getByRole('button', { name: 'Clear search' }).filter({ visible: true }).last())
    await openView('Owned by me')
    await row(returns).waitFor()
    expect(await row(stays).count()).toBe(0)
    expect(faults).toEqual([])
  })
})
