// Longer than a file may be: everything that the page *Access* asks and changes, in one place.
import { z } from 'zod'
import { objectPermissionsSchema } from '../../access/permissions.js'
import { defineActionContract } from '../action.js'
import { runReport } from '../page/run-contract.js'
import { defineProviderContract } from '../provider.js'

const id = z.string().min(1).max(500)
const name = z.string().trim().min(1).max(200)
const named = z.strictObject({ id: z.string(), name: z.string() })
const reach = z.enum(['all', 'team', 'own', 'none'])
const permission = 'superAdmin'
const version = z.string().max(200)
const written = z.strictObject({ id: z.string(), version: z.string() })

/** A user as the list of users shows it. */
export const personRow = z.strictObject({
  id: z.string(),
  name: z.string(),
  email: z.string().exactOptional(),
  active: z.boolean(),
  seat: z.boolean(),
  superAdmin: z.boolean(),
  /** The primary team first, if there is one. */
  teams: z.array(named),
  hasPrimary: z.boolean(),
  sets: z.array(named),
  /** What keeps an active user out of the workspace (ACC-6). */
  missing: z.string().exactOptional(),
  /** When a session of the user was used last, as far as sessions are kept. */
  seenAt: z.int().exactOptional(),
  /** How many customers name the user as their CSM, as far as the caller may see them; absent where none can be seen. */
  customers: z.int().exactOptional(),
})

/** Users, a window of them, with counts of all. */
export const peopleContract = defineProviderContract({
  id: 'tenure.core/people',
  title: 'Users and their rights',
  description: 'The users of the account with seat, teams and permission sets, filtered, sorted and by window, and how many there are.',
  permission,
  input: z.strictObject({
    text: z.string().max(200).optional(),
    state: z.enum(['active', 'deactivated', 'no-seat']).optional(),
    team: id.optional(),
    set: id.optional(),
    by: z.enum(['name', 'seat', 'teams', 'sets', 'seen']).default('name'),
    direction: z.enum(['ascending', 'descending']).default('ascending'),
    offset: z.int().min(0).default(0),
    limit: z.int().min(1).max(200).default(100),
  }),
  output: z.strictObject({
    rows: z.array(personRow),
    /** Of the filter. */
    total: z.int(),
    /** Of all users. */
    counts: z.strictObject({
      users: z.int(),
      active: z.int(),
      deactivated: z.int(),
      noSeat: z.int(),
      seats: z.int(),
      superAdmins: z.int(),
      teams: z.int(),
      sets: z.int(),
      /** With a session that was used in the last five minutes. */
      here: z.int(),
    }),
  }),
})

const from = z.array(z.string())
const cell = z.strictObject({ reach, from })
const path = z.strictObject({ path: z.string(), label: z.string(), from })

/** One user with everything that the user may do; `from` names the permission sets that give it. */
export const personContract = defineProviderContract({
  id: 'tenure.core/person',
  title: 'One user and what the user may do',
  description: 'A user with seat, teams and permission sets, and the effective rights, each with the permission sets that give it.',
  permission,
  input: z.strictObject({ user: id }),
  output: personRow.extend({
    version: z.string(),
    timeZone: z.string(),
    locale: z.string(),
    you: z.boolean(),
    /** The only active super admin (ACC-13), and who could become a second one. */
    last: z.strictObject({ others: z.array(named) }).exactOptional(),
    workspace: named,
    sessions: z.int(),
    /** What the user may do beside records: those of the core, then those of plugins. */
    rights: z.array(
      z.strictObject({
        right: z.enum(['tabs', 'summary', 'settings', 'scores', 'people', 'plugin']),
        /** Of a plugin's permission. */
        title: z.string().exactOptional(),
        yes: z.boolean(),
        from,
        needs: z.enum(['seat', 'permission', 'superAdmin']).exactOptional(),
      }),
    ),
    records: z.array(
      z.strictObject({
        type: z.string(),
        label: z.string(),
        view: cell,
        edit: cell,
        delete: cell,
        /** Whether records without an owner count for team and own; absent where it makes no difference. */
        unassigned: z.strictObject({ on: z.boolean(), from }).exactOptional(),
      }),
    ),
    hidden: z.array(path),
    readOnly: z.array(path),
  }),
})

