import type { ObjectTypeDefinition, PropertyDefinition } from './definition.js'
import { toLabel } from './property.js'
import { coreFor, coreOnly, managedBy, personalTo, sharedBy, type TypePolicy } from './type-policy.js'
import type { PropertyKind } from './value.js'

// Rights, of a user and of a permission set: the same names, so that both are read the same way.
const rights = { permissions: 'multi_enumeration', objects: 'json', hidden: 'multi_enumeration', readOnly: 'multi_enumeration' } as const

// Who may share a record with the workspace, and what only then others see: the policy reads these.
const shared = { owner: 'user', audience: 'enumeration', workspace: 'string' } as const
const sharing = sharedBy({ owner: 'owner', audience: 'audience', workspace: 'workspace' })
// Teams may be chosen besides, who then see it.
const sharedWithTeams = { ...shared, teams: 'multi_enumeration' } as const
const teamSharing = sharedBy({ owner: 'owner', audience: 'audience', workspace: 'workspace', teams: 'teams' })
const teamAudiences = ['private', 'everyone', 'teams']

/** Records of the workspace itself: who works in it, what they may do, how it is set up. */
export const systemTypes: readonly ObjectTypeDefinition[] = [
  system({
    name: 'user',
    label: 'User',
    policy: managedBy('superAdmin', 'name', 'email', 'active', 'timeZone', 'primaryTeam'),
    members: {
      name: 'string',
      email: 'string',
      active: 'boolean',
      seat: 'boolean',
      superAdmin: 'boolean',
      timeZone: 'string',
      locale: 'string',
      teams: 'multi_enumeration',
      primaryTeam: 'string',
      permissionSets: 'multi_enumeration',
      // Who the user is where people sign in, if that is elsewhere.
      subject: 'string',
      ...rights,
    },
    unique: ['subject'],
  }),
  system({
    name: 'team',
    label: 'Team',
    policy: managedBy('superAdmin', 'name'),
    // A team below another one gets nothing of it (WSP-3).
    members: { name: 'string', parent: 'string' },
  }),
  system({ name: 'permissionSet', label: 'Permission set', policy: managedBy('superAdmin'), members: { name: 'string', ...rights } }),
  system({
    name: 'workspace',
    label: 'Workspace',
    policy: managedBy('settings.manage', 'name', 'description', 'teams'),
    members: { name: 'string', description: 'text', teams: 'multi_enumeration' },
    unique: ['name'],
  }),
  system({
    name: 'setting',
    label: 'Setting',
    policy: coreOnly,
    // `kept` has what was chosen for object types that play no role now.
    members: { name: 'string', section: 'string', workspace: 'string', data: 'json', kept: 'json' },
    unique: ['name'],
  }),
  system({
    name: 'preference',
    label: 'Preference',
    policy: personalTo('user', 'user', 'name', 'data'),
    members: { user: 'user', name: 'string', data: 'json' },
  }),
  system({
    name: 'follow',
    label: 'Follow',
    policy: personalTo('user', 'user', 'name', 'since'),
    // `name` is the followed record; `since` is empty once it is followed no longer.
    members: { user: 'user', name: 'string', since: 'datetime' },
  }),
  system({
    name: 'notification',
    label: 'Notification',
    policy: personalTo('user', 'user', 'name', 'kind', 'property', 'activity', 'by', 'plugin', 'group', 'at', 'readAt'),
    // `name` is the record that it is about, `activity` what is new there. It holds no value of either: these are read with the rights of now.
    // Those of one `group` came of one act.
    members: {
      user: 'user',
      name: 'string',
      kind: 'string',
      property: 'string',
      activity: 'string',
      by: 'user',
      plugin: 'string',
      group: 'string',
      at: 'datetime',
      readAt: 'datetime',
    },
  }),
  system({
    name: 'removal',
    label: 'Removal',
    policy: personalTo('user', 'user', 'name', 'since'),
    // `name` is the record that the user took out of their own lists; `since` is empty once it is back.
    members: { user: 'user', name: 'string', since: 'datetime' },
  }),
  system({
    name: 'view',
    label: 'View',
    policy: sharing,
    members: {
      name: 'string',
      description: 'text',
      collection: 'string',
      ...shared,
      filter: 'json',
      columns: 'json',
      sort: 'json',
      layout: 'enumeration',
    },
    options: { audience: ['private', 'everyone'], layout: ['table', 'board'] },
  }),
  system({
    name: 'defaultViews',
    label: 'Default views',
    plural: 'Default views',
    policy: sharing,
    // `views` are the ids of built-in and saved views of the collection, in order; one record for each workspace and collection.
    members: { name: 'string', collection: 'string', ...shared, views: 'json' },
    options: { audience: ['private', 'everyone'] },
  }),
  system({
    name: 'dashboard',
    label: 'Dashboard',
    policy: teamSharing,
    // `tiles` are its reports in order, each with its size.
    members: { name: 'string', ...sharedWithTeams, tiles: 'json' },
    options: { audience: teamAudiences },
  }),
  system({
    name: 'report',
    label: 'Report',
    policy: teamSharing,
    // It lies on one dashboard, and is seen by those who see that.
    members: { name: 'string', dashboard: 'string', ...sharedWithTeams, query: 'json' },
    options: { audience: teamAudiences },
  }),
  system({
    name: 'summaryReports',
    label: 'Reports of Summary',
    plural: 'Reports of Summary',
    policy: sharedBy({ owner: 'owner', audience: 'audience', workspace: 'workspace', open: true }),
    // `reports` are ids of the library, in order; one record for each workspace.
    members: { name: 'string', ...shared, reports: 'json' },
    options: { audience: ['private', 'everyone'] },
  }),
  system({
    name: 'objectType',
    label: 'Object type',
    policy: coreOnly,
    members: { name: 'string', definition: 'json' },
    unique: ['name'],
  }),
  system({
    name: 'alias',
    label: 'Alias',
    plural: 'Aliases',
    policy: coreOnly,
    members: { name: 'string', type: 'string', from: 'string', to: 'string' },
    unique: ['name'],
  }),
  system({
    name: 'session',
    label: 'Session',
    policy: coreOnly,
    members: { name: 'string', user: 'user', createdAt: 'datetime', usedAt: 'datetime', endsAt: 'datetime' },
  }),
  system({
    name: 'publicLink',
    label: 'Public link',
    policy: coreFor('user', 'name', 'kind', 'user', 'createdAt', 'openedAt', 'expiresAt'),
    // A link that opens without signing in, whose id is a digest of the token that opens it, or a webhook (SEC-11). `input` is what its provider is asked.
    members: {
      name: 'string',
      kind: 'string',
      user: 'user',
      input: 'json',
      createdAt: 'datetime',
      openedAt: 'datetime',
      expiresAt: 'datetime',
    },
  }),
  system({
    name: 'webhookDelivery',
    label: 'Webhook delivery',
    plural: 'Webhook deliveries',
    policy: coreOnly,
    // That a webhook took a delivery: its id is a digest of both, `name` the webhook. It is stored with what the delivery changed.
    members: { name: 'string', at: 'datetime' },
  }),
  system({
    name: 'keptAddress',
    label: 'Kept address',
    plural: 'Kept addresses',
    policy: personalTo('user', 'user', 'name', 'createdAt'),
    // What a user named to be fetched: often a secret, so nobody reads `address`, the user neither; only the plugin that keeps it is given it.
    members: { name: 'string', plugin: 'string', user: 'user', address: 'string', createdAt: 'datetime' },
  }),
  system({
    name: 'auditEntry',
    label: 'Audit entry',
    plural: 'Audit entries',
    policy: coreOnly,
    members: {
      name: 'string',
      kind: 'string',
      what: 'string',
      detail: 'string',
      user: 'user',
      as: 'user',
      source: 'string',
      plugin: 'string',
      workspace: 'string',
      times: 'number',
      at: 'datetime',
      data: 'json',
    },
  }),
  system({
    name: 'job',
    label: 'Job',
    policy: coreOnly,
    // One for each job: when it runs next, and what came of its last run. `run` names that run, where it changed or refused something. A job
    // that follows changes has its place in the feed, the run that goes on from there, and how often it asked the store for its head.
    members: {
      name: 'string',
      job: 'string',
      plugin: 'string',
      place: 'json',
      going: 'string',
      looks: 'number',
      nextAt: 'datetime',
      startedAt: 'datetime',
      endedAt: 'datetime',
      state: 'string',
      run: 'string',
      done: 'number',
      left: 'number',
      failed: 'number',
      failures: 'number',
      problem: 'string',
    },
  }),
  system({
    name: 'jobMark',
    label: 'Mark of a job',
    plural: 'Marks of jobs',
    policy: coreOnly,
    // What a job remembers of one record: `name` is the job, `type` and `record` the record, and `state` what it means.
    members: {
      name: 'string',
      workspace: 'string',
      type: 'string',
      record: 'string',
      state: 'string',
      value: 'number',
      tries: 'number',
      dueAt: 'datetime',
      data: 'json',
    },
  }),
  system({
    name: 'scoreProfile',
    label: 'Score profile',
    policy: coreOnly,
    // `definition` is the whole model as it was saved last. The main profile keeps the score and status of the customer itself.
    members: {
      name: 'string',
      objectType: 'string',
      state: 'enumeration',
      main: 'boolean',
      definition: 'json',
      // A change of it that no run has taken up yet.
      pending: 'json',
      createdAt: 'datetime',
      updatedAt: 'datetime',
      activatedAt: 'datetime',
    },
    options: { state: ['draft', 'active'] },
  }),
  system({
    name: 'profileScore',
    label: 'Score of a profile',
    plural: 'Scores of profiles',
    policy: coreOnly,
    // What a customer has under an active profile that is not the main one; `name` is the profile.
    members: { name: 'string', type: 'string', record: 'string', score: 'number', status: 'string' },
  }),
  system({
    name: 'run',
    label: 'Run',
    policy: coreFor(
      'user',
      'name',
      'kind',
      'user',
      'group',
      'state',
      'total',
      'done',
      'created',
      'kept',
      'left',
      'failed',
      'startedAt',
      'endedAt',
    ),
    members: {
      name: 'string',
      kind: 'string',
      user: 'user',
      source: 'string',
      plugin: 'string',
      group: 'string',
      state: 'string',
      input: 'json',
      place: 'json',
      total: 'number',
      done: 'number',
      created: 'number',
      kept: 'number',
      left: 'number',
      failed: 'number',
      items: 'json',
      problem: 'string',
      reason: 'json',
      startedAt: 'datetime',
      endedAt: 'datetime',
      holder: 'string',
      leasedUntil: 'datetime',
    },
  }),
]

interface SystemType {
  readonly name: string
  readonly label: string
  /** By default the label with an s. */
  readonly plural?: string
  readonly policy: TypePolicy
  readonly members: Readonly<Record<string, PropertyKind>>
  readonly unique?: readonly string[]
  readonly options?: Readonly<Record<string, readonly string[]>>
}
function system({ name, label, plural = `${label}s`, policy, members, unique = [], options = {} }: SystemType): ObjectTypeDefinition {
  const properties = Object.entries(members).map(
    ([key, kind]): PropertyDefinition => ({
      name: key,
      kind,
      label: toLabel(key),
      ...(unique.includes(key) && { unique: true }),
      ...(options[key] && { options: options[key].map((value) => ({ value, label: toLabel(value) })) }),
    }),
  )
  return { name, label, plural, title: 'name', properties, associations: [], ownership: [], policy, active: true }
}
