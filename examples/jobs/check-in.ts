import { CustomerRole, days, rowOf, Task } from '@tenure/core/contract'
import { defineJob, every } from '@tenure/core/job'
import { Clock, creates, definePlugin, reads } from '@tenure/core/plugin'
import { isBeforeLast } from '@tenure/core/query'

const QuietRow = rowOf(CustomerRole.name, CustomerRole.csm, CustomerRole.lastActivityAt)
const Quiet = reads(QuietRow)
const Calls = creates(Task.title, Task.assignee, Task.dueAt, Task.about)

/** Once a day: each customer who heard nothing of us for 60 days gets a call, one for each silence. */
const checkIn = defineJob({
  id: 'acme.check-in/daily',
  title: 'Check in',
  description: 'Adds a call for each customer without an activity in the last 60 days.',
  on: every(days(1)),
  of: CustomerRole,
  uses: { customers: Quiet, calls: Calls, clock: Clock },
  list: ({ customers, page }) => customers.list({ select: QuietRow, where: isBeforeLast(CustomerRole.lastActivityAt, days(60)), ...page }),
  run({ record: { id, name, csm, lastActivityAt }, calls, clock }) {
    calls.create(
      { title: `Check in with ${name}`, assignee: csm, dueAt: clock.now() + 86_400_000 },
      { about: id },
      { key: `${id} ${lastActivityAt}` },
    )
  },
})

/** Keeps in touch with customers who have become quiet. */
export const checkIns = definePlugin({
  id: 'acme.check-in',
  version: '1.0.0',
  host: '1.0',
  grants: [Quiet, Calls],
  contributes: [checkIn],
})
