import { memory, record } from '@tenure/memory'
import { expect, test } from 'vitest'
import { testKernel } from '../host/test-kernel.js'
import { Company, Contact } from '../schema/object-types.js'
import { readLabels } from './read-labels.js'

const access = { seat: true, permissions: ['workspace.access'] }
const reach = (view: 'all' | 'own' | 'none') => ({ view, edit: view, delete: view }) as const
const seed = {
  users: [
    { id: 'anna', name: 'Anna', ...access, objects: { '*': reach('all') } },
    { id: 'own', name: 'Own', ...access, objects: { '*': reach('own') } },
  ],
  records: [
    record(Company, 'c1', { name: 'Northwind', csm: 'own' }),
    record(Company, 'c2', { name: 'Contoso' }),
    record(
      Contact,
      'p1',
      { name: 'Pia', owner: 'own' },
      {
        companies: [
          { id: 'c1', label: 'primary' },
          { id: 'c1', label: 'billing' },
        ],
      },
    ),
    record(Contact, 'p2', { name: 'Ulf' }, { companies: [{ id: 'c1', label: 'billing' }] }),
    record(Contact, 'p3', { name: 'Ada', owner: 'own' }, { companies: ['c1', { id: 'c2', label: 'billing' }] }),
  ],
}
async function open(withLinks = true) {
  const storage = memory(seed)
  const kernel = await testKernel(seed, undefined, storage)
  const { links, ...rest } = storage
  const adapter = { ...rest, ...(withLinks && links && { links }) }
  const port = { adapter, access: kernel.access, io: { signal: new AbortController().signal } }
  return async (user: string, id: string, association = 'contacts') => [
    ...(await readLabels(port, kernel.askers.get(user), { type: 'company', id }, association)),
  ]
}

test('[REC-8] the labels of links are named by the record at the other end, and links without one are left out', async () => {
  const labels = await open()
  expect(await labels('anna', 'c1')).toEqual([
    ['p1', ['billing', 'primary']],
    ['p2', ['billing']],
  ])
  expect([await labels('anna', 'c2'), await labels('anna', 'c1', 'nothing')]).toEqual([[['p3', ['billing']]], []])
})

test('[ACC-9] labels of records that the user may not see are left out, at either end', async () => {
  const labels = await open()
  expect(await labels('own', 'c1')).toEqual([['p1', ['billing', 'primary']]])
  expect([await labels('own', 'c2'), await labels('own', 'nowhere')]).toEqual([[], []])
})

test('[SDK-9] a store that keeps no links has no labels', async () => {
  const labels = await open(false)
  expect(await labels('anna', 'c1')).toEqual([])
})
