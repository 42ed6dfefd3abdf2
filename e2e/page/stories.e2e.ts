import type { Page } from 'playwright-core'
import { afterAll, describe, expect, test } from 'vitest'
import { settle } from '../support/settle.js'
import { axe, axeOfTexts } from './axe.js'
import { type DevPage, openDevPage, type View } from './dev-page.js'

/** Every size in both languages; else German where it is narrow, which is where long words break. */
const isWhole = process.env['TENURE_EVERY_LOOK'] === '1'
const dev = await openDevPage()
afterAll(async () => {
  await dev?.[Symbol.asyncDispose]()
})

interface Walked {
  readonly count: number
  readonly wrong: readonly string[]
}
/** Goes through all stories; what is wrong with which. */
async function walk(opened: DevPage, view: View, look: (page: Page) => Promise<readonly string[]>): Promise<Walked> {
  const { page, faults } = await opened.open({ ...view, scenario: 'stories' })
  const addresses = await page.locator('a').evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''))
  const wrong: string[] = []
  for (const address of addresses) {
    await show(page, address)
    const found = await look(page)
    wrong.push(...[...found, ...faults].map((fault) => `${address}: ${fault}`))
    ;(faults as string[]).length = 0
  }
  await page.context().close()
  return { count: addresses.length, wrong }
}

async function show(page: Page, address: string): Promise<void> {
  await page.evaluate((hash) => {
    location.hash = hash
  }, address)
  await settle(page)
}

describe.skipIf(dev === undefined)('the board in its stories', () => {
  const open = async (state: string, view: View = {}) => {
    const { page, faults } = await (dev as DevPage).open({ ...view, scenario: 'stories' })
    await show(page, `#story/board-tab/${state}`)
    const column = (stage: string) => page.locator(`[data-stage="${stage}"]`)
    const card = (stage: string, name = 'Halden Freight') => column(stage).locator('.bcard').filter({ hasText: name })
    /** Carries the card by keys alone, so many columns to the right. */
    const carry = async (by: number, from = 'upcoming', name = 'Halden Freight') => {
      await card(from, name).getByRole('link').focus()
      await page.keyboard.press('Space')
      for (let step = 0; step < Math.abs(by); step++) await page.keyboard.press(by > 0 ? 'ArrowRight' : 'ArrowLeft')
    }
    return { page, faults, column, card, carry }
  }

  test('[REV-2] [REV-3] keys alone move a card: columns, sums, words and focus follow', async () => {
    const { page, faults, column, card, carry } = await open('full')
    await column('upcoming').locator('.sums').getByText('€225,000').waitFor()
    await carry(1)
    await page.getByText('In talks.', { exact: true }).waitFor({ state: 'attached' })
    await page.keyboard.press('Enter')
    await card('talks').waitFor()
    await column('talks').locator('.sums').getByText('€260,000').waitFor()
    await column('upcoming').locator('.sums').getByText('€41,000').waitFor()
    await page.getByText('Moved to In talks').waitFor()
    await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toContain('Halden Freight')
    expect(faults).toEqual([])
    await page.context().close()
  })

  test('[REV-4] a closed column says why before the drop, and the card stays', async () => {
    const { page, column, card, carry } = await open('refusing')
    await carry(-1, 'talks', 'Osterby Foods')
    await column('upcoming').getByText('No deal goes back.').waitFor()
    await page.getByText('Upcoming is not possible. No deal goes back.').waitFor({ state: 'attached' })
    expect(await axe(page)).toEqual([])
    await page.keyboard.press('Enter')
    await page.getByText('Not moved to Upcoming').waitFor()
    await card('talks', 'Osterby Foods').waitFor()
    await page.context().close()
  })

  test('[REV-3] a stage that asks is cancelled, which leaves the card, then filled, which moves it', async () => {
    const { page, card, carry } = await open('asking')
    await carry(2)
    await page.keyboard.press('Enter')
    const dialog = page.getByRole('dialog', { name: 'Move to Proposal sent' })
    await dialog.getByText('This stage needs two properties.').waitFor()
    expect(await axe(page)).toEqual([])
    await dialog.getByRole('button', { name: 'Cancel' }).click()
    await card('upcoming').waitFor()
    await carry(2)
    await page.keyboard.press('Enter')
    await dialog.getByRole('textbox', { name: /Close date/ }).fill('1 Dec 2026')
    await dialog.getByRole('textbox', { name: /Offered price/ }).fill('172500')
    await page.keyboard.press('Control+Enter')
    await dialog.waitFor({ state: 'detached' })
    await card('offer').waitFor()
    await page.context().close()
  })

  test('[REC-2] a card that somebody else moved, before the drop or with it, is a conflict with both stages', async () => {
    for (const state of ['moved-meanwhile', 'conflict']) {
      const { page, card, carry } = await open(state)
      await carry(1)
      await page.keyboard.press('Enter')
      await page.getByText(/Yours: In talks \(not saved\)\. .*: Renewed\./).waitFor()
      await page.getByRole('button', { name: 'Move it to yours' }).waitFor()
      await card('upcoming').waitFor()
      await page.context().close()
    }
  })

  test('[REV-2] [REV-5] [SDK-13] each other state says what it is', async () => {
    const { page, column } = await open('two-objects')
    const saying = async (state: string, words: string | RegExp) => {
      await show(page, `#story/board-tab/${state}`)
      await page.getByText(words).first().waitFor()
    }
    await page.getByText('Orders').waitFor()
    await page.getByRole('radio', { name: 'Deals' }).waitFor({ state: 'attached' })
    await saying('five-currencies', 'Northbeam JPY')
    await expect.poll(() => column('upcoming').locator('.sums p').count()).toBe(5)
    await saying('long-names', /Donaudampf/)
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true)
    await saying('failed', /did not answer within 10 s/)
    await saying('no-access', /acme\/margins/)
    await saying('no-stages', 'The stages cannot be shown')
    await saying('sums-failed', /did not answer within 10 s/)
    await page.getByText('Halden Freight').first().waitFor()
    await page.context().close()
  })
})

// Beside each other: what one waits for, such as a frame, costs the other nothing.
describe.concurrent('every story, in both themes and both languages', () => {
  for (const [name, view, inGerman] of [
    ['wide', {}, isWhole],
    ['on a phone', { viewport: { width: 390, height: 844 } }, true],
  ] as const)
    test.skipIf(dev === undefined)(
      `[SDK-13] every part draws in every state without a fault, and axe finds nothing: ${name}`,
      { timeout: 900_000 },
      async () => {
        if (dev === undefined) return
        const english = await walk(dev, view, axe)
        const german = inGerman ? (await walk(dev, { ...view, query: '?locale=de-DE' }, axeOfTexts)).wrong : []
        expect([...english.wrong, ...german]).toEqual([])
        expect(english.count).toBeGreaterThan(80)
      },
    )
})
