import { z } from 'zod'
import { defineActionContract } from '../action.js'
import { defineProviderContract } from '../provider.js'

const id = z.string().min(1).max(200)
const teamIds = z.array(id).max(1000)
/** General settings of a workspace as they are written (WSP-5). */
const general = z.strictObject({ name: z.string().max(200), description: z.string().max(2000).default(''), teams: teamIds.default([]) })
/** The same as they are saved, with the version that a later save has to name. */
const saved = z.strictObject({ id: z.string(), name: z.string(), description: z.string(), teams: z.array(z.string()), version: z.string() })

/**
 * The workspaces of the account, the main one first, with its teams. `people` work in the workspace now; `views` are those for everyone there;
 * `faults` counts the settings of a section that are no longer valid; one that is `over` the limit of the edition is kept, and cannot be edited.
 * Every team is listed, with the workspace that holds it.
 */
export const workspacesContract = defineProviderContract({
  id: 'tenure.core/workspaces',
  title: 'Workspaces',
  description: 'The workspaces of the account, with their teams, how many people work there, and which settings are no longer valid.',
  permission: 'settings.manage',
  output: z.strictObject({
    workspaces: z.array(
      saved.extend({
        main: z.boolean(),
        over: z.boolean(),
        people: z.int(),
        views: z.int(),
        faults: z.array(z.strictObject({ section: z.string(), count: z.int() })),
      }),
    ),
    teams: z.array(z.strictObject({ id: z.string(), name: z.string(), people: z.int(), workspace: z.string() })),
    /** How many team workspaces there may be. */
    limit: z.int(),
    /** Why there cannot be another one now. */
    full: z.string().exactOptional(),
  }),
})

/** Creates a team workspace, and answers with its General settings (WSP-4). Teams in `move` may be in another workspace, and leave it. */
export const createWorkspaceContract = defineActionContract({
  id: 'tenure.core/create-workspace',
  title: 'Create workspace',
  description: 'Creates a team workspace. A team that is in another one has to be named in `move` too.',
  permission: 'settings.manage',
  input: general.extend({ move: teamIds.default([]) }),
  output: saved,
})

/** Saves the General settings of a workspace whole, or not at all; `version` is the one that was looked at (WSP-5, WSP-11). */
export const saveWorkspaceContract = defineActionContract({
  id: 'tenure.core/save-workspace',
  title: 'Save workspace',
  description:
    'Saves name, description and teams of a workspace as one change. A team that is in another one has to be named in `move` too.',
  permission: 'settings.manage',
  input: z.strictObject({ workspace: id, values: general, version: z.string(), move: teamIds.default([]) }),
  output: saved,
})

/** Deletes a team workspace for good, which the caller acknowledges (WSP-10). */
export const deleteWorkspaceContract = defineActionContract({
  id: 'tenure.core/delete-workspace',
  title: 'Delete workspace',
  description:
    'Deletes a team workspace with its settings and its views for everyone. Its teams go back to the main one; records and private views stay. This cannot be undone.',
  permission: 'settings.manage',
  destructive: true,
  input: z.strictObject({
    workspace: id,
    acknowledged: z.literal(true, 'Deleting a workspace cannot be undone. Acknowledge that with `acknowledged: true`.'),
  }),
})
