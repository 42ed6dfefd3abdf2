import type { Page } from 'playwright-core'
import { afterAll, expect, test } from 'vitest'
import { openMadeUpPage, type View } from './made-up-page.js'

const worklist = '?tab=acme.kinds/worklist&view=tenure.customers/all'
const phone: View = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true }
const made = await openMadeUpPage()
/** A test that counts as skipped where there is no browser. */
const inBrowser = (name: string, view: View, run: (page: Page) => Promise<void>) =>
  test.skipIf(made === undefined)(name, async () => {
    if (made === undefined) return
    const { page, faults } = await made.open(view)
    await run(page)
    expect(faults).toEqual([])
    await page.context().close()
  })

afterAll(async () => {
  await made?.[Symbol.asyncDispose]()
})

const focused = (page: Page) =>
  page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent)
const expectFocus = (page: Page, on: string) => expect.poll(() => focused(page)).toBe(on)
const outcome = (page: Page) => page.locator('.toast').textContent()
const press = async (page: Page, ...keys: readonly string[]) => {
  for (const key of keys) await page.keyboard.press(key)
}
const choose = async (page: Page, row: string, action: string) => {
  await page.getByRole('button', { name: `Actions for ${row}` }).click()
  await page.getByRole('menuitem', { name: action }).click()
}

inBrowser(
  '[SDK-3] [SDK-13] the keyboard alone opens the menu of a row, leaves it, and runs an action',
  { query: worklist },
  async (page) => {
    await press(page, 'j')
    await expectFocus(page, 'Halden Freight')
    await press(page, 'End')
    await expectFocus(page, 'Actions for Halden Freight')
    await press(page, 'Enter')
    await expectFocus(page, 'Mark as contacted')
    await press(page, 'Escape')
    await expectFocus(page, 'Actions for Halden Freight')
    await press(page, 'ArrowDown')
    await expectFocus(page, 'Actions for Mirelle Foods')
    await press(page, ' ')
    await expectFocus(page, 'Mark as contacted')
    await press(page, 'Enter')
    await expect.poll(() => outcome(page)).toContain('Saved Mark as contacted · Mirelle Foods')
    await expectFocus(page, 'Actions for Mirelle Foods')
    expect(new URL(page.url()).searchParams.get('open')).toBeNull()
  },
)

inBrowser(
  '[SDK-3] an action with open fields asks for them, says at the field what was refused, and then saves',
  { query: worklist },
  async (page) => {
    await choose(page, 'Orvane Dental', 'Add note')
    const dialog = page.getByRole('dialog', { name: 'Add note' })
    const note = dialog.getByRole('textbox', { name: 'Note' })
    expect(await dialog.locator('header').textContent()).toContain('Orvane Dental')
    await note.fill('no')
    await dialog.getByRole('button', { name: 'Add note' }).click()
    await expect.poll(() => dialog.locator('.field .err').textContent()).toBe('Use at least three characters.')
    await expect.poll(() => note.evaluate((field) => field === document.activeElement)).toBe(true)
    await note.fill('Champion left')
    await dialog.getByRole('button', { name: 'Add note' }).click()
    await dialog.waitFor({ state: 'detached' })
    expect(await outcome(page)).toContain('Saved Add note · Orvane Dental')
    await expectFocus(page, 'Actions for Orvane Dental')
  },
)

inBrowser('[SDK-3] an action that is refused says why until the message is closed', { query: worklist }, async (page) => {
  await choose(page, 'Castor Energy', 'Approve discount')
  const message = page.getByRole('alert')
  await expect.poll(() => message.textContent()).toContain('You need the permission “Read margins”')
  await page.getByRole('button', { name: 'Close this message' }).click()
  await message.waitFor({ state: 'detached' })
})

inBrowser('[SDK-3] Escape leaves a form without a word, and the focus is back at the row', { query: worklist }, async (page) => {
  await choose(page, 'Orvane Dental', 'Add note')
  await page.getByRole('dialog', { name: 'Add note' }).waitFor()
  await press(page, 'Escape')
  await expectFocus(page, 'Actions for Orvane Dental')
  expect(await page.locator('.toast').count()).toBe(0)
})

inBrowser('[SDK-3] rows of a plain table have the same menu', { query: '?tab=acme.renewals/renewals' }, async (page) => {
  await choose(page, 'Mirelle Foods', 'Mark as contacted')
  await expect.poll(() => outcome(page)).toContain('Saved Mark as contacted · Mirelle Foods')
  await expectFocus(page, 'Actions for Mirelle Foods')
})

inBrowser('[SDK-3] on a phone a tap on the menu of a row does not open the record', { ...phone, query: worklist }, async (page) => {
  await page.getByRole('button', { name: 'Actions for Orvane Dental' }).tap()
  await page.getByRole('menuitem', { name: 'Mark as contacted' }).tap()
  await expect.poll(() => outcome(page)).toContain('Saved Mark as contacted · Orvane Dental')
  expect(await page.locator('.preview').count()).toBe(0)
})

inBrowser(
  '[REC-5] the preview shows sections of plugins in order, for its record; one that fails leaves the rest',
  { query: `${worklist}&open=company:c1` },
  async (page) => {
    const preview = page.locator('.preview')
    const titles = await preview.locator('.sec h3').allInnerTexts()
    expect(titles.slice(3, 8)).toEqual(['Usage this quarter', 'Surveys', 'Renewals nearby', 'What happened', 'Activities'])
    const usage = preview.getByRole('region', { name: 'Usage this quarter' })
    await expect.poll(() => usage.textContent()).toContain('10%')
    expect(await preview.getByRole('region', { name: 'Surveys' }).textContent()).toContain('could not be shown')
    await preview.getByRole('button', { name: 'Next record' }).click()
    await expect.poll(() => usage.textContent()).toContain('20%')
  },
)

inBrowser(
  '[REC-5] the preview offers the actions of plugins for its record: the first as buttons, the rest in a menu',
  { query: `${worklist}&open=company:c1` },
  async (page) => {
    const actions = page.getByRole('group', { name: 'Actions' })
    await actions.getByRole('button', { name: 'Start a survey' }).click()
    await expect.poll(() => outcome(page)).toContain('Saved Start a survey · Mirelle Foods')
    await actions.getByRole('button', { name: 'Add note' }).click()
    const dialog = page.getByRole('dialog', { name: 'Add note' })
    await dialog.getByRole('textbox', { name: 'Note' }).fill('Champion left')
    await press(page, 'Escape')
    await expectFocus(page, 'Add note')
    await actions.getByRole('button', { name: 'Actions for Mirelle Foods' }).click()
    expect(await page.getByRole('menuitem').allInnerTexts()).toEqual(['Approve discount', expect.stringContaining('Hand over')])
  },
)
