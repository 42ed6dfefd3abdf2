import type { Browser, Page } from 'playwright-core'

/** The tasks of a page's main thread while something was done: in time of the processor, which other work on the machine does not lengthen. */
export interface MainTasks {
  readonly longestMs: number
  /** How many took longer than the bar. */
  readonly over: number
  /** For each `performance.measure` of the page: the processor's time that all of the browser's threads took within it. */
  readonly spentMs: readonly number[]
}
interface TraceEvent {
  readonly name: string
  readonly ph: string
  readonly pid: number
  readonly tid: number
  /** Microseconds since the machine started. */
  readonly ts: number
  /** Microseconds of the thread's own time; absent where the system does not count them. */
  readonly tdur?: number
  readonly dur?: number
  readonly args?: { readonly name?: string }
}

/** Does the work, and measures each task of the page meanwhile. */
export async function withTasks<T>(
  browser: Browser,
  page: Page,
  barMs: number,
  work: () => Promise<T>,
): Promise<MainTasks & { readonly done: T }> {
  await browser.startTracing(page, { categories: ['toplevel', 'blink.user_timing', '__metadata'] })
  const done = await work().catch(async (error: unknown) => {
    await browser.stopTracing()
    throw error
  })
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString()) as { readonly traceEvents: readonly TraceEvent[] }
  const isTask = ({ name, ph }: TraceEvent) => ph === 'X' && name.endsWith('RunTask')
  const lengths = mainThreads(traceEvents)
    .map(({ pid, tid }) => traceEvents.filter((each) => isTask(each) && each.pid === pid && each.tid === tid))
    .map((tasks) => tasks.map(({ tdur, dur = 0 }) => (tdur ?? dur) / 1_000))
    .reduce((most, each) => (sum(each) > sum(most) ? each : most), [])
  const spentMs = measures(traceEvents).map(([from, to]) =>
    sum(traceEvents.filter((each) => isTask(each) && each.ts >= from && each.ts <= to).map(({ tdur = 0 }) => tdur / 1_000)),
  )
  return { done, longestMs: Math.max(0, ...lengths), over: lengths.filter((ms) => ms > barMs).length, spentMs }
}

// Measures of the page do not overlap: each begins and ends before the next.
function measures(events: readonly TraceEvent[]): readonly (readonly [from: number, to: number])[] {
  const at = (phase: string) =>
    events
      .filter(({ name, ph }) => name === 'tenure-bench' && ph === phase)
      .map(({ ts }) => ts)
      .sort((a, b) => a - b)
  const ends = at('e')
  return at('b').map((from, place) => [from, ends[place] ?? from])
}

// Several pages may be there; the one that is measured does the most.
function mainThreads(events: readonly TraceEvent[]): readonly TraceEvent[] {
  return events.filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain')
}
function sum(values: readonly number[]): number {
  return values.reduce((all, value) => all + value, 0)
}
