import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { axe } from './page/axe.js'
import { launchBrowser } from './support/browser.js'
import { idOf, row, startWorkspace, type TestWorkspace } from './support/test-workspace.js'

const all = { view: 'all', edit: 'all', delete: 'all' }
const anna = {
  ...{ name: 'Anna Berg', active: true, seat: true, timeZone: 'Europe/Berlin', locale: 'en-GB' },
  permissions: ['workspace.access'],
  objects: { '*': all } as never,
}
const of = (company: string, association: string) => [{ association, to: { type: 'company', externalId: company } }]
const contacts = (company: string) =>
  [1, 2, 3].map((number) => row('contact', `${company}-${number}`, { name: `Contact ${number}` }, of(company, 'companies')))
const rows = [
  row('user', 'anna', anna),
  row('company', 'halden', { name: 'Halden', csm: idOf('anna'), healthStatus: 'at-risk' }),
  row('company', 'fabrikam', { name: 'Fabrikam', csm: idOf('anna'), healthStatus: 'at-risk' }),
  row('company', 'northwind', { name: 'Northwind', csm: idOf('anna'), healthStatus: 'at-risk' }),
  row('company', 'contoso', { name: 'Contoso', csm: idOf('anna'), healthStatus: 'healthy' }),
  row('ticket', 't1', { subject: 'Down', priority: 'high' }, of('halden', 'company')),
  row('ticket', 't2', { subject: 'Slow', priority: 'low' }, of('northwind', 'company')),
  ...contacts('halden'),
  ...contacts('fabrikam'),
]

const sentence = (page: Page) => page.locator('.say').textContent()
const focused = (page: Page) =>
  page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent ?? '')
/** Presses keys one after the other; what begins with a quote is typed. */
async function press(page: Page, ...keys: readonly string[]): Promise<void> {
  for (const key of keys) await (key.startsWith("'") ? page.keyboard.type(key.slice(1)) : page.keyboard.press(key))
}
/** The focus has come to a control of that name. */
async function arrive(page: Page, name: string | RegExp): Promise<void> {
  await expect.poll(() => focused(page)).toMatch(name)
}
async function toAddRow(page: Page, name: string): Promise<void> {
  for (let step = 0; step < 20 && !(await page.evaluate(() => document.activeElement?.closest('.addrow') !== null)); step++)
    await press(page, 'ArrowDown')
  await press(page, 'Home')
  await stepTo(page, 'ArrowRight', (focus) => focus === name)
}
async function choose(page: Page, ...entry: readonly string[]): Promise<void> {
  await press(page, 'Enter')
  await page.locator('[popover]:popover-open [role^="menuitem"]:focus').waitFor()
  for (const label of entry) await stepTo(page, 'ArrowDown', (name) => name.startsWith(label))
  await press(page, 'Enter')
}
/** Presses a key until the focus is on a control of that name; each press has moved it before the next. */
async function stepTo(page: Page, key: string, isThere: (name: string) => boolean): Promise<void> {
  for (let name = await focused(page); !isThere(name); name = await focused(page)) {
    await press(page, key)
    await expect.poll(() => focused(page)).not.toBe(name)
  }
}
/** Finds an option of several by its text, ticks it, and saves. */
async function tick(page: Page, text: string): Promise<void> {
  await page.locator('.part-editor [role="combobox"]:focus').waitFor()
  await press(page, `'${text}`, 'Enter')
  await page.locator('.part-editor .chip').waitFor()
  await press(page, 'Control+Enter')
}
async function newCondition(page: Page, property: string): Promise<void> {
  await press(page, 'Enter')
  await page.locator('.chooser input:focus').waitFor()
  await press(page, `'${property}`, 'Enter')
}

