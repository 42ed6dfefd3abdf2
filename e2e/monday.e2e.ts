// Longer than a file may be: the one story of a workspace's first day, told in order.
import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type RunningWorkspace, startWorkspace } from '@tenure/cli'
import { pageFolder } from '@tenure/web'
import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect } from 'vitest'
import { dataFolder, testWith } from '../packages/import/src/fixtures/test-data.js'
import { launchBrowser } from './support/browser.js'
import { settle } from './support/settle.js'

const set = 'crm-sales-opportunities'
const test = testWith(set)
const tabs = {
  access: 'tenure.administration/access',
  workspaces: 'tenure.administration/workspaces-page',
  imports: 'tenure.import-pages/import',
  objects: 'tenure.administration/objects-page',
  roles: 'tenure.administration/roles-page',
  customers: 'tenure.customers/customers&view=tenure.customers/all',
}

const browser: Browser | undefined = await launchBrowser()
describe.skipIf(browser === undefined)('the first Monday of a workspace', () => {
  let workspace: RunningWorkspace
  let root: Page
  let csm: Page
  let second: Page
  const faults: string[] = []
  beforeAll(async () => {
    const data = mkdtempSync(join(tmpdir(), 'tenure-monday-'))
    workspace = await startWorkspace({ data, port: 0, empty: true, page: pageFolder }, { out: () => {}, say: () => {} })
  })
  afterAll(async () => {
    await browser?.close()
    await workspace?.[Symbol.asyncDispose]()
  })

  async function newBrowser(user?: string): Promise<Page> {
    const context = await (browser as Browser).newContext({ viewport: { width: 1440, height: 900 } })
    const page = await context.newPage()
    page.on('pageerror', (error) => faults.push(error.message))
    await page.goto(workspace.url)
    if (user !== undefined) await page.getByRole('button', { name: user }).click()
    return page
  }
  const go = (page: Page, tab: string) => page.goto(`${workspace.url}/?tab=${tab}`)
  const drop = async (page: Page, ...names: readonly string[]) => {
    // What is drawn takes files a moment later.
    await settle(page)
    await page.evaluate(
      (contents) => {
        const data = new DataTransfer()
        for (const [name, text] of contents) data.items.add(new File([text ?? ''], name ?? '', { type: 'text/csv' }))
        document.body.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }))
      },
      names.map((name) => [name, readFileSync(join(dataFolder, set, name), 'utf8')]),
    )
  }
  const option = async (page: Page, field: Locator, name: string) => {
    await field.click()
    await page.getByRole('option', { name, exact: true }).click()
  }
  const become = (column: string, name: string) => option(root, root.getByRole('combobox', { name: `What ${column} becomes` }), name)
  const row = (name: string) => root.getByRole('row', { name: new RegExp(`^${name}`) })
  const save = async (page: Page) => {
    await page.keyboard.press('Control+s')
    await page.getByRole('region', { name: 'Unsaved changes' }).waitFor({ state: 'detached' })
  }
  const panel = (page: Page) => page.locator('.admin-panel')
  const addNamed = async (what: string, name: string) => {
    await root.getByRole('button', { name: `Add ${what}` }).click()
    const dialog = root.getByRole('dialog')
    await dialog.getByRole('textbox', { name: 'Name' }).fill(name)
    await root.keyboard.press('Enter')
    await panel(root).getByRole('heading', { name, exact: true }).waitFor()
  }
  const give = async (button: string, entry: string) => {
    await panel(root).getByRole('button', { name: button }).click()
    await root.getByRole('menuitem', { name: entry }).click()
    await panel(root)
      .getByRole('button', { name: `Remove ${entry}` })
      .waitFor()
  }
  const isIn = (page: Page, name: string) => page.locator('.space').filter({ hasText: name }).waitFor()
  const cell = (page: Page, text: string) => page.getByRole('gridcell').filter({ hasText: text })

  test('[SDK-13] [SDK-16] an empty workspace takes in three files of a CRM, two of whose columns are corrected', async () => {
    root = await newBrowser()
    await root.getByLabel(/code/i).fill(workspace.firstAdminCode ?? '')
    await root.locator('input[name=name]').fill('Root')
    await root.keyboard.press('Enter')
    await root.getByRole('heading', { name: 'Bring your customers in' }).waitFor()
    await drop(root, 'accounts.csv', 'products.csv', 'sales_pipeline.csv')
    await become('year_established', 'New property: Year established')
    await become('series', 'Description')
    await row('sales_price').getByRole('button', { name: 'Take as USD' }).click()
    await row('close_value').getByRole('button', { name: 'Take as USD' }).click()
    await row('sales_agent').getByRole('button', { name: 'Leave empty' }).click()
    await root.getByRole('button', { name: 'Import 8,892 lines' }).click()
    await root.locator('.import-progress', { hasText: '8,892 of 8,892 lines · done' }).waitFor()
  })

  test('[ACC-13] [WSP-1] [WSP-3] [WSP-9] people, teams and two workspaces: a CSM sees hers at once, and an additional team grants none', async () => {
    await go(root, tabs.access)
    const list = (name: string) => root.getByRole('radio', { name }).press('Space')
    await list('Teams')
    for (const team of ['Central', 'East']) await addNamed('team', team)
    await list('Permission sets')
    await addNamed('permission set', 'CSM')
    await panel(root).getByRole('slider', { name: 'Companies, View' }).press('End')
    await panel(root).getByRole('slider', { name: 'Everything else, View' }).press('End')
    await list('Users')
    await addNamed('user', 'Anna Snelling')
    await give('Add a permission set', 'CSM')
    await give('Add a team', 'Central')
    await addNamed('user', 'Dustin Brinkmann')
    await panel(root).getByRole('switch', { name: 'Super admin' }).press('Space')
    csm = await newBrowser('Anna Snelling')
    second = await newBrowser('Dustin Brinkmann')
    await isIn(csm, 'Main workspace')
    await go(csm, tabs.customers)
    await cell(csm, 'Acme Corporation').waitFor()

    await go(root, tabs.workspaces)
    for (const name of ['Central', 'East']) {
      await root.getByRole('button', { name: 'New workspace' }).click()
      const dialog = root.getByRole('dialog')
      await dialog.getByRole('textbox', { name: 'Name' }).fill(`${name} team`)
      await dialog.getByRole('combobox', { name: 'Teams' }).fill(name)
      await root.getByRole('option', { name }).click()
      await root.keyboard.press('Tab')
      await dialog.getByRole('button', { name: 'Create workspace' }).click()
      await root.getByRole('complementary', { name: `Workspace: ${name} team` }).waitFor()
    }
    await isIn(csm, 'Central team')
    await go(root, tabs.access)
    await root.getByRole('button', { name: 'Anna Snelling', exact: true }).click()
    await give('Add a team', 'East')
    await panel(root).getByText('opens Central team').waitFor()
    await isIn(csm, 'Central team')
  })

  test('[MAP-1] [MAP-4] [SDK-16] accounts with a pipeline are made, brought in and mapped as customers; the CSM sees them once it is set up', async () => {
    await root.getByRole('button', { name: 'Root', exact: true }).click()
    await give('Add a team', 'Central')
    await go(root, tabs.objects)
    await root.getByRole('button', { name: 'New object type' }).click()
    await panel(root).getByRole('textbox', { name: 'Name of one' }).fill('Account')
    await panel(root).getByRole('textbox', { name: 'Name of several' }).fill('Accounts')
    for (const [label, kind] of [
      ['Lead', 'User'],
      ['Country', 'Text (one line)'],
    ] as const) {
      await panel(root).getByRole('button', { name: 'Add property' }).click()
      await panel(root).getByRole('textbox', { name: 'Label of the property' }).last().fill(label)
      await option(root, panel(root).getByRole('combobox', { name: 'Kind' }).last(), kind)
    }
    await panel(root).getByRole('button', { name: 'Add pipeline' }).click()
    await panel(root).getByRole('textbox', { name: 'Name of the pipeline' }).fill('Life')
    await panel(root).getByRole('textbox', { name: 'Name of the stage' }).fill('Onboarding')
    await save(root)

    await go(root, `${tabs.imports}&at=new`)
    await root.getByRole('heading', { name: 'Bring your customers in' }).waitFor()
    await drop(root, 'accounts.csv')
    await option(root, root.getByRole('combobox', { name: 'What the lines of accounts.csv become' }), 'Accounts')
    await become('account', 'Name')
    await become('office_location', 'Country')
    await become('employees', 'New property: Employees')
    await root.getByRole('button', { name: 'Import 85 lines' }).click()
    await root.locator('.import-progress', { hasText: '85 of 85 lines · done' }).waitFor()

    await go(root, tabs.roles)
    await root.getByRole('group', { name: 'Customer' }).getByRole('radio', { name: 'Account custom object' }).check()
    await root.getByText('Workspaces that have to choose again: 3. Until then their tab asks for it.').waitFor()
    await save(root)
    await csm.getByText('CSM property of Account is not chosen. Ask Root or Dustin Brinkmann.').waitFor()
    await go(root, tabs.customers)
    await root.getByRole('link', { name: 'Choose now' }).click()
    await option(root, root.getByRole('combobox', { name: 'CSM property' }), 'Lead')
    await save(root)
    await cell(csm, 'Acme Corporation').waitFor()
  })

  test('[VIEW-2] [VIEW-3] [VIEW-6] [VIEW-7] a view with nested filters is shared as default and reaches the CSM', async () => {
    await go(root, tabs.customers)
    const condition = async (property: string, value: string, operator?: string) => {
      await root.locator('.chooser input:focus').waitFor()
      await root.keyboard.type(property)
      await root.keyboard.press('Enter')
      await root.locator(`[aria-label^="How ${property} is compared"]:focus`).waitFor()
      if (operator === undefined) await root.getByRole('button', { name: `Value for ${property}` }).click()
      else {
        await root.keyboard.press('Enter')
        await root.getByRole('menuitemradio', { name: operator, exact: true }).click()
      }
      await root.locator('.part-editor :focus').waitFor()
      await root.keyboard.type(value)
      await root.keyboard.press('Control+Enter')
      await root.getByRole('button', { name: `Value for ${property}: ${value}` }).waitFor()
    }
    await root.getByRole('button', { name: 'Advanced' }).click()
    await root.getByRole('button', { name: 'Condition', exact: true }).click()
    await condition('Employees', '900', 'is at least')
    await root.getByRole('button', { name: 'Group', exact: true }).click()
    await condition('Country', 'Kenya')
    await root.getByRole('button', { name: 'Add to this group' }).click()
    await root.getByRole('menuitem', { name: 'Condition' }).click()
    await condition('Name', 'Acme Corporation')
    await root.getByText('Customers where').waitFor()
    await root.getByRole('button', { name: 'Save as new view' }).click()
    const dialog = root.getByRole('dialog')
    await dialog.getByLabel('Name').fill('Large or near')
    await dialog.getByText('Everyone in the workspace').click()
    await dialog.getByRole('button', { name: 'Save as new view' }).click()
    const view = csm.getByRole('navigation', { name: 'Views' }).getByRole('link', { name: 'Large or near' })
    await view.waitFor()
    await root.getByRole('button', { name: /^More for the view/ }).click()
    await root.getByRole('menuitem', { name: 'Set as default view' }).click()
    await root.getByLabel('Description').fill('Accounts that need a plan')
    await root.getByRole('button', { name: 'Set as default view' }).click()
    await expect.poll(() => view.getAttribute('title')).toBe('Accounts that need a plan')
    await view.click()
    await expect.poll(() => csm.locator('.tbody .who').allTextContents()).toEqual(['Acme Corporation', 'Betatech'])
  })

  test('[WSP-11] [ACC-13] of two who save the same settings the second sees what came between and whose it is; the last super admin stays', async () => {
    for (const page of [root, second]) {
      await go(page, tabs.workspaces)
      await page.getByRole('button', { name: /^East team/ }).click()
    }
    const description = (page: Page) =>
      page.getByRole('complementary', { name: 'Workspace: East team' }).getByRole('textbox', { name: 'Description' })
    await description(second).fill('New York and beyond')
    await description(root).fill('From Boston to Miami')
    await save(root)
    const conflict = second.getByRole('alert').filter({ hasText: 'Root saved this meanwhile, ' })
    await conflict.filter({ hasText: 'From Boston to Miami' }).filter({ hasText: 'New York and beyond' }).waitFor()
    await conflict.getByRole('button', { name: 'Take theirs' }).click()
    await second.getByRole('region', { name: 'Unsaved changes' }).waitFor({ state: 'detached' })

    await go(second, tabs.access)
    const admin = panel(second).getByRole('switch', { name: 'Super admin' })
    await second.getByRole('button', { name: 'Root', exact: true }).click()
    await admin.press('Space')
    await second.getByRole('button', { name: 'Dustin Brinkmann', exact: true }).click()
    await panel(second).getByText('The only super admin.').waitFor()
    expect(await admin.isDisabled()).toBe(true)
    expect(await panel(second).getByRole('button', { name: 'Deactivate', exact: true }).isDisabled()).toBe(true)
    expect(faults).toEqual([])
  })
})
