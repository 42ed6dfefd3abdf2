import { combineLatest, distinctUntilChanged, filter, map, type Observable, startWith, switchMap } from 'rxjs'
import type { z } from 'zod'
import { missingFor } from '../access/principal.js'
import type { Block } from '../block/block.js'
import type { AccountEdition } from '../contract/administration/edition.js'
import { isShown } from '../contract/tab.js'
import type { listTabsContract, pagesContract, tabContract, tabsContract } from '../contract/workspace-contract.js'
import { type Problem, TenureError } from '../errors/tenure-error.js'
import type { PluginHost, TabModel } from '../plugin/plugin-host.js'
import { isRoleName } from '../schema/role.js'
import type { UserId } from '../schema/value.js'
import type { WorkspaceChange } from '../workspace/change.js'
import { follow } from '../workspace/follow.js'
import { needsOf, type TabNeedsPort } from './administration/tab-needs.js'
import { fillSlots } from './fill-slots.js'

type ShownTabs = z.output<typeof tabsContract.output>
type ListTabs = z.output<typeof listTabsContract.output>
type ShownPages = z.output<typeof pagesContract.output>
type ShownTab = z.output<typeof tabContract.output>
/** A problem as the page reads it. */
export type ShownProblem = NonNullable<ShownTab['problem']>
/** What showing tabs needs of the host. */
export interface TabsPort extends TabNeedsPort {
  readonly changes: Observable<WorkspaceChange>
  readonly directory: TabNeedsPort['directory']
  readonly plugins: Pick<PluginHost, 'tabs' | 'items' | 'contributions' | 'views'>
  readonly edition: AccountEdition
  /** How many saved settings of a section are no longer valid where this user works. */
  faultsOf(user: UserId, section: string): number
}

/** The tabs that this user sees now, in order; one whose plugin does not run says why. */
export function watchTabs(port: TabsPort, user: UserId): Observable<ShownTabs> {
  return watchModels(port, user).pipe(
    map((tabs) => tabs.filter(({ area }) => area === undefined).map(toHead)),
    distinctUntilChanged<ShownTabs>(isSame),
  )
}

/** Those of them that list records of a type, as far as they run. */
export function watchListTabs(port: TabsPort, user: UserId): Observable<ListTabs> {
  return watchModels(port, user).pipe(
    map((tabs) => tabs.flatMap((tab) => (tab.area === undefined && tab.problem === undefined ? toListTab(port, user, tab) : []))),
    distinctUntilChanged<ListTabs>(isSame),
  )
}
function toListTab({ askers, plugins }: TabsPort, user: UserId, { id: tab, block }: TabModel): ListTabs {
  const table = block.kind === 'board' ? block.table : block.kind === 'table' ? block : undefined
  if (table?.of === undefined || table.collection === undefined) return []
  const view = plugins.views(table.collection).find(({ where }) => where === undefined)?.id
  const types = isRoleName(table.of) ? (askers.find(user)?.roles.get(table.of) ?? []).map(({ type }) => type) : [table.of]
  return [{ tab, of: table.of, types, isStaged: block.kind === 'board', ...(view !== undefined && { view }) }]
}

/** The pages of the administration that this user sees now, in order; one of settings says how many of them are no longer valid. */
export function watchPages(port: TabsPort, user: UserId): Observable<ShownPages> {
  const toPage = (tab: TabModel): ShownPages => {
    if (tab.area === undefined) return []
    const faults = tab.section === undefined ? 0 : port.faultsOf(user, tab.section)
    return [{ ...toHead(tab), area: tab.area, ...(faults > 0 && { faults }) }]
  }
  const saved = port.changes.pipe(
    filter((change) => !('users' in change)),
    startWith(undefined),
  )
  return combineLatest([watchModels(port, user), saved]).pipe(
    map(([tabs]) => tabs.flatMap(toPage)),
    distinctUntilChanged<ShownPages>(isSame),
  )
}

/** One of them with what it shows. Errors: `record.not-found`, also for a tab that only other users see. */
export function watchTab(port: TabsPort, user: UserId, id: string): Observable<ShownTab> {
  return watchModels(port, user).pipe(
    map((tabs) => tabs.find((tab) => tab.id === id) ?? notFound(id)),
    distinctUntilChanged((a, b) => a.block === b.block && isSame(toHead(a), toHead(b))),
    switchMap((tab) =>
      fillSlots(tab.block, port.plugins).pipe(
        switchMap((block) => watchNeeds(port, user, block).pipe(map((needs) => ({ ...toHead(tab), block, ...(needs && { needs }) })))),
      ),
    ),
    distinctUntilChanged<ShownTab>(isSame),
  )
}

function watchNeeds(port: TabsPort, user: UserId, block: Block): Observable<ShownTab['needs']> {
  const concerns = (change: WorkspaceChange): boolean => !('users' in change) || change.users.has(user)
  return follow(port.changes, concerns, () => needsOf(port, user, block))
}

/** A problem without what only its code needs. */
export function toShownProblem({ code, message, details }: Problem): ShownProblem {
  return { code, message, details: details as ShownProblem['details'] }
}

/** Whether two answers are the same JSON. */
export function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}

function watchModels(port: TabsPort, user: UserId): Observable<readonly TabModel[]> {
  const moved = port.changes.pipe(filter((change) => 'section' in change || ('users' in change && change.users.has(user))))
  return combineLatest([port.plugins.tabs, moved.pipe(startWith(undefined))]).pipe(
    map(([tabs]) => tabs.filter((tab) => mayShow(port, user, tab))),
  )
}

// Without access to the workspace there is no tab at all, whatever its own condition says (ACC-6); a page of the administration says what it needs.
function mayShow({ directory, edition, ...port }: TabsPort, user: UserId, { when, needs }: TabModel): boolean {
  const principal = directory.find(user)
  if (principal === undefined || missingFor(principal, needs ?? 'workspace.access') !== undefined) return false
  const may = (permission: string): boolean => missingFor(principal, permission) === undefined
  return when === undefined || isShown(when, { may, edition: edition.name, isOn: (section, field) => isOn(port, user, { section, field }) })
}
function isOn(
  { sections, settings, askers }: Pick<TabsPort, 'sections' | 'settings' | 'askers'>,
  user: UserId,
  { section: id, field }: Switch,
): boolean {
  const section = sections().find((each) => each.id === id)
  const asker = askers.find(user)
  if (section === undefined || asker === undefined) return false
  const { value } = settings.read(section, asker.workspace)
  return Reflect.get(Object(value), field) === true
}
interface Switch {
  readonly section: string
  readonly field: string
}

function toHead({ id, title, icon, problem }: TabModel): ShownTabs[number] {
  return { id, title, ...(icon !== undefined && { icon }), ...(problem && { problem: toShownProblem(problem) }) }
}

function notFound(id: string): never {
  throw new TenureError('record.not-found', `There is no tab with the id ${id}.`, { record: { type: 'tab', id } })
}
