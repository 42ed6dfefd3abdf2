import type { CDPSession, Page } from 'playwright-core'
import { launchBrowser } from '../e2e/support/browser.js'
import { type Bench, type BenchOptions, type Row, toRow } from './bench.js'
import { listOfAll, serveWorkspace, signIn } from './served.js'

/** What a user waits for: the first rows on a slow line, and the preview of a customer in a long list. */
export const bench: Bench = { name: 'opening', run }

const goals = { scriptBytes: 130_000, rowsMs: 5_000, previewMs: 150 }
const slowLine = { offline: false, latency: 400, downloadThroughput: 50_000, uploadThroughput: 50_000 }

async function* run({ quick, folder }: BenchOptions): AsyncIterable<Row> {
  const count = quick ? 10_000 : 100_000
  const browser = await launchBrowser()
  if (browser === undefined) return
  await using server = await serveWorkspace('customers', folder, count)
  try {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
    const page = await context.newPage()
    await signIn(page, server.url)
    await openList(page, server.url)
    const row = (name: string, metric: string, value: number, unit: string, goal: number | null = null): Row =>
      toRow({ bench: 'opening', case: name, metric, value, unit, goal })
    const first = await openSlowly(await context.newPage(), server.url)
    yield row('before the first rows', 'script', first.scriptBytes, 'B', goals.scriptBytes)
    yield row('before the first rows', 'all', first.allBytes, 'B')
    yield row('400 kbit/s, 400 ms', 'shapes', first.shapesMs, 'ms')
    yield row('400 kbit/s, 400 ms', 'rows', first.rowsMs, 'ms', goals.rowsMs)
    const clicks = await openPreviews(page, server.url, quick ? 20 : 60)
    const name = `click to preview, ${count.toLocaleString('en')} customers`
    yield row(name, 'p50', clicks[Math.floor(clicks.length * 0.5)] ?? 0, 'ms')
    yield row(name, 'p95', clicks[Math.floor(clicks.length * 0.95)] ?? 0, 'ms', goals.previewMs)
  } finally {
    await browser.close()
  }
}

interface Opened {
  readonly scriptBytes: number
  readonly allBytes: number
  readonly shapesMs: number
  readonly rowsMs: number
}

async function openSlowly(page: Page, url: string): Promise<Opened> {
  const session = await page.context().newCDPSession(page)
  await session.send('Network.enable')
  await session.send('Network.setCacheDisabled', { cacheDisabled: true })
  await session.send('Network.emulateNetworkConditions', slowLine)
  const received = countBytes(session)
  const began = Date.now()
  await page.goto(`${url}${listOfAll}`, { waitUntil: 'commit' })
  await page.locator('.tbody [data-id]').first().waitFor()
  const rowsMs = Date.now() - began
  const shapesMs = await page.evaluate(() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0)
  const { scriptBytes, allBytes } = received()
  await page.close()
  return { scriptBytes, allBytes, shapesMs, rowsMs }
}

/** Counts what comes over the line, as it comes: compressed, and in part. */
function countBytes(session: CDPSession): () => Pick<Opened, 'scriptBytes' | 'allBytes'> {
  const bytes = new Map<string, { readonly isScript: boolean; size: number }>()
  session.on('Network.requestWillBeSent', ({ requestId, request }) =>
    bytes.set(requestId, { isScript: /\.js(\?|$)/.test(request.url), size: 0 }),
  )
  session.on('Network.dataReceived', ({ requestId, encodedDataLength }) => {
    const entry = bytes.get(requestId)
    if (entry !== undefined) entry.size += encodedDataLength
  })
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    const entry = bytes.get(requestId)
    if (entry !== undefined) entry.size = Math.max(entry.size, encodedDataLength)
  })
  const sum = (entries: readonly { readonly size: number }[]): number => entries.reduce((all, { size }) => all + size, 0)
  return () => {
    const all = [...bytes.values()]
    return { scriptBytes: sum(all.filter(({ isScript }) => isScript)), allBytes: sum(all) }
  }
}

// The server has answered before, as one that has been up for a while.
async function openList(page: Page, url: string): Promise<void> {
  await page.goto(`${url}${listOfAll}`)
  await page.locator('.tbody [data-id]').first().waitFor()
}

/** Opens one customer after the other by a click; from the click to the frame that shows the properties, in order of length. */
async function openPreviews(page: Page, url: string, count: number): Promise<readonly number[]> {
  await openList(page, url)
  const taken = await page.evaluate(clickThrough, count)
  return [...taken].sort((a, b) => a - b)
}

// Runs in the page. The title in the preview is the name that was clicked; the properties come with it.
async function clickThrough(count: number): Promise<readonly number[]> {
  const taken: number[] = []
  const nextFrame = () => new Promise((resolve) => requestAnimationFrame(resolve))
  const grid = document.querySelector('.scroll') as HTMLElement
  for (let round = 0; round < count; round++) {
    grid.scrollTop = round * 4_000
    await new Promise((resolve) => setTimeout(resolve, 400))
    const rows = [...document.querySelectorAll<HTMLElement>('.tbody [data-id]')]
    const row = rows[Math.floor(rows.length / 2)] as HTMLElement
    const name = row.querySelector('.who .cut')?.textContent ?? ''
    const began = performance.now()
    row.querySelector<HTMLElement>('.who .cut')?.click()
    const isShown = () => document.querySelector('.preview h2')?.textContent === name && document.querySelector('.preview .prop') !== null
    while (!isShown() && performance.now() - began < 10_000) await nextFrame()
    await nextFrame()
    taken.push(performance.now() - began)
  }
  return taken
}
