import type { FilterData } from '@tenure/core/contract'
import { filterOperators, parseFilter } from '@tenure/core/query'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  findNode,
  grouped,
  movedInto,
  negated,
  newCondition,
  newGroup,
  newLink,
  nodesOf,
  toFilter,
  toTree,
  ungrouped,
  withNode,
  withoutPart,
  withPart,
} from './filter-tree.js'

const known = (property: string): FilterData => ({ test: 'is-known', property: `company.${property}` })
const all = (...filters: readonly FilterData[]): FilterData => ({ test: 'all', filters })
const any = (...filters: readonly FilterData[]): FilterData => ({ test: 'any', filters })
const not = (filter: FilterData): FilterData => ({ test: 'not', filter })
const keyOf = (root: ReturnType<typeof toTree>, property: string) =>
  nodesOf(root).find((node) => node.node === 'condition' && node.data.property === `company.${property}`)?.key ?? ''

const value = fc.oneof(
  fc.string(),
  fc.integer(),
  fc.boolean(),
  fc.constant({ operand: 'me' as const }),
  fc.constant({ amount: '1.5', currency: 'EUR' }),
)
const span = fc.oneof(fc.record({ days: fc.nat(100_000) }), fc.record({ ms: fc.nat(100_000) }))
const parts: Readonly<Record<(typeof filterOperators)[number]['shape'], fc.Arbitrary<object>>> = {
  nothing: fc.constant({}),
  value: fc.record({ value }),
  values: fc.record({ values: fc.array(value, { maxLength: 4 }) }),
  text: fc.record({ text: fc.string() }),
  range: fc.record({ from: value, to: value }),
  span: fc.record({ span }),
  period: fc.record({ period: fc.constantFrom('day', 'week', 'month', 'quarter', 'year') }),
  property: fc.record({ other: fc.constant('company.b') }),
  choices: fc.record({ values: fc.array(fc.string(), { maxLength: 4 }) }),
  to: fc.record({ to: value }),
  'span-to': fc.record({ span, to: value }),
}
const condition = fc.constantFrom(...filterOperators).chain(({ test: name, shape, fixed, decidesMissing }) =>
  fc.tuple(parts[shape], fc.option(fc.boolean(), { nil: undefined })).map(([more, missing]) => ({
    ...{ test: name, property: 'company.a', ...fixed, ...more },
    ...(missing !== undefined && !decidesMissing && { missing }),
  })),
)
const { filter } = fc.letrec<{ filter: unknown }>((tie) => ({
  filter: fc.oneof(
    { maxDepth: 4, depthSize: 'small' },
    condition,
    fc.record({ test: fc.constant('id-of'), type: fc.constant('company'), ids: fc.array(fc.string({ minLength: 1 }), { maxLength: 3 }) }),
    fc.record({ test: fc.constantFrom('all', 'any'), filters: fc.array(tie('filter'), { maxLength: 3 }) }),
    fc.record({ test: fc.constant('not'), filter: tie('filter') }),
    fc.record(
      { test: fc.constantFrom('some', 'none'), link: fc.constant('company.deals'), label: fc.string(), filter: tie('filter') },
      { requiredKeys: ['test', 'link'] },
    ),
    fc.record(
      {
        ...{ test: fc.constant('count'), link: fc.constant('company.deals'), label: fc.string(), filter: tie('filter') },
        ...{ is: fc.constantFrom('is', 'less', 'at-most', 'more', 'at-least'), than: fc.nat(20) },
      },
      { requiredKeys: ['test', 'link', 'is', 'than'] },
    ),
  ),
}))

test('[VIEW-7] any filter that the core accepts is the same after the editor has read and written it', () => {
  const seed = Date.now() & 0x7fffffff
  console.info(`seed ${seed}`)
  fc.assert(
    fc.property(filter, (given) => {
      const accepted = parseFilter(given)
      expect(toFilter(toTree(accepted))).toEqual(accepted)
    }),
    { seed, numRuns: 500 },
  )
})

