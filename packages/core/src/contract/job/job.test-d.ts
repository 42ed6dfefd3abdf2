import { expectTypeOf, test } from 'vitest'
import { days } from '../../base/duration.js'
import { definePlugin } from '../../plugin/plugin.js'
import { Company, Task } from '../../schema/object-types.js'
import { rowOf } from '../../schema/row.js'
import { creates, edits, reads } from '../grant.js'
import { defineJob, every } from './job.js'

const Row = rowOf(Company.name, Company.renewalDate)
const Companies = reads(Row)
const Tasks = creates(Task.title)
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
