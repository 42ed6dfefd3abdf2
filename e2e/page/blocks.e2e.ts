import type { Page } from 'playwright-core'
import { afterAll, expect, test } from 'vitest'
import { type DevPage, openDevPage } from './dev-page.js'

const kinds = '?tab=acme.kinds/kinds'
const dev = await openDevPage()
/** A test that counts as skipped where there is no browser. */
const inBrowser = (name: string, run: (dev: DevPage) => Promise<void>) =>
  test.skipIf(dev === undefined)(name, async () => {
    if (dev !== undefined) await run(dev)
  })

afterAll(async () => {
  await dev?.[Symbol.asyncDispose]()
})

const fillNote = async (page: Page, text: string) => {
  await page.getByLabel('Note').fill(text)
  await page.getByRole('button', { name: 'Add note' }).click()
}

inBrowser('a form says what is wrong with which field and leads there; when it is right it is saved and empty again', async (dev) => {
  const { page } = await dev.open({ query: kinds })
  await fillNote(page, 'no')
  const note = page.getByLabel('Note')
  await expect.poll(() => note.getAttribute('aria-invalid')).toBe('true')
  expect(await page.locator('.field .err').textContent()).toBe('Use at least three characters.')
  await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe('TEXTAREA')
  await fillNote(page, 'Champion left')
  const form = page.locator('form').filter({ has: page.getByRole('button', { name: 'Add note' }) })
  await expect.poll(() => form.locator('.send [role=status]').textContent()).toBe('Saved')
  await expect.poll(async () => [await note.inputValue(), await page.getByLabel('Effort in hours').inputValue()]).toEqual(['', '3'])
  await page.context().close()
})

inBrowser('a form asks for a user, a moment and an amount in a currency, and may leave out what may be null', async (dev) => {
  const { page } = await dev.open({ query: kinds })
  const form = page.locator('form').filter({ has: page.getByRole('button', { name: 'Plan a call' }) })
  const send = () => form.getByRole('button', { name: 'Plan a call' }).click()
  await form.getByLabel('When').fill('1 Dec 2026 09:30')
  await form.getByLabel('Agreed fee').fill('CHF 1,500')
  await send()
  await expect.poll(() => form.locator('.err').allTextContents()).toContain('A value is needed here.')
  await form.getByLabel('Caller').click()
  await page.getByRole('option').first().click()
  await send()
  await expect
    .poll(() => form.locator('.err').allTextContents())
    .toContainEqual(expect.stringMatching(/^1500 CHF is too much for \w+ on 2026-12-01\.$/))
  expect(await form.getByLabel('When').inputValue()).toBe('1 Dec 2026 09:30')
  await form.getByLabel('Agreed fee').fill('')
  await send()
  await expect.poll(() => form.locator('.send [role=status]').textContent()).toBe('Saved')
  await expect.poll(() => form.getByLabel('When').inputValue()).toBe('')
  await page.context().close()
})

inBrowser('a block that belongs to a record waits for one to be open, and then shows it', async (dev) => {
  const { page } = await dev.open({ query: kinds })
  await expect.poll(() => page.getByText('No record is open').count()).toBe(1)
  await page.goto(page.url().replace(kinds, `${kinds}&open=company:c1`))
  await page.reload()
  await page.waitForSelector('.block.detail .facts')
  await expect.poll(() => page.getByText('No record is open').count()).toBe(0)
  await page.context().close()
})

inBrowser('a linked column is drawn by its whole name, dot included', async (dev) => {
  const { page } = await dev.open({ query: kinds })
  const frame = page.getByRole('region', { name: 'With a linked column' })
  await expect.poll(() => frame.locator('th').allTextContents()).toEqual(['Name', 'Companies name'])
  await expect.poll(() => frame.locator('tr').nth(1).locator('td').nth(1).textContent()).toBe('Altamira Bank')
  await page.context().close()
})

inBrowser('[SDK-5] an element that the page cannot load gives way to its fallback and says so', async (dev) => {
  const { page } = await dev.open({ query: kinds })
  const place = page.locator('.given-way').filter({ hasText: 'In place of an element' })
  await place.getByText('the simple form').waitFor()
  await page.context().close()
})
