import { type CommitResult, compareCodePoints, type RecordRef, type StorageAdapter, type Write } from '@tenure/core/adapter'
import type { Check } from '../check.js'
import { claim, follow, same, unlimited } from '../claim.js'
import { everyWrite, link, prepare, unlink } from '../every-write.js'
import { article, type Kit, part, patch, pick } from '../kit.js'
import { partEdge } from '../kit-schema.js'
import { changesSince, headOf, snapshot } from '../snapshot.js'

const racers = 32
const dayMs = 86_400_000
const longKey = 'k'.repeat(999)
// Keys that a store could take for one: cut, without case, trimmed, or in another normal form.
const similarKeys = [
  'import-1',
  'Import-1',
  'import-1 ',
  ' import-1',
  'import-10',
  'import-1\u00e9',
  'import-1e\u0301',
  `${longKey}a`,
  `${longKey}b`,
]

/** Who wins a race, what a refused write leaves behind, and what is written once. */
export const writeChecks: readonly Check[] = [
  {
    name: '[ST40] [FLT-9] 40 assoc.link-unlink-idempotent',
    needs: ({ links }) => links !== undefined,
    run: async ({ kit }) => {
      await kit.write([article('a'), part('p'), part('q')])
      await kit.write([link('a', 'p')])
      const linked = await snapshot(kit, ['a', 'p'])
      await kit.attempt([link('a', 'p')])
      same(await snapshot(kit, ['a', 'p']), linked, 'Linking twice changes nothing.')
      await kit.attempt([unlink('a', 'q')])
      await kit.attempt([unlink('a', 'p', 'other')])
      same(await snapshot(kit, ['a', 'p']), linked, 'Unlinking what is not linked changes nothing.')
      await kit.write([unlink('a', 'p')])
      same(await read(kit, 'a'), [], 'A link is taken away.')
    },
  },
  {
    name: '[ST41] [FLT-9] 41 assoc.both-directions-and-labels',
    needs: ({ links }) => links !== undefined,
    run: async ({ kit }) => {
      await kit.write([article('a'), article('b'), part('p'), part('q')])
      await kit.write([link('a', 'q'), link('a', 'p', 'z'), link('a', 'p', 'y'), link('b', 'p')])
      same(await read(kit, 'a'), [{ id: 'p', label: 'y' }, { id: 'p', label: 'z' }, { id: 'q' }], 'Links are ordered by id, then by label.')
      same(
        await read(kit, 'p', false),
        [{ id: 'a', label: 'y' }, { id: 'a', label: 'z' }, { id: 'b' }],
        'A link is read from its other end.',
      )
      await kit.write([unlink('a', 'p', 'y')])
      same(await read(kit, 'p', false), [{ id: 'a', label: 'z' }, { id: 'b' }], 'One label is taken away, the others stay.')
      await kit.write([{ write: 'archive', ref: { type: 'part', id: 'p' } }])
      same(await read(kit, 'a'), [{ id: 'p', label: 'z' }, { id: 'q' }], 'Links of archived records stay.')
      const some = { atom: 0, test: 'some', hop: { edge: partEdge.edge, forward: true, to: 'part' }, where: { all: [] } } as const
      same(await kit.check({ where: some }, 'Has a part'), ['a'], 'A step along a link sees no archived record.')
    },
  },
  {
    name: '[ST68] [FLT-9] 68 assoc.labels-are-exact',
    needs: ({ links }) => links !== undefined,
    run: async ({ kit }) => {
      const labels = ['Main', 'main', 'main ', '\u00e9', 'e\u0301', 'l'.repeat(300), `${'l'.repeat(300)}l`].sort(compareCodePoints)
      await kit.write([article('a'), part('p')])
      await kit.write(labels.map((label) => link('a', 'p', label)))
      const ends = (kept: readonly string[]) => kept.map((label) => ({ id: 'p', label }))
      same(await read(kit, 'a'), ends(labels), 'Labels are compared character by character.')
      const has = (label: string, ids: readonly string[]) => {
        const hop = { edge: partEdge.edge, forward: true, to: 'part', label } as const
        return kit
          .check({ where: { atom: 0, test: 'some', hop, where: { all: [] } } }, `Linked as ${label}`)
          .then((found) => same(found, ids, 'A step along a label finds that one alone.'))
      }
      for (const label of labels) await has(label, ['a'])
      await has('MAIN', [])
      await kit.write([unlink('a', 'p', 'main')])
      same(
        await read(kit, 'a'),
        ends(labels.filter((label) => label !== 'main')),
        'One label is taken away, others that look like it stay.',
      )
      await has('main', [])
    },
  },
  {
    name: '[ST38] 38 assoc.many-records-in-one-read',
    needs: ({ links }) => links !== undefined,
    run: async ({ kit }) => {
      await kit.write([article('a'), article('b'), article('c'), part('p'), part('q')])
      await kit.write([link('a', 'q'), link('a', 'p', 'z'), link('c', 'p')])
      const found = await kit.adapter.links?.read(['c', 'none', 'a', 'b', 'c'].map(toArticle), partEdge.edge, true, unlimited)
      const expected = [[{ id: 'p' }], [], [{ id: 'p', label: 'z' }, { id: 'q' }], [], [{ id: 'p' }]]
      same(found, expected, 'Each record has its own links, at its own place; none is an empty list.')
      same(await kit.adapter.links?.read([], partEdge.edge, true, unlimited), [], 'No records have no links.')
    },
  },
  {
    name: '[ST38] 38 assoc.records-behind-links-of-many',
    needs: ({ links }) => links?.readRecords !== undefined,
    run: async ({ kit }) => {
      await kit.write([article('a'), article('b'), article('c'), part('p', { name: 'Pin', size: 3 }), part('q', { size: 4 }), part('r')])
      await kit.write([link('a', 'q'), link('a', 'p', 'z'), link('a', 'p', 'y'), link('a', 'r'), link('c', 'p')])
      await kit.write([{ write: 'archive', ref: { type: 'part', id: 'r' } }])
      const along = { edge: partEdge.edge, forward: true, to: 'part', select: ['name', 'size'] } as const
      const ask = async (ids: readonly string[], what: typeof along) => {
        const found = (await kit.adapter.links?.readRecords?.(ids.map(toArticle), what, unlimited)) ?? []
        return found.map((records) => records.map(({ values, ...end }) => ({ ...end, values: pick(values, what.select) })))
      }
      const [pin, nameless] = [{ name: 'Pin', size: 3 }, { size: 4 }]
      const ofA = [
        { id: 'p', label: 'y', values: pin },
        { id: 'p', label: 'z', values: pin },
        { id: 'q', values: nameless },
      ]
      same(
        await ask(['c', 'none', 'a', 'b', 'c'], along),
        [[{ id: 'p', values: pin }], [], ofA, [], [{ id: 'p', values: pin }]],
        'Each record has those at its own links, at its own place, in the order of the links; archived ones are left out.',
      )
      const back = await kit.adapter.links?.readRecords?.(
        [{ type: 'part', id: 'p' }],
        { ...along, forward: false, to: 'article' },
        unlimited,
      )
      same(
        back?.map((records) => records.map(({ id }) => id)),
        [['a', 'a', 'c']],
        'Records are found from the other end.',
      )
      same(await ask([], along), [], 'No records have no links.')
    },
  },
  {
    name: '[ST46] 46 write.create-if-absent-one-winner',
    run: async ({ kit }) => {
      const results = await Promise.all(range(racers).map((at) => kit.attempt([article('raced', { size: at })])))
      const winner = onlyWinner(results, 'exists')
      const stored = await kit.read('raced')
      same(stored?.values, { size: winner }, 'The record is as the one winner wrote it.')
      same((await kit.ask({})).total, 1, 'It is there once.')
    },
  },
  {
    name: '[ST47] 47 write.version-conflict-one-winner-and-reports-current',
    needs: ({ capabilities }) => capabilities.versions === true,
    run: async ({ kit }) => {
      await kit.write([article('raced', { size: -1, name: 'kept' })])
      const seen = (await kit.read('raced'))?.version ?? ''
      const results = await Promise.all(range(racers).map((at) => kit.attempt([patch('raced', { size: at }, seen)])))
      const winner = onlyWinner(results, 'conflict')
      const stored = await kit.read('raced')
      same(stored?.values, { size: winner, name: 'kept' }, 'The record is as the one winner wrote it.')
      claim(stored?.version !== seen, 'A write changes the version.', { seen, stored })
      for (const write of ['archive', 'purge'] as const) {
        const late = await kit.attempt([{ write, ref: { type: 'article', id: 'raced' }, expect: seen }])
        same(tell(late), { because: 'conflict', at: 0 }, `A ${write} with an old version is refused.`)
      }
      const again = await kit.attempt([patch('raced', { size: 99 }, stored?.version ?? '')])
      claim(again.ok, 'Who read again can write.', again)
      same(
        again.records.find(({ ref }) => ref.id === 'raced'),
        await kit.read('raced'),
        'A commit answers the records as they are now.',
      )
    },
  },
  {
    name: '[ST49] 49 write.miss-fails-closed',
    run: async ({ kit }) => {
      await kit.write([article('there'), part('there')])
      const before = await snapshot(kit, ['there', 'none'])
      for (const write of missing(kit.adapter)) {
        const result = await kit.attempt([write])
        same(tell(result), { because: 'missing', at: 0 }, `A write to a missing record is refused: ${JSON.stringify(write)}.`)
      }
      same(
        tell(await kit.attempt([article('there', { name: 'again' })])),
        { because: 'exists', at: 0 },
        'An existing record cannot be created.',
      )
      same(await snapshot(kit, ['there', 'none']), before, 'What is refused leaves nothing behind.')
      await kit.write([{ write: 'archive', ref: { type: 'article', id: 'there' } }])
      same(tell(await kit.attempt([article('there')])), { because: 'exists', at: 0 }, 'An archived record keeps its id.')
    },
  },
  {
    name: '[ST50] 50 write.atomic-batch-all-or-nothing',
    needs: ({ capabilities }) => capabilities.atomic === 'batch',
    run: async ({ kit }) => {
      for (const [fault, because] of faultsOf(kit.adapter)) await withFaultAtEveryPlace(kit, fault, because)
    },
  },
  {
    name: '[ST50] 50 write.atomic-batch-refused-before-the-first-write',
    needs: ({ capabilities }) => capabilities.atomic !== 'batch',
    run: async ({ kit }) => {
      const before = await snapshot(kit, ['x', 'y'])
      const result = await kit.attempt([article('x'), article('y')], { atomic: true })
      same(result.ok ? 'done' : result.because, 'refused', 'A batch that cannot be whole is refused.')
      same(await snapshot(kit, ['x', 'y']), before, 'Nothing of it is written.')
    },
  },
  {
    name: '[ST51] 51 write.idempotency-replay',
    needs: ({ capabilities }) => capabilities.atomic === 'batch',
    run: async ({ kit }) => {
      await kit.write([article('known', { size: 1, name: 'before' })])
      const writes = [article('once', { size: 1 }), patch('known', { name: 'after' })]
      const first = await kit.write(writes, { key: 'k1' })
      await kit.write([patch('once', { size: 2 }), patch('known', { name: 'later' })])
      await kit.clock.advance({ ms: dayMs - 1 })
      const again = await kit.attempt(writes, { key: 'k1' })
      same(again, { ...first, repeated: true }, 'The same key again says that it repeats, and answers what the first time answered.')
      same((await kit.read('once'))?.values, { size: 2 }, 'The same key again writes nothing.')
      const raced = await Promise.all(range(racers).map(() => kit.attempt([article('raced')], { key: 'k2' })))
      same(raced.filter((result) => result.ok && !result.repeated).length, 1, 'Of many with one key, one writes.')
      same(
        raced.every((result) => result.ok),
        true,
        'The others get its answer.',
      )
      claim(!(await kit.attempt([patch('none', {})], { key: 'k3' })).ok, 'A write to a missing record fails.')
      claim((await kit.attempt([article('none')], { key: 'k3' })).ok, 'A key of what failed is free.')
    },
  },
  {
    name: '[ST51] 51 write.idempotency-keys-are-exact',
    needs: ({ capabilities }) => capabilities.atomic === 'batch',
    run: async ({ kit }) => {
      for (const [place, key] of similarKeys.entries()) {
        const result = await kit.attempt([article(`k${place}`)], { key })
        claim(result.ok && result.repeated === undefined, 'Another key is another batch.', { key, result })
      }
      for (const [place, key] of similarKeys.entries()) {
        const again = await kit.attempt([article(`k${place}`)], { key })
        same(again.ok && again.changes.map(({ ref }) => ref.id), [`k${place}`], `Each key has its own answer: ${key}.`)
      }
      same((await kit.ask({ limit: 0 })).total, similarKeys.length, 'Nothing is lost.')
    },
  },
  {
    name: '[ST10] 10 write.some-writes-change-nothing',
    run: async ({ kit }) => {
      await kit.write([article('a', { name: 'one' })])
      const start = kit.adapter.capabilities.feed && (await headOf(kit, 'start'))
      await changesNothing(kit, { write: 'restore', ref: toArticle('a') })
      await kit.write([{ write: 'archive', ref: toArticle('a') }])
      await kit.clock.advance({ ms: 1_000 })
      await changesNothing(kit, { write: 'archive', ref: toArticle('a') })
      await kit.write([{ write: 'restore', ref: toArticle('a') }])
      await kit.write([patch('a', { name: 'one' })])
      same((await kit.read('a'))?.version, '4', 'A patch raises the version even when it gives the values that are there.')
      if (!start) return
      const told = (await follow(kit.adapter, start, 3)).flatMap(({ changes }) => changes.map(({ change }) => change))
      same(told, ['archive', 'restore', 'patch'], 'The feed has what changed something, and nothing else.')
    },
  },
  {
    name: '[ST52] 52 write.unique-enforced',
    needs: ({ capabilities }) => capabilities.unique === true,
    run: async ({ kit }) => {
      await kit.write([article('a', { code: 'one' }), article('b', { code: 'two' }), article('c', {}), article('d', {})])
      for (const write of [article('e', { code: 'one' }), patch('b', { code: 'one' })]) {
        same(tell(await kit.attempt([write])), taken, 'A unique value that is taken is refused.')
      }
      same((await kit.read('b'))?.values, { code: 'two' }, 'What is refused leaves nothing behind.')
      await kit.write([patch('a', { code: null })])
      await kit.write([patch('b', { code: 'one' })])
      same((await kit.read('b'))?.values, { code: 'one' }, 'A value that was given up can be taken.')
      const others = ['One', 'one ', ' one', '\u00e9', 'e\u0301', 'E\u0301']
      await kit.write(others.map((code, place) => article(`o${place}`, { code })))
      await kit.write([{ write: 'archive', ref: toArticle('b') }])
      same(tell(await kit.attempt([article('f', { code: 'one' })])), taken, 'An archived record keeps its unique values.')
      await kit.write([{ write: 'purge', ref: toArticle('b') }])
      await kit.write([article('f', { code: 'one' })])
    },
  },
]

