import type { Page } from 'playwright-core'
import { afterAll, expect, test } from 'vitest'
import { openDevPage, type View } from './dev-page.js'

const worklist = '?tab=acme.kinds/worklist'
const phone: View = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true }
const dev = await openDevPage()
/** A test that counts as skipped where there is no browser. */
const inBrowser = (name: string, view: View, run: (page: Page) => Promise<void>) =>
  test.skipIf(dev === undefined)(name, async () => {
    if (dev === undefined) return
    const { page, faults } = await dev.open(view)
    await run(page)
    expect(faults).toEqual([])
    await page.context().close()
  })

afterAll(async () => {
  await dev?.[Symbol.asyncDispose]()
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
    await expectFocus(page, 'Altamira Bank')
    await press(page, 'End')
    await expectFocus(page, 'Actions for Altamira Bank')
    await press(page, 'Enter')
    await expectFocus(page, 'Mark as contacted')
    await press(page, 'Escape')
    await expectFocus(page, 'Actions for Altamira Bank')
    await press(page, 'ArrowDown')
    await expectFocus(page, 'Actions for Altamira Cycles')
    await press(page, ' ')
    await expectFocus(page, 'Mark as contacted')
    await press(page, 'Enter')
    await expect.poll(() => outcome(page)).toContain('Saved Mark as contacted · Altamira Cycles')
    await expectFocus(page, 'Actions for Altamira Cycles')
    expect(new URL(page.url()).searchParams.get('open')).toBeNull()
  },
)

inBrowser(
  '[SDK-3] an action with open fields asks for them, says at the field what was refused, and then saves',
  { query: worklist },
  async (page) => {
    await choose(page, 'Altamira Dairy', 'Add note')
    const dialog = page.getByRole('dialog', { name: 'Add note' })
    const note = dialog.getByRole('textbox', { name: 'Note' })
    expect(await dialog.locator('header').textContent()).toContain('Altamira Dairy')
    await note.fill('no')
    await dialog.getByRole('button', { name: 'Add note' }).click()
    await expect.poll(() => dialog.locator('.field .err').textContent()).toBe('Use at least three characters.')
    await expect.poll(() => note.evaluate((field) => field === document.activeElement)).toBe(true)
    await note.fill('Champion left')
    await dialog.getByRole('button', { name: 'Add note' }).click()
    await dialog.waitFor({ state: 'detached' })
    expect(await outcome(page)).toContain('Saved Add note · Altamira Dairy')
    await expectFocus(page, 'Actions for Altamira Dairy')
  },
)

inBrowser('[SDK-3] an action that is refused says why until the message is closed', { query: worklist }, async (page) => {
  await choose(page, 'Altamira Hotels', 'Approve discount')
  const message = page.getByRole('alert')
  await expect.poll(() => message.textContent()).toContain('The permission acme.kinds/margins is needed here.')
  await page.getByRole('button', { name: 'Close this message' }).click()
  await page.locator('.toast').waitFor({ state: 'detached' })
})

inBrowser('[SDK-3] Escape leaves a form without a word, and the focus is back at the row', { query: worklist }, async (page) => {
  await choose(page, 'Altamira Dairy', 'Add note')
  await page.getByRole('dialog', { name: 'Add note' }).waitFor()
  await press(page, 'Escape')
  await expectFocus(page, 'Actions for Altamira Dairy')
  expect(await page.locator('.toast').count()).toBe(0)
})

inBrowser(
  '[SDK-3] a menu that is opened before the browser says that the last one was closed stays open',
  { query: worklist },
  async (page) => {
    await page.getByRole('button', { name: 'Actions for Altamira Bank' }).click()
    await page.getByRole('menuitem', { name: 'Mark as contacted' }).waitFor()
    // In one step: the browser reports the closing only afterwards.
    await page.evaluate(() => {
      document.querySelector<HTMLElement>('.layer:popover-open')?.hidePopover()
      document.querySelector<HTMLElement>('[aria-label="Actions for Altamira Cycles"]')?.click()
    })
    await expectFocus(page, 'Mark as contacted')
    await press(page, 'Enter')
    await expect.poll(() => outcome(page)).toContain('Saved Mark as contacted · Altamira Cycles')
  },
)

inBrowser('[SDK-3] rows of a plain table have the same menu', { query: '?tab=acme.kinds/renewals' }, async (page) => {
  await choose(page, 'Altamira Cycles', 'Mark as contacted')
  await expect.poll(() => outcome(page)).toContain('Saved Mark as contacted · Altamira Cycles')
  await expectFocus(page, 'Actions for Altamira Cycles')
})

inBrowser('[SDK-3] on a phone a tap on the menu of a row does not open the record', { ...phone, query: worklist }, async (page) => {
  await page.getByRole('button', { name: 'Actions for Altamira Dairy' }).tap()
  await page.getByRole('menuitem', { name: 'Mark as contacted' }).tap()
  await expect.poll(() => outcome(page)).toContain('Saved Mark as contacted · Altamira Dairy')
  expect(await page.locator('.preview').count()).toBe(0)
})

inBrowser(
  '[REC-5] the preview shows sections of plugins in order, for its record; one that fails leaves the rest',
  { query: `${worklist}&open=company:c1` },
  async (page) => {
    const preview = page.locator('.preview')
    const sections = async () => {
      const titles = await preview.locator('.sec h3').allInnerTexts()
      const from = titles.indexOf('Usage this quarter')
      return titles.slice(from, from + 4)
    }
    await expect.poll(sections).toEqual(['Usage this quarter', 'Surveys', 'What happened', 'Activities'])
    const usage = preview.getByRole('region', { name: 'Usage this quarter' })
    await expect.poll(() => usage.textContent()).toContain('10%')
    await expect.poll(() => preview.getByRole('region', { name: 'Surveys' }).textContent()).toContain('could not be shown')
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
    await expect.poll(() => outcome(page)).toContain('Saved Start a survey · Altamira Cycles')
    await actions.getByRole('button', { name: 'Add note' }).click()
    const dialog = page.getByRole('dialog', { name: 'Add note' })
    await dialog.getByRole('textbox', { name: 'Note' }).fill('Champion left')
    await press(page, 'Escape')
    await expectFocus(page, 'Add note')
    await actions.getByRole('button', { name: 'Actions for Altamira Cycles' }).click()
    const offered = () => page.getByRole('menuitem').allInnerTexts()
    await expect.poll(offered).toEqual(['Approve discount', expect.stringContaining('Hand over')])
  },
)
