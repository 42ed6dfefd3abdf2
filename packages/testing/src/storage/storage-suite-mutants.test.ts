import type {
  CanonicalQuery,
  Change,
  ChangeBatch,
  CommitResult,
  Expression,
  IO,
  Page,
  PlanOffer,
  StorageAdapter,
  StoredRecord,
  Write,
  WriteBatch,
} from '@tenure/core/adapter'
import type { AggregateOps, MeasureState, StoreAggregate, StoreGroup, StoreGrouping } from '@tenure/core/aggregate'
import type { KeptPage } from '@tenure/core/backup'
import { memory } from '@tenure/memory'
import { expect, test, vi } from 'vitest'
import type { StorageSuiteOptions } from './check.js'
import { storageSuite } from './storage-suite.js'
import { answers, broken, commits, type Fault, failures, findAll, type Inner, type Mutant } from './test-mutants.js'

vi.setConfig({ testTimeout: 60_000 })

// The kit can fail: each of these stores has one fault, put in on purpose, and the named checks see it.

const mutants: Readonly<Record<string, Mutant>> = {
  'missing values come first when descending': {
    caughtBy: ['27', '33', '35'],
    fault: (inner) => pages(inner, (page, query) => ({ ...page, records: nullsFirst(page.records, query) })),
  },
  'ties are not broken by id': {
    caughtBy: ['27', '33'],
    fault: (inner) => pages(inner, (page, { order }) => (order.length === 0 ? { ...page, records: [...page.records].reverse() } : page)),
  },
  'order by UTF-16': {
    caughtBy: ['26'],
    fault: (inner) => pages(inner, (page, query) => ({ ...page, records: byUtf16(page.records, query) })),
  },
  'the total is of the page': {
    caughtBy: ['30', '31', '33'],
    fault: (inner) => pages(inner, (page, { count }) => ({ ...page, ...(count ? { total: page.records.length } : {}) })),
  },
  'the total is one too many': {
    caughtBy: ['18', '31'],
    fault: (inner) => pages(inner, (page) => ({ ...page, ...(page.total === undefined ? {} : { total: page.total + 1 }) })),
  },
  'archived records are scanned': { caughtBy: ['31', '33'], fault: (inner) => asks(inner, (query) => ({ ...query, archived: 'any' })) },
  'the window is cut before sorting': {
    caughtBy: ['28', '33', '35'],
    fault: (inner) =>
      pages(
        asked(inner, ({ limit: _, offset: __, after: ___, order: ____, ...query }) => ({ ...query, order: [] })),
        cutFirst,
      ),
  },
  'offset is left out': { caughtBy: ['28', '30'], fault: (inner) => asks(inner, ({ offset: _, ...query }) => query) },
  '`after` repeats the row that came before': {
    caughtBy: ['29'],
    fault: (inner) =>
      asks(inner, ({ after, ...query }) => ({ ...query, ...(after && { after: { ...after, id: after.id.slice(0, -1) } }) })),
  },
  '`not` fails on missing values, as in SQL': {
    caughtBy: ['20', '21'],
    fault: (inner) => asks(inner, (query) => ({ ...query, where: sqlNot(query.where) })),
  },
  'a missing value passes a bound': {
    caughtBy: ['19', '20'],
    fault: (inner) => asks(inner, (query) => ({ ...query, every: [], where: looseBounds(query.where) })),
  },
  'text is compared exactly': { caughtBy: ['24', '33'], fault: (inner) => pages(inner, (page, query) => exactText(page, query)) },
  'labels of links are ignored': {
    caughtBy: ['33'],
    fault: (inner) => asks(inner, (query) => ({ ...query, where: withoutLabels(query.where) })),
  },
  'the first of several linked records counts, though another is primary': {
    caughtBy: ['33', '42'],
    fault: (inner) => ({
      ...commits(inner, (batch) => ({ ...batch, writes: batch.writes.map((write) => relabel(write, 'primary', 'chief')) })),
      links: {
        read: async (...asked) =>
          ((await inner.links?.read(...asked)) ?? []).map((links) =>
            links.map((link) => (link.label === 'chief' ? { ...link, label: 'primary' } : link)),
          ),
      },
    }),
  },
  'a linked record counts, though it is not among those that may be picked': {
    caughtBy: ['33', '43'],
    fault: (inner) =>
      asks(inner, ({ linked, ...query }) => ({
        ...query,
        where: amongAll(query.where),
        ...(linked && { linked: linked.map((column) => ({ ...column, among: { all: [] } })) }),
      })),
  },
  'linked columns do not decide the order': {
    caughtBy: ['33', '35', '44'],
    fault: (inner) => asks(inner, (query) => ({ ...query, order: query.order.filter(({ property }) => !property.includes('.')) })),
  },
  'a test of linked records is passed by any of them': {
    caughtBy: ['33', '45'],
    fault: (inner) => asks(inner, (query) => ({ ...query, every: [], where: someInstead(query.where) })),
  },
  'a plan claims a window over tests that it does not grade': {
    caughtBy: ['36'],
    fault: (inner) => ({ plan: (query) => ({ ...inner.plan(query), grades: new Map() }) }),
  },
  'a plan claims tests that it does not do': {
    caughtBy: ['35'],
    fault: (inner) => asks(inner, (query) => ({ ...query, every: [], where: { all: [] } })),
  },
  'a plan remembers how often it was asked': { caughtBy: ['34'], fault: (inner) => planOnce(inner) },
  'the last write of a batch is lost': {
    caughtBy: ['14', '50'],
    fault: (inner) => commits(inner, (batch) => ({ ...batch, writes: batch.writes.length > 2 ? batch.writes.slice(0, -1) : batch.writes })),
  },
  'a batch is written one by one': { caughtBy: ['50'], fault: (inner) => ({ commit: oneByOne(inner) }) },
  'an old version is accepted': {
    caughtBy: ['47', '50'],
    fault: (inner) => commits(inner, (batch) => ({ ...batch, writes: batch.writes.map(({ expect: _, ...write }) => write as Write) })),
  },
  'every writer gets a success': { caughtBy: ['46', '49'], fault: (inner) => ({ commit: flatters(inner) }) },
  'creating overwrites': { caughtBy: ['49'], fault: (inner) => ({ commit: overwrites(inner) }) },
  'a patch of nothing creates': { caughtBy: ['49'], fault: (inner) => ({ commit: upserts(inner) }) },
  'idempotency keys are forgotten': { caughtBy: ['51'], fault: (inner) => commits(inner, ({ key: _, ...batch }) => batch) },
  'unique values are not checked': {
    caughtBy: ['52'],
    fault: (inner) => ({
      schema: {
        apply: async (next, io) =>
          inner.schema?.apply(
            {
              ...next,
              types: next.types.map((type) => ({ ...type, properties: type.properties.map(({ unique: _, ...property }) => property) })),
            },
            io,
          ),
      },
    }),
  },
  'a scan reads the current state for each page': {
    caughtBy: ['61'],
    fault: (inner) => ({ scan: (offer, io) => unsteady(inner, offer, io) }),
  },
  'reads leave out what is not there': {
    caughtBy: ['14'],
    fault: (inner) => ({ read: async (refs, io) => (await inner.read(refs, io)).filter((record) => record !== null) }),
  },
  'empty text becomes a missing value': {
    caughtBy: ['7'],
    fault: (inner) => commits(inner, (batch) => ({ ...batch, writes: batch.writes.map(emptyAsNull) })),
  },
  'numbers are rounded': { caughtBy: ['6'], fault: (inner) => ({ read: async (refs, io) => (await inner.read(refs, io)).map(rounded) }) },
  'the feed loses every fourth batch': { caughtBy: ['54'], fault: (inner) => feeds(inner, (_, place) => place % 4 !== 3) },
  'the feed tears a commit apart': { caughtBy: ['55'], fault: (inner) => ({ changes: (from, io) => torn(inner.changes(from, io)) }) },
  'the feed has no image before': {
    caughtBy: ['56'],
    fault: (inner) => ({ changes: (from, io) => mapped(inner.changes(from, io), ({ before: _, ...change }) => change) }),
  },
  'resuming starts one batch too late': {
    caughtBy: ['54'],
    fault: (inner) => ({ changes: (from, io) => (from === 'head' ? inner.changes(from, io) : skipping(inner.changes(from, io))) }),
  },
  'history is empty': { caughtBy: ['58'], fault: () => ({ history: { read: async (refs) => refs.map(() => []) } }) },
  'history forgets who did it': {
    caughtBy: ['58'],
    fault: (inner) => ({
      history: {
        read: async (...asked) =>
          ((await inner.history?.read(...asked)) ?? []).map((entries) =>
            entries.map((entry) => ({ ...entry, actor: { source: 'system' } })),
          ),
      },
    }),
  },
  'history dates every value from its commit': {
    caughtBy: ['62'],
    fault: (inner) =>
      commits(inner, (batch) => ({
        ...batch,
        writes: batch.writes.map((write) => ('values' in write ? { ...write, since: {} } : write)),
      })),
  },
  'history forgets its groups': {
    caughtBy: ['59'],
    fault: (inner) => ({
      history: {
        read: async (...asked) =>
          ((await inner.history?.read(...asked)) ?? []).map((entries) => entries.map(({ group: _, ...entry }) => entry)),
      },
    }),
  },
  'a group is read oldest first': {
    caughtBy: ['59'],
    fault: (inner) => ({
      groups: { read: async (...asked) => ((await inner.groups?.read(...asked)) ?? []).toReversed() },
    }),
  },
  'the next part of a group begins with the last one again': {
    caughtBy: ['59'],
    fault: (inner) => ({
      groups: { read: async (group, { limit }, io) => (await inner.groups?.read(group, { limit }, io)) ?? [] },
    }),
  },
  'sums are of doubles': {
    caughtBy: ['70', '72'],
    fault: (inner) => aggregates(inner, ({ measures, ...group }) => ({ ...group, measures: measures.map(toDoubles) })),
  },
  'records without a value are in no group': {
    caughtBy: ['70', '71', '72', '73'],
    fault: (inner) => aggregates(inner, (group) => (group.key.includes(null) ? undefined : group)),
  },
  'a value at a bound is in the group before': {
    caughtBy: ['71', '72', '73'],
    fault: (inner) => plansAggregates(inner, (by) => ({ ...by, ...(by.bounds && { bounds: by.bounds.map(later) }) })),
  },
  'an aggregate counts archived records': {
    caughtBy: ['72', '73'],
    fault: (inner) => plansAggregates(inner, (by) => by, 'any'),
  },
  'links are read from one end': {
    caughtBy: ['41'],
    fault: (inner) => ({
      links: {
        read: async (refs, edge, forward, io) => (forward ? inner.links?.read(refs, edge, forward, io) : undefined) ?? refs.map(() => []),
      },
    }),
  },
  'links of many records are those of the first': {
    caughtBy: ['38'],
    fault: (inner) => ({
      links: {
        read: async (refs, edge, forward, io) => {
          const [first = []] = (await inner.links?.read(refs, edge, forward, io)) ?? []
          return refs.map(() => first)
        },
      },
    }),
  },
  'records behind links are those that are archived, too': { caughtBy: ['38'], fault: (inner) => withRecords(inner, true, true) },
  'records behind links have no labels': { caughtBy: ['38'], fault: (inner) => withRecords(inner, false, false) },
  'records without links are left out': {
    caughtBy: ['38'],
    fault: (inner) => ({
      links: { read: async (...asked) => ((await inner.links?.read(...asked)) ?? []).filter((links) => links.length > 0) },
    }),
  },
  'the limit of histories counts for all records together': {
    caughtBy: ['60'],
    fault: (inner) => ({
      history: {
        read: async (refs, properties, limit, io) => {
          let left = limit
          const found = (await inner.history?.read(refs, properties, limit, io)) ?? []
          return found.map((entries) => {
            const kept = entries.slice(0, left)
            left -= kept.length
            return kept
          })
        },
      },
    }),
  },
  'a commit does not say what it changed': {
    caughtBy: ['48'],
    fault: (inner) => answers(inner, ({ changes: _, ...result }) => result as CommitResult),
  },
  'a commit says what it changed without the cursor': {
    caughtBy: ['48'],
    fault: (inner) => answers(inner, ({ cursor: _, ...result }) => result),
  },
  'archiving does not look at the version': {
    caughtBy: ['15'],
    fault: (inner) => commits(inner, (batch) => ({ ...batch, writes: batch.writes.map((write) => expectNothing(write, 'archive')) })),
  },
  'linking does not look at the version': {
    caughtBy: ['15'],
    fault: (inner) => commits(inner, (batch) => ({ ...batch, writes: batch.writes.map((write) => expectNothing(write, 'link')) })),
  },
  'a batch links before it unlinks': {
    caughtBy: ['39'],
    fault: (inner) => commits(inner, ({ writes, ...batch }) => ({ ...batch, writes: [...writes].sort(unlinksLast) })),
  },
  'only the first of two writes to one link counts': {
    caughtBy: ['39'],
    fault: (inner) => commits(inner, ({ writes, ...batch }) => ({ ...batch, writes: writes.filter(isFirstOfLink) })),
  },
  'archived records cannot be linked': {
    caughtBy: ['39'],
    fault: (inner) => ({ commit: refusesArchivedEnds(inner) }),
  },
  'a purge only archives': {
    caughtBy: ['53'],
    fault: (inner) =>
      commits(inner, (batch) => ({
        ...batch,
        writes: batch.writes.map((write) => (write.write === 'purge' ? { ...write, write: 'archive' } : write)),
      })),
  },
  'a purge leaves images in the feed': { caughtBy: ['53'], fault: (inner) => rememberingFeed(inner) },
  'kept answers outlive a purge': { caughtBy: ['53'], fault: (inner) => ({ commit: rememberingAnswers(inner) }) },
  'a purged id can be created again': { caughtBy: ['53'], fault: (inner) => ({ commit: reusesIds(inner) }) },
  'a reader that comes too late is not told': {
    caughtBy: ['16'],
    fault: (inner) => ({ changes: (from, io) => fromTheHeadIfPruned(inner, from, io) }),
  },
  'pruning takes the older half of a group': { caughtBy: ['63'], fault: (inner) => groupsOfToday(inner) },
  'a commit that was given up forgets its key': {
    caughtBy: ['65'],
    fault: (inner) => ({ capabilities: { ...inner.capabilities, remote: true }, commit: forgettingFirst(inner) }),
  },
  'what follows from a batch is written under its name': {
    caughtBy: ['66'],
    fault: (inner) =>
      commits(inner, ({ consequence, ...batch }) => ({
        ...batch,
        ...(consequence && { consequence: { ...consequence, actor: batch.actor } }),
      })),
  },
  'a batch is written whose consequence is refused': {
    caughtBy: ['67'],
    fault: (inner) => ({
      commit: async (batch, io) => {
        const result = await inner.commit(batch, io)
        const { consequence, ...alone } = batch
        return result.ok || consequence === undefined ? result : inner.commit(alone, io)
      },
    }),
  },
  'the feed swaps commits': { caughtBy: ['9'], fault: (inner) => ({ changes: (from, io) => swapped(inner.changes(from, io)) }) },
  'a second reader takes commits away from the first': { caughtBy: ['9'], fault: (inner) => sharedOut(inner) },
  'a backup leaves the past out': {
    caughtBy: ['74'],
    fault: (inner) => backups(inner, (page) => ({ ...page, records: page.records.map((record) => ({ ...record, history: [] })) })),
  },
  'a backup leaves links out': {
    caughtBy: ['74', '75'],
    fault: (inner) => backups(inner, (page) => ({ ...page, records: page.records.map((record) => ({ ...record, links: [] })) })),
  },
  'a backup forgets which ids are taken': { caughtBy: ['74'], fault: (inner) => backups(inner, ({ records }) => ({ records })) },
  'closing changes nothing': { caughtBy: ['2'], fault: () => ({ close: async () => {} }) },
  'opening twice starts over': { caughtBy: ['1'], fault: (inner) => ({ open: async (env) => inner.close().then(() => inner.open(env)) }) },
}

