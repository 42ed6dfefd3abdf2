import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { launchBrowser } from './support/browser.js'
import { hold } from './support/hold.js'
import { settle } from './support/settle.js'
import { idOf, row, startWorkspace, type TestWorkspace } from './support/test-workspace.js'

const all = { view: 'all', edit: 'all', delete: 'all' }
const none = { view: 'none', edit: 'none', delete: 'none' }
const person = (id: string, name: string, more: object) =>
  row('user', id, {
    ...{ name, active: true, seat: true, timeZone: 'Europe/Berlin', locale: 'en-GB', permissions: ['workspace.access'] },
    ...more,
  })
const customer = (id: string, name: string, amount: string, currency: string, renewalDate: string) =>
  row('company', id, { name, csm: idOf('anna'), renewalDate, arr: { amount, currency } })
const rows = [
  person('anna', 'Anna Berg', { objects: { '*': all } }),
  person('vera', 'Vera Lind', { objects: { '*': all } }),
  person('blind', 'Bo Blind', { objects: { '*': all, company: none } }),
  person('root', 'Rut Root', { superAdmin: true }),
  customer('northwind', 'Northwind Shipping', '184000', 'EUR', '2099-03-01'),
  customer('halden', 'Halden Freight', '96000', 'EUR', '2020-01-01'),
  customer('nordhavn', 'Nordhavn Marine', '1234567', 'NOK', '2099-03-01'),
]
const everyone = '/?view=tenure.customers/all'

