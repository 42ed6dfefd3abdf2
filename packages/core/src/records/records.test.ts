import { memory, record } from '@tenure/memory'
import { expect, test } from 'vitest'
import { getValue } from '../base/outcome.js'
import type { Kernel } from '../host/kernel.js'
import { testKernel } from '../host/test-kernel.js'
import { Company, Contact, Deal } from '../schema/object-types.js'
import type { Values } from '../schema/value.js'
import type { StorageAdapter } from '../storage/adapter.js'
import type { RecordWrite } from './write.js'

const own = { view: 'own', edit: 'own', delete: 'none' } as const
const all = { view: 'all', edit: 'all', delete: 'all' } as const
const seed = {
  users: [
    { id: 'root', name: 'Root', seat: true, superAdmin: true },
    { id: 'anna', name: 'Anna', seat: true, permissions: ['workspace.access'], objects: { '*': own } },
    {
      id: 'ben',
      name: 'Ben',
      seat: true,
      permissions: ['workspace.access'],
      objects: { '*': own, deal: { view: 'none', edit: 'none', delete: 'none' } },
    },
    { id: 'vera', name: 'Vera', seat: true, permissions: ['workspace.access'], objects: { '*': all } },
    { id: 'una', name: 'Una', seat: true, permissions: ['workspace.access'], objects: { '*': { ...own, unassigned: true } } },
  ],
  records: [
    record(Company, 'c1', { name: 'Northwind', csm: 'anna' }),
    record(Company, 'c2', { name: 'Contoso', csm: 'ben' }),
    record(Company, 'c3', { name: 'Fabrikam' }),
    record(Contact, 'p1', { name: 'Pia', owner: 'anna' }),
    record(Deal, 'd1', { name: 'Renewal', owner: 'anna', pipeline: 'sales', stage: 'qualified' }),
  ],
}
const by = (kernel: Kernel, user: string) => ({ asker: kernel.askers.get(user), actor: { user, source: 'user' } }) as const
const write = (kernel: Kernel, user: string, ...writes: RecordWrite[]) => kernel.writer.write(by(kernel, user), writes)
const codeOf = async (kernel: Kernel, user: string, ...writes: RecordWrite[]) => {
  const outcome = await write(kernel, user, ...writes)
  return outcome.ok ? 'ok' : outcome.problem.code
}
const names = async (kernel: Kernel, user: string) =>
  (
    await kernel.reader.list(kernel.askers.get(user), {
      type: 'company',
      select: ['name'],
      orderBy: [{ by: 'company.name', direction: 'ascending' }],
    })
  ).records.map(({ values }) => values['name'])

test('[ACC-7] own means that one of the ownership properties names the user; unassigned counts where the right says so', async () => {
  const kernel = await testKernel(seed)
  expect(await names(kernel, 'anna')).toEqual(['Northwind'])
  expect(await names(kernel, 'una')).toEqual(['Fabrikam'])
  expect(await names(kernel, 'vera')).toEqual(['Contoso', 'Fabrikam', 'Northwind'])
})

test('[ACC-9] a record that may not be seen behaves like one that does not exist', async () => {
  const kernel = await testKernel(seed)
  const problem = async (id: string) => {
    const outcome = await write(kernel, 'anna', { write: 'update', type: 'company', id, values: { name: 'X' } })
    return outcome.ok ? undefined : JSON.stringify(outcome.problem).replaceAll(id, 'ID')
  }
  expect(await problem('c2')).toBe(await problem('nowhere'))
  expect(await kernel.reader.find(kernel.askers.get('anna'), { type: 'company', id: 'c2' })).toBeUndefined()
  await expect(kernel.reader.history(kernel.askers.get('anna'), { type: 'company', id: 'c2' }, undefined, 10)).rejects.toMatchObject({
    code: 'record.not-found',
  })
})