test('every check of the kit passes on the store that the faults are put into', async () => {
  expect(await failures(() => memory())).toEqual([])
})

findAll(mutants)

// Each of these dies before the first step of a commit and after its last one; what is there in between is the fault.
const deaths: Readonly<Record<string, readonly [caughtBy: readonly string[], left: (batch: WriteBatch) => WriteBatch]>> = {
  'leaves what it has to': [[], (batch) => batch],
  'leaves half a batch': [['8'], (batch) => ({ ...batch, writes: batch.writes.slice(0, batch.writes.length / 2) })],
  'leaves all but the links': [['8'], (batch) => ({ ...batch, writes: batch.writes.filter((write) => !('edge' in write)) })],
  'leaves a commit without its key': [['8'], ({ key: _, ...batch }) => batch],
}
for (const [name, [caughtBy, left]] of Object.entries(deaths)) {
  test(`the kit looks at a store whose process ${name} when it dies`, async () => {
    let isDying = false
    const lasting = (inner: Inner): Partial<Inner> => ({
      close: async () => {},
      commit: (batch, io) => inner.commit(isDying ? left(batch) : batch, io),
    })
    const crash: StorageSuiteOptions['crash'] = async (adapter, step, commit) => {
      isDying = true
      if (step === 1) await commit()
      isDying = false
      return step > 1 ? undefined : adapter
    }
    expect(await failures(() => broken(memory() as Inner, lasting), ['8'], { crash })).toEqual(caughtBy)
  })
}

