import { use } from '@tenure/core'
import { Company, schemas } from '@tenure/core/contract'
import { preferencesContract, RecordActions, recordAction } from '@tenure/core/page'
import { contribute, defineAction, definePlugin, edits } from '@tenure/core/plugin'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { axe } from './page/axe.js'
import { launchBrowser } from './support/browser.js'
import { hold } from './support/hold.js'
import { idOf, row, startWorkspace, type TestWorkspace } from './support/test-workspace.js'

const Renames = edits(Company.name)
const rename = defineAction({
  id: 'acme.names/rename',
  title: 'Rename customer',
  permission: 'workspace.access',
  input: z.strictObject({ company: schemas.recordId, name: z.string() }),
  uses: { names: Renames },
  run: ({ input, names }) => names.edit(input.company, { name: input.name }),
})
const names = definePlugin({
  id: 'acme.names',
  version: '1.0.0',
  host: '1.0',
  grants: [Renames],
  contributes: [
    rename,
    contribute(RecordActions, {
      id: 'acme.names/action',
      ...recordAction({ action: rename, fill: { company: 'id' }, types: ['company'] }),
    }),
  ],
})
const all = { view: 'all', edit: 'all', delete: 'all' }
const rows = [
  row('user', 'anna', {
    name: 'Anna Berg',
    active: true,
    seat: true,
    timeZone: 'Europe/Berlin',
    locale: 'en-GB',
    permissions: ['workspace.access'],
    objects: { '*': all } as never,
  }),
  row('company', 'c1', { name: 'Halden Freight', domain: 'halden.example', csm: idOf('anna') }),
  row('company', 'c2', { name: 'Northwind', csm: idOf('anna') }),
  row('contact', 'p1', { name: 'Marit Solberg', email: 'marit@halden.example' }, [
    { association: 'companies', to: { type: 'company', externalId: 'c1' } },
  ]),
]

const browser: Browser | undefined = await launchBrowser()
describe.skipIf(browser === undefined)('search and commands on a real server', () => {
  let workspace: TestWorkspace
  beforeAll(async () => {
    workspace = await startWorkspace(rows, [use(names)])
  })
  afterAll(async () => {
    await browser?.close()
    await workspace?.[Symbol.asyncDispose]()
  })
  const field = (page: Page) => page.getByRole('combobox', { name: 'Search records, views and commands' })
  const active = (page: Page) => page.locator('.palette [aria-selected="true"]')

  test('[CMD-3] the keyboard alone finds a record, opens it, runs its action, and finds it again among the recent ones', async () => {
    const page = await workspace.open(browser as Browser, idOf('anna'))
    await page.getByRole('gridcell').filter({ hasText: 'Northwind' }).waitFor()
    await page.keyboard.press('Control+k')
    await field(page).waitFor()
    await page.keyboard.type('marit@hal')
    await expect.poll(() => active(page).textContent()).toContain('Marit Solberg')
    await page.locator('.palette').getByText('1 result').waitFor()
    expect(await axe(page)).toEqual([])
    await page.keyboard.press('Enter')
    await page.locator('.preview').getByRole('heading', { name: 'Marit Solberg' }).waitFor()
    await page.locator('.palette').waitFor({ state: 'detached' })

    await page.keyboard.press('Control+k')
    await page.keyboard.type('halden')
    await expect.poll(() => active(page).textContent()).toContain('Halden Freight')
    await page.keyboard.press('ArrowDown')
    await expect.poll(() => active(page).textContent()).toContain('Marit Solberg')
    await page.keyboard.press('ArrowUp')
    await page.keyboard.press('Enter')
    await page.locator('.preview').getByRole('heading', { name: 'Halden Freight' }).waitFor()

    await page.keyboard.press('Control+k')
    await page.keyboard.type('rename')
    await page.getByRole('option', { name: 'Rename customer' }).waitFor()
    await expect.poll(() => active(page).textContent()).toContain('Rename customer')
    await page.keyboard.press('Enter')
    await page.getByRole('dialog', { name: 'Rename customer' }).locator('input:focus').waitFor()
    await page.keyboard.type('Halden Group')
    await page.keyboard.press('Enter')
    await page.locator('.preview').getByRole('heading', { name: 'Halden Group' }).waitFor()

    // Looked at for a moment, it is among the recent ones, on a page that is opened later too.
    const kept = async () => JSON.stringify(await workspace.host.as(idOf('anna')).read(preferencesContract, {}))
    await expect.poll(kept).toContain('Halden Group')
    await page.goto(workspace.url)
    await page.getByRole('gridcell').filter({ hasText: 'Northwind' }).waitFor()
    await page.keyboard.press('Control+k')
    await page.getByRole('group', { name: 'Recent' }).getByRole('option', { name: 'Halden Group' }).waitFor()

    // Enter before the answer has come waits for it.
    await page.keyboard.type('northwind')
    await page.keyboard.press('Enter')
    await page.locator('.preview').getByRole('heading', { name: 'Northwind' }).waitFor()
    await page.context().close()
  })

  test('[CMD-3] what is typed before the palette is there goes into its field, and Esc calls it off', async () => {
    const page = await workspace.open(browser as Browser, idOf('anna'))
    await page.getByRole('gridcell').filter({ hasText: 'Northwind' }).waitFor()
    const release = await hold(page, /palette-[^/]*\.js/)
    await page.keyboard.press('Control+k')
    await page.keyboard.type('north')
    await page.keyboard.press('Escape')
    await page.keyboard.press('Control+k')
    await page.keyboard.type('mariz')
    await page.keyboard.press('Backspace')
    release()
    await page.keyboard.type('t', { delay: 25 })
    await field(page).waitFor()
    await expect.poll(() => field(page).inputValue()).toBe('marit')
    await expect.poll(() => active(page).textContent()).toContain('Marit Solberg')
    await page.context().close()
  })

  test('[CMD-3] Esc and the key right after it open the palette again, with what is typed', async () => {
    const page = await workspace.open(browser as Browser, idOf('anna'))
    await page.getByRole('gridcell').filter({ hasText: 'Northwind' }).waitFor()
    await page.keyboard.press('Control+k')
    await field(page).fill('halden')
    // In one turn: a page that is busy hears of both keys before it hears that its dialog has closed.
    await page.evaluate(() => {
      document.querySelector<HTMLDialogElement>('dialog.palette')?.close()
      document.dispatchEvent(new KeyboardEvent('keydown', { key: 'k', ctrlKey: true, bubbles: true, cancelable: true }))
    })
    await page.keyboard.type('north')
    await expect.poll(() => field(page).inputValue()).toBe('north')
    await expect.poll(() => active(page).textContent()).toContain('Northwind')
    await page.context().close()
  })

  test('[CMD-3] without a connection the palette says so and still offers tabs and views; Esc gives the focus back', async () => {
    const page = await workspace.open(browser as Browser, idOf('anna'))
    await page.getByRole('gridcell').filter({ hasText: 'Northwind' }).waitFor()
    const box = page.getByRole('button', { name: 'Search and commands' })
    await box.click()
    await field(page).waitFor()
    await page.keyboard.press('Escape')
    await expect.poll(() => box.evaluate((one) => one === document.activeElement)).toBe(true)
    await page.context().setOffline(true)
    await page.keyboard.press('Control+k')
    await page.keyboard.type('customers')
    await page.getByText('No connection: records cannot be searched now.').waitFor()
    await expect.poll(() => active(page).textContent()).toContain('customers')
    await page.context().close()
  })
})