test('[ACC-9] a write is checked on the image before and on the image after', async () => {
  const kernel = await testKernel(seed)
  expect(await codeOf(kernel, 'anna', { write: 'update', type: 'company', id: 'c1', values: { csm: 'ben' } })).toBe('access.denied')
  expect(await codeOf(kernel, 'anna', { write: 'create', type: 'company', values: { name: 'Not mine', csm: 'ben' } })).toBe('access.denied')
  expect(await codeOf(kernel, 'anna', { write: 'create', type: 'company', values: { name: 'Mine', csm: 'anna' } })).toBe('ok')
  expect(await codeOf(kernel, 'anna', { write: 'archive', type: 'company', id: 'c1' })).toBe('access.denied')
  expect(await names(kernel, 'anna')).toEqual(['Mine', 'Northwind'])
})

test('[ACC-9] a user who may edit a record now reads that the change would take it away, not that it may not be edited', async () => {
  const kernel = await testKernel(seed)
  const outcome = await write(kernel, 'anna', { write: 'update', type: 'company', id: 'c1', values: { csm: 'ben' } })
  expect(!outcome.ok && outcome.problem.message).toBe(
    'You could not edit this company any more after this change, so it is not saved. An administrator can make it.',
  )
})

test('[ACC-9] a user who creates a record that would be out of reach reads that it may not be created, and why', async () => {
  const kernel = await testKernel(seed)
  const refused = async (values: Values) => {
    const outcome = await write(kernel, 'anna', { write: 'create', type: 'deal', values: { name: 'Renewal 2', ...values } })
    return outcome.ok ? undefined : outcome.problem
  }
  const problem = {
    code: 'access.denied',
    message: 'You may not create this deal, because you could not edit it afterwards. An administrator can change that.',
    details: { missing: 'to edit this deal afterwards' },
  }
  expect(await refused({})).toMatchObject(problem)
  expect(await refused({ owner: 'ben' })).toMatchObject(problem)
  expect(await refused({ owner: 'anna' })).toBeUndefined()
})

test('[ACC-9] a link needs the right to see both ends', async () => {
  const kernel = await testKernel(seed)
  expect(await codeOf(kernel, 'anna', { write: 'associate', type: 'deal', id: 'd1', association: 'company', to: 'c2' })).toBe(
    'record.not-found',
  )
  expect(await codeOf(kernel, 'anna', { write: 'associate', type: 'deal', id: 'd1', association: 'company', to: 'c1' })).toBe('ok')
})

test('[ACC-11] every write is attributed to its user and source, and the history has both values', async () => {
  const kernel = await testKernel(seed)
  getValue(await write(kernel, 'vera', { write: 'update', type: 'company', id: 'c1', values: { name: 'Northwind Traders' } }))
  const [entry] = await kernel.reader.history(kernel.askers.get('anna'), { type: 'company', id: 'c1' }, 'name', 10)
  expect(entry).toMatchObject({
    property: 'name',
    before: 'Northwind',
    value: 'Northwind Traders',
    actor: { user: 'vera', source: 'user' },
  })
})

test('[REC-2] an update with the version of an older state is a conflict that shows the newer value', async () => {
  const kernel = await testKernel(seed)
  const seen = (await kernel.reader.find(kernel.askers.get('vera'), { type: 'company', id: 'c1' }))?.version ?? ''
  getValue(await write(kernel, 'anna', { write: 'update', type: 'company', id: 'c1', values: { name: 'Newer' }, version: seen }))
  const outcome = await write(kernel, 'vera', { write: 'update', type: 'company', id: 'c1', values: { name: 'Older' }, version: seen })
  expect(outcome).toMatchObject({ ok: false, problem: { code: 'record.conflict', details: { newer: { name: 'Newer' } } } })
  expect((await kernel.reader.find(kernel.askers.get('vera'), { type: 'company', id: 'c1' }))?.values['name']).toBe('Newer')
})

