import type { Change } from '../../storage/adapter.js'
import type { FollowedView } from '../followed-view.js'
import { type SeenChange, toSeen } from '../seen-change.js'
import { createSharedRows, type SharedRow, type SharedRows } from '../shared-row.js'
import type { ViewCore } from '../view-core.js'
import { type LiveParts, mayConcern } from '../view-plan.js'
import { type HopWatch, linksAtStart, mattersAtEnd } from './hop-watch.js'
import { createRouter, type Router } from './router.js'

/** What becomes of a view that a change reaches. */
export interface Reached {
  /** The change may concern a view; `held`: the view shows the record. */
  meet(view: FollowedView, seen: SeenChange, held: boolean): void
  /** The view runs again where this holds. */
  askIf(view: FollowedView, matters: () => boolean): void
}
/** Views of one object type. */
interface TypeIndex {
  readonly router: Router<FollowedView>
  readonly shared: SharedRows<ViewCore>
  /** Views of archived records. Changes of those carry no images, so each change of a record that they may be about concerns these views. */
  readonly archive: Set<FollowedView>
}
/** A step along links of one view. */
interface ViewHop {
  readonly view: FollowedView
  readonly watch: HopWatch
}

/** The names of users order by user. */
const userType = 'user'
const always = (): boolean => true

/** Finds the views that a change may concern: those that show the record, or may come to show it, by its type, its links and the names of users. */
export class ViewRoutes {
  readonly #touchesShown: LiveParts['touchesShown']
  readonly #reached: Reached
  readonly #types = new Map<string, TypeIndex>()
  readonly #hopsTo = new Map<string, Set<ViewHop>>()
  readonly #hopsAlong = new Map<string, Set<ViewHop>>()
  readonly #byUser = new Set<FollowedView>()
  #visits = 0

  constructor(touchesShown: LiveParts['touchesShown'], reached: Reached) {
    this.#touchesShown = touchesShown
    this.#reached = reached
  }

  /** The rows that windows of a type show, as all of them share them. */
  sharedOf(type: string): SharedRows<ViewCore> {
    return this.#indexOf(type).shared
  }

  /** From its opening on a view hears of users whose names decide its order, whether it follows or not. */
  open(view: FollowedView): void {
    if (view.plan.byUser) this.#byUser.add(view)
  }

  close(view: FollowedView): void {
    this.#byUser.delete(view)
    this.remove(view)
  }

  /** Changes reach the view from now on. */
  add(view: FollowedView): void {
    view.routed = true
    const { query, hops } = view.plan
    const { router, archive } = this.#indexOf(query.type)
    if (query.archived === 'no') router.add(view)
    else archive.add(view)
    for (const watch of hops) {
      addTo(this.#hopsTo, watch.hop.to, { view, watch })
      addTo(this.#hopsAlong, watch.hop.edge, { view, watch })
    }
  }

  /** No change reaches the view any more. */
  remove(view: FollowedView): void {
    if (!view.routed) return
    view.routed = false
    const { query, hops } = view.plan
    const { router, archive } = this.#indexOf(query.type)
    router.remove(view)
    archive.delete(view)
    for (const { hop } of hops) for (const of of [this.#hopsTo.get(hop.to), this.#hopsAlong.get(hop.edge)]) removeFrom(of, view)
  }

  /** Hands the change to each view that it may concern, once. */
  route(change: Change): void {
    const { type, id } = change.ref
    const visit = ++this.#visits
    const seen = toSeen(change)
    const index = this.#types.get(type)
    if (index) {
      const shared = index.shared.get(id)
      if (shared) this.#meetShowing(shared, seen, visit)
      index.router.visit(change, (view) => this.#meet(view, seen, visit, false))
      for (const view of index.archive) if (view.plan.named?.has(id) !== false) this.#reached.askIf(view, always)
    }
    if (this.#hopsTo.size > 0) this.#routeBeyond(seen)
    if (this.#byUser.size > 0 && type === userType) for (const view of this.#byUser) this.#reached.askIf(view, always)
  }

  // Copies the lists, since they may change while the views follow.
  #meetShowing(shared: SharedRow<ViewCore>, seen: SeenChange, visit: number): void {
    shared.latest = seen.state
    shared.changes++
    for (const { selection, views } of shared.shown.slice())
      if (this.#touchesShown(selection, seen.change)) for (const view of views.slice()) this.#meet(view, seen, visit, true)
  }

  #meet(view: FollowedView, seen: SeenChange, visit: number, held: boolean): void {
    if (view.visited === visit || !view.routed) return
    view.visited = visit
    this.#reached.meet(view, seen, held)
  }

  #routeBeyond(seen: SeenChange): void {
    const { change } = seen
    for (const { view, watch } of this.#hopsTo.get(change.ref.type) ?? []) this.#reached.askIf(view, () => mattersAtEnd(watch, seen))
    for (const { edge } of change.linked ?? [])
      for (const { view, watch } of this.#hopsAlong.get(edge) ?? [])
        this.#reached.askIf(view, () => linksAtStart(watch, seen) && (!watch.first || mayConcern(view.plan, seen)))
  }

  #indexOf(type: string): TypeIndex {
    const known = this.#types.get(type)
    if (known) return known
    const index = { router: createRouter<FollowedView>(), shared: createSharedRows<ViewCore>(), archive: new Set<FollowedView>() }
    this.#types.set(type, index)
    return index
  }
}

/** Whether a view looks at one of these types. */
export function looksAt({ plan }: FollowedView, types: ReadonlySet<string>): boolean {
  return types.has(plan.query.type) || plan.hops.some(({ hop }) => types.has(hop.to)) || (plan.byUser && types.has(userType))
}

function addTo(hops: Map<string, Set<ViewHop>>, name: string, hop: ViewHop): void {
  const together = hops.get(name)
  if (together) together.add(hop)
  else hops.set(name, new Set([hop]))
}
function removeFrom(hops: Set<ViewHop> | undefined, view: FollowedView): void {
  for (const hop of hops ?? []) if (hop.view === view) hops?.delete(hop)
}
