import { expectTypeOf, test } from 'vitest'
import { days } from '../../base/duration.js'
import { definePlugin } from '../../plugin/plugin.js'
import { Company, Task } from '../../schema/object-types.js'
import { rowOf } from '../../schema/row.js'
import { creates, edits, reads } from '../grant.js'
import { defineJob } from './job.js'
import { at, changes, every } from './occasion.js'

const Row = rowOf(Company.name, Company.renewalDate)
const Companies = reads(Row)
const Tasks = creates(Task.title)
const Deals = reads(Company.deals)
const on = every(days(1))

test('the record of a job is what its list selects, and what its keys open has their types', () => {
  const job = defineJob({
    ...{ id: 'acme.a/job', title: 'Job', on, of: Company },
    uses: { companies: Companies, tasks: Tasks },
    list: ({ companies, page }) => companies.list({ select: Row, ...page }),
    run({ record, tasks, objectType }) {
      expectTypeOf(record).toEqualTypeOf<{ readonly id: string; readonly name: string | null; readonly renewalDate: string | null }>()
      expectTypeOf(objectType).toEqualTypeOf<string>()
      tasks.create({ title: record.name }, {}, { key: record.id })
      // @ts-expect-error a task has no such property among what was granted
      tasks.create({ notes: 'x' })
    },
  })
  definePlugin({ id: 'acme.a', version: '1.0.0', host: '1.0', grants: [Companies, Tasks], contributes: [job] })
  // @ts-expect-error it uses more than the plugin is granted
  definePlugin({ id: 'acme.a', version: '1.0.0', host: '1.0', grants: [Companies], contributes: [job] })
})

test('a job that lists records without ids, or takes the name of a word of every call, does not compile', () => {
  const base = { id: 'acme.a/job', title: 'Job', on, of: Company } as const
  // @ts-expect-error a record has an id
  defineJob({ ...base, list: async () => ({ rows: [{ name: 'x' }], total: 1 }), run: () => undefined })
  // @ts-expect-error `record` is the record
  defineJob({ ...base, uses: { record: edits(Company.name) }, list: async () => undefined, run: () => undefined })
})

const Due = rowOf(Task.title, Task.dueAt)
const Reminders = reads(Due)

test('a job on changes is given what the record was and is, and one by time the instant', () => {
  const changed = defineJob({
    ...{ id: 'acme.a/changed', title: 'Changed', of: Company, select: Row },
    on: changes({ properties: [Company.renewalDate], links: [Company.deals] }),
    uses: { tasks: Tasks },
    run({ record, was, change, links }) {
      expectTypeOf(record).toEqualTypeOf<{ readonly id: string; readonly name: string | null; readonly renewalDate: string | null }>()
      expectTypeOf(was).toEqualTypeOf<typeof record | undefined>()
      expectTypeOf(change).toEqualTypeOf<'created' | 'changed' | 'archived' | 'linked'>()
      expectTypeOf(links[0]?.id).toEqualTypeOf<string | undefined>()
    },
  })
  const due = defineJob({
    ...{ id: 'acme.a/due', title: 'Due', of: Task, select: Due, on: at(Task.dueAt) },
    run({ record, at }) {
      expectTypeOf(record.title).toEqualTypeOf<string | null>()
      expectTypeOf(at).toEqualTypeOf<number>()
    },
  })
  const all = [changed, due] as const
  definePlugin({ id: 'acme.a', version: '1.0.0', host: '1.0', grants: [Companies, Deals, Tasks, Reminders], contributes: all })
  // @ts-expect-error what a job selects, and the links that it follows, are granted
  definePlugin({ id: 'acme.a', version: '1.0.0', host: '1.0', grants: [Companies, Tasks, Reminders], contributes: all })
  // @ts-expect-error a name falls due at no instant
  at(Company.name)
})
