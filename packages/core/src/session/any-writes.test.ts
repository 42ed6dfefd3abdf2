import { expect, test } from 'vitest'
import { openAnyWrites } from './any-writes.js'

function start() {
  const added: unknown[] = []
  const writes = openAnyWrites({
    add: (write) => void added.push(write),
    newId: () => `new${added.length}`,
    commit: async () => ({ ok: true, value: { records: [{ type: 'company', id: 'c1', version: '2' }], changed: true } }) as never,
  })
  return { added, writes }
}
const c1 = { type: 'company', id: 'c1' }

test('[REC-1] a record is created with its values and its links, under an id that its maker is given', () => {
  const { added, writes } = start()
  const links = [
    { association: 'contacts', to: 'p1' },
    { association: 'contacts', to: 'p2', label: 'sponsor' },
  ]
  expect(writes.create('company', { name: 'Northwind' }, links)).toBe('new0')
  const made = { type: 'company', id: 'new0' }
  expect(added).toEqual([
    { write: 'create', ...made, values: { name: 'Northwind' } },
    { write: 'associate', ...made, association: 'contacts', to: 'p1' },
    { write: 'associate', ...made, association: 'contacts', to: 'p2', label: 'sponsor' },
  ])
})

test('[REC-2] a change is made against what its writer has seen, if that is said', () => {
  const { added, writes } = start()
  writes.update(c1, { name: 'A' })
  writes.update(c1, { name: 'A' }, { version: '7', was: { name: 'B' } })
  writes.archive(c1)
  writes.archive(c1, { version: '7' })
  writes.restore(c1, { version: '7' })
  writes.merge(c1, 'c2')
  writes.merge(c1, 'c2', { version: '7', other: '8' })
  expect(added).toEqual([
    { write: 'update', ...c1, values: { name: 'A' } },
    { write: 'update', ...c1, values: { name: 'A' }, version: '7', was: { name: 'B' } },
    { write: 'archive', ...c1 },
    { write: 'archive', ...c1, version: '7' },
    { write: 'restore', ...c1, version: '7' },
    { write: 'merge', ...c1, other: 'c2' },
    { write: 'merge', ...c1, other: 'c2', version: '7', otherVersion: '8' },
  ])
})

test('[REC-1] links are made and taken away, and a commit gives the records that it wrote', async () => {
  const { added, writes } = start()
  writes.associate(c1, { association: 'contacts', to: 'p1' })
  writes.unassociate(c1, { association: 'contacts', to: 'p1', label: 'sponsor' })
  expect(added).toEqual([
    { write: 'associate', ...c1, association: 'contacts', to: 'p1' },
    { write: 'unassociate', ...c1, association: 'contacts', to: 'p1', label: 'sponsor' },
  ])
  expect(await writes.commit()).toEqual([{ type: 'company', id: 'c1', version: '2' }])
})
