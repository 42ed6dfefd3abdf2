import { map, type Observable } from 'rxjs'
import type { z } from 'zod'
import type { Asker } from '../access/asker.js'
import type { Directory } from '../access/directory.js'
import { never } from '../access/policy.js'
import { missingFor, summaryPermission } from '../access/principal.js'
import type { Clock } from '../base/clock.js'
import { groupOfKey } from '../base/id.js'
import { defineToken, type Token } from '../base/key.js'
import type { createWorkspaceContract, saveWorkspaceContract, workspacesContract } from '../contract/administration/workspaces.js'
import type { Session } from '../contract/call.js'
import type {
  markNotificationsContract,
  notificationsContract,
  unreadNotificationsContract,
} from '../contract/notice/notification-contract.js'
import type { assigneesContract, bulkContract, bulkOffersContract } from '../contract/page/bulk-contract.js'
import type { preferencesContract, savePreferenceContract } from '../contract/page/preference-contract.js'
import type { runsContract, undoContract } from '../contract/page/run-contract.js'
import type {
  lastSaveContract,
  settingsContract,
  settingsEffectsContract,
  settingsSectionsContract,
} from '../contract/page/settings-contract.js'
import type { deleteViewContract, saveViewContract, setDefaultViewContract } from '../contract/page/view-contract.js'
import type {
  listTabsContract,
  pagesContract,
  sessionContract,
  tabContract,
  tabsContract,
  usersContract,
  viewableContract,
} from '../contract/workspace-contract.js'
import { changeMany } from '../jobs/bulk-desk.js'
import { watchAssignees, watchBulkOffers } from '../jobs/bulk-offers.js'
import { cancelRun, type RunDeskPort, type ShownRun, undoGroup, watchRun, watchRuns } from '../jobs/run-desk.js'
import { callKey } from '../plugin/calls.js'
import type { PluginHost } from '../plugin/plugin-host.js'
import type { RecordRef, UserId } from '../schema/value.js'
import { type FollowPort, setFollow, setRemoved, watchFollow } from '../session/notice/follow-desk.js'
import { markNotifications, watchNotifications, watchUnread } from '../session/notice/notification-desk.js'
import type { NotificationPort } from '../session/notice/seen-notices.js'
import { type PreferencesPort, savePreference, watchPreferences } from '../session/preference-desk.js'
import { deleteView, saveView, setDefaultView, type ViewDeskPort } from '../session/view/view-desk.js'
import type { Askers } from '../workspace/askers.js'
import type { WorkspaceChange } from '../workspace/change.js'
import { follow } from '../workspace/follow.js'
import { type CurrencySettings, currencySection } from '../workspace/form/currency-section.js'
import { type LastSavePort, watchLastSave } from '../workspace/form/last-save.js'
import { type EffectsPort, watchEffects } from '../workspace/form/settings-effects.js'
import { fieldsOf, listedOptions } from '../workspace/form/settings-fields.js'
import {
  allSections,
  countFaults,
  type SettingsPlace,
  type SettingsPort,
  type ShownSettings,
  saveSettings,
  watchSettings,
} from '../workspace/settings-desk.js'
import type { SettingsStore } from '../workspace/settings-store.js'
import { type WorkspacesPort, watchWorkspaces } from '../workspace/team/watch-workspaces.js'
import { createWorkspace, deleteWorkspace, saveWorkspace, type WriteWorkspacesPort } from '../workspace/team/write-workspaces.js'
import type { Workspaces } from '../workspace/workspaces.js'
import { type TabsPort, toShownProblem, watchListTabs, watchPages, watchTab, watchTabs } from './shown-tabs.js'