test('[VIEW-7] conditions are added, changed, negated, removed, and the rest stays as it was', () => {
  const root = toTree(all(known('a'), any(known('b'), known('c'))))
  expect(toFilter(withPart(root, root.key, newCondition({ test: 'is-known', property: 'company.d' }, false)))).toEqual(
    all(known('a'), any(known('b'), known('c')), known('d')),
  )
  expect(toFilter(negated(root, keyOf(root, 'b')))).toEqual(all(known('a'), any(not(known('b')), known('c'))))
  const twice = toTree(not(not(known('a'))))
  expect(toFilter(negated(twice, keyOf(twice, 'a')))).toEqual(known('a'))
  expect(toFilter(withoutPart(root, keyOf(root, 'a')))).toEqual(all(any(known('b'), known('c'))))
  const changed = withNode(root, keyOf(root, 'c'), (node) =>
    node.node === 'condition' ? { ...node, data: { test: 'is-unknown', property: 'company.c' } } : node,
  )
  expect(toFilter(changed)).toEqual(all(known('a'), any(known('b'), { test: 'is-unknown', property: 'company.c' })))
})

test('[VIEW-7] a group goes with its last part, and what is left of associated records is that there are some', () => {
  const root = toTree(all(known('a'), any(known('b'))))
  expect(toFilter(withoutPart(root, keyOf(root, 'b')))).toEqual(all(known('a')))
  const linked = toTree(all({ test: 'some', link: 'company.deals', filter: any(known('b')) }))
  expect(toFilter(withoutPart(linked, keyOf(linked, 'b')))).toEqual(all({ test: 'some', link: 'company.deals' }))
  const single = toTree(known('a'))
  expect(toFilter(withoutPart(single, keyOf(single, 'a')))).toEqual(all())
  for (const filter of [all(known('a')), any(known('a')), all(any(known('a')))]) {
    const root = toTree(filter)
    expect(toFilter(withoutPart(root, keyOf(root, 'a')))).toEqual(all())
  }
})

test('[VIEW-7] parts are put into groups, taken out, and moved between them', () => {
  const root = toTree(all(known('a'), any(known('b'), known('c'))))
  expect(toFilter(grouped(root, keyOf(root, 'a')))).toEqual(all(any(known('a')), any(known('b'), known('c'))))
  const group = root.parts[1]?.key ?? ''
  expect(toFilter(ungrouped(root, group))).toEqual(all(known('a'), known('b'), known('c')))
  expect(toFilter(movedInto(root, keyOf(root, 'a'), group))).toEqual(all(any(known('b'), known('c'), known('a'))))
  expect(toFilter(movedInto(root, keyOf(root, 'b'), root.key))).toEqual(all(known('a'), any(known('c')), known('b')))
  expect(movedInto(root, group, group)).toBe(root)
  const negatedGroup = toTree(all(not(any(known('b'), known('c')))))
  expect(toFilter(ungrouped(negatedGroup, negatedGroup.parts[0]?.key ?? ''))).toEqual(all(not(any(known('b'), known('c')))))
})

test('[VIEW-7] what is unfinished is no part of the filter, and a group of nothing else is none either', () => {
  const draft = newCondition({ test: 'is', property: 'company.a' }, true)
  const root = toTree(all(known('b')))
  expect(toFilter(withPart(root, root.key, draft))).toEqual(all(known('b')))
  expect(toFilter(withPart(root, root.key, newGroup('any', [draft])))).toEqual(all(known('b')))
  const link = newLink('company.deals')
  expect(toFilter(withPart(root, root.key, { ...link, inside: { ...link.inside, parts: [draft] } }))).toEqual(
    all(known('b'), { test: 'some', link: 'company.deals' }),
  )
  expect(findNode(withPart(root, root.key, draft), draft.key)).toBe(draft)
})
