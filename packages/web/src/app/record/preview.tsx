import { type KeyboardEvent, type PointerEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import { useAddress } from '../address/use-address.js'
import type { RecordDetail } from '../data/answers.js'
import { useWatch } from '../data/use-source.js'
import { useReading } from '../format/use-formats.js'
import { Icon } from '../part/icon.js'
import { Mark } from '../part/mark.js'
import { recall, remember } from '../shell/preferences.js'
import { Boundary } from '../view/boundary.js'
import { Failed, LoadingLines, StaleNote } from '../view/states.js'
import { Activities } from './activities.js'
import { Facts, Properties } from './facts.js'
import { HealthCard } from './health-card.js'
import { RecordHistory } from './history.js'
import { Links } from './links.js'

interface PreviewProps {
  readonly subject: { readonly type: string; readonly id: string }
  readonly index: number | undefined
  readonly total: number | undefined
  readonly isPage: boolean
  readonly step: (by: number) => void
  readonly close: () => void
}
const [least, most] = [360, 560]

/** The record that is open, beside the list; on a phone a page of its own. */
export function Preview({ subject, index, total, isPage, step, close }: PreviewProps): ReactNode {
  const { value, problem, asOf, retry } = useWatch<RecordDetail>('tenure.core/record', subject)
  const frame = useRef<HTMLElement>(null)
  const [width, setWidth] = useWidth(subject.type)
  const isInList = index !== undefined && total !== undefined
  useEffect(() => {
    if (isPage) frame.current?.querySelector<HTMLElement>('[data-first]')?.focus()
  }, [isPage])
  return (
    <aside
      ref={frame}
      className={`preview${isPage ? ' page' : ''}`}
      aria-label={value === undefined ? 'Record' : `Record: ${value.title ?? 'Unnamed'}`}
      data-region="preview"
      style={isPage ? undefined : ({ '--preview': `${width}px` } as object)}
    >
      {isPage ? null : <Edge width={width} setWidth={setWidth} />}
      <div className="top">
        {isPage ? (
          <button type="button" className="ib" data-first aria-label="Back to the list" onClick={close}>
            <Icon name="chevron-left" />
          </button>
        ) : null}
        {isInList ? (
          <>
            <button
              type="button"
              className="ib"
              data-first={isPage ? undefined : true}
              aria-label="Previous record"
              title="Previous record (K)"
              disabled={index <= 0}
              onClick={() => step(-1)}
            >
              <Icon name="chevron-up" />
            </button>
            <button
              type="button"
              className="ib"
              aria-label="Next record"
              title="Next record (J)"
              disabled={index >= total - 1}
              onClick={() => step(1)}
            >
              <Icon name="chevron-down" />
            </button>
            <Place index={index} total={total} />
          </>
        ) : null}
        <Trail />
        <span className="grow" />
        {isPage ? null : (
          <button
            type="button"
            className="ib"
            data-first={isInList ? undefined : true}
            aria-label="Close"
            title="Close (Esc)"
            onClick={close}
          >
            <Icon name="x" />
          </button>
        )}
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys */}
      <section className="in" key={subject.id} tabIndex={0} aria-label="Details">
        {problem !== undefined && value !== undefined ? <StaleNote problem={problem} asOf={asOf} retry={retry} /> : null}
        {value !== undefined ? (
          <Boundary what="this record">
            <Detail record={value} />
          </Boundary>
        ) : problem === undefined ? (
          <LoadingLines lines={9} />
        ) : (
          <Failed what="this record" problem={problem} retry={retry} />
        )}
      </section>
    </aside>
  )
}

function Detail({ record }: { readonly record: RecordDetail }): ReactNode {
  return (
    <>
      <div className="ident">
        <Mark id={record.id} name={record.title ?? ''} large />
        <div className="grow">
          <h2 className="cut" title={record.title ?? undefined}>
            {record.title || 'Unnamed'}
          </h2>
          <p className="small t3 cut">{subtitleOf(record)}</p>
        </div>
        {record.archived ? <span className="chip plain">Archived</span> : null}
      </div>
      <Facts record={record} />
      <HealthCard record={record} />
      <Links record={record} />
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

function Place({ index, total }: { readonly index: number; readonly total: number }): ReactNode {
  const { formats } = useReading()
  return (
    <span className="small t3 num place">
      {formats.number(index + 1)} of {formats.number(total)}
    </span>
  )
}

/** The record from which one came here by a link. */
function Trail(): ReactNode {
  const { aside, go } = useAddress()
  const last = aside.trail?.at(-1)
  if (last === undefined) return null
  const back = () => go({ open: { type: last.type, id: last.id } }, 'push', { trail: aside.trail?.slice(0, -1) ?? [] })
  return (
    <button type="button" className="btn ghost trail" onClick={back}>
      <Icon name="chevron-left" size={14} />
      <span className="cut">{last.title}</span>
    </button>
  )
}

/** The edge by which the preview is made wider or narrower: by dragging, or by arrows. */
function Edge({ width, setWidth }: { readonly width: number; readonly setWidth: (width: number) => void }): ReactNode {
  const onPointerMove = (event: PointerEvent<HTMLDivElement>) => {
    if (!event.currentTarget.hasPointerCapture(event.pointerId)) return
    const right = event.currentTarget.parentElement?.getBoundingClientRect().right ?? 0
    setWidth(right - event.clientX)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const to = { ArrowLeft: width + 16, ArrowRight: width - 16, Home: most, End: least }[event.key]
    if (to === undefined) return
    event.preventDefault()
    setWidth(to)
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: a rule cannot be dragged
    <div
      className="edge"
      role="separator"
      aria-label="Width of the preview"
      aria-orientation="vertical"
      aria-valuemin={least}
      aria-valuemax={most}
      aria-valuenow={width}
      tabIndex={0}
      onKeyDown={onKeyDown}
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={onPointerMove}
    />
  )
}

function useWidth(type: string): readonly [number, (width: number) => void] {
  const name = `tenure.preview ${type}`
  const [width, setWidth] = useState(() => recall<number>(name) ?? 408)
  return [
    width,
    (next) => {
      const within = Math.round(Math.max(least, Math.min(next, most)))
      setWidth(within)
      remember(name, within)
    },
  ]
}
