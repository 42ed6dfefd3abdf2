import type { Change, ChangeBatch, FeedCursor, RecordRef, StoredRecord, Write } from '@tenure/core/adapter'
import type { Check, StorageSuiteOptions } from '../check.js'
import { claim, codeOf, collect, follow, same, show, unlimited } from '../claim.js'
import { link, unlink } from '../every-write.js'
import { article, Kit, part, patch, pick } from '../kit.js'
import { articleKinds, parentEdge, partEdge } from '../kit-schema.js'

/** The change feed and property history. */
export const feedChecks: readonly Check[] = [
  {
    name: '[ST54] 54 feed.resume-from-every-cursor',
    needs: ({ capabilities }) => capabilities.feed !== undefined,
    run: async ({ kit }) => {
      const { start, all } = await story(kit)
      const cursors = [start, ...all.map(({ cursor }) => cursor)]
      same(new Set(cursors).size, cursors.length, 'Each batch has a cursor of its own.')
      await resumes(kit, cursors, all)
      const asOf = (await kit.ask({})).asOf
      if (kit.adapter.capabilities.snapshots) same(asOf, cursors.at(-1), 'A scan names the state that it saw.')
      await waits(kit, cursors.at(-1) ?? 'head')
    },
  },
  {
    name: '[ST54] 54 feed.resume-from-every-cursor-after-a-restart',
    needs: ({ capabilities }, { restart }) => capabilities.feed !== undefined && restart !== undefined,
    run: async ({ kit, options }) => {
      const { start, all } = await story(kit)
      const again = await restarted(kit, options)
      same((await again.ask({})).total, (await again.expect({})).total, 'Everything is there after a restart.')
      await resumes(again, [start, ...all.map(({ cursor }) => cursor)], all)
      await again.adapter.close()
    },
  },
  {
    name: '[ST55] 55 feed.versions-monotone-and-transactions-whole',
    needs: ({ capabilities }) => capabilities.feed !== undefined,
    run: async ({ kit }) => {
      const { all, commits } = await story(kit)
      same(
        all.map(({ changes }) => changes.map(nameOf).sort()),
        commits.map((writes) => touchedBy(writes).sort()),
        'A batch of the feed is one commit, whole, and names each record once.',
      )
      const last = new Map<string, number>()
      for (const { ref, version } of all.flatMap(({ changes }) => changes)) {
        claim(Number(version) > (last.get(ref.id) ?? 0), 'Versions of a record rise.', { ref, version })
        last.set(ref.id, Number(version))
      }
    },
  },
  {
    name: '[ST56] 56 feed.images-and-changed-properties',
    needs: ({ capabilities }) => capabilities.feed !== undefined && capabilities.images === 'both',
    run: async ({ kit }) => {
      const { all, results } = await story(kit)
      same(
        results.map(({ changes }) => changes ?? []),
        all.map(({ changes }) => changes),
        'A commit answers with the changes that the feed delivers.',
      )
      const state = new Map<string, StoredRecord['values'] | undefined>()
      for (const change of all.flatMap(({ changes }) => changes)) foldChange(state, change)
      for (const record of kit.model.records.values()) {
        if (record.ref.type !== 'article') continue
        same(state.get(record.id) === undefined, record.archived, 'There is an image of what is not archived.')
        if (!record.archived)
          same(pick(state.get(record.id) ?? {}, Object.keys(articleKinds)), record.values, 'The images end in what is stored.')
      }
    },
  },
  {
    name: '[ST11] [FLT-9] 11 feed.both-ends-of-a-link-change',
    needs: ({ links }) => links !== undefined,
    run: async ({ kit }) => {
      await kit.write([article('a'), article('b'), part('p')])
      const start = (await kit.write([part('start')])).cursor ?? 'head'
      const commits = [
        await linksAre(kit, link('a', 'p', 'x'), [`a ${there} x`, `p ${back} x`]),
        await linksAre(kit, link('a', 'p'), [`a ${there}`, `p ${back}`]),
        await linksAre(kit, unlink('a', 'p', 'x'), [`a ${there} x gone`, `p ${back} x gone`]),
        await linksAre(kit, link('b', 'b', undefined, parentEdge), ['b article-parent from b', 'b article-parent to b']),
        await linksAre(kit, unlink('b', 'b', undefined, parentEdge), ['b article-parent from b gone', 'b article-parent to b gone']),
        await linksAre(kit, { write: 'purge', ref: { type: 'part', id: 'p' } }, [`a ${there} gone`]),
      ]
      if (!kit.adapter.capabilities.feed) return
      const told = await follow(kit.adapter, start, commits.length)
      // What a purge takes is no longer in the feed.
      const isKept = ({ ref }: Change): boolean => ref.id === 'b'
      same(
        told.map(({ changes }) => linksIn(changes.filter(isKept))),
        commits.map((changes) => linksIn(changes.filter(isKept))),
        'The feed has both ends.',
      )
      same(linksIn(told.at(-1)?.changes.filter(({ ref }) => ref.id === 'a') ?? []), [`a ${there} gone`], 'A purge changes the other end.')
    },
  },
  {
    name: '[ST57] 57 feed.foreign-cursor-is-refused',
    needs: ({ capabilities }) => capabilities.feed !== undefined,
    run: async ({ kit, another }) => {
      await story(kit)
      const { all } = await story(await another())
      for (const cursor of ['', 'no cursor', '-1', all[1]?.cursor ?? '']) {
        same(
          await codeOf(() => follow(kit.adapter, cursor, 1)),
          'input.invalid',
          `A cursor that this store did not give is refused: ${cursor}.`,
        )
      }
    },
  },
  {
    name: '[ST58] [ACC-11] 58 history.complete-attributed-and-atomic-with-write',
    needs: ({ history }) => history !== undefined,
    run: async ({ kit }) => {
      await story(kit)
      for (const { ref } of kit.model.records.values()) await historyIsWhole(kit, ref)
      const before = await kit.history({ type: 'article', id: 'f0' })
      claim(!(await kit.attempt([patch('f0', { name: 'lost' }), patch('none', {})])).ok, 'A write to a missing record fails.')
      if (kit.adapter.capabilities.atomic === 'batch')
        same(await kit.history({ type: 'article', id: 'f0' }), before, 'What was not written is not in history.')
    },
  },
  {
    name: '[ST60] 60 history.many-records-in-one-read',
    needs: ({ history }) => history !== undefined,
    run: async ({ kit }) => {
      await story(kit)
      const refs = ['f3', 'none', 'f0', 'f1', 'f3'].map((id) => ({ type: 'article', id }))
      for (const part of [{}, { limit: 1 }, { properties: ['name'], limit: 2 }]) {
        const { properties, limit = 1_000 }: { readonly properties?: readonly string[]; readonly limit?: number } = part
        const alone = await Promise.all(refs.map((ref) => kit.history(ref, part)))
        const found = await kit.adapter.history?.read(refs, properties, limit, unlimited)
        same(found, alone, 'Each record has its own entries, at its own place; the limit counts for each.')
        same(found?.[1], [], 'What is not there has an empty history.')
      }
    },
  },
  {
    name: '[ST59] 59 history.keeps-groups',
    needs: ({ groups, capabilities }) => groups !== undefined && capabilities.feed !== undefined,
    run: async ({ kit, options }) => {
      const batches = await grouped(kit)
      await groupsAreKept(kit, batches)
      if (options.restart === undefined) return
      const again = await restarted(kit, options)
      await groupsAreKept(again, batches)
      await again.adapter.close()
    },
  },
]