/** What the core's own providers and actions work with; only the core's plugin is given it. */
export interface PageDesk {
  session(): Observable<z.output<typeof sessionContract.output>>
  tabs(): Observable<z.output<typeof tabsContract.output>>
  listTabs(): Observable<z.output<typeof listTabsContract.output>>
  pages(): Observable<z.output<typeof pagesContract.output>>
  /** Errors: `record.not-found` while this user sees no such tab. */
  tab(id: string): Observable<z.output<typeof tabContract.output>>
  users(): Observable<z.output<typeof usersContract.output>>
  viewable(): Observable<z.output<typeof viewableContract.output>>
  sections(): Observable<z.output<typeof settingsSectionsContract.output>>
  settings(place: SettingsPlace): Observable<z.output<typeof settingsContract.output>>
  settingsEffects(input: SettingsPlace & { readonly values: unknown }): Observable<z.output<typeof settingsEffectsContract.output>>
  lastSave(place: Partial<SettingsPlace>): Observable<z.output<typeof lastSaveContract.output>>
  saveSettings(input: SettingsPlace & { readonly values: unknown; readonly version: string }): Promise<{ readonly version: string }>
  preferences(name?: string): Observable<z.output<typeof preferencesContract.output>>
  savePreference(input: z.output<NonNullable<typeof savePreferenceContract.input>>): Promise<void>
  follow(ref: RecordRef): Observable<{ readonly following: boolean }>
  setFollow(ref: RecordRef, following: boolean): Promise<void>
  notifications(input: z.output<NonNullable<typeof notificationsContract.input>>): Observable<z.output<typeof notificationsContract.output>>
  unreadNotifications(): Observable<z.output<typeof unreadNotificationsContract.output>>
  markNotifications(input: z.output<NonNullable<typeof markNotificationsContract.input>>): Promise<void>
  setRemoved(ref: RecordRef, removed: boolean): Promise<void>
  undo(input: z.output<NonNullable<typeof undoContract.input>>): Promise<ShownRun>
  bulk(input: z.output<NonNullable<typeof bulkContract.input>>): Promise<ShownRun>
  bulkOffers(type: string): Observable<z.output<typeof bulkOffersContract.output>>
  assignees(input: z.output<NonNullable<typeof assigneesContract.input>>): Observable<z.output<typeof assigneesContract.output>>
  saveView(input: z.output<NonNullable<typeof saveViewContract.input>>): Promise<z.output<NonNullable<typeof saveViewContract.output>>>
  deleteView(input: z.output<NonNullable<typeof deleteViewContract.input>>): Promise<void>
  setDefaultView(input: z.output<NonNullable<typeof setDefaultViewContract.input>>): Promise<{ readonly views: string[] }>
  run(id: string): Observable<ShownRun>
  runs(limit: number): Observable<z.output<typeof runsContract.output>>
  cancelRun(id: string): Promise<ShownRun>
  workspaces(): Observable<z.output<typeof workspacesContract.output>>
  createWorkspace(
    input: z.output<NonNullable<typeof createWorkspaceContract.input>>,
  ): Promise<z.output<NonNullable<typeof createWorkspaceContract.output>>>
  saveWorkspace(
    input: z.output<NonNullable<typeof saveWorkspaceContract.input>>,
  ): Promise<z.output<NonNullable<typeof saveWorkspaceContract.output>>>
  deleteWorkspace(id: string): Promise<void>
}
export const PageDesk: Token<PageDesk> = defineToken('tenure.core/page@1')

/** What the page needs of the host. */
export interface PagePort
  extends Omit<TabsPort, 'plugins' | 'askers' | 'settings' | 'faultsOf'>,
    Omit<SettingsPort, 'askers' | 'settings'>,
    Omit<RunDeskPort, 'reader' | 'askers'>,
    Omit<PreferencesPort, 'askers'>,
    Omit<ViewDeskPort, 'askers'>,
    Omit<FollowPort, 'reader' | 'askers'>,
    Omit<NotificationPort, 'reader' | 'askers' | 'directory'>,
    Omit<EffectsPort, 'reader' | 'askers' | 'settings' | 'clock'>,
    Omit<WorkspacesPort, 'reader' | 'settings'>,
    Omit<WriteWorkspacesPort, 'reader' | 'askers'> {
  readonly askers: Askers
  readonly clock: Clock
  readonly settings: SettingsStore
  readonly reader: RunDeskPort['reader'] &
    FollowPort['reader'] &
    NotificationPort['reader'] &
    EffectsPort['reader'] &
    LastSavePort['reader'] &
    WorkspacesPort['reader'] &
    WriteWorkspacesPort['reader']
  readonly workspaces: Workspaces
  readonly directory: Directory
  readonly plugins: TabsPort['plugins'] & Pick<PluginHost, 'caller'>
  session(user: UserId): Session
}

