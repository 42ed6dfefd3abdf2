import { alerts } from '@tenure/alerts'
import { use } from '@tenure/core'
import { customers } from '@tenure/customers'
import { record } from '@tenure/record'
import { schedule } from '@tenure/schedule'
import { summary } from '@tenure/summary'
import { tasks } from '@tenure/tasks'
import { customersWorkspace } from './customers.js'
import { type BenchWorkspace, importAll } from './workspace.js'

/** Summary of a CSM with that many customers, and 300 tasks around today. */
export const summaryWorkspace: BenchWorkspace = {
  plugins: [use(summary), use(alerts), use(customers), use(tasks), use(schedule), use(record)],
  async fill(host, size) {
    await customersWorkspace.fill(host, size)
    await importAll(host, 300, (number) => {
      const dueAt = Date.now() + (number - 150) * 1_800_000
      const values = { title: `Task ${number}`, assignee: 'scroll:vera', status: 'not-started', kind: 'call', dueAt }
      return { type: 'task', externalId: `task ${number}`, values }
    })
  },
}
