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
  /** Opens the record of a notification, or another one that was assigned with it. */
  readonly open: (notice: Notice, record?: Notice['about']) => void
  readonly mark: (notice: Notice) => void
}

/** One notification: its sentence opens the record, the button beside it marks it. */
export function NoticeRow({ notice, tab, open, mark }: NoticeRowProps): ReactNode {
  const words = useWords().notify
  const reading = useReading()
  const { read, about, kind, at } = notice
  const detail = detailOf(notice, words, reading)
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
        <RecordLink className="notice-open" tab={tab} record={about} open={() => open(notice)}>
          {read ? null : <span className="sr">{words.isUnread}: </span>}
          <Sentence notice={notice} />
        </RecordLink>
        {detail === undefined ? null : (
          <p className="small t2 cut" dir="auto">
            {detail}
          </p>
        )}
        {notice.others === undefined ? null : <Others notice={notice} others={notice.others} tab={tab} open={open} />}
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

interface RecordLinkProps {
  readonly className?: string
  readonly tab: string | undefined
  readonly record: Notice['about']
  readonly open: () => void
  readonly children: ReactNode
}
function RecordLink({ className, tab, record: { type, id }, open, children }: RecordLinkProps): ReactNode {
  return (
    <a
      className={className}
      href={formatAddress({ ...emptyAddress, ...(tab !== undefined && { tab }), open: { type, id } })}
      onClick={(event) => {
        if (event.metaKey || event.ctrlKey || event.shiftKey) return
        event.preventDefault()
        open()
      }}
    >
      {children}
    </a>
  )
}

interface OthersProps extends Pick<NoticeRowProps, 'notice' | 'tab' | 'open'> {
  readonly others: NonNullable<Notice['others']>
}
/** What was assigned in the same act. */
function Others({ notice, others: { count, first }, tab, open }: OthersProps): ReactNode {
  const words = useWords().notify
  const { formats } = useReading()
  return (
    <details className="notice-others small">
      <summary className="t2">{words.whichOnes}</summary>
      <ul>
        {[notice.about, ...first].map((record) => (
          <li key={record.id} className="cut" dir="auto">
            <RecordLink tab={tab} record={record} open={() => open(notice, record)}>
              {record.title || words.unnamed}
            </RecordLink>
          </li>
        ))}
        {count > first.length ? <li className="t3">{words.andMore(formats.number(count - first.length))}</li> : null}
      </ul>
    </details>
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
