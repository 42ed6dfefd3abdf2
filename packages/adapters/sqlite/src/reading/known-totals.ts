import { bind, type CompiledQuery } from '@tenure/sql'

const most = 500

/** How many rows match a query, for as long as nothing is written: who pages through a list has it counted once. */
export class KnownTotals {
  readonly #known = new Map<string, number>()
  #head = -1

  /** The total of that state, where it has been counted. */
  find(query: CompiledQuery, head: number): number | undefined {
    return head === this.#head && this.#known.size > 0 ? this.#known.get(keyOf(query)) : undefined
  }

  /** Keeps those of the newest state alone, and the last of many. */
  remember(query: CompiledQuery, head: number, total: number): void {
    if (head < this.#head) return
    if (head > this.#head || this.#known.size >= most) this.#known.clear()
    this.#head = head
    this.#known.set(keyOf(query), total)
  }
}

// The total does not depend on the order, nor on which part is shown.
function keyOf({ statements: { total }, values }: CompiledQuery): string {
  return total === undefined ? '' : JSON.stringify([total.sql, bind(total, values)])
}