const browser: Browser | undefined = await launchBrowser()
describe.skipIf(browser === undefined)('columns', () => {
  let workspace: TestWorkspace
  beforeAll(async () => {
    workspace = await startWorkspace(rows)
  })
  afterAll(async () => {
    await browser?.close()
    await workspace?.[Symbol.asyncDispose]()
  })

  const open = (options = {}, address = everyone, user = 'anna') => workspace.open(browser as Browser, idOf(user), options, address)
  const total = (page: Page) => page.locator('.totals').getByRole('button', { name: /, (sum of )?ARR/ })
  const head = (page: Page) => page.getByRole('columnheader', { name: /^ARR/ })
  const width = (page: Page) => head(page).evaluate((element) => element.getBoundingClientRect().width)

  test('[CUS-2] [AGG-14] a total under each column is that of the view and live; columns, widths and totals follow the user', async () => {
    const page = await open()
    await expect.poll(() => total(page).textContent()).toBe('€280k +1')
    expect(await total(page).getAttribute('aria-label')).toBe('€280k +1, sum of ARR: €280,000; NOK\u00a01,234,567')
    const values = { arr: { amount: '100000', currency: 'EUR' } }
    await workspace.act(idOf('anna'), 'tenure.record/update', { type: 'company', id: idOf('halden'), values })
    await expect.poll(() => total(page).textContent()).toBe('€284k +1')
    await page.getByLabel('Search customers').fill('Halden')
    await expect.poll(() => total(page).textContent()).toBe('€100k')
    await page.getByLabel('Search customers').fill('')
    await expect.poll(() => total(page).textContent()).toBe('€284k +1')
    await total(page).click()
    await page.getByRole('menuitemradio', { name: 'Average' }).click()
    await expect.poll(() => total(page).textContent()).toBe('Average €142k +1')
    expect(await head(page).getAttribute('title')).toContain('currency')
    const before = await width(page)
    await head(page).getByRole('button').focus()
    await page.keyboard.press('Shift+ArrowRight')
    await page.keyboard.press('Shift+ArrowRight')
    await expect.poll(() => width(page)).toBe(Math.round(before) + 32)
    const other = await open()
    await expect.poll(() => total(other).textContent()).toBe('Average €142k +1')
    await expect.poll(() => width(other)).toBe(Math.round(before) + 32)
    await other.getByRole('button', { name: 'Columns' }).click()
    await other.getByRole('button', { name: 'Reset' }).click()
    await expect.poll(() => total(page).textContent()).toBe('€284k +1')
    const amount = page.locator('.tbody').getByRole('gridcell', { name: /1,234,567/ })
    await expect.poll(() => amount.evaluate(isCut)).toBe(false)
  })

  test('[CUS-2] columns are chosen by boxes and ordered by dragging and by buttons, for their user alone, on every page of hers', async () => {
    const names = async (of: Page) => (await of.getByRole('columnheader').allInnerTexts()).map((text) => text.trim()).filter(Boolean)
    const byDefault = ['Name', 'Health', 'Renewal date', 'ARR', 'Last activity date', 'CSM']
    const page = await open({}, everyone, 'vera')
    await expect.poll(() => names(page)).toEqual(byDefault)
    await page.getByRole('button', { name: 'Columns' }).click()
    const box = (name: string) => page.locator('.columns-list li').filter({ has: page.getByRole('checkbox', { name, exact: true }) })
    await box('ARR').getByRole('checkbox').uncheck()
    await box('City').getByRole('checkbox').check()
    await expect.poll(() => names(page)).toEqual(['Name', 'Health', 'Renewal date', 'Last activity date', 'CSM', 'City'])
    await box('Name').scrollIntoViewIfNeeded()
    await box('CSM').dragTo(box('Health'))
    await expect.poll(() => names(page)).toEqual(['Name', 'CSM', 'Health', 'Renewal date', 'Last activity date', 'City'])
    await box('CSM').dragTo(box('Renewal date'))
    await expect.poll(() => names(page)).toEqual(['Name', 'Health', 'Renewal date', 'CSM', 'Last activity date', 'City'])
    await page.getByRole('button', { name: 'Move City up' }).click()
    const chosen = ['Name', 'Health', 'Renewal date', 'CSM', 'City', 'Last activity date']
    await expect.poll(() => names(page)).toEqual(chosen)
    const later = await open({}, everyone, 'vera')
    await expect.poll(() => names(later)).toEqual(chosen)
    const anna = await open()
    await expect.poll(() => names(anna)).toEqual(byDefault)
    await page.getByRole('button', { name: 'Reset' }).click()
    await expect.poll(() => names(later)).toEqual(byDefault)
  })

  test.each([1440, 1024])(
    'at %i px the button of the columns stays where it is while the list and the menu of its view come',
    async (width) => {
      const page = await open({ viewport: { width, height: 900 } })
      const menu = page.locator('.head').getByRole('button', { name: 'More for the view All customers', exact: true })
      await menu.waitFor()
      const release = await hold(page, /\/tools-[^/]*\.js/)
      await page.reload()
      const left = () =>
        page.getByRole('button', { name: 'Columns', exact: true }).evaluate((button) => button.getBoundingClientRect().left)
      const early = await left()
      await page.getByRole('gridcell', { name: 'Halden Freight', exact: true }).waitFor()
      const before = [early, await left(), await menu.count()]
      release()
      await menu.waitFor()
      await settle(page)
      expect(before).toEqual([await left(), await left(), 0])
      await page.context().close()
    },
  )

  test('columns that a device kept move to the server once', async () => {
    const page = await open()
    await total(page).waitFor()
    const store = 'tenure.columns tenure.customers/list-rows tenure.customers/all'
    await page.evaluate((name) => localStorage.setItem(name, '["name","arr"]'), store)
    await page.reload()
    await expect.poll(() => page.getByRole('columnheader').count()).toBe(3)
    await expect.poll(() => page.evaluate((name) => localStorage.getItem(name), store)).toBe('null')
    const other = await open()
    await expect.poll(() => other.getByRole('columnheader').count()).toBe(3)
    await other.getByRole('button', { name: 'Columns' }).click()
    await other.getByRole('button', { name: 'Reset' }).click()
    await expect.poll(() => page.getByRole('columnheader').count()).toBe(7)
  })

  test('what cannot be shown says why: no right, no such view, no connection', async () => {
    const blind = await open({}, everyone, 'blind')
    await blind.getByText('You may not see any customers').waitFor()
    await blind.getByText('Rut Root can change that.').waitFor()
    const page = await open({}, '/?view=acme/gone')
    await page.getByRole('alert').getByText('There is no such view').waitFor()
    await page.getByRole('button', { name: 'Open Owned by me' }).click()
    await page.getByRole('gridcell', { name: 'Halden Freight', exact: true }).waitFor()
    await page.context().setOffline(true)
    await page.getByRole('link', { name: 'All customers' }).click()
    await page.getByRole('alert').getByText('All customers could not be opened').waitFor()
    await page.context().setOffline(false)
    await page.getByRole('gridcell', { name: 'Halden Freight', exact: true }).waitFor()
  })

  test('[CUS-2] at 1,024 px all columns have room; more of them scroll, the edge says so, and the names stay in sight', async () => {
    const page = await open({ viewport: { width: 1024, height: 768 } })
    const frame = page.locator('.grid-frame')
    const rightOf = (name: RegExp) => page.getByRole('columnheader', { name }).evaluate((head) => head.getBoundingClientRect().right)
    await page.getByRole('gridcell', { name: 'Halden Freight', exact: true }).waitFor()
    const edge = await frame.evaluate((element) => element.getBoundingClientRect().right)
    await expect.poll(() => rightOf(/^CSM/)).toBeLessThanOrEqual(edge + 1)
    await expect.poll(() => frame.evaluate((element) => element.matches('[data-before], [data-after]'))).toBe(false)
    await page.goto(`${workspace.url}${everyone}&columns=healthScore,renewalDate,arr,lastActivityAt,csm,city,country,phone,domain`)
    const name = page.getByRole('gridcell', { name: 'Halden Freight', exact: true })
    await expect.poll(() => frame.evaluate((element) => element.matches('[data-after]:not([data-before])'))).toBe(true)
    await name.focus()
    await page.keyboard.press('End')
    await expect.poll(() => frame.evaluate((element) => element.matches('[data-before]:not([data-after])'))).toBe(true)
    expect(
      await name.evaluate((cell) => cell.getBoundingClientRect().left >= (cell.closest('.grid-frame')?.getBoundingClientRect().left ?? 0)),
    ).toBe(true)
    // Back by keys, the cell that has the focus does not lie under the names.
    const between = (await page.getByRole('columnheader').count()) - 3
    for (let at = 0; at < between; at++) await page.keyboard.press('ArrowLeft')
    const focused = () => page.evaluate(() => document.activeElement?.getBoundingClientRect().left ?? 0)
    await expect.poll(async () => (await focused()) >= (await name.evaluate((cell) => cell.getBoundingClientRect().right)) - 1).toBe(true)
  })

  test('an overdue renewal says so in days; forced colours show the open row; filters on a phone lie beside each other', async () => {
    const page = await open({ forcedColors: 'active' })
    await page.getByText(/\d+ d overdue/).waitFor()
    await page.getByRole('gridcell', { name: 'Nordhavn Marine', exact: true }).click()
    const borders = page.locator('.tr.open .td').first()
    await expect.poll(() => borders.evaluate((cell) => getComputedStyle(cell).borderTopWidth)).toBe('2px')
    const phone = await open(
      { viewport: { width: 390, height: 844 } },
      `${everyone}&when=customer.createdAt:last-90&when=customer.lastActivityAt:unknown`,
    )
    await phone.locator('.filters .pill').first().waitFor()
    const places = await phone.locator('.filters .pill:visible').evaluateAll((pills) => pills.map((pill) => pill.getBoundingClientRect()))
    for (const [at, place] of places.entries()) expect(place.left).toBeGreaterThanOrEqual(places[at - 1]?.right ?? 0)
    expect(
      await phone
        .locator('.filters .pill:visible')
        .evaluateAll((pills) => pills.filter((pill) => pill.scrollWidth > pill.clientWidth).length),
    ).toBe(0)
    await expect.poll(() => phone.locator('.tfoot.line').textContent()).toMatch(/€28[04]k/)
  })
})

function isCut(cell: Element): boolean {
  const inside = cell.querySelector('.amount')?.getBoundingClientRect()
  return inside === undefined || inside.left < cell.getBoundingClientRect().left || inside.right > cell.getBoundingClientRect().right
}
