import { use } from '@tenure/core'
import { customers } from '@tenure/customers'
import { dashboards } from '@tenure/dashboards'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { axe } from './page/axe.js'
import { launchBrowser } from './support/browser.js'
import { idOf, row, startWorkspace, type TestWorkspace } from './support/test-workspace.js'

const person = (id: string, view: 'all' | 'own') =>
  row('user', id, {
    ...{ name: id, active: true, seat: true, timeZone: 'UTC', locale: 'en-GB', permissions: ['workspace.access', 'settings.manage'] },
    objects: { '*': { view, edit: view, delete: 'none' } },
  } as never)
const company = (id: string, csm: string, healthStatus: string) => row('company', id, { name: `${id} AG`, csm: idOf(csm), healthStatus })
const rows = [
  ...[person('boss', 'all'), person('nora', 'own')],
  ...['Alder', 'Birch', 'Cedar'].map((name) => company(name, 'nora', 'at-risk')),
  ...['Dogwood', 'Elm'].map((name) => company(name, 'boss', 'at-risk')),
  company('Fir', 'nora', 'healthy'),
]
const report = { measures: [{ measure: 'count' }], by: [{ property: 'customer.healthStatus' }], picture: 'bar', type: 'customer' }

const browser: Browser | undefined = await launchBrowser()
describe.skipIf(browser === undefined)('the records behind a number', () => {
  let workspace: TestWorkspace
  beforeAll(async () => {
    workspace = await startWorkspace(rows, [use(customers), use(dashboards)])
    const made = await workspace.act(idOf('boss'), 'tenure.dashboards/save-dashboard', { name: 'Desk' })
    const { value } = (await made.json()) as { readonly value: { readonly id: string } }
    const dashboard = value.id
    await workspace.act(idOf('boss'), 'tenure.dashboards/save-report', { dashboard, name: 'Health', query: report })
    await workspace.act(idOf('boss'), 'tenure.dashboards/add-dashboards', { ids: [dashboard], audience: 'everyone', confirmed: true })
  })
  afterAll(async () => {
    await browser?.close()
    await workspace?.[Symbol.asyncDispose]()
  })

  test('[DSH-4] a number opens the Customers tab with as many records, for two users with different rights, and back leads to the dashboard', async () => {
    for (const [user, count] of [
      ['boss', 5],
      ['nora', 3],
    ] as const) {
      const page = await workspace.open(browser as Browser, idOf(user), {}, '/?tab=tenure.dashboards/dashboards')
      const bar = page.getByRole('button', { name: new RegExp(`At risk.*: ${count}$`) }).first()
      await bar.press('Enter')
      await page
        .getByRole('gridcell', { name: /Alder AG/ })
        .first()
        .waitFor()
      const { searchParams } = new URL(page.url())
      expect([searchParams.get('tab'), searchParams.get('view')]).toEqual(['tenure.customers/customers', 'tenure.customers/all'])
      // The head and the foot of the grid are rows too.
      await expect.poll(() => page.getByRole('grid').getAttribute('aria-rowcount')).toBe(String(count + 2))
      await page.goBack()
      await bar.waitFor()
    }
  })

  test('[DSH-2] a dashboard is narrowed to its viewer, keeps that in its address, and the number leads to exactly those records', async () => {
    const page = await workspace.open(browser as Browser, idOf('boss'), {}, '/?tab=tenure.dashboards/dashboards')
    const bar = (count: number) => page.getByRole('button', { name: new RegExp(`At risk.*: ${count}$`) }).first()
    await bar(5).waitFor()
    await page.getByRole('combobox', { name: 'Owner', exact: true }).fill('Me')
    await page.getByRole('option', { name: 'Me', exact: true }).click()
    await bar(2).waitFor()
    await page.getByRole('combobox', { name: 'Period', exact: true }).fill('This month')
    await page.getByRole('option', { name: 'This month', exact: true }).click()
    await page.getByText('Not narrowed by the period').waitFor()
    expect(await axe(page)).toEqual([])
    await page.reload()
    await bar(2).press('Enter')
    await page
      .getByRole('gridcell', { name: /Dogwood AG/ })
      .first()
      .waitFor()
    await expect.poll(() => page.getByRole('grid').getAttribute('aria-rowcount')).toBe('4')
    await page.goBack()
    await page.getByRole('button', { name: 'All records' }).click()
    await bar(5).waitFor()
  })
})
