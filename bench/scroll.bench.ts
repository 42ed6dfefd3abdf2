import type { Page } from 'playwright-core'
import { launchBrowser } from '../e2e/support/browser.js'
import { type Bench, type BenchOptions, type Row, toRow } from './bench.js'
import { arrOf, startWriter } from './busy-writer.js'
import { withTasks } from './main-tasks.js'
import { listOfAll, serveWorkspace, signIn } from './served.js'

/** A scripted scroll of 10 s through a long list, in a browser, while another user writes, against a server in a process of its own. */
export const bench: Bench = { name: 'scroll', run }

const scrollMs = 10_000
const barMs = 50
const writesPerSecond = 50
/** From where a drag of the scrollbar stops until all rows in sight are there. */
const dropBarMs = 300
const drops = 40

async function* run({ quick, folder }: BenchOptions): AsyncIterable<Row> {
  const count = quick ? 10_000 : 100_000
  const browser = await launchBrowser()
  if (browser === undefined) return
  await using server = await serveWorkspace('customers', folder, count)
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
    await openList(page, server.url)
    const writer = await startWriter({ url: server.url, perSecond: writesPerSecond, write: arrOf(count) })
    const { done: seen, longestMs, over } = await withTasks(browser, page, barMs, () => page.evaluate(scrollThrough, { scrollMs, drops }))
    const written = await writer.stop()
    const row = (metric: string, value: number, unit: string, goal: number | null = null): Row =>
      toRow({ bench: 'scroll', case: `${count.toLocaleString('en')} customers, 10 s, 50 writes/s`, metric, value, unit, goal })
    yield row('longest task', longestMs, 'ms')
    yield row(`tasks > ${barMs} ms`, over, '', 0)
    yield row('blank, wheel', seen.blankWheel * 100, '%', 1)
    yield row('blank, drag', seen.blankDrag * 100, '%')
    yield row('drag to rows, p50', at(seen.dropsMs, 0.5), 'ms')
    yield row('drag to rows, p95', at(seen.dropsMs, 0.95), 'ms', dropBarMs)
    yield row('rows in page', seen.rows, '')
    yield row('frames', seen.frames, '')
    yield row('frames p99', seen.frameMs, 'ms')
    yield row('scrolled', seen.reached, 'rows')
    yield row('written', written.perSecond, '/s')
    yield row('write p95', written.p95Ms, 'ms')
  } finally {
    await browser.close()
  }
}

function at(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
}

async function openList(page: Page, url: string): Promise<void> {
  await signIn(page, url)
  await page.goto(`${url}${listOfAll}`)
  await page.locator('.tbody [data-id]').first().waitFor()
  await page.waitForTimeout(1_000)
}

// Runs in the page: half of the time steps of a wheel on every frame, then a drag through all of it to the end, which passes 20,000 rows in a
// second: no answer is that quick, so its blank frames are counted apart. Then drags that stop, each far from the one before.
async function scrollThrough({ scrollMs, drops }: { readonly scrollMs: number; readonly drops: number }) {
  const grid = document.querySelector('.scroll') as HTMLElement
  const frames: number[] = []
  const end = grid.scrollHeight - grid.clientHeight
  const began = performance.now()
  let [last, rows] = [began, 0]
  const blank = { wheel: 0, drag: 0 }
  const seen = { wheel: 0, drag: 0 }
  // What is on the screen when a frame begins is what the frame before has drawn.
  const isBlank = (): boolean => {
    const { top, bottom } = grid.getBoundingClientRect()
    const head = grid.querySelector('.thead')?.getBoundingClientRect().height ?? 0
    const drawn = [...grid.querySelectorAll<HTMLElement>('.tbody .tr')].flatMap((row) => {
      const { y, height } = row.getBoundingClientRect()
      return y + height <= top + head || y >= bottom ? [] : [{ y, height, isKnown: row.dataset['id'] !== undefined }]
    })
    const covered = drawn.reduce((sum, { height }) => sum + height, 0)
    return drawn.some(({ isKnown }) => !isKnown) || covered < bottom - top - head - 1
  }
  for (let now = began; now - began < scrollMs; now = await new Promise<number>((resolve) => requestAnimationFrame(resolve))) {
    frames.push(now - last)
    last = now
    const part = (now - began) / scrollMs
    const way = part < 0.5 ? 'wheel' : 'drag'
    seen[way] += 1
    if (isBlank()) blank[way] += 1
    grid.scrollTop = part < 0.5 ? grid.scrollTop + 120 : Math.max(grid.scrollTop, end * (part - 0.5) * 2)
    rows = Math.max(rows, document.querySelectorAll('.tbody [role="row"]').length)
  }
  grid.scrollTop = end
  await new Promise((resolve) => setTimeout(resolve, 500))
  const reached = Math.max(...[...document.querySelectorAll('.tbody [data-row]')].map((row) => Number((row as HTMLElement).dataset['row'])))
  const dropsMs: number[] = []
  for (let drop = 0; drop < drops; drop++) {
    const from = performance.now()
    grid.scrollTop = end * (((drop * 7 + 3) % drops) / drops)
    do await new Promise((resolve) => requestAnimationFrame(resolve))
    while (isBlank())
    dropsMs.push(performance.now() - from)
  }
  for (const times of [frames, dropsMs]) times.sort((a, b) => a - b)
  return {
    dropsMs,
    blankWheel: blank.wheel / seen.wheel,
    blankDrag: blank.drag / seen.drag,
    rows,
    frames: frames.length,
    frameMs: frames[Math.floor(frames.length * 0.99)] ?? 0,
    reached: reached + 1,
  }
}
