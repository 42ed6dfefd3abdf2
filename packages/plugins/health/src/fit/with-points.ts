import type { Criterion, PointRange } from '@tenure/core/score'
import type { PointBin } from './fit-points.js'

/** The criterion with the points that its values were found to earn. */
export function withPoints(criterion: Criterion, bins: readonly PointBin[]): Criterion {
  if (criterion.kind === 'property') return { ...criterion, cases: casesOf(criterion.property, bins) }
  const ranges = joined(bins.flatMap(({ bin, points }): readonly PointRange[] => ('choice' in bin ? [] : [{ ...bin, points }])))
  if (criterion.kind === 'events') return { ...criterion, earn: { ranges, bound: 'above' } }
  return { ...criterion, ranges } as Criterion
}
// Neighbours that earn the same are one range: a person reads fewer.
function joined(ranges: readonly PointRange[]): readonly PointRange[] {
  const found: PointRange[] = []
  for (const range of ranges) {
    const last = found.at(-1)
    if (last === undefined || last.points !== range.points || last.to === undefined || last.to !== range.from) found.push(range)
    else
      found[found.length - 1] = {
        ...(last.from !== undefined && { from: last.from }),
        ...(range.to !== undefined && { to: range.to }),
        points: last.points,
      }
  }
  return found
}
// Choices that earn nothing need no case.
function casesOf(property: string, bins: readonly PointBin[]): Extract<Criterion, { kind: 'property' }>['cases'] {
  return bins.flatMap(({ bin, points }) =>
    'choice' in bin && points > 0 ? [{ test: { test: 'is', property, value: valueIn(bin.choice) } as const, points }] : [],
  )
}

/** A choice of a value, and back: a boolean is told from an option of the same name. */
export function choiceOf(value: unknown): string | null {
  if (typeof value === 'boolean') return value ? 'is true' : 'is false'
  return typeof value === 'string' ? `= ${value}` : null
}
function valueIn(choice: string): string | boolean {
  return choice.startsWith('= ') ? choice.slice(2) : choice === 'is true'
}
