import type { Page } from 'playwright-core'
import { afterEach } from 'vitest'
import { launched } from './browser.js'

// A test that fails says what each of its pages shows: a race that a busy machine lost once is seldom lost again.
afterEach(async ({ task }) => {
  const [error] = task.result?.errors ?? []
  if (error === undefined) return
  const pages = [...launched].flatMap((browser) => browser.contexts()).flatMap((context) => context.pages())
  const shown = await Promise.all(pages.map((page) => Promise.race([shownBy(page).catch(String), noAnswer(page)])))
  error.message += shown.map((each) => `\n\n${each}`).join('')
})

async function shownBy(page: Page): Promise<string> {
  // biome-ignore lint/performance/useDomNodeTextContent: what a person sees is wanted.
  const text = (await page.locator('body').innerText()).replace(/\s*\n\s*/g, ' | ').slice(0, 2000)
  const focused = await page.evaluate(() => document.activeElement?.outerHTML.slice(0, 200))
  return `${page.url()} shows:\n${text}\nThe focus is at ${focused}`
}
async function noAnswer(page: Page): Promise<string> {
  await new Promise((resolve) => setTimeout(resolve, 5000).unref())
  return `${page.url()} does not answer.`
}
