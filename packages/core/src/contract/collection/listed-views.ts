import { combineLatest, distinctUntilChanged, map, type Observable, of as once } from 'rxjs'
import { TenureError } from '../../errors/tenure-error.js'
import type { RecordId } from '../../schema/value.js'
import { type BuiltInView, BuiltInViews } from './collection-view.js'
import { adapted, type RunningCollection } from './running.js'
import { type RemovedRecords, type SavedView, SavedViews, type ViewsOfUser } from './saved-views.js'
import type { ViewColumn } from './view-parts.js'

/** A view that a list can show: a built-in one, or one that somebody saved. */
export interface ListedView extends Omit<BuiltInView, 'id'> {
  readonly id: string
  readonly columns?: readonly ViewColumn[]
  /** What was saved; absent for a built-in view. */
  readonly saved?: SavedView
  /** Records that the user took out of the list. */
  readonly without?: readonly RecordId[]
  /** Its place among the default views, from 1. */
  readonly place?: number
}
/** What views are read from, for one user. */
export interface ViewSources {
  readonly builtIn: BuiltInViews
  readonly saved: SavedViews
  readonly removed: RemovedRecords
}

const none: Observable<readonly RecordId[]> = once([])

/** The views of a collection that a user sees: the default ones in their order, other built-in ones, other shared ones, the user's own. */
export function watchListed(
  collection: RunningCollection,
  { builtIn, saved, removed }: ViewSources,
  used: unknown,
): Observable<{ readonly views: readonly ListedView[]; readonly user: ViewsOfUser }> {
  const { id, of } = collection.contract
  const without = collection.isRemovable ? removed.of(of.objectType) : none
  return combineLatest([builtIn.of(id), saved.of({ id, objectType: of.objectType }), without]).pipe(
    map(([built, user, gone]) => {
      const all = [
        ...built.map((view): ListedView => adapted(collection, view, used)),
        ...user.saved.map((view) => toListed(collection, view)),
      ]
      const views = inOrder(all, user)
      return { views: gone.length === 0 ? views : views.map((view) => ({ ...view, without: gone })), user }
    }),
  )
}

/** One of them, and again when it changes. Errors: `input.invalid` where there is none, or where it has a condition that the user may not ask. */
export function watchView(
  collection: RunningCollection,
  sources: ViewSources,
  used: unknown,
  { view }: { readonly view?: string | undefined },
): Observable<ListedView> {
  return watchListed(collection, sources, used).pipe(
    map(({ views }) => findView(collection.contract.id, views, view)),
    distinctUntilChanged((a, b) => a === b || JSON.stringify(a) === JSON.stringify(b)),
  )
}

function toListed(
  {
    contract: {
      id: of,
      of: { objectType },
    },
  }: RunningCollection,
  saved: SavedView,
): ListedView {
  const { id, title, description, filter, sort, columns } = saved
  return {
    ...{ id, title, of, saved },
    ...(description !== undefined && { description }),
    ...(filter && { where: filter }),
    ...(sort && { orderBy: sort.map(({ property, direction }) => ({ by: `${objectType}.${property}`, direction })) }),
    ...(columns && { columns }),
  }
}

function inOrder(all: readonly ListedView[], { defaults, mostDefaults }: ViewsOfUser): readonly ListedView[] {
  const open = all.filter(({ saved }) => saved?.audience !== 'private')
  const chosen =
    defaults ??
    open
      .filter(({ saved }) => saved === undefined)
      .slice(0, mostDefaults)
      .map(({ id }) => id)
  const first = chosen.flatMap((id) => open.find((view) => view.id === id) ?? []).map((view, at) => ({ ...view, place: at + 1 }))
  return [...first, ...all.filter(({ id }) => !first.some((view) => view.id === id))]
}

/** The view with that id, or the first. Errors: `input.invalid`. */
function findView(collection: string, views: readonly ListedView[], id: string | undefined): ListedView {
  const view = id === undefined ? views[0] : views.find((candidate) => candidate.id === id)
  if (view !== undefined) return view
  const message = `There is no view ${id ?? ''} of ${collection}. Choose one of its list.`
  throw new TenureError('input.invalid', message, { issues: [{ path: ['view'], message }] })
}
