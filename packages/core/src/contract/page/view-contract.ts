import { z } from 'zod'
import { filterSchema } from '../../query/parse.js'
import { defineActionContract } from '../action.js'
import { listOrder, viewAudience, viewColumns, viewDescription, viewLayout, viewName } from '../collection/view-parts.js'

const id = z.string().min(1).max(500)

/**
 * Saves a view of a list, a new one or one that there is (VIEW-1, VIEW-2). What is left out stays as it is; `null` takes a filter, columns or a
 * sort away.
 */
export const saveViewContract = defineActionContract({
  id: 'tenure.core/save-view',
  title: 'Save a view',
  description:
    'Saves a view of a list: a new one, or what is given of the one with this id. You save private views; sharing one with everyone, and changing a shared one, needs the right to manage settings. A default view that turns private loses its place, and the answer says so.',
  permission: 'workspace.access',
  input: z.strictObject({
    id: id.optional(),
    /** Of the list, such as `tenure.customers/list`. */
    collection: id,
    version: z.string().max(200).optional(),
    name: viewName.optional(),
    description: viewDescription.nullable().optional(),
    audience: viewAudience.optional(),
    filter: filterSchema.nullable().optional(),
    columns: viewColumns.nullable().optional(),
    sort: listOrder.nullable().optional(),
    layout: viewLayout.optional(),
  }),
  output: z.strictObject({
    id: z.string(),
    /** It was a default view, and is none any longer. */
    lostPlace: z.boolean(),
  }),
})

/** Deletes a saved view; undo brings it back (VIEW-6). */
export const deleteViewContract = defineActionContract({
  id: 'tenure.core/delete-view',
  title: 'Delete a view',
  description: 'Deletes a view that somebody saved, for everyone who sees it. Ask first. The records stay as they are.',
  permission: 'workspace.access',
  destructive: true,
  input: z.strictObject({ id }),
})

/** Makes a view of a list a default one at a place, or no longer (VIEW-3 to VIEW-5). */
export const setDefaultViewContract = defineActionContract({
  id: 'tenure.core/set-default-view',
  title: 'Set a default view',
  description:
    'Puts a built-in or a shared view at a place among the default views of the workspace, or takes it off with null. A saved view needs a description for that. The number of default views is limited.',
  permission: 'settings.manage',
  input: z.strictObject({ collection: id, view: id, place: z.int().min(1).max(1000).nullable(), description: viewDescription.optional() }),
  output: z.strictObject({
    /** Ids of the default views, in order. */
    views: z.array(z.string()),
  }),
})
