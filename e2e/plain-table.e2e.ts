import { use } from '@tenure/core'
import { onRow, table as tableOf } from '@tenure/core/block'
import { schemas, windowOf } from '@tenure/core/contract'
import { defineAction, definePlugin, defineProvider, defineTab } from '@tenure/core/plugin'
import type { Browser, Page } from 'playwright-core'
import { of } from 'rxjs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { renewals } from '../examples/custom-tab/plugin.js'
import { launchBrowser } from './support/browser.js'
import { dayAhead } from './support/day-ahead.js'
import { idOf, row, startWorkspace, type TestWorkspace } from './support/test-workspace.js'

const company = (name: string, days: number, amount: string, healthStatus: string, currency = 'EUR') =>
  row('company', name, { name, csm: idOf('anna'), renewalDate: dayAhead(days), arr: { amount, currency }, healthStatus })
const rows = [
  row('user', 'anna', {
    name: 'Anna Berg',
    active: true,
    timeZone: 'Europe/Berlin',
    seat: true,
    locale: 'en-GB',
    permissions: ['workspace.access', 'acme.renewals/write-notes'],
    objects: { '*': { view: 'all', edit: 'all', delete: 'all' } } as never,
  }),
  company('Northwind', 12, '900.00', 'at-risk'),
  company('Halden', 20, '12000.00', 'neutral'),
  company('Castor', 40, '500.00', 'at-risk', 'USD'),
  company('Mirelle', 60, '3000.00', 'neutral'),
  ...['Alto', 'Brava', 'Corda', 'Delta', 'Estia'].map((name, at) => company(name, 70 + at, '100.00', 'neutral')),
]
const query = '/?tab=acme.renewals/renewals'

const permission = 'workspace.access' as const
/** A list that its provider searches and filters itself, and whose rows say which customer they are about. */
const calls = defineProvider({
  permission,
  id: 'acme.calls/calls',
  input: z.strictObject({
    ...{ search: z.string().optional(), offset: z.int().optional(), limit: z.int().optional() },
    onlyLong: z.boolean().optional(),
    mood: z.enum(['good', 'bad']).optional(),
    since: z.iso.date().optional().meta({ title: 'Since' }),
    word: z.string().optional(),
  }),
  output: windowOf(z.strictObject({ id: z.string(), title: z.string(), minutes: z.int(), customer: schemas.recordId })),
  watch: ({ input: { onlyLong, mood, since, word, search } }) => {
    const found = toCalls(idOf).filter(
      (call) =>
        (!onlyLong || call.minutes > 10) &&
        (mood ?? call.mood) === call.mood &&
        (since ?? '') <= call.day &&
        call.title.includes(word ?? '') &&
        call.title.includes(search ?? ''),
    )
    return of({ rows: found.map(({ mood: _mood, day: _day, ...row }) => row), total: found.length })
  },
})
const toCalls = (id: typeof idOf) => [
  { id: 'x1', title: 'Welcome call', minutes: 5, mood: 'good', day: '2026-03-01', customer: id('Northwind') },
  { id: 'x2', title: 'Price call', minutes: 40, mood: 'bad', day: '2026-04-01', customer: id('Halden') },
  { id: 'x3', title: 'Training', minutes: 60, mood: 'good', day: '2026-05-01', customer: id('Castor') },
]
const praised: string[] = []
const praise = defineAction({
  ...{ permission, id: 'acme.calls/praise', title: 'Praise' },
  input: z.strictObject({ customer: schemas.recordId }),
  run: ({ input }) => void praised.push(input.customer),
})
const callList = tableOf({
  from: calls,
  search: true,
  controls: ['onlyLong', 'mood', 'since', 'word'],
  columns: ['title', { field: 'minutes', format: 'number' }],
  opens: { type: 'company', id: 'customer' },
  rowActions: [onRow(praise, { customer: 'customer' }, { button: true, key: 'r', icon: 'star' })],
})
const callTab = defineTab({ id: 'acme.calls/list', title: 'Calls', icon: 'phone', block: callList })
const callPlugin = definePlugin({ id: 'acme.calls', version: '1.0.0', host: '1.0', grants: [], contributes: [calls, praise, callTab] })