// Three batches of one group, with one of another and one of none between them.
async function grouped(kit: Kit): Promise<readonly ChangeBatch[]> {
  const start = (await kit.write([article('g0', { name: 'a' })], { group: 'first' })).cursor ?? 'head'
  await kit.write([patch('g0', { name: 'b' })], { group: 'second' })
  await kit.write([patch('g0', { name: 'c' })], { group: 'first' })
  await kit.write([patch('g0', { size: 1 })])
  await kit.write([patch('g0', { name: 'd' })], { group: 'first' })
  await kit.attempt([patch('g0', { name: 'lost' }, '0')], { group: 'first' })
  return follow(kit.adapter, start, 4)
}
async function groupsAreKept({ adapter }: Kit, rest: readonly ChangeBatch[]): Promise<void> {
  same(
    rest.map(({ group }) => group),
    ['second', 'first', undefined, 'first'],
    'The feed names the group of each commit.',
  )
  const read = (group: string, limit: number, before?: FeedCursor) =>
    adapter.groups?.read(group, { limit, ...(before !== undefined && { before }) }, unlimited)
  const [newest, middle] = [rest[3], rest[1]]
  const all = (await read('first', 10)) ?? []
  same(all.slice(0, 2), [newest, middle], 'A group is read newest first, as the feed delivers it.')
  same(all.length, 3, 'All commits of the group are there, and no others.')
  same(await read('first', 1), [newest], 'Only as many as requested, the newest.')
  same(await read('first', 10, newest?.cursor), all.slice(1), 'The next part begins before the last one that was read.')
  same(await read('none', 10), [], 'A group that nobody wrote is empty.')
  const [entries = []] = (await adapter.history?.read([{ type: 'article', id: 'g0' }], ['name', 'size'], 10, unlimited)) ?? []
  const told = entries.map(({ property, value, group }) => [property, value, group ?? null])
  const expected = ['d first', 'c first', 'b second', 'a first'].map((text) => ['name', ...text.split(' ')])
  if (adapter.history !== undefined)
    same(told, [expected[0], ['size', 1, null], ...expected.slice(1)], 'History names the group that each value came with.')
}

