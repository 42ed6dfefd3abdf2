import type { ReactNode } from 'react'
import { useWords } from '../../words/use-words.js'
import { formatAddress } from '../address/address.js'
import { useAddress } from '../address/use-address.js'
import { useReading } from '../format/use-formats.js'
import { Icon } from '../part/icon.js'

/** Where the record is in its list, and the ways from it. */
export interface PreviewTopProps {
  readonly index: number | undefined
  readonly total: number | undefined
  readonly isPage: boolean
  readonly step: (by: number) => void
  readonly close: () => void
  /** What else can be done from there. */
  readonly children?: ReactNode
}

/** The row above a record: back or close, the records before and after it, and the way by which one came. */
export function PreviewTop({ index, total, isPage, step, close, children }: PreviewTopProps): ReactNode {
  const words = useWords().record
  const isInList = index !== undefined && total !== undefined
  return (
    <div className="top">
      {isPage ? (
        <button type="button" className="ib" data-first aria-label={words.back} onClick={close}>
          <Icon name="chevron-left" />
        </button>
      ) : null}
      {isInList ? (
        <>
          <Steps index={index} total={total} isFirst={!isPage} step={step} />
          <Place index={index} total={total} />
        </>
      ) : null}
      <Trail />
      <span className="grow" />
      {children}
      <WholeLink />
      {isPage ? null : (
        <button
          type="button"
          className="ib"
          data-first={isInList ? undefined : true}
          aria-label={words.close}
          title={words.closeTip}
          onClick={close}
        >
          <Icon name="x" />
        </button>
      )}
    </div>
  )
}

interface StepsProps {
  readonly index: number
  readonly total: number
  /** Whether the focus enters the preview here. */
  readonly isFirst: boolean
  readonly step: (by: number) => void
}

/** The records before and after one in its list. */
export function Steps({ index, total, isFirst, step }: StepsProps): ReactNode {
  const words = useWords().record
  return (
    <>
      <button
        type="button"
        className="ib"
        data-first={isFirst ? true : undefined}
        aria-label={words.previous}
        title={`${words.previous} (K)`}
        disabled={index <= 0}
        onClick={() => step(-1)}
      >
        <Icon name="chevron-up" />
      </button>
      <button
        type="button"
        className="ib"
        aria-label={words.next}
        title={`${words.next} (J)`}
        disabled={index >= total - 1}
        onClick={() => step(1)}
      >
        <Icon name="chevron-down" />
      </button>
    </>
  )
}

/** Where a record is in its list. */
export function Place({ index, total }: { readonly index: number; readonly total: number }): ReactNode {
  const { formats } = useReading()
  const words = useWords().record
  return <span className="small t3 num place">{words.place(formats.number(index + 1), formats.number(total))}</span>
}

/** *View record*: the page of the record, at an address of its own (REC-6). */
function WholeLink(): ReactNode {
  const { address, aside, go } = useAddress()
  const words = useWords().record
  return (
    <a
      className="ib"
      href={formatAddress({ ...address, whole: true })}
      aria-label={words.viewRecord}
      title={words.viewRecord}
      onClick={(event) => {
        if (event.metaKey || event.ctrlKey || event.shiftKey) return
        event.preventDefault()
        go({ whole: true }, 'push', aside)
      }}
    >
      <Icon name="external" />
    </a>
  )
}

/** The record from which one came here by a link. */
export function Trail(): ReactNode {
  const { aside, go } = useAddress()
  const last = aside.trail?.at(-1)
  if (last === undefined) return null
  const back = () => go({ open: { type: last.type, id: last.id } }, 'push', { trail: aside.trail?.slice(0, -1) ?? [] })
  return (
    <button type="button" className="btn ghost trail" onClick={back}>
      <Icon name="chevron-left" size={14} />
      <span className="cut" dir="auto">
        {last.title}
      </span>
    </button>
  )
}
