import type { Atom, Expression, Value, Values } from '@tenure/core/adapter'
import type { Check } from '../check.js'
import { claim, same } from '../claim.js'
import { article, everything, type Kit } from '../kit.js'
import { kindOf } from '../kit-schema.js'

/** What the tests of a condition mean. Expected rows are written by hand, and compared with the reference evaluator as well. */
export const queryChecks: readonly Check[] = [
  {
    name: '[ST18] [FLT-2] [FLT-6] 18 query.eq-and-in',
    run: async ({ kit }) => {
      await write(kit, {
        a: { name: 'Ada', stage: 'new', size: 1, open: true },
        b: { name: 'Bob', stage: 'busy', size: 2, open: false },
        c: { name: 'Ada', keeper: 'u1' },
      })
      await finds(kit, is('name', 'Ada'), ['a', 'c'])
      await finds(kit, is('stage', 'busy'), ['b'])
      await finds(kit, is('size', 2), ['b'])
      await finds(kit, is('open', false), ['b'])
      await finds(kit, is('keeper', 'u1'), ['c'])
      await finds(kit, is('name', 'Nobody'), [])
      await finds(kit, anyOf('name', []), [])
      await finds(kit, anyOf('name', ['Bob', 'Bob', 'Nobody']), ['b'])
      await finds(kit, anyOf('stage', ['new', 'busy']), ['a', 'b'])
      await finds(kit, anyOf('size', [1, 2, 3]), ['a', 'b'])
      await finds(kit, { atom: 0, test: 'id-of', ids: ['c', 'a', 'none', 'c'] }, ['a', 'c'])
      await finds(kit, { atom: 0, test: 'id-of', ids: [] }, [])
    },
  },
  {
    name: '[ST19] [FLT-3] [FLT-5] 19 query.ranges-and-boundaries',
    run: async ({ kit }) => {
      await write(kit, ranged)
      for (const property of ['size', 'day', 'at', 'price'] as const) {
        const bound = ranged['b']?.[property] ?? ''
        await finds(kit, bounded('less', property, bound), ['a'])
        await finds(kit, bounded('at-most', property, bound), ['a', 'b'])
        await finds(kit, bounded('more', property, bound), ['c'])
        await finds(kit, bounded('at-least', property, bound), ['b', 'c'])
      }
      await finds(kit, bounded('at-least', 'price', { amount: '-1000', currency: 'EUR' }), ['a', 'b', 'c'])
      await finds(kit, bounded('at-least', 'price', { amount: '-1000', currency: 'USD' }), ['d'])
      await finds(kit, { atom: 0, test: 'before-property', property: 'day', kind: 'date', other: 'due', orEqual: false }, ['a'])
      await finds(kit, { atom: 0, test: 'before-property', property: 'day', kind: 'date', other: 'due', orEqual: true }, ['a', 'b'])
    },
  },
  {
    name: '[ST20] 20 query.null-comparisons-are-false',
    run: async ({ kit }) => {
      await write(kit, { none: {}, full })
      for (const atom of atomsOf(full)) {
        claim(!(await kit.check({ where: atom }, show(atom))).includes('none'), 'A missing value passes no test.', atom)
        claim(
          (await kit.check({ where: { not: atom } }, show(atom))).includes('none'),
          '`not` is the complement for a missing value too.',
          atom,
        )
      }
    },
  },
  {
    name: '[ST21] 21 query.not-is-complement',
    run: async ({ kit }) => {
      await write(kit, {
        none: {},
        full,
        part: { name: 'Other', size: 5, tags: ['y'] },
        other: { ...full, name: 'zzz', code: 'code-2', size: -1, stage: 'done' },
      })
      const all = await kit.check({}, 'All')
      const tests = atomsOf(full)
      const compound: Expression[] = tests.map(
        (atom, place) => ({ [place % 2 === 0 ? 'all' : 'any']: [atom, { not: tests[place - 1] ?? everything }] }) as unknown as Expression,
      )
      for (const where of [...tests, ...compound]) {
        const passing = await kit.check({ where }, show(where))
        const failing = await kit.check({ where: { not: where } }, `not ${show(where)}`)
        same([...passing, ...failing].sort(), [...all].sort(), `A record passes a test or its \`not\`, never both: ${show(where)}.`)
        await kit.check({ where: { not: { not: where } } }, 'Twice `not`')
      }
    },
  },
  {
    name: '[ST22] 22 query.nesting-depth-8',
    run: async ({ kit }) => {
      const ids = Array.from({ length: 16 }, (_, at) => `n${at}`)
      await write(
        kit,
        Object.fromEntries(ids.map((id, at) => [id, at === 0 ? {} : { size: at, name: `name ${at % 3}`, open: at % 2 === 0 }])),
      )
      let where: Expression = is('size', 5)
      for (let depth = 0; depth < 8; depth += 1) {
        where = nest(where, depth)
        await kit.check({ where }, `Depth ${depth + 1}`)
        await kit.check({ where: { not: where } }, `not, depth ${depth + 1}`)
      }
    },
  },
  {
    name: '[ST23] [FLT-11] 23 query.text-operands-are-literal',
    run: async ({ kit }) => {
      const signs = [
        '%',
        '_',
        '*',
        '?',
        '\\',
        '.',
        '[',
        ']',
        '(',
        '^',
        '$',
        "'",
        '"',
        '--',
        ';',
        '{',
        '}',
        '|',
        '+',
        '$1',
        ':p',
        '@',
        '&',
        '#',
        '/',
        '\n',
      ]
      await write(
        kit,
        Object.fromEntries([
          ...signs.map((sign, at) => [`s${at}`, { name: `a${sign}b` }] as const),
          ['plain', { name: 'axb' }],
          ['more', { name: 'axyb' }],
        ]),
      )
      for (const [at, sign] of signs.entries()) {
        same(
          await kit.check({ where: contains(sign) }, `contains ${sign}`),
          containing(signs, sign),
          `The sign ${sign} is an ordinary character.`,
        )
        await finds(kit, { atom: 0, test: 'starts-with', property: 'name', kind: 'string', text: `a${sign}b` }, [`s${at}`])
        await finds(kit, { atom: 0, test: 'ends-with', property: 'name', kind: 'string', text: `a${sign}b` }, [`s${at}`])
        await finds(kit, is('name', `a${sign}b`), [`s${at}`])
      }
      await kit.check({ where: contains('') }, 'Every known text contains the empty one')
    },
  },
  {
    name: '[ST24] [FLT-11] 24 query.fold-matching',
    run: async ({ kit }) => {
      await write(
        kit,
        Object.fromEntries(
          foldings.flatMap((same, at) => same.map((name, place) => [`f${at}-${place}`, { name, note: `<${name}>` }] as const)),
        ),
      )
      for (const [at, spellings] of foldings.entries()) {
        const ids = spellings.map((_, place) => `f${at}-${place}`)
        for (const spelling of spellings) {
          await finds(kit, is('name', spelling), ids)
          await finds(kit, anyOf('name', [spelling]), ids)
          await finds(kit, { atom: 0, test: 'contains', property: 'note', kind: 'text', text: `<${spelling}>` }, ids)
          await finds(kit, { atom: 0, test: 'starts-with', property: 'note', kind: 'text', text: `<${spelling}>` }, ids)
          await finds(kit, { atom: 0, test: 'ends-with', property: 'note', kind: 'text', text: `${spelling}>` }, ids)
        }
      }
    },
  },
]

