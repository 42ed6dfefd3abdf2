/** What the limit is called among the cases. */
export const limitName = 'hand-written'
/** A case: called with a number that differs from call to call, so that no answer is found again. */
export type Case = (call: number) => unknown
/** What a case took: time of one call in the middle of each round, and how many times the first case's that was, in the middle of the rounds. */
export interface Compared {
  readonly name: string
  readonly p50Us: number
  readonly p99Us: number
  readonly ratio: number
}
/** How long is measured. */
export interface CompareOptions {
  readonly rounds: number
  readonly roundMs: number
}

/** Runs the cases in turn, round after round, so that a noisy neighbour hits all of them alike; the first is the limit. */
export async function compareCases(
  cases: Readonly<Record<string, Case>>,
  { rounds, roundMs }: CompareOptions,
): Promise<readonly Compared[]> {
  const found = Object.entries(cases).map(([name, run]) => ({ name, run, next: 0, middles: [] as number[], all: [] as number[] }))
  for (const each of found) each.next += (await measure(each.run, each.next, roundMs * 2)).length
  for (let round = 0; round < rounds; round += 1) {
    for (const each of found) {
      const times = await measure(each.run, each.next, roundMs)
      each.next += times.length
      each.middles.push(quantile(times, 0.5))
      each.all.push(...times)
    }
  }
  const limit = found[0]?.middles ?? []
  return found.map(({ name, middles, all }) => ({
    name,
    p50Us: quantile(middles, 0.5),
    p99Us: quantile(all, 0.99),
    ratio: quantile(
      middles.map((middle, round) => middle / (limit[round] ?? middle)),
      0.5,
    ),
  }))
}

/** The value below which that share of the values lies. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN
}

async function measure(run: Case, first: number, ms: number): Promise<readonly number[]> {
  const times: number[] = []
  const start = performance.now()
  for (let call = first; performance.now() - start < ms; call += 1) {
    const before = performance.now()
    const answer = run(call)
    if (answer instanceof Promise) await answer
    times.push((performance.now() - before) * 1000)
  }
  return times
}