test('[ACC-8] a hidden property cannot be read, filtered or sorted by, in the words for one that does not exist, nor written', async () => {
  const kernel = await testKernel({
    ...seed,
    users: [...seed.users, { id: 'hal', name: 'Hal', seat: true, permissions: ['workspace.access'], objects: { '*': all } }],
  })
  const set = { name: 'No money', hidden: ['company.arr'], readOnly: ['company.name'] }
  getValue(
    await kernel.writer.draft({ asker: kernel.askers.get('vera'), actor: { source: 'system' } }, async (draft) => {
      draft.create({ type: 'permissionSet', id: 'ps' }, set)
      await draft.load([{ type: 'user', id: 'hal' }])
      const hal = draft.find({ type: 'user', id: 'hal' })
      if (hal) hal.values = { ...hal.values, permissionSets: ['ps'] }
    }),
  )
  getValue(await write(kernel, 'vera', { write: 'update', type: 'company', id: 'c1', values: { arr: { amount: '10', currency: 'EUR' } } }))
  const hal = kernel.askers.get('hal')
  expect((await kernel.reader.find(hal, { type: 'company', id: 'c1' }))?.values).not.toHaveProperty('arr')
  expect(
    (await kernel.reader.list(hal, { type: 'company', select: ['name', 'arr'] })).records.every(({ values }) => !('arr' in values)),
  ).toBe(true)
  const message = async (property: string) =>
    kernel.reader
      .list(hal, { type: 'company', select: [], where: { test: 'is-known', property: `company.${property}` } })
      .catch((error: Error) => error.message.replaceAll(property, 'P'))
  expect(await message('arr')).toBe(await message('nothing'))
  await expect(
    kernel.reader.list(hal, { type: 'company', select: [], orderBy: [{ by: 'company.arr', direction: 'ascending' }] }),
  ).rejects.toMatchObject({ code: 'input.invalid' })
  expect(await codeOf(kernel, 'hal', { write: 'update', type: 'company', id: 'c1', values: { arr: null } })).toBe('input.invalid')
  expect(await codeOf(kernel, 'hal', { write: 'update', type: 'company', id: 'c1', values: { name: 'X' } })).toBe('access.denied')
  expect((await kernel.reader.history(hal, { type: 'company', id: 'c1' }, undefined, 50)).map(({ property }) => property)).not.toContain(
    'arr',
  )
})

test('[REC-7] a new activity moves the last and next activity date of what it concerns, and time moves them over', async () => {
  const kernel = await testKernel(seed, '2026-06-30T12:00:00Z')
  const now = kernel.clock.now()
  const note = (id: string, at: number): RecordWrite[] => [
    { write: 'create', type: 'note', id, values: { title: id, at, owner: 'vera' } },
    { write: 'associate', type: 'note', id, association: 'companies', to: 'c1' },
  ]
  const dates = async () => {
    const company = await kernel.reader.find(kernel.askers.get('vera'), { type: 'company', id: 'c1' })
    return [company?.values['lastActivityAt'] ?? null, company?.values['nextActivityAt'] ?? null]
  }
  getValue(await write(kernel, 'vera', ...note('n1', now - 1000), ...note('n2', now + 60_000), ...note('n3', now + 120_000)))
  expect(await dates()).toEqual([now - 1000, now + 60_000])
  await kernel.clock.advance({ ms: 60_000 })
  await expect.poll(dates).toEqual([now + 60_000, now + 120_000])
  getValue(await write(kernel, 'vera', { write: 'archive', type: 'note', id: 'n2' }))
  expect(await dates()).toEqual([now - 1000, now + 120_000])
  getValue(await write(kernel, 'vera', { write: 'unassociate', type: 'note', id: 'n1', association: 'companies', to: 'c1' }))
  expect(await dates()).toEqual([null, now + 120_000])
  getValue(await write(kernel, 'vera', { write: 'update', type: 'note', id: 'n3', values: { at: now - 5000 } }))
  expect(await dates()).toEqual([now - 5000, null])
})

