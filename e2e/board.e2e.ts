import { use } from '@tenure/core'
import { pipelinesContract } from '@tenure/core/administration'
import { getValue } from '@tenure/core/contract'
import { revenue } from '@tenure/revenue'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { launchBrowser } from './support/browser.js'
import { hold } from './support/hold.js'
import { settle } from './support/settle.js'
import { idOf, row, startWorkspace, type TestWorkspace } from './support/test-workspace.js'

const all = { view: 'all', edit: 'all', delete: 'all' }
const person = (id: string, name: string, more: object = {}) =>
  row('user', id, {
    ...{ name, active: true, seat: true, timeZone: 'Europe/Berlin', locale: 'en-GB' },
    permissions: ['workspace.access', 'settings.manage'],
    objects: { '*': all } as never,
    ...more,
  })
const deal = (id: string, name: string, stage: string, amount: string) =>
  row('deal', id, { name, pipeline: 'sales', stage, csm: idOf('anna'), amount: { amount, currency: 'EUR' } })
const rows = [
  person('anna', 'Anna Berg'),
  person('vera', 'Vera Lind'),
  deal('halden', 'Halden Freight', 'qualified', '184000'),
  deal('veltra', 'Veltra Energy', 'qualified', '312000'),
  deal('castor', 'Castor and Pine', 'proposal', '67200'),
]
const address = '/?tab=tenure.revenue/revenue&view=tenure.revenue/all'

