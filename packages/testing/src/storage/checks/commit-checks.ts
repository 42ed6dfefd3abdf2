import type { Actor, Change, FeedCursor, RecordRef, Write, WriteBatch } from '@tenure/core/adapter'
import type { Check, CheckInput } from '../check.js'
import { claim, codeOf, follow, same, show, unlimited } from '../claim.js'
import { everyWrite, link, prepare, unlink } from '../every-write.js'
import { article, type Kit, part, patch } from '../kit.js'
import { partEdge } from '../kit-schema.js'

/** What a commit says of itself, what it looks at before it writes, and what a purge leaves. */
export const commitChecks: readonly Check[] = [
  {
    name: '[ST48] 48 write.commit-names-its-changes',
    run: async ({ kit }) => {
      await prepare(kit, 'w')
      for (const write of everyWrite(kit.adapter, 'w')) await namesItsChanges(kit, write)
    },
  },
  {
    name: '[ST15] [REC-2] 15 write.every-write-expects-a-version',
    needs: ({ capabilities }) => capabilities.versions === true,
    run: async ({ kit }) => {
      await kit.write([article('a', { name: 'one' }), part('p')])
      for (let size = 1; size < 10; size += 1) await kit.write([patch('a', { size })])
      for (const write of writesTo(kit)) {
        const before = await kit.read('a')
        const version = before?.version ?? ''
        await isRefused(kit, write, otherVersions(version))
        same(await kit.read('a'), before, 'Nothing of it is written.')
        if (write.write === 'purge') continue
        await kit.write([{ ...write, expect: version }])
        if (write.write !== 'patch') await isRefused(kit, write, [version])
      }
    },
  },
  {
    name: '[ST66] 66 write.consequence-is-a-commit-of-its-own',
    needs: ({ capabilities }) => capabilities.consequences === true,
    run: async ({ kit }) => {
      await kit.write([article('a', { name: 'one', size: 1 })])
      const start = await headOf(kit)
      const batch = withConsequence(kit, patch('a', { size: 2 }))
      const result = await kit.adapter.commit(batch, unlimited)
      claim(result.ok, 'A batch with a consequence is stored.', result)
      same(await kit.adapter.commit(batch, unlimited), { ...result, repeated: true }, 'Its key answers with both.')
      const versions = result.records.map(({ ref, version }) => `${ref.id} ${version}`).sort()
      same(versions, ['a 3', 'c 1'], 'Each commit raises the version of a record by one; the answer has the records after both.')
      const batches = await follow(kit.adapter, start, 2)
      const { consequence } = result
      const answered = [{ cursor: result.cursor, group: 'g', changes: result.changes }, { ...consequence }]
      same(batches, answered, 'The feed has two commits, as the answer says.')
      const [own] = batches[1]?.changes ?? []
      const images = [own?.changed, own?.actor, own?.before, own?.after]
      same(
        images,
        [['size'], scorer, { name: 'two', size: 1 }, { name: 'two', size: 2 }],
        'A consequence has its own changes, actor and images.',
      )
      await saysWhoWrote(kit)
      await kit.write([{ write: 'purge', ref: { type: 'article', id: 'a' } }])
      const again = await kit.adapter.commit(batch, unlimited)
      claim(again.ok && !/"(before|after)":\{"name"/.test(JSON.stringify(again)), 'A purge takes it out of kept answers.', again)
    },
  },
  {
    name: '[ST67] 67 write.consequence-is-stored-with-its-batch-or-neither',
    needs: ({ capabilities }) => capabilities.consequences === true,
    run: async ({ kit }) => {
      await kit.write([article('a', { name: 'one' }), article('b')])
      const start = await headOf(kit)
      for (const [write, because] of refusedWrites) {
        const result = await kit.adapter.commit(withConsequence(kit, write), unlimited)
        same(result.ok ? 'done' : result.because, because, 'A consequence that is refused refuses its batch.')
        same([(await kit.read('a'))?.values, await kit.read('c')], [{ name: 'one' }, undefined], 'Nothing of either is written.')
      }
      const result = await kit.adapter.commit(withConsequence(kit, { ...patch('a', { size: 2 }), expect: '2' }), unlimited)
      claim(result.ok, 'A consequence may expect the version that its batch leaves.', result)
      same((await follow(kit.adapter, start, 3)).length, 2, 'Nothing of what was refused is in the feed.')
    },
  },
  {
    name: '[ST39] [FLT-9] 39 assoc.links-compose-in-one-batch',
    needs: ({ links, capabilities }) => links !== undefined && capabilities.atomic === 'batch',
    run: async ({ kit }) => {
      await kit.write([article('a'), part('p'), part('q'), part('r')])
      await kit.write([link('a', 'p'), link('a', 'p'), unlink('a', 'p'), link('a', 'q'), unlink('a', 'q'), link('a', 'q')])
      await linkedTo(kit, 'a', ['q'])
      same((await kit.read('a'))?.version, '2', 'A batch raises the version of a record by one.')
      await kit.write([unlink('a', 'q'), link('a', 'r'), unlink('a', 'r'), link('a', 'p')])
      await linkedTo(kit, 'a', ['p'])
      await kit.write([{ write: 'archive', ref: { type: 'part', id: 'q' } }])
      await kit.write([link('a', 'q')])
      await linkedTo(kit, 'a', ['p', 'q'])
      await kit.write([{ write: 'restore', ref: { type: 'part', id: 'q' } }])
      await kit.write([unlink('a', 'q')])
      await linkedTo(kit, 'a', ['p'])
    },
  },
  {
    name: '[ST53] 53 write.purge-leaves-nothing',
    run: async (input) => {
      const { kit } = input
      const { start, key } = await purgeOne(kit)
      await nothingIsLeft(kit, start, key)
      const { restart } = input.options
      if (restart === undefined) return
      await kit.adapter.close()
      const again = await input.reopen(await restart(kit.adapter), kit)
      await nothingIsLeft(again, start, key)
    },
  },
  {
    name: '[ST16] 16 feed.pruned-cursors-are-refused',
    needs: ({ capabilities }, { openWithShortFeed }) => capabilities.feed === true && openWithShortFeed !== undefined,
    run: prunes,
  },
  {
    name: '[ST63] [BEY-5] 63 feed.groups-are-pruned-whole',
    needs: ({ groups }, { openWithShortFeed }) => groups !== undefined && openWithShortFeed !== undefined,
    run: prunesGroups,
  },
]

async function namesItsChanges(kit: Kit, write: Write): Promise<void> {
  const { records, changes, cursor } = await kit.write([write])
  const what = `A commit names its changes: ${write.write}`
  const touched = 'to' in write ? [write, { ref: write.to }] : [write]
  claim(Array.isArray(changes), `${what}.`, { changes })
  same(namesOf(changes), namesOf(touched), `${what}, one for each record that it touches.`)
  same(changes[0]?.change, 'to' in write ? 'link' : write.write, `${what}, after what was done.`)
  for (const { ref, version, after } of changes) {
    const stored = records.find((record) => record.ref.id === ref.id && record.ref.type === ref.type)
    if (stored !== undefined) same([version, after ?? null], [stored.version, imageOf(stored)], `${what}, with version and values.`)
  }
  if (kit.adapter.capabilities.feed) claim(typeof cursor === 'string', `${what}, with the cursor of the feed.`, { cursor })
}
const nameOf = ({ type, id }: RecordRef): string => `${type} ${id}`
const namesOf = (those: readonly { readonly ref: RecordRef }[]): readonly string[] => those.map(({ ref }) => nameOf(ref)).sort()
function imageOf({ values, archivedAt }: { readonly values: unknown; readonly archivedAt?: number }): unknown {
  return archivedAt === undefined ? values : null
}

function writesTo({ adapter }: Kit): readonly Write[] {
  const ref = { type: 'article', id: 'a' }
  return [
    patch('a', { name: 'two' }),
    { write: 'archive', ref },
    { write: 'restore', ref },
    ...(adapter.links ? [link('a', 'p'), unlink('a', 'p')] : []),
    { write: 'purge', ref },
  ]
}
// Older and newer ones, as numbers and as text, and others that look like it. The first version that is looked at is 10, and 9 is greater as text.
function otherVersions(version: string): readonly string[] {
  const number = Number(version)
  return [String(number - 1), String(number + 1), `0${version}`, `${version}.0`, `${version}0`, '1', '']
}
async function isRefused(kit: Kit, write: Write, versions: readonly string[]): Promise<void> {
  for (const expect of versions) {
    const result = await kit.attempt([{ ...write, expect }])
    same(
      result.ok ? 'done' : result.because,
      'conflict',
      `A write that expects another version is refused: ${write.write}, ${show(expect)}.`,
    )
  }
}

async function linkedTo(kit: Kit, from: string, parts: readonly string[]): Promise<void> {
  const ends = await kit.links({ type: 'article', id: from }, partEdge.edge, true)
  same(
    ends,
    parts.map((id) => ({ id })),
    'The links are those that the writes leave, one after the other.',
  )
  for (const id of ['p', 'q', 'r']) {
    const back = await kit.links({ type: 'part', id }, partEdge.edge, false)
    same(back, parts.includes(id) ? [{ id: from }] : [], `Both ends say the same: ${id}.`)
  }
}

const gone: RecordRef = { type: 'article', id: 'gone' }
// They share the type, or the id, of the record that is purged, and the commits in which it was written.
const neighbours: readonly RecordRef[] = [
  { type: 'article', id: 'beside' },
  { type: 'part', id: 'gone' },
]
const archive = (ref: RecordRef): Write => ({ write: 'archive', ref })
// A record with values, links and history, written under a key, and purged.
async function purgeOne(kit: Kit): Promise<{ readonly start: string; readonly key: string | undefined }> {
  const { links, capabilities } = kit.adapter
  const key = capabilities.atomic === 'batch' ? 'key-of-the-purged' : undefined
  const keyed = key === undefined ? {} : { key }
  const start = (await kit.write([part('first')])).cursor ?? 'head'
  const beside = key === undefined ? [] : [article('beside', { name: 'kept' }), part('gone', { name: 'kept' })]
  await kit.write([article('gone', { name: 'secret', size: 7 }), ...beside], keyed)
  await kit.write([part('stays')])
  await kit.write([patch('gone', { note: 'secret' })])
  if (links) await kit.write([link('gone', 'stays', 'x')])
  if (key !== undefined)
    await kit.write([patch('gone', { note: 'secret, too' }), ...[gone, ...neighbours].map(archive)], { key: `${key}-archived` })
  await kit.write([{ write: 'purge', ref: gone }])
  await kit.write([part('last')])
  return { start, key }
}
async function nothingIsLeft(kit: Kit, start: string, key: string | undefined): Promise<void> {
  same(await kit.read('gone'), null, 'A purged record is not there.')
  if (kit.adapter.links) same(await kit.links({ type: 'part', id: 'stays' }, partEdge.edge, false), [], 'Its links are gone.')
  if (kit.adapter.history) same(await kit.history(gone), [], 'Its history is gone.')
  if (kit.adapter.history && key !== undefined)
    for (const ref of neighbours) same((await kit.history(ref))?.length, 1, 'That of others is not.')
  if (kit.adapter.capabilities.feed) await noImages(kit, start, key !== undefined)
  for (const used of key === undefined ? [] : [key, `${key}-archived`]) {
    const again = await kit.attempt([article('gone', { name: 'secret' })], { key: used })
    claim(!JSON.stringify(again).includes('secret'), 'No kept answer holds its values.', again)
    same(
      again.ok && namesOf(again.records.filter(({ values }) => values['name'] === 'kept')),
      neighbours.map(nameOf).sort(),
      'The answer still holds the other records of that commit.',
    )
  }
  const taken = await kit.attempt([article('gone', { name: 'other' })])
  same(taken.ok ? 'done' : taken.because, 'exists', 'Its id stays taken, so that versions of it never repeat.')
  same(await kit.read('gone'), null, 'Nothing is created in its place.')
}
async function noImages(kit: Kit, start: string, hasNeighbours: boolean): Promise<void> {
  const marker = `end-${kit.at}-${Math.random()}`
  const { cursor } = await kit.write([part(marker)])
  const changes: Change[] = []
  for await (const batch of kit.adapter.changes(start, { signal: AbortSignal.timeout(5_000) })) {
    changes.push(...batch.changes)
    if (batch.cursor === cursor) break
  }
  const own = changes.filter(({ ref }) => ref.type === gone.type && ref.id === gone.id)
  same(own.at(-1)?.change, 'purge', 'The feed says that it was purged.')
  claim(!JSON.stringify(own).includes('secret'), 'The feed holds none of its values.', own)
  if (kit.adapter.capabilities.images === undefined || !hasNeighbours) return
  const kept = changes.filter(({ after }) => after?.['name'] === 'kept')
  same(namesOf(kept), neighbours.map(nameOf).sort(), 'The feed holds the values of other records that were written with it.')
}

const dayMs = 86_400_000
async function prunes({ options, another }: CheckInput): Promise<void> {
  const kit = await another(options.openWithShortFeed)
  const old = (await kit.write([article('a', { name: 'old' })])).cursor ?? ''
  await kit.write([patch('a', { name: 'older than a day' })])
  await kit.clock.advance({ ms: dayMs / 2 })
  const kept = (await kit.write([patch('a', { name: 'half a day' })])).cursor ?? ''
  await kit.write([patch('a', { name: 'kept' })])
  same((await follow(kit.adapter, old, 3)).length, 3, 'Within a day the feed has everything.')
  await kit.clock.advance({ ms: (dayMs * 3) / 4 })
  await kit.write([patch('a', { name: 'now' })])
  same(await codeOf(() => follow(kit.adapter, old, 1)), 'storage.pruned', 'A cursor that the feed no longer goes back to is refused.')
  const later = await follow(kit.adapter, kept, 2)
  same(
    later.map(({ changes }) => changes[0]?.after?.['name']),
    ['kept', 'now'],
    'What is younger than a day is there.',
  )
  await readerIsWaitedFor(kit)
}
// A reader that has not taken a commit keeps it, for as long again.
async function readerIsWaitedFor(kit: Kit): Promise<void> {
  const ended = new AbortController()
  const feed = kit.adapter.changes('head', { signal: ended.signal })[Symbol.asyncIterator]()
  const first = feed.next()
  for (const size of [1, 2, 3]) await kit.write([patch('a', { size })])
  same((await first).value?.changes[0]?.after?.['size'], 1, 'A reader gets what is written.')
  await kit.clock.advance({ ms: dayMs * 1.5 })
  await kit.write([patch('a', { size: 4 })])
  same((await feed.next()).value?.changes[0]?.after?.['size'], 2, 'A reader that lags is waited for.')
  await kit.clock.advance({ ms: dayMs * 3 })
  await kit.write([patch('a', { size: 5 })])
  const next = await feed.next().then(
    ({ value }) => value?.changes[0]?.after?.['size'],
    ({ code }) => code,
  )
  claim(next === 3 || next === 'storage.pruned', 'A reader that lags too far gets the next commit or is refused; it misses none.', { next })
  ended.abort()
  same((await kit.adapter.read([{ type: 'article', id: 'a' }], unlimited))[0]?.values['size'], 5, 'Records stay.')
}

// Half a group must not be undone: all of it is there until its newest commit is too old, and nothing afterwards.
async function prunesGroups({ options, another }: CheckInput): Promise<void> {
  const kit = await another(options.openWithShortFeed)
  const group = async (name: string) =>
    (await kit.adapter.groups?.read(name, { limit: 10 }, unlimited))?.map(({ changes }) => changes[0]?.after?.['name'])
  const start = (await kit.write([article('a', { name: 'alone' })])).cursor ?? ''
  await kit.write([patch('a', { name: 'long one' })], { group: 'long' })
  await kit.write([patch('a', { name: 'short one' })], { group: 'short' })
  await kit.write([patch('a', { name: 'between' })])
  await kit.clock.advance({ ms: (dayMs * 3) / 4 })
  await kit.write([patch('a', { name: 'long two' })], { group: 'long' })
  await kit.clock.advance({ ms: dayMs / 2 })
  for (const size of [1, 2]) await kit.write([patch('a', { size })])
  same(await group('long'), ['long two', 'long one'], 'A group that goes on is kept whole, also what is older than a day of it.')
  same(await group('short'), [], 'A group whose newest commit is too old is not there.')
  const next = await follow(kit.adapter, start, 3).then(
    (batches) => batches.map(({ changes }) => changes[0]?.after?.['name']).join(),
    ({ code }) => code,
  )
  claim(
    ['storage.pruned', 'long one,short one,between'].includes(next),
    'What was dropped between is no gap: the feed has it, or refuses.',
    {
      next,
    },
  )
  await kit.clock.advance({ ms: (dayMs * 3) / 4 })
  same(await group('long'), [], 'It goes as a whole.')
  for (const size of [3, 4]) await kit.write([patch('a', { size })])
  same(await group('long'), [], 'And stays away.')
  await kit.write([patch('a', { name: 'again' })], { group: 'long' })
  same(await group('long'), ['again'], 'Its name can be used again.')
}

const scorer: Actor = { source: 'system', plugin: 'kit.score' }
const refusedWrites = [
  [{ ...patch('b', { size: 2 }), expect: '7' }, 'conflict'],
  [patch('z', { size: 2 }), 'missing'],
  [article('a'), 'exists'],
] as const
/** Another name and a new record, and what follows from them. */
function withConsequence(kit: Kit, write: Write): WriteBatch {
  return kit.batch([patch('a', { name: 'two' }), article('c')], {
    ...{ group: 'g', key: JSON.stringify(write) },
    consequence: { actor: scorer, writes: [write] },
  })
}
async function headOf(kit: Kit): Promise<FeedCursor> {
  return (await kit.write([part('first')])).cursor ?? 'head'
}
async function saysWhoWrote({ adapter }: Kit): Promise<void> {
  const [past] = (await adapter.history?.read([{ type: 'article', id: 'a' }], ['size', 'name'], 2, unlimited)) ?? []
  const said = past?.map(({ property, version, actor, group }) => [property, version, actor.plugin ?? '', group ?? ''])
  const wanted = [
    ['size', '3', 'kit.score', ''],
    ['name', '2', '', 'g'],
  ]
  same(said ?? wanted, wanted, 'History says who wrote which value.')
}
