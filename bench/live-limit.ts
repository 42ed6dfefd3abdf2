import type { Customer } from './page-data.js'

/** Rows that a view shows. */
export const shownRows = 50
// A window keeps up to as many spare rows, so that a leaving row seldom asks for a refill.
const mostHeld = 2 * shownRows

/** A property with few values, and a property with many. */
export type EqualField = 'ownerId' | 'stage' | 'region'
export type NumberField = 'arr' | 'renewalAt' | 'health'
/** A live view: equal fields, bounds, and one field to sort by; ties go by id. */
export interface ViewSpec {
  readonly place: number
  readonly equal: Partial<Pick<Customer, EqualField>>
  readonly bounds: readonly (readonly [field: NumberField, side: '<' | '>', than: number])[]
  readonly sort: NumberField
  readonly descending: boolean
}
/** Called when a view shows other rows, or another total. */
export type Listener = (view: ViewSpec) => void

interface HandView {
  readonly spec: ViewSpec
  readonly equal: readonly (readonly [EqualField, string | number])[]
  readonly sign: 1 | -1
  readonly keys: Float64Array
  readonly ids: Int32Array
  size: number
  total: number
  seen: number
}
interface Entry {
  readonly views: HandView[]
  at: Float64Array
}
interface Group {
  readonly fields: readonly EqualField[]
  readonly range: ViewSpec['bounds'][number] | undefined
  readonly rest: readonly NumberField[]
  readonly sort: NumberField
  readonly byKey: Map<string | number, Entry>
}

/**
 * The limit: windows with totals that are kept by hand for these four kinds of view alone, found through an index of their predicates.
 * It knows its fields, its types and its data; what it does, any engine has to do.
 */
export class HandEngine {
  readonly views: readonly HandView[]
  refills = 0
  readonly #rows: Customer[]
  readonly #listener: Listener
  readonly #holders: HandView[][]
  readonly #parts = { ownerId: new Map<number, Set<number>>(), region: new Map<string, Set<number>>() }
  readonly #groups: readonly Group[]
  #tick = 0

  /** `rows[id - 1]` is the customer of that id; the engine writes to the list. */
  constructor(rows: Customer[], specs: readonly ViewSpec[], listener: Listener) {
    this.#rows = rows
    this.#listener = listener
    this.#holders = new Array(rows.length)
    for (const row of rows) this.#addToParts(row)
    this.views = specs.map(toView)
    const sorted = new Map<string, readonly Customer[]>()
    for (const view of this.views) this.#fill(view, this.#partOf(view, sorted))
    this.#groups = toGroups(this.views)
  }

  /** Ids of the rows that a view shows. */
  shown(place: number): readonly number[] {
    const view = this.views[place] as HandView
    return [...view.ids.subarray(0, Math.min(shownRows, view.size))]
  }

  /** Writes and notifies; returns the previous row. */
  update(id: number, patch: Partial<Customer>): Customer {
    const old = this.#rows[id - 1] as Customer
    const row = { ...old, ...patch }
    this.#rows[id - 1] = row
    if (old.ownerId !== row.ownerId || old.region !== row.region) this.#move(old, row)
    const tick = ++this.#tick
    const held = this.#holders[id - 1]
    if (held && held.length > 0)
      for (const view of held.length === 1 ? [held[0] as HandView] : held.slice()) {
        view.seen = tick
        this.#held(view, old, row)
      }
    for (const group of this.#groups) this.#visit(group, old, row, tick)
    return old
  }

  #visit(group: Group, old: Customer, row: Customer, tick: number): void {
    let same = true
    for (const field of group.fields) if (old[field] !== row[field]) same = false
    let fixed = same && old[group.sort] === row[group.sort]
    for (const field of group.rest) if (old[field] !== row[field]) fixed = false
    const { range } = group
    if (fixed && (!range || old[range[0]] === row[range[0]])) return
    const was = group.byKey.get(keyOf(group.fields, old))
    if (same) {
      if (was) this.#scan(was, group, old, row, tick, fixed)
      return
    }
    if (was) this.#scan(was, group, old, old, tick, false, row)
    const is = group.byKey.get(keyOf(group.fields, row))
    if (is) this.#scan(is, group, row, row, tick, false, undefined, old)
  }

