import type { Page } from 'playwright-core'
import { launchBrowser } from '../e2e/support/browser.js'
import { type Bench, type BenchOptions, type Row, toRow } from './bench.js'
import { quantile } from './compare.js'
import { listOfAll, serveWorkspace, signIn } from './served.js'

/** From the key that saves a cell to the frame that shows its new value, in a long list in a browser. */
export const bench: Bench = { name: 'edit', run }

const goalMs = 50
const shown = '.tbody [data-row]'

async function* run({ quick, folder }: BenchOptions): AsyncIterable<Row> {
  const count = quick ? 10_000 : 100_000
  const browser = await launchBrowser()
  if (browser === undefined) return
  await using server = await serveWorkspace('customers', folder, count)
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
    await signIn(page, server.url)
    await page.goto(`${server.url}${listOfAll}`)
    await page.locator('.tbody [data-id]').first().waitFor()
    const times: number[] = []
    // The first edit loads the editor.
    for (let round = 0; round <= (quick ? 10 : 40); round += 1) {
      const ms = await editAmount(page, round)
      if (round > 0) times.push(ms)
    }
    const row = (metric: string, value: number, goal: number | null = null): Row =>
      toRow({ bench: 'edit', case: `edit to screen, ${count.toLocaleString('en')} customers`, metric, value, unit: 'ms', goal })
    yield row('shortest', Math.min(...times))
    yield row('p50', quantile(times, 0.5), goalMs)
    yield row('p95', quantile(times, 0.95))
  } finally {
    await browser.close()
  }
}

/** Types another amount into one of the first rows, as a person does, and waits until it is on the screen. */
async function editAmount(page: Page, round: number): Promise<number> {
  const amount = 500_000 + round * 7
  await page
    .locator(shown)
    .nth(round % 8)
    .locator('[role="gridcell"]')
    .filter({ hasText: '€' })
    .first()
    .focus()
  await page.keyboard.press('e')
  await page.locator('.td.editing input').first().waitFor()
  await page.keyboard.press('Control+a')
  await page.keyboard.type(String(amount))
  await page.evaluate(watchFor, amount.toLocaleString('en'))
  await page.keyboard.press('Enter')
  return await page.evaluate(() => (globalThis as unknown as { readonly painted: Promise<number> }).painted)
}

// Runs in the page: what a frame finds in the document it draws, and a message that it sends arrives when it has.
function watchFor(text: string): void {
  const painted = new Promise<number>((resolve) => {
    const begin = ({ timeStamp }: Event): void => {
      const look = (): void => {
        const isThere = [...document.querySelectorAll('.tbody .td:not(.editing)')].some((cell) => cell.textContent?.includes(text))
        if (!isThere) return void requestAnimationFrame(look)
        const { port1, port2 } = new MessageChannel()
        port1.onmessage = () => resolve(performance.now() - timeStamp)
        port2.postMessage(undefined)
      }
      requestAnimationFrame(look)
    }
    document.addEventListener('keydown', begin, { capture: true, once: true })
  })
  Object.assign(globalThis, { painted })
}