/** Teams with their parent, members and workspace. */
export const teamsContract = defineProviderContract({
  id: 'tenure.core/teams',
  title: 'Teams',
  description: 'The teams of the account with how many members they have, and the workspace that their primary members open.',
  permission,
  output: z.array(
    named.extend({
      version: z.string(),
      parent: named.exactOptional(),
      workspace: named.exactOptional(),
      members: z.int(),
      primary: z.int(),
    }),
  ),
})

/** Permission sets with what they give. */
export const permissionSetsContract = defineProviderContract({
  id: 'tenure.core/permission-sets',
  title: 'Permission sets',
  description: 'The permission sets of the account with their permissions, rights to records, hidden and read-only properties.',
  permission,
  output: z.array(
    named.extend({
      version: z.string(),
      members: z.int(),
      permissions: z.array(z.string()),
      objects: objectPermissionsSchema,
      hidden: z.array(z.string()),
      readOnly: z.array(z.string()),
    }),
  ),
})

/** What rights may name now: teams, sets, permissions, object types with their properties. */
export const rightsOffersContract = defineProviderContract({
  id: 'tenure.core/rights-offers',
  title: 'What rights may name',
  description: 'The teams, permission sets, permissions, object types and properties that users and permission sets may name.',
  permission,
  output: z.strictObject({
    teams: z.array(named),
    sets: z.array(named),
    permissions: z.array(z.strictObject({ id: z.string(), title: z.string() })),
    types: z.array(
      z.strictObject({
        name: z.string(),
        label: z.string(),
        properties: z.array(z.strictObject({ path: z.string(), label: z.string() })),
      }),
    ),
  }),
})

const answer = z.strictObject({
  yes: z.boolean(),
  /** How far the right to the type reaches. */
  reach,
  /** The permission sets that give that reach. */
  from,
  /** Why it is so: the branch of the policy that holds, or what is missing. */
  because: z.enum(['everything', 'own', 'team', 'unassigned', 'policy', 'no-access', 'none', 'nobody', 'not-seen']),
  /** The property that names somebody. */
  property: z.string().exactOptional(),
  /** Whom it names, and the team in which both are. */
  owner: named.exactOptional(),
  team: named.exactOptional(),
})

/** Why a user can see, edit and delete a record, or cannot: the branches of the policy that decides (ACC-12: with the rights of now). */
export const explainAccessContract = defineProviderContract({
  id: 'tenure.core/explain-access',
  title: 'Why a user can see a record',
  description: 'For viewing, editing and deleting one record: whether a user may, and by which rule, property, owner and team.',
  permission,
  input: z.strictObject({ user: id, type: z.string().min(1).max(200), id }),
  output: z.strictObject({
    record: z.strictObject({ type: z.string(), id: z.string(), label: z.string(), plural: z.string(), title: z.string().nullable() }),
    view: answer,
    edit: answer,
    delete: answer,
  }),
})

const ids = z.array(id).max(1000)
const card = {
  name,
  email: z.union([z.email(), z.literal('')]).nullable(),
  seat: z.boolean(),
  superAdmin: z.boolean(),
  primaryTeam: id.nullable(),
  teams: ids,
  permissionSets: ids,
  timeZone: name,
  locale: name,
}

