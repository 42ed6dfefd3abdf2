import { z } from 'zod'
import { blockSchema } from '../block/block.js'
import { iconNames } from '../block/icon-name.js'
import { defineActionContract } from './action.js'
import { defineProviderContract } from './provider.js'

const id = z.string().min(1).max(500)
const name = z.string().min(1).max(200)
const values = z.record(name, z.json())
const option = z.strictObject({ value: z.string(), label: z.string() })
const problem = z.strictObject({ code: z.string(), message: z.string(), details: z.json() })

/** Who is signed in, where, and with which rights. */
export const sessionContract = defineProviderContract({
  id: 'tenure.core/session',
  title: 'Session',
  description: 'Who is signed in, with the time zone, the locale, the workspace and the rights that the page needs to know.',
  permission: 'signed-in',
  output: z.strictObject({
    user: z.strictObject({ id: z.string(), name: z.string() }),
    timeZone: z.string(),
    locale: z.string(),
    /** In which currency a new amount starts; absent where the account has none. */
    currency: z.string().exactOptional(),
    workspace: z.strictObject({ id: z.string(), name: z.string() }),
    rights: z.strictObject({
      settings: z.boolean(),
      superAdmin: z.boolean().exactOptional(),
      missing: problem.exactOptional(),
      /** Object types of which the user may see no record at all; absent where there are none. */
      unseen: z.array(z.string()).exactOptional(),
      /** Names of super admins, who can give what is missing; there where something is. */
      ask: z.array(z.string()).exactOptional(),
    }),
  }),
})

const shownTab = z.strictObject({
  id: z.string(),
  title: z.string(),
  icon: z.enum(iconNames).exactOptional(),
  problem: problem.exactOptional(),
})

/** The tabs of the workspace that this user sees, in order, without what they show; `problem` says why a tab has nothing to show. */
export const tabsContract = defineProviderContract({
  id: 'tenure.core/tabs',
  title: 'Tabs',
  description: 'The tabs that the signed-in user sees, in order. A tab whose plugin does not run says why.',
  permission: 'signed-in',
  output: z.array(shownTab),
})

/** The tabs that this user sees and that list the records of an object type: where a list that was found elsewhere can be worked on. */
export const listTabsContract = defineProviderContract({
  id: 'tenure.core/list-tabs',
  title: 'Tabs that list records',
  description: 'Which tab lists the records of an object type or a role, in order, with the view of it that has no condition.',
  permission: 'signed-in',
  output: z.array(
    z.strictObject({
      tab: z.string(),
      /** What its filters name: an object type, or a role. */
      of: z.string(),
      /** The object types behind it, the first one being shown first; none where the workspace has chosen none. */
      types: z.array(z.string()),
      /** A view without a condition; absent where each has one. */
      view: z.string().exactOptional(),
      /** Its records are in stages: it shows one pipeline at a time. */
      isStaged: z.boolean(),
    }),
  ),
})

/** The pages of the administration that this user sees, in order, each with its area. */
export const pagesContract = defineProviderContract({
  id: 'tenure.core/pages',
  title: 'Pages of the administration',
  description: 'The pages of the administration that the signed-in user sees, in order: those of the workspace and those of the account.',
  permission: 'signed-in',
  output: z.array(
    shownTab.extend({
      area: z.enum(['workspace', 'account']),
      /** How many saved settings of this page are no longer valid. */
      faults: z.int().exactOptional(),
    }),
  ),
})

const needs = { role: z.string(), may: z.boolean(), ask: z.array(z.string()) }
/** What somebody has to choose before a tab has something to show: `may` says whether the user may, `ask` whom to ask (MAP-4, MAP-7). */
const shownNeeds = z.discriminatedUnion('because', [
  z.strictObject({ because: z.literal('unmapped'), ...needs }),
  z.strictObject({ because: z.literal('inactive'), ...needs, type: z.strictObject({ name: z.string(), label: z.string() }) }),
  z.strictObject({
    because: z.literal('unchosen'),
    ...needs,
    section: z.string(),
    fields: z.array(z.strictObject({ label: z.string(), typeLabel: z.string() })),
  }),
])