  /** Views of one key whose range lets the row in before or after; where only the range's field moved, those in between. */
  #scan(
    entry: Entry,
    { range }: Group,
    from: Customer,
    to: Customer,
    tick: number,
    fixed: boolean,
    leaves?: Customer,
    comes?: Customer,
  ): void {
    let low = 0
    let high = entry.views.length
    if (range) {
      const least = Math.min(from[range[0]], to[range[0]])
      const most = Math.max(from[range[0]], to[range[0]])
      if (range[1] === '>' || fixed) high = firstFrom(entry.at, most)
      if (range[1] === '>' && fixed) low = firstFrom(entry.at, least)
      if (range[1] === '<') low = firstAbove(entry.at, least)
      if (range[1] === '<' && fixed) high = firstAbove(entry.at, most)
    }
    for (let place = low; place < high; place++) {
      const view = entry.views[place] as HandView
      if (view.seen === tick) continue
      const was = !comes && isInRange(view.spec, from)
      const is = !leaves && isInRange(view.spec, to)
      if (was === is) {
        if (is) this.#enter(view, to)
        continue
      }
      view.total += is ? 1 : -1
      if (!is || !this.#enter(view, to)) this.#listener(view.spec)
    }
  }

  /** A row that the view holds has changed. */
  #held(view: HandView, old: Customer, row: Customer): void {
    const { id } = row
    const key = keyIn(view, row)
    const from = find(view, keyIn(view, old), id)
    const stays = matches(view, row)
    if (stays && key === keyIn(view, old)) {
      if (from < shownRows) this.#listener(view.spec)
      return
    }
    if (!stays) view.total--
    removeAt(view, from)
    if (stays) {
      const to = find(view, key, id)
      if (to < view.size || view.size + 1 >= view.total) {
        this.#insert(view, to, key, id)
        if (from < shownRows || to < shownRows) this.#listener(view.spec)
        return
      }
    }
    this.#release(view, id)
    if (view.size < shownRows && view.size < view.total) this.#refill(view)
    if (from < shownRows || !stays) this.#listener(view.spec)
  }

  /** A row that the view does not hold matches; returns whether it notified. */
  #enter(view: HandView, row: Customer): boolean {
    const key = keyIn(view, row)
    const to = find(view, key, row.id)
    if (to === view.size && view.size < view.total - 1) return false
    this.#hold(view, row.id)
    this.#insert(view, to, key, row.id)
    if (to < shownRows) this.#listener(view.spec)
    return to < shownRows
  }

  #partOf(view: HandView, sorted: Map<string, readonly Customer[]>): readonly Customer[] {
    const [field, value] = view.equal[0] as readonly ['ownerId' | 'region', never]
    const name = `${field} ${value} ${view.spec.sort} ${view.sign}`
    const known = sorted.get(name)
    if (known) return known
    const part = [...(this.#parts[field].get(value) ?? [])].map((id) => this.#rows[id - 1] as Customer)
    part.sort((a, b) => keyIn(view, a) - keyIn(view, b) || a.id - b.id)
    sorted.set(name, part)
    return part
  }

  #fill(view: HandView, part: readonly Customer[]): void {
    view.size = 0
    view.total = 0
    for (const row of part) {
      if (!matches(view, row)) continue
      view.total++
      if (view.size === mostHeld) continue
      view.keys[view.size] = keyIn(view, row)
      view.ids[view.size++] = row.id
      this.#hold(view, row.id)
    }
  }

  #refill(view: HandView): void {
    this.refills++
    for (let place = 0; place < view.size; place++) this.#release(view, view.ids[place] as number)
    this.#fill(view, this.#partOf(view, new Map()))
  }

  #insert(view: HandView, place: number, key: number, id: number): void {
    view.keys.copyWithin(place + 1, place, view.size)
    view.ids.copyWithin(place + 1, place, view.size)
    view.keys[place] = key
    view.ids[place] = id
    view.size++
    if (view.size <= mostHeld) return
    view.size--
    this.#release(view, view.ids[view.size] as number)
  }

  #hold(view: HandView, id: number): void {
    const held = this.#holders[id - 1]
    if (held) held.push(view)
    else this.#holders[id - 1] = [view]
  }

  #release(view: HandView, id: number): void {
    const held = this.#holders[id - 1] as HandView[]
    held[held.indexOf(view)] = held[held.length - 1] as HandView
    held.pop()
  }

  #addToParts({ id, ownerId, region }: Customer): void {
    const owned = this.#parts.ownerId.get(ownerId)
    if (owned) owned.add(id)
    else this.#parts.ownerId.set(ownerId, new Set([id]))
    const near = this.#parts.region.get(region)
    if (near) near.add(id)
    else this.#parts.region.set(region, new Set([id]))
  }

  #move(old: Customer, row: Customer): void {
    this.#parts.ownerId.get(old.ownerId)?.delete(old.id)
    this.#parts.region.get(old.region)?.delete(old.id)
    this.#addToParts(row)
  }
}

