import {
  type CanonicalQuery,
  canonicalise,
  compileExpression,
  type Expression,
  type PlanOffer,
  type StorageAdapter,
  type StoredRecord,
} from '@tenure/core/adapter'
import type { Check } from '../check.js'
import { claim, codeOf, collect, same, show, unlimited } from '../claim.js'
import { everything, type Kit, type Question } from '../kit.js'
import { articleKinds } from '../kit-schema.js'
import { createRandom } from '../random.js'
import { randomQuestion } from '../random-query.js'
import { fillAtRandom } from './fuzz-checks.js'

/** That a plan keeps what it says, and that the core makes good what it does not say. */
export const planChecks: readonly Check[] = [
  {
    name: '[ST34] 34 plan.pure-and-deterministic',
    run: async ({ kit, options }) => {
      for (const query of await randomQueries(kit, options.seed, 100)) {
        const before = show(query)
        const first = kit.adapter.plan(deepFreeze(query))
        same(tellable(kit.adapter.plan(query)), tellable(first), 'The same question has the same plan.')
        same(show(query), before, 'Planning does not change the query.')
        const atoms = new Set(atomsOf(query.where))
        for (const [atom, grade] of first.grades)
          claim(atoms.has(atom) && ['exact', 'inexact'].includes(grade), 'A plan grades atoms of the question.', tellable(first))
      }
      await kit.adapter.close()
      same(await codeOf(() => kit.adapter.plan(kit.query({}))), undefined, 'A plan needs nothing of the store, not even that it is open.')
    },
  },
  {
    name: '[ST35] 35 plan.exact-means-exact',
    run: async ({ kit, options }) => {
      for (const query of await randomQueries(kit, options.seed, 300)) await keepsItsWord(kit, query)
    },
  },
  {
    name: '[ST36] 36 plan.limit-only-when-safe',
    run: async ({ kit, options }) => {
      for (const query of await randomQueries(kit, options.seed, 300)) {
        const offer = kit.adapter.plan(query)
        const exact = atomsAtTop(query.where).every((atom) => offer.grades.get(atom) === 'exact')
        if (offer.limit === 'exact')
          claim(exact && offer.order === 'exact', 'A window is offered only with an exact condition and order.', tellable(offer))
        if (offer.count === 'exact') claim(exact, 'A total is offered only with an exact condition.', tellable(offer))
      }
    },
  },
  {
    name: '[ST37] 37 plan.unsupported-atoms-still-correct-through-core',
    run: async ({ kit, options }) => {
      const random = createRandom(options.seed)
      const beyond = await fillAtRandom(kit, random)
      for (const [name, weaken] of Object.entries(weaknesses)) {
        const weak = weakened(kit.adapter, weaken)
        for (let at = 0; at < 60; at += 1) {
          const question = randomQuestion(random, beyond, [...kit.model.records.values()])
          await kit.check(question, `${name}, seed ${random.seed}: ${show(question)}`, weak)
        }
      }
    },
  },
]

type Weaken = (query: CanonicalQuery) => {
  readonly asked: CanonicalQuery
  readonly keeps: readonly ('grades' | 'order' | 'limit' | 'count')[]
  readonly grade?: 'inexact'
}
// What a lesser store would do: each asks the real one for less, and offers no more than that.
const weaknesses: Readonly<Record<string, Weaken>> = {
  'tests nothing, sorts nothing': (query) => ({ asked: requery(query, { user: everything, order: [] }), keeps: [] }),
  'tests nothing, sorts': (query) => ({ asked: requery(query, { user: everything }), keeps: ['order'] }),
  'tests, sorts nothing': (query) => ({ asked: requery(query, { order: [] }), keeps: ['grades'] }),
  'tests and sorts, takes no window': (query) => ({ asked: requery(query, {}), keeps: ['grades', 'order'] }),
  'tests roughly': (query) => ({
    asked: requery(query, { user: query.every.length > 1 ? { all: query.every.slice(1) } : everything }),
    keeps: ['grades', 'order'],
    grade: 'inexact',
  }),
  'does all, but knows no linked columns': (query) => ({ asked: query, keeps: ['grades', 'order', 'limit', 'count'] }),
}

