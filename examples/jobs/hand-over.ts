import { Company, days, rowOf, Task } from '@tenure/core/contract'
import { at, changes, defineJob, enters } from '@tenure/core/job'
import { creates, definePlugin, reads } from '@tenure/core/plugin'
import { isInNext } from '@tenure/core/query'

const CompanyRow = rowOf(Company.name, Company.csm)
const Companies = reads(CompanyRow, Company.renewalDate)
const Meetings = creates(Task.title, Task.assignee, Task.about)

const handOver = defineJob({
  id: 'acme.hand-over/csm',
  title: 'Hand over',
  description: 'Adds a task for the new CSM of a company.',
  on: changes({ properties: [Company.csm] }),
  of: Company,
  select: CompanyRow,
  uses: { tasks: Meetings },
  run({ record: { id, name, csm }, was, tasks }) {
    if (was === undefined || csm === null) return
    tasks.create({ title: `Meet ${name}`, assignee: csm }, { about: id }, { key: `${id} ${csm}` })
  },
})

const approach = defineJob({
  id: 'acme.hand-over/approach',
  title: 'Approach',
  description: 'Adds a task when a renewal comes near.',
  on: enters(isInNext(Company.renewalDate, days(90))),
  of: Company,
  select: CompanyRow,
  uses: { tasks: Meetings },
  run: ({ record: { id, name, csm }, tasks }) => void tasks.create({ title: `Renew ${name}`, assignee: csm }, { about: id }),
})

const DueRow = rowOf(Task.title, Task.assignee)
const Tasks = reads(DueRow, Task.dueAt)

const nudge = defineJob({
  id: 'acme.hand-over/nudge',
  title: 'Nudge',
  description: 'Adds a task when another one falls due.',
  on: at(Task.dueAt),
  of: Task,
  select: DueRow,
  uses: { tasks: Meetings },
  run: ({ record: { id, title, assignee }, at, tasks }) =>
    void tasks.create({ title: `Due: ${title}`, assignee }, {}, { key: `${id} ${at}` }),
})

export const handOvers = definePlugin({
  id: 'acme.hand-over',
  version: '1.0.0',
  host: '1.0',
  grants: [Companies, Tasks, Meetings],
  contributes: [handOver, approach, nudge],
})