interface Story {
  readonly start: FeedCursor
  readonly all: readonly ChangeBatch[]
  readonly commits: readonly (readonly Write[])[]
  readonly results: readonly { readonly changes?: readonly Change[] }[]
}
// Commits of every kind, and what the feed says of them.
async function story(kit: Kit): Promise<Story> {
  const first = await kit.write([part('start')])
  const start = first.cursor ?? 'head'
  const commits = commitsOf(kit)
  const results = []
  for (const [at, writes] of commits.entries()) {
    await kit.clock.advance({ ms: 1_000 })
    results.push(
      await kit.write(writes, { actor: at % 2 === 0 ? { user: `u${at}`, source: 'user' } : { source: 'import', plugin: 'acme.import' } }),
    )
  }
  const all = await follow(kit.adapter, start, commits.length)
  same(all.length, commits.length, 'The feed delivers every commit.')
  return { start, all, commits, results }
}
function commitsOf({ adapter: { capabilities, links } }: Kit): readonly (readonly Write[])[] {
  const ref = (id: string) => ({ type: 'article', id })
  const one: Write[] = [
    article('f0', { name: 'zero', size: 0, tags: ['a', 'b'] }),
    patch('f0', { name: 'one', tags: ['b'] }),
    patch('f0', { name: null, extra: { a: [1] } }),
    { write: 'archive', ref: ref('f0') },
    { write: 'restore', ref: ref('f0') },
    patch('f0', { name: 'two', price: { amount: '1', currency: 'EUR' } }),
  ]
  const many: Write[][] = [
    [article('f1', { name: 'x' }), part('f2'), article('f3', { size: 3 })],
    [patch('f1', { name: 'y' }), patch('f3', { size: 4, name: 'z' })],
    [patch('f3', { size: null }), { write: 'archive', ref: ref('f1') }],
  ]
  const linked: Write[] = (['link', 'unlink'] as const).map((write) => ({
    write,
    ref: ref('f3'),
    edge: partEdge.edge,
    to: { type: 'part', id: 'f2' },
    label: 'x',
  }))
  const batches = capabilities.atomic === 'batch' ? many : many.flat().map((write) => [write])
  return [...one.map((write) => [write]), ...batches, ...(links ? linked.map((write) => [write]) : [])]
}
function nameOf({ ref }: Change): string {
  return `${ref.type} ${ref.id}`
}
function touchedBy(writes: readonly Write[]): string[] {
  const refs = writes.flatMap((write) => (write.write === 'link' || write.write === 'unlink' ? [write.ref, write.to] : [write.ref]))
  return [...new Set(refs.map((ref) => `${ref.type} ${ref.id}`))]
}
async function resumes({ adapter }: Kit, cursors: readonly FeedCursor[], all: readonly ChangeBatch[]): Promise<void> {
  for (const [at, cursor] of cursors.entries()) {
    const rest = await follow(adapter, cursor, all.length - at)
    same(rest, all.slice(at), `Resuming after batch ${at} gives all later batches, as delivered before.`)
  }
}
// From the last cursor there is nothing, until something is written; an abort ends the waiting.
async function waits(kit: Kit, cursor: FeedCursor): Promise<void> {
  const following = [cursor, 'head'].map((from) => follow(kit.adapter, from, 2))
  const ended = new AbortController()
  const aborted = codeOf(() => collect(kit.adapter.changes('head', { signal: ended.signal })))
  ended.abort()
  await kit.write([article('later')])
  await kit.write([article('last')])
  for (const batches of await Promise.all(following)) {
    same(
      batches.flatMap(({ changes }) => changes.map(({ ref }) => ref.id)),
      ['later', 'last'],
      'A waiting reader gets what is written, once, and nothing from before.',
    )
  }
  await aborted
}
async function restarted(kit: Kit, { restart }: StorageSuiteOptions): Promise<Kit> {
  await kit.adapter.close()
  claim(restart !== undefined, 'The store can be restarted.')
  return new Kit(await restart(kit.adapter), kit.clock, kit.model).open()
}
const there = 'article-part to p'
const back = 'article-part from a'
/** The links in some changes: the record, the edge, the side that the record is, the other end, the label, and whether it is gone. */
function linksIn(changes: readonly Change[]): readonly string[] {
  const links = changes.flatMap(({ ref, linked = [] }) =>
    linked.map(({ edge, forward, other, label, gone }) =>
      [ref.id, edge, forward ? 'to' : 'from', other.id, label, gone && 'gone'].filter(Boolean).join(' '),
    ),
  )
  return links.sort()
}
async function linksAre(kit: Kit, write: Write, expected: readonly string[]): Promise<readonly Change[]> {
  const { changes } = await kit.write([write])
  const others = changes.filter(({ change }) => change !== 'purge')
  same(linksIn(others), expected, `A commit names each link at both ends: ${write.write}.`)
  same(others.length, new Set(others.map(({ ref }) => ref.id)).size, 'A record has one change.')
  return changes
}
function foldChange(state: Map<string, StoredRecord['values'] | undefined>, { ref, before, after, changed, change, linked }: Change): void {
  if (ref.type !== 'article') return
  const held = state.get(ref.id)
  same(known(before), known(held), `The image before is the one after the change before: ${ref.id}, ${change}.`)
  const names = Object.keys(articleKinds).filter((name) => show(before?.[name] ?? null) !== show(after?.[name] ?? null))
  if (change === 'create' || change === 'patch') same([...changed].sort(), names.sort(), `The changed properties are named: ${ref.id}.`)
  if (change === 'link') claim(linked !== undefined && linked.length > 0, 'A change of links says which.', { ref, linked })
  state.set(ref.id, after)
}
function known(values: StoredRecord['values'] | undefined): unknown {
  return values === undefined ? null : pick(values, Object.keys(articleKinds))
}
async function historyIsWhole(kit: Kit, ref: RecordRef): Promise<void> {
  const entries = (await kit.history(ref)) ?? []
  const expected = kit.model.historyOf(ref)
  const told = entries.map(({ version: _, ...entry }) => entry)
  same(told.map(show).sort(), expected.map(show).sort(), `History holds every value that ${ref.id} had, with time and author.`)
  claim(
    told.every(({ at }, place) => place === 0 || at <= (told[place - 1]?.at ?? at)),
    'Newest comes first.',
    told,
  )
  same(
    (await kit.history(ref, { limit: 2 }))?.map(({ at }) => at),
    entries.slice(0, 2).map(({ at }) => at),
    'Only as many as requested, the newest.',
  )
  const names = (await kit.history(ref, { properties: ['name', 'size'] }))?.map(({ property }) => property) ?? []
  same(
    [...names].sort(),
    expected.flatMap(({ property }) => (property === 'name' || property === 'size' ? [property] : [])).sort(),
    'Only the requested properties.',
  )
  const last = (await kit.read(ref.id, ref.type))?.version
  claim(
    entries.every(({ version }) => Number(version) <= Number(last)),
    'History names the version that each value came with.',
    { entries, last },
  )
}
