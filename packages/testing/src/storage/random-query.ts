import type { Atom, AtomKind, CanonicalQuery, Expression, LinkedColumn, OrderTerm, Value, Values } from '@tenure/core/adapter'
import type { Question } from './kit.js'
import { articleKinds, kindOf, kitHops, linkedColumn, partKinds, stages, term } from './kit-schema.js'
import type { Random } from './random.js'

/** What random conditions may look at beyond the record. */
export interface Beyond {
  readonly links: boolean
  readonly history: boolean
  /** Instants at which something was written. */
  readonly times: readonly number[]
}
type Operand = NonNullable<Value>
const words = [
  '',
  'a',
  'A',
  'ab',
  'Ab',
  'b',
  'straße',
  'STRASSE',
  'é',
  'e\u0301',
  '%',
  'a%',
  '_',
  "it's",
  '10',
  '9',
  '\ue000',
  '\u{1f600}',
  'x\u{1f600}',
] as const
const pools: Readonly<Record<AtomKind, readonly Operand[]>> = {
  string: words,
  text: words,
  number: [-10, -1, 0, 0.5, 1, 2, 9, 10, 1e21],
  money: ['-1', '0', '9.5', '10', '100'].flatMap((amount) => ['EUR', 'USD'].map((currency) => ({ amount, currency }))),
  boolean: [true, false],
  date: ['1999-12-31', '2026-02-28', '2026-03-01', '2026-03-02', '2026-12-31'],
  datetime: [-1, 0, 1, 1_772_355_600_000, 1_772_355_600_001],
  enumeration: [...stages, 'other'],
  multi_enumeration: [['a'], ['a', 'b'], ['a', 'b', 'c'], ['b'], ['c', 'd'], ['é']],
  user: ['u0', 'u1', 'u2', 'u3', 'gone'],
  json: [{ a: 1 }, 'text', [1]],
}
const ids = Array.from({ length: 60 }, (_, at) => `r${at}`)
/** Ids that random records and random conditions choose from. */
export const randomIds: readonly string[] = ids
/** The users of a random world, with names that tie. */
export const randomUsers: readonly (readonly [id: string, name: string])[] = [
  ['u0', 'Zoe'],
  ['u1', 'adam'],
  ['u2', 'Adam'],
  ['u3', 'Émile'],
]

/** Values of a record of one of the kit's types, a good part of them missing; unique ones are left out. */
export function randomValues(random: Random, type: 'article' | 'part'): Values {
  const names = Object.keys(type === 'article' ? articleKinds : partKinds).filter((name) => name !== 'code')
  return Object.fromEntries(names.flatMap((name) => (random.chance(0.3) ? [] : [[name, random.pick(pools[kindOf(name)])]])))
}

/** A whole question: a nested condition, an order, a window. `places` are records that a page may start after. */
export function randomQuestion(
  random: Random,
  beyond: Beyond,
  places: readonly { readonly id: string; readonly values: Values }[],
): Question {
  const type = random.chance(0.8) ? 'article' : 'part'
  const linked = beyond.links && random.chance(0.3) ? randomLinked(random, type, beyond) : []
  const order = [...randomOrder(random, type), ...randomLinkedOrder(random, linked)].sort(() => random.int(3) - 1)
  const place = random.pick(places)
  const selected = linked.filter(() => random.chance(0.7)).map(({ name }) => name)
  return {
    type,
    order,
    where: randomExpression(random, type, beyond, 1 + random.int(4)),
    select: [...(random.chance(0.5) ? ['name'] : ['size', 'stage', 'keeper']), ...selected],
    ...(linked.length > 0 && { linked }),
    archived: random.chance(0.8) ? 'no' : random.pick<CanonicalQuery['archived']>(['only', 'any']),
    ...(random.chance(0.6) ? { limit: random.int(8) } : {}),
    ...(random.chance(0.25) && place !== undefined
      ? { after: { id: place.id, values: order.map(({ property }) => place.values[property] ?? randomPlace(random, property)) } }
      : random.chance(0.3)
        ? { offset: random.int(12) }
        : {}),
  }
}
// Where a page ordered by a linked column continues; own values are those of the record.
function randomPlace(random: Random, name: string): Value {
  return name.includes('.') && random.chance(0.7) ? random.pick(pools[kindOf(name)]) : null
}
// All columns of one step may read the same records, as all columns of one type do.
function randomLinked(random: Random, type: 'article' | 'part', beyond: Beyond): readonly LinkedColumn[] {
  const among = new Map(stepsOf(type).map((step) => [step, randomAmong(random, kitHops[step].to, beyond)]))
  const columns = Array.from({ length: 1 + random.int(3) }, () => {
    const step = random.pick(stepsOf(type))
    const property = random.pick(Object.keys(kitHops[step].to === 'part' ? partKinds : articleKinds))
    return linkedColumn(`${step}.${property}`, among.get(step))
  })
  return [...new Map(columns.map((column) => [column.name, column])).values()]
}
function randomAmong(random: Random, type: 'article' | 'part', beyond: Beyond): Expression {
  return random.chance(0.5) ? { all: [] } : randomExpression(random, type, { ...beyond, links: false, history: false }, 2)
}
function randomLinkedOrder(random: Random, linked: readonly LinkedColumn[]): readonly OrderTerm[] {
  const ordered = linked.filter(({ kind }) => kind !== 'json' && kind !== 'multi_enumeration' && random.chance(0.5))
  return ordered.map(({ name }) => term(name, random.pick(['ascending', 'descending'] as const)))
}

