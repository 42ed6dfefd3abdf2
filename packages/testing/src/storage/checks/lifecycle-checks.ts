import { type StorageAdapter, silentLog } from '@tenure/core/adapter'
import type { Check } from '../check.js'
import { claim, codeOf, collect, follow, same, unlimited } from '../claim.js'
import { article, everything, type Kit, part, patch } from '../kit.js'
import { articleKinds, kitSchema, parentEdge, partEdge } from '../kit-schema.js'

/** Opening, closing, describing, and that two stores are two. */
export const lifecycleChecks: readonly Check[] = [
  {
    name: '[ST1] 1 lifecycle.open-close-idempotent',
    run: async ({ kit }) => {
      await kit.write([article('a1', { name: 'One' })])
      await kit.open()
      same((await kit.read('a1'))?.values['name'], 'One', 'Opening what is open changes nothing.')
      await kit.adapter.close()
      await kit.adapter.close()
      await kit.open()
      const before = await kit.read('a1')
      const again = await kit.attempt([before === null ? article('a1') : patch('a1', { name: 'Two' })])
      claim(again.ok, 'A store that was closed can be opened and written to again.', again)
    },
  },
  {
    name: '[ST2] 2 lifecycle.calls-after-close-reject',
    run: async ({ kit }) => {
      await kit.write([article('a1')])
      const cursor = (await kit.ask({})).asOf ?? 'head'
      await kit.adapter.close()
      for (const [call, run] of Object.entries(callsOf(kit, cursor)))
        same(await codeOf(run), 'storage.closed', `After close, ${call} is refused.`)
    },
  },
  {
    name: '[ST3] 3 lifecycle.no-leak-after-200-cycles',
    run: async ({ kit }) => {
      const followers: Promise<unknown>[] = []
      await kit.adapter.close()
      await cycle(kit, followers)
      const before = resources()
      for (let turn = 1; turn < 200; turn += 1) await cycle(kit, followers)
      await Promise.all(followers)
      const after = resources()
      claim(after <= before + 2, 'Closing releases timers, handles and files.', { before, after })
      same(kit.clock.pending, 0, 'Closing takes back what waits for the clock.')
    },
  },
  {
    name: '[ST4] 4 describe.deterministic-and-serialisable',
    run: async ({ kit: { adapter } }) => {
      const first = await adapter.describe()
      same(JSON.parse(JSON.stringify(first)), first, 'A description is plain data.')
      await adapter.schema?.apply(kitSchema, unlimited)
      same(await adapter.describe(), first, 'Describing twice, and applying the same twice, gives the same.')
      const described = first.types.find(({ name }) => name === 'article')?.properties.map(({ name, kind }) => [name, kind])
      for (const [name, kind] of Object.entries(articleKinds))
        claim(described?.some((own) => own[0] === name && own[1] === kind) === true, `It describes ${name}.`, described)
      const edges = first.edges.map(({ edge, from, to }) => ({ edge, from, to }))
      for (const edge of adapter.links ? [partEdge, parentEdge] : [])
        claim(
          edges.some((own) => own.edge === edge.edge && own.from === edge.from && own.to === edge.to),
          `It describes ${edge.edge}.`,
          edges,
        )
    },
    needs: ({ schema }) => schema !== undefined,
  },
  {
    name: '[ST5] 5 tenant.isolation',
    run: async ({ kit, another }) => {
      const other = await another()
      const key = keyOfBoth(kit.adapter)
      await kit.write([article('a1', { name: 'Ours' })], key)
      await other.write([article('a1', { name: 'Theirs' })], key)
      await fill(kit)
      same((await other.read('a1'))?.values, { name: 'Theirs' }, 'The same id in another account is another record.')
      same(await other.read('p1', 'part'), null, 'A record is only in its own account.')
      await other.check({ select: ['name', 'note'] }, 'A scan stays in its account')
      same((await kit.read('a1'))?.values['name'], 'Ours', 'Nothing comes in from another account.')
      await isolatedExtras(other)
    },
  },
]

function keyOfBoth({ capabilities }: StorageAdapter): { readonly key?: string } {
  return capabilities.atomic === 'batch' ? { key: 'same-key' } : {}
}
async function fill(kit: Kit): Promise<void> {
  await kit.write([part('p1')])
  await kit.write([patch('a1', { note: 'More' })])
  if (kit.adapter.links)
    await kit.write([{ write: 'link', ref: { type: 'article', id: 'a1' }, edge: partEdge.edge, to: { type: 'part', id: 'p1' } }])
}
async function isolatedExtras(kit: Kit): Promise<void> {
  const ref = { type: 'article', id: 'a1' }
  same((await kit.links(ref, partEdge.edge, true)) ?? [], [], 'Links stay in their account.')
  const history = await kit.history(ref)
  same(history?.map(({ value }) => value) ?? ['Theirs'], ['Theirs'], 'History stays in its account.')
}
async function cycle(kit: Kit, followers: Promise<unknown>[]): Promise<void> {
  const life = new AbortController()
  await kit.adapter.open({ clock: kit.clock, log: silentLog, signal: life.signal })
  if (kit.adapter.capabilities.feed !== undefined)
    followers.push(codeOf(() => collect(kit.adapter.changes('head', { signal: life.signal }))))
  await kit.adapter.read([{ type: 'article', id: 'none' }], unlimited)
  await kit.adapter.close()
  life.abort()
}
// Open files, timers and sockets, if the platform can count them.
function resources(): number {
  const { process } = globalThis as { readonly process?: { getActiveResourcesInfo?(): readonly string[] } }
  return process?.getActiveResourcesInfo?.().length ?? 0
}
function callsOf(kit: Kit, cursor: string): Readonly<Record<string, () => unknown>> {
  const { adapter } = kit
  const { links, history, schema } = adapter
  const ref = { type: 'article', id: 'a1' }
  return {
    describe: () => adapter.describe(),
    read: () => adapter.read([ref], unlimited),
    scan: () => collect(adapter.scan(adapter.plan(kit.query({ where: everything })), unlimited)),
    commit: () => kit.attempt([article('a2')]),
    changes: () => follow(adapter, cursor, 1),
    ...(links && { 'links.read': () => links.read([ref], partEdge.edge, true, unlimited) }),
    ...(history && { 'history.read': () => history.read([ref], undefined, 10, unlimited) }),
    ...(schema && { 'schema.apply': () => schema.apply(kitSchema, unlimited) }),
  }
}
