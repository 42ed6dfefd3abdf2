/** Random choices that a seed repeats. */
export interface Random {
  readonly seed: number
  /** A whole number from 0 up to, but not including, `below`. */
  int(below: number): number
  pick<T>(values: readonly T[]): T
  chance(share: number): boolean
}

/** Choices of that seed, or of a new one. */
export function createRandom(seed = globalThis.crypto.getRandomValues(new Uint32Array(1))[0] ?? 1): Random {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  const int = (below: number): number => Math.floor(next() * below)
  return { seed, int, pick: <T>(values: readonly T[]): T => values[int(values.length)] as T, chance: (share) => next() < share }
}
