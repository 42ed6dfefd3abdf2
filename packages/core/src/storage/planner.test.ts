import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isTenureError } from '../errors/tenure-error.js'
import type { Atom, CanonicalQuery, Expression, Hop, Image, OrderTerm } from '../query/canonical.js'
import { canonicalise, type QueryParts } from '../query/canonicalise.js'
import { compareImages } from '../query/compare-images.js'
import { compileExpression, type World } from '../query/evaluator.js'
import type { Values } from '../schema/value.js'
import type { HistoryEntry, IO, Page, PlanOffer, StorageAdapter, StoredRecord } from './adapter.js'
import { type Pushed, pushDown } from './helpers.js'
import { explainQuery, runQuery } from './planner.js'

const io: IO = { signal: new AbortController().signal }
const record = (type: string, id: string, values: Values, archivedAt?: number): StoredRecord => ({
  ref: { type, id },
  version: '1',
  values,
  ...(archivedAt === undefined ? {} : { archivedAt }),
})
const stages = ['open', 'won', 'lost', null]
const companies = Array.from({ length: 60 }, (_, n) =>
  record(
    'company',
    `c${String(n).padStart(2, '0')}`,
    { name: `Name ${n % 7}`, score: n % 5 === 0 ? null : n % 9, csm: `u${n % 3}`, stage: stages[n % 4] ?? null },
    n % 11 === 0 ? 5 : undefined,
  ),
)
const deals = Array.from({ length: 40 }, (_, n) =>
  record('deal', `d${n}`, { amount: n % 6, csm: `u${n % 2}` }, n % 7 === 0 ? 5 : undefined),
)
const edges = Array.from({ length: 90 }, (_, n) => ({
  from: `c${String((n * 7) % 60).padStart(2, '0')}`,
  to: `d${(n * 11) % 40}`,
  label: ['', 'main', 'side'][n % 3] ?? '',
}))
const history: readonly (HistoryEntry & { readonly id: string })[] = companies.flatMap(({ ref: { id } }, n) =>
  Array.from({ length: n % 40 }, (_, k) => ({
    id,
    property: 'csm',
    value: k % 4 === 0 ? null : `u${k % 3}`,
    before: null,
    at: 100 - k,
    actor: { source: 'user' as const },
    version: '1',
  })),
)
const names = new Map([
  ['u0', 'Zoë'],
  ['u1', 'Adam'],
  ['u2', 'Mia'],
])
const userName = (id: string) => names.get(id)

// The reference: all records, the evaluator, a sort.
const world: World = {
  userName,
  linked: ({ id }, { forward, to, label }) => {
    const others = new Set(
      edges
        .filter((edge) => (forward ? edge.from : edge.to) === id && (label === undefined || edge.label === label))
        .map((edge) => (forward ? edge.to : edge.from)),
    )
    return (to === 'deal' ? deals : companies).filter((one) => others.has(one.ref.id) && one.archivedAt === undefined).map(toImage)
  },
  changedSince: ({ id }, property, since, to) =>
    history.some(
      (entry) =>
        entry.id === id &&
        entry.property === property &&
        entry.at >= since &&
        (to === undefined ? entry.value !== null : entry.value === to),
    ),
}
function toImage({ ref, values }: StoredRecord): Image {
  return { id: ref.id, values }
}
function expected(query: CanonicalQuery): { ids: readonly string[]; total: number } {
  const passes = compileExpression(query.type, query.where)
  const compare = compareImages(query.order, userName)
  const all = companies
    .filter(({ archivedAt }) => query.archived === 'any' || (archivedAt !== undefined) === (query.archived === 'only'))
    .map(toImage)
    .filter((image) => passes(image, world))
    .sort(compare)
  const { after, offset = 0, limit = all.length } = query
  const last: Image | undefined = after && {
    id: after.id,
    values: Object.fromEntries(query.order.map(({ property }, at) => [property, after.values[at] ?? null])),
  }
  const rest = last === undefined ? all : all.filter((image) => compare(image, last) > 0)
  return { ids: rest.slice(offset, offset + limit).map(({ id }) => id), total: all.length }
}

