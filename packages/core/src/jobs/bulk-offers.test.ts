import { memory, record } from '@tenure/memory'
import { aUser } from '@tenure/testing'
import { firstValueFrom } from 'rxjs'
import { expect, test } from 'vitest'
import { testKernel } from '../host/test-kernel.js'
import { Company, Task } from '../schema/object-types.js'
import type { StorageAdapter } from '../storage/adapter.js'
import { watchAssignees, watchBulkOffers } from './bulk-offers.js'
import type { TestKernel } from './test-steps.js'

const rights = (edit: 'all' | 'own' | 'none', more: object = {}) => ({
  objects: { '*': { view: 'all', edit, delete: 'none' } as const, ...more },
})
const users = [
  aUser({ id: 'root', name: 'Root', superAdmin: true }),
  aUser({ id: 'anna', name: 'Anna', objects: { '*': { view: 'all', edit: 'all', delete: 'all' } } }),
  aUser({ id: 'own', name: 'Own', ...rights('own') }),
  aUser({ id: 'reader', name: 'Reader', ...rights('none') }),
  aUser({ id: 'taskless', name: 'Taskless', ...rights('all', { task: { view: 'all', edit: 'none', delete: 'none' } }) }),
  aUser({ id: 'gone', name: 'Gone', active: false }),
]
const companies = [
  record(Company, 'c0', { name: 'Zero', csm: 'own' }),
  record(Company, 'c1', { name: 'One', csm: 'anna', owner: 'anna' }),
  record(Company, 'c2', { name: 'Two', csm: 'anna', owner: 'own' }),
]
const open = (records = companies) =>
  testKernel({}, undefined, memory({ users, records: [...records, record(Task, 't', { title: 'Call' })] }) as unknown as StorageAdapter)
const offersOf = (kernel: TestKernel, user: string, type: string) => firstValueFrom(watchBulkOffers(kernel, user, type))

test('[CUS-4] what may be done to many records names what each part needs, and nothing that there is not', async () => {
  const kernel = await open()
  await kernel.extend([
    {
      name: 'company',
      properties: [
        { name: 'fee', kind: 'money', label: 'Fee', currency: 'USD' },
        { name: 'mood', kind: 'string', label: 'Mood', options: [{ value: 'good', label: 'Good' }] },
        { name: 'page', kind: 'string', label: 'Page', format: 'repeat' },
      ],
    },
  ])
  const { edits, ...offers } = await offersOf(kernel, 'anna', 'company')
  expect(offers).toEqual({
    ...{ type: 'company', label: 'Company', plural: 'Companies', assign: 'csm', archive: true, task: { association: 'about' } },
  })
  const edit = (name: string) => edits.find((each) => each.name === name)
  expect(['fee', 'mood', 'page', 'csm', 'createdAt'].map(edit)).toEqual([
    { name: 'fee', label: 'Fee', kind: 'money', currency: 'USD' },
    { name: 'mood', label: 'Mood', kind: 'string', options: [{ value: 'good', label: 'Good' }] },
    { name: 'page', label: 'Page', kind: 'repeat' },
    { name: 'csm', label: 'CSM', kind: 'user' },
    undefined,
  ])
  await kernel.close()
})

test('[CUS-4] work to do is offered to be done, where its state may be edited', async () => {
  const kernel = await open()
  const anna = await offersOf(kernel, 'anna', 'task')
  expect([anna.work, anna.assign, anna.archive]).toEqual([{ state: 'status', open: 'not-started', done: 'completed' }, 'owner', true])
  expect(await offersOf(kernel, 'taskless', 'task')).toEqual({
    ...{ type: 'task', label: 'Task', plural: 'Tasks', edits: [], archive: false },
  })
  expect(await offersOf(kernel, 'anna', 'company')).not.toHaveProperty('work')
  await kernel.close()
})

test('[CUS-4] [ACC-8] a task is offered to who may add one, and what may not be edited is not offered', async () => {
  const kernel = await open()
  expect(await offersOf(kernel, 'taskless', 'company')).not.toHaveProperty('task')
  expect(await offersOf(kernel, 'taskless', 'company')).toMatchObject({ assign: 'csm', archive: false })
  expect(await offersOf(kernel, 'reader', 'company')).toEqual({
    ...{ type: 'company', label: 'Company', plural: 'Companies', edits: [], archive: false },
  })
  // Nothing about a record of this type can be put into a task.
  expect(await offersOf(kernel, 'anna', 'product')).not.toHaveProperty('task')
  await kernel.close()
})

