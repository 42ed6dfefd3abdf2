import type { ReactNode } from 'react'
import { useWords } from '../../words/use-words.js'
import { FollowUps } from '../compose/follow-ups.js'
import type { RecordDetail, RecordParts } from '../data/answers.js'
import { useReading } from '../format/use-formats.js'
import { FollowButton } from '../manage/follow-button.js'
import { ArchivedNote, RecordMenu } from '../manage/record-menu.js'
import { Health, healthWordOf } from '../part/health.js'
import { Icon } from '../part/icon.js'
import { AddedActions } from '../record/added-parts.js'
import { Ident } from '../record/ident.js'
import { Place, Steps, Trail } from '../record/preview-top.js'

/** The way back from a record to its list, and to the records beside it there. */
export interface WayProps {
  /** What the list is called. */
  readonly list: string
  readonly index: number | undefined
  readonly total: number | undefined
  readonly step: (by: number) => void
  readonly back: () => void
}

/** The row above the page of a record. */
export function PageWay({ list, index, total, step, back }: WayProps): ReactNode {
  const words = useWords().record
  const isInList = index !== undefined && total !== undefined
  return (
    <div className="rp-way">
      <button type="button" className="btn ghost" aria-label={`${words.back}: ${list}`} onClick={back}>
        <Icon name="chevron-left" size={14} />
        <span className="cut">{list}</span>
      </button>
      {isInList ? <Place index={index} total={total} /> : null}
      <Trail />
      <span className="grow" />
      {isInList ? <Steps index={index} total={total} isFirst={false} step={step} /> : null}
    </div>
  )
}

/** Who the record is, how it is, and what can be done with it. */
export function PageHead({ record, parts }: { readonly record: RecordDetail; readonly parts: RecordParts | undefined }): ReactNode {
  return (
    <header className="rp-head">
      <Ident record={record} level={1}>
        <HealthChip record={record} />
      </Ident>
      <div className="rp-acts">
        <FollowUps record={record} />
        <AddedActions record={record} parts={parts} />
        <FollowButton record={record} isWide />
        <RecordMenu record={record} />
      </div>
      <ArchivedNote record={record} />
    </header>
  )
}

function HealthChip({ record: { properties } }: { readonly record: RecordDetail }): ReactNode {
  const { formats } = useReading()
  const score = properties.find(({ name }) => name === 'healthScore')?.value
  const status = healthWordOf(properties.find(({ name }) => name === 'healthStatus')?.value)
  if (status === 'none' && typeof score !== 'number') return null
  return (
    <span className={`chip health ${status}`}>
      <Health status={status} {...(typeof score === 'number' && { score: formats.number(Math.round(score)) })} />
    </span>
  )
}
