import type { Page } from 'playwright-core'
import { afterAll, expect, test } from 'vitest'
import { settle } from '../support/settle.js'
import { axe } from './axe.js'
import { type DevPage, openDevPage, type View } from './dev-page.js'

const dev = await openDevPage()
afterAll(async () => {
  await dev?.[Symbol.asyncDispose]()
})

/** Goes through all stories; what is wrong with which. */
async function walk(opened: DevPage, view: View): Promise<{ readonly count: number; readonly wrong: readonly string[] }> {
  const { page, faults } = await opened.open({ ...view, scenario: 'stories' })
  const addresses = await page.locator('a').evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''))
  const wrong: string[] = []
  for (const address of addresses) {
    await show(page, address)
    const found = await axe(page)
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

const phone = { colorScheme: 'dark', viewport: { width: 390, height: 844 }, query: '?locale=de-DE' } as const
for (const [name, view] of [
  ['wide, light, in English', { colorScheme: 'light' }],
  ['on a phone, dark, in German', phone],
] as const) {
  test.skipIf(dev === undefined)(`[SDK-13] every part draws in every state without a fault, and axe finds nothing: ${name}`, async () => {
    if (dev === undefined) return
    const { count, wrong } = await walk(dev, view)
    expect(wrong).toEqual([])
    expect(count).toBeGreaterThan(80)
  })
}