/** Adds a user, who may sign in at once. */
export const addPersonContract = defineActionContract({
  id: 'tenure.core/add-person',
  title: 'Add user',
  description: 'Adds an active user with seat, teams and permission sets.',
  permission,
  input: z.strictObject(card).partial().required({ name: true }),
  output: written,
})
/** Changes a user. The last super admin can be neither demoted nor deactivated. */
export const savePersonContract = defineActionContract({
  id: 'tenure.core/save-person',
  title: 'Save user',
  description: 'Changes a user as one change. Refused when someone else changed the user meanwhile, or when no super admin would be left.',
  permission,
  input: z.strictObject({ user: id, version, values: z.strictObject({ ...card, active: z.boolean() }).partial() }),
  output: written,
})
/** Makes or changes a team. */
export const saveTeamContract = defineActionContract({
  id: 'tenure.core/save-team',
  title: 'Save team',
  description: 'Makes a team, or changes its name and the team above it.',
  permission,
  input: z.strictObject({ team: id.optional(), version: version.optional(), name: name.optional(), parent: id.nullable().optional() }),
  output: written,
})
/** Takes a team away, from its members, its workspace and the teams below it too. */
export const removeTeamContract = defineActionContract({
  id: 'tenure.core/remove-team',
  title: 'Remove team',
  description: 'Takes a team away as one change: from its members, its workspace and the teams below it.',
  permission,
  destructive: true,
  input: z.strictObject({ team: id, version }),
})
/** Makes or changes a permission set. */
export const savePermissionSetContract = defineActionContract({
  id: 'tenure.core/save-permission-set',
  title: 'Save permission set',
  description: 'Makes a permission set, or changes what it gives. Users who have it have the new rights at once.',
  permission,
  input: z.strictObject({
    set: id.optional(),
    version: version.optional(),
    name: name.optional(),
    permissions: z.array(z.string().min(1).max(200)).max(200).optional(),
    objects: objectPermissionsSchema.optional(),
    hidden: z.array(z.string().min(1).max(400)).max(2000).optional(),
    readOnly: z.array(z.string().min(1).max(400)).max(2000).optional(),
  }),
  output: written,
})
/** Takes a permission set away, from the users who have it too. */
export const removePermissionSetContract = defineActionContract({
  id: 'tenure.core/remove-permission-set',
  title: 'Remove permission set',
  description: 'Takes a permission set away as one change: also from the users who have it.',
  permission,
  destructive: true,
  input: z.strictObject({ set: id, version }),
})
/** Ends every session of a user; streams end with them. */
export const endSessionsContract = defineActionContract({
  id: 'tenure.core/end-sessions',
  title: 'End sessions',
  description: 'Signs a user out everywhere. The user may sign in again.',
  permission,
  input: z.strictObject({ user: id }),
  output: z.strictObject({ ended: z.int() }),
})

const handOver = z.strictObject({
  user: id,
  /** Who takes over, the least loaded first; nobody: the records stay as they are. */
  to: z.array(id).max(20).default([]),
  /** Customers that go to somebody else than the rest: who takes each over, by its id. */
  each: z.record(id, id).default({}),
})
/** The customers of a user, for choosing who takes each over. */
export const handOverCustomersContract = defineProviderContract({
  id: 'tenure.core/hand-over-customers',
  title: 'Customers to hand over',
  description: 'The customers that name a user as CSM or owner, by name, searched and by window. Seeing them needs a service seat.',
  permission,
  input: z.strictObject({
    user: id,
    text: z.string().max(200).default(''),
    offset: z.int().min(0).default(0),
    limit: z.int().min(1).max(100).default(10),
  }),
  output: z.strictObject({ rows: z.array(z.strictObject({ id: z.string(), name: z.string().nullable() })), total: z.int() }),
})
/** What handing over the records of a user would do. */
export const handOverPlanContract = defineProviderContract({
  id: 'tenure.core/hand-over-plan',
  title: 'What a hand-over would do',
  description: 'How many records of each type name a user, and how many each colleague would take over.',
  permission,
  input: handOver,
  output: z.strictObject({
    sessions: z.int(),
    types: z.array(
      z.strictObject({
        type: z.string(),
        label: z.string(),
        from: z.int(),
        to: z.array(z.int()),
        /** What is past, or done, stays with the user. */
        only: z.enum(['future', 'open']).exactOptional(),
      }),
    ),
    records: z.int(),
    /** How many customers go to somebody else, one by one. */
    each: z.int(),
    /** Of each colleague: the customers now, and after it. */
    customers: z.array(z.strictObject({ before: z.int(), after: z.int() })),
    /** Customers at risk of the user, and those that each colleague takes over; absent where that is not known. */
    atRisk: z.strictObject({ from: z.int(), to: z.array(z.int()) }).exactOptional(),
    /** Yearly revenue of the customers, by currency. */
    arr: z.strictObject({ from: z.array(money()), to: z.array(z.array(money())) }).exactOptional(),
  }),
})
/** Deactivates a user, if asked to, and gives the user's records to colleagues: one run, undone as one (ACC-13). */
export const handOverContract = defineActionContract({
  id: 'tenure.core/hand-over',
  title: 'Deactivate and reassign',
  description:
    'Deactivates a user, which ends sessions and streams, and gives the records that name the user to colleagues, by load. Undone as one.',
  permission,
  input: handOver.extend({ deactivate: z.boolean() }),
  output: runReport,
})

function money() {
  return z.strictObject({ amount: z.string(), currency: z.string() })
}