const browser: Browser | undefined = await launchBrowser()
describe.skipIf(browser === undefined)('a filter on a real server', () => {
  let workspace: TestWorkspace
  beforeAll(async () => {
    workspace = await startWorkspace(rows)
  })
  afterAll(async () => {
    await browser?.close()
    await workspace?.[Symbol.asyncDispose]()
  })

  test('[VIEW-7] [VIEW-8] [FLT-9] by keyboard alone a filter of groups, associated records and history is built, counted and taken apart', async () => {
    const page = await workspace.open(browser as Browser, idOf('anna'), {}, '/?view=tenure.customers/all')
    const names = async () => (await page.locator('.tbody .who').allTextContents()).map((name) => name.trim()).sort()
    const left = () => page.locator('.cond .left[role="img"]').allTextContents()
    const shows = (...wanted: readonly string[]) => expect.poll(names).toEqual(wanted)
    await page.getByRole('button', { name: 'Advanced' }).focus()
    await press(page, 'Enter')
    await arrive(page, /^Condition$/)

    await newCondition(page, 'health st')
    await arrive(page, /^How Health status is compared/)
    await press(page, 'ArrowRight', 'Enter')
    await tick(page, 'risk')
    await arrive(page, 'Value for Health status: At risk')
    expect(await sentence(page)).toBe('Customers where health status is any of At risk.')
    await expect.poll(left).toEqual(['3'])
    await shows('Fabrikam', 'Halden', 'Northwind')

    await toAddRow(page, 'Choose associated records')
    await choose(page, 'Has a ticket')
    await arrive(page, /Has a ticket/)
    await stepTo(page, 'ArrowRight', (name) => name.startsWith('Add to this group'))
    await choose(page, 'Condition')
    await page.locator('.chooser input:focus').waitFor()
    await press(page, "'priority", 'Enter')
    await arrive(page, /^How Priority/)
    await press(page, 'ArrowRight', 'Enter')
    await tick(page, 'high')
    await arrive(page, 'Value for Priority: High')
    await expect.poll(left).toEqual(['3', '1'])
    await shows('Halden')

    // The ticket, or three contacts: a group of any.
    await press(page, 'ArrowUp', 'End')
    await arrive(page, /^Actions for has a ticket/)
    await choose(page, 'Put into a group')
    await arrive(page, /Has a ticket/)
    await press(page, 'ArrowUp', 'Home')
    await arrive(page, /^all$/)
    await stepTo(page, 'ArrowRight', (name) => name.startsWith('Add to this group'))
    await choose(page, 'Has a contact')
    await arrive(page, /Has a contact/)
    await choose(page, 'Count them')
    await arrive(page, /Number of contacts/)
    await press(page, 'ArrowRight', 'ArrowRight', 'Enter')
    await page.locator('.part-editor input:focus').waitFor()
    await press(page, "'3", 'Enter')
    await expect
      .poll(() => sentence(page))
      .toContain('either has a ticket where priority is any of High or number of contacts is at least 3.')
    await expect.poll(left).toEqual(['3', '2'])
    await shows('Fabrikam', 'Halden')

    await toAddRow(page, 'Condition')
    await newCondition(page, 'csm')
    await arrive(page, /^How CSM is compared/)
    await choose(page, 'changed in the last')
    await arrive(page, /^Days for CSM/)
    await expect.poll(left).toEqual(['3', '2', '2'])
    await press(page, 'End')
    await choose(page, 'Turn into not')
    await expect.poll(() => sentence(page)).toMatch(/, and it is not true that CSM changed in the last 30 days\.$/)
    await expect.poll(left).toEqual(['3', '2', '0'])
    expect(await axe(page)).toEqual([])

    // The address has it: it is there again after a reload.
    await page.reload()
    await page.getByRole('button', { name: 'Advanced' }).focus()
    await press(page, 'Enter')
    await arrive(page, /^Health status$/)
    await press(page, 'End')
    await toAddRow(page, 'Condition')
    // Delete takes conditions away, and the focus stays in the filter.
    await press(page, 'ArrowUp', 'Delete')
    await shows('Fabrikam', 'Halden')
    await expect.poll(() => page.evaluate(() => document.activeElement?.closest('.build') !== null)).toBe(true)
    for (let time = 0; time < 2; time++) await press(page, 'Delete')
    await expect.poll(() => sentence(page)).toBe('All customers.')
    await shows('Contoso', 'Fabrikam', 'Halden', 'Northwind')
    await arrive(page, /^Condition$/)
    await press(page, 'Escape')
    await arrive(page, /Advanced/)
    await page.context().close()
  })
})
