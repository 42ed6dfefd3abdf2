import { splitPath } from '../../schema/property.js'
import type { PropertyKind } from '../../schema/value.js'
import { toPositions } from '../bind-columns.js'
import { type BindEnv, getTarget, type Place, refuse, startBinding } from '../binding.js'
import type { AggregateData, GroupingData, MeasureData, MeasureName } from './aggregate-data.js'
import { aggregateLimits } from './aggregate-data.js'
import type { Grouping, Measure, Weights } from './canonical-aggregate.js'
import { toShare } from './weigh.js'

/** What a bound aggregate asks of its records. */
export interface BoundMeasures {
  readonly by: readonly Grouping[]
  readonly measures: readonly Measure[]
}
const noGroups: readonly PropertyKind[] = ['money', 'json']
const times: readonly PropertyKind[] = ['date', 'datetime']
const amounts: readonly PropertyKind[] = ['number', 'money']
const measured: Readonly<Record<MeasureName, readonly PropertyKind[]>> = {
  sum: amounts,
  average: amounts,
  weighted: ['money'],
  minimum: [...amounts, ...times],
  maximum: [...amounts, ...times],
  distinct: [...amounts, ...times, 'string', 'text', 'boolean', 'enumeration', 'user'],
}

/** Groupings and measures with their properties found. Errors: `input.invalid`, for a hidden property in the words for a missing one. */
export function bindMeasures({ type, by = [], measures = [] }: Omit<AggregateData, 'where'>, env: BindEnv): BoundMeasures {
  checkCount(by.length, aggregateLimits.groupings, 'by', 'properties to group by')
  checkCount(measures.length, aggregateLimits.measures, 'measures', 'measures')
  const binding = startBinding(env, type)
  const target = (path: string, at: Place) => getTarget(binding, path, at)
  return {
    by: by.map((grouping, place) => bindGrouping(grouping, ['by', place], target, env.zone)),
    measures: measures.map((measure, place) => bindMeasure(measure, ['measures', place], target)),
  }
}

type Find = (path: string, at: Place) => ReturnType<typeof getTarget>
function bindGrouping({ property: path, period }: GroupingData, at: Place, target: Find, zone: string): Grouping {
  const { name, property, definition } = target(path, [...at, 'property'])
  const { kind } = property
  if (noGroups.includes(kind)) throw refuse([...at, 'property'], `${path} is of the kind ${kind}, which records are not grouped by.`)
  if (times.includes(kind) !== (period !== undefined))
    throw refuse(
      [...at, 'period'],
      `${path} is of the kind ${kind}, which is grouped ${period === undefined ? 'by a period: day, week, month, quarter or year' : 'by its values, without a period'}.`,
    )
  if (period !== undefined) return { property: name, kind, bucket: kind === 'date' ? { period } : { period, zone } }
  const positions = kind === 'enumeration' ? toPositions(property, definition) : []
  return { property: name, kind, ...(positions.length > 0 && { positions }) }
}
function bindMeasure({ measure, property: path }: MeasureData, at: Place, target: Find): Measure {
  const { name, property } = target(path, [...at, 'property'])
  if (!measured[measure].includes(property.kind))
    throw refuse(
      [...at, 'measure'],
      `The measure ${measure} does not apply to ${path}, which is of the kind ${property.kind}; it is for ${measured[measure].join(', ')}.`,
    )
  const kind = property.kind
  return measure === 'weighted'
    ? { measure, property: name, kind, weights: bindWeights(path, [...at, 'property'], target) }
    : { measure, property: name, kind }
}
// The probability of a stage, which only records with pipelines have.
function bindWeights(path: string, at: Place, target: Find): Weights {
  const [type, name] = splitPath(path)
  if (name.includes('.')) throw refuse(at, `${path} is read through a link. Only amounts of the record itself are weighted, by its stage.`)
  const { definition } = target(`${type}.stage`, at)
  const stages = (definition.pipelines ?? []).flatMap((pipeline) => pipeline.stages)
  const shares = stages.flatMap(({ value, probability }) => (probability === undefined ? [] : [[value, toShare(probability)] as const]))
  return { property: 'stage', shares }
}
function checkCount(count: number, max: number, key: string, what: string): void {
  if (count > max) throw refuse([key], `An aggregate has at most ${max} ${what}.`)
}