const foldings: readonly (readonly string[])[] = [
  ['STRASSE', 'straße', 'Strasse', 'STRAẞE'],
  ['É', 'é', 'E\u0301', 'e\u0301'],
  ['ΟΔΟΣ', 'οδος', 'οδοσ'],
  ['ﬁn', 'fin', 'FIN'],
  ['Å', '\u212b', 'å'],
  ['ＡＢＣ', 'abc'],
  ['ı'],
  ['I', 'i'],
  ['\u{10400}', '\u{10428}'],
]
const ranged: Readonly<Record<string, Values>> = {
  a: { size: -2.5, day: '2026-02-28', due: '2026-03-01', at: -1, price: { amount: '-3', currency: 'EUR' } },
  b: { size: 10, day: '2026-03-01', due: '2026-03-01', at: 1_000, price: { amount: '9.5', currency: 'EUR' } },
  c: { size: 10.01, day: '2026-10-01', due: '2026-03-01', at: 1_001, price: { amount: '10', currency: 'EUR' } },
  d: { price: { amount: '9.5', currency: 'USD' } },
}
const full: Values = {
  name: 'Name',
  note: 'A note',
  code: 'code-1',
  size: 3,
  price: { amount: '3', currency: 'EUR' },
  open: true,
  day: '2026-01-02',
  due: '2026-01-03',
  at: 5,
  seenAt: 6,
  stage: 'new',
  tags: ['x', 'y'],
  keeper: 'u1',
  extra: { a: 1 },
}

