import { administration } from '@tenure/administration'
import { use } from '@tenure/core'
import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { axe } from './page/axe.js'
import { launchBrowser } from './support/browser.js'
import { idOf, row, startWorkspace, type TestWorkspace } from './support/test-workspace.js'

const person = (id: string, name: string, values: object) =>
  row('user', id, { name, active: true, seat: true, timeZone: 'Europe/Lisbon', locale: 'en-GB', ...values })
const customer = (id: string, name: string, csm: string) =>
  row('company', id, { name, csm: idOf(csm), arr: { amount: '1000', currency: 'EUR' } })
const own = { view: 'own', edit: 'own', delete: 'none' }
const rows = [
  row('team', 'iberia', { name: 'Iberia' }),
  row('permissionSet', 'csm', { name: 'CSM', permissions: ['workspace.access'], objects: { company: own } as never }),
  person('root', 'Jonas Meyer', { superAdmin: true, permissions: ['workspace.access'] }),
  person('ines', 'Ines Carvalho', { primaryTeam: idOf('iberia'), permissionSets: [idOf('csm')] }),
  person('ada', 'Ada Okafor', { primaryTeam: idOf('iberia'), permissionSets: [idOf('csm')] }),
  customer('northwind', 'Northwind', 'ines'),
  customer('contoso', 'Contoso', 'ines'),
  customer('fabrikam', 'Fabrikam', 'ada'),
]
const browser: Browser | undefined = await launchBrowser()