function requery(query: CanonicalQuery, change: Partial<Parameters<typeof canonicalise>[0]>): CanonicalQuery {
  const { type, where, order, select, linked = [], archived } = query
  return canonicalise({ type, user: where, policy: everything, order, select, linked, archived, count: false, ...change })
}
function weakened(adapter: StorageAdapter, weaken: Weaken): StorageAdapter {
  const plan = (query: CanonicalQuery): PlanOffer => {
    const { asked, keeps, grade } = weaken(query)
    const offer = adapter.plan(asked)
    const grades = keeps.includes('grades')
      ? new Map(atomsOf(query.where).map((atom) => [atom, grade ?? offer.grades.get(atom)]))
      : new Map()
    const told = new Map([...grades].filter((entry): entry is [number, 'exact' | 'inexact'] => entry[1] !== undefined))
    const { order, limit, count } = offer
    return {
      grades: told,
      native: offer.native,
      ...(keeps.includes('order') && order && { order }),
      ...(keeps.includes('limit') && limit && { limit }),
      ...(keeps.includes('count') && count && { count }),
    }
  }
  // A wrapper, not a copy: an adapter may be of a class, with state of its own.
  return new Proxy(adapter, { get: (target, name) => (name === 'plan' ? plan : bound(target, name)) })
}
function bound(target: StorageAdapter, name: string | symbol): unknown {
  const value: unknown = Reflect.get(target, name)
  return typeof value === 'function' ? value.bind(target) : value
}

async function randomQueries(kit: Kit, seed: number | undefined, count: number): Promise<readonly CanonicalQuery[]> {
  const random = createRandom(seed)
  const beyond = await fillAtRandom(kit, random)
  const select = Object.keys(articleKinds)
  return Array.from({ length: count }, () => {
    const question: Question = { ...randomQuestion(random, beyond, [...kit.model.records.values()]) }
    return kit.query(question.type === 'part' || question.linked !== undefined ? question : { ...question, select })
  })
}
async function keepsItsWord(kit: Kit, query: CanonicalQuery): Promise<void> {
  const offer = kit.adapter.plan(query)
  const pages = await collect(kit.adapter.scan(offer, unlimited))
  const records = pages.flatMap((page) => page.records)
  const { type, where, order, archived, linked = [] } = query
  const asked: Question = { type, where, order, archived, linked }
  const all = kit.expect(asked)
  const facts = { query, offer: tellable(offer) }
  provesAtoms(kit, query, offer, records)
  const ids = records.map(({ ref }) => ref.id)
  same(new Set(ids).size, ids.length, 'No record comes twice.')
  if (offer.limit === 'exact')
    same(ids, kit.expect({ ...asked, ...windowOf(query) }).ids, `The window is the requested one: ${show(facts)}.`)
  else
    claim(
      all.ids.every((id) => ids.includes(id)),
      'No record is lost that passes.',
      facts,
    )
  if (offer.count === 'exact') same(pages[0]?.total, all.total, `The first page has the total: ${show(facts)}.`)
  if (offer.order === 'exact' && (offer.linked === 'exact' || !ordersByLinked(query)))
    claim(isOrdered(kit, query, ids), 'Records come in order.', facts)
}
function windowOf({ limit, offset, after }: CanonicalQuery): Pick<Question, 'limit' | 'offset' | 'after'> {
  return {
    ...(limit === undefined ? {} : { limit }),
    ...(offset === undefined ? {} : { offset }),
    ...(after === undefined ? {} : { after }),
  }
}
function provesAtoms(kit: Kit, query: CanonicalQuery, offer: PlanOffer, records: readonly StoredRecord[]): void {
  for (const atom of query.every) {
    if (offer.grades.get(atom.atom) !== 'exact') continue
    const holds = compileExpression(query.type, atom)
    for (const { ref } of records) {
      const image = kit.model.get(ref.type, ref.id)
      claim(image !== undefined && holds(image, kit.model), 'Every returned row passes every test that is graded exact.', { atom, ref })
    }
  }
}
function ordersByLinked({ order, linked = [] }: CanonicalQuery): boolean {
  return order.some(({ property }) => linked.some(({ name }) => name === property))
}
function isOrdered(kit: Kit, { type, order, linked = [] }: CanonicalQuery, ids: readonly string[]): boolean {
  const compare = kit.model.compare(order)
  const fill = kit.model.fill(type, linked)
  const images = ids.map((id) => kit.model.get(type, id)).map((record) => record && fill(record))
  return images.every((image, at) => {
    const before = images[at - 1]
    return at === 0 || (image !== undefined && before !== undefined && compare(before, image) < 0)
  })
}
function atomsOf(where: Expression): readonly number[] {
  if ('test' in where) {
    const nested = [...('among' in where ? [where.among] : []), ...('where' in where ? [where.where] : [])]
    return [where.atom, ...nested.flatMap(atomsOf)]
  }
  if ('not' in where) return atomsOf(where.not)
  return ('all' in where ? where.all : where.any).flatMap(atomsOf)
}
// A test of linked records counts as its own condition.
function atomsAtTop(where: Expression): readonly number[] {
  if ('test' in where) return [where.atom]
  if ('not' in where) return atomsAtTop(where.not)
  return ('all' in where ? where.all : where.any).flatMap(atomsAtTop)
}
function tellable({ grades, order, limit, linked, count }: PlanOffer): unknown {
  return { grades: [...grades].sort(([a], [b]) => a - b), order, limit, linked, count }
}
function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) Object.values(Object.freeze(value)).forEach(deepFreeze)
  return value
}