interface Skill {
  readonly tests: readonly Atom['test'][]
  readonly inexact?: readonly Atom['test'][]
  readonly order?: boolean
  readonly all?: boolean
  readonly poor?: boolean
}
interface Seen {
  plans: CanonicalQuery[]
  pages: number
}
/** A store that can do some things: it sieves by the tests that it knows, sorts if it can, and gives pages of seven with all that it has. */
function store(skill: Skill, seen: Seen = { plans: [], pages: 0 }): StorageAdapter<Pushed<Atom>> {
  const refuse = () => Promise.reject(new Error('not asked for'))
  const plan = (query: CanonicalQuery): PlanOffer<Pushed<Atom>> => {
    seen.plans.push(query)
    const offer = pushDown(query, (atom) =>
      skill.tests.includes(atom.test) ? { term: atom, grade: skill.inexact?.includes(atom.test) ? 'inexact' : 'exact' } : undefined,
    )
    const whole = skill.all ? ({ order: 'exact', limit: 'exact', count: 'exact' } as const) : {}
    return {
      ...offer,
      ...(skill.order ? { order: 'exact' as const } : {}),
      ...whole,
      ...(skill.all ? { grades: new Map(everyAtom(query.where).map(({ atom }) => [atom, 'exact' as const])) } : {}),
    }
  }
  async function* scan({ native: { query, terms } }: PlanOffer<Pushed<Atom>>): AsyncIterable<Page> {
    const sieve = compileExpression(query.type, skill.all ? query.where : { all: terms.map((term) => loosen(term, skill)) })
    const found = companies
      .filter(({ archivedAt }) => query.archived === 'any' || (archivedAt !== undefined) === (query.archived === 'only'))
      .filter((one) => sieve(toImage(one), world))
    const compare = compareImages(query.order, userName)
    if (skill.order || skill.all) found.sort((a, b) => compare(toImage(a), toImage(b)))
    const window = skill.all ? expected(query).ids.flatMap((id) => found.filter(({ ref }) => ref.id === id)) : found
    for (let at = 0; at === 0 || at < window.length; at += 7) {
      seen.pages++
      yield {
        records: window.slice(at, at + 7),
        ...(at === 0 ? { asOf: 'cursor-1' } : {}),
        ...(at === 0 && skill.all ? { total: found.length } : {}),
      }
    }
  }
  return {
    kind: 'sample',
    capabilities: { snapshots: true },
    open: refuse,
    close: refuse,
    describe: refuse,
    commit: refuse,
    plan,
    scan,
    changes: () => {
      throw new Error('not asked for')
    },
    read: async (refs) => refs.map(({ type, id }) => (type === 'deal' ? deals : companies).find((one) => one.ref.id === id) ?? null),
    ...(skill.poor
      ? {}
      : {
          links: {
            read: async (refs, _edge, forward) =>
              refs.map(({ id }) =>
                edges
                  .filter((edge) => (forward ? edge.from : edge.to) === id)
                  .map((edge) => ({ id: forward ? edge.to : edge.from, ...(edge.label ? { label: edge.label } : {}) })),
              ),
          },
          history: {
            read: async (refs, properties, limit) =>
              refs.map(({ id }) => history.filter((entry) => entry.id === id && properties?.includes(entry.property)).slice(0, limit)),
          },
        }),
  }
}
// What is only inexact lets more through.
function loosen(atom: Atom, { inexact }: Skill): Expression {
  return inexact?.includes(atom.test)
    ? { any: [atom, { atom: 0, test: 'id-of', ids: companies.filter((_, n) => n % 2 === 0).map(({ ref }) => ref.id) }] }
    : atom
}
function everyAtom(where: Expression): readonly Atom[] {
  if ('test' in where) return [where]
  return 'not' in where ? everyAtom(where.not) : ('all' in where ? where.all : where.any).flatMap(everyAtom)
}

