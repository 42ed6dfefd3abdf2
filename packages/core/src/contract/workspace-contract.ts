import { z } from 'zod'
import { filterSchema } from '../query/parse.js'
import { defineActionContract } from './action.js'
import { defineProviderContract } from './provider.js'

const id = z.string().min(1).max(500)
const name = z.string().min(1).max(200)
const values = z.record(name, z.json())
const option = z.strictObject({ value: z.string(), label: z.string() })
const problem = z.strictObject({ code: z.string(), message: z.string(), details: z.json() })

/** A tab as its page shows it; `problem` says why there is nothing to show. */
const shownTab = z.strictObject({
  id: z.string(),
  title: z.string(),
  icon: z.string().optional(),
  view: z.json(),
  problem: problem.optional(),
})

/** Who is signed in, where, and with which tabs. Live: a plugin that comes or fails changes it. */
export const sessionContract = defineProviderContract({
  id: 'tenure.core/session',
  permission: 'signed-in',
  output: z.strictObject({
    user: z.strictObject({ id: z.string(), name: z.string() }),
    timeZone: z.string(),
    locale: z.string(),
    workspace: z.strictObject({ id: z.string(), name: z.string() }),
    tabs: z.array(shownTab),
    rights: z.strictObject({ settings: z.boolean(), missing: problem.optional() }),
  }),
})

/** Names of the account's users, for showing who owns and who did. */
export const usersContract = defineProviderContract({
  id: 'tenure.core/users',
  permission: 'workspace.access',
  output: z.array(z.strictObject({ id: z.string(), name: z.string(), active: z.boolean() })),
})

const recordRef = z.strictObject({ type: name, id })

/** All that the preview of one record shows (REC-1, read only): `undefined` values are left out, health is what the record says. */
export const recordContract = defineProviderContract({
  id: 'tenure.core/record',
  permission: 'workspace.access',
  input: recordRef,
  output: z.strictObject({
    type: z.string(),
    typeLabel: z.string(),
    id: z.string(),
    title: z.string().nullable(),
    version: z.string(),
    archived: z.boolean(),
    properties: z.array(
      z.strictObject({ name: z.string(), label: z.string(), kind: z.string(), value: z.json(), options: z.array(option).optional() }),
    ),
    links: z.array(
      z.strictObject({
        name: z.string(),
        label: z.string(),
        type: z.string(),
        typeLabel: z.string(),
        total: z.int(),
        rows: z.array(z.strictObject({ id: z.string(), title: z.string().nullable(), detail: z.string().optional() })),
      }),
    ),
    activities: z.strictObject({
      total: z.int(),
      rows: z.array(
        z.strictObject({
          type: z.string(),
          typeLabel: z.string(),
          id: z.string(),
          title: z.string().nullable(),
          at: z.int().nullable(),
          text: z.string().optional(),
          doer: z.string().optional(),
        }),
      ),
    }),
  }),
})

/** Past and present values of a record, newest first (REC-3); `property` keeps to one of them. */
export const historyContract = defineProviderContract({
  id: 'tenure.core/history',
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
      by: z.string().optional(),
      source: z.string(),
    }),
  ),
})

/** Creates a record, with its first associations. */
export const createRecordContract = defineActionContract({
  id: 'tenure.core/create-record',
  title: 'Create record',
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

/** Changes properties of a record; with `version` it is refused when somebody changed it meanwhile. */
export const updateRecordContract = defineActionContract({
  id: 'tenure.core/update-record',
  title: 'Update record',
  permission: 'workspace.access',
  input: z.strictObject({ type: name, id, values, version: z.string().optional() }),
  output: z.strictObject({ version: z.string() }),
})

/** Takes a record out of views, counts and reports; its id and history stay (REC-10). */
export const archiveRecordContract = defineActionContract({
  id: 'tenure.core/archive-record',
  title: 'Archive record',
  permission: 'workspace.access',
  destructive: true,
  input: z.strictObject({ type: name, id, version: z.string().optional() }),
  output: z.strictObject({ version: z.string() }),
})

/** Brings an archived record back. */
export const restoreRecordContract = defineActionContract({
  id: 'tenure.core/restore-record',
  title: 'Restore record',
  permission: 'workspace.access',
  input: z.strictObject({ type: name, id, version: z.string().optional() }),
  output: z.strictObject({ version: z.string() }),
})

const link = z.strictObject({ type: name, id, association: name, to: id, label: name.optional() })

/** Links two records along an association of the first. */
export const associateContract = defineActionContract({
  id: 'tenure.core/associate',
  title: 'Associate records',
  permission: 'workspace.access',
  input: link,
})

/** Takes such a link away. */
export const unassociateContract = defineActionContract({
  id: 'tenure.core/unassociate',
  title: 'Unassociate records',
  permission: 'workspace.access',
  input: link,
})

/** The customer role and the settings of its tab, with what can be chosen (MAP-1, MAP-5, WSP-6). */
export const customersSettingsContract = defineProviderContract({
  id: 'tenure.core/customers-settings',
  permission: 'settings.manage',
  output: z.strictObject({
    objectType: z.string(),
    csm: z.string().nullable(),
    renewalDate: z.string().nullable(),
    version: z.string(),
    problems: z.array(z.string()),
    objectTypes: z.array(option),
    csmProperties: z.array(option),
    renewalProperties: z.array(option),
  }),
})

/** Saves them as one change; `version` is the one that was looked at (WSP-11). */
export const saveCustomersSettingsContract = defineActionContract({
  id: 'tenure.core/save-customers-settings',
  title: 'Save Customers settings',
  permission: 'settings.manage',
  input: z.strictObject({ objectType: name, csm: name, renewalDate: name.nullable(), version: z.string() }),
  output: z.strictObject({ version: z.string() }),
})

/** What a list on the page asks for: the view, what narrows it for the session, the order, the columns and the part that is on screen. */
export const listInput = z.strictObject({
  view: z.string().max(200).optional(),
  search: z.string().max(200).optional(),
  filters: z.array(filterSchema).max(20).optional(),
  sort: z
    .array(z.strictObject({ property: name, direction: z.enum(['ascending', 'descending']) }))
    .max(5)
    .optional(),
  columns: z.array(name).max(60).optional(),
  offset: z.int().min(0).max(10_000_000).optional(),
  limit: z.int().min(0).max(500).optional(),
})
/** What such a list answers: rows with the id and the asked columns, the number of all, and where the rows begin. */
export const listOutput = z.strictObject({
  objectType: z.string(),
  rows: z.array(z.looseObject({ id: z.string() })),
  total: z.int(),
  offset: z.int(),
})
/** One view of a tab's list of views. */
export const viewListOutput = z.array(
  z.strictObject({
    id: z.string(),
    title: z.string(),
    description: z.string().optional(),
    icon: z.string().optional(),
    builtIn: z.boolean(),
    total: z.int().nullable(),
  }),
)
/** One column that a table can show. */
export const columnsOutput = z.array(
  z.strictObject({
    field: z.string(),
    label: z.string(),
    kind: z.string(),
    format: z.string(),
    sortable: z.boolean(),
    byDefault: z.boolean(),
    options: z.array(option).optional(),
  }),
)
