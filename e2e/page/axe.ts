import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'

const program = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const all = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
const contrast = 'color-contrast'
// What depends on the words: names, labels, the language itself, and how large a thing is that they fill.
const words = ['aria', 'forms', 'language', 'name-role-value', 'sensory-and-visual-cues', 'text-alternatives'].map((name) => `cat.${name}`)
// What passes is not listed, and style sheets are not fetched a second time: both cost more than the looking.
const cheaply = { resultTypes: ['violations'], preload: false }

/** What axe finds wrong with the page as it is, in both themes: each rule with the first element that breaks it. Themes differ in contrast alone. */
export async function axe(page: Page): Promise<readonly string[]> {
  const own = await page.evaluate(() => (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light'))
  const found = await run(page, { runOnly: all })
  await wear(page, own === 'dark' ? 'light' : 'dark')
  const other = await run(page, { runOnly: [contrast] })
  await wear(page, own)
  return [...found, ...other]
}

/** The same for another language: only what its words can break. */
export function axeOfTexts(page: Page): Promise<readonly string[]> {
  return run(page, { runOnly: words })
}

async function run(page: Page, options: object): Promise<readonly string[]> {
  if (!(await page.evaluate('"axe" in window'))) await page.evaluate(program)
  return page.evaluate(
    `axe.run(document, ${JSON.stringify({ ...cheaply, ...options })}).then((result) => result.violations.map(({ id, nodes }) => id + ' ' + nodes[0].html))`,
  )
}

// Colours that fade into each other would be looked at half way.
async function wear(page: Page, colorScheme: 'light' | 'dark'): Promise<void> {
  await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
  await page.evaluate(async () => {
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))
    const fading = document.getAnimations().filter((one) => one instanceof CSSTransition)
    await Promise.all(fading.map((one) => one.finished.catch(() => undefined)))
  })
}
