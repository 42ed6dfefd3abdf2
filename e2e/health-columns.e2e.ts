import { Company, getValue } from '@tenure/core/contract'
import { activateProfileContract, saveProfileContract } from '@tenure/core/health'
import { scoreProfileSchema } from '@tenure/core/score'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { axe } from './page/axe.js'
import { launchBrowser } from './support/browser.js'
import { idOf, row, startWorkspace, type TestWorkspace } from './support/test-workspace.js'

const user = { active: true, seat: true, timeZone: 'UTC', locale: 'en-GB', objects: { '*': { view: 'all', edit: 'all', delete: 'all' } } }
const company = (id: string, name: string, employees?: number) =>
  row('company', id, { name, csm: idOf('anna'), ...(employees && { employees }) })
const rows = [
  row('user', 'anna', { ...user, name: 'Anna Berg', permissions: ['workspace.access'] } as never),
  row('user', 'dora', { ...user, name: 'Dora Adler', locale: 'de-DE', permissions: ['workspace.access'] } as never),
  row('user', 'boss', { ...user, name: 'Bea Boss', superAdmin: true } as never),
  company('halden', 'Halden Freight', 200),
  company('solenne', 'Solenne Hotels', 60),
  company('veltra', 'Veltra Energy', 20),
  company('juniper', 'Juniper Vale'),
]
const criterion = {
  ...{ id: 'size', name: 'Size', kind: 'number', property: 'company.employees' },
  ranges: [
    { to: 50, points: 20 },
    { from: 50, to: 100, points: 55 },
    { from: 100, points: 100 },
  ],
} as const
const definition = scoreProfileSchema.parse({
  name: 'Size',
  objectType: 'company',
  segments: [{ name: 'Size known', filter: { test: 'is-known', property: 'company.employees' } }],
  groups: [{ id: 'usage', name: 'Usage', kind: 'property', maximum: 100, criteria: [criterion] }],
})

