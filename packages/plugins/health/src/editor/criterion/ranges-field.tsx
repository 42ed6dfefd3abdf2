import type { PointRange, PointRanges } from '@tenure/core/score'
import { Button, Icon, useText } from '@tenure/web/parts'
import type { ReactNode } from 'react'
import { NumberInput } from '../number-input.js'

interface RangesProps {
  readonly of: PointRanges
  readonly change: (ranges: PointRanges, key: string) => void
}

/** Ranges of a number with the points of each: a bound belongs to the range above it, or to the one below. */
export function RangesField({ of, change }: RangesProps): ReactNode {
  const text = useText()
  const { ranges, bound } = of
  const last = ranges.at(-1)
  const add = () => {
    const from = (last?.to ?? last?.from ?? 0) + (last?.to === undefined ? 1 : 0)
    const before = last !== undefined && last.to === undefined ? [...ranges.slice(0, -1), { ...last, to: from }] : ranges
    change({ ...of, ranges: [...before, { from, points: last?.points ?? 5 }] }, `range ${ranges.length} add`)
  }
  return (
    <div className="health-ranges">
      <ul aria-label={text('Ranges')}>
        {ranges.map((range, at) => (
          <RangeRow
            key={at}
            range={range}
            put={(next, key) => change({ ...of, ranges: ranges.map((one, place) => (place === at ? next : one)) }, `range ${at} ${key}`)}
            remove={
              ranges.length === 1
                ? undefined
                : () => change({ ...of, ranges: ranges.filter((_, place) => place !== at) }, `range ${at} out`)
            }
          />
        ))}
      </ul>
      <Button look="bare" icon="plus" onPress={add}>
        {text('Range')}
      </Button>
      <label className="check">
        <input
          type="checkbox"
          checked={bound === 'below'}
          onChange={(event) => change({ ...of, bound: event.target.checked ? 'below' : 'above' }, 'bound')}
        />
        {text('A value exactly at a bound belongs to the range below it')}
      </label>
    </div>
  )
}

interface RowProps {
  readonly range: PointRange
  readonly put: (range: PointRange, key: string) => void
  readonly remove: (() => void) | undefined
}
function RangeRow({ range, put, remove }: RowProps): ReactNode {
  const text = useText()
  const bound = (key: 'from' | 'to', label: string) => (
    <NumberInput
      label={label}
      mayBeEmpty
      placeholder={text('open')}
      value={range[key]}
      onChange={(value) => put(bounded(range, key, value), key)}
    />
  )
  return (
    <li>
      <span className="small t3">{text('from')}</span>
      {bound('from', text('From'))}
      <span className="small t3">{text('up to')}</span>
      {bound('to', text('Up to'))}
      <span className="small t3">{text('gives')}</span>
      <NumberInput label={text('Points')} value={range.points} onChange={(points) => put({ ...range, points: points ?? 0 }, 'points')} />
      <button type="button" className="ib" aria-label={text('Take the range out')} disabled={remove === undefined} onClick={remove}>
        <Icon name="x" size={14} />
      </button>
    </li>
  )
}
function bounded(range: PointRange, key: 'from' | 'to', value: number | undefined): PointRange {
  const { [key]: _, ...rest } = range
  return value === undefined ? rest : { ...rest, [key]: value }
}
