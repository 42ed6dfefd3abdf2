import { alerts } from '@tenure/alerts'
import { use } from '@tenure/core'
import { dashboards } from '@tenure/dashboards'
import { schedule } from '@tenure/schedule'
import { summary } from '@tenure/summary'
import { tasks } from '@tenure/tasks'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { axe } from './page/axe.js'
import { launchBrowser } from './support/browser.js'
import { settle } from './support/settle.js'
import { idOf, row, startWorkspace, type TestWorkspace } from './support/test-workspace.js'

const all = { view: 'all', edit: 'all', delete: 'all' }
const person = (id: string, name: string, values: object = {}) =>
  row('user', id, {
    ...{ name, active: true, seat: true, timeZone: 'Europe/Berlin', locale: 'en-GB' },
    permissions: ['workspace.access'],
    objects: { '*': all } as never,
    ...values,
  })
const company = (id: string, name: string, values: object = {}) =>
  row('company', id, { name, csm: idOf('anna'), healthStatus: 'neutral', healthScore: 55, ...values })
const today = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/Berlin' }).format()
const noon = Date.parse(`${today}T12:00Z`)
const inDays = (days: number) => new Date(noon + days * 86_400_000).toISOString().slice(0, 10)
const renews = (currency: string) => ({ arr: { amount: '1200', currency }, renewalDate: inDays(20) })
const rows = [
  person('anna', 'Anna Berg'),
  // Long enough to show its time below its title.
  row('meeting', 'm1', { title: 'Portfolio review', owner: idOf('anna'), at: noon, endAt: noon + 90 * 60_000, location: 'Kitchen' }),
  person('boss', 'Bea Boss', { superAdmin: true }),
  ...['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'].map((id) =>
    row('meeting', `boss-${id}`, { title: `Call ${id}`, owner: idOf('boss'), at: noon, endAt: noon + 90 * 60_000 }),
  ),
  company('c1', 'Halden Freight', renews('EUR')),
  company('c2', 'Solenne Hotels', renews('CHF')),
  company('c3', 'Veltra Energy', { csm: idOf('boss'), ...renews('USD') }),
  company('c4', 'Kilmore Capital', { csm: idOf('boss'), ...renews('GBP') }),
  row('task', 't1', {
    title: 'Chase the order form',
    kind: 'to-do',
    status: 'not-started',
    assignee: idOf('anna'),
    dueAt: Date.now() - 90_000_000,
  }),
]

