import type { Criterion } from '@tenure/core/score'
import { Icon, useText } from '@tenure/web/parts'
import type { ReactNode } from 'react'
import { CriterionForm } from './criterion-form.js'
import type { CriterionProps } from './criterion-props.js'
import { CriterionSentence } from './criterion-sentence.js'
import { signed } from './range-text.js'

/** One criterion as a sentence with its points in it; a click opens it in place. */
export function CriterionRow(props: CriterionProps): ReactNode {
  const { context, criterion, fields, faults, isOpen, toggle } = props
  const text = useText()
  const points = pointsOf(criterion)
  return (
    <li className={isOpen ? 'crit-item is-open' : 'crit-item'}>
      <button type="button" className="crit" aria-expanded={isOpen} onClick={toggle}>
        <span className="say1">
          <CriterionSentence {...{ context, criterion, fields }} />
        </span>
        {faults.length === 0 ? null : (
          <span className="bad" role="img" aria-label={text('has a fault')}>
            <Icon name="alert" size={14} />
          </span>
        )}
        <span className="pts num">
          {points === undefined ? '' : text('to {points}', { points: signed(points, context.formats.number) })}
        </span>
      </button>
      {isOpen ? <CriterionForm {...props} /> : null}
      {faults.length > 0 ? (
        <ul className="health-faults small bad">
          {faults.map(({ message }) => (
            <li key={message} role="alert">
              {message}
            </li>
          ))}
        </ul>
      ) : null}
    </li>
  )
}
// The points that lie furthest from 0.
function pointsOf(criterion: Criterion): number | undefined {
  const all = pointsIn(criterion)
  return all.reduce<number | undefined>((far, one) => (far === undefined || Math.abs(one) > Math.abs(far) ? one : far), undefined)
}
function pointsIn(criterion: Criterion): readonly number[] {
  switch (criterion.kind) {
    case 'property':
      return criterion.cases.map(({ points }) => points)
    case 'segment':
      return [criterion.inside, criterion.outside]
    case 'events':
      return 'ranges' in criterion.earn ? criterion.earn.ranges.map(({ points }) => points) : []
    case 'custom':
      return []
    default:
      return criterion.ranges.map(({ points }) => points)
  }
}
