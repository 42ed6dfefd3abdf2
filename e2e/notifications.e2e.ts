import { Task, use } from '@tenure/core'
import { notifies } from '@tenure/core/job'
import { defineAction, definePlugin } from '@tenure/core/plugin'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { axe } from './page/axe.js'
import { launchBrowser } from './support/browser.js'
import { idOf, row, startWorkspace, type TestWorkspace } from './support/test-workspace.js'

const Reminders = notifies(Task.dueAt)
const remind = defineAction({
  id: 'test.remind/now',
  title: 'Remind',
  permission: 'workspace.access',
  uses: { reminders: Reminders },
  run: ({ reminders }) => reminders.notify({ user: idOf('anna'), about: idOf('offer'), shows: 'dueAt' }, { key: 'now' }),
})
const reminding = definePlugin({ id: 'test.remind', version: '1.0.0', host: '1.0', grants: [Reminders], contributes: [remind] })

const all = { view: 'all', edit: 'all', delete: 'all' }
const person = (id: string, name: string) =>
  row('user', id, {
    ...{ name, active: true, seat: true, timeZone: 'Europe/Berlin', locale: 'en-GB', permissions: ['workspace.access'] },
    objects: { '*': all } as never,
  })
const customer = (id: string, name: string) =>
  row('company', id, { name, csm: idOf('anna'), healthStatus: 'healthy', renewalDate: '2027-03-01' })
const rows = [
  person('anna', 'Anna Berg'),
  person('vera', 'Vera Lind'),
  person('otto', 'Otto Ruud'),
  customer('halden', 'Halden Freight'),
  customer('northwind', 'Northwind Shipping'),
  row('task', 'offer', { title: 'Send the offer', assignee: idOf('anna'), dueAt: Date.now() }),
]

