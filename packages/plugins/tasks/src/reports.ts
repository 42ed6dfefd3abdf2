import { Task } from '@tenure/core/contract'
import { byValue } from '@tenure/core/query'
import { defineReport } from '@tenure/core/report'

/** Tasks by their state, for the library (DSH-3). */
export const taskReport = defineReport({
  id: 'tenure.tasks/by-state',
  title: 'Tasks by state',
  description: 'How many tasks are not started, in progress, waiting, deferred and completed',
  icon: 'task',
  order: { group: 'library', rank: 4 },
  query: { type: 'task', measures: [{ measure: 'count' }], by: [byValue(Task.status)], picture: 'bar' },
})
