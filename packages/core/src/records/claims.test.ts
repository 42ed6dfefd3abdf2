import { memory, record } from '@tenure/memory'
import { expect, test } from 'vitest'
import { systemAsker } from '../access/asker.js'
import { testKernel } from '../host/test-kernel.js'
import { Company } from '../schema/object-types.js'
import type { Capabilities, StorageAdapter, Write } from '../storage/adapter.js'
import type { RecordWrite } from './write.js'

const seed = {
  users: [{ id: 'vera', name: 'Vera', seat: true, superAdmin: true }],
  records: [record(Company, 'c1', { name: 'Northwind', city: 'Rome' }), record(Company, 'c2', { name: 'Contoso' })],
}
/** A store that claims less than it does, or more; `sent` are the writes that reach it. */
async function start(claims: Partial<Capabilities>) {
  const store = memory(seed)
  const sent: Write[] = []
  const storage: StorageAdapter = {
    ...store,
    capabilities: { ...store.capabilities, ...claims },
    commit: (batch, io) => {
      sent.push(...batch.writes)
      return store.commit(batch, io)
    },
    // Without the claim, nothing unique is enforced below the core.
    schema: {
      apply: async ({ edges, types }, io) =>
        store.schema?.apply(
          { edges, types: types.map((type) => ({ ...type, properties: type.properties.map(({ unique: _, ...rest }) => rest) })) },
          io,
        ),
    },
  }
  const kernel = await testKernel(seed, undefined, storage)
  const write = async (...writes: RecordWrite[]) => {
    const outcome = await kernel.writer.write({ asker: systemAsker, actor: { source: 'user' } }, writes)
    return outcome.ok ? 'done' : outcome.problem
  }
  return { kernel, sent, write }
}
// Settings are a type with a unique name, and no rule of their own looks at it first.
const made = (id: string, name: string): RecordWrite => ({ write: 'create', type: 'setting', id, values: { name, section: 'acme.x/y' } })
const rename = (id: string, name: string): RecordWrite => ({ write: 'update', type: 'setting', id, values: { name } })

test('[ST52] where a store does not enforce unique values, the core looks before it writes', async () => {
  const { kernel, write } = await start({ unique: false })
  const taken = { code: 'record.taken', details: { property: 'name' } }
  expect(await write(made('t1', 'North'))).toBe('done')
  expect(await write(made('t2', 'North'))).toMatchObject(taken)
  expect(await write(made('t2', 'South'), made('t3', 'South'))).toMatchObject(taken)
  expect(await write(made('t2', 'South'))).toBe('done')
  expect(await write(rename('t2', 'North'))).toMatchObject(taken)
  expect(await write(rename('t1', 'East'), rename('t2', 'North'))).toBe('done')
  // As a store that enforces them: as they are written, also by archived records.
  expect(await write(made('t3', 'NORTH'))).toBe('done')
  expect(await write({ write: 'archive', type: 'setting', id: 't3' })).toBe('done')
  expect(await write(made('t4', 'NORTH'))).toMatchObject(taken)
  await kernel.close()
})

test('[ST7] where a store keeps empty text as a missing value, the core writes it so', async () => {
  const { kernel, sent, write } = await start({ emptyIsNull: true })
  expect(await write({ write: 'update', type: 'company', id: 'c1', values: { city: '' } })).toBe('done')
  expect(sent).toMatchObject([{ write: 'patch', values: { city: null } }])
  await kernel.close()
})

test('[ST47] a store that compares no versions is sent none', async () => {
  const { kernel, sent, write } = await start({ versions: false })
  expect(await write({ write: 'update', type: 'company', id: 'c1', values: { city: 'Oslo' } })).toBe('done')
  expect(await write({ write: 'archive', type: 'company', id: 'c1' })).toBe('done')
  expect(sent.map((write) => 'expect' in write)).not.toContain(true)
  await kernel.close()
})

test('[ST50] several writes never reach a store that cannot write them as one', async () => {
  const { kernel, sent, write } = await start({ atomic: 'record' })
  expect(await write(made('t1', 'North'), made('t2', 'South'))).toMatchObject({
    code: 'storage.refused',
    details: { capability: 'atomic' },
  })
  expect(sent).toEqual([])
  expect(await write(made('t1', 'North'))).toBe('done')
  await kernel.close()
})
