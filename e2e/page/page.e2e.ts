import type { Page } from 'playwright-core'
import { afterAll, expect, test } from 'vitest'
import { settle } from '../support/settle.js'
import { axe } from './axe.js'
import { type DevPage, openDevPage, type View } from './dev-page.js'

const all = '?view=tenure.customers/all'
const kinds = '?tab=acme.kinds/kinds'
const worklist = '?tab=acme.kinds/worklist'
const phone: View = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true }
const dev = await openDevPage()
/** A test that counts as skipped where there is no browser. */
const inBrowser = (name: string, run: (dev: DevPage) => Promise<void>) =>
  test.skipIf(dev === undefined)(name, async () => {
    if (dev !== undefined) await run(dev)
  })

afterAll(async () => {
  await dev?.[Symbol.asyncDispose]()
})

const press = async (page: Page, ...keys: readonly string[]) => {
  for (const key of keys) {
    await page.keyboard.press(key)
    await settle(page)
  }
}
const query = (page: Page) => new URL(page.url()).searchParams
/** Where the focus is: row and column of the grid, or the name of what has it. */
const focus = (page: Page) =>
  page.evaluate(() => {
    const active = document.activeElement
    const row = active?.closest<HTMLElement>('[data-row]')?.dataset['row']
    const column =
      active?.closest<HTMLElement>('[data-col]')?.dataset['col'] ?? active?.closest<HTMLElement>('[data-place]')?.dataset['place']
    return row === undefined ? (active?.getAttribute('aria-label') ?? active?.textContent ?? '') : `${row}:${column}`
  })

const refuseNote = async (page: Page) => {
  await page.getByLabel('Note').fill('no')
  await page.getByRole('button', { name: 'Add note' }).click()
  await page.waitForSelector('.send .err')
}

const openRowMenu = (page: Page) => page.getByRole('button', { name: 'Actions for' }).nth(2).click()

interface Seen {
  readonly name: string
  readonly view: View
  readonly act?: (page: Page) => Promise<unknown>
}
const states: readonly Seen[] = [
  { name: 'list with preview', view: { query: `${all}&open=company:c1` } },
  {
    name: 'histories',
    view: { query: `${all}&open=company:c1` },
    act: async (page) => {
      await page.click('[aria-label="History of ARR"]')
      await page.click('.sec:last-child .more')
    },
  },
  { name: 'sorted, columns open', view: { query: `${all}&sort=-arr,name` }, act: (page) => page.click('.columns-btn') },
  { name: 'quick filter open', view: { query: all }, act: (page) => page.click('.quick') },
  { name: 'user menu', view: {}, act: (page) => page.locator('.bar-end > .ib').last().click() },
  { name: 'switcher', view: {}, act: (page) => page.click('.switcher') },
  { name: 'list of keys', view: {}, act: (page) => page.keyboard.press('?') },
  { name: 'nothing matches', view: { query: `${all}&search=zzz&when=customer.createdAt:last-7` } },
  { name: 'empty', view: { scenario: 'empty' } },
  { name: 'error', view: { scenario: 'error' } },
  { name: 'loading', view: { scenario: 'loading' } },
  { name: 'reconnecting', view: { scenario: 'lost' }, act: (page) => page.waitForSelector('.lost') },
  { name: 'door', view: { scenario: 'door' }, act: (page) => page.locator('h1').first().waitFor() },
  { name: 'failed tab', view: { query: '?tab=acme.heat/heat' } },
  { name: 'blocks', view: { query: '?tab=acme.kinds/renewals' } },
  { name: 'every kind of block', view: { query: kinds } },
  { name: 'every kind of block, waiting', view: { query: kinds, scenario: 'loading' } },
  { name: 'every kind of block, stale', view: { query: kinds, scenario: 'lost' } },
  { name: 'every kind of block on a phone', view: { ...phone, query: kinds } },
  { name: 'a form that was refused', view: { query: kinds }, act: refuseNote },
  { name: 'menu of a row', view: { query: worklist }, act: openRowMenu },
  { name: 'menu of a row on a phone', view: { ...phone, query: worklist }, act: openRowMenu },
  {
    name: 'form of a row',
    view: { query: worklist },
    act: async (page) => {
      await openRowMenu(page)
      await page.getByRole('menuitem', { name: 'Add note' }).click()
    },
  },
  {
    name: 'a row action that was refused',
    view: { query: worklist },
    act: async (page) => {
      await openRowMenu(page)
      await page.getByRole('menuitem', { name: 'Approve discount' }).click()
      await page.waitForSelector('.toast.refused')
    },
  },
  { name: 'phone', view: phone },
  { name: 'record on a phone', view: { ...phone, query: `${all}&open=company:c1` } },
]

