import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { axe } from './page/axe.js'
import { launchBrowser } from './support/browser.js'
import { idOf, row, startWorkspace, type TestWorkspace } from './support/test-workspace.js'

const all = { view: 'all', edit: 'all', delete: 'all' }
const names = ['Northwind Shipping', 'Halden Freight', 'Castor and Pine']
const rows = [
  row('user', 'anna', {
    name: 'Anna Berg',
    active: true,
    seat: true,
    timeZone: 'Europe/Berlin',
    locale: 'en-GB',
    permissions: ['workspace.access'],
    objects: { '*': all } as never,
  }),
  ...names.map((name, at) =>
    row('company', `c${at}`, { name, csm: idOf('anna'), renewalDate: `2027-0${at + 1}-15`, arr: { amount: '96000', currency: 'EUR' } }),
  ),
  row('contact', 'p1', { name: 'Marit Solberg', email: 'marit@northwind.example' }, [
    { association: 'companies', to: { type: 'company', externalId: 'c0' } },
  ]),
]

const browser: Browser | undefined = await launchBrowser()
describe.skipIf(browser === undefined)('the page on a real server', () => {
  let workspace: TestWorkspace
  beforeAll(async () => {
    workspace = await startWorkspace(rows)
  })
  afterAll(async () => {
    await browser?.close()
    await workspace?.[Symbol.asyncDispose]()
  })

  const open = async (): Promise<Page> => {
    const page = await workspace.open(browser as Browser, idOf('anna'))
    await page.getByRole('gridcell').filter({ hasText: 'Northwind Shipping' }).waitFor()
    return page
  }

  test('each cell of the list is below its head', async () => {
    const page = await open()
    const left = (role: string) => page.getByRole(role as 'gridcell').evaluateAll((all) => all.map((one) => one.getBoundingClientRect().x))
    const heads = await left('columnheader')
    expect(heads.length).toBeGreaterThan(4)
    expect((await left('gridcell')).slice(0, heads.length)).toEqual(heads)
  })

  test('[SDK-13] axe finds nothing in the list and beside an open record, light and dark', async () => {
    const page = await open()
    expect(await axe(page)).toEqual([])
    await page.getByRole('gridcell').filter({ hasText: 'Northwind Shipping' }).click()
    await page.getByText('Marit Solberg').waitFor()
    expect(await axe(page)).toEqual([])
  })

  test('[SDK-13] at 200 % the list of keyboard shortcuts has its keys', async () => {
    // A window of 1440 px at 200 % lays out like one of 720.
    const page = await workspace.open(browser as Browser, idOf('anna'), { viewport: { width: 720, height: 450 } })
    await page.getByText('Halden Freight').first().waitFor()
    await page.keyboard.press('?')
    const list = page.getByRole('dialog', { name: 'Keyboard shortcuts' })
    await list.locator('kbd').filter({ hasText: 'Ctrl' }).first().waitFor()
    await expect.poll(async () => (await list.locator('dt').allInnerTexts()).filter((key) => key === '')).toEqual([])
    await page.context().close()
  })

  test('[SDK-13] [CUS-3] the keyboard alone searches, opens the next record and closes it, and a reload keeps the place', async () => {
    const page = await open()
    await page.keyboard.press('/')
    await page.keyboard.type('halden')
    await page.getByRole('gridcell').filter({ hasText: 'Northwind Shipping' }).waitFor({ state: 'detached' })
    await page.reload()
    await page.getByRole('gridcell').filter({ hasText: 'Halden Freight' }).waitFor()
    expect(await page.getByRole('gridcell').filter({ hasText: 'Northwind Shipping' }).count()).toBe(0)
    await page.keyboard.press('j')
    await page.keyboard.press('Enter')
    await page.locator('.preview').getByRole('heading', { name: 'Halden Freight' }).waitFor()
    const { searchParams } = new URL(page.url())
    expect([searchParams.has('open'), searchParams.has('record')]).toEqual([true, false])
    await page.keyboard.press('Escape')
    await page.getByRole('heading', { name: 'Halden Freight' }).waitFor({ state: 'detached' })
  })
})