/** The desk of one user; `key` is that of the action that uses it. */
export function createPageDesk(port: PagePort, user: UserId, key?: string): PageDesk {
  const after = <T>(concerns: (change: WorkspaceChange) => boolean, read: () => T): Observable<T> => follow(port.changes, concerns, read)
  const tabs: TabsPort = { ...port, faultsOf: (of, section) => countFaults(port, of, section) }
  return {
    session: () =>
      after(
        (change) =>
          'workspace' in change ||
          'types' in change ||
          ('section' in change && change.section === currencySection.id) ||
          ('users' in change && change.users.has(user)),
        () => readSession(port, user),
      ),
    tabs: () => watchTabs(tabs, user),
    listTabs: () => watchListTabs(tabs, user),
    pages: () => watchPages(tabs, user),
    tab: (id) => watchTab(tabs, user, id),
    users: () => watchUsers(port),
    viewable: () => watchViewable(port, user),
    sections: () =>
      after(
        (change) => 'types' in change || 'section' in change,
        () =>
          allSections(port).map(({ id, title, description, icon, scope }) => ({
            id,
            title,
            scope,
            ...(icon !== undefined && { icon }),
            ...(description !== undefined && { description }),
          })),
      ),
    settings: (place) => watchSettings(port, user, place).pipe(map((shown) => toAnswer(port, shown))),
    settingsEffects: (input) => watchEffects(port, user, input),
    lastSave: (place) => watchLastSave(port, user, place),
    saveSettings: (input) => saveSettings(port, user, input),
    preferences: (name) => watchPreferences(port, user, name),
    savePreference: (input) => savePreference(port, user, input),
    follow: (ref) => watchFollow(port, user, ref),
    setFollow: (ref, following) => setFollow(port, user, ref, following),
    notifications: (input) => watchNotifications(port, user, input),
    unreadNotifications: () => watchUnread(port, user),
    markNotifications: (input) => markNotifications(port, user, input),
    setRemoved: (ref, removed) => setRemoved(port, user, ref, removed),
    undo: (input) => undoGroup(port, user, 'group' in input ? input.group : groupOfKey(callKey(user, input.action, input.key)), key),
    bulk: (input) => changeMany(port, { user, key, caller: port.plugins.caller(port.session(user)) }, input),
    bulkOffers: (type) => watchBulkOffers(port, user, type),
    assignees: (input) => watchAssignees(port, { user, caller: port.plugins.caller(port.session(user)) }, input),
    saveView: (input) => saveView(port, { user, key }, input),
    deleteView: (input) => deleteView(port, { user, key }, input),
    setDefaultView: (input) => setDefaultView(port, { user, key }, input),
    run: (id) => watchRun(port, user, id),
    runs: (limit) => watchRuns(port, user, limit).pipe(map((runs) => [...runs])),
    cancelRun: (id) => cancelRun(port, user, id),
    workspaces: () => watchWorkspaces(port),
    createWorkspace: (input) => createWorkspace(port, user, input),
    saveWorkspace: (input) => saveWorkspace(port, user, input),
    deleteWorkspace: (id) => deleteWorkspace(port, user, id),
  }
}

function ofUsers<T>({ changes }: PagePort, read: () => T): Observable<T> {
  return follow(changes, (change) => 'users' in change, read)
}
function watchUsers(port: PagePort): Observable<z.output<typeof usersContract.output>> {
  return ofUsers(port, () => port.directory.users().map((each) => ({ ...each })))
}
// Who has a Summary, but for the user.
function watchViewable(port: PagePort, user: UserId): Observable<z.output<typeof viewableContract.output>> {
  const { directory } = port
  const hasSummary = (id: UserId): boolean => {
    const principal = directory.find(id)
    return id !== user && principal !== undefined && missingFor(principal, summaryPermission) === undefined
  }
  return ofUsers(port, () =>
    directory
      .users()
      .filter(({ id }) => hasSummary(id))
      .map(({ id, name }) => ({ id, name })),
  )
}

type ShownSession = z.output<typeof sessionContract.output>

function readSession(port: PagePort, user: UserId): ShownSession {
  const asker = port.askers.get(user)
  const { principal, workspace } = asker
  const { currency } = port.settings.read(currencySection, '').value as CurrencySettings
  return {
    user: { id: user, name: principal.name },
    timeZone: principal.timeZone,
    locale: principal.locale,
    ...(currency !== null && { currency }),
    workspace: { id: workspace, name: port.workspaces.find(workspace)?.name ?? workspace },
    rights: readRights(port, asker),
  }
}

/** So many super admins are named as those to ask. */
const mostNamed = 3

function readRights(port: PagePort, asker: Asker): ShownSession['rights'] {
  const { principal } = asker
  const { access, directory } = port
  const missing = missingFor(principal, 'workspace.access')
  const types = [...port.schema().values()].filter(({ active, policy }) => active && policy === undefined)
  const unseen = types.map(({ name }) => name).filter((name) => access.policy(asker, name, 'view') === never)
  const names = directory
    .superAdmins()
    .slice(0, mostNamed)
    .map((each) => directory.name(each) ?? each)
  return {
    settings: missingFor(principal, 'settings.manage') === undefined,
    ...(principal.superAdmin && { superAdmin: true }),
    ...(missing && { missing: toShownProblem(missing) }),
    ...(unseen.length > 0 && { unseen }),
    ...((missing !== undefined || unseen.length > 0) && { ask: names }),
  }
}

function toAnswer(
  { workspaces }: PagePort,
  { section, workspace, value, version, problems, offers }: ShownSettings,
): z.output<typeof settingsContract.output> {
  return {
    section: section.id,
    title: section.title,
    scope: section.scope,
    ...(section.description !== undefined && { description: section.description }),
    ...(section.scope === 'workspace' && { workspace: { id: workspace, name: workspaces.find(workspace)?.name ?? workspace } }),
    fields: [...fieldsOf(section)],
    values: value as z.output<typeof settingsContract.output>['values'],
    version,
    problems: problems.map(({ path, message }) => ({ path: [...path], message })),
    choices: [...offers, ...listedOptions(section)].map(({ options, ...offer }) => ({
      ...offer,
      options: options.map(({ value: each, label }) => ({ value: each, label })),
    })),
  }
}
