import { memory, record } from '@tenure/memory'
import { aUser, createFakeClock } from '@tenure/testing'
import { expect, test } from 'vitest'
import { systemAsker } from '../access/asker.js'
import { silentLog } from '../base/log.js'
import { getValue } from '../base/outcome.js'
import { openEdition, standardEditions } from '../contract/administration/edition.js'
import type { TenureError } from '../errors/tenure-error.js'
import { builtInTypes } from '../schema/built-in-definitions.js'
import { Company } from '../schema/object-types.js'
import type { SchemaSnapshot, StorageAdapter } from '../storage/adapter.js'
import type { WorkspaceChange } from '../workspace/change.js'
import { currencySection } from '../workspace/form/currency-section.js'
import { type AccountTypes, type KernelBase, type KernelOptions, openKernel } from './kernel.js'

const empty: KernelBase = { types: builtInTypes, sections: [], lists: [], permissions: [] }
const definition = { name: 'company', properties: [{ name: 'tier', kind: 'string', label: 'Tier' }] }
const ref = { type: 'objectType', id: 'company' }
const added = { ...ref, values: { name: 'company', definition } }
const seed = { records: [record(Company, 'c1', { name: 'Northwind' })] }

/** A kernel over a store that says what it is asked to do. */
async function bench(more: Partial<KernelOptions> = {}, of: object = seed, over: object = {}) {
  const steps: unknown[] = []
  const applied: SchemaSnapshot[] = []
  const store = memory(of as never) as unknown as StorageAdapter
  let signal: AbortSignal | undefined
  const storage: StorageAdapter = {
    ...store,
    open: (context) => {
      signal = context.signal
      return store.open(context)
    },
    schema: {
      apply: async (snapshot, io) => {
        applied.push(snapshot)
        return store.schema?.apply(snapshot, io) as never
      },
    },
    close: async () => {
      steps.push(['close', signal?.aborted])
      await store.close()
    },
    ...over,
  }
  const joined: AccountTypes[] = []
  const open = async () => {
    const kernel = await openKernel({
      ...{ storage, clock: createFakeClock('2026-06-30T12:00:00Z'), log: silentLog, types: builtInTypes },
      edition: openEdition('enterprise', standardEditions),
      join: async (account) => {
        joined.push(account)
        return empty
      },
      ...more,
    })
    const changes: WorkspaceChange[] = []
    kernel.changes.subscribe((change) => changes.push(change))
    return { kernel, changes, [Symbol.asyncDispose]: () => kernel.close() }
  }
  return { open, steps, applied, joined }
}
const indexesOf = (snapshot: SchemaSnapshot | undefined, type: string): readonly string[] =>
  snapshot?.types.find(({ name }) => name === type)?.indexes?.map((index) => index.join()) ?? []
const hasTier = (snapshot: SchemaSnapshot | undefined): boolean =>
  snapshot?.types.find(({ name }) => name === 'company')?.properties.some(({ name }) => name === 'tier') === true
const problemOf = (error: unknown) => (error as TenureError).problem

test('[SDK-4] plugins join once it is known what the account has added and what its store holds', async () => {
  const { open, joined, applied } = await bench({}, { ...seed, records: [...seed.records, added] })
  await using opened = await open()
  const { kernel } = opened
  expect(joined.map(({ extensions }) => extensions)).toEqual([[definition]])
  expect(joined[0]?.held.types.map(({ name }) => name)).toContain('company')
  expect(applied.map(hasTier)).toEqual([false, true])
  expect(
    kernel
      .schema()
      .get('company')
      ?.properties.map(({ name }) => name),
  ).toContain('tier')
  expect([kernel.account().extensions, hasTier(kernel.account().held)]).toEqual([[definition], true])
})

test('a store that cannot be used is closed again, and what still runs on it is told to end', async () => {
  const { open, steps } = await bench({ join: () => Promise.reject(new Error('no plugins')) })
  await expect(open()).rejects.toThrow('no plugins')
  expect(steps).toEqual([['close', true]])
})

