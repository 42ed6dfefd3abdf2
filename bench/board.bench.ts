import type { Page } from 'playwright-core'
import { launchBrowser } from '../e2e/support/browser.js'
import { type Bench, type BenchOptions, type Row, toRow } from './bench.js'
import { clickTabs, useBoard } from './board-in-page.js'
import { startWriter, type WriterOptions } from './busy-writer.js'
import { quantile } from './compare.js'
import { withTasks } from './main-tasks.js'
import { serveWorkspace, signIn } from './served.js'

/** A board of deals in a browser: its tab is opened, and then it is scrolled and its cards are dragged for 10 s while another user writes. */
export const bench: Bench = { name: 'board', run }

const useMs = 10_000
const barMs = 50
const writesPerSecond = 50
const goals = { long: 0, dropMs: 100, paintMs: 300 }
const stages = ['qualified', 'proposal', 'negotiation', 'won', 'lost']

async function* run({ quick, folder }: BenchOptions): AsyncIterable<Row> {
  const count = 8_800
  const browser = await launchBrowser()
  if (browser === undefined) return
  await using server = await serveWorkspace('deals', folder, count)
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
    await signIn(page, server.url)
    const name = `${count.toLocaleString('en')} deals`
    const row = (part: string, metric: string, value: number, unit: string, goal: number | null = null): Row =>
      toRow({ bench: 'board', case: `${part}, ${name}`, metric, value, unit, goal })
    const opened = await openTabs(page, server.url, quick ? 5 : 30)
    yield row('click on the tab to cards', 'shortest', Math.min(...opened), 'ms')
    yield row('click on the tab to cards', 'p50', quantile(opened, 0.5), 'ms')
    yield row('click on the tab to cards', 'p95', quantile(opened, 0.95), 'ms', goals.paintMs)
    await page.waitForTimeout(1_000)
    let requests = 0
    page.on('request', () => (requests += 1))
    const writer = await startWriter({ url: server.url, perSecond: writesPerSecond, write: writeOf(count) })
    const found = await withTasks(browser, page, barMs, () => page.evaluate(useBoard, useMs)).catch((error: unknown) => ({ error }))
    const written = await writer.stop()
    if ('error' in found) throw found.error
    const { done: seen, longestMs, over, spentMs } = found
    const busy = '10 s, 50 writes/s'
    yield row(busy, 'longest task', longestMs, 'ms')
    yield row(busy, `tasks > ${barMs} ms`, over, '', goals.long)
    yield row(busy, 'blank, column', seen.blank * 100, '%')
    yield row(busy, 'cards in page', seen.cards, '')
    yield row(busy, 'frames', seen.frames, '')
    yield row(busy, 'frames p99', seen.frameMs, 'ms')
    yield row(busy, 'requests', requests, '')
    yield row(busy, 'changes in page', seen.changes, '')
    yield row(busy, 'written', written.perSecond, '/s')
    yield row(busy, 'write p95', written.p95Ms, 'ms')
    yield row('drop to screen', 'drops', seen.drops.length, '')
    yield row('drop to screen', 'frames p95', quantile(seen.dropFrames, 0.95), '')
    yield row('drop to screen', 'p50', quantile(seen.drops, 0.5), 'ms')
    yield row('drop to screen', 'p95', quantile(seen.drops, 0.95), 'ms', goals.dropMs)
    // Where server, writer and browser share few processors, the frames wait for them: this is what the browser itself needs.
    yield row('drop to screen', "p95, browser's processor time", quantile(spentMs, 0.95), 'ms', goals.dropMs)
  } finally {
    await browser.close()
  }
}

/** Amounts, and each fifth time a stage: the card goes to another column. */
export function writeOf(count: number): WriterOptions['write'] {
  return (number) => {
    const amount = { amount: String(1_000 + (number % 90_000)), currency: 'EUR' }
    const values = number % 5 === 0 ? { stage: stages[(number / 5) % stages.length] } : { amount }
    return { type: 'deal', id: `scroll:${(number * 7_919) % count}`, values }
  }
}

/** The times from the click on the tab to its cards, in a page that has shown it before. */
async function openTabs(page: Page, url: string, rounds: number): Promise<readonly number[]> {
  await page.goto(`${url}/?tab=tenure.revenue/revenue`)
  await page.locator('.bcard[data-card]').first().waitFor()
  return page.evaluate(clickTabs, rounds)
}
