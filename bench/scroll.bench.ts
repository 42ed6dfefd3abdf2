import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import type { Page } from 'playwright-core'
import { launchBrowser } from '../e2e/support/browser.js'
import { type Bench, type BenchOptions, type Row, toRow } from './bench.js'

/** A scripted scroll of 10 s through a long list, in a browser, against a server in a process of its own. */
export const bench: Bench = { name: 'scroll', run }

const scrollMs = 10_000
const barMs = 50

async function* run({ quick, folder }: BenchOptions): AsyncIterable<Row> {
  const count = quick ? 10_000 : 100_000
  const browser = await launchBrowser()
  if (browser === undefined) return
  const { server, url } = await startServer(path.join(folder, `scroll-${count}.db`), count)
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
    await openList(page, url)
    const seen = await page.evaluate(scrollThrough, { scrollMs, barMs })
    const row = (metric: string, value: number, unit: string, goal: number | null = null): Row =>
      toRow({ bench: 'scroll', case: `${count.toLocaleString('en')} customers, 10 s`, metric, value, unit, goal })
    yield row('longest task', seen.longestMs, 'ms')
    yield row(`tasks > ${barMs} ms`, seen.long, '', 0)
    yield row('rows in page', seen.rows, '')
    yield row('frames p99', seen.frameMs, 'ms')
    yield row('scrolled', seen.reached, 'rows')
  } finally {
    await browser.close()
    server.kill('SIGTERM')
    await once(server, 'exit')
  }
}

async function startServer(file: string, count: number): Promise<{ readonly server: ChildProcess; readonly url: string }> {
  const server = spawn(process.execPath, [path.resolve('bench/dist/scroll-server.js'), file, String(count)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [said] = (await once(server.stdout, 'data')) as [Buffer]
  return { server, url: said.toString().trim() }
}

async function openList(page: Page, url: string): Promise<void> {
  await page.goto(url)
  await page.evaluate(async () => {
    await fetch('/api/sign-in', {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-tenure': '1' },
      body: JSON.stringify({ user: 'scroll:vera' }),
    })
  })
  await page.goto(`${url}/?view=tenure.customers/all`)
  await page.locator('.tbody [data-id]').first().waitFor()
  await page.waitForTimeout(1_000)
}

// Runs in the page: wheel-like steps on every frame, half of the time slowly, then through all of it to the end.
async function scrollThrough({
  scrollMs,
  barMs,
}: {
  readonly scrollMs: number
  readonly barMs: number
}): Promise<{ longestMs: number; long: number; rows: number; frameMs: number; reached: number }> {
  const grid = document.querySelector('.scroll') as HTMLElement
  const tasks: number[] = []
  new PerformanceObserver((list) => tasks.push(...list.getEntries().map(({ duration }) => duration))).observe({ type: 'longtask' })
  const frames: number[] = []
  const end = grid.scrollHeight - grid.clientHeight
  const began = performance.now()
  let [last, rows] = [began, 0]
  for (let now = began; now - began < scrollMs; now = await new Promise<number>((resolve) => requestAnimationFrame(resolve))) {
    frames.push(now - last)
    last = now
    const part = (now - began) / scrollMs
    grid.scrollTop = part < 0.5 ? grid.scrollTop + 120 : Math.max(grid.scrollTop, end * (part - 0.5) * 2)
    rows = Math.max(rows, document.querySelectorAll('.tbody [role="row"]').length)
  }
  grid.scrollTop = end
  await new Promise((resolve) => setTimeout(resolve, 500))
  frames.sort((a, b) => a - b)
  const reached = Math.max(...[...document.querySelectorAll('.tbody [data-row]')].map((row) => Number((row as HTMLElement).dataset['row'])))
  return {
    longestMs: Math.max(0, ...tasks),
    long: tasks.filter((duration) => duration > barMs).length,
    rows,
    frameMs: frames[Math.floor(frames.length * 0.99)] ?? 0,
    reached: reached + 1,
  }
}
