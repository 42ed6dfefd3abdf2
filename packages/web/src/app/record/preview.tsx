import { recordContract, recordPartsContract } from '@tenure/core/page'
import { type ReactNode, useEffect, useRef } from 'react'
import { useWords } from '../../words/use-words.js'
import type { RecordDetail, RecordParts } from '../data/answers.js'
import { useWatch, type Watched } from '../data/use-source.js'
import { useRememberRecord } from '../palette/recent-records.js'
import { Boundary } from '../part/boundary.js'
import { Mark } from '../part/mark.js'
import { Failed, LoadingLines, StaleNote } from '../part/states.js'
import { Activities } from './activities.js'
import { AddedActions, AddedSections } from './added-parts.js'
import { Facts, Properties } from './facts.js'
import { HealthCard } from './health-card.js'
import { RecordHistory } from './history.js'
import { Links } from './links.js'
import { Edge, usePreviewWidth } from './preview-edge.js'
import { PreviewTop, type PreviewTopProps } from './preview-top.js'

interface PreviewProps extends PreviewTopProps {
  readonly subject: { readonly type: string; readonly id: string }
}

/** The record that is open, beside the list; on a phone a page of its own. */
export function Preview({ subject, isPage, ...way }: PreviewProps): ReactNode {
  const record = useWatch(recordContract, subject)
  const parts = useWatch(recordPartsContract, { type: subject.type })
  useRememberRecord(record.value)
  const frame = useRef<HTMLElement>(null)
  const [width, setWidth] = usePreviewWidth(subject.type)
  useEffect(() => {
    if (isPage) frame.current?.querySelector<HTMLElement>('[data-first]')?.focus()
  }, [isPage])
  return (
    <aside
      ref={frame}
      className={`preview${isPage ? ' page' : ''}`}
      aria-label={record.value === undefined ? 'Record' : `Record: ${record.value.title ?? 'Unnamed'}`}
      data-region="preview"
      style={isPage ? undefined : ({ '--preview': `${width}px` } as object)}
    >
      {isPage ? null : <Edge width={width} setWidth={setWidth} />}
      <PreviewTop isPage={isPage} {...way} />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys */}
      <section className="in" key={subject.id} tabIndex={0} aria-label="Details">
        <Content {...record} parts={parts} />
      </section>
    </aside>
  )
}

interface ContentProps extends Watched<RecordDetail> {
  readonly parts: Watched<RecordParts>
}

function Content({ value, problem, asOf, retry, parts }: ContentProps): ReactNode {
  if (value === undefined)
    return problem === undefined ? <LoadingLines lines={9} /> : <Failed what="this record" problem={problem} retry={retry} />
  return (
    <>
      {problem === undefined ? null : <StaleNote problem={problem} asOf={asOf} retry={retry} />}
      <Boundary what="this record">
        <Detail record={value} parts={parts} />
      </Boundary>
    </>
  )
}

function Detail({ record, parts }: { readonly record: RecordDetail; readonly parts: Watched<RecordParts> }): ReactNode {
  const words = useWords().record
  return (
    <>
      <div className="ident">
        <Mark id={record.id} name={record.title ?? ''} large />
        <div className="grow">
          <h2 className="cut" title={record.title ?? undefined}>
            {record.title || words.unnamed}
          </h2>
          <p className="small t3 cut">{subtitleOf(record)}</p>
        </div>
        {record.archived ? <span className="chip plain">{words.archived}</span> : null}
      </div>
      <AddedActions record={record} parts={parts.value} />
      <Facts record={record} />
      <HealthCard record={record} />
      <Links record={record} />
      <AddedSections parts={parts} />
      <Activities record={record} />
      <Properties record={record} />
      <RecordHistory record={record} />
    </>
  )
}

function subtitleOf(record: RecordDetail): string {
  const texts = ['domain', 'email', 'city', 'country'].flatMap((name) => {
    const value = record.properties.find((property) => property.name === name)?.value
    return typeof value === 'string' && value !== '' ? [value] : []
  })
  return [record.typeLabel, ...texts.slice(0, 2)].join(' · ')
}
