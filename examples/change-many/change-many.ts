// Hands the customers of one CSM to another, takes it back as one, and merges two records that are the same customer.
import { Company, createHost, getValue, use } from '@tenure/core'
import { bulkContract, mergePreviewContract, mergeRecordsContract, recordContract, runContract, undoContract } from '@tenure/core/page'
import { customerList, customers } from '@tenure/customers'
import { memory, record } from '@tenure/memory'
import { record as recordPlugin } from '@tenure/record'

const all = { view: 'all', edit: 'all', delete: 'all' } as const
const person = { seat: true, permissions: ['workspace.access'], objects: { '*': all } }
const storage = memory({
  users: [
    { id: 'anna', name: 'Anna', ...person },
    { id: 'ben', name: 'Ben', ...person },
  ],
  records: Array.from({ length: 450 }, (_, at) => record(Company, `c${at}`, { name: `Customer ${at}`, csm: 'anna' })),
})
await using host = await createHost({ storage, plugins: [use(customers), use(recordPlugin)], grants: 'declared' })
const anna = host.as('anna')
const portfolio = async () => getValue(await anna.read(customerList, { view: 'tenure.customers/owned-by-me' })).total

const handover = getValue(
  await anna.act(bulkContract, {
    records: { collection: 'tenure.customers/list', view: 'tenure.customers/owned-by-me' },
    change: { values: { csm: 'ben' } },
  }),
)
console.log(`${handover.done} of ${handover.total} so far`)
await host.idle()
console.log(`Anna has ${await portfolio()} customers`)

const undone = getValue(await anna.act(undoContract, { group: handover.group }))
await host.idle()
const { done, kept, left } = getValue(await anna.read(runContract, { run: undone.run }))
console.log(`${done} taken back, ${kept} kept, ${left} left; Anna has ${await portfolio()} customers`)

const pair = { type: 'company', id: 'c1', other: 'c2' }
const preview = getValue(await anna.read(mergePreviewContract, pair))
console.log(`${preview.other.title} becomes part of ${preview.survivor.title}`)
getValue(await anna.act(mergeRecordsContract, pair))
console.log(`c2 is now ${getValue(await anna.read(recordContract, { type: 'company', id: 'c2' })).title}`)
