import type { Page } from 'playwright-core'
import { afterAll, describe, expect, test } from 'vitest'
import { settle } from '../support/settle.js'
import { axe, axeOfTexts } from './axe.js'
import { type DevPage, openDevPage, type View } from './dev-page.js'

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

// Beside each other: what one waits for, such as a frame, costs the other nothing.
describe.concurrent('every story, in both themes and both languages', () => {
  for (const [name, view] of [
    ['wide', {}],
    ['on a phone', { viewport: { width: 390, height: 844 } }],
  ] as const)
    test.skipIf(dev === undefined)(
      `[SDK-13] every part draws in every state without a fault, and axe finds nothing: ${name}`,
      { timeout: 300_000 },
      async () => {
        if (dev === undefined) return
        const english = await walk(dev, view, axe)
        const german = await walk(dev, { ...view, query: '?locale=de-DE' }, axeOfTexts)
        expect([...english.wrong, ...german.wrong]).toEqual([])
        expect(english.count).toBeGreaterThan(80)
      },
    )
})
