import type { Page } from 'playwright-core'
import { afterAll, expect, test } from 'vitest'
import { axe } from './axe.js'
import { openDevPage } from './dev-page.js'

const dev = await openDevPage()
afterAll(async () => {
  await dev?.[Symbol.asyncDispose]()
})

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
  while ((await focused(page)) !== name) await press(page, 'ArrowRight')
}
async function choose(page: Page, ...entry: readonly string[]): Promise<void> {
  await press(page, 'Enter')
  await page.locator('[popover]:popover-open [role^="menuitem"]:focus').waitFor()
  for (const label of entry) while (!(await focused(page)).startsWith(label)) await press(page, 'ArrowDown')
  await press(page, 'Enter')
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

test.skipIf(dev === undefined)(
  '[VIEW-7] [FLT-9] by keyboard alone a filter of nested groups, associated records and history is built, counted, and taken apart',
  async () => {
    if (dev === undefined) return
    const { page, faults } = await dev.open({ scenario: 'story/filter-editor/empty' })
    const left = () => page.locator('.cond .left[role="img"]').allTextContents()
    const match = async () => Number(await page.locator('.match b').textContent())
    const total = async () => Number(await page.locator('ol[data-total]').getAttribute('data-total'))
    const rowsFollow = () => expect.poll(async () => (await total()) - (await match())).toBe(0)
    await arrive(page, /^Condition$/)

    await newCondition(page, 'health st')
    await arrive(page, /^How Health status is compared/)
    await press(page, 'ArrowRight', 'Enter')
    await tick(page, 'risk')
    await arrive(page, 'Value for Health status: At risk')
    expect(await sentence(page)).toBe('Customers where health status is any of At risk.')
    await expect.poll(left).toHaveLength(1)
    const atRisk = await match()
    expect(atRisk).toBeLessThan(412)
    await rowsFollow()

    await toAddRow(page, 'Choose associated records')
    await choose(page, 'Has a ticket')
    await arrive(page, /Has a ticket/)
    while (!(await focused(page)).startsWith('Add to this group')) await press(page, 'ArrowRight')
    await choose(page, 'Condition')
    await page.locator('.chooser input:focus').waitFor()
    await press(page, "'priority", 'Enter')
    await arrive(page, /^How Priority/)
    await press(page, 'ArrowRight', 'Enter')
    await tick(page, 'high')
    await expect
      .poll(() => sentence(page))
      .toBe('Customers where health status is any of At risk, and has a ticket where priority is any of High.')
    await expect.poll(left).toHaveLength(2)
    await expect.poll(match).toBeLessThan(atRisk)

    // The ticket, or three contacts, or a change of the CSM: a group of any.
    await press(page, 'ArrowUp', 'End')
    await choose(page, 'Put into a group')
    await arrive(page, /Has a ticket/)
    await press(page, 'ArrowUp', 'Home')
    await arrive(page, /^all$/)
    while (!(await focused(page)).startsWith('Add to this group')) await press(page, 'ArrowRight')
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
    await expect.poll(left).toHaveLength(2)
    await rowsFollow()

    await toAddRow(page, 'Condition')
    await newCondition(page, 'csm')
    await arrive(page, /^How CSM is compared/)
    await choose(page, 'changed in the last')
    await arrive(page, /^Days for CSM/)
    await press(page, 'End')
    await choose(page, 'Turn into not')
    await expect.poll(() => sentence(page)).toMatch(/, and it is not true that CSM changed in the last 30 days\.$/)
    await expect.poll(async () => (await left()).length).toBe(3)
    await rowsFollow()
    expect(await axe(page)).toEqual([])

    // Delete takes conditions away, and the focus stays in the filter.
    await press(page, 'Delete')
    await expect.poll(() => page.evaluate(() => document.activeElement?.closest('.build') !== null)).toBe(true)
    await expect.poll(() => sentence(page)).not.toContain('CSM')
    for (let time = 0; time < 2; time++) await press(page, 'Delete')
    await expect.poll(() => sentence(page)).toBe('All customers.')
    await expect.poll(match).toBe(412)
    await arrive(page, /Condition/)
    expect(faults).toEqual([])
    await page.context().close()
  },
)
