import type { ReactNode } from 'react'
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
}

/** The row above a record: back or close, the records before and after it, and the way by which one came. */
export function PreviewTop({ index, total, isPage, step, close }: PreviewTopProps): ReactNode {
  const isInList = index !== undefined && total !== undefined
  return (
    <div className="top">
      {isPage ? (
        <button type="button" className="ib" data-first aria-label="Back to the list" onClick={close}>
          <Icon name="chevron-left" />
        </button>
      ) : null}
      {isInList ? <Steps index={index} total={total} isFirst={!isPage} step={step} /> : null}
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
  )
}

interface StepsProps {
  readonly index: number
  readonly total: number
  /** Whether the focus enters the preview here. */
  readonly isFirst: boolean
  readonly step: (by: number) => void
}

function Steps({ index, total, isFirst, step }: StepsProps): ReactNode {
  return (
    <>
      <button
        type="button"
        className="ib"
        data-first={isFirst ? true : undefined}
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
  )
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