// Two adapters on one store, and what a store that others write into gets wrong.
const sharing: Readonly<Record<string, readonly [caughtBy: readonly string[], fault: Fault]>> = {
  'keeps its word': [[], ({ capabilities }) => ({ capabilities: { ...capabilities, shared: true, remote: true } })],
  'does not say that others write': [['64'], () => ({})],
  'has no feed for what others write': [['64'], ({ capabilities: { feed: _, ...rest } }) => ({ capabilities: { ...rest, shared: true } })],
  'does not list what others write': [
    ['64'],
    (inner) => ({
      capabilities: { ...inner.capabilities, shared: true },
      changes: async function* (from, io) {
        for await (const batch of inner.changes(from, io)) if (batch.changes.every(({ change }) => change !== 'patch')) yield batch
      },
    }),
  ],
}
for (const [name, [caughtBy, fault]] of Object.entries(sharing)) {
  test(`the kit looks at a store with two adapters that ${name}`, async () => {
    const beside = (adapter: StorageAdapter): StorageAdapter => ({ ...adapter, close: async () => {} })
    expect(await failures(() => broken(memory() as Inner, fault), ['64', '65'], { beside })).toEqual(caughtBy)
  })
}
test('the kit asks for the second adapter where others write', async () => {
  const claims: Fault = ({ capabilities }) => ({ capabilities: { ...capabilities, shared: true } })
  expect(await failures(() => broken(memory() as Inner, claims), ['64'])).toEqual(['64'])
})