const browser: Browser | undefined = await launchBrowser()
describe.skipIf(browser === undefined)('a board in two browsers', () => {
  let workspace: TestWorkspace
  let anna: Page
  let vera: Page
  let phone: Page

  beforeAll(async () => {
    workspace = await startWorkspace(rows, [use(revenue)])
    const open = (user: string, options?: object) => workspace.open(browser as Browser, idOf(user), options, address)
    anna = await open('anna')
    vera = await open('vera')
    phone = await open('vera', { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true })
  })
  afterAll(async () => {
    await browser?.close()
    await workspace?.[Symbol.asyncDispose]()
  })

  const column = (page: Page, stage: string) => page.locator(`[data-stage="${stage}"]`)
  const card = (page: Page, stage: string, name: string) => column(page, stage).locator('.bcard').filter({ hasText: name })
  const link = (page: Page, stage: string, name: string) => card(page, stage, name).getByRole('link')
  const drag = async (page: Page, [from, name, to]: readonly [string, string, string], drops = true) => {
    await card(page, from, name).waitFor()
    // A card that still flies to its place is not where it looks.
    await settle(page)
    const start = await card(page, from, name).boundingBox()
    const end = await column(page, to).boundingBox()
    if (start === null || end === null) throw new Error(`${name} or ${to} is not in sight.`)
    await page.mouse.move(start.x + 60, start.y + 30)
    await page.mouse.down()
    await page.mouse.move(start.x + 80, start.y + 40, { steps: 3 })
    await page.mouse.move(end.x + 80, end.y + 320, { steps: 6 })
    if (drops) await page.mouse.up()
  }

  test('[REV-2] [REV-3] [BEY-1] a card that is dragged in one moves in the other, sums included, and Ctrl Z takes it back', async () => {
    await card(vera, 'qualified', 'Halden Freight').waitFor()
    await card(anna, 'qualified', 'Halden Freight').waitFor()
    await expect.poll(() => column(vera, 'qualified').locator('.sums').textContent()).toContain('€496,000')
    await drag(anna, ['qualified', 'Halden Freight', 'negotiation'])
    await card(anna, 'negotiation', 'Halden Freight').waitFor()
    await card(vera, 'negotiation', 'Halden Freight').waitFor()
    await expect.poll(() => column(vera, 'negotiation').locator('.sums').textContent()).toContain('€184,000')
    await expect.poll(() => column(vera, 'qualified').locator('.sums').textContent()).toContain('€312,000')
    await anna.keyboard.press('Control+z')
    await card(vera, 'qualified', 'Halden Freight').waitFor()
  })

  test('[BEY-5] Ctrl Z before the answer has come takes back that change, not the one before it', async () => {
    await drag(anna, ['qualified', 'Halden Freight', 'negotiation'])
    await anna.getByText('Moved to Negotiation').waitFor()
    const release = await hold(anna, '**/api/act/tenure.record/update', 'answer')
    await drag(anna, ['qualified', 'Veltra Energy', 'proposal'])
    await card(vera, 'proposal', 'Veltra Energy').waitFor()
    await anna.keyboard.press('Control+z')
    release()
    await card(vera, 'qualified', 'Veltra Energy').waitFor()
    await card(vera, 'negotiation', 'Halden Freight').waitFor()
    await card(anna, 'qualified', 'Veltra Energy').waitFor()
    await anna.unroute('**/api/act/tenure.record/update')
    await anna.keyboard.press('Control+z')
    await card(vera, 'qualified', 'Halden Freight').waitFor()
  })

  test('[REV-3] keys alone move a card: it is read, stays focused, and Esc leaves it where it was', async () => {
    await card(anna, 'qualified', 'Halden Freight').waitFor()
    await link(anna, 'qualified', 'Halden Freight').focus()
    await anna.keyboard.press('Space')
    await anna.getByText('Halden Freight is lifted from Qualified.').waitFor({ state: 'attached' })
    await anna.keyboard.press('ArrowRight')
    await anna.keyboard.press('Escape')
    await anna.getByText('Halden Freight stays in Qualified.').waitFor({ state: 'attached' })
    await anna.keyboard.press('m')
    await anna.keyboard.press('ArrowRight')
    await anna.keyboard.press('Enter')
    await card(vera, 'proposal', 'Halden Freight').waitFor()
    await expect.poll(() => anna.evaluate(() => document.activeElement?.textContent)).toContain('Halden Freight')
    // A move that was taken back stays so when another card is moved.
    expect(await card(anna, 'qualified', 'Veltra Energy').count()).toBe(1)
  })

  test('[REV-3] a card that is moved again is not put back by the end of the move before', async () => {
    const page = await workspace.open(browser as Browser, idOf('anna'), {}, address)
    await page.clock.install()
    const go = async (key: string, to: string) => {
      await page.keyboard.press('m')
      await page.keyboard.press(key)
      await page.keyboard.press('Enter')
      await card(page, to, 'Halden Freight').waitFor()
    }
    await card(page, 'proposal', 'Halden Freight').waitFor()
    await link(page, 'proposal', 'Halden Freight').focus()
    await go('ArrowRight', 'negotiation')
    await card(vera, 'negotiation', 'Halden Freight').waitFor()
    const release = await hold(page, '**/api/act/tenure.record/update')
    await settle(page)
    await go('ArrowLeft', 'proposal')
    await page.clock.fastForward(10_000)
    await settle(page)
    expect(await card(page, 'proposal', 'Halden Freight').count()).toBe(1)
    expect(await page.evaluate(() => document.activeElement?.textContent)).toContain('Halden Freight')
    release()
    await card(vera, 'proposal', 'Halden Freight').waitFor()
    await page.context().close()
  })

  test('[SVC-3] [SVC-4] [REV-3] [REV-4] a forbidden stage says why before the drop, and one that asks is cancelled, tried again and filled', async () => {
    const deals = getValue(await workspace.host.as(idOf('vera')).read(pipelinesContract)).find(({ type }) => type === 'deal')
    const pipelines = (deals?.pipelines ?? []).map((each) =>
      each.value !== 'sales'
        ? each
        : {
            ...each,
            rules: { ...each.rules, noSkipping: true, noGoingBack: true },
            stages: each.stages.map((stage) =>
              stage.value === 'negotiation' ? { ...stage, requires: ['closeDate', 'renewalDate'] } : stage,
            ),
          },
    )
    const saved = await workspace.act(idOf('vera'), 'tenure.core/save-pipelines', { type: 'deal', version: deals?.version, pipelines })
    expect(saved.status).toBe(200)
    await drag(anna, ['proposal', 'Castor and Pine', 'qualified'], false)
    await column(anna, 'qualified').getByText('no deal goes back').waitFor()
    await anna.keyboard.press('Escape')
    await anna.mouse.up()
    await drag(anna, ['proposal', 'Castor and Pine', 'negotiation'])
    const dialog = anna.getByRole('dialog', { name: 'Move to Negotiation' })
    await dialog.getByText('This stage needs two properties.').waitFor()
    await dialog.getByRole('button', { name: 'Cancel' }).click()
    await card(anna, 'proposal', 'Castor and Pine').waitFor()
    await drag(anna, ['proposal', 'Castor and Pine', 'negotiation'])
    await dialog.getByRole('textbox').first().fill('1 Dec 2026')
    await anna.keyboard.press('Control+Enter')
    await dialog.locator('[aria-invalid="true"]').waitFor()
    await dialog.getByRole('textbox').nth(1).fill('1 Dec 2027')
    await anna.keyboard.press('Control+Enter')
    await dialog.waitFor({ state: 'detached' })
    await card(vera, 'negotiation', 'Castor and Pine').waitFor()
  })

  test('[REC-2] [REV-3] a card that somebody else moved meanwhile is a conflict with both stages, not a jump', async () => {
    await card(anna, 'qualified', 'Veltra Energy').waitFor()
    await link(anna, 'qualified', 'Veltra Energy').focus()
    await anna.keyboard.press('Space')
    const moved = { type: 'deal', id: idOf('veltra'), values: { stage: 'lost' } }
    expect((await workspace.act(idOf('vera'), 'tenure.record/update', moved)).status).toBe(200)
    await card(vera, 'qualified', 'Veltra Energy').waitFor({ state: 'detached' })
    await anna.keyboard.press('ArrowRight')
    await anna.keyboard.press('Enter')
    await anna.getByText('Vera Lind moved this meanwhile.').waitFor()
    await anna.getByText('Yours: Proposal (not saved). Vera Lind: Lost.').waitFor()
    await card(anna, 'proposal', 'Veltra Energy').waitFor({ state: 'detached' })
  })

  test('[REV-3] [CUS-4] on a phone a menu moves a card, says why a stage is closed, and selects', async () => {
    const halden = card(phone, 'proposal', 'Halden Freight')
    await halden.scrollIntoViewIfNeeded()
    const menu = halden.getByRole('button', { name: 'Move Halden Freight to another stage' })
    const bar = phone.getByRole('region', { name: 'Selected records' })
    await menu.click()
    await phone.getByRole('menuitemradio', { name: 'Select' }).click()
    await bar.getByText('1 selected').waitFor()
    await halden.getByRole('checkbox', { name: 'Select Halden Freight' }).click()
    await bar.waitFor({ state: 'detached' })
    await menu.click()
    await phone.getByRole('menuitemradio', { name: /Qualified.*goes back/ }).waitFor()
    await phone.getByRole('menuitemradio', { name: 'Lost' }).click()
    await card(vera, 'lost', 'Halden Freight').waitFor()
  })
})
