import type { Clock, Instant } from '../base/clock.js'

/** Items that are due at an instant, behind one single timer of the clock. */
export interface TimeFrontier<Item> {
  add(at: Instant, item: Item): void
  remove(item: Item): void
  close(): void
}

/** A frontier that calls `due` once for each time that an item was added. */
export function createTimeFrontier<Item>(clock: Clock, due: (item: Item) => void): TimeFrontier<Item> {
  return new Frontier(clock, due)
}

class Frontier<Item> implements TimeFrontier<Item> {
  readonly #clock: Clock
  readonly #due: (item: Item) => void
  readonly #items = new Map<Instant, Set<Item>>()
  readonly #places = new Map<Item, Instant>()
  /** Binary heap of the instants; one without items stays until it is reached, or nothing is due any more. */
  readonly #heap: Instant[] = []
  #timer: { readonly at: Instant; readonly handle: Disposable } | undefined

  constructor(clock: Clock, due: (item: Item) => void) {
    this.#clock = clock
    this.#due = due
  }

  add(at: Instant, item: Item): void {
    this.remove(item)
    const later = Math.max(at, this.#clock.now() + 1)
    const together = this.#items.get(later)
    if (together) together.add(item)
    else {
      this.#items.set(later, new Set([item]))
      push(this.#heap, later)
    }
    this.#places.set(item, later)
    this.#arm()
  }

  remove(item: Item): void {
    const at = this.#places.get(item)
    if (at === undefined) return
    this.#places.delete(item)
    this.#items.get(at)?.delete(item)
    if (this.#places.size === 0) this.close()
  }

  close(): void {
    this.#timer?.handle[Symbol.dispose]()
    this.#timer = undefined
    this.#items.clear()
    this.#places.clear()
    this.#heap.length = 0
  }

  #arm(): void {
    const at = this.#heap[0]
    if (at === undefined || (this.#timer && this.#timer.at <= at)) return
    this.#timer?.handle[Symbol.dispose]()
    this.#timer = { at, handle: this.#clock.at(at, () => this.#reached()) }
  }

  #reached(): void {
    this.#timer = undefined
    const now = this.#clock.now()
    const ripe: Item[] = []
    while ((this.#heap[0] ?? Number.POSITIVE_INFINITY) <= now) ripe.push(...this.#take(pop(this.#heap)))
    this.#arm()
    for (const item of ripe) this.#due(item)
  }

  #take(at: Instant): Iterable<Item> {
    const items = this.#items.get(at) ?? []
    this.#items.delete(at)
    for (const item of items) this.#places.delete(item)
    return items
  }
}

function push(heap: Instant[], at: Instant): void {
  let child = heap.length
  heap.push(at)
  while (child > 0) {
    const parent = (child - 1) >> 1
    if ((heap[parent] as Instant) <= at) break
    heap[child] = heap[parent] as Instant
    child = parent
  }
  heap[child] = at
}

function pop(heap: Instant[]): Instant {
  const first = heap[0] as Instant
  const last = heap.pop() as Instant
  if (heap.length > 0) sink(heap, last)
  return first
}

function sink(heap: Instant[], at: Instant): void {
  let parent = 0
  for (;;) {
    let child = 2 * parent + 1
    if (child >= heap.length) break
    if (child + 1 < heap.length && (heap[child + 1] as Instant) < (heap[child] as Instant)) child += 1
    if ((heap[child] as Instant) >= at) break
    heap[parent] = heap[child] as Instant
    parent = child
  }
  heap[parent] = at
}
