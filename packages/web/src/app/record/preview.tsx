import { recordContract, recordPartsContract } from '@tenure/core/page'
import { Fragment, type ReactNode, useEffect, useRef } from 'react'
import { useWords } from '../../words/use-words.js'
import { ArrangeMenu } from '../arrange/arrange-menu.js'
import { type SectionId, useArrangement } from '../arrange/arrangement.js'
import { FollowUps } from '../compose/follow-ups.js'
import type { RecordDetail, RecordParts } from '../data/answers.js'
import { useWatch, type Watched } from '../data/use-source.js'
import { HealthCard } from '../health/health-card.js'
import { FollowButton } from '../manage/follow-button.js'
import { ArchivedNote, RecordMenu } from '../manage/record-menu.js'
import { useMerged } from '../manage/use-merged.js'
import { useRememberRecord } from '../palette/recent-records.js'
import { Boundary } from '../part/boundary.js'
import { Failed, LoadingLines, StaleNote } from '../part/states.js'
import { Activities, Next } from './activities.js'
import { AddedActions, AddedSections } from './added-parts.js'
import { Facts, Properties } from './facts.js'
import { RecordHistory } from './history.js'
import { Ident } from './ident.js'
import { Links } from './links.js'
import { Edge, usePreviewWidth } from './preview-edge.js'
import { PreviewTop, type PreviewTopProps } from './preview-top.js'
import { BesideProvider } from './property-value.js'

interface PreviewProps extends PreviewTopProps {
  readonly subject: { readonly type: string; readonly id: string }
}

/** The record that is open, beside the list; on a phone a page of its own. */
export function Preview({ subject, isPage, ...way }: PreviewProps): ReactNode {
  const record = useWatch(recordContract, subject)
  const parts = useWatch(recordPartsContract, { type: subject.type })
  useRememberRecord(record.value)
  const words = useWords().record
  useMerged(subject, record.value)
  const frame = useRef<HTMLElement>(null)
  const [width, setWidth] = usePreviewWidth(subject.type)
  useEffect(() => {
    if (isPage) frame.current?.querySelector<HTMLElement>('[data-first]')?.focus()
  }, [isPage])
  return (
    <aside
      ref={frame}
      className={`preview${isPage ? ' page' : ''}`}
      aria-label={record.value === undefined ? words.record : words.recordNamed(record.value.title ?? words.unnamed)}
      data-region="preview"
      style={isPage ? undefined : ({ '--preview': `${width}px` } as object)}
    >
      {isPage ? null : <Edge width={width} setWidth={setWidth} />}
      <PreviewTop isPage={isPage} {...way}>
        {record.value === undefined ? null : <TopActions record={record.value} />}
      </PreviewTop>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys */}
      <section className="in" key={subject.id} tabIndex={0} aria-label={words.details}>
        <Content {...record} parts={parts} />
      </section>
    </aside>
  )
}

function TopActions({ record }: { readonly record: RecordDetail }): ReactNode {
  return (
    <>
      <FollowButton key={record.id} record={record} />
      <ArrangeMenu record={record} />
      <RecordMenu record={record} />
    </>
  )
}

interface ContentProps extends Watched<RecordDetail> {
  readonly parts: Watched<RecordParts>
}

function Content({ value, problem, asOf, retry, parts }: ContentProps): ReactNode {
  const words = useWords().record
  if (value === undefined)
    return problem === undefined ? <LoadingLines lines={9} /> : <Failed what={words.thisRecord} problem={problem} retry={retry} />
  return (
    <>
      {problem === undefined ? null : <StaleNote problem={problem} asOf={asOf} retry={retry} />}
      <Boundary what={words.thisRecord}>
        <Detail record={value} parts={parts} />
      </Boundary>
    </>
  )
}

function Detail({ record, parts }: { readonly record: RecordDetail; readonly parts: Watched<RecordParts> }): ReactNode {
  const { arrangement } = useArrangement(record.type)
  const sections: Readonly<Record<SectionId, ReactNode>> = {
    health: <HealthCard record={record} />,
    next: <Next record={record} />,
    links: <Links record={record} />,
    added: <AddedSections parts={parts} />,
    activities: <Activities record={record} />,
    properties: <Properties record={record} />,
    history: <RecordHistory record={record} />,
  }
  return (
    <BesideProvider record={record}>
      <Ident record={record} level={2} />
      <ArchivedNote record={record} />
      <FollowUps key={record.id} record={record} />
      <AddedActions record={record} parts={parts.value} />
      <Facts record={record} />
      {arrangement.sections.flatMap(({ id, isShown }) => (isShown ? [<Fragment key={id}>{sections[id]}</Fragment>] : []))}
    </BesideProvider>
  )
}
