import type { Bucket, Grouping, Measure, MeasureName, Weights } from '@tenure/core/aggregate'
import type { AskedAggregate } from './kit.js'
import { articleKinds, kindOf, partKinds, stages } from './kit-schema.js'
import type { Random } from './random.js'
import { type Beyond, randomQuestion } from './random-query.js'

const zones = ['Europe/Berlin', 'America/New_York', 'Asia/Kathmandu', 'UTC']
const periods: readonly Bucket['period'][] = ['day', 'week', 'month', 'quarter', 'year']
const summed: readonly MeasureName[] = ['sum', 'average', 'minimum', 'maximum', 'distinct']

/** What an amount counts by the stage of its record; of the other stages nothing counts. */
export const stageWeights: Weights = { property: 'stage', shares: stages.slice(0, 2).map((stage, at) => [stage, at === 0 ? '0.35' : '1']) }

/** A random condition with random groupings and measures, through links too. */
export function randomAggregate(random: Random, beyond: Beyond): AskedAggregate {
  const { type = 'article', where, linked = [], archived } = randomQuestion(random, beyond, [{ id: 'r0', values: {} }])
  const names = [...Object.keys(type === 'article' ? articleKinds : partKinds), ...linked.map(({ name }) => name)]
  const some = <T>(most: number, make: () => T | undefined): readonly T[] =>
    Array.from({ length: random.int(most + 1) }, make).filter((each): each is T & {} => each !== undefined)
  return {
    type,
    ...(where && { where }),
    ...(archived && { archived }),
    ...(linked.length > 0 && { linked }),
    by: some(2, () => randomGrouping(random, random.pick(names))),
    measures: some(4, () => randomMeasure(random, random.pick(names))),
  }
}

function randomGrouping(random: Random, property: string): Grouping | undefined {
  const kind = kindOf(property)
  if (kind === 'money' || kind === 'json') return undefined
  const period = random.pick(periods)
  if (kind === 'date') return { property, kind, bucket: { period } }
  if (kind === 'datetime') return { property, kind, bucket: { period, zone: random.pick(zones) } }
  return { property, kind, ...(kind === 'enumeration' && { positions: stages }) }
}
function randomMeasure(random: Random, property: string): Measure | undefined {
  const kind = kindOf(property)
  if (kind === 'json' || kind === 'multi_enumeration') return undefined
  if (kind === 'money' && random.int(5) === 0) return { measure: 'weighted', property, kind, weights: stageWeights }
  if (kind === 'number' || kind === 'money') return { measure: random.pick(summed), property, kind }
  const isTime = kind === 'date' || kind === 'datetime'
  return { measure: isTime ? random.pick(['minimum', 'maximum', 'distinct'] as const) : 'distinct', property, kind }
}
