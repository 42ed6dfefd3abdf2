import type { Bench, BenchOptions, Row } from './bench.js'

/** Each bench is loaded when it is asked for: one must not pay for what another loads. */
const benches: Readonly<Record<string, () => Promise<{ readonly bench: Bench }>>> = {
  page: () => import('./page.bench.js'),
  live: () => import('./live.bench.js'),
  http: () => import('./http.bench.js'),
  cold: () => import('./cold.bench.js'),
  scroll: () => import('./scroll.bench.js'),
}

/** Runs the named benches, or all, and prints each figure as it comes. */
export async function runBenches({ names, ...options }: BenchOptions & { readonly names: readonly string[] }): Promise<readonly Row[]> {
  const unknown = names.filter((name) => !Object.hasOwn(benches, name))
  if (unknown.length > 0) throw new Error(`There is no bench ${unknown.join(', ')}. There are ${Object.keys(benches).join(', ')}.`)
  const rows: Row[] = []
  console.log(line('bench', 'case', 'metric', 'value', 'limit', 'ratio'))
  for (const name of names.length > 0 ? names : Object.keys(benches)) {
    const { bench } = (await benches[name]?.()) ?? {}
    for await (const row of bench?.run(options) ?? []) {
      rows.push(row)
      console.log(toLine(row))
    }
  }
  return rows
}

function toLine({ bench, case: name, metric, value, unit, limit, ratio }: Row): string {
  return line(
    bench,
    name,
    metric,
    `${round(value)} ${unit}`,
    limit === null ? '' : `${round(limit)} ${unit}`,
    ratio === null ? '' : ratio.toFixed(2),
  )
}
function line(bench: string, name: string, metric: string, value: string, limit: string, ratio: string): string {
  return `${bench.padEnd(6)} ${name.padEnd(52)} ${metric.padEnd(14)} ${value.padStart(14)} ${limit.padStart(14)} ${ratio.padStart(7)}`
}
function round(value: number): string {
  return Number(value.toPrecision(4)).toLocaleString('en', { maximumFractionDigits: 3 })
}
