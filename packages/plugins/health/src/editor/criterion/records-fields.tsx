import type { Criterion, RecordMeasure } from '@tenure/core/score'
import { Button, Choose, FilterBox, Segmented, Switch, useText } from '@tenure/web/parts'
import type { ReactNode } from 'react'
import { type Fields, linkAt, useFields } from '../known-fields.js'
import { NumberInput } from '../number-input.js'
import { ChoosePath } from './choose-path.js'
import type { CriterionProps, PropsOf } from './criterion-props.js'
import { activitiesOf, kindsOfValue, propertiesOf } from './new-criterion.js'
import { RangesField } from './ranges-field.js'

interface WhereProps {
  readonly criterion: Extract<Criterion, { readonly kind: 'events' | 'records' }>
  readonly to: string | undefined
  readonly change: CriterionProps['change']
}
// Which of the records count.
function Where({ criterion, to, change }: WhereProps): ReactNode {
  const text = useText()
  if (to === undefined) return null
  if (criterion.where === undefined)
    return (
      <Button look="bare" icon="plus" onPress={() => change({ ...criterion, where: { test: 'all', filters: [] } }, 'where')}>
        {text('Filter')}
      </Button>
    )
  return (
    <FilterBox
      type={to}
      filter={criterion.where}
      onChange={(where) => {
        const { where: _, ...rest } = criterion
        change(where === undefined ? rest : { ...criterion, where }, 'where')
      }}
    />
  )
}

/** How many activities there were in the last days. */
export function EventsFields(props: PropsOf<'events'>): ReactNode {
  const { criterion, fields, change } = props
  const text = useText()
  const to = linkAt(fields, criterion.association)?.to
  return (
    <>
      <div className="health-line">
        <span>{text('Count of')}</span>
        <ChoosePath
          label={text('Activities')}
          value={criterion.association}
          options={fields === undefined ? [] : activitiesOf(fields)}
          set={(association) => {
            const { where: _, ...rest } = criterion
            change({ ...rest, association, name: linkAt(fields, association)?.label ?? criterion.name }, 'association')
          }}
        />
        <span>{text('in the last')}</span>
        <NumberInput
          label={text('Days')}
          value={criterion.days}
          onChange={(days) => change({ ...criterion, days: Math.round(days ?? 1) }, 'days')}
        />
        <span>{text('days')}</span>
      </div>
      <Where {...{ criterion, to, change }} />
      <Earn {...props} />
      <Fades {...props} />
    </>
  )
}
function Earn({ criterion, change }: PropsOf<'events'>): ReactNode {
  const text = useText()
  const { earn } = criterion
  const choose = (how: string) =>
    change({ ...criterion, earn: how === 'each' ? { each: 2 } : { ranges: [{ from: 1, points: 5 }], bound: 'above' } }, 'earn')
  return (
    <>
      <Segmented
        label={text('How it earns')}
        value={'ranges' in earn ? 'ranges' : 'each'}
        onChange={choose}
        options={[
          { value: 'ranges', label: text('By ranges of the count') },
          { value: 'each', label: text('For each') },
        ]}
      />
      {'ranges' in earn ? (
        <RangesField of={earn} change={(ranges, key) => change({ ...criterion, earn: ranges }, key)} />
      ) : (
        <div className="health-line">
          <span>{text('Each gives')}</span>
          <NumberInput
            label={text('Points')}
            value={earn.each}
            onChange={(each) => change({ ...criterion, earn: { each: each ?? 0 } }, 'each')}
          />
        </div>
      )}
    </>
  )
}
function Fades({ criterion, change }: PropsOf<'events'>): ReactNode {
  const text = useText()
  const { decay, ...rest } = criterion
  const set = (next: typeof decay, key: string) => change(next === undefined ? rest : { ...rest, decay: next }, key)
  return (
    <div className="health-line">
      <Switch
        label={text('Fades with age')}
        isNamed
        isOn={decay !== undefined}
        onChange={(isOn) => set(isOn ? { percent: 25, everyDays: 7 } : undefined, 'decay')}
      />
      {decay === undefined ? null : (
        <>
          <span>{text('an event counts')}</span>
          <NumberInput
            label={text('Percent')}
            value={decay.percent}
            onChange={(percent) => set({ ...decay, percent: Math.round(percent ?? 1) }, 'percent')}
          />
          <span>{text('% less for every')}</span>
          <NumberInput
            label={text('Days of the interval')}
            value={decay.everyDays}
            onChange={(every) => set({ ...decay, everyDays: Math.round(every ?? 1) }, 'every')}
          />
          <span>{text('days')}</span>
          <DecayLine percent={decay.percent} />
        </>
      )}
    </div>
  )
}
// The weight of an event over its age, down to nothing.
function DecayLine({ percent }: { readonly percent: number }): ReactNode {
  const text = useText()
  const steps = Math.min(12, Math.ceil(100 / Math.max(1, percent)))
  const width = 80 / steps
  const path = Array.from(
    { length: steps },
    (_, at) => `V${(3 + Math.min(1, (at * percent) / 100) * 18).toFixed(1)}h${width.toFixed(1)}`,
  ).join('')
  return (
    <svg
      className="health-decay"
      viewBox="0 0 84 22"
      width="84"
      height="22"
      role="img"
      aria-label={text('Weight falls from 1 to 0 in {n} steps', { n: steps })}
    >
      <path d={`M1 3${path}V21`} fill="none" stroke="var(--text-2)" strokeWidth="1.25" />
      <path d="M1 21h82" stroke="var(--line-strong)" />
    </svg>
  )
}

