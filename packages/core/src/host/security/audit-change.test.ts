import { expect, test } from 'vitest'
import { type AuditChangePort, readAuditChange } from './audit-change.js'

const rows: Record<string, ReadonlyMap<string, object>> = {
  user: new Map([['anna', { name: 'Anna' }]]),
  team: new Map([['west', { name: 'West' }]]),
  permissionSet: new Map([['anna', { name: 'A set' }]]),
}
const entry = (property: string, before: unknown, value: unknown, more: object = {}) => ({ property, before, value, at: 7, ...more })
/** What the change of an entry with this data is, of a record with this past. */
function changeOf(data: unknown, past: readonly object[], isThere = true) {
  const port = {
    access: { type: () => ({ properties: [{ name: 'primaryTeam', label: 'Primary team' }] }) },
    askers: { get: () => 'asker' },
    directory: { rows: (type: string) => rows[type] },
    reader: {
      find: async (_: unknown, { type }: { readonly type: string }) => {
        if (type === 'auditEntry') return data === null ? undefined : { values: { data } }
        return isThere ? { values: {} } : undefined
      },
      history: async (...given: readonly unknown[]) => (given[3] === 1_000 ? past : []),
    },
    workspaces: { find: (id: string) => (id === 'main' ? { name: 'Main' } : undefined) },
    schema: () => new Map([['company', { label: 'Company' }]]),
  } as unknown as AuditChangePort
  return readAuditChange(port, 'root', 'e1')
}
const data = { type: 'user', id: 'ben', at: 7 }

test('[SEC-13] the change of an entry is what was written at its time, or in its group', async () => {
  const past = [
    entry('primaryTeam', null, 'west', { group: 'g1' }),
    entry('seat', false, true, { at: 8, group: 'g1' }),
    entry('x', 1, 2, { at: 9 }),
  ]
  const team = { label: 'Primary team', before: null, after: 'West' }
  expect(await changeOf(data, past)).toEqual([team])
  expect(await changeOf({ ...data, group: 'g1' }, past)).toEqual([team, { label: 'Seat', before: false, after: true }])
  expect(await changeOf({ ...data, group: 'g2' }, past)).toEqual([])
})

test('[SEC-13] names are in the place of ids at every depth, of the first that is known, and what people wrote stays as it is', async () => {
  const value = { anna: ['west', 'main', 5, null], company: { view: 'unknown' } }
  expect(await changeOf(data, [entry('objects', null, value)])).toEqual([
    { label: 'Objects', before: null, after: { Anna: ['West', 'Main', 5, null], Company: { view: 'unknown' } } },
  ])
  for (const name of ['name', 'description', 'email'])
    expect((await changeOf(data, [entry(name, 'anna', 'west')]))[0]).toMatchObject({ before: 'anna', after: 'west' })
})

test('[SEC-13] of settings, which are one value, the fields are shown that are other than before', async () => {
  const before = { customerType: 'company', same: ['a'], old: 'anna' }
  const after = { customerType: 'contact', same: ['a'], fresh: 1 }
  expect(await changeOf(data, [entry('data', before, after)])).toEqual([
    { label: 'Customer type', before: 'Company', after: 'contact' },
    { label: 'Old', before: 'Anna', after: null },
    { label: 'Fresh', before: null, after: 1 },
  ])
  expect(await changeOf(data, [entry('data', null, { a: 1 }), entry('data', { a: 1 }, 'text')])).toEqual([
    { label: 'A', before: null, after: 1 },
    { label: 'A', before: 1, after: null },
  ])
})

test('[SEC-13] an entry of no record, or of one that may not be seen, has no change; one that is none is not found', async () => {
  const past = [entry('seat', false, true, { group: 'g1' })]
  for (const wrong of [undefined, {}, { ...data, type: 5 }, { ...data, id: 5 }, { ...data, at: '7', group: 'g1' }])
    expect(await changeOf(wrong, past)).toEqual([])
  expect(await changeOf(data, past, false)).toEqual([])
  await expect(changeOf(null, past)).rejects.toMatchObject({
    problem: { code: 'record.not-found', message: 'The audit has no entry e1.', details: { record: { type: 'auditEntry', id: 'e1' } } },
  })
})
