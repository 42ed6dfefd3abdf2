import type { Money, Value } from '../../schema/value.js'
import type { Change } from '../../storage/adapter.js'
import { type Anchor, type EqualPart, keyOfRecord, type RangePart, toNumber } from './anchor.js'

/** A view as the router knows it. */
export interface Routed {
  readonly anchors: readonly Anchor[]
  /** Properties of the record that its condition and its order look at. */
  readonly mask: ReadonlySet<string>
  /** Properties that its order looks at. */
  readonly ordered: ReadonlySet<string>
}

/** Finds the views of one object type that a change can touch, without looking at the others. */
export interface Router<View extends Routed> {
  add(view: View): void
  remove(view: View): void
  /** Calls for each view whose condition may hold before or after, and that looks at something that changed; one view may be met more than once. */
  visit(change: Change, meet: (view: View) => void): void
}

/** Views with conditions of the same shape: one key of a record finds those that it can concern. */
interface Shape<View> {
  readonly equals: readonly EqualPart[]
  readonly range?: Pick<RangePart, 'property' | 'bound'>
  readonly mask: ReadonlySet<string>
  /** A change of the range's property alone concerns only the views whose threshold lies between. */
  readonly narrow: boolean
  readonly postings: Map<string, Posting<View>>
  visited: number
}
/** Views under one key, by their thresholds, ascending. */
interface Posting<View> {
  readonly views: View[]
  readonly thresholds: number[]
}

/** A router without views. */
export function createRouter<View extends Routed>(): Router<View> {
  return new EqualityRouter()
}

class EqualityRouter<View extends Routed> implements Router<View> {
  readonly #shapes = new Map<string, Shape<View>>()
  readonly #byProperty = new Map<string, Set<Shape<View>>>()
  #visits = 0

  add(view: View): void {
    for (const anchor of view.anchors) {
      const shape = this.#shapeOf(view, anchor)
      for (const key of anchor.keys) insert(shape.postings, key, view, anchor.range?.threshold ?? 0)
    }
  }

  remove(view: View): void {
    for (const anchor of view.anchors) {
      const name = nameOfShape(view, anchor)
      const shape = this.#shapes.get(name)
      if (!shape) continue
      for (const key of anchor.keys) takeOut(shape.postings, key, view)
      if (shape.postings.size === 0) this.#forget(name, shape)
    }
  }

  visit(change: Change, meet: (view: View) => void): void {
    const visit = ++this.#visits
    if (!change.before || !change.after) {
      for (const shape of this.#shapes.values()) stab(shape, change, meet)
      return
    }
    for (const property of change.changed) {
      const shapes = this.#byProperty.get(property)
      if (!shapes) continue
      for (const shape of shapes) {
        if (shape.visited === visit) continue
        shape.visited = visit
        stab(shape, change, meet)
      }
    }
  }

  #shapeOf(view: View, anchor: Anchor): Shape<View> {
    const name = nameOfShape(view, anchor)
    const known = this.#shapes.get(name)
    if (known) return known
    const { equals, range } = anchor
    const shape: Shape<View> = {
      equals,
      mask: view.mask,
      ...(range && { range }),
      narrow: isNarrow(view, range),
      postings: new Map(),
      visited: 0,
    }
    this.#shapes.set(name, shape)
    for (const property of view.mask) {
      const together = this.#byProperty.get(property)
      if (together) together.add(shape)
      else this.#byProperty.set(property, new Set([shape]))
    }
    return shape
  }

  #forget(name: string, shape: Shape<View>): void {
    this.#shapes.delete(name)
    for (const property of shape.mask) this.#byProperty.get(property)?.delete(shape)
  }
}

function nameOfShape(view: Routed, { equals, range }: Anchor): string {
  return JSON.stringify([equals, range?.property, range?.bound, isNarrow(view, range), [...view.mask].sort()])
}
function isNarrow(view: Routed, range: RangePart | undefined): boolean {
  return range?.alone === true && !view.ordered.has(range.property)
}

function insert<View>(postings: Map<string, Posting<View>>, key: string, view: View, threshold: number): void {
  const posting = postings.get(key) ?? { views: [], thresholds: [] }
  postings.set(key, posting)
  const place = firstAbove(posting.thresholds, threshold)
  posting.views.splice(place, 0, view)
  posting.thresholds.splice(place, 0, threshold)
}
function takeOut<View>(postings: Map<string, Posting<View>>, key: string, view: View): void {
  const posting = postings.get(key)
  const place = posting?.views.indexOf(view) ?? -1
  if (!posting || place < 0) return
  posting.views.splice(place, 1)
  posting.thresholds.splice(place, 1)
  if (posting.views.length === 0) postings.delete(key)
}

function stab<View>(shape: Shape<View>, change: Change, meet: (view: View) => void): void {
  const { id } = change.ref
  const was = change.before && keyOfRecord(shape.equals, id, change.before)
  const is = change.after && keyOfRecord(shape.equals, id, change.after)
  const held = was === undefined ? undefined : shape.postings.get(was)
  if (held) scan(shape, held, change, was === is, meet)
  const other = is === undefined || is === was ? undefined : shape.postings.get(is)
  if (other) scan(shape, other, change, false, meet)
}

function scan<View>(
  shape: Shape<View>,
  { views, thresholds }: Posting<View>,
  change: Change,
  sameKey: boolean,
  meet: (view: View) => void,
): void {
  let low = 0
  let high = views.length
  if (shape.range) {
    const [from, to] = toSpan(shape, shape.range, change, sameKey)
    low = firstFrom(thresholds, from)
    high = firstAbove(thresholds, to)
  }
  for (let place = low; place < high; place++) meet(views[place] as View)
}

const nothing: readonly [number, number] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
/** Thresholds of the views that the change can concern. */
function toSpan<View>(
  shape: Shape<View>,
  { property, bound }: Pick<RangePart, 'property' | 'bound'>,
  change: Change,
  sameKey: boolean,
): readonly [number, number] {
  const before = change.before?.[property]
  const after = change.after?.[property]
  const was = toNumber(before)
  const is = toNumber(after)
  if (was === undefined && is === undefined) return nothing
  const least = Math.min(was ?? Number.POSITIVE_INFINITY, is ?? Number.POSITIVE_INFINITY)
  const most = Math.max(was ?? Number.NEGATIVE_INFINITY, is ?? Number.NEGATIVE_INFINITY)
  if (sameKey && was !== undefined && is !== undefined && sameUnit(before, after) && changesOnly(shape, property, change))
    return [least, most]
  return bound === 'above' ? [Number.NEGATIVE_INFINITY, most] : [least, Number.POSITIVE_INFINITY]
}
function changesOnly<View>({ narrow, mask }: Shape<View>, property: string, { changed }: Change): boolean {
  return narrow && changed.every((name) => name === property || !mask.has(name))
}
function sameUnit(before: Value | undefined, after: Value | undefined): boolean {
  return typeof before !== 'object' || (before as Money | null)?.currency === (after as Money | null)?.currency
}

function firstFrom(sorted: readonly number[], bound: number): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((sorted[middle] as number) < bound) low = middle + 1
    else high = middle
  }
  return low
}
function firstAbove(sorted: readonly number[], bound: number): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((sorted[middle] as number) <= bound) low = middle + 1
    else high = middle
  }
  return low
}
