import { randomOf, shuffled } from './random.js'

/** What is divided into folds. */
export interface FoldsOf {
  readonly churned: readonly boolean[]
  /** All that belongs to one customer comes into one fold. */
  readonly customers?: readonly number[] | undefined
  readonly folds: number
  readonly seed: number
}

/** The fold of each, by chance, with about the same share of churned in each fold. */
export function foldsOf({ churned, customers, folds, seed }: FoldsOf): readonly number[] {
  const random = randomOf(seed)
  const keys = customers ?? churned.map((_, at) => at)
  const ever = new Map<number, boolean>()
  for (const [at, key] of keys.entries()) ever.set(key, (ever.get(key) ?? false) || (churned[at] as boolean))
  const foldOf = new Map<number, number>()
  for (const outcome of [true, false]) {
    const those = [...ever].filter(([, is]) => is === outcome).map(([key]) => key)
    for (const [place, key] of shuffled(those, random).entries()) foldOf.set(key, place % folds)
  }
  return keys.map((key) => foldOf.get(key) as number)
}