const browser: Browser | undefined = await launchBrowser()
describe.skipIf(browser === undefined)('a plain table', () => {
  let workspace: TestWorkspace
  let page: Page
  const faults: string[] = []
  beforeAll(async () => {
    workspace = await startWorkspace(rows, [use(renewals, { followUpDays: 7 }), use(callPlugin)])
    page = await workspace.open(browser as Browser, idOf('anna'), {}, query)
    page.on('pageerror', (error) => faults.push(error.message))
  })
  afterAll(async () => {
    await browser?.close()
    await workspace?.[Symbol.asyncDispose]()
  })
  const table = () => page.locator('.block.table').first()
  const names = (on = page) => on.locator('.block.table').first().locator('.row-lead').allTextContents()
  const order = (expected: readonly string[]) => expect.poll(async () => (await names()).slice(0, expected.length)).toEqual(expected)
  const head = (name: string) => table().getByRole('button', { name, exact: true })

  test('[SDK-3] columns are labelled and written as their properties are; the table counts, sorts and searches', async () => {
    await order(['Northwind', 'Halden', 'Castor', 'Mirelle'])
    expect(await table().getByRole('columnheader').allTextContents()).toEqual([
      'Name',
      'ARR',
      'Renewal date',
      'Days left',
      'Risk note',
      'Actions',
    ])
    const first = table().getByRole('row').nth(1)
    expect(await first.textContent()).toMatch(/Northwind€900.*12 d/)
    await table().getByText('9 rows', { exact: true }).waitFor()
    await head('ARR').click()
    await order(['Alto', 'Brava'])
    await head('ARR').click()
    await order(['Castor', 'Halden', 'Mirelle', 'Northwind'])
    await table().getByRole('searchbox').fill('hald')
    await order(['Halden'])
    await table().getByText('1 of 9 rows').waitFor()
    await table().getByRole('searchbox').fill('nobody')
    await table().getByRole('button', { name: 'Clear search' }).click()
    await head('ARR').click()
    await order(['Northwind', 'Halden'])
  })

  test('[SDK-3] inputs of the source are controls above its block, kept in the address', async () => {
    await table().getByRole('switch', { name: 'Only at risk' }).check()
    await order(['Northwind', 'Castor'])
    await table().getByText('2 rows', { exact: true }).waitFor()
    await table().getByRole('spinbutton', { name: 'Days until the renewal' }).fill('30')
    await page.keyboard.press('Enter')
    await table().getByText('1 row', { exact: true }).waitFor()
    await page.reload()
    await table().getByText('1 row', { exact: true }).waitFor()
    expect(await table().getByRole('switch').isChecked()).toBe(true)
    await table().getByRole('switch').uncheck()
    await table().getByText('2 rows', { exact: true }).waitFor()
  })

  test('[SDK-3] a row opens its record, and its action is a button, a key and in the menu', async () => {
    await table().getByText('Halden').click()
    await page.getByRole('complementary', { name: 'Record: Halden' }).waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('complementary').waitFor({ state: 'detached' })
    await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe('Halden')
    await page.keyboard.press('r')
    const dialog = page.getByRole('dialog', { name: 'Add risk note' })
    await dialog.getByText('Halden').waitFor()
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
    await page.getByRole('button', { name: 'Actions for Halden' }).click()
    await expect.poll(() => page.getByRole('menuitem').allTextContents()).toEqual(['Add risk note…R'])
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Add risk note: Halden' }).click()
    await dialog.getByRole('textbox').first().fill('Champion left')
    await dialog.getByRole('button', { name: 'Add risk note' }).click()
    await table().getByRole('cell', { name: 'Champion left' }).waitFor()
    expect(faults).toEqual([])
  })

  test('[SDK-3] a list with a search has the same controls, buttons and keys, and opens what its rows name', async () => {
    const list = await workspace.open(browser as Browser, idOf('anna'), {}, '/?tab=acme.calls/list')
    const titles = () => list.locator('.tbody .td.first').allTextContents()
    const shows = (expected: readonly string[]) => expect.poll(titles).toEqual(expected)
    await shows(['Welcome call', 'Price call', 'Training'])
    await shows(['Welcome call', 'Price call', 'Training'])
    await list.getByRole('switch', { name: 'Only long' }).check()
    await shows(['Price call', 'Training'])
    await list.getByLabel('Since').fill('2026-04-15')
    await shows(['Training'])
    await list.getByRole('textbox', { name: 'Word' }).fill('call')
    await list.keyboard.press('Enter')
    await list.getByRole('button', { name: 'Reset what is chosen above' }).click()
    await shows(['Welcome call', 'Price call', 'Training'])
    await shows(['Welcome call', 'Price call', 'Training'])
    await list.getByRole('combobox', { name: 'Mood' }).click()
    await list.getByRole('option', { name: 'Bad' }).click()
    await shows(['Price call'])
    await list.reload()
    await shows(['Price call'])
    await list.getByRole('button', { name: 'Praise: Price call' }).click()
    await expect.poll(() => praised).toEqual([idOf('Halden')])
    await list.getByRole('gridcell', { name: 'Price call', exact: true }).click()
    await list.getByRole('complementary', { name: 'Record: Halden' }).waitFor()
    await list.keyboard.press('r')
    await expect.poll(() => praised).toEqual([idOf('Halden'), idOf('Halden')])
    await list.getByRole('button', { name: 'Actions for Price call' }).click()
    await expect.poll(() => list.getByRole('menuitem').allTextContents()).toEqual(['PraiseR'])
  })

  test('[SDK-13] on a phone the rows are cards with the same buttons', async () => {
    const phone = await workspace.open(
      browser as Browser,
      idOf('anna'),
      { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true },
      query,
    )
    const card = phone.locator('.plain-cards > li').filter({ hasText: 'Northwind' })
    await card.getByText('€900').waitFor()
    await card.getByRole('button', { name: 'Add risk note: Northwind' }).tap()
    await phone.getByRole('dialog', { name: 'Add risk note' }).waitFor()
    await phone.keyboard.press('Escape')
    expect(await phone.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true)
    await card.getByText('Northwind').tap()
    await phone.getByRole('complementary', { name: 'Record: Northwind' }).waitFor()
  })
})
