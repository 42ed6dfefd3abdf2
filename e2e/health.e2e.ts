import { administration } from '@tenure/administration'
import { use } from '@tenure/core'
import { health } from '@tenure/health'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { axe } from './page/axe.js'
import { launchBrowser } from './support/browser.js'
import { idOf, row, startWorkspace, type TestWorkspace } from './support/test-workspace.js'

const person = (id: string, name: string, more: object) =>
  row('user', id, {
    ...{ name, active: true, seat: true, timeZone: 'Europe/Berlin', locale: 'en-GB', permissions: ['workspace.access'] },
    objects: { '*': { view: 'all', edit: 'all', delete: 'all' } } as never,
    ...more,
  })
const rows = [
  person('root', 'Rosa Kern', { superAdmin: true }),
  person('csm', 'Carla Soto', {}),
  row('company', 'northwind', { name: 'Northwind Shipping', csm: idOf('csm'), renewalDate: '2027-03-01' }),
  row('company', 'halden', { name: 'Halden Freight', csm: idOf('csm'), renewalDate: '2027-04-01' }),
]

const browser: Browser | undefined = await launchBrowser()
describe.skipIf(browser === undefined)('health scores', () => {
  let workspace: TestWorkspace
  let root: Page
  let csm: Page

  beforeAll(async () => {
    workspace = await startWorkspace(rows, [use(health), use(administration)])
    root = await workspace.open(browser as Browser, idOf('root'), {}, `/?tab=${encodeURIComponent('tenure.health/profiles-page')}`)
    csm = await workspace.open(browser as Browser, idOf('csm'))
  })
  afterAll(async () => {
    await browser?.close()
    await workspace?.[Symbol.asyncDispose]()
  })

  const panel = () => root.getByRole('complementary', { name: 'What it would do' })
  const most = (group: string) => root.getByRole('textbox', { name: `Most points of ${group}` })
  const shows = (text: string) =>
    expect.poll(() => csm.getByRole('row').filter({ hasText: 'Northwind' }).first().textContent()).toContain(text)

  test('[HS-10] [HS-2] [WSP-13] an administrator builds a score from a template, tries it, activates it, and customers have it in another browser', async () => {
    await root.getByText('No health score yet').waitFor()
    await root.getByRole('button', { name: 'New health score' }).click()
    const dialog = root.getByRole('dialog')
    for (const name of ['Product usage', 'Engagement', 'Calls', 'CSM sentiment', 'Survey score'])
      await dialog.getByRole('checkbox', { name: new RegExp(`^${name}`) }).uncheck()
    await dialog.getByRole('button', { name: 'Create draft' }).click()
    await root.getByRole('heading', { name: 'Customer health' }).waitFor()
    await panel().getByRole('searchbox', { name: 'Customer to test' }).fill('Northwind')
    await panel().getByRole('button', { name: 'Northwind Shipping' }).click()
    await panel().getByText('100% could be judged').waitFor()
    await most('Support tickets').fill('95')
    await root.getByText('5 short of 100', { exact: true }).waitFor()
    await expect.poll(() => root.getByRole('button', { name: 'Activate' }).isDisabled()).toBe(true)
    await most('Support tickets').fill('100')
    await root.getByText('Nothing keeps it from being active.').waitFor()
    expect(await axe(root)).toEqual([])
    await root.getByRole('button', { name: 'Activate' }).click()
    await root.getByRole('dialog').getByText('2 customers get a score.').waitFor()
    await root.getByRole('dialog').getByRole('button', { name: 'Activate' }).click()
    await shows('100')
  })

  test('[HS-10] a change of the active score says who changes status and why before it is saved, and raises no alert unasked', async () => {
    await root.getByRole('button', { name: 'Add a group' }).click()
    await root.getByRole('menuitem', { name: 'Template: Engagement' }).click()
    await most('Support tickets').fill('60')
    await most('Engagement').fill('40')
    await panel().getByRole('heading', { name: '2 change status' }).waitFor()
    await panel().getByRole('button', { name: 'Halden Freight' }).waitFor()
    await root.keyboard.press('Control+s')
    const dialog = root.getByRole('dialog')
    await dialog.getByText('All customers are scored again. 2 change status.').waitFor()
    expect(await dialog.getByRole('checkbox').isChecked()).toBe(false)
    await dialog.getByRole('button', { name: 'Save and score again' }).click()
    await root.getByRole('region', { name: 'Unsaved changes' }).waitFor({ state: 'detached' })
    await shows('60')
  })
})
