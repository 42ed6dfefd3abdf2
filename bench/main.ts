import { type Bench, type BenchOptions, type JudgedRow, judge } from './bench.js'

/** Each bench is loaded when it is asked for: one must not pay for what another loads. */
const benches: Readonly<Record<string, () => Promise<{ readonly bench: Bench }>>> = {
  page: () => import('./page.bench.js'),
  live: () => import('./live.bench.js'),
  wire: () => import('./wire.bench.js'),
  write: () => import('./write.bench.js'),
  http: () => import('./http.bench.js'),
  cold: () => import('./cold.bench.js'),
  start: () => import('./start.bench.js'),
  opening: () => import('./opening.bench.js'),
  edit: () => import('./edit.bench.js'),
  scroll: () => import('./scroll.bench.js'),
  board: () => import('./board.bench.js'),
  calendar: () => import('./calendar.bench.js'),
  summary: () => import('./summary.bench.js'),
  feed: () => import('./feed.bench.js'),
  crowd: () => import('./crowd.bench.js'),
  totals: () => import('./totals.bench.js'),
  search: () => import('./search.bench.js'),
  filter: () => import('./filter.bench.js'),
  bulk: () => import('./bulk.bench.js'),
  foresight: () => import('./foresight.bench.js'),
  score: () => import('./score.bench.js'),
  report: () => import('./report.bench.js'),
}

/** Runs the named benches, or all, and prints each figure as it comes. One that could measure nothing is named and ends the program with an error. */
export async function runBenches({
  names,
  ...options
}: BenchOptions & { readonly names: readonly string[] }): Promise<readonly JudgedRow[]> {
  const unknown = names.filter((name) => !Object.hasOwn(benches, name))
  if (unknown.length > 0) throw new Error(`There is no bench ${unknown.join(', ')}. There are ${Object.keys(benches).join(', ')}.`)
  const rows: JudgedRow[] = []
  const unmeasured: string[] = []
  console.log(line('bench', 'case', 'metric', 'value', 'limit', 'ratio', 'goal'))
  for (const name of names.length > 0 ? names : Object.keys(benches)) {
    const { bench } = (await benches[name]?.()) ?? {}
    const before = rows.length
    for await (const row of bench?.run(options) ?? []) {
      // Goals are for the sizes of a whole run.
      const judged = judge(options.quick ? { ...row, goal: null } : row)
      rows.push(judged)
      console.log(toLine(judged))
    }
    if (rows.length === before) unmeasured.push(name)
  }
  const missed = rows.filter(({ met }) => met === false)
  const isMet = missed.length + unmeasured.length === 0
  if (!options.quick && isMet) console.log('\nEvery goal is met.')
  if (!options.quick && missed.length > 0) console.log(`\nMissed goals:\n${missed.map(toLine).join('\n')}`)
  if (unmeasured.length > 0) {
    console.error(`\nNothing was measured by ${unmeasured.join(', ')}; see above for the reason.`)
    process.exitCode = 1
  }
  return rows
}

function toLine({ bench, case: name, metric, value, unit, limit, ratio, goal, met }: JudgedRow): string {
  return line(
    bench,
    name,
    metric,
    `${round(value)} ${unit}`,
    limit === null ? '' : `${round(limit)} ${unit}`,
    ratio === null ? '' : ratio.toFixed(2),
    goal === null ? '' : `${round(goal)} ${met ? '✓' : '✗ missed'}`,
  )
}
function line(
  ...[bench, name, metric, value, limit, ratio, goal]: readonly [string, string, string, string, string, string, string]
): string {
  return `${bench.padEnd(6)} ${name.padEnd(60)} ${metric.padEnd(14)} ${value.padStart(14)} ${limit.padStart(14)} ${ratio.padStart(7)}  ${goal}`
}
function round(value: number): string {
  return Number(value.toPrecision(4)).toLocaleString('en', { maximumFractionDigits: 3 })
}
