import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { launchBrowser } from './support/browser.js'
import { idOf, row, startWorkspace, type TestWorkspace } from './support/test-workspace.js'

const all = { view: 'all', edit: 'all', delete: 'all' }
const person = (id: string, name: string, objects: object = all) =>
  row('user', id, {
    name,
    active: true,
    seat: true,
    timeZone: 'Europe/Berlin',
    locale: 'en-GB',
    permissions: ['workspace.access'],
    objects: { '*': objects } as never,
  })
const customer = (id: string, name: string, renewalDate: string, amount: string) =>
  row('company', id, { name, csm: idOf('anna'), renewalDate, arr: { amount, currency: 'EUR' } })
const rows = [
  person('anna', 'Anna Berg'),
  person('ben', 'Ben Okoro'),
  person('guest', 'Gil Rey', { view: 'all', edit: 'none', delete: 'none' }),
  customer('c1', 'Arbor Street Bank', '2027-02-01', '405000'),
  customer('c2', 'Brightmoor Schools', '2027-01-14', '36400'),
  customer('c3', 'Castor and Pine', '2026-12-15', '67200'),
]
const address = '/?view=tenure.customers/all'

const browser: Browser | undefined = await launchBrowser()
describe.skipIf(browser === undefined)('editing in place', () => {
  let workspace: TestWorkspace
  let anna: Page
  let ben: Page

  beforeAll(async () => {
    workspace = await startWorkspace(rows)
    const open = (user: string) => workspace.open(browser as Browser, idOf(user), {}, address)
    anna = await open('anna')
    ben = await open('ben')
  })
  afterAll(async () => {
    await browser?.close()
    await workspace?.[Symbol.asyncDispose]()
  })

  const cell = (page: Page, text: string) => page.getByRole('gridcell').filter({ hasText: text }).first()
  /** Opens the editor of a cell with E and types over what is there. */
  const type = async (page: Page, at: string, text: string) => {
    await cell(page, at).focus()
    await page.keyboard.press('e')
    await page.locator('.td.editing input').first().waitFor()
    await page.keyboard.press('Control+a')
    await page.keyboard.type(text)
  }
  const stored = async (id: string, property: string) => {
    const input = encodeURIComponent(JSON.stringify({ type: 'company', id: idOf(id) }))
    const response = await fetch(`${workspace.url}/api/read/tenure.record/record?input=${input}`, {
      headers: await workspace.signIn(idOf('anna')),
    })
    const { value } = (await response.json()) as { value: { properties: readonly { name: string; value: unknown }[] } }
    return value.properties.find(({ name }) => name === property)?.value
  }

  test('[REC-2] [BEY-1] an edit by keys alone shows at once, another browser sees it, Esc leaves, and Ctrl Z takes it back', async () => {
    await type(anna, 'Arbor Street Bank', 'Arbor Bank')
    await anna.keyboard.press('Enter')
    await Promise.all([anna, ben].map((page) => cell(page, 'Arbor Bank').waitFor()))
    expect(await stored('c1', 'name')).toBe('Arbor Bank')
    await type(anna, 'Arbor Bank', 'Nothing of this')
    await anna.keyboard.press('Escape')
    await cell(anna, 'Arbor Bank').waitFor()
    // The focus is back in the cell, so the next key is for the page.
    expect(await anna.evaluate(() => document.activeElement?.getAttribute('role'))).toBe('gridcell')
    await anna.keyboard.press('Control+z')
    await Promise.all([anna, ben].map((page) => cell(page, 'Arbor Street Bank').waitFor()))
    expect(await stored('c1', 'name')).toBe('Arbor Street Bank')
  })

  test('[REC-2] Tab saves and goes to the next cell that can be edited; a value that is none is refused at its cell', async () => {
    await type(anna, 'Brightmoor Schools', 'Brightmoor')
    await anna.keyboard.press('Tab')
    await expect.poll(() => anna.locator('.td.editing').count()).toBe(1)
    expect(await anna.locator('.td.editing').getAttribute('data-col')).not.toBe('0')
    await anna.keyboard.press('Escape')
    await expect.poll(() => stored('c2', 'name')).toBe('Brightmoor')
    await type(anna, '€36,400', '12x')
    await anna.keyboard.press('Enter')
    await anna.locator('.td.editing .err').waitFor()
    await anna.keyboard.press('Escape')
    expect(await stored('c2', 'arr')).toEqual({ amount: '36400', currency: 'EUR' })
  })

  test('[REC-2] a double click edits the value that was clicked, though the first click opens the preview', async () => {
    // A slow hand: the page leaves it to the system how far apart two presses may be.
    await cell(anna, '€36,400').dblclick({ delay: 600 })
    await expect.poll(() => anna.locator('.td.editing input').first().getAttribute('aria-label')).toBe('ARR')
    await anna.locator('.preview').waitFor()
    await anna.keyboard.press('Escape')
    await anna.keyboard.press('Escape')
    await anna.locator('.preview').waitFor({ state: 'detached' })
  })

  test('[REC-2] E pressed while the closed preview still gives the focus back opens an editor that stays', async () => {
    await cell(anna, 'Castor and Pine').click()
    await anna.locator('.preview').waitFor()
    const label = await anna.evaluate(
      () =>
        new Promise((done) => {
          const press = (key: string) => document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }))
          press('Escape')
          // In the same frame, after the list was asked for the focus and before it is drawn again.
          requestAnimationFrame(() => {
            document.querySelector<HTMLElement>('[data-row="0"] [data-col="2"]')?.focus()
            press('e')
            requestAnimationFrame(() => setTimeout(() => done(document.activeElement?.getAttribute('aria-label'))))
          })
        }),
    )
    expect(label).toBe('Renewal date')
    await anna.keyboard.press('Escape')
    await anna.locator('.td.editing').waitFor({ state: 'detached' })
  })

  test('[REC-2] two people edit one value: the second gets both values, and saves theirs or keeps the other', async () => {
    const [date, line] = ['15 Dec', (page: Page) => page.getByRole('row').filter({ hasText: 'Castor and Pine' })]
    const open = async (page: Page, text: string) => {
      await line(page).getByRole('gridcell').filter({ hasText: date }).focus()
      await page.keyboard.press('e')
      await page.locator('.td.editing input').first().waitFor()
      await page.keyboard.press('Control+a')
      await page.keyboard.type(text)
      await expect.poll(() => page.locator('.td.editing input').first().inputValue()).toBe(text)
    }
    await open(anna, '20/12/2026')
    await open(ben, '24/12/2026')
    await ben.keyboard.press('Enter')
    await expect.poll(() => stored('c3', 'renewalDate')).toBe('2026-12-24')
    await anna.keyboard.press('Enter')
    const toast = anna.locator('.toast.refused')
    await expect.poll(() => toast.textContent()).toMatch(/Ben Okoro changed Renewal.*20 Dec.*24 Dec/)
    await toast.getByRole('button', { name: 'Save yours' }).click()
    await expect.poll(() => stored('c3', 'renewalDate')).toBe('2026-12-20')
    await expect.poll(() => line(ben).textContent()).toContain('20 Dec')
  })

  test('[REC-2] in the preview a conflict is shown at the property with both values', async () => {
    await cell(anna, 'Castor and Pine').click()
    const preview = anna.locator('.preview')
    await preview
      .locator('.lead-facts')
      .getByRole('button', { name: /Edit Renewal/ })
      .click()
    await preview.locator('.field-edit input').first().waitFor()
    await workspace.act(idOf('ben'), 'tenure.record/update', { type: 'company', id: idOf('c3'), values: { renewalDate: '2027-01-05' } })
    await expect.poll(() => stored('c3', 'renewalDate')).toBe('2027-01-05')
    await anna.keyboard.press('Control+a')
    await anna.keyboard.type('31/12/2026')
    await anna.keyboard.press('Enter')
    const conflict = preview.locator('.conflict').first()
    await expect.poll(() => conflict.textContent()).toMatch(/Ben Okoro changed.*31 Dec.*5 Jan/)
    const room = (own: Element) => {
      const [box, frame] = [own, own.closest('.preview .in')].map((one) => one?.getBoundingClientRect().width ?? 0)
      const cut = [own, ...own.querySelectorAll('*')].map((one) => one.scrollWidth - one.clientWidth).filter((more) => more > 0)
      return { isWide: (box ?? 0) > (frame ?? 0) - 48, cut }
    }
    for (const width of [390, 1440]) {
      await anna.setViewportSize({ width, height: 900 })
      for (const one of await preview.locator('.conflict').all())
        await expect.poll(() => one.evaluate(room), { message: `at ${width} px` }).toEqual({ isWide: true, cut: [] })
    }
    await conflict.getByRole('button', { name: /Keep Ben/ }).click()
    await conflict.waitFor({ state: 'detached' })
    expect(await stored('c3', 'renewalDate')).toBe('2027-01-05')
  })

  test('closing the preview gives the focus back to its row, unless the person is elsewhere by then', async () => {
    await anna.keyboard.press('Escape')
    await anna.locator('.preview').waitFor({ state: 'detached' })
    const isAt = (text: string) => anna.evaluate((wanted) => document.activeElement?.textContent?.includes(wanted), text)
    await expect.poll(() => isAt('Castor and Pine')).toBe(true)
    await cell(anna, 'Castor and Pine').click()
    await anna.locator('.preview').waitFor()
    // In one turn: nothing is drawn between the key and the next place.
    await cell(anna, '€405,000').evaluate((elsewhere) => {
      document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, cancelable: true }))
      ;(elsewhere as HTMLElement).focus()
    })
    await anna.locator('.preview').waitFor({ state: 'detached' })
    await anna.evaluate(() => new Promise((next) => requestAnimationFrame(() => requestAnimationFrame(next))))
    expect(await isAt('€405,000')).toBe(true)
  })

  test('[REC-2] [BEY-5] a column of a spreadsheet is pasted as one change, or not at all, and undone as one', async () => {
    const paste = async (at: string, text: string) => {
      await cell(anna, at).focus()
      await anna.evaluate((pasted) => {
        const data = new DataTransfer()
        data.setData('text/plain', pasted)
        document.activeElement?.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }))
      }, text)
    }
    await paste('€405,000', '1,000\nmany\n3,000\n')
    await expect.poll(() => anna.locator('.toast.refused').textContent()).toContain('Line 2, “many”')
    expect(await stored('c1', 'arr')).toEqual({ amount: '405000', currency: 'EUR' })
    await paste('€405,000', '1,000\n2,000.50\n3,000\n')
    await cell(ben, '€3,000').waitFor()
    expect(await Promise.all(['c1', 'c2', 'c3'].map((id) => stored(id, 'arr')))).toMatchObject([
      { amount: '1000' },
      { amount: '2000.5' },
      { amount: '3000' },
    ])
    const toast = anna.locator('.toast.done').filter({ hasText: 'ARR of 3 records changed' })
    await toast.getByRole('button', { name: 'Undo' }).click()
    await cell(ben, '€405,000').waitFor()
    expect(await stored('c3', 'arr')).toEqual({ amount: '67200', currency: 'EUR' })
  })

  test('[ACC-4] [REC-2] who may not edit gets no editor, and is given the reason', async () => {
    const guest = await workspace.open(browser as Browser, idOf('guest'), {}, address)
    await cell(guest, 'Castor and Pine').focus()
    await guest.keyboard.press('e')
    await expect.poll(() => guest.locator('.toast.refused').textContent()).toContain('cannot be edited')
    expect(await guest.locator('.td.editing').count()).toBe(0)
  })
})