/** A condition about records of the type, nested up to that depth. */
export function randomExpression(random: Random, type: 'article' | 'part', beyond: Beyond, depth: number): Expression {
  if (depth <= 1 || random.chance(0.3)) return randomAtom(random, type, beyond, depth)
  if (random.chance(0.25)) return { not: randomExpression(random, type, beyond, depth - 1) }
  const parts = Array.from({ length: random.chance(0.05) ? 0 : 1 + random.int(3) }, () => randomExpression(random, type, beyond, depth - 1))
  return random.chance(0.5) ? { all: parts } : { any: parts }
}
/** Smaller conditions that may fail in the same way: parts of it, and it with a part left out. */
export function* smaller(where: Expression): Iterable<Expression> {
  if ('not' in where) {
    yield where.not
    for (const not of smaller(where.not)) yield { not }
  } else if ('test' in where) {
    if (!('hop' in where)) return
    if ('among' in where && !isEmpty(where.among)) yield { ...where, among: { all: [] } }
    if (isEmpty(where.where)) return
    yield { ...where, where: { all: [] } }
    for (const inner of smaller(where.where)) yield { ...where, where: inner }
  } else {
    const parts = 'all' in where ? where.all : where.any
    const join = (next: readonly Expression[]): Expression => ('all' in where ? { all: next } : { any: next })
    yield* parts
    for (const [at, part] of parts.entries()) {
      yield join(parts.toSpliced(at, 1))
      for (const next of smaller(part)) yield join(parts.toSpliced(at, 1, next))
    }
  }
}

function isEmpty(where: Expression): boolean {
  return 'all' in where && where.all.length === 0
}
function randomOrder(random: Random, type: 'article' | 'part'): readonly OrderTerm[] {
  const kinds: Readonly<Record<string, AtomKind>> = type === 'article' ? articleKinds : partKinds
  const names = Object.entries(kinds).filter(([, kind]) => kind !== 'json' && kind !== 'multi_enumeration')
  const chosen = new Set(Array.from({ length: random.int(4) }, () => random.pick(names)[0]))
  return [...chosen].map((name) => term(name, random.pick(['ascending', 'descending'] as const)))
}
function randomAtom(random: Random, type: 'article' | 'part', beyond: Beyond, depth: number): Atom {
  if (beyond.links && random.chance(0.12)) return randomLinkAtom(random, type, beyond, depth)
  if (random.chance(0.05)) return { atom: 0, test: 'id-of', ids: Array.from({ length: random.int(6) }, () => random.pick(ids)) }
  if (type === 'article' && random.chance(0.06)) {
    const [property, other] = random.pick([
      ['day', 'due'],
      ['at', 'seenAt'],
      ['due', 'day'],
    ] as const)
    return { atom: 0, test: 'before-property', property, kind: kindOf(property), other, orEqual: random.chance(0.5) }
  }
  const property = random.pick(Object.keys(type === 'article' ? articleKinds : partKinds))
  if (beyond.history && random.chance(0.08) && kindOf(property) !== 'json') return randomChanged(random, property, beyond)
  return randomValueAtom(random, property, kindOf(property))
}
function randomChanged(random: Random, property: string, { times }: Beyond): Atom {
  const to = random.chance(0.5) ? { to: random.pick(pools[kindOf(property)]) } : {}
  return { atom: 0, test: 'changed', property, kind: kindOf(property), since: random.pick(times) + random.int(3) - 1, ...to }
}
function randomLinkAtom(random: Random, type: 'article' | 'part', beyond: Beyond, depth: number): Atom {
  const step = kitHops[random.pick(stepsOf(type))]
  const where: Expression = random.chance(0.4) ? { all: [] } : randomExpression(random, step.to, beyond, Math.min(depth, 2))
  if (random.chance(0.35)) return { atom: 0, test: 'first', hop: step, among: randomAmong(random, step.to, beyond), where }
  const hop = { ...step, ...(random.chance(0.3) ? { label: random.pick(['', 'x', 'y', 'primary']) } : {}) }
  if (random.chance(0.6)) return { atom: 0, test: 'some', hop, where }
  return {
    atom: 0,
    test: 'count',
    hop,
    where,
    is: random.pick(['is', 'less', 'at-most', 'more', 'at-least'] as const),
    than: random.int(4),
  }
}
function stepsOf(type: 'article' | 'part'): readonly (keyof typeof kitHops)[] {
  return type === 'part' ? ['articles'] : ['parts', 'parts', 'parent', 'children']
}
function randomValueAtom(random: Random, property: string, kind: AtomKind): Atom {
  const base = { atom: 0, property, kind } as const
  const value = random.pick(pools[kind])
  const some = Array.from({ length: random.int(4) }, () => random.pick(pools[kind]))
  const choices: Atom[] = [{ ...base, test: 'is-known' }]
  if (kind !== 'json') choices.push({ ...base, test: 'is', value })
  if (kind !== 'json' && kind !== 'multi_enumeration') choices.push({ ...base, test: 'any-of', values: some })
  if (kind === 'string' || kind === 'text') {
    for (const test of ['contains', 'starts-with', 'ends-with'] as const) choices.push({ ...base, test, text: String(value) })
  }
  if (bounded.has(kind)) for (const test of ['less', 'at-most', 'more', 'at-least'] as const) choices.push({ ...base, test, value })
  if (kind === 'multi_enumeration')
    for (const test of ['contains-any', 'contains-all'] as const) choices.push({ ...base, test, values: some.flat() as string[] })
  return random.pick(choices)
}
const bounded: ReadonlySet<AtomKind> = new Set(['number', 'money', 'date', 'datetime'])
