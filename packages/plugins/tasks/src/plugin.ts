import { onRow, table } from '@tenure/core/block'
import { Task } from '@tenure/core/contract'
import { definePlugin, defineTab } from '@tenure/core/plugin'
import { Tasks } from './collection.js'
import { complete, States } from './complete.js'
import { completeContract } from './contract.js'
import { Due, due, dueBlock, dueElement } from './due/due.js'
import { dueGerman } from './due/german.js'
import { german } from './german.js'
import { nextTask, nextTaskGrants } from './next-task.js'
import { remind, reminderGrants } from './reminder.js'
import { taskReport } from './reports.js'

const tab = defineTab({
  id: 'tenure.tasks/tasks',
  title: 'Tasks',
  icon: 'task',
  order: { group: 'customers', rank: 4 },
  block: table(Tasks, {
    quickFilters: [
      { property: Task.dueAt, label: 'Due' },
      { property: Task.assignee, label: 'Assignee' },
      { property: Task.queue, label: 'Queue' },
    ],
    opens: 'record',
    creates: { type: Task, title: 'New task' },
    rowActions: [onRow(completeContract, { task: 'id' }, { icon: 'task', button: true, key: 'd' })],
  }),
})

/** The Tasks tab: what there is to do, by when and for whom. */
export const tasks = definePlugin({
  id: 'tenure.tasks',
  version: '0.1.0',
  host: '1.0',
  grants: [Tasks.grant, States, Due, ...nextTaskGrants, ...reminderGrants],
  contributes: [Tasks, complete, nextTask, remind, tab, taskReport, german, due, dueElement, dueBlock, dueGerman],
})