test('the kit sees two accounts that share one store', async () => {
  const shared = memory()
  expect(await failures(() => shared, ['5'])).toEqual(['5'])
})
test('a check without a claim is named, and does not count as passed', async () => {
  const { history: _, ...without } = memory()
  const notes: (string | undefined)[] = []
  const bodies: (() => Promise<void>)[] = []
  storageSuite.run(
    { open: () => without },
    (name, body) =>
      name.includes(' 58 ') &&
      bodies.push(
        async () => body({ skip: (note) => notes.push(note) }),
        async () => body(),
      ),
  )
  await bodies[0]?.()
  expect(notes).toEqual([expect.stringMatching(/58 history.* \(not claimed\)$/)])
  await expect(bodies[1]?.()).rejects.toMatchObject({ code: 'storage.refused' })
})

function asked(inner: Inner, change: (query: CanonicalQuery) => CanonicalQuery): Inner {
  return { ...inner, scan: (offer, io) => inner.scan({ ...offer, native: change(offer.native) }, io) }
}
function asks(inner: Inner, change: (query: CanonicalQuery) => CanonicalQuery): Partial<Inner> {
  return { scan: asked(inner, change).scan }
}
function aggregates(inner: Inner, change: (group: StoreGroup) => StoreGroup | undefined): Partial<Inner> {
  const { aggregate } = inner
  if (aggregate === undefined) return {}
  const run: AggregateOps['run'] = async (...asked) => {
    const { groups, ...answer } = await aggregate.run(...asked)
    return { ...answer, groups: groups.flatMap((group) => change(group) ?? []) }
  }
  return { aggregate: { ...aggregate, run } }
}
function plansAggregates(inner: Inner, change: (by: StoreGrouping) => StoreGrouping, archived?: 'any'): Partial<Inner> {
  const { aggregate } = inner
  if (aggregate === undefined) return {}
  const changed = ({ query, by, ...rest }: StoreAggregate): StoreAggregate => ({
    ...rest,
    query: { ...query, archived: archived ?? query.archived },
    by: by.map(change),
  })
  return { aggregate: { ...aggregate, plan: (asked) => aggregate.plan(changed(asked)) } }
}
function toDoubles(state: MeasureState): MeasureState {
  if (typeof state === 'number') return state
  return state.map((part) =>
    typeof part === 'object' && 'amount' in part ? { ...part, amount: String(Number(part.amount)) } : part,
  ) as MeasureState
}
// What is filled in lacks something.
function backups(inner: Inner, change: (page: KeptPage) => KeptPage): Partial<Inner> {
  const { backup } = inner
  if (backup === undefined) return {}
  return {
    backup: {
      ...backup,
      restore: (pages, io) =>
        backup.restore(
          (async function* () {
            for await (const page of pages) yield change(page)
          })(),
          io,
        ),
    },
  }
}
function later(bound: string | number): string | number {
  return typeof bound === 'number' ? bound + 1 : `${bound}~`
}
// Pages are changed as a whole: the selection is widened for the fault to see what it sorts by.
function pages(inner: Inner, change: (page: Page, query: CanonicalQuery) => Page): Partial<Inner> {
  return {
    scan: async function* (offer: PlanOffer<CanonicalQuery>, io: IO) {
      const query = offer.native
      const wide = { ...query, select: [...query.select, ...query.order.map(({ property }) => property), 'name', 'note'] }
      for await (const page of inner.scan({ ...offer, native: wide }, io)) yield change(page, query)
    },
  }
}
async function* unsteady(inner: Inner, offer: PlanOffer<CanonicalQuery>, io: IO): AsyncIterable<Page> {
  for (let offset = 0; ; offset += 1000) {
    for await (const page of inner.scan({ ...offer, native: { ...offer.native, offset, limit: 1000 } }, io)) {
      if (page.records.length === 0) return
      yield page
    }
  }
}
function nullsFirst(records: readonly StoredRecord[], { order: [first] }: CanonicalQuery): readonly StoredRecord[] {
  if (first?.direction !== 'descending') return records
  const isMissing = ({ values }: StoredRecord) => (values[first.property] ?? null) === null
  return [...records.filter(isMissing), ...records.filter((record) => !isMissing(record))]
}
function byUtf16(records: readonly StoredRecord[], { order: [first] }: CanonicalQuery): readonly StoredRecord[] {
  if (first?.by !== 'text') return records
  const text = ({ values }: StoredRecord) => String(values[first.property] ?? '').toLowerCase()
  return [...records].sort((a, b) => (text(a) < text(b) ? -1 : text(a) > text(b) ? 1 : 0) * (first.direction === 'ascending' ? 1 : -1))
}
function cutFirst(page: Page, { limit, offset = 0 }: CanonicalQuery): Page {
  return { ...page, records: page.records.slice(offset, limit === undefined ? undefined : offset + limit) }
}
function exactText(page: Page, { every }: CanonicalQuery): Page {
  const holds = (record: StoredRecord) =>
    every.every(
      (atom) =>
        atom.test !== 'is' ||
        atom.kind !== 'string' ||
        record.values[atom.property] === undefined ||
        record.values[atom.property] === atom.value,
    )
  const records = page.records.filter(holds)
  return { ...page, records, ...(page.total === undefined ? {} : { total: page.total - page.records.length + records.length }) }
}
function rewrite(where: Expression, change: (where: Expression) => Expression | undefined): Expression {
  const changed = change(where)
  if (changed !== undefined) return changed
  if ('all' in where) return { all: where.all.map((part) => rewrite(part, change)) }
  if ('any' in where) return { any: where.any.map((part) => rewrite(part, change)) }
  return 'not' in where ? { not: rewrite(where.not, change) } : where
}
function sqlNot(where: Expression): Expression {
  return rewrite(where, (part) => {
    if (!('not' in part) || !('test' in part.not) || !('property' in part.not) || part.not.test === 'is-known') return undefined
    const { atom, property, kind } = part.not
    return { all: [part, { atom, test: 'is-known', property, kind }] }
  })
}
function looseBounds(where: Expression): Expression {
  return rewrite(where, (part) => {
    if (!('test' in part) || (part.test !== 'less' && part.test !== 'at-most')) return undefined
    return { any: [part, { not: { atom: part.atom, test: 'is-known', property: part.property, kind: part.kind } }] }
  })
}
function withoutLabels(where: Expression): Expression {
  return rewrite(where, (part) => {
    if (!('test' in part) || !('hop' in part)) return undefined
    const { label: _, ...hop } = part.hop
    return { ...part, hop }
  })
}
function amongAll(where: Expression): Expression {
  return rewrite(where, (part) => ('test' in part && part.test === 'first' ? { ...part, among: { all: [] } } : undefined))
}
function someInstead(where: Expression): Expression {
  return rewrite(where, (part) => {
    if (!('test' in part) || part.test !== 'first') return undefined
    const { atom, hop, among, where: inner } = part
    return { atom, test: 'some', hop, where: { all: [among, inner] } }
  })
}
function relabel(write: Write, from: string, to: string): Write {
  return 'edge' in write && write.label === from ? { ...write, label: to } : write
}
function planOnce(inner: Inner): Partial<Inner> {
  let asked = 0
  return { plan: (query) => ({ ...inner.plan(query), ...(asked++ % 2 === 0 ? {} : { grades: new Map() }) }) }
}
function oneByOne(inner: Inner): Inner['commit'] {
  return async (batch, io) => {
    let result: CommitResult = { ok: true, records: [], changes: [] }
    for (const [at, write] of batch.writes.entries()) {
      result = await inner.commit({ ...batch, writes: [write] }, io)
      if (!result.ok) return { ...result, at }
    }
    return result
  }
}
function overwrites(inner: Inner): Inner['commit'] {
  return async (batch, io) => {
    const found = await inner.read(
      batch.writes.map(({ ref }) => ref),
      io,
    )
    return inner.commit(
      { ...batch, writes: batch.writes.map((write, at) => (write.write === 'create' && found[at] ? { ...write, write: 'patch' } : write)) },
      io,
    )
  }
}
function flatters(inner: Inner): Inner['commit'] {
  return async (batch, io) => {
    const result = await inner.commit(batch, io)
    return !result.ok && result.because === 'exists' ? { ok: true, records: [], changes: [] } : result
  }
}
function upserts(inner: Inner): Inner['commit'] {
  return async (batch, io) => {
    const found = await inner.read(
      batch.writes.map(({ ref }) => ref),
      io,
    )
    return inner.commit(
      {
        ...batch,
        writes: batch.writes.map((write, at) => (write.write === 'patch' && found[at] === null ? { ...write, write: 'create' } : write)),
      },
      io,
    )
  }
}
function emptyAsNull(write: Write): Write {
  if (write.write !== 'create' && write.write !== 'patch') return write
  return { ...write, values: Object.fromEntries(Object.entries(write.values).map(([name, value]) => [name, value === '' ? null : value])) }
}
function rounded(record: StoredRecord | null): StoredRecord | null {
  return (
    record && {
      ...record,
      values: Object.fromEntries(
        Object.entries(record.values).map(([name, value]) => [name, typeof value === 'number' ? Math.fround(value) : value]),
      ),
    }
  )
}
function feeds(inner: Inner, keeps: (batch: ChangeBatch, place: number) => boolean): Partial<Inner> {
  return {
    changes: async function* (from, io) {
      for await (const batch of inner.changes(from, io)) if (keeps(batch, Number(batch.cursor.split('.')[1]))) yield batch
    },
  }
}
async function* torn(batches: AsyncIterable<ChangeBatch>): AsyncIterable<ChangeBatch> {
  for await (const { cursor, changes } of batches) for (const change of changes) yield { cursor, changes: [change] }
}
async function* mapped(batches: AsyncIterable<ChangeBatch>, change: (change: Change) => Change): AsyncIterable<ChangeBatch> {
  for await (const { cursor, changes } of batches) yield { cursor, changes: changes.map(change) }
}
async function* skipping(batches: AsyncIterable<ChangeBatch>): AsyncIterable<ChangeBatch> {
  let first = true
  for await (const batch of batches) {
    if (!first) yield batch
    first = false
  }
}

