import { type Grouping, type Measure, type MeasureName, type StoreGroup, Tally } from '@tenure/core/aggregate'
import type { Check } from '../check.js'
import { claim, codeOf, same, show, unlimited } from '../claim.js'
import { type AskedAggregate, article, type Kit } from '../kit.js'
import { kindOf, stages } from '../kit-schema.js'
import { createRandom } from '../random.js'
import { randomAggregate } from '../random-aggregate.js'
import { fillAtRandom } from './fuzz-checks.js'

const worlds = 3
const questionsOfWorld = 200
const measure = (name: MeasureName, property: string): Measure => ({ measure: name, property, kind: kindOf(property) })
const by = (property: string): Grouping => ({ property, kind: kindOf(property) })
const eur = (amount: string) => ({ amount, currency: 'EUR' })
const usd = (amount: string) => ({ amount, currency: 'USD' })

/** Counting and adding up: by the store where it offers that, by the core where it does not. */
export const aggregateChecks: readonly Check[] = [
  {
    name: '[ST70] 70 aggregate.groups-and-measures',
    run: async ({ kit }) => {
      await kit.write([
        article('a', { stage: 'busy', price: eur('0.1'), size: 0.1, open: true, tags: ['x', 'y'], name: 'Rome', keeper: 'u1' }),
        article('b', { stage: 'busy', price: eur('0.20'), size: 0.2, open: false, tags: ['y'], name: 'rome' }),
        article('c', { stage: 'new', price: usd('99999999999999999999.99'), size: 3, tags: [], name: 'Rome' }),
        article('d', { price: usd('0.01'), stage: '' }),
        article('e', {}),
      ])
      const stage = { ...by('stage'), positions: stages }
      await answers(kit, { by: [stage], measures: [measure('sum', 'price')] }, [
        [['new'], 1, [usd('99999999999999999999.99')]],
        [['busy'], 2, [eur('0.3')]],
        [[''], 1, [usd('0.01')]],
        [[null], 1, []],
      ])
      await answers(
        kit,
        { measures: [measure('sum', 'size'), measure('average', 'size'), measure('minimum', 'price'), measure('distinct', 'name')] },
        [[[], 5, '3.3', '1.1', [eur('0.1'), usd('0.01')], 2]],
      )
      await answers(kit, { by: [by('tags')] }, [
        [['x'], 1],
        [['y'], 2],
        [[null], 3],
      ])
      await answers(kit, { by: [by('name')] }, [
        [['Rome'], 2],
        [['rome'], 1],
        [[null], 2],
      ])
      await answers(kit, { by: [by('open'), by('keeper')] }, [
        [[false, null], 1],
        [[true, 'u1'], 1],
        [[null, null], 3],
      ])
      const weights = {
        property: 'stage',
        shares: [
          ['new', '0.5'],
          ['busy', '0.35'],
        ],
      } as const
      await answers(kit, { measures: [{ ...measure('weighted', 'price'), weights }] }, [
        // 0.1 × 0.35 is 0.035 and 0.20 × 0.35 is 0.07: each is rounded to cents for itself.
        [[], 5, [eur('0.11'), usd('50000000000000000000')]],
      ])
      await answers(kit, { where: { any: [] }, measures: [measure('sum', 'price'), measure('maximum', 'size')] }, [[[], 0, [], null]])
      await answers(kit, { where: { any: [] }, by: [stage] }, [])
    },
  },
  {
    name: '[ST71] 71 aggregate.periods',
    run: async ({ kit }) => {
      const instants = [
        '2026-03-28T22:59:59.999Z',
        '2026-03-28T23:00:00Z',
        '2026-03-29T21:59:59.999Z',
        '2026-03-29T22:00:00Z',
        '9999-01-01T00:00:00Z',
      ]
      const days = ['1900-01-01', '2026-02-28', '2026-03-01', '2026-03-31', '9999-12-31']
      await kit.write([
        ...instants.map((text, place) => article(`r${place}`, { at: Date.parse(text), day: days[place] ?? null })),
        article('none'),
      ])
      const day = { ...by('at'), bucket: { period: 'day', zone: 'Europe/Berlin' } } as const
      await answers(kit, { by: [day] }, [
        [['2026-03-28'], 1],
        [['2026-03-29'], 2],
        [['2026-03-30'], 1],
        [['9999-01-01'], 1],
        [[null], 1],
      ])
      const month = { ...by('day'), bucket: { period: 'month' } } as const
      await answers(kit, { by: [month] }, [
        [['1900-01-01'], 1],
        [['2026-02-01'], 1],
        [['2026-03-01'], 2],
        [['9999-12-01'], 1],
        [[null], 1],
      ])
      const week = { ...by('day'), bucket: { period: 'week' } } as const
      await answers(kit, { by: [week], where: { atom: 0, test: 'more', property: 'day', kind: 'date', value: '2000-01-01' } }, [
        [['2026-02-23'], 2],
        [['2026-03-30'], 1],
        [['9999-12-27'], 1],
      ])
    },
  },
  {
    name: '[ST72] [AGG-12] 72 aggregate.differential-fuzz',
    run: async ({ options, another }) => {
      const random = createRandom(options.seed)
      for (let world = 0; world < worlds; world += 1) {
        const kit = await another()
        const beyond = await fillAtRandom(kit, random)
        for (let at = 0; at < questionsOfWorld; at += 1) {
          const asked = randomAggregate(random, beyond)
          const facts = `seed ${random.seed} repeats it: ${show({ ...asked, explained: kit.explainAggregate(asked) })}`
          same(await kit.aggregate(asked), kit.expectAggregate(asked), `The same groups as the reference evaluator; ${facts}`)
        }
        await kit.adapter.close()
      }
    },
  },
  {
    name: '[ST73] 73 aggregate.plan-keeps-its-word',
    needs: ({ aggregate }) => aggregate !== undefined,
    run: async ({ kit, options }) => {
      const random = createRandom(options.seed)
      const beyond = await fillAtRandom(kit, random)
      for (let at = 0; at < 150; at += 1) await keepsItsWord(kit, randomAggregate(random, beyond))
      const asked = { by: [by('name')] }
      const { query } = kit.canonicalAggregate(asked)
      const offer = kit.adapter.aggregate?.plan({ query, by: asked.by, measures: [], most: 2 })
      let found = 0
      const code = await codeOf(async () => {
        found = offer === undefined ? 0 : ((await kit.adapter.aggregate?.run(offer, unlimited))?.groups.length ?? 0)
      })
      claim(found > 2 || code === 'input.too-large', 'More groups than the most are as many, or refused as too large.', { found, code })
    },
  },
]