test('[REC-10] an archived record is in no list and its history stays', async () => {
  const kernel = await testKernel(seed)
  getValue(await write(kernel, 'vera', { write: 'archive', type: 'company', id: 'c1' }))
  expect(await names(kernel, 'vera')).not.toContain('Northwind')
  expect(await kernel.reader.count(kernel.askers.get('vera'), { type: 'company' })).toBe(2)
  expect(await kernel.reader.aggregate(kernel.askers.get('vera'), { type: 'company' })).toMatchObject({ groups: [{ count: 2 }] })
  expect(await kernel.reader.history(kernel.askers.get('vera'), { type: 'company', id: 'c1' }, 'name', 5)).toHaveLength(1)
  getValue(await write(kernel, 'vera', { write: 'restore', type: 'company', id: 'c1' }))
  expect(await names(kernel, 'vera')).toContain('Northwind')
})

test('[WSP-5] bad values change nothing and each bad property is named', async () => {
  const kernel = await testKernel(seed)
  const outcome = await write(
    kernel,
    'vera',
    { write: 'update', type: 'company', id: 'c2', values: { name: 'Changed' } },
    {
      write: 'update',
      type: 'company',
      id: 'c1',
      values: { renewalDate: '2026-02-30', colour: 'red', healthStatus: 'dead', createdAt: 1 },
    },
  )
  expect(outcome.ok).toBe(false)
  if (!outcome.ok && outcome.problem.code === 'input.invalid')
    expect(outcome.problem.details.issues.map(({ path }) => path[0])).toEqual(['renewalDate', 'colour', 'healthStatus', 'createdAt'])
  expect(await names(kernel, 'vera')).toContain('Contoso')
  expect(await codeOf(kernel, 'vera', { write: 'update', type: 'deal', id: 'd1', values: { stage: 'renewed' } })).toBe('input.invalid')
})

test('a batch composes: a record that it creates can be linked in the same batch, and a single end lets the old one go', async () => {
  const kernel = await testKernel(seed)
  getValue(
    await write(
      kernel,
      'vera',
      { write: 'create', type: 'deal', id: 'd2', values: { name: 'New' } },
      { write: 'associate', type: 'deal', id: 'd2', association: 'company', to: 'c1' },
    ),
  )
  getValue(await write(kernel, 'vera', { write: 'associate', type: 'deal', id: 'd2', association: 'company', to: 'c2' }))
  const companyOf = await kernel.reader.list(kernel.askers.get('vera'), {
    type: 'company',
    select: ['name'],
    where: { test: 'some', link: 'company.deals', filter: { test: 'id-of', type: 'deal', ids: ['d2'] } },
  })
  expect(companyOf.records.map(({ ref }) => ref.id)).toEqual(['c2'])
})

test('a record is not linked with itself', async () => {
  const kernel = await testKernel(seed)
  const link = (to: string): RecordWrite => ({ write: 'associate', type: 'company', id: 'c1', association: 'parent', to })
  expect(await codeOf(kernel, 'vera', link('c1'))).toBe('input.invalid')
  expect(await codeOf(kernel, 'vera', link('c2'))).toBe('ok')
})

test('[FLT-9] a single end that is linked several times in one batch keeps the last one, from whichever end', async () => {
  const kernel = await testKernel(seed)
  const link = (to: string): RecordWrite => ({ write: 'associate', type: 'deal', id: 'd1', association: 'company', to })
  const back = (id: string): RecordWrite => ({ write: 'associate', type: 'company', id, association: 'deals', to: 'd1' })
  const companies = async () => {
    const where = { test: 'some', link: 'company.deals', filter: { test: 'id-of', type: 'deal', ids: ['d1'] } } as const
    const { records } = await kernel.reader.list(kernel.askers.get('vera'), { type: 'company', select: [], where })
    return records.map(({ ref }) => ref.id)
  }
  for (const [writes, last] of [
    [[link('c1'), link('c2')], 'c2'],
    [[link('c1'), link('c3'), link('c1')], 'c1'],
    [[back('c2'), back('c3')], 'c3'],
    [[link('c1'), back('c2'), link('c3'), back('c1')], 'c1'],
    [[link('c2'), link('c1')], 'c1'],
  ] as const) {
    getValue(await write(kernel, 'vera', ...writes))
    expect(await companies()).toEqual([last])
  }
})