const browser: Browser | undefined = await launchBrowser()
describe.skipIf(browser === undefined)('notifications', () => {
  let workspace: TestWorkspace
  beforeAll(async () => {
    workspace = await startWorkspace(rows, [use(reminding)])
  })
  afterAll(async () => {
    await browser?.close()
    await workspace?.[Symbol.asyncDispose]()
  })
  const open = (user: string, address: string, options = {}): Promise<Page> =>
    workspace.open(browser as Browser, idOf(user), { reducedMotion: 'reduce', ...options }, address)
  const bell = (page: Page, count: number) =>
    page.getByRole('button', { name: count === 0 ? 'Notifications' : `Notifications, ${count} unread`, exact: true })
  const change = (id: string, values: object) =>
    workspace.act(idOf('vera'), 'tenure.record/update', { type: 'company', id: idOf(id), values })
  const list = (page: Page) => page.getByRole('dialog', { name: /^Notifications/ })

  test('[REC-9] what is assigned in one act is one line, and each of its records can be opened', async () => {
    const page = await open('otto', '/?view=tenure.customers/all')
    await bell(page, 0).waitFor()
    const records = ['halden', 'northwind'].map((id) => ({ id: idOf(id), values: { csm: idOf('otto') } }))
    expect((await workspace.act(idOf('vera'), 'tenure.record/update-many', { type: 'company', records })).status).toBe(200)
    await bell(page, 1).click()
    await list(page)
      .getByText(/^Unread: Vera Lind assigned (Halden Freight|Northwind Shipping) and 1 more to you$/)
      .waitFor()
    await list(page).getByText('Which ones').press('Enter')
    expect(await axe(page)).toEqual([])
    await list(page).getByRole('link', { name: 'Northwind Shipping', exact: true }).press('Enter')
    await page.getByRole('heading', { name: 'Northwind Shipping' }).waitFor()
    await bell(page, 0).waitFor()
    await page.context().close()
  })

  test('[REC-9] [TSK-6] one follows, the other changes: the count moves live in every session, the list opens the record and marks it, a reminder shows at once', async () => {
    const desk = await open('anna', `/?view=tenure.customers/all&open=company:${idOf('halden')}`)
    await desk.getByRole('button', { name: 'Follow', exact: true }).press('Enter')
    await desk.locator('.follow.on').waitFor()
    const phone = await open('anna', '/?view=tenure.customers/all', { viewport: { width: 390, height: 844 } })
    await Promise.all([bell(desk, 0).waitFor(), bell(phone, 0).waitFor()])
    await desk.getByRole('button', { name: 'Close', exact: true }).press('Enter')

    for (const values of [{ healthStatus: 'at-risk' }, { city: 'Bergen' }]) expect((await change('halden', values)).status).toBe(200)
    await change('northwind', { healthStatus: 'at-risk' })
    await Promise.all([bell(desk, 1).waitFor(), bell(phone, 1).waitFor()])

    expect((await workspace.act(idOf('vera'), 'test.remind/now', undefined)).status).toBe(200)
    await Promise.all([desk, phone].map((page) => page.getByRole('status').filter({ hasText: 'Send the offer' }).waitFor()))
    await Promise.all([bell(desk, 2).waitFor(), bell(phone, 2).waitFor()])

    await desk.keyboard.press('b')
    await list(desk).getByText('fell to').waitFor()
    expect(await axe(desk)).toEqual([])
    await expect.poll(() => desk.evaluate(() => document.activeElement?.textContent)).toContain('Send the offer')
    await desk.keyboard.press('ArrowDown')
    await desk.keyboard.press('Enter')
    await desk.getByRole('heading', { name: 'Halden Freight' }).waitFor()
    await Promise.all([bell(desk, 1).waitFor(), bell(phone, 1).waitFor()])

    await bell(phone, 1).click()
    const onPhone = list(phone)
    await onPhone.getByText('Reminders', { exact: false }).first().waitFor()
    expect(await onPhone.evaluate((layer) => layer.getBoundingClientRect().toJSON())).toMatchObject({ x: 0, y: 0, width: 390, height: 844 })
    expect(await axe(phone)).toEqual([])
    await onPhone.getByRole('button', { name: 'Mark all read' }).click()
    await bell(desk, 0).waitFor()
    await onPhone.getByRole('button', { name: 'What you are notified of' }).click()
    await onPhone.getByRole('switch', { name: 'Changes of health status of records you follow' }).click()
    await desk.keyboard.press('b')
    await list(desk).getByText('Send the offer').waitFor()
    await expect.poll(() => list(desk).getByText('fell to').count()).toBe(0)
  })

  test('[REC-9] the browser is asked only when a person turns it on, and shows what is new while the page is in the background', async () => {
    const page = await open('vera', '/?view=tenure.customers/all')
    await page.context().addInitScript(() => {
      const shown: string[] = []
      const asked: string[] = []
      class Shown extends EventTarget {
        static permission = 'default'
        static async requestPermission() {
          asked.push('asked')
          Shown.permission = asked.length > 1 ? 'granted' : 'denied'
          return Shown.permission
        }
        constructor(title: string) {
          super()
          shown.push(title)
        }
      }
      Object.assign(window, { Notification: Shown, shown, asked })
      Object.defineProperty(document, 'hidden', { get: () => true })
    })
    await page.reload()
    await bell(page, 0).click()
    await list(page).getByText('Nothing new').waitFor()
    await list(page).getByRole('button', { name: 'What you are notified of' }).click()
    const inBrowser = list(page).getByRole('switch', { name: 'Show in the browser' })
    expect(await page.evaluate(() => (window as unknown as { asked: string[] }).asked)).toEqual([])
    await inBrowser.click()
    await list(page).getByRole('alert').filter({ hasText: 'does not allow' }).waitFor()
    expect(await inBrowser.getAttribute('aria-checked')).toBe('false')
    await Promise.all([page.waitForResponse(/save-preference/), inBrowser.click()])
    await expect.poll(() => inBrowser.getAttribute('aria-checked')).toBe('true')
    const assign = async (type: string, id: string, property: string) => {
      const input = { type, id: idOf(id), values: { [property]: idOf('vera') } }
      expect((await workspace.act(idOf('anna'), 'tenure.record/update', input)).status).toBe(200)
    }
    // What came before the page listens is no news: the first one says that it does.
    await assign('company', 'northwind', 'csm')
    await bell(page, 1).waitFor()
    await assign('task', 'offer', 'assignee')
    await bell(page, 2).waitFor()
    await expect
      .poll(() => page.evaluate(() => (window as unknown as { shown: string[] }).shown.at(-1)))
      .toBe('Anna Berg assigned Send the offer to you')
  })
})
