import { use } from '@tenure/core'
import { revenue } from '@tenure/revenue'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { axe } from './page/axe.js'
import { launchBrowser } from './support/browser.js'
import { dayAhead } from './support/day-ahead.js'
import { idOf, row, startWorkspace, type TestWorkspace } from './support/test-workspace.js'

const all = { view: 'all', edit: 'all', delete: 'all' }
const person = (id: string, name: string, more: object = {}) =>
  row('user', id, {
    ...{ name, active: true, seat: true, timeZone: 'Europe/Berlin', locale: 'en-GB' },
    permissions: ['workspace.access', 'settings.manage'],
    objects: { '*': all } as never,
    ...more,
  })
// The days lie around today, whenever that is.
const company = (id: string, name: string, healthStatus: string) => row('company', id, { name, healthStatus })
const term = (id: string, to: string, amount: string, from: number, until: number | null) =>
  row(
    'deal',
    id,
    {
      ...{ name: id, pipeline: 'renewal', stage: 'renewed', csm: idOf('anna'), amount: { amount, currency: 'EUR' }, recurring: true },
      ...{ startDate: dayAhead(from), endDate: until === null ? null : dayAhead(until) },
    },
    [{ association: 'company', to: { type: 'company', externalId: to } }],
  )
const rows = [
  person('anna', 'Anna Berg'),
  person('blind', 'Bo Lind', { hidden: ['deal.amount'] }),
  company('halden', 'Halden Freight', 'at-risk'),
  company('veltra', 'Veltra Energy', 'healthy'),
  term('Halden 1', 'halden', '1000', -900, -150),
  term('Halden 2', 'halden', '600', -150, null),
  term('Veltra 1', 'veltra', '500', -900, null),
  row(
    'deal',
    'next',
    {
      name: 'Veltra next',
      pipeline: 'renewal',
      stage: 'renewal-in-talks',
      csm: idOf('anna'),
      amount: { amount: '520', currency: 'EUR' },
      renewalDate: dayAhead(40),
    },
    [{ association: 'company', to: { type: 'company', externalId: 'veltra' } }],
  ),
]
const address = '/?tab=tenure.revenue/revenue&view=tenure.revenue/all&layout=forecast'

const browser: Browser | undefined = await launchBrowser()
describe.skipIf(browser === undefined)('the forecast of revenue', () => {
  let workspace: TestWorkspace
  let anna: Page
  let blind: Page

  beforeAll(async () => {
    workspace = await startWorkspace(rows, [use(revenue)])
    anna = await workspace.open(browser as Browser, idOf('anna'), undefined, address)
    blind = await workspace.open(browser as Browser, idOf('blind'), undefined, address)
  })
  afterAll(async () => {
    await browser?.close()
    await workspace?.[Symbol.asyncDispose]()
  })

  const chart = (page: Page, title: string) => page.locator('section.block.chart').filter({ hasText: title })
  const figure = (page: Page, name: string) => page.locator('.figures dl > div').filter({ hasText: name })

  test('[REV-6] [BEY-10] a number opens the customers behind it, a customer opens, and all by keys', async () => {
    const movements = chart(anna, 'Movements of recurring revenue')
    await movements.getByText('Table', { exact: true }).click()
    const contraction = movements.getByRole('row', { name: /Contraction/ })
    await contraction.getByText('\u2212€400').waitFor()
    expect(await movements.getByRole('row', { name: /Opening/ }).textContent()).toContain('€1,500')
    expect(await movements.getByRole('row', { name: /Closing/ }).textContent()).toContain('€1,100')
    await contraction.getByRole('button').focus()
    await anna.keyboard.press('Enter')
    const behind = anna.locator('.chart-behind')
    await behind.getByText('Halden Freight').waitFor()
    expect(await behind.textContent()).not.toContain('Veltra Energy')
    await behind.getByText('Halden Freight').click()
    await expect.poll(() => anna.url()).toContain('open=company')
    await anna.keyboard.press('Escape')
    const retention = anna.locator('section.block.table').filter({ hasText: 'Retention' })
    await retention.getByText('73.3%').first().waitFor()
    expect(await retention.textContent()).toContain('1100.00 ÷ 1500.00')
  })

  test('[REV-6] the line of figures and the charts follow a write of somebody else', async () => {
    await expect.poll(() => figure(anna, 'GRR').textContent()).toContain('73.3%')
    const months = chart(anna, 'Amount and weighted amount')
    await months.getByText('Table', { exact: true }).click()
    await months.getByText('€520').waitFor()
    const values = { amount: { amount: '540', currency: 'EUR' } }
    expect((await workspace.act(idOf('blind'), 'tenure.record/update', { type: 'deal', id: idOf('next'), values })).status).not.toBe(200)
    expect((await workspace.act(idOf('anna'), 'tenure.record/update', { type: 'deal', id: idOf('next'), values })).status).toBe(200)
    await months.getByText('€540').waitFor()
  })

  test('[REV-6] [ACC-8] who may not see the amount sees no number, and why', async () => {
    await blind.locator('.figures').getByText('You may not see the amount of these records').first().waitFor()
    await chart(blind, 'Renewals by month and health').getByText('You may not see the amount of these records').waitFor()
    expect(await blind.locator('#content').textContent()).not.toContain('€')
  })

  test('axe finds nothing in the layout, in both themes', async () => {
    expect(await axe(anna)).toEqual([])
  })
})
