import type { healthContract } from '@tenure/core/health'
import type { ReactNode } from 'react'
import type { z } from 'zod'
import { useWords } from '../../words/use-words.js'
import { formatOfKind } from '../format/kind-format.js'
import { type Reading, useReading } from '../format/use-formats.js'
import { textOf } from '../format/value.js'
import { Health, healthWordOf } from '../part/health.js'
import { Icon } from '../part/icon.js'
import { HealthChange, signed } from './health-change.js'
import '../styles/health.css'

/** A score with its explanation, as the core gives it. */
export type ExplainedHealth = Extract<z.output<typeof healthContract.output>, { readonly state: 'scored' }>

/** Number, scale, what changed, and what the score is made up of. */
export function HealthExplained({ health }: { readonly health: ExplainedHealth }): ReactNode {
  return (
    <>
      <Sum health={health} />
      <Scale health={health} />
      {health.change === undefined ? null : <HealthChange change={health.change} />}
      <MadeUp health={health} />
    </>
  )
}

function Sum({ health: { score, status, change, coverage, isBehind } }: { readonly health: ExplainedHealth }): ReactNode {
  const { formats } = useReading()
  const words = useWords().health
  const moved = change === undefined ? 0 : change.to - change.from
  return (
    <div className="sum">
      <span className="big">{formats.number(score)}</span>
      <Health status={healthWordOf(status)} />
      <span className="aside">
        {change === undefined || moved === 0 ? null : (
          <>
            <span className="t2">{(moved < 0 ? words.less : words.more)(formats.number(Math.abs(moved)), formats.dayOf(change.at))}</span>
            <br />
          </>
        )}
        {isBehind ? words.behind : words.judged(formats.percent(Math.round(coverage * 100) / 100))}
      </span>
    </div>
  )
}

/** The scale of 100 with both thresholds; drawn, since a strict page has no styles in place. */
function Scale({ health: { score, status, thresholds, change } }: { readonly health: ExplainedHealth }): ReactNode {
  const { formats } = useReading()
  const words = useWords().health
  const { neutral, healthy } = thresholds
  const [now, first, second] = [score, neutral, healthy].map((value) => formats.number(value)) as [string, string, string]
  const was = change !== undefined && change.from !== score ? change.from : undefined
  const scale = words.scale(now, first, second)
  return (
    <div className="hscale" role="img" aria-label={was === undefined ? scale : words.scaleWas(scale, formats.number(was))}>
      <svg aria-hidden="true">
        <rect className="part" x="0" y="3" width={`${neutral}%`} height="8" rx="3" />
        <rect className="part" x={`${neutral + 0.7}%`} y="3" width={`${healthy - neutral - 0.7}%`} height="8" rx="2" />
        <rect className="part" x={`${healthy + 0.7}%`} y="3" width={`${99.3 - healthy}%`} height="8" rx="3" />
        <rect className={`fill ${healthWordOf(status)}`} x="0" y="3" width={`${score}%`} height="8" rx="3" />
        {was === undefined ? null : <rect className="was" x={`${was}%`} y="0" width="2" height="14" rx="1" />}
      </svg>
      <svg className="names" aria-hidden="true">
        {marks(neutral, healthy, was).map(([at, isWas]) => (
          <text key={`${at} ${isWas}`} x={`${at}%`} y="11" textAnchor={isWas ? awayFrom(at, [neutral, healthy]) : anchorOf(at)}>
            {isWas ? words.was(formats.number(at)) : formats.number(at)}
          </text>
        ))}
      </svg>
    </div>
  )
}
type Anchor = 'start' | 'middle' | 'end'
function anchorOf(at: number): Anchor {
  return at < 4 ? 'start' : at > 96 ? 'end' : 'middle'
}
// Beside a threshold the words lean away from it, so that they do not read as one.
function awayFrom(was: number, thresholds: readonly number[]): Anchor {
  const near = thresholds.find((at) => Math.abs(at - was) < 14)
  if (near === undefined) return anchorOf(was)
  return near < was ? 'start' : 'end'
}
// What was before is not written over a threshold.
function marks(neutral: number, healthy: number, was: number | undefined): readonly (readonly [number, boolean])[] {
  const own = [neutral, healthy].map((at) => [at, false] as const)
  const isFree = was !== undefined && [neutral, healthy].every((at) => Math.abs(at - was) >= 9)
  return isFree ? [...own, [was, true] as const] : own
}

function MadeUp({ health: { score, groups } }: { readonly health: ExplainedHealth }): ReactNode {
  const { formats } = useReading()
  const words = useWords().health
  const most = Math.max(...groups.map(({ maximum }) => maximum), 1)
  return (
    <details className="hmake">
      <summary>
        {words.madeUp(formats.number(score))}
        <span className="n">{words.groups(groups.length, formats.number(groups.length))}</span>
        <Icon name="chevron-right" size={12} />
      </summary>
      <ul>
        {groups.map((group) => (
          <Group key={group.id} group={group} share={(group.maximum / most) * 100} />
        ))}
      </ul>
    </details>
  )
}
type GroupOf = ExplainedHealth['groups'][number]
function Group({ group, share }: { readonly group: GroupOf; readonly share: number }): ReactNode {
  const reading = useReading()
  const words = useWords().health
  const { name, points, maximum, isJudged, criteria } = group
  const number = (value: number): string => reading.formats.number(value)
  const filled = (Math.max(0, Math.min(points, maximum)) / maximum) * share
  return (
    <li>
      <div className="hgroup">
        <span className="cut" dir="auto">
          {reading.translate(name)}
        </span>
        <svg aria-hidden="true">
          {isJudged ? (
            <>
              <rect className="track" width={`${share}%`} height="6" rx="3" />
              <rect className="fill" width={`${filled}%`} height="6" rx="3" />
            </>
          ) : (
            <rect className="na" x="0.5" y="0.5" width={`${share - 1}%`} height="5" rx="2.5" />
          )}
        </svg>
        <span className="v">
          {isJudged ? (
            <>
              <b>{number(points)}</b> / {number(maximum)}
            </>
          ) : (
            words.noData
          )}
        </span>
      </div>
      {criteria.map((criterion) => (
        <div className="hcriterion" key={criterion.id}>
          <span dir="auto">{criterionText(criterion, words, reading)}</span>
          <span className="v">{criterion.isJudged ? signed(criterion.points, reading) : words.noData}</span>
        </div>
      ))}
    </li>
  )
}
type HealthWords = ReturnType<typeof useWords>['health']
function criterionText({ name, inputs }: GroupOf['criteria'][number], words: HealthWords, reading: Reading): string {
  const values = inputs.flatMap(({ of, value, kind }) => {
    if (value === undefined) return []
    if (of === 'segment') return [value === true ? words.inSegment : words.notInSegment]
    return [textOf(value, kind === undefined ? 'number' : formatOfKind(kind), reading)]
  })
  const text = values.filter((value) => value !== '').join(', ')
  return text === '' ? reading.translate(name) : `${reading.translate(name)}: ${text}`
}