function is(property: string, value: NonNullable<Value>): Atom {
  return { atom: 0, test: 'is', property, kind: kindOf(property), value }
}
function anyOf(property: string, values: readonly NonNullable<Value>[]): Atom {
  return { atom: 0, test: 'any-of', property, kind: kindOf(property), values }
}
function bounded(test: 'less' | 'at-most' | 'more' | 'at-least', property: string, value: NonNullable<Value>): Atom {
  return { atom: 0, test, property, kind: kindOf(property), value }
}
function contains(text: string): Atom {
  return { atom: 0, test: 'contains', property: 'name', kind: 'string', text }
}
function containing(signs: readonly string[], sign: string): readonly string[] {
  return signs.flatMap((other, at) => (other.includes(sign) ? [`s${at}`] : [])).sort()
}
/** Every test that a record with all properties passes. */
function atomsOf(values: Values): readonly Atom[] {
  const known = Object.keys(values).map((property): Atom => ({ atom: 0, test: 'is-known', property, kind: kindOf(property) }))
  const equal = Object.entries(values).flatMap(([property, value]) => (value === null || property === 'extra' ? [] : [is(property, value)]))
  const bounds = ['size', 'price', 'day', 'at'].flatMap((property) => [
    bounded('at-least', property, values[property] ?? 0),
    bounded('at-most', property, values[property] ?? 0),
  ])
  return [
    ...known,
    ...equal,
    ...bounds,
    anyOf('name', ['Name', 'x']),
    anyOf('stage', ['new', 'x']),
    contains('am'),
    { atom: 0, test: 'starts-with', property: 'note', kind: 'text', text: 'a n' },
    { atom: 0, test: 'ends-with', property: 'note', kind: 'text', text: 'NOTE' },
    { atom: 0, test: 'contains-any', property: 'tags', kind: 'multi_enumeration', values: ['x', 'z'] },
    { atom: 0, test: 'contains-all', property: 'tags', kind: 'multi_enumeration', values: ['y', 'x'] },
    { atom: 0, test: 'before-property', property: 'at', kind: 'datetime', other: 'seenAt', orEqual: false },
    { atom: 0, test: 'before-property', property: 'day', kind: 'date', other: 'due', orEqual: true },
  ]
}
function nest(inner: Expression, depth: number): Expression {
  const other: Atom = depth % 2 === 0 ? bounded('more', 'size', depth) : is('name', `NAME ${depth % 3}`)
  if (depth % 3 === 0) return { all: [{ not: inner }, { any: [other, is('open', true)] }] }
  return depth % 3 === 1 ? { any: [inner, { all: [other, { not: is('open', true) }] }] } : { not: { all: [inner, other] } }
}
async function write(kit: Kit, records: Readonly<Record<string, Values>>): Promise<void> {
  await kit.write(Object.entries(records).map(([id, values]) => article(id, values)))
}
async function finds(kit: Kit, where: Expression, ids: readonly string[]): Promise<void> {
  same(await kit.check({ where }, show(where)), [...ids].sort(), `What passes ${show(where)}.`)
}
function show(where: Expression): string {
  return JSON.stringify(where)
}