describe.skipIf(browser === undefined)('the page Access', () => {
  let workspace: TestWorkspace
  let root: Page
  let ines: Page
  beforeAll(async () => {
    workspace = await startWorkspace(rows, [use(administration)])
    root = await workspace.open(browser as Browser, idOf('root'), {}, '/?tab=tenure.administration/access')
    ines = await workspace.open(browser as Browser, idOf('ines'), {}, '/?view=tenure.customers/all')
    await cell(ines, 'Northwind').waitFor()
  })
  afterAll(async () => {
    await browser?.close()
    await workspace?.[Symbol.asyncDispose]()
  })

  const cell = (page: Page, text: string): Locator => page.getByRole('gridcell').filter({ hasText: text })
  const panel = (): Locator => root.locator('.admin-panel')
  const openUser = async (name: string) => {
    await root.getByRole('button', { name, exact: true }).click()
    await panel().getByRole('heading', { name, exact: true }).waitFor()
  }
  const list = (name: string) => root.getByRole('radio', { name }).press('Space')

  test('[ACC-13] an administrator adds a team, a permission set and a user who has both', async () => {
    await list('Teams')
    await root.getByRole('button', { name: 'Add team' }).click()
    await root.getByLabel('Name').fill('Onboarding')
    await root.keyboard.press('Enter')
    await panel().getByText('Members: 0').waitFor()
    await list('Permission sets')
    await root.getByRole('button', { name: 'Add permission set' }).click()
    await root.getByLabel('Name').fill('Success lead')
    await root.keyboard.press('Enter')
    const edit = panel().getByRole('slider', { name: 'Companies, Edit' })
    await edit.focus()
    await root.keyboard.press('ArrowRight')
    await root.keyboard.press('ArrowRight')
    await expect.poll(() => edit.getAttribute('aria-valuetext')).toBe('Team')
    await root.keyboard.press('Tab')
    expect(await axe(root)).toEqual([])
    await list('Users')
    await root.getByRole('button', { name: 'Add user' }).click()
    await root.getByRole('textbox', { name: 'Name' }).fill('Mateus Prado')
    await root.getByRole('dialog').getByRole('button', { name: 'Add user' }).click()
    await panel().getByRole('heading', { name: 'Mateus Prado', exact: true }).waitFor()
    await panel().getByText('No access.').waitFor()
    await panel().getByRole('button', { name: 'Edit user' }).click()
    await root.getByRole('textbox', { name: 'E-mail' }).fill('mateus@northbeam.example')
    await root.keyboard.press('Enter')
    await panel().getByText('mateus@northbeam.example', { exact: false }).waitFor()
    for (const [button, entry] of [
      ['Add a team', 'Onboarding'],
      ['Add a permission set', 'Success lead'],
    ]) {
      await panel()
        .getByRole('button', { name: button ?? '' })
        .click()
      await root.getByRole('menuitem', { name: entry ?? '' }).click()
      await panel()
        .getByRole('button', { name: `Remove ${entry}` })
        .waitFor()
    }
    await panel().getByText('No access.').waitFor({ state: 'detached' })
  })

  test('[ACC-10] a wider right gives another browser the rows at once, and a narrower one takes them', async () => {
    await list('Permission sets')
    await root.getByRole('button', { name: 'CSM', exact: true }).click()
    const view = panel().getByRole('slider', { name: 'Companies, View' })
    await view.focus()
    await root.keyboard.press('End')
    await cell(ines, 'Fabrikam').waitFor()
    await root.keyboard.press('ArrowLeft')
    await root.keyboard.press('ArrowLeft')
    await cell(ines, 'Fabrikam').waitFor({ state: 'detached' })
    expect(await cell(ines, 'Northwind').count()).toBeGreaterThan(0)
  })

  test('[ACC-12] why a user can see a record names the property, and why not', async () => {
    await list('Users')
    await openUser('Ines Carvalho')
    const find = panel().getByRole('searchbox', { name: 'Find a record' })
    await find.fill('Northwind')
    await panel()
      .getByRole('button', { name: /Northwind/ })
      .click()
    await panel().getByText('Companies: Own. CSM is Ines Carvalho.').first().waitFor()
    await panel().getByRole('button', { name: 'Choose another record' }).click()
    await find.fill('Fabrikam')
    await panel()
      .getByRole('button', { name: /Fabrikam/ })
      .click()
    await panel().getByText('No property names Ines Carvalho', { exact: false }).first().waitFor()
    expect(await axe(root)).toEqual([])
  })

  test('[ACC-13] what is typed to find a colleague stays until one is chosen, and Enter and leaving take the only match', async () => {
    await panel().getByRole('button', { name: 'Reassign', exact: true }).click()
    const dialog = root.getByRole('dialog', { name: 'Reassign the records of Ines Carvalho' })
    const field = dialog.getByRole('combobox', { name: 'Colleague 1' })
    await field.click()
    await root.keyboard.type('ada')
    await workspace.host.importer('test').run([person('adam', 'Adam Novak', {})])
    await expect
      .poll(() => root.getByRole('option').allTextContents())
      .toEqual([expect.stringContaining('Ada Okafor'), expect.stringContaining('Adam Novak')])
    await root.keyboard.press('Enter')
    expect(await field.inputValue()).toBe('ada')
    await root.keyboard.type(' o')
    await expect.poll(() => root.getByRole('option').count()).toBe(1)
    await root.keyboard.press('Enter')
    await expect.poll(() => field.inputValue()).toBe('Ada Okafor')
    expect(await field.evaluate((own) => own === document.activeElement)).toBe(true)
    await field.fill('nov')
    await expect.poll(() => root.getByRole('option').count()).toBe(1)
    await dialog.getByText('One step, undone as one.').click()
    await expect.poll(() => field.inputValue()).toBe('Adam Novak')
    await dialog.getByText('0 to 2').waitFor()
    expect(await axe(root)).toEqual([])
    await dialog.getByRole('button', { name: 'Cancel' }).click()
    await dialog.waitFor({ state: 'detached' })
  })

  test('[ACC-13] [BEY-5] who leaves is signed out, the customers have a new CSM, and Undo takes both back', async () => {
    await panel().getByRole('button', { name: 'Deactivate', exact: true }).click()
    const dialog = root.getByRole('dialog', { name: 'Deactivate Ines Carvalho' })
    await dialog.getByRole('combobox', { name: 'Colleague 1' }).fill('Ada')
    await root.getByRole('option', { name: 'Ada Okafor' }).click()
    await dialog.getByText('1 to 3').waitFor()
    expect(await axe(root)).toEqual([])
    await dialog.getByRole('button', { name: 'Deactivate and reassign 2' }).click()
    await root.locator('.toast', { hasText: 'User deactivated' }).getByText('Reassigned: 2 of 2', { exact: false }).waitFor()
    await ines.getByRole('button', { name: 'Ada Okafor' }).waitFor()
    await panel().getByText('This user is deactivated', { exact: false }).waitFor()
    await root.getByRole('searchbox', { name: 'Search users' }).fill('Ada')
    await root.getByRole('button', { name: 'Ada Okafor', exact: true }).click()
    await panel().getByText('CSM of 3 customers', { exact: false }).waitFor()
    await root.getByRole('searchbox', { name: 'Search users' }).fill('')
    await openUser('Ines Carvalho')
    await root.getByRole('button', { name: 'Undo' }).last().click()
    await panel().getByRole('button', { name: 'Deactivate', exact: true }).waitFor()
    await panel().getByText('CSM of 2 customers', { exact: false }).waitFor()
  })
})
