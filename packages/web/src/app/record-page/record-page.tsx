import { originsContract, recordContract, recordPartsContract } from '@tenure/core/page'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { useWords } from '../../words/use-words.js'
import { useArrangement } from '../arrange/arrangement.js'
import type { PropertyValue, RecordDetail, RecordParts } from '../data/answers.js'
import { useWatch, type Watched } from '../data/use-source.js'
import { HealthCard } from '../health/health-card.js'
import { useMerged } from '../manage/use-merged.js'
import { Boundary } from '../part/boundary.js'
import { Failed, LoadingLines, StaleNote } from '../part/states.js'
import { useMedia } from '../part/use-media.js'
import { AddedSections } from '../record/added-parts.js'
import { Links } from '../record/links.js'
import { BesideProvider } from '../record/property-value.js'
import { Timeline } from '../timeline/timeline.js'
import { HistorySide } from './history-side.js'
import { PageHead, PageWay, type WayProps } from './page-head.js'
import { PropertyGroups } from './property-groups.js'
import '../styles/record-page.css'

interface RecordPageProps extends WayProps {
  readonly subject: { readonly type: string; readonly id: string }
}

/** The page of one record (REC-6): its properties in groups, its health and associated records, and its timeline. */
export function RecordPage({ subject, ...way }: RecordPageProps): ReactNode {
  const record = useWatch(recordContract, subject)
  const parts = useWatch(recordPartsContract, { type: subject.type })
  const words = useWords().record
  const frame = useRef<HTMLElement>(null)
  const title = record.value === undefined ? undefined : record.value.title || words.unnamed
  useTitle(title)
  useMerged(subject, record.value)
  useEffect(() => frame.current?.focus(), [])
  return (
    <main
      ref={frame}
      className="rp"
      tabIndex={-1}
      data-region="content"
      aria-label={title === undefined ? words.record : words.recordNamed(title)}
    >
      <PageWay {...way} />
      <Content key={subject.id} {...record} parts={parts} />
    </main>
  )
}

interface ContentProps extends Watched<RecordDetail> {
  readonly parts: Watched<RecordParts>
}

function Content({ value, problem, asOf, retry, parts }: ContentProps): ReactNode {
  const words = useWords().record
  if (value === undefined)
    return problem === undefined ? <LoadingLines lines={12} /> : <Failed what={words.thisRecord} problem={problem} retry={retry} />
  return (
    <>
      {problem === undefined ? null : <StaleNote problem={problem} asOf={asOf} retry={retry} />}
      <Boundary what={words.thisRecord}>
        <BesideProvider record={value}>
          <PageHead record={value} parts={parts.value} />
          <Columns record={value} parts={parts} />
        </BesideProvider>
      </Boundary>
    </>
  )
}

interface ColumnsProps {
  readonly record: RecordDetail
  readonly parts: Watched<RecordParts>
}

/** On a wide page three columns and the history of a property beside them; on a phone one below the other, properties last. */
function Columns({ record, parts }: ColumnsProps): ReactNode {
  const { record: words, timeline } = useWords()
  const isPhone = useMedia('(max-width: 720px)')
  const { value: origins } = useWatch(originsContract, { type: record.type, id: record.id })
  const [open, setOpen] = useState<string>()
  const property = record.properties.find(({ name }) => name === open)
  const properties = (
    <Column key="properties" className="rp-props" label={words.properties}>
      <PropertyGroups record={record} origins={origins ?? []} open={open} setOpen={setOpen} />
    </Column>
  )
  const rest = (
    <div key="rest" className="rp-rest">
      <Column className="rp-mid" label={words.linked}>
        <h2 className="sr">{words.linked}</h2>
        <Middle record={record} parts={parts} />
      </Column>
      <Column className="rp-time" label={timeline.title}>
        <Timeline record={record} />
      </Column>
    </div>
  )
  return (
    <div className={`rp-cols${property === undefined ? '' : ' with-side'}`}>
      {isPhone ? [rest, properties] : [properties, rest]}
      {property === undefined ? null : <Side record={record} property={property} close={() => setOpen(undefined)} />}
    </div>
  )
}

function Side(props: { readonly record: RecordDetail; readonly property: PropertyValue; readonly close: () => void }): ReactNode {
  return <HistorySide key={props.property.name} {...props} />
}

function Column({
  className,
  label,
  children,
}: {
  readonly className: string
  readonly label: string
  readonly children: ReactNode
}): ReactNode {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys
    <section className={className} aria-label={label} tabIndex={0}>
      {children}
    </section>
  )
}

/** Health, associated records and what plugins add, in the user's order. */
function Middle({ record, parts }: ColumnsProps): ReactNode {
  const words = useWords().record
  const { sections } = useArrangement(record.type).arrangement
  const isBare = record.links.every(({ total }) => total === 0)
  return sections.flatMap(({ id, isShown }) => {
    if (!isShown) return []
    if (id === 'health') return [<HealthCard key={id} record={record} />]
    if (id === 'added') return [<AddedSections key={id} parts={parts} />]
    if (id !== 'links') return []
    return [
      isBare ? (
        <p key={id} className="t3 rp-none">
          {record.archived ? words.noneArchived : words.none}
        </p>
      ) : (
        <Links key={id} record={record} />
      ),
    ]
  })
}

/** The title of the window, while the page is open. */
function useTitle(title: string | undefined): void {
  useEffect(() => {
    if (title === undefined) return
    const before = document.title
    document.title = `${title} · Tenure`
    return () => {
      document.title = before
    }
  }, [title])
}
