import type { ChangeBatch, FeedCursor, StorageAdapter, Write } from '@tenure/core/adapter'
import type { Check, CheckInput } from '../check.js'
import { claim, codeOf, follow, same, unlimited } from '../claim.js'
import { everyWrite, prepare } from '../every-write.js'
import { article, type Kit, part, patch } from '../kit.js'
import { snapshot } from '../snapshot.js'

const writers = 8
const rounds = 5
// Ends a store that never runs out of steps.
const mostSteps = 500

/** What holds when a process dies, when others read or write at the same time, and when an answer is lost. */
export const durabilityChecks: readonly Check[] = [
  { name: '[ST8] 8 crash.a-commit-is-whole-or-not-there', needs: (_, { crash }) => crash !== undefined, run: crashes },
  {
    name: '[ST9] 9 feed.second-reader-sees-all-in-order',
    needs: ({ capabilities }) => capabilities.feed === true,
    run: secondReader,
  },
  { name: '[ST64] 64 shared.others-write-too', needs: ({ capabilities }) => capabilities.shared === true, run: othersWrite },
  {
    name: '[ST64] 64 shared.nobody-else-writes-where-it-is-not-claimed',
    needs: ({ capabilities }, { beside }) => capabilities.shared !== true && beside !== undefined,
    run: nobodyElseWrites,
  },
  {
    name: '[ST65] 65 remote.a-lost-answer-is-asked-for-again',
    needs: ({ capabilities }) => capabilities.remote === true,
    run: answersAreLost,
  },
]

async function crashes(input: CheckInput): Promise<void> {
  const { crash } = input.options
  let kit = input.kit
  for (let step = 0; crash !== undefined && step < mostSteps; step += 1) {
    const tag = `s${step}`
    const before = await standing(kit, tag)
    const store = await crash(kit.adapter, step, () => kit.adapter.commit(before.batch, { signal: new AbortController().signal }))
    if (store === undefined) return claim(step > 0, 'A commit has at least one step.')
    await kit.adapter.close()
    kit = await input.reopen(store, kit)
    await isWholeOrNot(kit, before, step)
  }
  if (crash !== undefined) claim(false, `A commit ends within ${mostSteps} steps.`)
}

type Standing = Awaited<ReturnType<typeof standing>>
// A batch that is about to be written, and how the store stands before it.
async function standing(kit: Kit, tag: string) {
  const ids = await prepare(kit, tag)
  const { cursor = 'head' } = await kit.write([part(`${tag}-mark`)])
  const whole = kit.adapter.capabilities.atomic === 'batch'
  const writes = whole ? everyWrite(kit.adapter, tag) : [patch(`${tag}-patched`, { name: 'after', size: null })]
  const batch = kit.batch(writes, whole ? { key: `key-${tag}` } : {})
  return { tag, ids, cursor, batch, was: await snapshot(kit, ids) }
}

async function isWholeOrNot(kit: Kit, { tag, ids, cursor, batch, was }: Standing, step: number): Promise<void> {
  const where = `After a crash before step ${step}`
  const isWritten = (await kit.read(`${tag}-patched`))?.values['name'] === 'after'
  if (!isWritten)
    same(await snapshot(kit, ids), was, `${where}, a commit that is not there has left nothing: records, links and history agree.`)
  const told = kit.adapter.capabilities.feed ? await changedSince(kit, cursor, `${tag}-seen`) : undefined
  const touched = touchedBy(batch.writes)
  if (told !== undefined) same(told, isWritten ? touched : [], `${where}, the feed has the commit if the records have it.`)
  if (batch.key === undefined) return isWritten ? kit.model.apply(batch) : undefined
  const found = await snapshot(kit, ids)
  const again = await kit.adapter.commit(batch, { signal: new AbortController().signal })
  claim(again.ok, `${where}, the same batch can be sent again under its key.`, again)
  same(again.repeated === true, isWritten, `${where}, the key is known if the records have the commit.`)
  kit.model.apply(batch)
  if (isWritten) same(await snapshot(kit, ids), found, `${where}, the key writes nothing twice.`)
  same((await kit.read(`${tag}-patched`))?.values, { name: 'after' }, `${where}, the batch is there in the end.`)
  same(await kit.read(`${tag}-purged`), null, `${where}, all of it.`)
}

