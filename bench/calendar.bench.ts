import type { Page } from 'playwright-core'
import { launchBrowser } from '../e2e/support/browser.js'
import { type Bench, type BenchOptions, type Row, toRow } from './bench.js'
import { withTasks } from './main-tasks.js'
import { serveWorkspace, signIn } from './served.js'

/** A week of 300 meetings in a browser: it is opened, scrolled, and its meetings are dragged. */
export const bench: Bench = { name: 'calendar', run }

const barMs = 50
const useMs = 10_000

async function* run({ folder }: BenchOptions): AsyncIterable<Row> {
  const count = 300
  const browser = await launchBrowser()
  if (browser === undefined) return
  await using server = await serveWorkspace('meetings', folder, count)
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
    await signIn(page, server.url)
    const row = (part: string, metric: string, value: number, unit: string, goal: number | null = null): Row =>
      toRow({ bench: 'calendar', case: `${part}, ${count} meetings`, metric, value, unit, goal })
    const address = `${server.url}/?tab=tenure.schedule/schedule&layout=week&at=2026-11-18`
    // The first time fetches the scripts.
    await page.goto(address)
    await page.locator('.cal-col .ev').first().waitFor()
    for (const [part, work] of [
      ['opening the page', () => openWeek(page, count)],
      ['day to week', () => page.evaluate(showWeek)],
      ['10 s of scrolling and dragging', () => page.evaluate(useWeek, useMs)],
    ] as const) {
      const { done, longestMs, over } = await withTasks(browser, page, barMs, work)
      yield row(part, 'items', done.items, '')
      yield row(part, 'drops', done.drops, '')
      yield row(part, 'longest task', longestMs, 'ms')
      yield row(part, `tasks > ${barMs} ms`, over, '', 0)
    }
  } finally {
    await browser.close()
  }
}

async function openWeek(page: Page, count: number) {
  await page.reload()
  await page.waitForFunction((wanted) => document.querySelectorAll('.cal-col .ev').length === wanted, count)
  return { items: count, drops: 0 }
}

/** Runs in the page: from a day to its week, five times. */
async function showWeek() {
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve))
  const choose = (span: string) => document.querySelector<HTMLElement>(`.cal-bar input[value="${span}"]`)?.click()
  const columns = async (wanted: number) => {
    const began = performance.now()
    while (document.querySelectorAll('.cal-col').length !== wanted && performance.now() - began < 10_000) await frame()
    for (let at = 0; at < 10; at++) await frame()
  }
  for (let round = 0; round < 5; round++) {
    choose('day')
    await columns(1)
    choose('week')
    await columns(7)
  }
  return { items: document.querySelectorAll('.cal-col .ev').length, drops: 0 }
}

/** Runs in the page: down and up for half of the time, then meetings are dragged from day to day. */
async function useWeek(useMs: number) {
  const week = document.querySelector('.cal') as HTMLElement
  const frame = () => new Promise<number>((resolve) => requestAnimationFrame(resolve))
  const began = performance.now()
  const part = () => (performance.now() - began) / useMs
  const items = week.querySelectorAll('.cal-col .ev').length
  while (part() < 0.5) {
    week.scrollTop = (Math.sin(part() * 20) + 1) * 0.5 * (week.scrollHeight - week.clientHeight)
    await frame()
  }
  week.scrollTop = 480
  let drops = 0
  const point = (type: string, x: number, y: number) =>
    (document.elementFromPoint(x, y) ?? window).dispatchEvent(
      new PointerEvent(type, { pointerId: 1, pointerType: 'mouse', button: 0, clientX: x, clientY: y, bubbles: true, cancelable: true }),
    )
  while (part() < 1) {
    const columns = [...week.querySelectorAll<HTMLElement>('.cal-col')]
    const card = columns[1 + (drops % 4)]?.querySelectorAll<HTMLElement>('.ev')[12]
    const { left = 0, top = 0 } = card?.getBoundingClientRect() ?? {}
    const width = columns[0]?.getBoundingClientRect().width ?? 0
    point('pointerdown', left + 4, top + 4)
    for (let step = 1; step <= 12; step++) {
      point('pointermove', left + 4 + (width * step) / 12, top + 4 + step * 6)
      await frame()
    }
    point('pointerup', left + 4 + width, top + 76)
    drops++
    for (let at = 0; at < 20; at++) await frame()
  }
  return { items, drops }
}
