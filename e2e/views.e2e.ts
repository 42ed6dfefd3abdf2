import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { axe } from './page/axe.js'
import { launchBrowser } from './support/browser.js'
import { idOf, row, startWorkspace, type TestWorkspace } from './support/test-workspace.js'

const all = { view: 'all', edit: 'all', delete: 'all' }
const person = (id: string, name: string, permission: string) =>
  row('user', id, {
    ...{ name, active: true, seat: true, timeZone: 'Europe/Berlin', locale: 'en-GB' },
    ...{ permissions: [permission], objects: { '*': all } as never },
  })
const customer = (id: string, name: string, city: string, amount: string) =>
  row('company', id, { name, city, csm: idOf('anna'), arr: { amount, currency: 'EUR' } })
const rows = [
  person('chief', 'Cleo Chief', 'settings.manage'),
  person('anna', 'Anna Berg', 'workspace.access'),
  customer('northwind', 'Northwind Shipping', 'Rome', '184000'),
  customer('halden', 'Halden Freight', 'Oslo', '96000'),
  customer('castor', 'Castor and Pine', 'Rome', '64000'),
]
const collection = 'tenure.customers/list'
const inRome = { test: 'is', property: 'customer.city', value: 'Rome' }

const browser: Browser | undefined = await launchBrowser()
describe.skipIf(browser === undefined)('saved views', () => {
  let workspace: TestWorkspace
  beforeAll(async () => {
    workspace = await startWorkspace(rows)
  })
  afterAll(async () => {
    await browser?.close()
    await workspace?.[Symbol.asyncDispose]()
  })

  const open = (user: string, address = '/?view=tenure.customers/all') => workspace.open(browser as Browser, idOf(user), {}, address)
  const names = (page: Page) => page.locator('.tbody [role=rowheader], .tbody .first').allTextContents()
  const views = (page: Page) => page.getByRole('navigation', { name: 'Views' }).getByRole('link')
  const view = (page: Page, name: string) => page.getByRole('navigation', { name: 'Views' }).getByRole('link', { name })
  const menu = (page: Page) => page.getByRole('button', { name: /^More for the view/ })
  const choose = async (page: Page, entry: string) => {
    await menu(page).click()
    await page.getByRole('menuitem', { name: entry }).click()
  }
  const entries = async (page: Page) => {
    await menu(page).click()
    await page.getByRole('menuitem').first().waitFor()
    const found = await page.getByRole('menuitem').allTextContents()
    await page.keyboard.press('Escape')
    return found
  }
  const edited = (page: Page) => page.getByRole('status').filter({ hasText: 'Edited, not saved' })
  const heading = (page: Page) => page.getByRole('heading', { level: 1 }).first()

  test('[VIEW-2] [VIEW-3] [VIEW-6] [VIEW-8] [VIEW-11] a shared default view reaches a colleague at once, who saves one of her own, deletes it and takes that back', async () => {
    const [chief, anna] = [
      await open('chief', `/?view=tenure.customers/all&filter=${encodeURIComponent(JSON.stringify(inRome))}`),
      await open('anna'),
    ]
    await expect.poll(() => names(chief)).toHaveLength(2)
    await chief.reload()
    await expect.poll(() => names(chief)).toHaveLength(2)
    await edited(chief).waitFor()
    await chief.getByRole('button', { name: 'Advanced' }).click()
    const filter = chief.getByRole('region', { name: /filter/i })
    await expect.poll(() => filter.textContent()).toContain('Rome')
    expect(await axe(chief)).toEqual([])
    await filter.getByRole('button', { name: 'Condition' }).focus()
    await chief.keyboard.press('Escape')
    await expect.poll(() => filter.count()).toBe(0)
    await expect.poll(() => chief.evaluate(() => document.activeElement?.textContent)).toBe('Advanced')
    await chief.getByRole('button', { name: 'Save as new view' }).click()
    await chief.getByLabel('Name').fill('In Rome')
    expect(await axe(chief)).toEqual([])
    await chief.getByText('Everyone in the workspace').click()
    await chief.getByRole('dialog').getByRole('button', { name: 'Save as new view' }).click()
    await expect.poll(() => heading(chief).textContent()).toBe('In Rome')
    await expect.poll(() => edited(chief).count()).toBe(0)
    await view(anna, 'In Rome').waitFor()
    await choose(chief, 'Set as default view')
    await chief.getByRole('button', { name: 'Set as default view' }).click()
    await chief.getByText('A default view needs a description.').waitFor()
    await chief.getByLabel('Description').fill('Customers in Rome')
    await chief.getByRole('button', { name: 'Set as default view' }).click()
    await expect.poll(() => view(anna, 'In Rome').getAttribute('title')).toBe('Customers in Rome')

    await view(anna, 'In Rome').click()
    await expect.poll(() => names(anna)).toHaveLength(2)
    expect(await entries(anna)).toEqual(['Edit filter', 'Save as new view'])
    await anna.getByRole('columnheader', { name: /^ARR/ }).getByRole('button').click()
    await edited(anna).waitFor()
    expect(await anna.getByRole('button', { name: 'Save view' }).count()).toBe(0)
    await anna.keyboard.press('Control+s')
    await anna.getByLabel('Name').fill('My Romans')
    await anna.keyboard.press('Enter')
    await expect.poll(() => heading(anna).textContent()).toBe('My Romans')
    expect(await axe(anna)).toEqual([])
    await expect.poll(() => names(anna)).toEqual([expect.stringContaining('Castor'), expect.stringContaining('Northwind')])
    expect(await view(chief, 'My Romans').count()).toBe(0)

    await choose(anna, 'Delete view')
    await anna.getByRole('button', { name: 'Cancel' }).click()
    expect(await view(anna, 'My Romans').count()).toBe(1)
    await choose(anna, 'Delete view')
    await anna.getByRole('button', { name: 'Delete view' }).click()
    await expect.poll(() => view(anna, 'My Romans').count()).toBe(0)
    await anna.keyboard.press('Control+z')
    await view(anna, 'My Romans').waitFor()
  })

  test('[VIEW-4] [VIEW-5] [VIEW-6] a default too many is refused with the limit, the order is set by keys, and one that turns private loses its place', async () => {
    const chief = await open('chief')
    for (const name of ['Best', 'Worst', 'Quiet']) {
      const saved = await workspace.act(idOf('chief'), 'tenure.core/save-view', {
        collection,
        name,
        description: name,
        audience: 'everyone',
      })
      const { value } = (await saved.json()) as { value: { id: string } }
      if (name !== 'Quiet') await workspace.act(idOf('chief'), 'tenure.core/set-default-view', { collection, view: value.id, place: 1000 })
    }
    await view(chief, 'Quiet').click()
    await choose(chief, 'Set as default view')
    await chief.getByText('At most 6 views can be default. Take one off first.').waitFor()
    await view(chief, 'All customers').click()
    await choose(chief, 'Take off the default views')
    await expect.poll(async () => (await views(chief).allTextContents()).findIndex((text) => text.startsWith('All customers'))).toBe(5)
    await choose(chief, 'Order of default views')
    expect(await axe(chief)).toEqual([])
    await chief.getByRole('checkbox', { name: 'In Rome' }).focus()
    await chief.keyboard.press('Alt+ArrowUp')
    await chief.keyboard.press('Alt+ArrowUp')
    await expect.poll(async () => (await views(chief).allTextContents())[0]).toContain('In Rome')
    await expect.poll(() => chief.evaluate(() => document.activeElement?.closest('li')?.textContent)).toContain('In Rome')
    await chief.keyboard.press('Escape')
    await view(chief, 'In Rome').click()
    await choose(chief, 'Make private')
    await chief.getByText('It was a default view and has lost its place.').waitFor()
    await expect.poll(async () => (await views(chief).allTextContents()).at(-1)).toContain('In Rome')
  })
})