test('[ST15] a batch that was drafted on an older version does not archive', async () => {
  const store = memory(seed)
  let meanwhile = true
  const storage: StorageAdapter = {
    ...store,
    commit: async (batch, io) => {
      const change = { write: 'patch', ref: { type: 'company', id: 'c1' }, values: { csm: 'ben' } } as const
      if (meanwhile && batch.writes.some(({ write }) => write === 'archive')) {
        meanwhile = false
        await store.commit({ ...batch, key: 'meanwhile', writes: [change] }, io)
      }
      return store.commit(batch, io)
    },
  }
  const kernel = await testKernel(seed, undefined, storage)
  const own = { view: 'own', edit: 'own', delete: 'own' } as const
  getValue(await write(kernel, 'root', { write: 'update', type: 'user', id: 'anna', values: { objects: { '*': own } } }))
  expect(await codeOf(kernel, 'anna', { write: 'archive', type: 'company', id: 'c1' })).toBe('record.not-found')
  expect((await storage.read([{ type: 'company', id: 'c1' }], { signal: new AbortController().signal }))[0]?.archivedAt).toBeUndefined()
})

test('[SDK-7] the same key again writes nothing and answers the same', async () => {
  const kernel = await testKernel(seed)
  const once = { ...by(kernel, 'vera'), key: 'k1' }
  const first = getValue(await kernel.writer.write(once, [{ write: 'create', type: 'company', values: { name: 'Once' } }]))
  const second = getValue(await kernel.writer.write(once, [{ write: 'create', type: 'company', values: { name: 'Once' } }]))
  expect(second.records).toEqual(first.records)
  expect(
    await kernel.reader.count(kernel.askers.get('vera'), {
      type: 'company',
      where: { test: 'is', property: 'company.name', value: 'Once' },
    }),
  ).toBe(1)
})

test('[ACC-4] [ACC-13] a super admin with a seat may everything; a deactivated user is signed out', async () => {
  const storage = memory({
    ...seed,
    users: [
      { id: 'root', name: 'Root', superAdmin: true, seat: true, objects: {} },
      { id: 'gone', name: 'Gone', active: false },
    ],
  })
  const kernel = await testKernel(seed, undefined, storage)
  expect(await names(kernel, 'root')).toHaveLength(3)
  expect(() => kernel.askers.get('gone')).toThrow('Nobody is signed in')
})

test('[VIEW-10] a list is paged by cursor in a stable order, also by what is not selected', async () => {
  const many = Array.from({ length: 7 }, (_, index) =>
    record(Company, `p${index}`, { name: index % 2 === 0 ? 'Same' : 'same', csm: 'anna' }),
  )
  const kernel = await testKernel({ users: seed.users, records: many })
  const query = { type: 'company', select: [], orderBy: [{ by: 'company.name', direction: 'descending' }], limit: 3 } as const
  const seen: string[] = []
  for (let after: string | undefined, more = true; more; ) {
    const { records, total, next } = await kernel.reader.list(kernel.askers.get('anna'), {
      ...query,
      ...(after !== undefined && { after }),
    })
    expect(total).toBe(7)
    seen.push(...records.map(({ ref }) => ref.id))
    after = next
    more = next !== undefined
  }
  expect(seen).toEqual(['p1', 'p3', 'p5', 'p0', 'p2', 'p4', 'p6'])
  await expect(kernel.reader.list(kernel.askers.get('anna'), { ...query, after: 'rubbish' })).rejects.toMatchObject({
    code: 'input.invalid',
  })
})