for (const { name, view, act } of states)
  inBrowser(`[SDK-13] axe finds nothing, light and dark: ${name}; nothing breaks the content policy`, async (dev) => {
    const { page, faults } = await dev.open(view)
    await act?.(page)
    await settle(page)
    const found = await axe(page)
    // The script of axe is put in by the test; the page itself brings none.
    expect([found, faults]).toEqual([[], []])
    await page.context().close()
  })

inBrowser('[SDK-13] the keyboard alone opens, follows, closes and returns', async (dev) => {
  const { page } = await dev.open({ query: all })
  await press(page, 'j', 'j')
  expect(await focus(page)).toBe('1:0')
  await press(page, 'Enter')
  expect(query(page).get('open')).toBe('company:c1')
  await press(page, 'j', 'ArrowDown', 'ArrowRight')
  expect([query(page).get('open'), await focus(page)]).toEqual(['company:c3', '3:1'])
  await page.locator('.preview [data-first]').waitFor()
  await press(page, 'Enter')
  expect(await focus(page)).toBe('Previous record')
  await press(page, 'Escape')
  expect([query(page).get('open'), await focus(page)]).toEqual([null, '3:1'])
  await press(page, 'Control+End')
  await expect.poll(() => focus(page)).toBe('411:5')
  await press(page, 'Control+Home')
  await expect.poll(() => focus(page)).toBe('0:0')
  await page.context().close()
})

inBrowser('[CUS-2] the keyboard alone sorts, filters, searches, chooses views and columns', async (dev) => {
  const { page } = await dev.open({ query: all })
  await press(page, 'j', 'ArrowUp', 'ArrowRight', 'ArrowRight', 'Enter', 'ArrowRight', 'Shift+Enter')
  expect(query(page).get('sort')).toBe('renewalDate,arr')
  await press(page, '/')
  await page.keyboard.type('freight')
  await expect.poll(() => query(page).get('search')).toBe('freight')
  await press(page, 'Escape', 'f', 'Enter', 'ArrowDown', 'Enter')
  await expect.poll(() => query(page).get('when')).toBe('customer.createdAt:yesterday')
  await press(page, 'v', 'ArrowUp', 'Enter')
  expect(query(page).get('view')).toBe('tenure.customers/assigned-recently')
  await page.focus('.columns-btn')
  await press(page, 'Enter')
  await page.locator('.columns-list').waitFor()
  await press(page, 'Tab', 'Alt+ArrowDown')
  expect(query(page).get('columns')?.split(',').slice(0, 3)).toEqual(['name', 'renewalDate', 'healthScore'])
  await press(page, 'Space')
  expect(query(page).get('columns')).not.toContain('healthScore')
  await press(page, 'Escape')
  expect(await focus(page)).toBe('Columns')
  await page.context().close()
})

inBrowser('[CUS-2] a linked column is shown, sorted by and hidden like any other, and keeps its label', async (dev) => {
  const { page } = await dev.open({ query: worklist })
  const heads = () => page.locator('[role=columnheader]:not(.ck)').allTextContents()
  const choice = page.locator('.columns-list').getByRole('checkbox', { name: 'Contact name' })
  await page.getByRole('columnheader', { name: 'Contact name' }).getByRole('button').click()
  await expect.poll(() => query(page).get('sort')).toBe('contacts.name')
  const cells = page.locator('[role=row] [data-col="5"]')
  await expect.poll(() => cells.first().textContent()).toBe('Ada Okafor')
  await page.click('.columns-btn')
  await choice.uncheck()
  await expect.poll(heads).not.toContain('Contact name')
  await choice.check()
  await expect.poll(heads).toContain('Contact name')
  await expect.poll(() => query(page).get('columns')?.split(',').at(-1)).toBe('contacts.name')
  await page.context().close()
})

