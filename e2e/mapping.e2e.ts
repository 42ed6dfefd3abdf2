import { administration } from '@tenure/administration'
import { use } from '@tenure/core'
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
]

const browser: Browser | undefined = await launchBrowser()
describe.skipIf(browser === undefined)('a custom object as customer', () => {
  let workspace: TestWorkspace
  let root: Page
  let csm: Page
  beforeAll(async () => {
    workspace = await startWorkspace(rows, [use(administration)])
    root = await workspace.open(browser as Browser, idOf('root'), {}, '/?tab=tenure.administration/objects-page')
    csm = await workspace.open(browser as Browser, idOf('csm'), {}, '/?view=tenure.customers/all')
  })
  afterAll(async () => {
    await browser?.close()
    await workspace?.[Symbol.asyncDispose]()
  })

  const cell = (page: Page, text: string) => page.getByRole('gridcell').filter({ hasText: text })
  const save = async () => {
    await root.keyboard.press('Control+s')
    await root.getByRole('region', { name: 'Unsaved changes' }).waitFor({ state: 'detached' })
  }
  const role = (type: string) => root.getByRole('group', { name: 'Customer' }).getByRole('radio', { name: type })

  test('[MAP-1] an object type is made on the page with properties, an association and a pipeline with stages', async () => {
    await root.getByRole('button', { name: 'New object type' }).click()
    const panel = root.getByRole('complementary', { name: 'New object type' })
    const add = async (label: string, kind: string) => {
      await panel.getByRole('button', { name: 'Add property' }).click()
      await panel.getByRole('textbox', { name: 'Label of the property' }).last().fill(label)
      await panel.getByRole('combobox', { name: 'Kind' }).last().click()
      await root.getByRole('option', { name: kind, exact: true }).click()
    }
    await panel.getByRole('textbox', { name: 'Name of one' }).fill('Account')
    await panel.getByRole('textbox', { name: 'Name of several' }).fill('Accounts')
    await add('Lead', 'User')
    await add('Ends', 'Date')
    await add('Region', 'One option')
    await panel.getByRole('button', { name: 'Add option' }).click()
    await panel.getByRole('textbox', { name: 'Option' }).fill('Iberia')
    await panel.getByRole('button', { name: 'Add association' }).click()
    await panel.getByRole('button', { name: 'Add pipeline' }).click()
    await panel.getByRole('textbox', { name: 'Name of the pipeline' }).fill('Life')
    await panel.getByRole('textbox', { name: 'Name of the stage' }).fill('Onboarding')
    await panel.getByRole('button', { name: 'Add stage' }).click()
    await panel.getByRole('textbox', { name: 'Name of the stage' }).last().fill('Live')
    expect(await axe(root)).toEqual([])
    await save()
    await root.getByRole('complementary', { name: 'Account', exact: true }).waitFor()
    await root
      .getByRole('button', { name: /^Accounts/ })
      .filter({ hasText: 'Properties: 4 · Pipelines: 1' })
      .waitFor()
    const made = { type: 'custom-account', values: { name: 'Halden Freight', lead: idOf('csm'), ends: '2027-05-01' } }
    expect((await workspace.act(idOf('root'), 'tenure.record/create', made)).ok).toBe(true)
  })

  test('[MAP-1] [MAP-4] what a mapping invalidates is said before it is saved; then the tab asks, and reads from the new type', async () => {
    await root.getByRole('link', { name: 'Object roles' }).click()
    await role('Account custom object').check()
    const effects = root.getByRole('complementary').filter({ hasText: 'When you save' })
    for (const text of [
      'Customer becomes Account, in every workspace (1).',
      'Workspaces that have to choose again: 1.',
      'No longer used: CSM property: CSM (Company)',
      'Main workspace · Customers',
    ])
      await effects.getByText(text).waitFor()
    await cell(csm, 'Northwind Shipping').waitFor()
    expect(await axe(root)).toEqual([])
    await save()
    await csm.getByText('CSM property of Account is not chosen. Ask Rosa Kern.').waitFor()
    await root.getByRole('link', { name: 'Customers', exact: true }).first().click()
    await root.getByRole('link', { name: 'Choose now' }).click()
    for (const [field, property] of [
      ['CSM property', 'Lead'],
      ['Renewal date property', 'Ends'],
    ] as const) {
      await root.getByRole('combobox', { name: field }).click()
      await root.getByRole('option', { name: property, exact: true }).click()
    }
    await save()
    await cell(csm, 'Halden Freight').waitFor()
    await cell(csm, 'Carla Soto').waitFor()
    expect(await cell(csm, 'Northwind Shipping').count()).toBe(0)
  })

  test('[MAP-4] back to the old type everything that was chosen for it is there again', async () => {
    await root.getByRole('link', { name: 'Object roles' }).click()
    await role('Company').check()
    await save()
    await cell(csm, 'Northwind Shipping').waitFor()
    await cell(csm, 'Carla Soto').waitFor()
    expect(await cell(csm, 'Halden Freight').count()).toBe(0)
  })
})