const hop: Hop = { edge: 'e', forward: true, to: 'deal' }
const isStage = (value: string): Atom => ({ atom: 0, test: 'is', property: 'stage', kind: 'enumeration', value })
const scoreAbove = (value: number): Atom => ({ atom: 0, test: 'more', property: 'score', kind: 'number', value })
const changed = (since: number, to?: string): Atom => ({
  atom: 0,
  test: 'changed',
  property: 'csm',
  kind: 'user',
  since,
  ...(to ? { to } : {}),
})
const hasDeal = (where: Expression, label?: string): Atom => ({
  atom: 0,
  test: 'some',
  hop: { ...hop, ...(label === undefined ? {} : { label }) },
  where,
})
const bigDeal: Atom = { atom: 0, test: 'more', property: 'amount', kind: 'number', value: 3 }
const byName: OrderTerm = { property: 'name', direction: 'descending', by: 'text' }
const byUser: OrderTerm = { property: 'csm', direction: 'ascending', by: 'user' }
const query = (user: Expression, more: Partial<QueryParts> = {}): CanonicalQuery =>
  canonicalise({ type: 'company', user, policy: { all: [] }, order: [], select: ['name'], count: true, archived: 'no', ...more })
const skills: readonly Skill[] = [
  { tests: [] },
  { tests: ['is', 'more'] },
  { tests: ['is', 'more'], order: true },
  { tests: ['is', 'contains', 'more'], inexact: ['contains', 'more'], order: true },
  { tests: ['is', 'more', 'contains', 'some', 'count', 'changed', 'is-known', 'any-of'], order: true },
  { tests: [], all: true },
]

test('[FLT-12] every store gives the same answer, order, page and total, whatever it can do itself', async () => {
  const seed = Date.now() & 0x7fffffff
  console.info(`seed ${seed}`)
  const back: Expression = { atom: 0, test: 'some', hop: { edge: 'e', forward: false, to: 'company' }, where: isStage('won') }
  const leaf = fc.constantFrom<Expression>(
    isStage('open'),
    isStage('won'),
    scoreAbove(4),
    { atom: 0, test: 'contains', property: 'name', kind: 'string', text: 'E 3' },
    { atom: 0, test: 'is-known', property: 'score', kind: 'number' },
    hasDeal({ all: [] }),
    hasDeal(bigDeal),
    hasDeal(bigDeal, 'main'),
    hasDeal({ all: [] }, ''),
    hasDeal({ all: [bigDeal, back] }),
    changed(95),
    changed(70, 'u1'),
    { atom: 0, test: 'count', hop, where: { all: [] }, is: 'is', than: 2 },
    { atom: 0, test: 'count', hop, where: bigDeal, is: 'at-least', than: 1 },
  )
  const { where } = fc.letrec<{ where: Expression }>((tie) => ({
    where: fc.oneof(
      { maxDepth: 3 },
      leaf,
      fc.record({ all: fc.array(tie('where'), { maxLength: 3 }) }),
      fc.record({ any: fc.array(tie('where'), { maxLength: 3 }) }),
      fc.record({ not: tie('where') }),
    ),
  }))
  const limits = fc.record({
    order: fc.subarray([byName, byUser, { property: 'score', direction: 'ascending' as const, by: 'value' as const }]),
    archived: fc.constantFrom('no' as const, 'any' as const, 'only' as const),
    count: fc.boolean(),
    limit: fc.option(fc.integer({ min: 0, max: 12 }), { nil: undefined }),
    offset: fc.option(fc.integer({ min: 0, max: 8 }), { nil: undefined }),
    from: fc.option(fc.nat(59), { nil: undefined }),
  })
  await fc.assert(
    fc.asyncProperty(where, limits, fc.constantFrom(...skills), async (user, { limit, offset, from, ...rest }, skill) => {
      const last = from === undefined ? undefined : companies[from]
      const place = last && { after: { id: last.ref.id, values: rest.order.map(({ property }) => last.values[property] ?? null) } }
      const asked = query(user, {
        ...rest,
        ...(limit === undefined ? {} : { limit }),
        ...(place ?? (offset === undefined ? {} : { offset })),
      })
      const found = await runQuery(store(skill), asked, io, userName)
      const { ids, total } = expected(asked)
      expect(found.records.map(({ ref }) => ref.id)).toEqual(ids)
      expect(found.total).toBe(rest.count ? total : undefined)
      expect(found.asOf).toBe('cursor-1')
      for (const { values } of found.records) expect(Object.keys(values)).toEqual(['name'])
    }),
    { seed, numRuns: 400 },
  )
})

