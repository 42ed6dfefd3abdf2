/** Keeps the first k of n items in an order, at a cost of n log k, and never more than k. */
export class BoundedHeap<T> {
  readonly #most: number
  readonly #compare: (a: T, b: T) => number
  /** The last in the order at the top; each comes before the one above it. */
  readonly #items: T[] = []

  constructor(most: number, compare: (a: T, b: T) => number) {
    this.#most = most
    this.#compare = compare
  }
  add(item: T): void {
    const [last] = this.#items
    if (this.#items.length < this.#most) this.#rise(this.#items.push(item) - 1)
    else if (last !== undefined && this.#compare(item, last) < 0) this.#replaceLast(item)
  }
  /** All that are kept, in no order. */
  items(): readonly T[] {
    return this.#items
  }

  #rise(from: number): void {
    const items = this.#items
    const item = items[from] as T
    let at = from
    while (at > 0) {
      const above = (at - 1) >> 1
      const parent = items[above] as T
      if (this.#compare(item, parent) <= 0) break
      items[at] = parent
      at = above
    }
    items[at] = item
  }
  #replaceLast(item: T): void {
    const items = this.#items
    let at = 0
    for (let below = this.#later(1); below < items.length; below = this.#later(2 * at + 1)) {
      const child = items[below] as T
      if (this.#compare(item, child) >= 0) break
      items[at] = child
      at = below
    }
    items[at] = item
  }
  // Of two neighbours the one that comes later in the order.
  #later(left: number): number {
    const right = left + 1
    if (right >= this.#items.length) return left
    return this.#compare(this.#items[left] as T, this.#items[right] as T) >= 0 ? left : right
  }
}
