import { defineActionContract, defineProviderContract, schemas } from '@tenure/core/contract'
import { reportQuerySchema } from '@tenure/core/report'
import { z } from 'zod'
import { narrowParts, narrowSchema } from '../report/narrow.js'
import { mostInName } from './name-limit.js'

const permission = 'workspace.access'
const id = z.string().min(1).max(500)
const name = z.string().trim().min(1, 'A name is needed.').max(mostInName, `A name has at most ${mostInName} characters.`)

/** How many reports a dashboard holds. */
export const mostTiles = 40
/** One report on a dashboard: its place follows from its order, `width` is in columns of twelve, `height` in steps. */
export const tileSchema = z
  .strictObject({
    id: z.string().min(1).max(100),
    width: z.int().min(3).max(12),
    height: z.int().min(1).max(4),
    /** A saved report, or one of the library. */
    report: id.optional(),
    library: id.optional(),
  })
  .refine(({ report, library }) => (report === undefined) !== (library === undefined), 'A tile shows a saved report or one of the library.')
/** One report on a dashboard, as it is kept. */
export type Tile = z.output<typeof tileSchema>

const audience = z.enum(['private', 'everyone', 'teams'])
const team = z.strictObject({ id: z.string(), name: z.string() })
const libraryEntry = z.strictObject({
  id: z.string(),
  title: z.string(),
  description: z.string(),
  icon: z.string().optional(),
})

/** The dashboards that the user sees, and the reports of the library. */
export const dashboardsContract = defineProviderContract({
  id: 'tenure.dashboards/list',
  title: 'Dashboards',
  description: 'The dashboards that you see, with how many reports each has and for whom it is, and the reports of the library.',
  permission,
  output: z.strictObject({
    rows: z.array(
      z.strictObject({
        id: z.string(),
        name: z.string(),
        audience,
        teams: z.array(team),
        reports: z.int(),
        /** It is the user's own. */
        own: z.boolean(),
      }),
    ),
    total: z.int(),
    library: z.array(libraryEntry),
    /** The user may add dashboards to the workspace, and take them out. */
    manages: z.boolean(),
  }),
})

const shownTile = z.strictObject({
  id: z.string(),
  width: z.int(),
  height: z.int(),
  title: z.string(),
  /** The title is a text of a plugin, and not what a person wrote. */
  isText: z.boolean(),
  report: z.string().optional(),
  library: z.string().optional(),
  /** What draws it; absent where it uses something that the user may not see, or where its plugin is not there. */
  block: schemas.block.optional(),
  /** Why there is no block. */
  lacks: z.enum(['rights', 'plugin']).optional(),
  /** What the dashboard is narrowed to and this report is not. */
  without: z.array(z.enum(narrowParts)).optional(),
})
/** One dashboard with its reports, as the user may see them. */
export const dashboardContract = defineProviderContract({
  id: 'tenure.dashboards/dashboard',
  title: 'Dashboard',
  description:
    'One dashboard with what draws each of its reports, narrowed to an owner, a period and customers where they apply. A report that uses something you may not see says so and names nothing.',
  permission,
  input: z.strictObject({ id, narrow: narrowSchema.optional() }),
  output: z.strictObject({
    id: z.string(),
    name: z.string(),
    audience,
    teams: z.array(team),
    version: z.string(),
    may: z.strictObject({ edit: z.boolean() }),
    tiles: z.array(shownTile),
  }),
})
/** One report of the library, as the user may see it. */
export const libraryReportContract = defineProviderContract({
  id: 'tenure.dashboards/library-report',
  title: 'Report of the library',
  description: 'What draws one report of the library for you.',
  permission,
  input: z.strictObject({ id }),
  output: shownTile.extend({
    description: z.string(),
    /** What it asks, as a beginning for a report of one's own. */
    query: reportQuerySchema.optional(),
  }),
})
/** What a saved report asks, for whoever edits it. */
export const savedReportContract = defineProviderContract({
  id: 'tenure.dashboards/saved-report',
  title: 'Saved report',
  description: 'The name of a saved report and what it asks; refused where it uses something that you may not see.',
  permission,
  input: z.strictObject({ id }),
  output: z.strictObject({ id: z.string(), name: z.string(), dashboard: z.string(), version: z.string(), query: reportQuerySchema }),
})