type Row = readonly [by: readonly unknown[], count: number, ...measures: readonly unknown[]]
async function answers(kit: Kit, asked: AskedAggregate, expected: readonly Row[]): Promise<void> {
  const groups = await kit.aggregate(asked)
  same(
    groups.map((group) => [group.by, group.count, ...group.measures]),
    expected,
    `The groups of ${show(asked)}`,
  )
}

// What is graded exact is so in the store's own groups; bounds are handed in as the core would, and as it never would.
async function keepsItsWord(kit: Kit, asked: AskedAggregate): Promise<void> {
  const { query, by: groupings, measures } = kit.canonicalAggregate(asked)
  const bounds = { date: ['2026-02-28', '2026-03-02'], datetime: [0, 1, 1_772_355_600_001] }
  const plain = groupings.map(({ property, kind, bucket }) => ({
    property,
    kind,
    ...(bucket && { bounds: kind === 'date' ? bounds.date : bounds.datetime }),
  }))
  const aggregate = { query, by: plain, measures, most: 10_000 }
  const { aggregate: ops } = kit.adapter
  const offer = ops?.plan(aggregate)
  if (ops === undefined || offer === undefined) return
  const told = ({ grades, by, measures, linked }: typeof offer) => ({ grades: [...grades], by, measures, linked })
  same(told(ops.plan(aggregate)), told(offer), 'The same aggregate has the same plan.')
  if (kit.explainAggregate(asked).whole !== 'store') return
  const { groups } = await ops.run(offer, unlimited)
  const tally = new Tally(aggregate)
  for (const values of kit.aggregated(asked)) tally.add(values)
  same(sorted(groups), sorted(tally.groups()), `The groups of bounds: ${show(aggregate)}`)
}
function sorted(groups: readonly StoreGroup[]): readonly string[] {
  return groups.map(show).sort()
}
