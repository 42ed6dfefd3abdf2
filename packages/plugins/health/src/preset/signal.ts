import type { FilterData } from '@tenure/core/contract'
import type { Criterion, Decay, PointRange } from '@tenure/core/score'
import { type KnownType, type KnownTypes, type Lack, lacksAssociation, lacksProperty } from './known-type.js'

type RecordsCriterion = Extract<Criterion, { readonly kind: 'records' }>
/** Points of a signal where it is bad, in between, and good. */
export type Levels = readonly [bad: number, middle: number, good: number]
/** What a signal needs that there is, as a criterion with these points; or in words what the object type lacks. */
export type FoundSignal = { readonly criterion: (levels: Levels) => Criterion } | { readonly lacks: Lack }
/** Something that tells of the health of a customer, wherever an account keeps it. */
export interface Signal {
  readonly id: string
  readonly title: string
  /** Its part in the maximum of its template. */
  readonly share: number
  find(types: KnownTypes, type: string): FoundSignal
}
type Named = Pick<Signal, 'id' | 'title' | 'share'>

/** Ranges for less than `low`, from there on, and from `high` on. */
function rising([bad, middle, good]: Levels, [low, high]: readonly [number, number]): readonly PointRange[] {
  return [{ to: low, points: bad }, ...(low === high ? [] : [{ from: low, to: high, points: middle }]), { from: high, points: good }]
}

/** A number of the customer under one of these names; more is better. */
export function numberSignal(named: Named & { readonly names: readonly string[]; readonly bounds: readonly [number, number] }): Signal {
  const { names, bounds, title, ...rest } = named
  return {
    ...{ ...rest, title },
    find(types, type) {
      const found = firstOf(types.get(type), names, 'number')
      if (found === undefined) return lacksProperty(types.get(type), title, 'number', names)
      const base = { id: rest.id, name: title, kind: 'number', property: `${type}.${found}`, bound: 'above' } as const
      return { criterion: (levels) => ({ ...base, ranges: rising(levels, bounds) }) }
    },
  }
}

/** An enumeration of the customer under one of these names, with options that are good, in between and bad. */
export function optionSignal(
  named: Named & { readonly names: readonly string[]; readonly good: readonly string[]; readonly middle: readonly string[] },
): Signal {
  const { names, title, good, middle, ...rest } = named
  return {
    ...{ ...rest, title },
    find(types, type) {
      const found = firstOf(types.get(type), names, 'enumeration')
      const options = types.get(type)?.properties.find(({ name }) => name === found)?.options ?? []
      const one = (words: readonly string[]) =>
        options.find(({ value, label }) => words.includes(value) || words.includes(label.toLowerCase()))
      const [best, fair] = [one(good), one(middle)]
      if (found === undefined || best === undefined) return lacksProperty(types.get(type), title, 'enumeration', names)
      const property = `${type}.${found}`
      const is = (value: string, points: number) => ({ test: { test: 'is', property, value } satisfies FilterData, points })
      // Not `is-known`: a test that asks whether there is a value would judge those without one.
      const values = [best, ...(fair === undefined ? [] : [fair])].map(({ value }) => value)
      const other = (points: number) => ({ test: { test: 'none-of', property, values } satisfies FilterData, points })
      return {
        criterion: ([bad, between, top]) => ({
          ...{ id: rest.id, name: title, kind: 'property', property },
          cases: [is(best.value, top), ...(fair === undefined ? [] : [is(fair.value, between)]), ...(bad === 0 ? [] : [other(bad)])],
        }),
      }
    },
  }
}

interface EventsSpec extends Named {
  readonly association: string
  readonly where?: (to: string) => FilterData
  readonly days: number
  readonly decay?: Decay
  readonly bounds: readonly [number, number]
}
/** How many activities there were in the last days; more is better. */
export function eventsSignal({ association, where, days, decay, bounds, ...named }: EventsSpec): Signal {
  return {
    ...named,
    find(types, type) {
      const to = types.get(type)?.associations.find(({ name }) => name === association)?.to
      if (to === undefined) return lacksAssociation(types.get(type), named.title, association)
      const base = { id: named.id, name: named.title, kind: 'events', association: `${type}.${association}`, days } as const
      const filter = where === undefined ? {} : { where: where(to) }
      return {
        criterion: (levels) => ({ ...base, ...filter, ...(decay && { decay }), earn: { ranges: rising(levels, bounds), bound: 'above' } }),
      }
    },
  }
}

interface RecordsSpec extends Named {
  readonly association: string
  readonly where: (to: string) => FilterData
  readonly within?: { readonly property: string; readonly days: number }
  /** This property of the newest record by this date; how many there are, where it is left out. */
  readonly latest?: { readonly property: string; readonly date: string }
  readonly bounds: readonly [number, number]
  /** Fewer is better: good below the first bound, bad from the second on. */
  readonly isFalling?: true
}
/** How many associated records there are, or a number of the newest of them. */
export function recordsSignal({ association, where, within, latest, bounds, isFalling, ...named }: RecordsSpec): Signal {
  return {
    ...named,
    find(types, type) {
      const to = types.get(type)?.associations.find(({ name }) => name === association)?.to
      if (to === undefined) return lacksAssociation(types.get(type), named.title, association)
      const measure: RecordsCriterion['measure'] =
        latest === undefined ? { by: 'count' } : { by: 'latest', property: `${to}.${latest.property}`, date: `${to}.${latest.date}` }
      const base = {
        kind: 'records',
        bound: 'above',
        ...{ id: named.id, name: named.title, association: `${type}.${association}`, where: where(to), measure },
        ...(within && { within: { property: `${to}.${within.property}`, days: within.days } }),
      } as const
      return { criterion: (levels) => ({ ...base, ranges: rising(isFalling ? [levels[2], levels[1], levels[0]] : levels, bounds) }) }
    },
  }
}

/** The first of these signals that is there: an account has one or the other. */
export function eitherSignal(first: Signal, second: Signal): Signal {
  return {
    ...first,
    find(types, type) {
      const found = first.find(types, type)
      if (!('lacks' in found)) return found
      const other = second.find(types, type)
      return 'lacks' in other ? found : other
    },
  }
}

function firstOf(type: KnownType | undefined, names: readonly string[], kind: string): string | undefined {
  return names.find((name) => type?.properties.some((property) => property.name === name && property.kind === kind))
}