function toView(spec: ViewSpec): HandView {
  const equal = Object.entries(spec.equal) as [EqualField, string | number][]
  const sizes = { keys: new Float64Array(mostHeld + 1), ids: new Int32Array(mostHeld + 1) }
  return { spec, equal, sign: spec.descending ? -1 : 1, ...sizes, size: 0, total: 0, seen: -1 }
}
function toGroups(views: readonly HandView[]): readonly Group[] {
  const groups = new Map<string, Group>()
  for (const view of views) {
    const fields = view.equal.map(([field]) => field)
    const { bounds, sort } = view.spec
    const shape = `${fields.join()} ${bounds.map(([field, side]) => field + side).join()} ${sort}`
    const [range, ...rest] = bounds
    const group: Group = groups.get(shape) ?? { fields, range, rest: rest.map(([field]) => field), sort, byKey: new Map() }
    groups.set(shape, group)
    const key = keyOf(fields, view.spec.equal as Customer)
    const entry = group.byKey.get(key)
    if (entry) entry.views.push(view)
    else group.byKey.set(key, { views: [view], at: new Float64Array() })
  }
  for (const group of groups.values()) for (const entry of group.byKey.values()) sortEntry(entry)
  return [...groups.values()]
}
function sortEntry(entry: Entry): void {
  const threshold = (view: HandView) => view.spec.bounds[0]?.[2] ?? 0
  entry.views.sort((a, b) => threshold(a) - threshold(b))
  entry.at = Float64Array.from(entry.views, threshold)
}

function keyOf(fields: readonly EqualField[], row: Customer): string | number {
  const [first, second] = fields as readonly [EqualField, EqualField?]
  return second === undefined ? row[first] : `${row[first]}|${row[second]}`
}
function keyIn({ spec, sign }: HandView, row: Customer): number {
  return row[spec.sort] * sign
}
function matches(view: HandView, row: Customer): boolean {
  for (const [field, value] of view.equal) if (row[field] !== value) return false
  return isInRange(view.spec, row)
}
function isInRange({ bounds }: ViewSpec, row: Customer): boolean {
  for (const [field, side, than] of bounds) if (side === '<' ? row[field] >= than : row[field] <= than) return false
  return true
}
function removeAt(view: HandView, place: number): void {
  view.keys.copyWithin(place, place + 1, view.size)
  view.ids.copyWithin(place, place + 1, view.size)
  view.size--
}
function find({ keys, ids, size }: HandView, key: number, id: number): number {
  let low = 0
  let high = size
  while (low < high) {
    const middle = (low + high) >> 1
    const there = keys[middle] as number
    if (there < key || (there === key && (ids[middle] as number) < id)) low = middle + 1
    else high = middle
  }
  return low
}
function firstFrom(sorted: Float64Array, bound: number): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((sorted[middle] as number) < bound) low = middle + 1
    else high = middle
  }
  return low
}
function firstAbove(sorted: Float64Array, bound: number): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((sorted[middle] as number) <= bound) low = middle + 1
    else high = middle
  }
  return low
}
