import { expect, test } from 'vitest'
import { systemTypes } from './system-types.js'

const byName = <T>(of: (type: (typeof systemTypes)[number]) => T) => Object.fromEntries(systemTypes.map((type) => [type.name, of(type)]))

test('[ACC-9] who sees and writes records of the workspace itself: each type says it, and only what is open is seen by others', () => {
  const core = { by: 'core' }
  const personal = (...open: readonly string[]) => ({ by: 'core', owner: 'user', open, personal: true })
  const shared = (more: object = {}) => ({
    by: 'shared',
    owner: 'owner',
    audience: { property: 'audience', workspace: 'workspace', ...more },
  })
  expect(byName(({ policy }) => policy)).toEqual({
    user: { by: 'managed', permission: 'superAdmin', open: ['name', 'email', 'active', 'timeZone', 'primaryTeam'] },
    team: { by: 'managed', permission: 'superAdmin', open: ['name'] },
    permissionSet: { by: 'managed', permission: 'superAdmin', open: [] },
    workspace: { by: 'managed', permission: 'settings.manage', open: ['name', 'description', 'teams'] },
    setting: core,
    preference: personal('user', 'name', 'data'),
    follow: personal('user', 'name', 'since'),
    notification: personal('user', 'name', 'kind', 'property', 'activity', 'by', 'plugin', 'group', 'at', 'readAt'),
    removal: personal('user', 'name', 'since'),
    view: shared(),
    defaultViews: shared(),
    dashboard: shared({ teams: 'teams' }),
    report: shared({ teams: 'teams' }),
    summaryReports: shared({ open: true }),
    objectType: core,
    alias: core,
    session: core,
    publicLink: { by: 'core', owner: 'user', open: ['name', 'kind', 'user', 'createdAt', 'openedAt', 'expiresAt'] },
    webhookDelivery: core,
    keptAddress: personal('user', 'name', 'createdAt'),
    auditEntry: core,
    job: core,
    jobMark: core,
    scoreProfile: core,
    profileScore: core,
    run: {
      by: 'core',
      owner: 'user',
      open: ['name', 'kind', 'user', 'group', 'state', 'total', 'done', 'created', 'kept', 'left', 'failed', 'startedAt', 'endedAt'],
    },
  })
})

test('[SDK-8] what stores hold of the workspace keeps its names and kinds', () => {
  const kinds = byName(({ properties }) => {
    const all: Record<string, string[]> = {}
    for (const { name, kind } of properties) all[kind] = [...(all[kind] ?? []), name]
    return Object.fromEntries(Object.entries(all).map(([kind, names]) => [kind, names.toSorted().join(' ')]))
  })
  expect(kinds).toEqual({
    user: {
      string: 'email locale name primaryTeam subject timeZone',
      boolean: 'active seat superAdmin',
      multi_enumeration: 'hidden permissionSets permissions readOnly teams',
      json: 'objects',
    },
    team: { string: 'name parent' },
    permissionSet: { string: 'name', multi_enumeration: 'hidden permissions readOnly', json: 'objects' },
    workspace: { string: 'name', text: 'description', multi_enumeration: 'teams' },
    setting: { string: 'name section workspace', json: 'data kept' },
    preference: { user: 'user', string: 'name', json: 'data' },
    follow: { user: 'user', string: 'name', datetime: 'since' },
    notification: { user: 'by user', string: 'activity group kind name plugin property', datetime: 'at readAt' },
    removal: { user: 'user', string: 'name', datetime: 'since' },
    view: {
      string: 'collection name workspace',
      text: 'description',
      user: 'owner',
      enumeration: 'audience layout',
      json: 'columns filter sort',
    },
    defaultViews: { string: 'collection name workspace', user: 'owner', enumeration: 'audience', json: 'views' },
    dashboard: { string: 'name workspace', user: 'owner', enumeration: 'audience', multi_enumeration: 'teams', json: 'tiles' },
    report: { string: 'dashboard name workspace', user: 'owner', enumeration: 'audience', multi_enumeration: 'teams', json: 'query' },
    summaryReports: { string: 'name workspace', user: 'owner', enumeration: 'audience', json: 'reports' },
    objectType: { string: 'name', json: 'definition' },
    alias: { string: 'from name to type' },
    session: { string: 'name', user: 'user', datetime: 'createdAt endsAt usedAt' },
    publicLink: { string: 'kind name', user: 'user', json: 'input', datetime: 'createdAt expiresAt openedAt' },
    webhookDelivery: { string: 'name', datetime: 'at' },
    keptAddress: { string: 'address name plugin', user: 'user', datetime: 'createdAt' },
    auditEntry: { string: 'detail kind name plugin source what workspace', user: 'as user', number: 'times', datetime: 'at', json: 'data' },
    job: {
      string: 'going job name plugin problem run state',
      json: 'place',
      number: 'done failed failures left looks',
      datetime: 'endedAt nextAt startedAt',
    },
    jobMark: { string: 'name record state type workspace', number: 'tries value', datetime: 'dueAt', json: 'data' },
    scoreProfile: {
      string: 'name objectType',
      enumeration: 'state',
      boolean: 'main',
      json: 'definition pending',
      datetime: 'activatedAt createdAt updatedAt',
    },
    profileScore: { string: 'name record status type', number: 'score' },
    run: {
      string: 'group holder kind name plugin problem source state',
      user: 'user',
      json: 'input items place reason',
      number: 'created done failed kept left total',
      datetime: 'endedAt leasedUntil startedAt',
    },
  })
})

