import { type MouseEvent, memo, type ReactNode } from 'react'
import { useWords } from '../../words/use-words.js'
import { formatAddress } from '../address/address.js'
import { useAddress } from '../address/use-address.js'
import type { Row } from '../data/named.js'
import { useReading } from '../format/use-formats.js'
import { plainText } from '../note/note-markup.js'
import { Health, healthWordOf } from '../part/health.js'
import { Icon } from '../part/icon.js'
import { FeedActs } from './feed-acts.js'
import type { ListedFeed } from './listed-feed.js'
import { sayParts } from './sentence.js'

interface ItemProps {
  readonly block: ListedFeed
  readonly row: Row
  readonly page: number
  readonly isOpen: boolean
}

/** One activity: who did what to which thing, a line of it, and the customer. */
export const FeedItem = memo(function FeedItem({ block, row, page, isOpen }: ItemProps): ReactNode {
  const { formats } = useReading()
  const { kind, sentences, quote, company } = block.list
  const at = row[block.at]
  const sentence = sentences[String(row[kind])] ?? sentences['other']
  const text = quote === undefined ? '' : plainText(textIn(row, quote) ?? '')
  return (
    <li className={`item${isOpen ? ' sel' : ''}`} data-item={row.id} data-page={page}>
      <span className="ic">
        <Icon name={sentence?.icon ?? 'activity'} />
      </span>
      <div>
        <Sentence {...{ block, row }} sentence={sentence?.label ?? '{thing}'} />
        {text === '' ? null : (
          <p className="q cut" dir="auto">
            {text}
          </p>
        )}
        {company === undefined ? null : <Customer row={row} company={company} />}
      </div>
      {typeof at === 'number' ? (
        <time dateTime={new Date(at).toISOString()} title={formats.exact(at)}>
          {formats.time(at)}
        </time>
      ) : (
        <span />
      )}
      <FeedActs {...{ block, row }} />
    </li>
  )
})

function Sentence({ block, row, sentence }: { readonly block: ListedFeed; readonly row: Row; readonly sentence: string }): ReactNode {
  const words = useWords().record
  const { who, about = [] } = block.list
  const values = useValues(block, row)
  const thing = textIn(row, block.text) ?? words.unnamed
  const link = about.flatMap(({ type, id }) => (textIn(row, id) === undefined ? [] : [{ type, id: textIn(row, id) ?? '' }]))[0]
  return (
    <p dir="auto">
      <Opens to={{ type: who.type, id: textIn(row, who.id) }} className="who">
        {textIn(row, who.name) ?? words.unnamed}
      </Opens>{' '}
      {sayParts(sentence, values).map((part, at) =>
        'text' in part ? (
          part.text
        ) : 'value' in part ? (
          <span key={at} className="num">
            {part.value}
          </span>
        ) : (
          <Opens key="thing" to={link} className="thing">
            {thing}
          </Opens>
        ),
      )}
    </p>
  )
}

/** Values of a sentence as texts; one time is not worth saying. */
function useValues({ list: { parts = {} } }: ListedFeed, row: Row): Readonly<Record<string, string | undefined>> {
  const { formats } = useReading()
  const write = (name: string, value: number) => {
    if (name === 'duration') return formats.duration(value)
    if (name === 'when') return `${formats.dayOf(value)}, ${formats.time(value)}`
    return name === 'times' && value < 2 ? undefined : formats.number(value)
  }
  const texts = Object.entries(parts).map(([name, field]) => {
    const value = row[field]
    return [name, typeof value === 'number' ? write(name, value) : undefined] as const
  })
  return Object.fromEntries(texts)
}

function Customer({ row, company }: { readonly row: Row; readonly company: NonNullable<ListedFeed['list']['company']> }): ReactNode {
  const { formats } = useReading()
  const name = textIn(row, company.name)
  if (name === undefined) return null
  const [status, score] = [row[company.status], row[company.score]]
  return (
    <div className="meta">
      <Opens to={{ type: company.type, id: textIn(row, company.id) }} className="company">
        {name}
      </Opens>
      {status === null && score === null ? null : (
        <Health status={healthWordOf(status)} {...(typeof score === 'number' && { score: formats.number(score) })} />
      )}
    </div>
  )
}

interface OpensProps {
  readonly to: { readonly type: string; readonly id: string | undefined } | undefined
  readonly className: string
  readonly children: ReactNode
}
/** Opens a record beside the feed; a plain text where there is none. */
function Opens({ to, className, children }: OpensProps): ReactNode {
  const { address, go } = useAddress()
  if (to?.id === undefined) return <span className={className}>{children}</span>
  const open = { type: to.type, id: to.id }
  const press = (event: MouseEvent) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return
    event.preventDefault()
    go({ open }, address.open === undefined ? 'push' : 'replace')
  }
  return (
    <a className={className} href={formatAddress({ ...address, open })} onClick={press} dir="auto">
      {children}
    </a>
  )
}

function textIn(row: Row, field: string): string | undefined {
  const value = row[field]
  return typeof value === 'string' && value !== '' ? value : undefined
}