function expectNothing(write: Write, kind: Write['write']): Write {
  const { expect: _, ...rest } = write
  return write.write === kind ? (rest as Write) : write
}
function unlinksLast(a: Write, b: Write): number {
  return Number(a.write === 'unlink') - Number(b.write === 'unlink')
}
function isFirstOfLink(write: Write, place: number, all: readonly Write[]): boolean {
  if (!('edge' in write)) return true
  return all.findIndex((other) => 'edge' in other && other.edge === write.edge && other.to.id === write.to.id) === place
}
function refusesArchivedEnds(inner: Inner): Inner['commit'] {
  return async (batch, io) => {
    const ends = batch.writes.flatMap((write) => (write.write === 'link' ? [write.ref, write.to] : []))
    const archived = (await inner.read(ends, io)).some((record) => record?.archivedAt !== undefined)
    return archived ? { ok: false, because: 'missing', at: 0 } : inner.commit(batch, io)
  }
}
function rememberingFeed(inner: Inner): Partial<Inner> {
  const first = new Map<string, readonly Change[]>()
  return {
    ...answers(inner, (result) => {
      if (result.cursor !== undefined && !first.has(result.cursor)) first.set(result.cursor, result.changes)
      return result
    }),
    changes: async function* (from, io) {
      for await (const batch of inner.changes(from, io)) yield { ...batch, changes: first.get(batch.cursor) ?? batch.changes }
    },
  }
}
function withRecords(inner: Inner, hasArchived: boolean, hasLabels: boolean): Partial<Inner> {
  const { links } = inner
  if (links === undefined) return {}
  return {
    links: {
      read: (...asked) => links.read(...asked),
      readRecords: async (refs, { edge, forward, to }, io) => {
        const ends = await links.read(refs, edge, forward, io)
        const found = await Promise.all(
          ends.map((list) =>
            inner.read(
              list.map(({ id }) => ({ type: to, id })),
              io,
            ),
          ),
        )
        return ends.map((list, place) =>
          list.flatMap(({ id, label }, at) => {
            const record = found[place]?.[at]
            if (record == null || (record.archivedAt !== undefined && !hasArchived)) return []
            return [{ id, values: record.values, ...(hasLabels && label !== undefined && { label }) }]
          }),
        )
      },
    },
  }
}
function rememberingAnswers(inner: Inner): Inner['commit'] {
  const first = new Map<string, CommitResult>()
  return async (batch, io) => {
    const known = batch.key === undefined ? undefined : first.get(batch.key)
    const result = known ?? (await inner.commit(batch, io))
    if (batch.key !== undefined && result.ok) first.set(batch.key, { ...result, repeated: true })
    return result
  }
}
function reusesIds(inner: Inner): Inner['commit'] {
  return async (batch, io) => {
    const result = await inner.commit(batch, io)
    const [write] = batch.writes
    if (result.ok || result.because !== 'exists' || write === undefined) return result
    return (await inner.read([write.ref], io))[0] === null ? { ok: true, records: [], changes: [] } : result
  }
}
function forgettingFirst(inner: Inner): Inner['commit'] {
  const seen = new Set<string>()
  return ({ key, ...batch }, io) => {
    if (key === undefined || seen.has(key)) return inner.commit({ ...batch, ...(key !== undefined && { key }) }, io)
    seen.add(key)
    return inner.commit(batch, io)
  }
}
function groupsOfToday(inner: Inner): Partial<Inner> {
  let now = 0
  return {
    commit: (batch, io) => {
      now = batch.at
      return inner.commit(batch, io)
    },
    groups: {
      read: async (...asked) =>
        ((await inner.groups?.read(...asked)) ?? []).filter(({ changes }) => changes.every(({ at }) => at >= now - 86_400_000)),
    },
  }
}
async function* fromTheHeadIfPruned(inner: Inner, from: string, io: IO): AsyncIterable<ChangeBatch> {
  try {
    yield* inner.changes(from, io)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'storage.pruned')) throw error
    yield* inner.changes('head', io)
  }
}
async function* swapped(batches: AsyncIterable<ChangeBatch>): AsyncIterable<ChangeBatch> {
  let held: ChangeBatch | undefined
  for await (const batch of batches) {
    const isLast = batch.changes.some(({ ref }) => ref.id === 'end' || ref.id === 'start')
    if (held === undefined && !isLast) held = batch
    else {
      yield batch
      if (held !== undefined) yield held
      held = undefined
    }
  }
}
function sharedOut(inner: Inner): Partial<Inner> {
  const taken = new Set<string>()
  return {
    changes: async function* (from, io) {
      for await (const batch of inner.changes(from, io)) {
        if (taken.has(batch.cursor) && batch.changes.every(({ ref }) => ref.id !== 'end')) continue
        taken.add(batch.cursor)
        yield batch
      }
    },
  }
}
