// Your plugin: a tab with the customers that nobody has talked to for a while, and an action that makes a task of it.
import { onRow, table } from '@tenure/core/block'
import { Company, days, extendRow, rowOf, schemas, Task, windowOf } from '@tenure/core/contract'
import { Clock, creates, defineAction, definePlugin, defineProvider, defineTab, mapRows, reads } from '@tenure/core/plugin'
import { ascending, isBeforeLast } from '@tenure/core/query'
import { z } from 'zod'

const Row = rowOf(Company.name, Company.arr, Company.csm, Company.lastActivityAt)
const Customers = reads(Row)
const Tasks = creates(Task.title, Task.dueAt, Task.assignee)
const dayMs = 86_400_000

const quiet = defineProvider({
  id: 'acme.quiet/list',
  permission: 'workspace.access',
  output: windowOf(extendRow(Row, { daysQuiet: z.int() })),
  uses: { customers: Customers, clock: Clock },
  watch: ({ customers, clock }) =>
    customers
      .watch({ select: Row, where: isBeforeLast(Company.lastActivityAt, days(30)), orderBy: [ascending(Company.lastActivityAt)] })
      .pipe(mapRows((row) => ({ ...row, daysQuiet: Math.floor((clock.now() - (row.lastActivityAt ?? 0)) / dayMs) }))),
})

const remind = defineAction({
  id: 'acme.quiet/remind',
  title: 'Remind me to call',
  permission: 'workspace.access',
  input: z.strictObject({ name: z.string().nullable(), id: schemas.recordId, inDays: z.int().min(1).default(1) }),
  uses: { tasks: Tasks, clock: Clock },
  run: ({ input, session, tasks, clock }) => {
    tasks.create({ title: `Call ${input.name ?? 'the customer'}`, dueAt: clock.now() + input.inDays * dayMs, assignee: session.user })
  },
})

const tab = defineTab({
  id: 'acme.quiet/tab',
  title: 'Quiet customers',
  icon: 'clock',
  block: table({
    title: 'Nothing happened for 30 days',
    from: quiet,
    columns: [
      'name',
      { field: 'daysQuiet', label: 'Days quiet' },
      { field: 'arr', label: 'ARR', format: 'money' },
      { field: 'csm', label: 'CSM', format: 'user' },
    ],
    rowActions: [onRow(remind, { name: 'name', id: 'id' })],
  }),
})

export const quietCustomers = definePlugin({
  id: 'acme.quiet',
  version: '1.0.0',
  host: '1.0',
  grants: [Customers, Tasks],
  contributes: [quiet, remind, tab],
})