async function changesNothing(kit: Kit, write: Write): Promise<void> {
  const before = await kit.read('a')
  const { changes } = await kit.write([write])
  same(changes, [], `A write that changes nothing names no change: ${write.write}.`)
  same(await kit.read('a'), before, `It leaves version and time as they were: ${write.write}.`)
}
const taken = { because: 'constraint', at: 0, property: 'code' }
function toArticle(id: string): RecordRef {
  return { type: 'article', id }
}
function range(count: number): readonly number[] {
  return Array.from({ length: count }, (_, at) => at)
}
async function read(kit: Kit, id: string, forward = true): Promise<unknown> {
  return kit.links({ type: forward ? 'article' : 'part', id }, partEdge.edge, forward)
}
function tell(result: CommitResult): unknown {
  if (result.ok) return 'done'
  return { because: result.because, at: result.at, ...(result.property === undefined ? {} : { property: result.property }) }
}
function onlyWinner(results: readonly CommitResult[], because: string): number {
  const winners = results.flatMap((result, at) => (result.ok ? [at] : []))
  same(winners.length, 1, `Of ${racers} that race, one wins.`)
  for (const result of results) if (!result.ok) same(tell(result), { because, at: 0 }, 'The others get the reason why they lost.')
  return winners[0] ?? -1
}
function missing({ links }: StorageAdapter): readonly Write[] {
  const ref = { type: 'article', id: 'none' }
  return [
    patch('none', { name: 'x' }),
    { write: 'archive', ref },
    { write: 'restore', ref },
    { write: 'purge', ref },
    ...(links ? [link('none', 'there'), link('there', 'none')] : []),
  ]
}
function faultsOf({ capabilities }: StorageAdapter): readonly (readonly [Write, string])[] {
  return [
    ...(capabilities.versions ? [[patch('stays', { name: 'changed' }, 'no such version'), 'conflict'] as const] : []),
    ...(capabilities.unique ? [[patch('stays', { code: 'taken' }), 'constraint'] as const] : []),
    [patch('none', { name: 'x' }), 'missing'],
    [article('stays', { name: 'again' }), 'exists'],
  ]
}
async function withFaultAtEveryPlace(kit: Kit, fault: Write, because: string): Promise<void> {
  const ids = [...(await prepare(kit, because)), 'stays', 'holder', 'none']
  for (const write of [article('stays', { name: 'stays' }), article('holder', { code: 'taken' })])
    if (kit.model.get('article', write.ref.id) === undefined) await kit.write([write])
  const writes = everyWrite(kit.adapter, because)
  for (let place = 0; place <= writes.length; place += 1) {
    const head = kit.adapter.capabilities.feed && (await headOf(kit, `head-${because}-${place}`))
    const before = await snapshot(kit, ids)
    const result = await kit.attempt(writes.toSpliced(place, 0, fault))
    same(
      [result.ok ? 'done' : result.because, result.ok ? -1 : result.at],
      [because, place],
      'A batch with a fault says which write failed, and why.',
    )
    same(await snapshot(kit, ids), before, `A fault at place ${place} leaves records, links and history as they were.`)
    if (head) same(await changesSince(kit, head, `end-${because}-${place}`), [], 'Nothing of it is in the feed.')
  }
  await kit.write(writes)
  same((await kit.read(`${because}-patched`))?.values, { name: 'after' }, 'The same batch without a fault is done.')
}
