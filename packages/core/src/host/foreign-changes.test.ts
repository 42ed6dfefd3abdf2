import { memory, record } from '@tenure/memory'
import { expect, test, vi } from 'vitest'
import { silentLog } from '../base/log.js'
import { Company } from '../schema/object-types.js'
import type { Change, CommitResult, StorageAdapter } from '../storage/adapter.js'
import type { Kernel } from './kernel.js'
import { testKernel } from './test-kernel.js'

const all = { view: 'all', edit: 'all', delete: 'all' } as const
const seed = {
  users: [
    { id: 'vera', name: 'Vera', seat: true, superAdmin: true },
    { id: 'anna', name: 'Anna', seat: true, permissions: ['workspace.access'], objects: { '*': all } },
  ],
  records: [record(Company, 'c1', { name: 'Northwind' }), record(Company, 'c2', { name: 'Fabrikam' })],
}
type Capabilities = StorageAdapter['capabilities']
/** Two hosts on one store, each with what it claims. */
async function startTwo(claims: Partial<Capabilities>): Promise<{ readonly ours: Kernel; readonly theirs: Kernel }> {
  const store = memory(seed)
  const shared = (): StorageAdapter => ({ ...store, capabilities: { ...store.capabilities, shared: true, ...claims } })
  const ours = await testKernel(seed, undefined, withFewerImages(shared(), claims.images))
  const theirs = await testKernel(seed, undefined, { ...shared(), close: async () => {} })
  return { ours, theirs }
}
/** A feed as poor as the claim. */
function withFewerImages(store: StorageAdapter, images: Capabilities['images']): StorageAdapter {
  const poorer = ({ before, after, ...change }: Change): Change => ({
    ...change,
    ...(before && images === 'both' && { before }),
    ...(after && images !== undefined && { after }),
  })
  return {
    ...store,
    changes: async function* (from, io) {
      for await (const batch of store.changes(from, io)) yield { ...batch, changes: batch.changes.map(poorer) }
    },
  }
}
function watch(kernel: Kernel, user = 'anna'): string[][] {
  const seen: string[][] = []
  const where = { test: 'contains', property: 'company.name', text: 'n' } as const
  const question = {
    type: 'company',
    select: ['name'],
    where,
    orderBy: [{ by: 'company.name', direction: 'ascending' } as const],
    limit: 5,
  }
  kernel.live
    .watch({ subject: user, bind: () => kernel.access.bind(kernel.askers.get(user), question, { count: true }) })
    .subscribe((state) =>
      seen.push('records' in state ? [...state.records.map(({ values }) => String(values['name'])), `of ${state.total}`] : []),
    )
  return seen
}
async function write(kernel: Kernel, type: string, id: string, values: Readonly<Record<string, string | boolean>>): Promise<void> {
  const by = { asker: kernel.askers.get('vera'), actor: { source: 'user' } } as const
  expect(await kernel.writer.write(by, [{ write: 'update', type, id, values }])).toMatchObject({ ok: true })
}

test.each([
  ['before and after', { images: 'both' }],
  ['after', { images: 'after' }],
  ['neither', { images: undefined }],
] as const)('[SDK-9] what others write shows, and takes rights away, with a feed that holds the values %s', async (_, claims) => {
  const { ours, theirs } = await startTwo(claims as Partial<Capabilities>)
  const seen = watch(ours)
  const shows = (rows: readonly string[]) => vi.waitFor(() => expect(seen.at(-1)).toEqual(rows))
  await shows(['Northwind', 'of 1'])
  await write(theirs, 'company', 'c2', { name: 'Contoso' })
  await shows(['Contoso', 'Northwind', 'of 2'])
  await write(ours, 'company', 'c2', { name: 'Fabrikam' })
  expect(seen.at(-1)).toEqual(['Northwind', 'of 1'])
  await write(theirs, 'company', 'c1', { name: 'Alpha' })
  await shows(['of 0'])
  await write(theirs, 'user', 'anna', { active: false })
  await vi.waitFor(() => expect(() => ours.askers.get('anna')).toThrow(expect.objectContaining({ code: 'access.signed-out' })))
  await theirs.close()
  await ours.close()
})

test('[ST56] where a store leaves out what it changed, the core works it out, and says so', async () => {
  const store = memory(seed)
  const warnings: string[] = []
  const mute = async (...asked: Parameters<StorageAdapter['commit']>): Promise<CommitResult> => {
    const { changes: _, cursor: __, ...result } = (await store.commit(...asked)) as CommitResult & { readonly ok: true }
    return result as unknown as CommitResult
  }
  const kernel = await testKernel(seed, undefined, { ...store, commit: mute }, { ...silentLog, warn: (message) => warnings.push(message) })
  const seen = watch(kernel)
  await kernel.idle()
  await write(kernel, 'company', 'c2', { name: 'Contoso' })
  await kernel.idle()
  expect(seen.at(-1)).toEqual(['Contoso', 'Northwind', 'of 2'])
  await write(kernel, 'user', 'anna', { active: false })
  expect(() => kernel.askers.get('anna')).toThrow(expect.objectContaining({ code: 'access.signed-out' }))
  expect(warnings[0]).toContain('does not say what a commit changed')
  await kernel.close()
})
