import type { Criterion, PointRanges } from '@tenure/core/score'
import { FilterWords, type Text, useText } from '@tenure/web/parts'
import { Fragment, type ReactNode } from 'react'
import { type Fields, fieldAt, linkAt, useFields } from '../known-fields.js'
import type { Context } from '../shown-profile.js'
import { isLength, rangeText, signed } from './range-text.js'

interface SentenceProps {
  readonly context: Context
  readonly criterion: Criterion
  readonly fields: Fields | undefined
}

/** A criterion in words: what it looks at, and how many points for what. */
export function CriterionSentence(props: SentenceProps): ReactNode {
  const { criterion } = props
  return (
    <>
      <span className="sr">{`${criterion.name}: `}</span>
      <Said {...props} />
    </>
  )
}

function Said({ context, criterion, fields }: SentenceProps): ReactNode {
  const { number } = context.formats
  switch (criterion.kind) {
    case 'property':
      return <SaidProperty criterion={criterion} number={number} />
    case 'number':
      return (
        <>
          <b>{fieldAt(fields, criterion.property)?.label ?? criterion.property}</b>:{' '}
          <Ranges of={criterion} number={number} shown={shownOf(context, criterion.property)} />
        </>
      )
    case 'date':
      return <SaidDate {...{ criterion, fields, number }} />
    case 'events':
      return <SaidEvents {...{ criterion, fields, number }} />
    case 'records':
      return <SaidRecords {...{ context, criterion, fields, number }} />
    case 'segment':
      return <SaidSegment criterion={criterion} number={number} />
    case 'custom':
      return (
        <>
          <b>{criterion.name}</b> <span className="t3">{criterion.of}</span>
        </>
      )
  }
}
interface SaidProps<Kind extends Criterion['kind']> {
  readonly criterion: Extract<Criterion, { readonly kind: Kind }>
  readonly fields?: Fields | undefined
  readonly number: (value: number) => string
}
function SaidProperty({ criterion: { property, cases }, number }: SaidProps<'property'>): ReactNode {
  return cases.map(({ test, points }, at) => (
    <Fragment key={at}>
      {at > 0 ? ', ' : ''}
      <FilterWords type={property.split('.')[0] ?? ''} filter={test} /> <i>{signed(points, number)}</i>
    </Fragment>
  ))
}
function SaidDate({ criterion, fields, number }: SaidProps<'date'>): ReactNode {
  const text = useText()
  return (
    <>
      {criterion.count === 'since' ? text('Days since') : text('Days until')}{' '}
      <b>{fieldAt(fields, criterion.property)?.label ?? criterion.property}</b>: <Ranges of={criterion} number={number} />
    </>
  )
}
function SaidEvents({ criterion, fields, number }: SaidProps<'events'>): ReactNode {
  const text = useText()
  const { association, days, earn, decay } = criterion
  const fades = decay && text('({percent}% less every {days} days)', { percent: decay.percent, days: decay.everyDays })
  return (
    <>
      {text('Count of')} <b>{linkAt(fields, association)?.label ?? association}</b> {lastDays(text, days)}
      <SaidWhere criterion={criterion} fields={fields} />
      {': '}
      {'ranges' in earn ? (
        <Ranges of={earn} number={number} isWhole />
      ) : (
        <i>{text('{points} each', { points: signed(earn.each, number) })}</i>
      )}
      {fades === undefined ? '' : ` ${fades}`}
    </>
  )
}
function SaidRecords({ context, criterion, fields, number }: SaidProps<'records'> & Pick<SentenceProps, 'context'>): ReactNode {
  const text = useText()
  const { association, measure, within } = criterion
  return (
    <>
      {text(measureWords[measure.by])} {'property' in measure ? <Measured context={context} property={measure.property} /> : null}{' '}
      {'property' in measure ? text('of') : ''} <b>{linkAt(fields, association)?.label ?? association}</b>
      <SaidWhere criterion={criterion} fields={fields} />
      {within === undefined ? '' : ` ${lastDays(text, within.days)}`}
      {': '}
      <Ranges
        of={criterion}
        number={number}
        isWhole={measure.by === 'count'}
        shown={'property' in measure ? shownOf(context, measure.property) : undefined}
      />
    </>
  )
}
function Measured({ context, property }: { readonly context: Context; readonly property: string }): ReactNode {
  const [type = '', name] = property.split('.')
  return <b>{fieldAt(useFields(context, type), property)?.label ?? name}</b>
}
function SaidWhere({ criterion: { where, association }, fields }: Omit<SaidProps<'events' | 'records'>, 'number'>): ReactNode {
  const text = useText()
  if (where === undefined) return null
  return (
    <>
      {' '}
      {text('where')} <FilterWords type={linkAt(fields, association)?.to ?? ''} filter={where} />
    </>
  )
}
function SaidSegment({ criterion: { segment, inside, outside }, number }: SaidProps<'segment'>): ReactNode {
  const text = useText()
  return (
    <>
      {text('Is in the segment')} <b>{segment}</b> <i>{signed(inside, number)}</i>
      {outside === 0 ? null : (
        <>
          , {text('otherwise')} <i>{signed(outside, number)}</i>
        </>
      )}
    </>
  )
}
// Lengths of time read as hours and minutes; numbers as they are.
function shownOf({ formats }: Context, property: string): ((value: number) => string) | undefined {
  return isLength(property) ? formats.duration : undefined
}
const measureWords = {
  count: 'Number of',
  sum: 'Sum of',
  average: 'Average',
  minimum: 'Least',
  maximum: 'Greatest',
  latest: 'Latest',
} as const

interface RangesProps {
  readonly of: PointRanges
  readonly number: (value: number) => string
  readonly isWhole?: boolean
  readonly shown?: ((value: number) => string) | undefined
}
function Ranges({ of: { ranges, bound }, number, isWhole = false, shown }: RangesProps): ReactNode {
  const text = useText()
  return ranges
    .filter(({ points }) => points !== 0 || ranges.length === 1)
    .map((range, at) => (
      <Fragment key={at}>
        {at > 0 ? ', ' : ''}
        {rangeText(range, { isBelow: bound === 'below', isWhole, text, shown })} <i>{signed(range.points, number)}</i>
      </Fragment>
    ))
}

function lastDays(text: Text, n: number): string {
  return n === 1 ? text('in the last day') : text('in the last {n} days', { n })
}