test('[SEC-1] [WSP-4] these are known by a value that no other record of the type has', () => {
  const unique = byName(({ properties }) => properties.flatMap((each) => (each.unique === true ? [each.name] : [])).join())
  expect(Object.entries(unique).filter(([, names]) => names !== '')).toEqual([
    ['user', 'subject'],
    ['workspace', 'name'],
    ['setting', 'name'],
    ['objectType', 'name'],
    ['alias', 'name'],
  ])
})

test('[VIEW-1] what is chosen among few is offered with labels, in this order', () => {
  const options = systemTypes.flatMap(({ name, properties }) =>
    properties.flatMap((each) => (each.options === undefined ? [] : [[`${name}.${each.name}`, each.options]])),
  )
  const audience = [
    { value: 'private', label: 'Private' },
    { value: 'everyone', label: 'Everyone' },
  ]
  const withTeams = [...audience, { value: 'teams', label: 'Teams' }]
  const layouts = [
    { value: 'table', label: 'Table' },
    { value: 'board', label: 'Board' },
  ]
  const states = [
    { value: 'draft', label: 'Draft' },
    { value: 'active', label: 'Active' },
  ]
  expect(options).toEqual([
    ...[
      ['view.audience', audience],
      ['view.layout', layouts],
      ['defaultViews.audience', audience],
      ['dashboard.audience', withTeams],
    ],
    ...[
      ['report.audience', withTeams],
      ['summaryReports.audience', audience],
      ['scoreProfile.state', states],
    ],
  ])
})

test('a type has a label for one and for many, is active, is titled by its name, and has no owner and no links', () => {
  expect(byName(({ label, plural }) => `${label}, ${plural}`)).toEqual({
    user: 'User, Users',
    team: 'Team, Teams',
    permissionSet: 'Permission set, Permission sets',
    workspace: 'Workspace, Workspaces',
    setting: 'Setting, Settings',
    preference: 'Preference, Preferences',
    follow: 'Follow, Follows',
    notification: 'Notification, Notifications',
    removal: 'Removal, Removals',
    view: 'View, Views',
    defaultViews: 'Default views, Default views',
    dashboard: 'Dashboard, Dashboards',
    report: 'Report, Reports',
    summaryReports: 'Reports of Summary, Reports of Summary',
    objectType: 'Object type, Object types',
    alias: 'Alias, Aliases',
    session: 'Session, Sessions',
    publicLink: 'Public link, Public links',
    webhookDelivery: 'Webhook delivery, Webhook deliveries',
    keptAddress: 'Kept address, Kept addresses',
    auditEntry: 'Audit entry, Audit entries',
    job: 'Job, Jobs',
    jobMark: 'Mark of a job, Marks of jobs',
    scoreProfile: 'Score profile, Score profiles',
    profileScore: 'Score of a profile, Scores of profiles',
    run: 'Run, Runs',
  })
  const rest = { title: 'name', associations: [], ownership: [], active: true }
  for (const type of systemTypes) expect(type).toMatchObject(rest)
  const [{ properties } = { properties: [] }] = systemTypes
  expect(properties.slice(-2).map(({ label }) => label)).toEqual(['Hidden', 'Read only'])
})
