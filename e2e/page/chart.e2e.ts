import { readFileSync } from 'node:fs'
import type { Download, Page } from 'playwright-core'
import { afterAll, expect, test } from 'vitest'
import { axe } from './axe.js'
import { openDevPage, type View } from './dev-page.js'

const dev = await openDevPage()
/** A test that counts as skipped where there is no browser. */
const inBrowser = (name: string, view: View, run: (page: Page) => Promise<void>) =>
  test.skipIf(dev === undefined)(name, async () => {
    if (dev === undefined) return
    const { page, faults } = await dev.open(view)
    await run(page)
    expect(faults).toEqual([])
    await page.context().close()
  })

afterAll(async () => {
  await dev?.[Symbol.asyncDispose]()
})

const charts = '?tab=acme.kinds/charts'
const stop = (page: Page) => page.locator('.chart-point[tabindex="0"]')
const focused = (page: Page) =>
  page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent)
const save = async (page: Page, as: string): Promise<Download> => {
  const saved = page.waitForEvent('download')
  await page.getByRole('button', { name: /: save$/ }).click()
  await page.getByRole('menuitem', { name: as }).click()
  return saved
}
/** How many different colours a picture has, and its size: 1 is a blank one. */
const look = (page: Page, file: string) =>
  page.evaluate(async (bytes) => {
    const picture = await createImageBitmap(new Blob([Uint8Array.from(atob(bytes), (letter) => letter.charCodeAt(0))]))
    const context = new OffscreenCanvas(picture.width, picture.height).getContext('2d')
    context?.drawImage(picture, 0, 0)
    const pixels = new Uint32Array(context?.getImageData(0, 0, picture.width, picture.height).data.buffer ?? new ArrayBuffer(0))
    return { width: picture.width, colours: new Set(pixels).size }
  }, readFileSync(file).toString('base64'))

inBrowser(
  '[SDK-13] keys alone go from point to point, open the records behind one, and come back to it; the table has the same values',
  { query: charts },
  async (page) => {
    await stop(page).waitFor()
    expect(await stop(page).count()).toBe(1)
    await stop(page).focus()
    const first = await focused(page)
    expect(first).toMatch(/^\w+ \d{4}, At risk: \d+$/)
    await page.keyboard.press('ArrowUp')
    const second = await focused(page)
    expect(second).toBe(first?.replace('At risk', 'Neutral').replace(/\d+$/, second?.split(': ')[1] ?? ''))
    expect(await page.locator('.plot-tip .strong').textContent()).toContain('Neutral')
    await page.keyboard.press('End')
    const last = await focused(page)
    expect([last, await stop(page).getAttribute('aria-label')]).toEqual([last, last])
    await page.keyboard.press('Home')
    expect(await focused(page)).toBe(second)

    await page.keyboard.press('Enter')
    await expect.poll(() => focused(page)).toBe(second)
    const count = Number(second?.split(': ')[1])
    const list = page.getByRole('region', { name: 'Records behind this number' })
    await expect.poll(() => list.locator('.plain-foot [role=status]').textContent()).toMatch(new RegExp(`^${count} rows?$|^one row$`, 'i'))
    await list.locator('a.row-lead').first().click()
    await expect.poll(() => new URL(page.url()).searchParams.get('open')).toMatch(/^company:/)
    await list.getByRole('button', { name: 'Close' }).focus()
    await page.keyboard.press('Escape')
    await list.waitFor({ state: 'detached' })
    await expect.poll(() => focused(page)).toBe(second)
    expect(await axe(page)).toEqual([])

    const points = await page.locator('.chart-point.opens').count()
    await page.locator('.seg label', { hasText: 'Table' }).click()
    const cells = page.locator('.chart-values td button')
    await expect.poll(() => cells.count()).toBe(points)
    await page.getByRole('button', { name: `${count}. Open the records behind ${second?.split(': ')[0]}` }).click()
    await expect.poll(() => list.count()).toBe(1)
    expect(await axe(page)).toEqual([])
  },
)

inBrowser(
  '[SDK-13] a series is hidden and shown again, also all of them; the picture is a file that is not blank, and so are its values',
  { query: charts },
  async (page) => {
    await stop(page).waitFor()
    const points = page.locator('.chart-point')
    const before = await points.count()
    const legend = page.locator('.chart-legend button')
    for (const series of await legend.all()) await series.click()
    await page.getByText('All series are hidden').waitFor()
    expect(await points.count()).toBe(0)
    for (const series of await legend.all()) await series.click()
    await expect.poll(() => points.count()).toBe(before)

    const png = await save(page, 'Save as PNG')
    expect(png.suggestedFilename()).toBe('Renewing-customers.png')
    const shown = await look(page, await png.path())
    expect(shown.width).toBeGreaterThan(800)
    expect(shown.colours).toBeGreaterThan(50)
    const csv = await save(page, 'Save as CSV')
    expect(csv.suggestedFilename()).toBe('Renewing-customers.csv')
    const lines = readFileSync(await csv.path(), 'utf8').split('\r\n')
    expect(lines[0]).toMatch(/^\ufeffMonth,At risk,Neutral,Healthy/)
    expect(lines[1]).toMatch(/^\d{4}-\d\d-01,\d*,\d*,\d*/)
  },
)

inBrowser(
  '[SDK-13] a chart moves with its values; its points stay the same elements, and keep the focus',
  { scenario: 'story/chart/moving' },
  async (page) => {
    await stop(page).focus()
    await page.keyboard.press('ArrowRight')
    const before = await focused(page)
    const point = await page.evaluateHandle(() => document.activeElement)
    await page.evaluate(() => [...document.querySelectorAll('button')].find(({ textContent }) => textContent === 'Next values')?.click())
    await expect.poll(() => focused(page)).not.toBe(before)
    expect(await page.evaluate((same) => document.activeElement === same && same?.isConnected, point)).toBe(true)
    await page.keyboard.press('Escape')
    await page.locator('.plot-tip').waitFor({ state: 'detached' })
  },
)

inBrowser(
  '[SDK-13] the picture follows the width of its place and is never wider, from a phone to a wall',
  { scenario: 'story/chart/currencies', viewport: { width: 1440, height: 900 } },
  async (page) => {
    await stop(page).first().waitFor()
    for (const width of [320, 3840, 390]) {
      await page.setViewportSize({ width, height: 900 })
      const end = () => page.locator('.chart-plot').evaluateAll((all) => Math.max(...all.map((one) => one.getBoundingClientRect().right)))
      await expect.poll(async () => width - (await end())).toBeGreaterThanOrEqual(0)
      expect(await page.locator('.chart-plot').count()).toBe(5)
      await expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width)
    }
  },
)
