import { administration } from '@tenure/administration'
import { use } from '@tenure/core'
import type { Browser, Locator, Page } from 'playwright-core'
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
const team = (id: string, name: string) => row('team', id, { name })
const rows = [
  team('iberia', 'Iberia'),
  person('root', 'Rosa Kern', { superAdmin: true }),
  person('manager', 'Milo Brandt', { permissions: ['workspace.access', 'settings.manage'] }),
  person('csm', 'Carla Soto', { primaryTeam: idOf('iberia') }),
  row('company', 'northwind', { name: 'Northwind Shipping', csm: idOf('csm'), renewalDate: '2027-03-01' }),
  row('company', 'halden', { name: 'Halden Freight', owner: idOf('csm'), renewalDate: '2027-04-01' }),
]

const browser: Browser | undefined = await launchBrowser()
describe.skipIf(browser === undefined)('workspaces and their settings', () => {
  let workspace: TestWorkspace
  let root: Page
  let manager: Page
  let csm: Page

  beforeAll(async () => {
    workspace = await startWorkspace(rows, [use(administration)])
    const open = (user: string, address?: string) => workspace.open(browser as Browser, idOf(user), {}, address)
    const list = `/?tab=${encodeURIComponent('tenure.administration/workspaces-page')}`
    root = await open('root', list)
    manager = await open('manager', list)
    csm = await open('csm')
  })
  afterAll(async () => {
    await browser?.close()
    await workspace?.[Symbol.asyncDispose]()
  })

  const isIn = (page: Page, name: string) => page.locator('.space').filter({ hasText: name }).waitFor()
  const panel = (page: Page, name: string) => page.getByRole('complementary', { name: `Workspace: ${name}` })
  const nameOf = (page: Page, name: string) => page.getByRole('button', { name: new RegExp(`^${name}`) })
  const addTeam = async (within: Locator, page: Page, name: string) => {
    await within.getByRole('combobox', { name: 'Teams' }).fill(name)
    await page.getByRole('option', { name }).click()
    await page.keyboard.press('Tab')
  }
  const create = async (page: Page, name: string, ...teams: readonly string[]) => {
    await page.getByRole('button', { name: 'New workspace' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('textbox', { name: 'Name' }).fill(name)
    for (const one of teams) await addTeam(dialog, page, one)
    await dialog.getByRole('button', { name: 'Create workspace' }).click()
    await panel(page, name).waitFor()
  }
  const save = async (page: Page) => {
    await page.keyboard.press('Control+s')
    await page.getByRole('region', { name: 'Unsaved changes' }).waitFor({ state: 'detached' })
  }

  test('[WSP-1] [WSP-4] [WSP-9] two workspaces are made; the CSM whose team is in one sees it at once', async () => {
    await isIn(csm, 'Main workspace')
    await create(root, 'Strategic', 'Iberia')
    await isIn(csm, 'Strategic')
    await create(root, 'Onboarding')
    await nameOf(manager, 'Onboarding').waitFor()
  })

  test('[WSP-2] [ACC-10] a team of another workspace is refused by name, and moves with its people once that is asked for', async () => {
    await addTeam(panel(root, 'Onboarding'), root, 'Iberia')
    const refusal = root.getByRole('alert').filter({ hasText: 'Iberia is in Strategic.' })
    await refusal.filter({ hasText: 'Moved here, 1 person will see Onboarding; Strategic keeps 0 teams with 0 people.' }).waitFor()
    expect(await root.getByRole('button', { name: /^Save General/ }).isDisabled()).toBe(true)
    expect(await axe(root)).toEqual([])
    await isIn(csm, 'Strategic')
    await refusal.getByRole('button', { name: 'Move it here: Iberia' }).click()
    await save(root)
    await isIn(csm, 'Onboarding')
  })

  test('[WSP-5] [WSP-11] of two who save the same settings the second sees both values, merges, and overwrites nothing', async () => {
    for (const page of [root, manager]) {
      await nameOf(page, 'Onboarding').click()
      await panel(page, 'Onboarding').waitFor()
    }
    const description = (page: Page) => panel(page, 'Onboarding').getByRole('textbox', { name: 'Description' })
    await description(manager).fill('First 90 days')
    await description(root).fill('The first three months')
    await panel(root, 'Onboarding').getByRole('textbox', { name: 'Name' }).fill('Welcome')
    await save(root)
    const conflict = manager.getByRole('alert').filter({ hasText: 'Rosa Kern saved this meanwhile, ' })
    await conflict.filter({ hasText: 'The first three months' }).filter({ hasText: 'First 90 days' }).waitFor()
    expect(await manager.getByRole('button', { name: /^Save General/ }).isDisabled()).toBe(true)
    expect(await axe(manager)).toEqual([])
    await conflict.getByRole('button', { name: 'Keep yours' }).click()
    await save(manager)
    await isIn(csm, 'Welcome')
    await expect.poll(() => panel(root, 'Welcome').getByRole('textbox', { name: 'Description' }).inputValue()).toBe('First 90 days')
  })

  test('[WSP-6] [WSP-9] [WSP-13] settings of a section in a workspace reach the open page of its people', async () => {
    await csm.getByRole('gridcell').filter({ hasText: 'Northwind Shipping' }).waitFor()
    await panel(root, 'Welcome').getByRole('button', { name: 'Customers' }).click()
    await root.getByRole('combobox', { name: 'CSM property' }).fill('Owner')
    await root.getByRole('option', { name: 'Owner', exact: true }).click()
    await save(root)
    await csm.getByRole('gridcell').filter({ hasText: 'Halden Freight' }).waitFor()
    await manager.goto(`${workspace.url}/?tab=${encodeURIComponent('tenure.customers/settings')}`)
    await manager.getByRole('heading', { name: 'Customers', level: 1 }).waitFor()
    await manager.getByText('by 2 people in 0 teams').waitFor()
    await manager.getByRole('button', { name: /^Remove/ }).click()
    await manager.getByRole('button', { name: 'Review changes' }).click()
    const review = manager.getByRole('dialog', { name: 'Changes in Customers' }).filter({ hasText: 'Renewal date → Nothing' })
    expect(await axe(manager)).toEqual([])
    await review.getByRole('button', { name: 'Close' }).last().click()
    // Leaving asks first, and what was changed is still there.
    await manager.getByRole('link', { name: 'General' }).click()
    await manager.getByRole('dialog', { name: 'Leave without saving?' }).getByRole('button', { name: 'Stay' }).click()
    await manager.getByRole('button', { name: 'Discard' }).click()
    await manager.getByRole('link', { name: 'General' }).click()
    await manager.getByRole('heading', { name: 'General', level: 1 }).waitFor()
  })

  test('[WSP-10] deletion is acknowledged, and the CSM is back in the main workspace', async () => {
    await panel(root, 'Welcome').getByRole('button', { name: 'General' }).click()
    await panel(root, 'Welcome').getByRole('button', { name: 'Delete', exact: true }).click()
    const dialog = root.getByRole('dialog')
    const last = dialog.getByRole('button', { name: 'Delete workspace' })
    expect(await last.isDisabled()).toBe(true)
    expect(await axe(root)).toEqual([])
    await dialog.getByRole('checkbox', { name: 'I know that this cannot be undone' }).check()
    await last.click()
    await isIn(csm, 'Main workspace')
    await csm.getByRole('gridcell').filter({ hasText: 'Northwind Shipping' }).waitFor()
    await nameOf(root, 'Welcome').waitFor({ state: 'detached' })
  })
})
