import { expect, test } from 'vitest'
import { createRandom } from '../../host/oracle/test-random.js'
import type { Value, Values } from '../../schema/value.js'
import type { Change } from '../../storage/adapter.js'
import { type Anchor, anchorsOf, propertiesIn } from './anchor.js'
import { createRouter, type Routed } from './router.js'

// A view of the test: records of one owner above or below a threshold.
interface View extends Routed {
  readonly name: string
  readonly holds: (values: Values) => boolean
}
const masked = new Set(['owner', 'size'])
function view(owner: string, test: 'more' | 'less' | 'at-least' | 'at-most', value: number, ordered: readonly string[] = []): View {
  const where = {
    all: [
      { atom: 0, test: 'is' as const, property: 'owner', kind: 'user' as const, value: owner },
      { atom: 1, test, property: 'size', kind: 'number' as const, value },
    ],
  }
  const compare = {
    more: (a: number) => a > value,
    less: (a: number) => a < value,
    'at-least': (a: number) => a >= value,
    'at-most': (a: number) => a <= value,
  }
  return {
    name: `${owner} ${test} ${value} ${ordered.join()}`,
    anchors: anchorsOf(where as never),
    mask: masked,
    ordered: new Set(ordered),
    holds: (values) => values['owner'] === owner && typeof values['size'] === 'number' && compare[test](values['size']),
  }
}
function change(before: Values | undefined, after: Values | undefined): Change {
  const names = new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])
  const changed = [...names].filter((name) => before?.[name] !== after?.[name])
  return { ref: { type: 'thing', id: 't' }, changed, ...(before && { before }), ...(after && { after }) } as unknown as Change
}
/** The router may meet too many; those whose answer changes it must meet. */
function mustMeet({ holds }: View, { before, after }: Change): boolean {
  return (before !== undefined && holds(before)) !== (after !== undefined && holds(after))
}
const met = (router: ReturnType<typeof createRouter<View>>, of: Change) => {
  const names = new Set<string>()
  router.visit(of, ({ name }) => names.add(name))
  return names
}

test('thresholds that many views share come and go, and each change meets the views that it moves', () => {
  const seed = Date.now() % 1_000_000
  const random = createRandom(seed)
  const router = createRouter<View>()
  const views: View[] = []
  const draw = (): Value => (random.chance(0.15) ? null : random.below(6))
  const values = (): Values => ({ owner: random.pick(['anna', 'ben', null]), size: draw(), note: random.below(2) })
  for (let step = 0; step < 4_000; step++) {
    if (random.chance(0.4)) {
      const added = view(
        random.pick(['anna', 'ben']),
        random.pick(['more', 'less', 'at-least', 'at-most']),
        random.below(6),
        random.chance(0.3) ? ['size'] : [],
      )
      views.push(added)
      router.add(added)
    } else if (views.length > 0 && random.chance(0.55)) {
      const [gone] = views.splice(random.below(views.length), 1)
      if (gone !== undefined) router.remove(gone)
    }
    const kind = random.below(4)
    const of = change(kind === 0 ? undefined : values(), kind === 1 ? undefined : values())
    const names = met(router, of)
    const known = new Set(views.map(({ name }) => name))
    const missed = views.filter((each) => mustMeet(each, of) && !names.has(each.name)).map(({ name }) => name)
    const removed = [...names].filter((name) => !known.has(name))
    if (missed.length + removed.length > 0) expect.fail(`seed ${seed}, step ${step}: ${JSON.stringify({ missed, removed, of })}`)
  }
  for (const each of views) router.remove(each)
  expect(met(router, change(undefined, { owner: 'anna', size: 3 })).size).toBe(0)
})

test('of 1,000 views with a threshold each, a change meets those between its two values alone', () => {
  const router = createRouter<View>()
  for (let at = 0; at < 1_000; at++) router.add(view('anna', 'at-least', at))
  const small = met(router, change({ owner: 'anna', size: 499 }, { owner: 'anna', size: 502 }))
  expect(small.size).toBeLessThanOrEqual(4)
  for (const at of [500, 501, 502]) expect(small).toContain(`anna at-least ${at} `)
  expect(met(router, change({ owner: 'ben', size: 1 }, { owner: 'ben', size: 900 })).size).toBe(0)
  expect(met(router, change({ owner: 'anna', size: 1, note: 'a' }, { owner: 'anna', size: 1, note: 'b' })).size).toBe(0)
  expect(met(router, change({ owner: 'anna', size: 10 }, { owner: 'ben', size: 10 })).size).toBe(11)
})

test('a view that is ordered by the property of its threshold meets every change of it that it can hold', () => {
  const router = createRouter<View>()
  router.add(view('anna', 'at-least', 5, ['size']))
  expect(met(router, change({ owner: 'anna', size: 7 }, { owner: 'anna', size: 9 })).size).toBe(1)
  expect(met(router, change({ owner: 'anna', size: 1 }, { owner: 'anna', size: 2 })).size).toBe(0)
})

test('of two views with one threshold, removing one leaves the other', () => {
  const router = createRouter<View>()
  const [first, second] = [view('anna', 'more', 5), { ...view('anna', 'more', 5), name: 'second' }]
  router.add(first)
  router.add(second)
  router.remove(first)
  router.remove(first)
  expect([...met(router, change({ owner: 'anna', size: 5 }, { owner: 'anna', size: 6 }))]).toEqual(['second'])
})

const atom = (test: string, property: string, kind: string, rest: object) => ({ atom: 0, test, property, kind, ...rest })
const anchorOf = (...parts: readonly object[]): readonly Anchor[] => anchorsOf({ all: parts } as never)

test('alternatives that would give too many anchors stay whole, and so do values for too many keys', () => {
  const owners = (count: number, property: string) =>
    atom('any-of', property, 'user', { values: Array.from({ length: count }, (_, at) => `u${at}`) })
  expect(anchorOf(owners(8, 'owner'), owners(8, 'csm'))[0]?.keys).toHaveLength(64)
  expect(anchorOf(owners(9, 'owner'), owners(8, 'csm'))[0]?.keys).toHaveLength(8)
  const either = (count: number) => ({ any: Array.from({ length: count }, (_, at) => atom('is', `p${at}`, 'user', { value: 'x' })) })
  expect(anchorOf(either(4), either(4))).toHaveLength(16)
  expect(anchorOf(either(16))).toHaveLength(16)
  expect(anchorOf(either(17))).toHaveLength(1)
  expect(anchorOf(either(17))[0]?.equals).toEqual([])
  expect(anchorsOf({ any: [] })).toEqual([])
})

test('a text anchor compares as the evaluator does, and every property that a condition looks at is in its mask', () => {
  expect(anchorOf(atom('is', 'name', 'string', { value: 'STRASSE' }))[0]?.keys).toEqual(
    anchorOf(atom('is', 'name', 'string', { value: 'straße' }))[0]?.keys,
  )
  const where = {
    all: [
      { not: atom('is', 'a', 'user', { value: 'x' }) },
      { any: [atom('before-property', 'b', 'date', { other: 'c' })] },
      { atom: 0, test: 'id-of', ids: ['x'] },
    ],
  }
  expect(propertiesIn(where as never)).toEqual(['a', 'b', 'c'])
})
