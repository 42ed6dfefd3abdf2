/** Chance that gives the same for the same seed; for tests. */
export interface Random {
  below(n: number): number
  chance(p: number): boolean
  pick<T>(of: readonly T[]): T
}

/** A random source from a seed. */
export function createRandom(seed: number): Random {
  let state = seed * 0x9e3779b9
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
  const below = (n: number) => Math.floor(next() * n)
  return { below, chance: (p) => next() < p, pick: (of) => of[below(of.length)] as never }
}
