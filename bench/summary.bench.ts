import type { Page } from 'playwright-core'
import { launchBrowser } from '../e2e/support/browser.js'
import { type Bench, type BenchOptions, type Row, toRow } from './bench.js'
import { serveWorkspace, signIn } from './served.js'

/** What a CSM waits for in the morning: the first numbers of Summary. */
export const bench: Bench = { name: 'summary', run }

const firstNumbersMs = 400

async function* run({ quick, folder }: BenchOptions): AsyncIterable<Row> {
  const count = 10_000
  const browser = await launchBrowser()
  if (browser === undefined) return
  await using server = await serveWorkspace('summary', folder, count)
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
    await signIn(page, server.url)
    // The first time fetches the scripts.
    await openSummary(page, server.url)
    const times: { readonly first: number; readonly all: number }[] = []
    for (let round = 0; round < (quick ? 7 : 21); round += 1) times.push(await openSummary(page, server.url))
    const at = (part: 'first' | 'all', share: number): number =>
      times.map((time) => time[part]).sort((a, b) => a - b)[Math.floor((times.length - 1) * share)] ?? 0
    const row = (metric: string, value: number, goal: number | null = null): Row =>
      toRow({ bench: 'summary', case: `${count.toLocaleString('en')} customers`, metric, value, unit: 'ms', goal })
    yield row('first numbers, p50', at('first', 0.5), firstNumbersMs)
    yield row('first numbers, p95', at('first', 0.95), firstNumbersMs)
    yield row('all blocks, p50', at('all', 0.5))
  } finally {
    await browser.close()
  }
}

/** From the start of the navigation until a number of a block is there, and until each block has its own. */
async function openSummary(page: Page, url: string): Promise<{ readonly first: number; readonly all: number }> {
  await page.goto(`${url}/`, { waitUntil: 'commit' })
  const since = (selectors: readonly string[]) =>
    page
      .waitForFunction((all) => all.every((one) => document.querySelector(one) !== null) && performance.now(), selectors, {
        polling: 'raf',
      })
      .then((found) => found.jsonValue() as Promise<number>)
  const first = since(['.sum-card .fig, .bucket h3 .num, .sum-health .avg b'])
  const all = await since(['.sum-card .fig', '.bucket h3 .num', '.sum-alert, .sum .mid', '.sum-health .avg b', '.tile svg'])
  return { first: await first, all }
}
