import type { ReactNode } from 'react'
import { useWords } from '../../words/use-words.js'
import { emptyAddress, formatAddress } from '../address/address.js'
import { useReading } from '../format/use-formats.js'
import { HealthShape, healthWordOf } from '../part/health.js'
import { Icon } from '../part/icon.js'
import { Mark } from '../part/mark.js'
import type { Notice } from './notice.js'
import { detailOf, type Filling, fillingsOf, sentenceOf } from './notice-text.js'

interface NoticeRowProps {
  readonly notice: Notice
  readonly tab: string | undefined
  readonly open: (notice: Notice) => void
  readonly mark: (notice: Notice) => void
}

/** One notification: its sentence opens the record, the button beside it marks it. */
export function NoticeRow({ notice, tab, open, mark }: NoticeRowProps): ReactNode {
  const words = useWords().notify
  const reading = useReading()
  const { read, about, kind, at } = notice
  const detail = detailOf(notice, words, reading)
  const href = formatAddress({ ...emptyAddress, ...(tab !== undefined && { tab }), open: { type: about.type, id: about.id } })
  return (
    <li className={read ? 'notice' : 'notice new'}>
      {kind === 'reminder' ? (
        <span className="notice-icon">
          <Icon name="bell" size={14} />
        </span>
      ) : (
        <Mark id={about.id} name={about.title ?? ''} />
      )}
      <div className="grow">
        <a
          className="notice-open"
          href={href}
          onClick={(event) => {
            if (event.metaKey || event.ctrlKey || event.shiftKey) return
            event.preventDefault()
            open(notice)
          }}
        >
          {read ? null : <span className="sr">{words.isUnread}: </span>}
          <Sentence notice={notice} />
        </a>
        {detail === undefined ? null : (
          <p className="small t2 cut" dir="auto">
            {detail}
          </p>
        )}
      </div>
      <time className="small t3 num" dateTime={new Date(at).toISOString()} title={reading.formats.exact(at)}>
        {timeOf(at, reading.formats)}
      </time>
      <button
        type="button"
        className="ib tiny"
        aria-label={read ? words.markUnread : words.markRead}
        title={read ? words.markUnread : words.markRead}
        onClick={() => mark(notice)}
      >
        <Icon name={read ? 'circle' : 'check'} size={14} />
      </button>
    </li>
  )
}

function Sentence({ notice }: { readonly notice: Notice }): ReactNode {
  const words = useWords().notify
  const fillings = fillingsOf(notice, words, useReading())
  const parts = sentenceOf(notice, words).split(/\{(\w+)\}/)
  return parts.map((part, at) =>
    at % 2 === 0 ? part : <Filled key={part} name={part as Filling} notice={notice} text={fillings[part as Filling]} />,
  )
}

function Filled({ name, notice, text }: { readonly name: Filling; readonly notice: Notice; readonly text: string }): ReactNode {
  const { kind, property } = notice
  if (name === 'what') return <b dir="auto">{text}</b>
  if (name !== 'to' || kind !== 'health') return <bdi>{text}</bdi>
  const status = healthWordOf(property?.to?.value)
  return (
    <span className={`notice-status ${status}`}>
      <HealthShape status={status} />
      {text}
    </span>
  )
}

function timeOf(at: number, formats: ReturnType<typeof useReading>['formats']): string {
  const ago = formats.ago(at)
  return ago === formats.ago(Date.now()) ? formats.time(at) : ago
}