const browser: Browser | undefined = await launchBrowser()
describe.skipIf(browser === undefined)('health in the list of customers', () => {
  let workspace: TestWorkspace
  let anna: Page
  beforeAll(async () => {
    workspace = await startWorkspace(rows, [])
    const boss = workspace.host.as(idOf('boss'))
    const { profile, version } = getValue(await boss.act(saveProfileContract, { definition, alerts: false }))
    getValue(await boss.act(activateProfileContract, { profile, version, alerts: false }))
    await workspace.host.idle()
    anna = await workspace.open(browser as Browser, idOf('anna'), {}, '/?tab=tenure.customers/customers&view=tenure.customers/all')
  })
  afterAll(async () => {
    await browser?.close()
    await workspace?.[Symbol.asyncDispose]()
  })
  const names = (page: Page) => page.locator('.tbody .who').allTextContents()
  const customer = (page: Page, name: string) => page.getByRole('row').filter({ hasText: name })

  test('[CUS-2] [HS-8] [HS-9] a list shows how each score moved, live; one without a past says so, and none is no line', async () => {
    await customer(anna, 'Halden Freight').getByText('No past yet').waitFor()
    // 100 has a digit more than others, and its word still does not touch it.
    const whole = customer(anna, 'Halden Freight').locator('.h .v').filter({ hasText: '100' })
    expect(await whole.evaluate((score) => score.scrollWidth <= score.clientWidth)).toBe(true)
    getValue(await workspace.host.as(idOf('boss')).edit(idOf('halden'), Company.employees, 60))
    await customer(anna, 'Halden Freight')
      .getByRole('img', { name: /^100 on .*, 55 now$/ })
      .waitFor()
    await customer(anna, 'Halden Freight').getByText('↓45').waitFor()
    expect(await customer(anna, 'Juniper Vale').getByText('No past yet').count()).toBe(0)
    await customer(anna, 'Juniper Vale').getByText('Not scored').waitFor()
    expect(await axe(anna)).toEqual([])
  })

  test('[CUS-2] a column of health that nobody made narrower cuts no word, and one that is too narrow cuts it with an ellipsis', async () => {
    const size = { viewport: { width: 1000, height: 600 } }
    const dora = await workspace.open(browser as Browser, idOf('dora'), size, '/?tab=tenure.customers/customers&view=tenure.customers/all')
    await customer(dora, 'Juniper Vale').getByText('Nicht bewertet').waitFor()
    await customer(dora, 'Halden Freight').locator('.trend, .trend-none').waitFor({ state: 'attached' })
    expect(await cutWords(dora)).toEqual([])
    for (const [width, count] of [
      [214, 0],
      [40, 4],
    ] as const) {
      await drag(dora, width)
      await expect.poll(() => cutWords(dora)).toHaveLength(count)
      expect(await outside(dora)).toEqual([])
    }
    expect(await customer(dora, 'Veltra Energy').locator('.h .w').getAttribute('title')).toBe('Gefährdet')
    await dora.context().close()
  })

  test('[CUS-2] [HS-8] [VIEW-6] it is sorted by score, filtered by score and status, and the address and a view keep that', async () => {
    await anna.getByRole('columnheader', { name: /^Health/ }).click()
    await expect.poll(() => names(anna)).toEqual(['Veltra Energy', 'Halden Freight', 'Solenne Hotels', 'Juniper Vale'])
    await anna.getByRole('columnheader', { name: /^Health/ }).click()
    await expect.poll(() => names(anna)).toEqual(['Halden Freight', 'Solenne Hotels', 'Veltra Energy', 'Juniper Vale'])
    await anna.getByRole('button', { name: 'Advanced' }).click()
    await anna.getByRole('button', { name: 'Condition', exact: true }).click()
    await anna.locator('.chooser input:focus').waitFor()
    await anna.keyboard.type('health score')
    await anna.keyboard.press('Enter')
    await anna.locator('[aria-label^="How Health score is compared"]:focus').waitFor()
    await anna.keyboard.press('Enter')
    await anna.getByRole('menuitemradio', { name: 'is at least', exact: true }).click()
    await anna.locator('.part-editor :focus').waitFor()
    await anna.keyboard.type('50')
    await anna.keyboard.press('Control+Enter')
    await expect.poll(() => names(anna)).toEqual(['Halden Freight', 'Solenne Hotels'])
    await anna.reload()
    await expect.poll(() => names(anna)).toEqual(['Halden Freight', 'Solenne Hotels'])
    await anna.getByRole('button', { name: 'Save as new view' }).click()
    await anna.getByRole('dialog').getByLabel('Name').fill('Above 50')
    await anna.getByRole('dialog').getByRole('button', { name: 'Save as new view' }).click()
    await anna.getByRole('navigation', { name: 'Views' }).getByRole('link', { name: 'All customers' }).click()
    await expect.poll(async () => (await names(anna)).length).toBe(4)
    await anna.getByRole('navigation', { name: 'Views' }).getByRole('link', { name: 'Above 50' }).click()
    await expect.poll(() => names(anna)).toEqual(['Halden Freight', 'Solenne Hotels'])
    getValue(await workspace.host.as(idOf('boss')).edit(idOf('veltra'), Company.employees, 500))
    await expect.poll(() => names(anna)).toEqual(['Veltra Energy', 'Halden Freight', 'Solenne Hotels'])
  })
})

const cellsOf = (page: Page) => page.locator('.tbody .cell:has(.h)')
/** Words of health that end before their end. */
function cutWords(page: Page): Promise<readonly string[]> {
  return cellsOf(page).evaluateAll((cells) =>
    cells.flatMap((cell) => {
      const word = cell.querySelector('.w')
      return word !== null && word.scrollWidth > word.clientWidth ? [word.textContent ?? ''] : []
    }),
  )
}
/** Cells whose health goes on beyond them. */
function outside(page: Page): Promise<readonly string[]> {
  return cellsOf(page).evaluateAll((cells) =>
    cells.filter((cell) => cell.scrollWidth > cell.clientWidth).map((cell) => cell.textContent ?? ''),
  )
}
/** Makes the column of health so wide, by the edge of its head. */
async function drag(page: Page, width: number): Promise<void> {
  const head = page.locator('.th:has(.edge)').nth(1)
  const [place, edge] = [await head.boundingBox(), await head.locator('.edge').boundingBox()]
  if (place === null || edge === null) throw new Error('The column has a head with an edge.')
  const from = { x: edge.x + edge.width / 2, y: edge.y + edge.height / 2 }
  await page.mouse.move(from.x, from.y)
  await page.mouse.down()
  await page.mouse.move(from.x + width - place.width, from.y, { steps: 4 })
  await page.mouse.up()
}