/** One tab, or page of the administration, with what it shows, slots filled. A missing tab and one that the user may not see are both `record.not-found`. */
export const tabContract = defineProviderContract({
  id: 'tenure.core/tab',
  title: 'Tab',
  description: 'One tab with the block that describes what it shows. It changes only when this tab changes.',
  permission: 'signed-in',
  input: z.strictObject({ tab: id }),
  output: shownTab.extend({ block: blockSchema, needs: shownNeeds.exactOptional() }),
})

/** Names of the account's users, to show owners and authors. */
export const usersContract = defineProviderContract({
  id: 'tenure.core/users',
  title: 'Users',
  description: 'Names of the users of the account, active or not, to show owners and authors.',
  permission: 'workspace.access',
  output: z.array(z.strictObject({ id: z.string(), name: z.string(), active: z.boolean() })),
})

/** Whose Summary the user may view (SUM-8). */
export const viewableContract = defineProviderContract({
  id: 'tenure.core/viewable',
  title: 'Whose Summary you may view',
  description: 'Other active users with a Summary, whom you may view it as: read-only, less what you may not see yourself.',
  permission: 'settings.manage',
  output: z.array(z.strictObject({ id: z.string(), name: z.string() })),
})

const recordRef = z.strictObject({ type: name, id })

/** All that the preview of one record shows (REC-1, read only): `undefined` values are left out, health is what the record says. */
export const recordContract = defineProviderContract({
  id: 'tenure.record/record',
  title: 'Record',
  description: 'One record as the user may see it: its properties, associated records and activities.',
  permission: 'workspace.access',
  input: recordRef,
  output: z.strictObject({
    type: z.string(),
    typeLabel: z.string(),
    id: z.string(),
    title: z.string().nullable(),
    version: z.string(),
    archived: z.boolean(),
    /** What the user may do with this record now. */
    may: z.strictObject({ edit: z.boolean(), delete: z.boolean() }),
    properties: z.array(
      z.strictObject({
        name: z.string(),
        label: z.string(),
        kind: z.string(),
        value: z.json(),
        /** Whether the user may edit it on this record. */
        editable: z.boolean(),
        /** Money without a stated currency is read as this one. */
        currency: z.string().exactOptional(),
        options: z.array(option).exactOptional(),
        /** The heading under which a page has it. */
        group: z.string().exactOptional(),
      }),
    ),
    links: z.array(
      z.strictObject({
        name: z.string(),
        label: z.string(),
        type: z.string(),
        typeLabel: z.string(),
        total: z.int(),
        rows: z.array(
          z.strictObject({
            id: z.string(),
            title: z.string().nullable(),
            detail: z.string().exactOptional(),
            /** The telephone number of a person. */
            phone: z.string().exactOptional(),
            /** The labels of the links that lead there. */
            labels: z.array(z.string()).exactOptional(),
            /** Of work to do: when it is due, and whether it is done. */
            due: z.int().exactOptional(),
            done: z.boolean().exactOptional(),
          }),
        ),
      }),
    ),
    /** Associations along which the user may link and unlink records, with the labels that are usual there; any other text is one too. */
    linkable: z.array(
      z.strictObject({ name: z.string(), label: z.string(), type: z.string(), typeLabel: z.string(), labels: z.array(z.string()) }),
    ),
    /** What the user may create for this record (REC-8): `association` is that of the new record which leads here. */
    adds: z.array(z.strictObject({ type: z.string(), typeLabel: z.string(), association: z.string() })),
    activities: z.strictObject({
      total: z.int(),
      rows: z.array(
        z.strictObject({
          type: z.string(),
          typeLabel: z.string(),
          id: z.string(),
          title: z.string().nullable(),
          at: z.int().nullable(),
          text: z.string().exactOptional(),
          doer: z.string().exactOptional(),
        }),
      ),
    }),
  }),
})