/** What associated records come to. */
export function RecordsFields(props: PropsOf<'records'>): ReactNode {
  const { context, criterion, fields, change } = props
  const to = linkAt(fields, criterion.association)?.to
  const others = useFields(context, to ?? 'customer')
  const of = (kinds: readonly string[]) => (to === undefined || others === undefined ? [] : propertiesOf(others, kinds))
  return (
    <>
      <Measure {...props} measured={of(kindsOfValue.number)} dates={of(kindsOfValue.date)} />
      <Where {...{ criterion, to, change }} />
      <Within {...props} dates={of(kindsOfValue.date)} />
      <RangesField of={criterion} change={(ranges, key) => change({ ...criterion, ...ranges }, key)} />
    </>
  )
}
interface MeasureProps extends PropsOf<'records'> {
  readonly measured: Fields['properties']
  readonly dates: Fields['properties']
}
function Measure({ criterion, fields, change, measured, dates }: MeasureProps): ReactNode {
  const text = useText()
  const { measure } = criterion
  const set = (by: RecordMeasure['by']) => {
    const property = 'property' in measure ? measure.property : measured[0]?.path
    const date = criterion.within?.property ?? dates[0]?.path
    if (by === 'count') change({ ...criterion, measure: { by } }, 'measure')
    else if (property === undefined) return
    else if (by !== 'latest') change({ ...criterion, measure: { by, property } }, 'measure')
    else if (date !== undefined) change({ ...criterion, measure: { by, property, date } }, 'measure')
  }
  const ofNumbers = [
    { value: 'sum', label: text('Sum of') },
    { value: 'average', label: text('Average') },
    { value: 'minimum', label: text('Least') },
    { value: 'maximum', label: text('Greatest') },
    ...(dates.length === 0 ? [] : [{ value: 'latest', label: text('Latest') }]),
  ]
  return (
    <div className="health-line">
      <span className="health-choose">
        <Choose
          label={text('Measure')}
          value={measure.by}
          options={[{ value: 'count', label: text('Number of') }, ...(measured.length === 0 ? [] : ofNumbers)]}
          onChange={(by) => set((by ?? 'count') as RecordMeasure['by'])}
        />
      </span>
      {'property' in measure ? (
        <ChoosePath
          label={text('Property')}
          value={measure.property}
          options={measured}
          set={(property) => change({ ...criterion, measure: { ...measure, property } }, 'measured')}
        />
      ) : null}
      {measure.by === 'latest' ? (
        <LatestBy date={measure.date} dates={dates} set={(date) => change({ ...criterion, measure: { ...measure, date } }, 'latest')} />
      ) : null}
      <ChoosePath
        label={text('Records')}
        value={criterion.association}
        options={fields?.links ?? []}
        set={(association) => {
          const { where: _, within: __, ...rest } = criterion
          const name = linkAt(fields, association)?.label ?? criterion.name
          change({ ...rest, association, measure: { by: 'count' }, name }, 'association')
        }}
      />
    </div>
  )
}
interface LatestByProps {
  readonly date: string
  readonly dates: Fields['properties']
  readonly set: (date: string) => void
}
function LatestBy({ date, dates, set }: LatestByProps): ReactNode {
  const text = useText()
  return (
    <>
      <span>{text('by')}</span>
      <ChoosePath label={text('Date by which it is the latest')} value={date} options={dates} set={set} />
      <span>{text('of')}</span>
    </>
  )
}
function Within({ criterion, change, dates }: PropsOf<'records'> & { readonly dates: Fields['properties'] }): ReactNode {
  const text = useText()
  const { within, ...rest } = criterion
  const set = (next: typeof within, key: string) => change(next === undefined ? rest : { ...rest, within: next }, key)
  return (
    <div className="health-line">
      <Switch
        label={text('Only of the last days')}
        isNamed
        isOn={within !== undefined}
        isDisabled={within === undefined && dates.length === 0}
        onChange={(isOn) => set(isOn && dates[0] !== undefined ? { property: dates[0].path, days: 90 } : undefined, 'within')}
      />
      {within === undefined ? null : (
        <>
          <ChoosePath
            label={text('Date')}
            value={within.property}
            options={dates}
            set={(property) => set({ ...within, property }, 'date')}
          />
          <span>{text('in the last')}</span>
          <NumberInput
            label={text('Days')}
            value={within.days}
            onChange={(days) => set({ ...within, days: Math.round(days ?? 1) }, 'within days')}
          />
          <span>{text('days')}</span>
        </>
      )}
    </div>
  )
}
