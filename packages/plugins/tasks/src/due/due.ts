import { custom, defineElement, metric } from '@tenure/core/block'
import { minutes, rowOf, Task } from '@tenure/core/contract'
import { SummaryBlocks } from '@tenure/core/page'
import { contribute, implementProvider, reads } from '@tenure/core/plugin'
import { all, isBeforeLast, isInFollowing, isInThis, not } from '@tenure/core/query'
import { combineLatest, map } from 'rxjs'
import { byDue, customer, mine, open } from '../collection.js'
import { completeContract, dueTasks } from '../contract.js'
import { elementFolder } from '../element-folder.js'

const row = rowOf(Task.title, Task.kind, Task.dueAt, customer)
/** What Summary shows of tasks, and whose they are. */
export const Due = reads(row, Task.assignee, Task.completedAt)

const isLate = isBeforeLast(Task.dueAt, minutes(0))
const groups = [
  { due: 'overdue', view: 'tenure.tasks/overdue', limit: 5, where: all(mine, open, isLate) },
  { due: 'today', view: 'tenure.tasks/today', limit: 6, where: all(mine, open, isInThis(Task.dueAt, 'day'), not(isLate)) },
  { due: 'tomorrow', view: 'tenure.tasks/tomorrow', limit: 4, where: all(mine, open, isInFollowing(Task.dueAt, 'day')) },
] as const

/** Open tasks that are overdue, due today and due tomorrow (SUM-3). */
export const due = implementProvider(dueTasks, {
  uses: { records: Due },
  watch: ({ records }) =>
    combineLatest(groups.map(({ where, limit }) => records.watch({ select: row, where, orderBy: byDue, limit }))).pipe(
      map((windows) => ({
        total: windows.reduce((sum, { total }) => sum + total, 0),
        groups: groups.map(({ due: group, view, where }, at) => ({
          ...{ due: group, view, filter: where as never, total: windows[at]?.total ?? 0 },
          tasks: (windows[at]?.rows ?? []).map(({ id, title, kind, dueAt, 'about.name': of }) => ({
            ...{ id, title: title ?? '', kind: kind ?? 'to-do', dueAt: dueAt ?? 0 },
            ...(of !== null && { customer: of }),
          })),
        })),
      })),
    ),
})

/** Draws them on Summary. */
export const dueElement = defineElement({
  id: 'tenure.tasks/due-list',
  module: new URL('tasks-due.js', elementFolder),
  calls: [completeContract],
})
/** Their block on Summary. */
export const dueBlock = contribute(SummaryBlocks, {
  id: 'tenure.tasks/summary',
  order: { rank: 2 },
  columns: 4,
  block: custom({
    title: 'Tasks',
    from: dueTasks,
    element: dueElement,
    fallback: metric({ title: 'Tasks', from: dueTasks, value: 'total' }),
  }),
})
