import { use } from '@tenure/core'
import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { assets } from '../examples/assets-tab/assets-tab.js'
import { contacts } from '../examples/contacts-tab/contacts-tab.js'
import { launchBrowser } from './support/browser.js'
import { dayAhead } from './support/day-ahead.js'
import { idOf, row, startWorkspace, type TestWorkspace } from './support/test-workspace.js'

const day = 86_400_000
const at = (company: string, association: string) => [{ association, to: { type: 'company', externalId: company } }]
const rows = [
  row('user', 'anna', {
    name: 'Anna Berg',
    active: true,
    seat: true,
    timeZone: 'Europe/Berlin',
    locale: 'en-GB',
    permissions: ['workspace.access', 'settings.manage'],
    objects: { '*': { view: 'all', edit: 'all', delete: 'all' } } as never,
  }),
  row('company', 'northwind', { name: 'Northwind Shipping', csm: idOf('anna'), renewalDate: dayAhead(40) }),
  row('company', 'halden', { name: 'Halden Freight', csm: idOf('anna'), renewalDate: dayAhead(200) }),
  row(
    'contact',
    'marit',
    { name: 'Marit Solberg', jobTitle: 'Head of operations', email: 'marit@northwind.example' },
    at('northwind', 'companies'),
  ),
  row('contact', 'jonas', { name: 'Jonas Weber', jobTitle: 'Buyer', email: 'jonas@halden.example' }, at('halden', 'companies')),
  row('contact', 'lena', { name: 'Lena Roth', email: 'lena@example.com' }),
  row('note', 'called', { title: 'Called', at: Date.now() - 10 * day }, [
    { association: 'contacts', to: { type: 'contact', externalId: 'marit' } },
  ]),
]
const assetRows = [
  row(
    'asset',
    'crane',
    { name: 'Harbour crane', serialNumber: 'HC-104', state: 'in-use', warrantyEndDate: dayAhead(30) },
    at('northwind', 'company'),
  ),
  row(
    'asset',
    'scanner',
    { name: 'Gate scanner', serialNumber: 'GS-220', state: 'in-repair', warrantyEndDate: dayAhead(400) },
    at('halden', 'company'),
  ),
  row('asset', 'spare', { name: 'Spare pallet lift', serialNumber: 'PL-009', state: 'retired' }),
]

const browser: Browser | undefined = await launchBrowser()
describe.skipIf(browser === undefined)('tabs that come while the page is open', () => {
  let workspace: TestWorkspace
  let page: Page
  const errors: string[] = []
  beforeAll(async () => {
    workspace = await startWorkspace(rows)
    page = await workspace.open(browser as Browser, idOf('anna'))
    page.on('pageerror', (error) => errors.push(error.message))
  })
  afterAll(async () => {
    await browser?.close()
    await workspace?.[Symbol.asyncDispose]()
  })

  const tab = (name: string): Locator => page.getByRole('navigation', { name: 'Workspace', exact: true }).getByRole('link', { name })
  const view = (name: string): Locator => page.getByRole('navigation', { name: 'Views' }).getByRole('link', { name })
  const line = (name: string): Locator => page.getByRole('row').filter({ hasText: name })
  const search = (): Locator => page.getByRole('textbox', { name: /^Search/ })
  const gone = (locator: Locator) => locator.waitFor({ state: 'detached' })
  const preview = (name: string): Locator => page.getByRole('complementary', { name: `Record: ${name}` })

  test('[SDK-4] a tab over contacts appears without a reload, with views, linked columns, search and preview', async () => {
    await line('Northwind Shipping').waitFor()
    await page.evaluate("globalThis.stayed = 'yes'")
    expect(await workspace.host.add(use(contacts))).toMatchObject({ state: 'active' })
    await tab('Contacts').click()
    await line('Marit Solberg').filter({ hasText: 'Northwind Shipping' }).filter({ hasText: '40 d' }).waitFor()
    await line('Jonas Weber').filter({ hasText: 'Halden Freight' }).filter({ hasText: '200 d' }).waitFor()
    await view('Active within 30 days').click()
    await gone(line('Jonas Weber'))
    await view('All contacts').click()
    await search().fill('halden')
    await gone(line('Marit Solberg'))
    await line('Jonas Weber').click()
    await preview('Jonas Weber').getByText('jonas@halden.example').first().waitFor()
  })

  test('[WSP-9] saved settings reach the open tab', async () => {
    await search().fill('')
    await line('Marit Solberg').waitFor()
    await view('Active within 30 days').click()
    await gone(line('Lena Roth'))
    await line('Marit Solberg').waitFor()
    await save({ activeDays: 7 })
    await view('Active within 7 days').waitFor()
    await gone(line('Marit Solberg'))
    await save({ activeDays: 14 })
    await line('Marit Solberg').waitFor()
  })

  test('[SDK-4] [SDK-3] a tab over a type that nobody knew before has its rows with their customers', async () => {
    expect(await workspace.host.add(use(assets))).toMatchObject({ state: 'active' })
    await workspace.host.importer('test').run(assetRows)
    await tab('Assets').click()
    await line('Harbour crane').filter({ hasText: 'Northwind Shipping' }).waitFor()
    await line('Gate scanner')
      .filter({ hasText: 'Halden Freight' })
      .filter({ hasText: 'In repair' })
      .filter({ hasText: 'Anna Berg' })
      .waitFor()
    await view('In repair').click()
    await gone(line('Harbour crane'))
    await view('All assets').click()
    await search().fill('northwind')
    await gone(line('Gate scanner'))
    await line('Harbour crane').click()
    await preview('Harbour crane').getByText('Northwind Shipping').first().waitFor()
  })

  test('[SDK-4] tabs that are removed go, and the page works on', async () => {
    await workspace.host.remove('acme.contacts')
    await gone(tab('Contacts'))
    await workspace.host.remove('acme.assets')
    await gone(tab('Assets'))
    await tab('Customers').click()
    await line('Northwind Shipping').waitFor()
    await workspace.act(idOf('anna'), 'tenure.record/update', {
      type: 'company',
      id: idOf('northwind'),
      values: { name: 'Northwind Logistics' },
    })
    await line('Northwind Logistics').waitFor()
    expect(await page.evaluate('globalThis.stayed')).toBe('yes')
    expect(errors).toEqual([])
  })

  const save = async (values: object): Promise<void> => {
    const section = 'acme.contacts/settings'
    const headers = await workspace.signIn(idOf('anna'))
    const address = `${workspace.url}/api/read/tenure.core/settings?input=${encodeURIComponent(JSON.stringify({ section }))}`
    const answer = await (await fetch(address, { headers })).json()
    const version = answer.value.version
    expect((await workspace.act(idOf('anna'), 'tenure.core/save-settings', { section, values, version })).status).toBe(200)
  }
})
