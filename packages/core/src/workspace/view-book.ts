import type { WorkspaceId } from '../access/asker.js'
import type { RecordId, Values } from '../schema/value.js'
import type { Change, StoredRecord } from '../storage/adapter.js'

/** Object types of saved views, and of the lists that say which views are default, in which order. */
export const viewType = 'view'
export const defaultViewsType = 'defaultViews'

/** A saved view as the store keeps it. */
export interface KeptView {
  readonly id: RecordId
  readonly version: string
  readonly values: Values
}
/** The saved views that there are now, whoever may see them; it follows commits. */
export interface ViewBook {
  all(): readonly KeptView[]
  of(collection: string): readonly KeptView[]
  find(id: RecordId): KeptView | undefined
  /** Ids of the default views of a collection in a workspace, in order; `undefined` where nobody has chosen any. */
  defaults(workspace: WorkspaceId, collection: string): readonly string[] | undefined
  /** Takes a committed change in; the collection whose views it touched. */
  apply(change: Change): string | undefined
}

/** Id of the record that says which views of a collection are default in a workspace. */
export function defaultsId(workspace: WorkspaceId, collection: string): RecordId {
  return `${workspace}/${collection}`
}
/** The ids in such a record, as far as they can be read. */
export function idsOf(values: Values | undefined): readonly string[] {
  const views = values?.['views']
  return Array.isArray(views) ? views.filter((id) => typeof id === 'string') : []
}
/** Whether a view is shared with everybody in a workspace. */
export function isShared({ audience }: Values): boolean {
  return audience === 'everyone'
}

/** A book of the views that a store holds. */
export function createViewBook(records: readonly StoredRecord[]): ViewBook {
  const views = new Map<RecordId, KeptView>()
  const defaults = new Map<RecordId, readonly string[]>()
  const take = (type: string, view: KeptView): void => {
    if (type === viewType) views.set(view.id, view)
    else if (type === defaultViewsType) defaults.set(view.id, idsOf(view.values))
  }
  for (const { ref, values, version, archivedAt } of records) if (archivedAt === undefined) take(ref.type, { id: ref.id, version, values })
  const all = (): readonly KeptView[] => [...views.values()]
  return {
    all,
    of: (collection) => all().filter(({ values }) => values['collection'] === collection),
    find: (id) => views.get(id),
    defaults: (workspace, collection) => defaults.get(defaultsId(workspace, collection)),
    apply({ ref: { type, id }, after, before, version }) {
      if (type !== viewType && type !== defaultViewsType) return undefined
      const known = type === viewType ? views.get(id)?.values : undefined
      if (after === undefined) (type === viewType ? views : defaults).delete(id)
      else take(type, { id, version, values: after })
      return String((after ?? before ?? known)?.['collection'] ?? '')
    },
  }
}
