import { Company, minutes, Task, through } from '@tenure/core/contract'
import { implementCollection } from '@tenure/core/plugin'
import { all, ascending, descending, is, isBeforeLast, isInFollowing, isInThis, isKnown, isUnknown, me } from '@tenure/core/query'
import { tasksContract } from './contract.js'

/** The customer of a task. */
export const customer = through(Task.about, Company.name)
/** The user's own. */
export const mine = is(Task.assignee, me)
/** Not done. */
export const open = isUnknown(Task.completedAt)
/** In the order in which they are due. */
export const byDue = [ascending(Task.dueAt), ascending(Task.title)]

/** The tasks with their built-in views (TSK-2), which are of the user who looks. */
export const Tasks = implementCollection(tasksContract, {
  columns: [
    Task.title,
    Task.priority,
    Task.dueAt,
    { property: customer, label: 'Customer' },
    { property: through(Task.about, Company.healthScore), label: 'Health', format: 'health' },
    Task.assignee,
    Task.queue,
  ],
  sorted: [Task.dueAt, Task.completedAt, Task.createdAt],
  groupedBy: Task.status,
  searched: [Task.title, customer],
  views: [
    {
      id: 'tenure.tasks/overdue',
      title: 'Overdue',
      description: 'Your open tasks whose due time has passed',
      icon: 'alert',
      where: all(mine, open, isBeforeLast(Task.dueAt, minutes(0))),
      orderBy: byDue,
    },
    {
      id: 'tenure.tasks/today',
      title: 'Due today',
      description: 'Your open tasks that are due today',
      icon: 'clock',
      where: all(mine, open, isInThis(Task.dueAt, 'day')),
      orderBy: byDue,
    },
    {
      id: 'tenure.tasks/tomorrow',
      title: 'Due tomorrow',
      description: 'Your open tasks that are due tomorrow',
      icon: 'clock',
      where: all(mine, open, isInFollowing(Task.dueAt, 'day')),
      orderBy: byDue,
    },
    {
      id: 'tenure.tasks/open',
      title: 'All open',
      description: 'Your tasks that are not done',
      icon: 'task',
      where: all(mine, open),
      orderBy: byDue,
    },
    {
      id: 'tenure.tasks/completed',
      title: 'All completed',
      description: 'Your tasks that are done, the last one first',
      icon: 'activity',
      where: all(mine, isKnown(Task.completedAt)),
      orderBy: [descending(Task.completedAt)],
    },
  ],
})