inBrowser('[SDK-13] F6 goes round the page, G and a letter to a tab, ? to the list of keys and back', async (dev) => {
  const { page } = await dev.open({ query: `${all}&open=company:c1` })
  await page.locator('.preview .ident').waitFor()
  const regions: (string | undefined)[] = []
  for (let turn = 0; turn < 4; turn += 1) {
    await press(page, 'F6')
    regions.push(await page.evaluate(() => document.activeElement?.closest<HTMLElement>('[data-region]')?.dataset['region']))
  }
  expect(regions.toSorted()).toEqual(['bar', 'content', 'preview', 'views'])
  await press(page, 'g', 'r')
  expect(query(page).get('tab')).toBe('acme.kinds/renewals')
  await press(page, '?')
  await page.locator('dialog').waitFor()
  await press(page, 'Escape')
  expect(await page.isVisible('dialog')).toBe(false)
  await page.context().close()
})

inBrowser('an address shows the same page after a reload, and back undoes a step', async (dev) => {
  const { page } = await dev.open({ query: `${all}&sort=-arr&columns=name,arr,city` })
  await page.locator('[role=gridcell]').nth(3).click()
  await page.waitForSelector('.preview .ident')
  const before = await page.locator('.preview h2').textContent()
  await page.reload()
  await page.waitForSelector('.preview .ident')
  expect(await page.locator('.preview h2').textContent()).toBe(before)
  expect(await page.locator('[role=columnheader]:not(.ck)').allTextContents()).toEqual(['Name', 'ARR', 'City'])
  expect(await page.locator('[aria-sort]').getAttribute('aria-sort')).toBe('descending')
  await page.goBack()
  await page.waitForSelector('.preview', { state: 'detached' })
  await page.context().close()
})

inBrowser('rows that come in above leave the rows under the pointer where they are', async (dev) => {
  const { page } = await dev.open({ scenario: 'stepped', query: all })
  const row = page.locator('[data-id="c6"]')
  await row.hover()
  const before = await row.boundingBox()
  for (const count of [1, 2, 3]) {
    await page.evaluate(() => window.dispatchEvent(new Event('turn')))
    await page.locator('.newpill', { hasText: String(count) }).waitFor()
    expect((await row.boundingBox())?.y).toBe(before?.y)
  }
  await page.click('.newpill')
  await expect.poll(() => page.evaluate(() => document.querySelector('.scroll')?.scrollTop)).toBe(0)
  await page.context().close()
})

inBrowser('[VIEW-10] a scroll through 100,000 rows keeps few rows in the page, and the focus where it is', async (dev) => {
  const { page } = await dev.open({ scenario: 'huge', query: all })
  await page.locator('[data-row="0"][data-id]').waitFor()
  await press(page, 'j')
  expect(await focus(page)).toBe('0:0')
  const seen = await page.evaluate(async () => {
    const grid = document.querySelector('[role=grid]') as HTMLElement
    const end = grid.scrollHeight - grid.clientHeight
    const start = performance.now()
    let most = 0
    for (let part = 0; part < 1; part = (performance.now() - start) / 4000) {
      grid.scrollTop = end * part
      await new Promise(requestAnimationFrame)
      most = Math.max(most, document.querySelectorAll('[data-row]').length)
    }
    grid.scrollTop = end
    return { most, end }
  })
  expect(seen.most).toBeLessThan(60)
  expect(seen.end).toBeGreaterThan(3_900_000)
  expect(await focus(page)).toBe('0:0')
  await page.waitForSelector('[data-row="99999"][data-id="c99999"]')
  await page.context().close()
})

inBrowser('a phone shows two lines a row, the record as a page, and no sideways scroll at 320 px', async (dev) => {
  const { page } = await dev.open({ ...phone, viewport: { width: 320, height: 640 } })
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320)
  await page.locator('[role=row][data-row="2"]').click()
  await page.waitForSelector('.preview.page .ident')
  await expect.poll(() => focus(page)).toBe('Back to the list')
  await page.click('[aria-label="Back to the list"]')
  await page.locator('.preview').waitFor({ state: 'detached' })
  await page.context().close()
})
