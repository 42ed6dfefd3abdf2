import { type Observable, of } from 'rxjs'
import { expect, test } from 'vitest'
import type { Contribution } from '../contract/contribution.js'
import { fetchRefusals } from '../contract/outside/fetcher.js'
import { corePlugin } from './core-plugin.js'

interface Called extends Contribution {
  readonly title: string
  readonly description: string
  readonly permission: string
  readonly destructive?: boolean
  readonly uses: Readonly<Record<string, unknown>>
  readonly watch?: (call: object) => unknown
  readonly run?: (call: object) => unknown
}
const { contributes, ...plugin } = corePlugin as unknown as { readonly contributes: readonly Called[] }
const called = contributes.filter(({ kind }) => kind === 'provider' || kind === 'action')
const short = ({ id }: Contribution): string => id.replace('tenure.core/', '')
const named = (name: string): Called => {
  const found = contributes.find((each) => short(each) === name)
  if (found === undefined) throw new Error(`The core contributes no ${name}.`)
  return found
}

const input = {
  ...{ tab: 'TAB', name: 'NAME', type: 'TYPE', id: 'ID', run: 'RUN', limit: 5, user: 'USER' },
  ...{ workspace: 'WS', entry: 'ENTRY', job: 'JOB', kind: 'KIND' },
}
/** What a contribution calls of its desk, with what: `input` is all of the input. */
function callOf({ uses, watch, run }: Called, given: object = input): string {
  const calls: string[] = []
  const desk = (path: string): object =>
    new Proxy(() => undefined, {
      get: (_, name) => desk(path === '' ? String(name) : `${path}.${String(name)}`),
      apply: (_, __, list) => calls.push(`${path}(${list.map((each) => (each === input ? 'input' : JSON.stringify(each))).join(', ')})`),
    })
  const desks = Object.fromEntries(Object.keys(uses).map((name) => [name, desk('')]))
  const code = watch ?? run
  code?.({ ...desks, input: given })
  return calls.join('; ')
}

test('[SDK-5] the core is a plugin as any other, and the host does not start without it', () => {
  expect(plugin).toMatchObject({ id: 'tenure.core', version: '0.1.0', host: '1.0', critical: true })
  const others = contributes.filter((each) => !called.includes(each)).map((each) => [each.kind, each.id])
  expect(others).toEqual([
    ['item', 'tenure.core/german'],
    ['settings', 'tenure.core/currency'],
    ['item', 'tenure.core/outside-german'],
  ])
})

test('[ACC-1] [ACC-9] [ACC-13] each provider and action of the core takes the permission that its rule says', () => {
  const byPermission: Record<string, string[]> = {}
  for (const each of called) byPermission[each.permission] = [...(byPermission[each.permission] ?? []), short(each)]
  expect(Object.fromEntries(Object.entries(byPermission).map(([permission, ids]) => [permission, ids.toSorted().join(' ')]))).toEqual({
    'signed-in': 'list-tabs pages preferences public-links save-preference session tab tabs texts',
    'workspace.access': [
      'assignees bulk bulk-offers create-public-link delete-view follow health health-trend',
      'mark-notifications notifications revoke-public-link save-view score-progress set-follow',
      'set-removed unread-notifications users',
    ].join(' '),
    'settings.manage': [
      'activate-profile change-profile create-workspace delete-workspace edition last-save',
      'mapping-effect object-roles object-types pipelines profile-preview save-pipelines save-profile',
      'save-settings save-workspace score-profiles set-default-view settings settings-effects',
      'settings-sections viewable workspaces',
    ].join(' '),
    runs: 'cancel-run run runs undo',
    superAdmin: [
      'activate-type add-person audit audit-change audit-counts audit-entry end-sessions erase',
      'explain-access export-audit hand-over hand-over-customers hand-over-plan job-runs jobs people',
      'permission-sets person remove-permission-set remove-team rights-offers run-job save-object-type',
      'save-permission-set save-person save-team teams',
    ].join(' '),
    summary: 'active-profiles health-overview',
  })
})

test('[VIEW-6] [WSP-10] [SEC-14] actions that take something away for good are marked, so that people are asked to confirm them', () => {
  expect(
    called
      .filter(({ destructive }) => destructive === true)
      .map(short)
      .toSorted(),
  ).toEqual([...['bulk', 'delete-view', 'delete-workspace', 'erase', 'remove-permission-set', 'remove-team']])
})

