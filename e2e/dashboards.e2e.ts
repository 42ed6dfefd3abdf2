import { use } from '@tenure/core'
import { dashboards } from '@tenure/dashboards'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { axe } from './page/axe.js'
import { launchBrowser } from './support/browser.js'
import { idOf, row, startWorkspace, type TestWorkspace } from './support/test-workspace.js'

const all = { view: 'all', edit: 'all', delete: 'all' }
const own = { view: 'own', edit: 'own', delete: 'none' }
const person = (id: string, values: object) =>
  row('user', id, { active: true, seat: true, timeZone: 'UTC', locale: 'en-GB', permissions: ['workspace.access'], ...values } as never)
const inTeam = (id: string) => ({ teams: [idOf(id)], primaryTeam: idOf(id) })
const company = (id: string, csm: string, healthStatus: string) => row('company', id, { name: `${id} AG`, csm: idOf(csm), healthStatus })
const rows = [
  row('team', 'north', { name: 'North' }),
  row('team', 'south', { name: 'South' }),
  person('boss', { name: 'Boss', permissions: ['workspace.access', 'settings.manage'], objects: { '*': all } }),
  person('nora', { name: 'Nora', ...inTeam('north'), objects: { '*': own } }),
  person('greta', { name: 'Greta', locale: 'de-DE', objects: { '*': all } }),
  person('sven', { name: 'Sven', ...inTeam('south'), objects: { '*': all } }),
  ...['Alder', 'Birch', 'Cedar'].map((name) => company(name, 'nora', 'at-risk')),
  ...['Dogwood', 'Elm'].map((name) => company(name, 'sven', 'healthy')),
]
const tab = '/?tab=tenure.dashboards/dashboards'

const browser: Browser | undefined = await launchBrowser()
describe.skipIf(browser === undefined)('dashboards', () => {
  let workspace: TestWorkspace
  let boss: Page
  const open = (user: string) => workspace.open(browser as Browser, idOf(user), {}, tab)
  beforeAll(async () => {
    workspace = await startWorkspace(rows, [use(dashboards)])
    boss = await open('boss')
  })
  afterAll(async () => {
    await browser?.close()
    await workspace?.[Symbol.asyncDispose]()
  })

  const choose = async (page: Page, label: string, option: string) => {
    await page.getByRole('combobox', { name: label, exact: true }).fill(option)
    await page.getByRole('option', { name: option, exact: true }).click()
  }
  const addReport = async (name: string, grouping: string, picture: string) => {
    await boss.getByRole('button', { name: 'Add report' }).first().click()
    await boss.getByRole('textbox', { name: 'Name', exact: true }).fill(name)
    await choose(boss, 'Grouped by', grouping)
    await boss.getByText(picture, { exact: true }).click()
    await boss.locator('.report-build .chart-point').first().waitFor()
    await boss.getByRole('button', { name: 'Save report' }).click()
    await boss
      .getByRole('list', { name: /^Reports of/ })
      .getByRole('heading', { name })
      .waitFor()
  }

  test('[DSH-1] [DSH-2] an administrator builds reports on a dashboard, arranges them by keys and adds it for one team', async () => {
    await boss.getByRole('button', { name: 'New dashboard' }).first().click()
    await boss.getByRole('textbox', { name: 'Name' }).fill('North desk')
    await boss.getByRole('button', { name: 'Create dashboard' }).click()
    await addReport('Customers by health', 'Health status', 'Pie')
    await addReport('Customers by owner', 'CSM', 'Bars')
    const titles = () => boss.locator('.tile h2').allTextContents()
    await boss.getByRole('button', { name: 'Move or resize Customers by owner' }).focus()
    await boss.keyboard.press('Space')
    await boss.keyboard.press('ArrowLeft')
    await boss.keyboard.press('Shift+ArrowLeft')
    await expect.poll(() => boss.locator('.tiles + .sr').textContent()).toBe('Place 1 of 2, 5 of 12 columns wide, 2 steps high.')
    await boss.keyboard.press('Space')
    await boss.getByText('Dashboard arranged').waitFor()
    await expect.poll(titles).toEqual(['Customers by owner', 'Customers by health'])
    expect(await axe(boss)).toEqual([])
    await boss.getByRole('button', { name: 'North desk: more' }).click()
    await boss.getByRole('menuitem', { name: 'Add to the workspace' }).click()
    await boss.getByText('Assign to teams').click()
    await choose(boss, 'Teams', 'North')
    await boss.keyboard.press('Tab')
    const add = boss.getByRole('button', { name: 'Add', exact: true })
    expect(await add.isDisabled()).toBe(true)
    await boss.getByRole('checkbox', { name: /North get view access: 1 user/ }).check()
    await add.click()
    await boss.getByText('Added to the workspace').waitFor()
  })

  test('[DSH-1] [SDK-17] a name that is too long cannot be typed, and that of a copy is said at its field in the language of the user', async () => {
    const greta = await open('greta')
    await greta.getByRole('button', { name: 'Neues Dashboard' }).first().click()
    const name = greta.getByRole('dialog').getByRole('textbox', { name: 'Name', exact: true })
    await name.click()
    await greta.keyboard.insertText('x'.repeat(150))
    expect((await name.inputValue()).length).toBe(100)
    await greta.keyboard.press('Enter')
    await greta.getByRole('heading', { name: 'x'.repeat(100) }).waitFor()
    await greta.getByRole('button', { name: 'xxx: mehr' }).click()
    await greta.getByRole('menuitem', { name: 'Duplizieren' }).click()
    await greta.getByRole('dialog').getByText('Ein Name hat höchstens 100 Zeichen.').waitFor()
    expect(await name.getAttribute('aria-invalid')).toBe('true')
    expect(await axe(greta)).toEqual([])
    await name.press('Enter')
    await name.fill('Kopie')
    await greta.keyboard.press('Enter')
    await greta.getByRole('heading', { name: 'Kopie', exact: true }).waitFor()
    expect(await greta.locator('.toast.refused').count()).toBe(0)
    await greta.context().close()
  })

  test('[DSH-1] [DSH-4] a member sees it with own numbers, live, and opens the records behind one; another team does not see it', async () => {
    // Where no tab lists the records, they are listed below the number.
    await workspace.host.remove('tenure.customers')
    const [nora, sven] = [await open('nora'), await open('sven')]
    await nora.getByRole('heading', { name: 'North desk' }).first().waitFor()
    const slice = nora.getByRole('button', { name: 'At risk, Companies: 3' })
    await slice.press('Enter')
    const behind = nora.getByRole('region', { name: 'Records behind this number' })
    await behind.getByText('Alder AG').waitFor()
    await expect.poll(() => behind.getByRole('row').count()).toBe(4)
    // Live: what somebody else changes moves both the number and the list.
    await workspace.host
      .importer('test')
      .run([company('Alder', 'nora', 'healthy'), company('Dogwood', 'nora', 'at-risk'), company('Elm', 'nora', 'at-risk')])
    await nora.getByRole('button', { name: 'At risk, Companies: 4' }).waitFor()
    await expect.poll(() => behind.getByRole('row').count()).toBe(5)
    await behind.getByText('Birch AG').click()
    await nora.locator('.preview').getByText('Birch AG').first().waitFor()
    await sven.getByRole('link', { name: 'Activity by type' }).or(sven.getByText('No dashboards yet')).first().waitFor()
    expect(await sven.getByText('North desk').count()).toBe(0)
  })
})
