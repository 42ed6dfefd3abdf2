/** One tenth of the customers by score, and how much more often they churned than all. */
export interface Tenth {
  readonly customers: number
  readonly churned: number
  /** 1: as often as all. */
  readonly lift: number
}

/**
 * Lift by tenth of the score, the lowest first. Customers with equal scores are shared out evenly, so the order of the records decides nothing.
 * Empty: no tenths where nobody churned.
 */
export function liftByTenth(scores: ArrayLike<number>, churned: readonly boolean[]): readonly Tenth[] {
  const count = churned.length
  const bad = churned.filter(Boolean).length
  if (bad === 0) return []
  const tied = new Map<number, { count: number; hits: number }>()
  for (let at = 0; at < count; at += 1) {
    const score = scores[at] as number
    const group = tied.get(score)
    if (group === undefined) tied.set(score, { count: 1, hits: churned[at] ? 1 : 0 })
    else {
      group.count += 1
      if (churned[at]) group.hits += 1
    }
  }
  const sums = new Array<number>(10).fill(0)
  let from = 0
  for (const [, group] of [...tied].sort(([a], [b]) => a - b)) {
    shareOut(sums, { from, to: from + group.count, hits: group.hits, count })
    from += group.count
  }
  return sums.map((hits) => ({ customers: count / 10, churned: hits, lift: hits / (count / 10) / (bad / count) }))
}
interface Tied {
  readonly from: number
  readonly to: number
  readonly hits: number
  readonly count: number
}
function shareOut(sums: number[], { from, to, hits, count }: Tied): void {
  for (let tenth = 0; tenth < 10; tenth += 1) {
    const overlap = Math.min(to, ((tenth + 1) * count) / 10) - Math.max(from, (tenth * count) / 10)
    if (overlap > 0) sums[tenth] = (sums[tenth] as number) + (hits * overlap) / (to - from)
  }
}
