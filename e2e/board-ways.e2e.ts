import { use } from '@tenure/core'
import { saveObjectTypeContract } from '@tenure/core/administration'
import { getValue } from '@tenure/core/contract'
import { createRecordContract, saveSettingsContract, settingsContract } from '@tenure/core/page'
import { revenue } from '@tenure/revenue'
import type { Browser, CDPSession, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { axe } from './page/axe.js'
import { launchBrowser } from './support/browser.js'
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
// So many that a column scrolls; their names are in the order of their renewal dates.
const names = Array.from({ length: 30 }, (_, at) => `Customer ${String(at + 1).padStart(2, '0')}`)
const deals = names.map((name, at) =>
  row('deal', `d${at + 1}`, {
    ...{ name, pipeline: 'sales', stage: 'qualified', csm: idOf('anna'), amount: { amount: `${at + 1}000`, currency: 'EUR' } },
    renewalDate: `2027-01-${String(at + 1).padStart(2, '0')}`,
  }),
)
const address = '/?tab=tenure.revenue/revenue&view=tenure.revenue/all'

const browser: Browser | undefined = await launchBrowser()
describe.skipIf(browser === undefined)('the ways to use a board', () => {
  let workspace: TestWorkspace
  let anna: Page
  const open = (options?: Parameters<Browser['newContext']>[0], to = address) =>
    workspace.open(browser as Browser, idOf('anna'), options, to)
  const column = (page: Page, stage: string) => page.locator(`[data-stage="${stage}"]`)
  const card = (page: Page, stage: string, name: string) => column(page, stage).locator('.bcard').filter({ hasText: name })
  const link = (page: Page, stage: string, name: string) => card(page, stage, name).getByRole('link')

  beforeAll(async () => {
    const rows = [person('anna', 'Anna Berg', { superAdmin: true }), person('vera', 'Vera Lind'), ...deals]
    workspace = await startWorkspace(rows, [use(revenue)])
    anna = await open()
    await card(anna, 'qualified', 'Customer 01').waitFor()
  })
  afterAll(async () => {
    await browser?.close()
    await workspace?.[Symbol.asyncDispose]()
  })

  test('[CUS-4] [REV-7] X, Ctrl click and Shift click select cards, and the bar assigns them', async () => {
    await link(anna, 'qualified', 'Customer 01').focus()
    await anna.keyboard.press('x')
    await link(anna, 'qualified', 'Customer 03').click({ modifiers: ['Control'] })
    await link(anna, 'qualified', 'Customer 05').click({ modifiers: ['Shift'] })
    const bar = anna.getByRole('region', { name: 'Selected records' })
    await bar.getByText('4 selected').waitFor()
    await bar.getByRole('button', { name: 'Select all 30 of the view' }).waitFor()
    await card(anna, 'qualified', 'Customer 05').getByRole('checkbox', { name: 'Select Customer 05' }).click()
    await bar.getByText('3 selected').waitFor()
    expect(await axe(anna)).toEqual([])
    await anna.keyboard.press('a')
    await anna.getByRole('option', { name: 'Vera Lind' }).click()
    await expect.poll(() => column(anna, 'qualified').locator('.who').filter({ hasText: 'Vera Lind' }).count()).toBe(3)
    await bar.getByRole('button', { name: 'Clear selection' }).click()
    await bar.waitFor({ state: 'detached' })
  })

  test('[REV-7] a list names its records by what they are', async () => {
    const page = await open({}, `${address}&layout=table`)
    await page.getByText('30 deals').waitFor()
    await page.getByRole('textbox', { name: 'Search deals' }).fill('zzz')
    await page.getByText('No deals match').waitFor()
    await page.context().close()
  })

  test('[REC-1] [REV-7] the preview goes to the cards before and after in the column', async () => {
    await link(anna, 'qualified', 'Customer 02').click()
    const preview = anna.locator('.preview')
    await preview.getByText('2 of 30').waitFor()
    await preview.getByRole('button', { name: 'Next record' }).click()
    await preview.getByRole('heading', { name: 'Customer 03' }).waitFor()
    await preview.getByText('3 of 30').waitFor()
    await anna.keyboard.press('k')
    await preview.getByRole('heading', { name: 'Customer 02' }).waitFor()
    await anna.keyboard.press('Escape')
    await preview.waitFor({ state: 'detached' })
    await expect.poll(() => anna.evaluate(() => document.activeElement?.textContent)).toContain('Customer 02')
  })

  test('[REV-2] a card is seen where it is dropped in a column that was scrolled, and goes to its place then', async () => {
    const cards = column(anna, 'qualified').locator('.cards')
    await link(anna, 'qualified', 'Customer 02').focus()
    await anna.keyboard.press('m')
    await anna.keyboard.press('ArrowRight')
    await anna.keyboard.press('Enter')
    await anna.getByText('Moved to Proposal').waitFor()
    await cards.evaluate((list) => list.scrollTo({ top: list.scrollHeight }))
    await card(anna, 'qualified', 'Customer 30').waitFor()
    await settle(anna)
    const start = await card(anna, 'proposal', 'Customer 02').boundingBox()
    const end = await column(anna, 'qualified').boundingBox()
    if (start === null || end === null) throw new Error('The columns are not in sight.')
    await anna.mouse.move(start.x + 60, start.y + 30)
    await anna.mouse.down()
    await anna.mouse.move(end.x + 100, end.y + 300, { steps: 5 })
    const isInSight = anna.evaluate(isFirstSeenInSight)
    await anna.mouse.up()
    expect(await isInSight).toBe(true)
    // Its place is far above what is in sight: there it goes a moment later, and the focus with it.
    const placeOf = () => card(anna, 'qualified', 'Customer 02').getAttribute('data-index', { timeout: 1_000 })
    await expect.poll(() => placeOf().catch(() => 'out of sight')).toBe('1')
  })

  test('[REV-2] a finger that stays drags a card, and one that moves at once scrolls', async () => {
    const touch = await open({ viewport: { width: 1024, height: 768 }, hasTouch: true })
    await card(touch, 'qualified', 'Customer 03').waitFor()
    const fingers = await touch.context().newCDPSession(touch)
    const list = column(touch, 'qualified').locator('.cards')
    const middle = (await list.boundingBox())?.x ?? 0
    await swipe(fingers, { x: middle + 120, y: 600 }, { x: middle + 120, y: 300 })
    await expect.poll(() => list.evaluate(({ scrollTop }) => scrollTop)).toBeGreaterThan(100)
    expect(await touch.locator('.flying').count()).toBe(0)
    // The column goes on for a moment after a finger has left it.
    await touch.reload()
    await card(touch, 'qualified', 'Customer 03').waitFor()
    await settle(touch)
    const start = await card(touch, 'qualified', 'Customer 03').boundingBox()
    const end = await column(touch, 'proposal').boundingBox()
    if (start === null || end === null) throw new Error('The columns are not in sight.')
    await send(fingers, 'touchStart', { x: start.x + 60, y: start.y + 50 })
    await touch.locator('.flying').waitFor()
    for (let step = 1; step <= 8; step++)
      await send(fingers, 'touchMove', { x: start.x + 60 + ((end.x + 40 - start.x) * step) / 8, y: start.y + 50 + step * 10 })
    await expect.poll(() => column(touch, 'proposal').getAttribute('class')).toContain('over')
    await send(fingers, 'touchEnd')
    await card(touch, 'proposal', 'Customer 03').waitFor()
    await card(anna, 'proposal', 'Customer 03').waitFor()
    await touch.context().close()
  })

  test('[SDK-13] [REV-2] with forced colours, reduced motion, at 200 % and at 320 px the board is whole, and axe finds nothing', async () => {
    const forced = await open({ forcedColors: 'active', reducedMotion: 'reduce' })
    await link(forced, 'qualified', 'Customer 04').focus()
    await forced.keyboard.press('x')
    await forced.getByRole('region', { name: 'Selected records' }).getByText('1 selected').waitFor()
    await settle(forced)
    const start = await card(forced, 'qualified', 'Customer 05').boundingBox()
    await forced.mouse.move((start?.x ?? 0) + 60, (start?.y ?? 0) + 30)
    await forced.mouse.down()
    await forced.mouse.move((start?.x ?? 0) + 400, (start?.y ?? 0) + 60, { steps: 4 })
    const flying = forced.locator('.flying')
    await flying.waitFor()
    expect(await flying.evaluate((element) => getComputedStyle(element).rotate)).toBe('none')
    const edge = (stage: string) => column(forced, stage).evaluate((element) => getComputedStyle(element).borderColor)
    await expect.poll(async () => (await edge('proposal')) !== (await edge('won'))).toBe(true)
    const [picked, other] = await Promise.all(
      ['Customer 04', 'Customer 06'].map((name) =>
        card(forced, 'qualified', name).evaluate((element) => getComputedStyle(element).borderColor),
      ),
    )
    expect(picked).not.toBe(other)
    await forced.keyboard.press('Escape')
    await forced.mouse.up()
    await flying.waitFor({ state: 'detached' })
    await forced.context().close()
    for (const viewport of [
      { width: 720, height: 450 },
      { width: 320, height: 640 },
    ]) {
      const small = await open({ viewport })
      const first = card(small, 'qualified', 'Customer 01')
      await first.waitFor()
      expect(await small.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true)
      await first.scrollIntoViewIfNeeded()
      const box = await first.boundingBox()
      expect((box?.x ?? -1) >= 0 && (box?.x ?? 0) + (box?.width ?? 999) <= viewport.width).toBe(true)
      expect(await first.evaluate((element) => element.parentElement?.parentElement?.clientHeight)).toBeGreaterThan(120)
      expect(await axe(small)).toEqual([])
      await small.context().close()
    }
  })

  test('[REV-1] [REV-5] [WSP-8] of two objects the chosen one comes first with its pipeline and layout, and the switch is in the address', async () => {
    const root = workspace.host.as(idOf('anna'))
    const made = {
      ...{ label: 'Order', plural: 'Orders', associations: [] },
      properties: [
        { label: 'Number', kind: 'string' as const },
        { label: 'Seller', kind: 'user' as const },
        { label: 'Worth', kind: 'money' as const },
      ],
      pipelines: [
        { label: 'Web', stages: [{ label: 'Placed', outcome: 'open' as const }] },
        { label: 'Shops', stages: [{ label: 'Counted', outcome: 'open' as const }] },
      ],
    }
    const { name: type } = getValue(await root.act(saveObjectTypeContract, made))
    const save = async (section: string, change: object) => {
      const { version, values } = getValue(await root.read(settingsContract, { section }))
      getValue(await root.act(saveSettingsContract, { section, version, values: { ...(values as object), ...change } as never }))
    }
    await save('tenure.core/roles', { revenue: ['deal', type] })
    await save('tenure.revenue/settings', {
      csm: { deal: 'csm', [type]: 'seller' },
      amount: { deal: 'amount', [type]: 'worth' },
      pipelines: { deal: ['sales'], [type]: ['web', 'shops'] },
      defaultPipeline: { deal: 'sales', [type]: 'shops' },
      layout: { deal: 'table', [type]: 'board' },
      first: type,
    })
    const values = { number: 'O 1', seller: idOf('anna'), worth: { amount: '10', currency: 'EUR' }, pipeline: 'shops', stage: 'counted' }
    getValue(await root.act(createRecordContract, { type, values }))
    const page = await open({}, '/?tab=tenure.revenue/revenue')
    await card(page, 'counted', 'O 1').waitFor()
    await page.getByRole('button', { name: 'Pipeline: Shops. Change pipeline' }).waitFor()
    const objects = page.getByRole('group', { name: 'Object type' })
    expect(await objects.getByRole('radio').evaluateAll((all) => all.map((one) => one.closest('label')?.textContent))).toEqual([
      'Orders',
      'Deals',
    ])
    await objects.getByText('Deals').click()
    await page.getByRole('grid').getByText('Customer 01').waitFor()
    expect(new URL(page.url()).searchParams.get('object')).toBe('deal')
    await page.reload()
    await page.getByRole('grid').getByText('Customer 01').waitFor()
    await page.goBack()
    await card(page, 'counted', 'O 1').waitFor()
  })
})

// Runs in the page: in the first frame that has the card, for a moment later it goes to its place.
async function isFirstSeenInSight(): Promise<boolean> {
  for (;;) {
    const cards = [...document.querySelectorAll<HTMLElement>('[data-stage="qualified"] .bcard')]
    const box = cards.find((each) => each.textContent?.includes('Customer 02'))?.getBoundingClientRect()
    const frame = document.querySelector('[data-stage="qualified"] .cards')?.getBoundingClientRect()
    if (box !== undefined && frame !== undefined) return box.top >= frame.top - 1 && box.bottom <= frame.bottom + 1
    await new Promise((resolve) => requestAnimationFrame(resolve))
  }
}

interface Point {
  readonly x: number
  readonly y: number
}
async function send(session: CDPSession, type: 'touchStart' | 'touchMove' | 'touchEnd', point?: Point): Promise<void> {
  await session.send('Input.dispatchTouchEvent', { type, touchPoints: point === undefined ? [] : [point] })
}
/** In one go: a finger that waited for the page would be one that stays. */
async function swipe(session: CDPSession, from: Point, to: Point): Promise<void> {
  const step = (at: number): Point => ({ x: from.x + ((to.x - from.x) * at) / 10, y: from.y + ((to.y - from.y) * at) / 10 })
  await Promise.all([
    send(session, 'touchStart', from),
    ...Array.from({ length: 10 }, (_, at) => send(session, 'touchMove', step(at + 1))),
    send(session, 'touchEnd'),
  ])
}
