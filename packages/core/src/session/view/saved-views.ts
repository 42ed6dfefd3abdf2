import type { Observable } from 'rxjs'
import type { Access } from '../../access/access.js'
import type { Asker, WorkspaceId } from '../../access/asker.js'
import type { Directory } from '../../access/directory.js'
import type { ObjectAction } from '../../access/permissions.js'
import { missingFor } from '../../access/principal.js'
import { seenVersion } from '../../access/seen-version.js'
import type { FittingFilter, SavedView, SavedViews, ViewsOfUser } from '../../contract/collection/saved-views.js'
import { listOrder, viewColumns, viewLayout } from '../../contract/collection/view-parts.js'
import { isTenureError } from '../../errors/tenure-error.js'
import type { FilterData } from '../../query/filter-data.js'
import { evaluate } from '../../records/evaluate.js'
import type { UserId, Values } from '../../schema/value.js'
import type { Askers } from '../../workspace/askers.js'
import type { WorkspaceChange } from '../../workspace/change.js'
import { follow } from '../../workspace/follow.js'
import { isShared, type KeptView, type ViewBook, viewType } from '../../workspace/view-book.js'
import { fitFilter } from './fit-filter.js'

/** What saved views are read from. */
export interface SavedViewsPort {
  readonly access: Access
  readonly askers: Pick<Askers, 'get'>
  readonly changes: Observable<WorkspaceChange>
  readonly directory: Pick<Directory, 'name'>
  readonly views: ViewBook
  /** How many views of a collection may be default in a workspace. */
  readonly mostDefaults: number
}
interface Place {
  readonly id: string
  readonly objectType: string
}

/** The saved views as one user sees them. */
export function openSavedViews(port: SavedViewsPort, user: UserId): SavedViews {
  const concerns = (change: WorkspaceChange, { id }: Place): boolean =>
    'types' in change || ('users' in change && change.users.has(user)) || ('views' in change && change.views.has(id))
  return {
    of: (place) =>
      follow(
        port.changes,
        (change) => concerns(change, place),
        () => readViews(port, port.askers.get(user), place),
      ),
  }
}

function readViews(port: SavedViewsPort, asker: Asker, place: Place): ViewsOfUser {
  const fit = (filter: FilterData): FittingFilter => fitFilter(filter, (part) => isAskable(port, asker, place.objectType, part))
  const seen = port.views.of(place.id).filter((view) => mayDo(port, asker, 'view', view))
  const byName = (a: SavedView, b: SavedView): number => a.title.localeCompare(b.title, asker.principal.locale) || (a.id < b.id ? -1 : 1)
  const saved = seen.map((view) => toSaved(port, view, { asker, objectType: place.objectType, fit })).sort(byName)
  return {
    saved: [...saved.filter(({ audience }) => audience === 'everyone'), ...saved.filter(({ audience }) => audience === 'private')],
    defaults: port.views.defaults(asker.workspace, place.id),
    mostDefaults: port.mostDefaults,
    mayChoose: missingFor(asker.principal, 'settings.manage') === undefined,
    fit,
  }
}

interface Looking {
  readonly asker: Asker
  readonly objectType: string
  readonly fit: ViewsOfUser['fit']
}
function toSaved(port: SavedViewsPort, { id, version, values }: KeptView, { asker, objectType, fit }: Looking): SavedView {
  const { name, description, filter, columns, sort, layout, owner } = values
  const isSeen = (field: string): boolean => fit({ test: 'is-known', property: `${objectType}.${field}` }).lacking === 0
  const shownColumns = (viewColumns.safeParse(columns).data ?? []).filter(({ field }) => isSeen(field))
  const shownSort = (listOrder.safeParse(sort).data ?? []).filter(({ property }) => isSeen(property))
  return {
    ...{ id, title: String(name ?? ''), audience: isShared(values) ? 'everyone' : 'private' },
    ...(filter == null ? { lacking: 0 } : fit(filter as unknown as FilterData)),
    ...(typeof description === 'string' && description !== '' && { description }),
    ...(shownColumns.length > 0 && { columns: shownColumns }),
    ...(shownSort.length > 0 && { sort: shownSort }),
    layout: viewLayout.catch('table').parse(layout),
    owner: { id: String(owner ?? ''), name: port.directory.name(String(owner ?? '')) ?? '' },
    version: seenVersion(asker.principal, port.access.type(asker, viewType), { version, values }),
    may: { edit: mayDo(port, asker, 'edit', { id, values }), share: mayShare(port, asker, { id, values }) },
  }
}

/** Whether the policy of saved views lets the user do this to a view with these values. */
export function mayDo(
  { access }: Pick<SavedViewsPort, 'access'>,
  asker: Asker,
  action: ObjectAction,
  { id, values }: Pick<KeptView, 'id' | 'values'>,
): boolean {
  return evaluate(access.policy(asker, viewType, action), viewType, { id, values })
}
// Whether it may be shared where it is private, and the other way round: both before and after are the user's to edit.
function mayShare(port: SavedViewsPort, asker: Asker, { id, values }: Pick<KeptView, 'id' | 'values'>): boolean {
  return [values, flipped(values, asker.workspace)].every((each) => mayDo(port, asker, 'edit', { id, values: each }))
}
function flipped(values: Values, workspace: WorkspaceId): Values {
  return isShared(values) ? { ...values, audience: 'private' } : { ...values, audience: 'everyone', workspace }
}

function isAskable({ access }: SavedViewsPort, asker: Asker, objectType: string, filter: FilterData): boolean {
  try {
    access.bindFilter(asker, filter, access.type(asker, objectType).name)
    return true
  } catch (error) {
    if (isTenureError(error)) return false
    throw error
  }
}