test('[SDK-6] [SDK-7] who reads the API finds a title and a sentence for each provider and action, and an action where something changes', () => {
  for (const each of called) {
    expect(each.title, each.id).toMatch(/^[A-Z].+[^.]$/)
    expect(each.description, each.id).toMatch(/^[A-Z`].{30,}\.$/s)
    expect([each.kind, typeof each.watch, typeof each.run], each.id).toEqual(
      each.kind === 'action' ? ['action', 'undefined', 'function'] : ['provider', 'function', 'undefined'],
    )
  }
  expect(
    called
      .filter(({ kind }) => kind === 'action')
      .map(short)
      .toSorted(),
  ).toEqual([
    ...['activate-profile', 'activate-type', 'add-person', 'bulk', 'cancel-run', 'change-profile'],
    ...['create-public-link', 'create-workspace', 'delete-view', 'delete-workspace', 'end-sessions', 'erase'],
    ...['export-audit', 'hand-over', 'mark-notifications', 'remove-permission-set', 'remove-team'],
    ...['revoke-public-link', 'run-job', 'save-object-type', 'save-permission-set', 'save-person', 'save-pipelines'],
    ...['save-preference', 'save-profile', 'save-settings', 'save-team', 'save-view', 'save-workspace'],
    ...['set-default-view', 'set-follow', 'set-removed', 'undo'],
  ])
})

test('[ACC-9] each of them asks its desk for just that, with the input of the call', () => {
  const calls = called.filter(({ uses }) => !('all' in uses)).map((each) => [short(each), callOf(each)])
  expect(Object.fromEntries(calls)).toMatchObject({
    ...{ session: 'session()', tabs: 'tabs()', 'list-tabs': 'listTabs()', pages: 'pages()', tab: 'tab("TAB")', users: 'users()' },
    ...{ viewable: 'viewable()', 'settings-sections': 'sections()', settings: 'settings(input)' },
    ...{ 'save-settings': 'saveSettings(input)', preferences: 'preferences("NAME")', 'save-preference': 'savePreference(input)' },
    ...{ follow: 'follow(input)', notifications: 'notifications(input)', 'unread-notifications': 'unreadNotifications()' },
    ...{ 'mark-notifications': 'markNotifications(input)', undo: 'undo(input)', bulk: 'bulk(input)' },
    ...{ 'bulk-offers': 'bulkOffers("TYPE")', assignees: 'assignees(input)', run: 'run("RUN")', runs: 'runs(5)' },
    ...{ 'cancel-run': 'cancelRun("RUN")', 'save-view': 'saveView(input)', 'delete-view': 'deleteView(input)' },
    ...{ 'set-default-view': 'setDefaultView(input)', people: 'people(input)', person: 'person("USER")', teams: 'teams()' },
    ...{ 'permission-sets': 'sets()', 'rights-offers': 'offers()', 'explain-access': 'explain(input)' },
    ...{ 'hand-over-customers': 'customersOf(input)', 'hand-over-plan': 'plan(input)', 'add-person': 'add(input)' },
    ...{ 'save-person': 'save(input)', 'save-team': 'saveTeam(input)', 'remove-team': 'removeTeam(input)' },
    ...{ 'save-permission-set': 'saveSet(input)', 'remove-permission-set': 'removeSet(input)' },
    ...{ 'end-sessions': 'endSessions("USER")', 'hand-over': 'handOver(input)', 'object-roles': 'roles()' },
    ...{ 'mapping-effect': 'effect(input)', edition: 'edition()', 'activate-type': 'activate("TYPE")' },
    ...{ 'object-types': 'types()', 'save-object-type': 'save(input)', pipelines: 'pipelines()' },
    ...{ 'save-pipelines': 'save(input)', 'settings-effects': 'settingsEffects(input)', 'last-save': 'lastSave(input)' },
    ...{ workspaces: 'workspaces()', 'create-workspace': 'createWorkspace(input)', 'save-workspace': 'saveWorkspace(input)' },
    ...{ 'delete-workspace': 'deleteWorkspace("WS")', erase: 'erase(input)', audit: 'audit(input)' },
    ...{ 'audit-counts': 'auditCounts(input)', 'audit-entry': 'auditEntry("ENTRY")', 'audit-change': 'auditChange("ENTRY")' },
    ...{ 'export-audit': 'exportAudit(input)', jobs: 'jobs()', 'job-runs': 'runs(input)', 'run-job': 'run("JOB")' },
    ...{ 'active-profiles': 'profiles.active()', 'score-profiles': 'profiles.all()', 'score-progress': 'health.progress()' },
    ...{ 'profile-preview': 'health.preview(input)', 'health-trend': 'health.trend(input)' },
    ...{ 'health-overview': 'health.overview(input)', health: 'health.explain(input)', 'save-profile': 'profiles.save(input)' },
    ...{ 'activate-profile': 'profiles.activate(input)', 'change-profile': 'profiles.change(input)' },
    ...{ 'public-links': 'links("KIND")', 'create-public-link': 'create(input)', 'revoke-public-link': 'revoke("ID")' },
  })
  expect(calls).toHaveLength(80)
})

test('[REC-4] [REC-9] a record is followed, or taken out of the own list, by its type and id', () => {
  const ref = { type: 'company', id: 'c1' }
  expect(callOf(named('set-follow'), { ...ref, following: true })).toBe('setFollow({"type":"company","id":"c1"}, true)')
  expect(callOf(named('set-removed'), { ...ref, removed: false })).toBe('setRemoved({"type":"company","id":"c1"}, false)')
})

test('[SDK-17] texts are those of one language; of two for the same words the first in order counts', () => {
  const all = of([
    { language: 'de', texts: { Visits: 'Besuche' } },
    { language: 'nl', texts: { Visits: 'Bezoeken' } },
    { language: 'de', texts: { Visits: 'zuletzt', Plans: 'Pläne' } },
  ])
  const seen: unknown[] = []
  const watch = (language: string) => named('texts').watch?.({ all, input: { language } }) as Observable<unknown>
  for (const language of ['de', 'fr']) watch(language).subscribe((texts) => seen.push(texts))
  expect(seen).toEqual([{ Visits: 'Besuche', Plans: 'Pläne' }, {}])
})

test('[SDK-17] [SEC-10] every refusal to fetch has a German text of its own', () => {
  const { item } = named('outside-german') as unknown as {
    readonly item: { readonly language: string; readonly texts: Readonly<Record<string, string>> }
  }
  const german = Object.values(fetchRefusals).map((message) => item.texts[message])
  expect([item.language, german.every((text) => text?.endsWith('.')), new Set(german).size]).toEqual(['de', true, german.length])
})