test('[FLT-12] a limit is left to the store only with the whole filter and the order', async () => {
  const asked = query(scoreAbove(4), { limit: 3, order: [byName] })
  const weak: Seen = { plans: [], pages: 0 }
  await runQuery(store({ tests: [] }, weak), asked, io, userName)
  expect(weak.plans.at(-1)).not.toHaveProperty('limit')
  expect(weak.plans.at(-1)?.select).toEqual(['name', 'score'])
  const able: Seen = { plans: [], pages: 0 }
  await runQuery(store({ tests: [], all: true }, able), asked, io, userName)
  expect(able).toMatchObject({ plans: [{ limit: 3 }], pages: 1 })
})

test('[FLT-12] a store that sorts is read no further than the page, unless all are counted', async () => {
  const counted: Seen = { plans: [], pages: 0 }
  await runQuery(store({ tests: [], order: true }, counted), query({ all: [] }, { limit: 3 }), io, userName)
  const bare: Seen = { plans: [], pages: 0 }
  await runQuery(store({ tests: [], order: true }, bare), query({ all: [] }, { limit: 3, count: false }), io, userName)
  expect([counted.pages, bare.pages]).toEqual([8, 1])
})

test('[SDK-9] a test that a store cannot answer is refused by the name of the capability, unless the store decides it itself', async () => {
  const poor: Skill = { tests: ['is'], poor: true }
  const refused = async (where: Expression) => {
    const error: unknown = await runQuery(store(poor), query(where), io, userName).catch((reason: unknown) => reason)
    return isTenureError(error) ? [error.problem.code, error.problem.details] : error
  }
  expect(await refused({ any: [isStage('open'), hasDeal({ all: [] })] })).toEqual(['storage.refused', { capability: 'associations' }])
  expect(await refused({ not: changed(5) })).toEqual(['storage.refused', { capability: 'history' }])
  const able = await runQuery(
    store({ tests: ['some', 'changed'], poor: true }),
    query({ all: [hasDeal(bigDeal), changed(90), scoreAbove(1)] }),
    io,
    userName,
  )
  expect(able.records.map(({ ref }) => ref.id)).toEqual(expected(query({ all: [hasDeal(bigDeal), changed(90), scoreAbove(1)] })).ids)
})

test('[FLT-12] a store that offers the total and does not give it is found out', async () => {
  const honest = store({ tests: [], all: true })
  const silent: StorageAdapter<Pushed<Atom>> = {
    ...honest,
    scan: async function* (offer, given) {
      for await (const { records } of honest.scan(offer, given)) yield { records }
    },
  }
  await expect(runQuery(silent, query({ all: [] }), io, userName)).rejects.toMatchObject({ code: 'storage.failed' })
})

test('[FLT-12] reading stops when the call is given up', async () => {
  const stop = new AbortController()
  const seen: Seen = { plans: [], pages: 0 }
  stop.abort(new Error('given up'))
  await expect(runQuery(store({ tests: [] }, seen), query(scoreAbove(1)), { signal: stop.signal }, userName)).rejects.toThrow('given up')
  expect(seen.pages).toBe(1)
})

test('[FLT-12] an explanation says who does what', () => {
  const asked = query(
    {
      all: [
        isStage('open'),
        { atom: 0, test: 'contains', property: 'name', kind: 'string', text: 'a' },
        { any: [scoreAbove(1), hasDeal(bigDeal)] },
      ],
    },
    { limit: 3 },
  )
  const weak = explainQuery(store({ tests: ['is', 'contains', 'more'], inexact: ['contains'], order: true }), asked)
  expect(weak.atoms.map(({ atom, grade }) => [atom.test, grade])).toEqual([
    ['is', 'exact'],
    ['contains', 'inexact'],
    ['more', 'none'],
    ['some', 'none'],
  ])
  expect(weak).toMatchObject({ order: 'store', limit: 'core', count: 'core' })
  expect(explainQuery(store({ tests: [], all: true }), asked)).toMatchObject({ order: 'store', limit: 'store', count: 'store' })
})