test('[LIVE-15] a kernel that closes ends what it gives, and then its store, once', async () => {
  const { open, steps } = await bench()
  const { kernel, changes } = await open()
  const ended: string[] = []
  const end = (name: string) => ({ complete: () => void ended.push(`${name} ${steps.length}`) })
  kernel.changes.subscribe(end('changes'))
  kernel.rights.subscribe(end('rights'))
  kernel.batches.subscribe(end('batches'))
  await kernel.close()
  expect([ended, steps, changes]).toEqual([['rights 0', 'changes 0', 'batches 0'], [['close', true]], []])
})

test('[SDK-9] what the core reads by time has an index; a list of a role has one in each type that plays it', async () => {
  const lists = [
    { id: 'acme.x/customers', of: 'customer', sorts: ['city'] },
    { id: 'acme.x/tickets', of: 'ticket', sorts: ['priority'] },
  ]
  const { open, applied } = await bench({ join: async () => ({ ...empty, lists }) })
  await using _ = await open()
  const [core, last] = [applied[0], applied.at(-1)]
  for (const type of ['auditEntry', 'notification', 'webhookDelivery']) expect(indexesOf(core, type), type).toContain('at')
  expect(indexesOf(core, 'jobMark')).toContain('dueAt')
  expect(indexesOf(core, 'company')).not.toContain('city')
  expect(indexesOf(last, 'company')).toContain('city')
  expect(indexesOf(last, 'ticket')).toContain('priority')
  expect(indexesOf(last, 'contact')).not.toContain('city')
  expect(indexesOf(last, 'auditEntry')).toContain('at')
})

test('[SDK-11] types are extended in the store and at once, and what does not fit is tried without adding it', async () => {
  const { open, applied } = await bench()
  await using opened = await open()
  const { kernel, changes } = opened
  const before = applied.length
  expect(
    kernel
      .extended([definition as never])
      .get('company')
      ?.properties.at(-1)?.name,
  ).toBe('tier')
  expect(
    kernel
      .schema()
      .get('company')
      ?.properties.some(({ name }) => name === 'tier'),
  ).toBe(false)
  await kernel.extend([definition as never], { user: 'root', source: 'user' })
  expect([applied.length - before, hasTier(applied.at(-1)), hasTier(kernel.account().held)]).toEqual([1, true, true])
  expect(changes).toEqual([{ types: new Set(['company']) }])
  expect(await kernel.reader.find(systemAsker, ref)).toMatchObject({ values: { definition } })
  const wrong = { name: 'company', properties: [{ name: 'name', kind: 'number', label: 'Name' }] }
  await expect(kernel.extend([wrong as never])).rejects.toMatchObject({ problem: { code: 'input.invalid' } })
  expect([applied.length - before, changes.length]).toEqual([1, 1])
})

test('[WSP-11] the account’s own definition of a type is replaced against its version', async () => {
  const { open } = await bench()
  await using opened = await open()
  const { kernel, changes } = opened
  const actor = { user: 'root', source: 'user' } as const
  const version = await kernel.define(definition as never, { actor, version: '0' })
  const other = { name: 'company', properties: [{ name: 'grade', kind: 'string', label: 'Grade' }] }
  expect(await kernel.define(other as never, { actor, version }).then((next) => next === version)).toBe(false)
  const names = kernel
    .schema()
    .get('company')
    ?.properties.map(({ name }) => name)
  expect([names?.includes('grade'), names?.includes('tier'), changes.length]).toEqual([true, false, 2])
  const refused = await kernel.define(definition as never, { actor, version }).catch(problemOf)
  expect(refused).toMatchObject({ code: 'record.conflict' })
})