const browser: Browser | undefined = await launchBrowser()
describe.skipIf(browser === undefined)('Summary in the morning', () => {
  let workspace: TestWorkspace
  let anna: Page
  beforeAll(async () => {
    workspace = await startWorkspace(rows, [use(summary), use(alerts), use(tasks), use(schedule), use(dashboards)])
    await workspace.host.idle()
    anna = await workspace.open(browser as Browser, idOf('anna'))
  })
  afterAll(async () => {
    await browser?.close()
    await workspace?.[Symbol.asyncDispose]()
  })
  const block = (page: Page, name: string) => page.getByRole('region', { name, exact: true })
  const alert = (page: Page, name: string) => block(page, 'Alerts').getByRole('listitem').filter({ hasText: name })
  const fall = (id: string) =>
    workspace.act(idOf('boss'), 'tenure.record/update', {
      type: 'company',
      id: idOf(id),
      values: { healthStatus: 'at-risk', healthScore: 31 },
    })

  test('[SUM-1] [SUM-2] [BEY-6] a CSM sees a fallen customer as it happens, takes it on, looks at it, and closes it with what came of it', async () => {
    await block(anna, 'Alerts').getByText('No alerts').waitFor()
    await fall('c1')
    await alert(anna, 'Halden Freight').getByText('At risk').waitFor()
    await alert(anna, 'Halden Freight').getByRole('button', { name: 'Take on' }).click()
    await alert(anna, 'Halden Freight').getByRole('button', { name: 'A task', exact: true }).waitFor()
    await anna.getByRole('button', { name: 'Halden Freight', exact: true }).click()
    const preview = anna.getByRole('complementary').filter({ hasText: 'Halden Freight' })
    await preview.waitFor()
    await anna.keyboard.press('Escape')
    await preview.waitFor({ state: 'detached' })
    await alert(anna, 'Halden Freight').getByRole('button', { name: 'More about Halden Freight' }).click()
    await anna.getByRole('menuitem', { name: 'Close: it was a real risk' }).click()
    await alert(anna, 'Halden Freight').waitFor({ state: 'detached' })
    await anna.locator('.toast', { hasText: 'Closed' }).getByRole('button', { name: 'Undo' }).click()
    await alert(anna, 'Halden Freight').waitFor()
  })

  test('[SUM-3] [SUM-4] a task is completed where it is listed, and a card leads to the view that it counts', async () => {
    const list = block(anna, 'Tasks')
    await list.getByRole('button', { name: 'Complete Chase the order form' }).click()
    await list.getByText('Chase the order form').waitFor({ state: 'detached' })
    const card = block(anna, 'Customer views').getByRole('link', { name: /Owned by me/ })
    await expect.poll(() => card.locator('.fig').textContent()).toBe('2')
    await card.click()
    await anna
      .getByRole('gridcell', { name: /Solenne Hotels/ })
      .first()
      .waitFor()
    expect(new URL(anna.url()).searchParams.get('view')).toBe('tenure.customers/owned-by-me')
  })

  test('[SDK-13] a meeting of today is named as it is read, with its time', async () => {
    await anna.goto(workspace.url)
    const meeting = anna.getByRole('button', { name: /^Portfolio review, / })
    await meeting.waitFor()
    await meeting.scrollIntoViewIfNeeded()
    expect(await meeting.locator('span').isVisible()).toBe(true)
    expect(await axe(anna)).toEqual([])
  })

  test('[SUM-7] what renews in four currencies is all in sight on its tile, each by itself', async () => {
    await workspace.act(idOf('anna'), 'tenure.dashboards/set-summary-reports', { reports: ['tenure.customers/renewals-90'] })
    for (const width of [1440, 390]) {
      const page = await workspace.open(browser as Browser, idOf('anna'), { viewport: { width, height: 900 } })
      const tile = page.locator('.sum-reports .tile')
      await expect.poll(() => tile.locator('.chart-plot').count()).toBe(4)
      expect((await tile.locator('.chart-unit').allTextContents()).toSorted()).toEqual(['CHF', 'EUR', 'GBP', 'USD'])
      await settle(page)
      const left = await tile.evaluate((own) => {
        const plots = [...own.querySelectorAll('.chart-plot')].map((plot) => plot.getBoundingClientRect().bottom)
        return own.getBoundingClientRect().bottom - Math.max(...plots)
      })
      expect(left, `at ${width} px`).toBeGreaterThan(0)
      await page.context().close()
    }
  })

  test('[SUM-5] [SCH-1] what has no room in the schedule of today opens that day', async () => {
    const boss = await workspace.open(browser as Browser, idOf('boss'))
    await boss.getByRole('link', { name: /^\d more/ }).click()
    await expect.poll(() => boss.locator('.cal-col').count()).toBe(1)
    await boss
      .locator(`.cal-col[data-day="${today}"]`)
      .getByRole('button', { name: /^Call h, / })
      .waitFor()
    expect(new URL(boss.url()).searchParams.get('at')).toBe(today)
    await boss.context().close()
  })

  test('[SUM-8] [SEC-13] an administrator views Summary as the CSM: marked, live, without anything to change, and the audit has it', async () => {
    const boss = await workspace.open(browser as Browser, idOf('boss'))
    await boss.getByRole('button', { name: 'View this tab as' }).click()
    await boss.getByRole('button', { name: 'Anna Berg' }).click()
    await boss.getByText('You view this tab as Anna Berg').waitFor()
    await alert(boss, 'Halden Freight').waitFor()
    expect(await block(boss, 'Alerts').getByRole('button', { name: 'Take on' }).count()).toBe(0)
    expect(await block(boss, 'Customer views').getByRole('link').count()).toBe(0)
    await fall('c2')
    await alert(boss, 'Solenne Hotels').waitFor()
    await boss.getByRole('button', { name: 'Stop' }).click()
    await block(boss, 'Alerts').getByText('No alerts').waitFor()
    const headers = await workspace.signIn(idOf('boss'))
    const asked = encodeURIComponent(JSON.stringify({ kinds: ['view-as'] }))
    const answer = await (await fetch(`${workspace.url}/api/read/tenure.core/audit?input=${asked}`, { headers })).json()
    expect(answer).toMatchObject({ value: { entries: [{ user: idOf('boss'), as: idOf('anna'), what: 'viewed' }] } })
  })
})
