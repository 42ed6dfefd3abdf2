import type { Access } from '../../access/access.js'
import type { Asker } from '../../access/asker.js'
import { listOrder, viewColumns, viewDescription, viewName } from '../../contract/collection/view-parts.js'
import { type Issue, isTenureError } from '../../errors/tenure-error.js'
import { parseFilter } from '../../query/parse.js'
import type { PlannedBatch, PlannedWrite } from '../../records/write-rule.js'
import type { Values } from '../../schema/value.js'
import { defaultsId, defaultViewsType, idsOf, isShared, type ViewBook, viewType } from '../../workspace/view-book.js'

/** What the rules of views look at. */
export interface ViewRulesPort {
  readonly access: Access
  readonly views: ViewBook
  /** How many views of a collection may be default in a workspace. */
  readonly mostDefaults: number
  /** The object type, or the role, that a collection's records are of; `undefined` for one that nobody brings. */
  readonly typeOf: (collection: string) => string | undefined
}

/** How many views one list may have: private ones of a user, and shared ones in a workspace. All of them are counted live. */
export const mostViews = 100

/**
 * What is wrong with views as a batch would leave them, whichever way it came: by the actions of views, an update of a record, an undo or an
 * import. Who may write which is the policy's to say (VIEW-1, VIEW-3, VIEW-4, VIEW-6, VIEW-11).
 */
export function viewRules(port: ViewRulesPort, { asker, records }: PlannedBatch): readonly Issue[] {
  const written = records.filter(({ ref, after }) => ref.type === viewType && after !== undefined)
  const lists = records.filter(({ ref }) => ref.type === defaultViewsType)
  if (written.length === 0 && lists.length === 0) return []
  const after = new Map(records.filter(({ ref }) => ref.type === viewType).map(({ ref, after: values }) => [ref.id, values]))
  const now = (id: string): Values | undefined => (after.has(id) ? after.get(id) : port.views.find(id)?.values)
  return [
    ...written.flatMap((write) => [...partIssues(write), ...fitIssues(port, asker, write), ...countIssues(port, write)]),
    ...lists.flatMap((write) => listIssues(port, write, now)),
    ...written.flatMap((write) => placeIssues(port, write, lists)),
  ]
}

const parts = { name: viewName, description: viewDescription.nullish(), columns: viewColumns.nullish(), sort: listOrder.nullish() }
function partIssues({ before, after = {} }: PlannedWrite): readonly Issue[] {
  const wrong = Object.entries(parts).flatMap(([name, schema]) => {
    const issue = schema.safeParse(after[name]).error?.issues[0]
    return issue === undefined ? [] : [{ path: [name], message: issue.message }]
  })
  return [
    ...wrong,
    ...(before !== undefined && before['collection'] !== after['collection'] ? [issue('collection', 'A view stays with its list.')] : []),
    ...(typeof after['owner'] === 'string' ? [] : [issue('owner', 'A view has an owner.')]),
    ...(isShared(after) && typeof after['workspace'] !== 'string' ? [issue('workspace', 'A shared view belongs to a workspace.')] : []),
  ]
}

// What the system itself brings back, such as an import of everything, may be of a list that is not there now; a list refuses such a view when it is opened.
function fitIssues({ access, typeOf }: ViewRulesPort, asker: Asker, { before, after = {} }: PlannedWrite): readonly Issue[] {
  const isSame = (name: string): boolean =>
    before !== undefined && JSON.stringify(before[name] ?? null) === JSON.stringify(after[name] ?? null)
  if (asker.principal.system || ['filter', 'sort', 'layout'].every(isSame)) return []
  const type = typeOf(String(after['collection']))
  if (type === undefined) return [issue('collection', `There is no list ${String(after['collection'])}, or its plugin does not run.`)]
  try {
    const { name, plural, pipelines } = access.type(asker, type)
    const where = after['filter'] == null || isSame('filter') ? undefined : parseFilter(after['filter'])
    const sort = isSame('sort') ? [] : (listOrder.safeParse(after['sort']).data ?? [])
    const orderBy = sort.map(({ property, direction }) => ({ by: `${type}.${property}`, direction }))
    access.bind(asker, { type: name, select: [], ...(where && { where }), orderBy }, { count: true, live: true })
    return after['layout'] === 'board' && pipelines === undefined
      ? [issue('layout', `${plural} have no pipeline, so they have no board.`)]
      : []
  } catch (error) {
    if (!isTenureError(error)) throw error
    return [issue('filter', error.problem.message)]
  }
}

function countIssues({ views }: ViewRulesPort, { ref, before, after = {} }: PlannedWrite): readonly Issue[] {
  if (before !== undefined && isShared(before) === isShared(after)) return []
  const others = views.of(String(after['collection'])).filter(({ id, values }) => id !== ref.id && isShared(values) === isShared(after))
  const alike = others.filter(({ values }) =>
    isShared(after) ? values['workspace'] === after['workspace'] : values['owner'] === after['owner'],
  )
  if (alike.length < mostViews) return []
  const whose = isShared(after) ? 'The workspace has' : 'You have'
  return [issue('audience', `${whose} ${mostViews} views of this list, which is as many as are kept. Delete one first.`)]
}

function listIssues(port: ViewRulesPort, { ref, after }: PlannedWrite, now: (id: string) => Values | undefined): readonly Issue[] {
  if (after === undefined) return []
  const { workspace, collection } = after
  const ids = idsOf(after)
  const isOwn = ref.id === defaultsId(String(workspace), String(collection)) && isShared(after)
  return [
    ...(isOwn ? [] : [issue('collection', 'The default views of a list are one record for each workspace. Use the action for them.')]),
    ...(ids.length > port.mostDefaults ? [issue('views', tooMany(port.mostDefaults))] : []),
    ...(new Set(ids).size < ids.length ? [issue('views', 'A view is a default one once.')] : []),
    ...ids.flatMap((id) => {
      const view = now(id)
      if (view === undefined) return []
      if (!isShared(view) || view['workspace'] !== workspace || view['collection'] !== collection)
        return [issue('views', 'Only views that everyone in the workspace sees can be default. Share the view first.')]
      return isDescribed(view) ? [] : [issue('description', describeFirst(String(view['name'])))]
    }),
  ]
}

// One that turns private, or whose description goes, has lost its place already, or goes with it in the same batch.
function placeIssues(
  { views }: ViewRulesPort,
  { ref, before, after = {} }: PlannedWrite,
  lists: readonly PlannedWrite[],
): readonly Issue[] {
  if (before === undefined || !isShared(before) || (isShared(after) && isDescribed(after))) return []
  const [workspace, collection] = [String(before['workspace']), String(before['collection'])]
  const planned = lists.find((list) => list.ref.id === defaultsId(workspace, collection))
  const ids = planned === undefined ? (views.defaults(workspace, collection) ?? []) : idsOf(planned.after)
  if (!ids.includes(ref.id)) return []
  const because = isShared(after)
    ? describeFirst(String(after['name']))
    : `${String(after['name'])} is a default view. Take it off the defaults first.`
  return [issue(isShared(after) ? 'description' : 'audience', because)]
}

/** The refusal of one default view too many, with the limit. */
export function tooMany(most: number): string {
  return `At most ${most} views are default. Take one off first.`
}
function describeFirst(name: string): string {
  return `A default view needs a description: say what ${name} is for.`
}
function isDescribed({ description }: Values): boolean {
  return typeof description === 'string' && description.trim() !== ''
}
function issue(property: string, message: string): Issue {
  return { path: [property], message }
}