test('[SDK-4] what plugins bring is taken again only where it is another', async () => {
  const { open, applied } = await bench()
  await using opened = await open()
  const { kernel, changes } = opened
  const before = applied.length
  await kernel.rebase({ ...empty, permissions: [{ id: 'acme.x/manage', title: 'Manage' }] })
  expect([applied.length - before, changes, kernel.permissions()]).toEqual([0, [], [{ id: 'acme.x/manage', title: 'Manage' }]])
  const asset = {
    ...(builtInTypes.find(({ name }) => name === 'product') as (typeof builtInTypes)[number]),
    name: 'asset',
    associations: [],
  }
  await kernel.rebase({ ...empty, types: [...builtInTypes, asset] })
  expect([changes, kernel.schema().has('asset')]).toEqual([[{ types: new Set(['asset']) }], true])
  const lists = [{ id: 'acme.x/assets', of: 'asset', sorts: ['sku'] }]
  const between = applied.length
  await kernel.rebase({ ...empty, types: [...builtInTypes, asset], lists })
  expect([applied.length > between, indexesOf(applied.at(-1), 'asset').includes('sku')]).toEqual([true, true])
  await kernel.rebase({ ...empty, sections: [currencySection] })
  expect([kernel.sections(), kernel.schema().has('asset')]).toEqual([[currencySection], false])
  const last = applied.length
  await kernel.rebase({ ...empty, sections: [currencySection] })
  expect(applied.length).toBe(last)
})

test('[SEC-17] a question that costs more than its budget is refused before it runs; the budget is set in part', async () => {
  const ask = async (budget?: KernelOptions['budget']) => {
    const { open } = await bench({ budget }, { ...seed, users: [aUser({ id: 'root', name: 'Root', superAdmin: true })] })
    await using opened = await open()
    const query = { type: 'company', select: ['name'], where: { test: 'all', filters: [] }, orderBy: [], limit: 10 } as const
    const { reader, askers } = opened.kernel
    return reader.list(askers.get('root'), query as never).then(({ records }) => records.length, problemOf)
  }
  expect([await ask(), await ask({ call: 0 }), await ask({ live: 0 })]).toMatchObject([1, { code: 'input.too-large' }, 1])
})

test('[SEC-13] the audit is kept for two years, or for as many days as the operator says', async () => {
  const at = (day: string) => ({
    ...{ type: 'auditEntry', id: day },
    values: { name: day, kind: 'export', at: Date.parse(`${day}T12:00:00Z`) },
  })
  const days = ['2024-06-29', '2024-06-30', '2026-06-28', '2026-06-29', '2026-06-30']
  const kept = async (auditDays?: number) => {
    const { open } = await bench({ auditDays }, { records: days.map(at) })
    await using opened = await open()
    await opened.kernel.idle()
    const query = { type: 'auditEntry', select: ['name'], where: { test: 'all', filters: [] }, orderBy: [], limit: 10 } as const
    return (await opened.kernel.reader.list(systemAsker, query as never)).records.map(({ ref }) => ref.id).toSorted()
  }
  expect(await kept()).toEqual(days.slice(1))
  expect(await kept(1)).toEqual(days.slice(3))
})

test('[SEC-14] what was purged is taken out of the files of a store that has some', async () => {
  const scrubbed: unknown[] = []
  const { open } = await bench({}, seed, { scrub: async ({ signal }: { signal: AbortSignal }) => void scrubbed.push(signal.aborted) })
  await using opened = await open()
  await opened.kernel.scrub()
  expect(scrubbed).toEqual([false])
  const without = await bench()
  await using other = await without.open()
  expect(await other.kernel.scrub()).toBeUndefined()
})

test('[SDK-11] everything in the store is exported', async () => {
  const { open } = await bench()
  await using opened = await open()
  const pieces: string[] = []
  for await (const piece of opened.kernel.exported()) pieces.push(piece)
  expect(pieces.join('')).toContain('Northwind')
  getValue(await opened.kernel.writer.write({ asker: systemAsker, actor: { source: 'system' } }, []))
})