const version = z.string().max(200).optional()
/** Saves a dashboard: a new one of the user, or the name and the tiles of one that there is. */
export const saveDashboardContract = defineActionContract({
  id: 'tenure.dashboards/save-dashboard',
  title: 'Save a dashboard',
  description:
    'Makes a dashboard of your own, or changes the name, the order and the sizes of the reports of one. Changing one that is added to the workspace needs the right to manage settings. A saved report that is left out is deleted with its tile.',
  permission,
  input: z.strictObject({
    id: id.optional(),
    version,
    name: name.optional(),
    tiles: z.array(tileSchema).max(mostTiles, `A dashboard holds at most ${mostTiles} reports.`).optional(),
  }),
  output: z.strictObject({ id: z.string() }),
})
/** Makes a copy of a dashboard with its reports, which is the user's alone. */
export const copyDashboardContract = defineActionContract({
  id: 'tenure.dashboards/copy-dashboard',
  title: 'Duplicate a dashboard',
  description: 'Makes a copy of a dashboard with its reports, for you alone.',
  permission,
  input: z.strictObject({ id, name }),
  output: z.strictObject({ id: z.string() }),
})
/** Deletes a dashboard with its reports. */
export const deleteDashboardContract = defineActionContract({
  id: 'tenure.dashboards/delete-dashboard',
  title: 'Delete a dashboard',
  description: 'Deletes a dashboard and its reports, for everyone who sees it. Ask first.',
  permission,
  destructive: true,
  input: z.strictObject({ id }),
})
/** Adds dashboards to the workspace, for everyone or for teams (DSH-1). */
export const addDashboardsContract = defineActionContract({
  id: 'tenure.dashboards/add-dashboards',
  title: 'Add dashboards to the workspace',
  description:
    'Makes dashboards visible to everyone in the workspace, or to the members of teams. These users get view access, which has to be confirmed; without it nothing is added.',
  permission: 'settings.manage',
  input: z.strictObject({
    ids: z.array(id).min(1, 'Choose a dashboard.').max(50),
    audience: z.enum(['everyone', 'teams']),
    teams: z.array(id).max(200).default([]),
    /** Those users get view access. */
    confirmed: z.literal(true, 'Confirm that these users will get view access. Without it the dashboard is not added.'),
  }),
})
/** Puts a report of the library on a dashboard, at its end. */
export const placeReportContract = defineActionContract({
  id: 'tenure.dashboards/place-report',
  title: 'Add a report of the library to a dashboard',
  description: 'Puts a report of the library at the end of a dashboard that you may edit.',
  permission,
  input: z.strictObject({ dashboard: id, library: id }),
})
/** Takes a dashboard out of the workspace: it is its owner's alone again (DSH-1). */
export const takeOutDashboardContract = defineActionContract({
  id: 'tenure.dashboards/take-out-dashboard',
  title: 'Take a dashboard out of the workspace',
  description: 'Takes back the access that adding the dashboard gave. Its owner keeps it.',
  permission: 'settings.manage',
  input: z.strictObject({ id }),
})
/** Saves a report on a dashboard: a new one at its end, or the name and the question of one that there is. */
export const saveReportContract = defineActionContract({
  id: 'tenure.dashboards/save-report',
  title: 'Save a report',
  description: 'Saves a report on a dashboard that you may edit: a new one at the end, or another name and question for one that is there.',
  permission,
  input: z.strictObject({ id: id.optional(), version, dashboard: id, name, query: reportQuerySchema }),
  output: z.strictObject({ id: z.string() }),
})
