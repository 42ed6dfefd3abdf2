import { rowOf, Task } from '@tenure/core/contract'
import { at, defineJob, notifies } from '@tenure/core/job'
import { reads } from '@tenure/core/plugin'

const Due = rowOf(Task.assignee, Task.completedAt, Task.reminderAt)
const Reminders = notifies(Task.dueAt)
/** What reminding takes. */
export const reminderGrants = [reads(Due), Reminders]

/** Reminds the assignee of an open task when its reminder falls due (TSK-6): once for each time that it is set to. */
export const remind = defineJob({
  id: 'tenure.tasks/remind',
  title: 'Reminders',
  description: 'Reminds the assignee of an open task when the time of its reminder has come.',
  on: at(Task.reminderAt),
  of: Task,
  select: Due,
  uses: { reminders: Reminders },
  run: ({ record: { id, assignee, completedAt }, at: time, reminders }) => {
    if (assignee === null || completedAt !== null) return
    reminders.notify({ user: assignee, about: id, shows: 'dueAt' }, { key: `${id} ${time}` })
  },
})