test('[WSP-9] the one who looks after a record is the CSM that the role names, or the first user that there is', async () => {
  const kernel = await open()
  expect((await offersOf(kernel, 'anna', 'customer')).assign).toBe('csm')
  const roles = new Map([['customer', [{ type: 'company', properties: { csm: 'owner' } }]]])
  const as = (given: unknown) =>
    firstValueFrom(
      watchBulkOffers({ ...kernel, askers: { get: () => ({ ...kernel.askers.get('anna'), roles: given as never }) } }, 'anna', 'company'),
    )
  expect((await as(roles)).assign).toBe('owner')
  expect((await as(new Map([['customer', [{ type: 'company', properties: {} }]]]))).assign).toBe('csm')
  expect((await as(new Map([['customer', [{ type: 'deal', properties: { csm: 'csm' } }]]]))).assign).toBe('owner')
  await kernel.close()
})

test('[CUS-4] offers are told again when object types or rights of the user change, and not for others', async () => {
  const kernel = await open()
  const seen: unknown[] = []
  const watching = watchBulkOffers(kernel, 'own', 'company').subscribe(({ edits, label }) => seen.push([label, edits.length]))
  const before = (seen[0] as [string, number])[1]
  await kernel.extend([{ name: 'company', properties: [{ name: 'mood', kind: 'string', label: 'Mood' }] }])
  const by = { asker: kernel.askers.get('root'), actor: { source: 'user', user: 'root' } } as const
  const put = (id: string) => kernel.writer.write(by, [{ write: 'update', type: 'user', id, values: { objects: rights('none').objects } }])
  await put('anna')
  expect(seen).toEqual([
    ['Company', before],
    ['Company', before + 1],
  ])
  expect(await put('own')).toMatchObject({ ok: true })
  expect(seen.slice(2)).toEqual([['Company', 0]])
  watching.unsubscribe()
  await kernel.close()
})

const assigneesOf = (kernel: TestKernel, user: string, ids: string[], property = 'csm', type = 'company') => {
  const caller = { read: async () => Promise.reject(new Error('not asked')) } as never
  return watchAssignees(kernel, { user, caller }, { records: { type, ids }, property })
}
const named = async (...given: Parameters<typeof assigneesOf>) => (await firstValueFrom(assigneesOf(...given))).map(({ id }) => id).sort()
const active = ['anna', 'own', 'reader', 'root', 'taskless']

test('[CUS-4] [ACC-4] who may edit all records may assign them to all active users, by id and name', async () => {
  const kernel = await open()
  expect(await named(kernel, 'anna', ['c0'])).toEqual(active)
  expect(await firstValueFrom(assigneesOf(kernel, 'anna', ['c0']))).toContainEqual({ id: 'own', name: 'Own' })
  // What a user is follows its own rules.
  expect(await named(kernel, 'own', ['own'], 'name', 'user')).toEqual(active)
  await kernel.close()
})

test('[CUS-4] [ACC-4] others may assign a record to whom they could edit it with afterwards', async () => {
  const kernel = await open()
  expect(await named(kernel, 'own', ['c0'])).toEqual(['own'])
  expect(await named(kernel, 'own', ['c1'])).toEqual([])
  expect(await named(kernel, 'own', ['c2'])).toEqual(active)
  expect(await named(kernel, 'own', ['c0', 'c1', 'c2'])).toEqual(active)
  expect(await named(kernel, 'own', ['c0', 'c2'], 'owner')).toEqual(active)
  expect(await named(kernel, 'reader', ['c0', 'c1', 'c2'])).toEqual([])
  await kernel.close()
})

test('[CUS-4] of more than a thousand records all active users are named', async () => {
  const count = 1_001
  const kernel = await open(Array.from({ length: count }, (_, at) => record(Company, `c${at}`, { name: 'X', csm: 'anna' })))
  const ids = Array.from({ length: count }, (_, at) => `c${at}`)
  expect(await named(kernel, 'own', ids)).toEqual(active)
  expect(await named(kernel, 'own', ids.slice(1))).toEqual([])
  await kernel.close()
})

test('[CUS-4] of a list its records count, and the users are named again when users change', async () => {
  const kernel = await open()
  const where = { test: 'is', property: 'company.owner', value: 'own' } as const
  const caller = { read: async () => ({ ok: true, value: { type: 'company', where, total: 1 } }) } as never
  const request = { records: { collection: 'acme.x/list' } as never, property: 'csm' }
  expect((await firstValueFrom(watchAssignees(kernel, { user: 'own', caller }, request))).map(({ id }) => id).sort()).toEqual(active)
  const seen: number[] = []
  const watching = assigneesOf(kernel, 'anna', ['c0']).subscribe((people) => seen.push(people.length))
  await expect.poll(() => seen).toEqual([5])
  await kernel.extend([{ name: 'company', properties: [{ name: 'mood', kind: 'string', label: 'Mood' }] }])
  const by = { asker: kernel.askers.get('root'), actor: { source: 'user', user: 'root' } } as const
  await kernel.writer.write(by, [{ write: 'update', type: 'user', id: 'reader', values: { active: false } }])
  await expect.poll(() => seen.at(-1)).toBe(4)
  expect(seen).toEqual([5, 4])
  watching.unsubscribe()
  await kernel.close()
})