function touchedBy(writes: readonly Write[]): readonly string[] {
  const refs = writes.flatMap((write) => ('to' in write ? [write.ref, write.to] : [write.ref]))
  return [...new Set(refs.map(({ id }) => id))].sort()
}
// What the feed has after a cursor and before a commit that the kit makes for the purpose.
async function changedSince(kit: Kit, cursor: FeedCursor, marker: string): Promise<readonly string[]> {
  const end = await kit.write([part(marker)])
  const batches = await readUntil(kit.adapter, cursor, end.cursor)
  return batches
    .slice(0, -1)
    .flatMap(({ changes }) => changes.map(({ ref }) => ref.id))
    .sort()
}
async function readUntil(adapter: StorageAdapter, from: FeedCursor, end: FeedCursor | undefined): Promise<readonly ChangeBatch[]> {
  const found: ChangeBatch[] = []
  const signal = AbortSignal.timeout(20_000)
  for await (const batch of adapter.changes(from, { signal })) {
    found.push(batch)
    if (batch.cursor === end) return found
  }
  return found
}

async function secondReader(input: CheckInput): Promise<void> {
  const { kit, options } = input
  await kit.write(Array.from({ length: writers }, (_, at) => article(`r${at}`, { size: 0 })))
  const start = (await kit.write([part('start')])).cursor ?? 'head'
  const beside = options.beside === undefined ? kit : await input.reopen(await options.beside(kit.adapter), kit)
  const end = part('end')
  const readers = [kit, beside].map(({ adapter }) => readToEnd(adapter, start, end.ref.id))
  const cursors = await writeAtOnce(kit)
  const { cursor } = await kit.write([end])
  const seen = await whileTimePasses(kit, Promise.all(readers))
  for (const batches of seen) inOrder(batches, [...cursors, cursor ?? ''])
  same(seen[1], seen[0], 'Both readers see the same.')
  const middle = seen[0]?.[Math.floor(cursors.length / 2)]
  if (middle !== undefined) await resumes(kit.adapter, middle, seen[0] ?? [])
  if (options.restart === undefined) return
  for (const { adapter } of new Set([beside, kit])) await adapter.close()
  const again = await input.reopen(await options.restart(kit.adapter), kit)
  same(await readUntil(again.adapter, start, cursor), seen[0], 'After a restart the feed is the same.')
  for (let at = 0; at < writers; at += 1)
    same((await again.read(`r${at}`))?.values, { size: rounds }, 'After a restart every record is as it was written last.')
}

// A reader in another process looks again from time to time.
async function whileTimePasses<T>({ clock }: Kit, work: Promise<T>): Promise<T> {
  let isDone = false
  const done = (): void => {
    isDone = true
  }
  void work.then(done, done)
  while (!isDone) {
    await clock.advance({ ms: 250 })
    await new Promise((resolve) => setTimeout(resolve))
  }
  return work
}
async function writeAtOnce(kit: Kit): Promise<readonly FeedCursor[]> {
  const own = Array.from({ length: writers }, async (_, at) => {
    const cursors: FeedCursor[] = []
    for (let size = 1; size <= rounds; size += 1) cursors.push((await kit.write([patch(`r${at}`, { size })])).cursor ?? '')
    return cursors
  })
  return (await Promise.all(own)).flat()
}
async function readToEnd(adapter: StorageAdapter, from: FeedCursor, last: string): Promise<readonly ChangeBatch[]> {
  const found: ChangeBatch[] = []
  for await (const batch of adapter.changes(from, { signal: AbortSignal.timeout(20_000) })) {
    found.push(batch)
    if (batch.changes.some(({ ref }) => ref.id === last)) return found
  }
  return found
}
function inOrder(batches: readonly ChangeBatch[], cursors: readonly FeedCursor[]): void {
  same(batches.map(({ cursor }) => cursor).sort(), [...cursors].sort(), 'A reader sees every commit once, and no other.')
  for (let at = 0; at < writers; at += 1) {
    const own = batches.flatMap(({ changes }) => changes).filter(({ ref }) => ref.id === `r${at}`)
    const versions = own.map(({ version }) => Number(version))
    same(
      versions,
      versions.toSorted((a, b) => a - b),
      'A reader sees the commits of a record in their order.',
    )
    same(own.at(-1)?.after?.['size'] ?? rounds, rounds, 'The last one is the newest.')
  }
}
async function resumes(adapter: StorageAdapter, from: ChangeBatch, all: readonly ChangeBatch[]): Promise<void> {
  const rest = await readUntil(adapter, from.cursor, all.at(-1)?.cursor)
  same(rest, all.slice(all.indexOf(from) + 1), 'From the middle comes what followed, in the same order.')
}

