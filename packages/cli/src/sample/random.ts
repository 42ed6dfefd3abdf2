/** Numbers that look random and are the same each time for the same seed. */
export interface Random {
  /** At least 0, below 1. */
  next(): number
  /** A whole number from `low` to `high`, both included. */
  whole(low: number, high: number): number
  /** Whether something of that likelihood happens. */
  chance(likelihood: number): boolean
  pick<T>(items: readonly T[]): T
  /** The same items in another order. */
  shuffled<T>(items: readonly T[]): T[]
  /** A number around 0, mostly between -1 and 1 (normal distribution). */
  around(): number
}

/** A source of random numbers; a text makes a seed of its own, so that one customer's numbers do not depend on another's. */
export function createRandom(seed: string): Random {
  let state = hash(seed)
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const whole = (low: number, high: number): number => low + Math.floor(next() * (high - low + 1))
  return {
    next,
    whole,
    chance: (likelihood) => next() < likelihood,
    pick: (items) => items[whole(0, items.length - 1)] as (typeof items)[number],
    shuffled(items) {
      const keys = items.map((item) => ({ item, key: next() }))
      return keys.sort((a, b) => a.key - b.key).map(({ item }) => item)
    },
    around: () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next()),
  }
}

function hash(text: string): number {
  let value = 0x811c9dc5
  for (const character of text) value = Math.imul(value ^ (character.codePointAt(0) ?? 0), 0x01000193)
  return value | 0
}
