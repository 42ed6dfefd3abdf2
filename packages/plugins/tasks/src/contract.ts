import {
  type CollectionRow,
  Company,
  defineActionContract,
  defineCollectionContract,
  defineProviderContract,
  schemas,
  Task,
  through,
} from '@tenure/core/contract'
import { z } from 'zod'

const always = [
  Task.title,
  Task.kind,
  Task.status,
  Task.priority,
  Task.dueAt,
  Task.completedAt,
  through(Task.about, Company.healthScore),
  through(Task.about, Company.healthStatus),
] as const

/** One task: what every list shows, and the chosen columns under their names. A missing value is `null`. */
export type TaskRow = CollectionRow<(typeof always)[number]>

/** The tasks as a collection, as browsers know it. */
export const tasksContract = defineCollectionContract({ id: 'tenure.tasks/list', of: Task, title: 'Tasks', always })
/** The tasks of a view. */
export const taskList = tasksContract.list
/** The views of the tab, each with how many tasks it has now. */
export const taskViews = tasksContract.viewList
/** How many tasks a view has. */
export const taskTotals = tasksContract.totalList
/** The same by status, or by another property. */
export const taskGroups = tasksContract.groupList
/** The columns that the user may choose from. */
export const taskColumns = tasksContract.columnList

const dueTask = z.strictObject({
  id: schemas.recordId,
  title: z.string(),
  kind: z.string(),
  dueAt: z.int(),
  customer: z.string().exactOptional(),
})
/** Open tasks of the user by when they are due: no task is in two of the groups (SUM-3). */
export const dueTasks = defineProviderContract({
  id: 'tenure.tasks/due',
  title: 'Tasks due',
  description:
    'Your open tasks that are overdue, due today and due tomorrow: how many, the first of them, and the filter that leads to all.',
  permission: 'summary',
  output: z.strictObject({
    /** How many there are in all groups. */
    total: z.int(),
    groups: z.array(
      z.strictObject({
        due: z.enum(['overdue', 'today', 'tomorrow']),
        total: z.int(),
        /** The view of the Tasks tab, and the filter there that leaves these very tasks. */
        view: z.string(),
        filter: z.json(),
        tasks: z.array(dueTask),
      }),
    ),
  }),
})

/** Completes a task; one that is completed stays as it is. Errors: `record.not-found`, `access.denied`. */
export const completeContract = defineActionContract({
  id: 'tenure.tasks/complete',
  title: 'Complete',
  description: 'Completes a task.',
  permission: 'workspace.access',
  input: z.strictObject({ task: schemas.recordId }),
  output: z.strictObject({}),
})