async function othersWrite({ kit, options: { beside }, reopen }: CheckInput): Promise<void> {
  const { capabilities } = kit.adapter
  claim(capabilities.feed === true, 'A store that others write into has a feed: by it the core notices what they write.')
  claim(beside !== undefined, 'For a store that others write into, the kit needs another adapter on the same store: `beside`.')
  const { cursor = 'head' } = await kit.write([article('s1', { name: 'ours' })])
  const other = await reopen(await beside(kit.adapter), kit)
  const [next] = await Promise.all([follow(kit.adapter, cursor, 1), other.write([patch('s1', { name: 'theirs' })])])
  same(
    next.flatMap(({ changes }) => changes.map(({ ref, version }) => [ref.id, version])),
    [['s1', '2']],
    'The feed has what others write.',
  )
  same((await kit.read('s1'))?.values['name'], 'theirs', 'What others write is read.')
  await kit.check({}, 'What others write is scanned')
  if (capabilities.versions) {
    const late = await kit.attempt([patch('s1', { name: 'late' }, '1')])
    same(late.ok ? 'done' : late.because, 'conflict', 'A version counts what others write.')
  }
  const both = await Promise.all([kit, other].map((each) => each.attempt([article('s2')])))
  same(both.filter(({ ok }) => ok).length, 1, 'Of two that create one record, one wins.')
}

async function nobodyElseWrites({ kit, options: { beside }, reopen }: CheckInput): Promise<void> {
  await kit.write([article('s1', { name: 'ours' })])
  const other = beside && (await reopen(await beside(kit.adapter), kit))
  const result = await other?.attempt([patch('s1', { name: 'theirs' })]).catch(() => undefined)
  claim(result?.ok !== true, 'A store into which another adapter can write claims `shared`: otherwise the core does not look for it.')
  same((await kit.read('s1'))?.values['name'], 'ours', 'What is refused is not written.')
  same(await codeOf(() => kit.write([patch('s1', { name: 'still ours' })])), undefined, 'The first goes on writing.')
}

// The call is given up at different moments; then the same is sent again, as the core does.
async function answersAreLost({ kit }: CheckInput): Promise<void> {
  const { atomic, versions } = kit.adapter.capabilities
  await kit.write([article('r1', { size: 0 })])
  for (let size = 1; size <= 12; size += 1) {
    const expected = versions ? { expect: (await kit.read('r1'))?.version ?? '' } : {}
    const batch = kit.batch([{ ...patch('r1', { size }), ...expected }], atomic === 'batch' ? { key: `lost-${size}` } : {})
    const life = new AbortController()
    const lost = kit.adapter.commit(batch, { signal: life.signal }).catch(() => undefined)
    for (let turn = 1; turn < size; turn += 1) await Promise.resolve()
    life.abort()
    await lost
    const again = await kit.adapter.commit(batch, unlimited)
    // Without keys the version says that the first time was written.
    const isThere = again.ok || (atomic !== 'batch' && versions === true && again.because === 'conflict')
    claim(isThere, 'What may have been written can be sent again.', again)
    const { values, version } = (await kit.read('r1')) ?? {}
    same(values?.['size'], size, 'Then it is there.')
    if (versions || atomic === 'batch') same(version, String(size + 1), 'It is written once.')
    kit.model.apply(batch)
  }
}