/** Past and present values of a record, newest first (REC-3); `property` keeps to one of them. */
export const historyContract = defineProviderContract({
  id: 'tenure.record/history',
  title: 'History',
  description: 'Past and present values of a record or of one of its properties, newest first.',
  permission: 'workspace.access',
  input: z.strictObject({ type: name, id, property: name.optional(), limit: z.int().min(1).max(500).default(50) }),
  output: z.array(
    z.strictObject({
      property: z.string(),
      label: z.string(),
      kind: z.string(),
      value: z.json(),
      before: z.json(),
      at: z.int(),
      by: z.string().exactOptional(),
      user: z.string().exactOptional(),
      source: z.string(),
      group: z.string().exactOptional(),
    }),
  ),
})

/** Creates a record, with its first associations. */
export const createRecordContract = defineActionContract({
  id: 'tenure.record/create',
  title: 'Create record',
  description: 'Creates a record of any object type, together with its first associations.',
  permission: 'workspace.access',
  input: z.strictObject({
    type: name,
    values,
    links: z
      .array(z.strictObject({ association: name, id, label: name.optional() }))
      .max(100)
      .default([]),
  }),
  output: z.strictObject({ id: z.string(), version: z.string() }),
})

/**
 * Changes properties of a record. With `version` it is refused when someone else changed the record meanwhile, with `was`, the values that the
 * caller saw of what it changes, only when someone else changed one of these (REC-2).
 */
export const updateRecordContract = defineActionContract({
  id: 'tenure.record/update',
  title: 'Update record',
  description:
    'Changes properties of a record. With a version it is refused when someone else changed the record meanwhile, with the values that you saw only when someone else changed one of these.',
  permission: 'workspace.access',
  input: z.strictObject({ type: name, id, values, version: z.string().optional(), was: values.optional() }),
  output: z.strictObject({ version: z.string() }),
})

/** Changes several records of one type together or not at all, each with values of its own, such as a column that was pasted. */
export const updateRecordsContract = defineActionContract({
  id: 'tenure.record/update-many',
  title: 'Update records',
  description: 'Changes several records together or not at all, each with values of its own. The whole can be undone as one.',
  permission: 'workspace.access',
  input: z.strictObject({
    type: name,
    records: z
      .array(z.strictObject({ id, values, was: values.optional() }))
      .min(1)
      .max(500),
  }),
  output: z.strictObject({ records: z.int() }),
})

/** Takes a record out of views, counts and reports; its id and history stay (REC-10). */
export const archiveRecordContract = defineActionContract({
  id: 'tenure.record/archive',
  title: 'Archive record',
  description: 'Takes a record out of views, counts and reports. Its id and history stay, and it can be restored.',
  permission: 'workspace.access',
  destructive: true,
  input: z.strictObject({ type: name, id, version: z.string().optional() }),
  output: z.strictObject({ version: z.string() }),
})

/** Brings an archived record back. */
export const restoreRecordContract = defineActionContract({
  id: 'tenure.record/restore',
  title: 'Restore record',
  description: 'Brings an archived record back.',
  permission: 'workspace.access',
  input: z.strictObject({ type: name, id, version: z.string().optional() }),
  output: z.strictObject({ version: z.string() }),
})

const link = z.strictObject({ type: name, id, association: name, to: id, label: name.optional() })

/** Links two records along an association of the first. */
export const associateContract = defineActionContract({
  id: 'tenure.record/associate',
  title: 'Associate records',
  description: 'Links two records along an association of the first.',
  permission: 'workspace.access',
  input: link,
})

/** Takes such a link away: that with the label, or without one; with `all` every link of the two along the association. */
export const unassociateContract = defineActionContract({
  id: 'tenure.record/unassociate',
  title: 'Unassociate records',
  description:
    'Removes a link between two records: that with the label, the one without, or with `all` every link of the two along the association.',
  permission: 'workspace.access',
  input: link.extend({ all: z.literal(true).optional() }),
})
