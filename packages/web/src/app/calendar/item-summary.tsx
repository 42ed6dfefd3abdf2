import type { CalendarItem, calendarLinked } from '@tenure/core/block'
import { type ReactNode, useEffect, useRef } from 'react'
import type { z } from 'zod'
import { useWords } from '../../words/use-words.js'
import { useAddress } from '../address/use-address.js'
import { anyOf } from '../data/named.js'
import { useNamed, type Watched } from '../data/use-source.js'
import { useReading } from '../format/use-formats.js'
import { Icon } from '../part/icon.js'
import { Layer, LayerContent } from '../part/popover.js'
import type { CalendarText } from './use-when.js'

interface ItemSummaryProps {
  readonly item: CalendarItem
  readonly anchor: HTMLElement
  readonly linked: `${string}/${string}` | undefined
  readonly startMinutes: number
  readonly now: number
  readonly text: CalendarText
  readonly close: () => void
}

/** What an item is, in a layer beside it: when, with whom, where, and the button that starts the meeting. */
export function ItemSummary({ item, anchor, linked, startMinutes, now, text, close }: ItemSummaryProps): ReactNode {
  const { calendar: words, layer: layerWords } = useWords()
  const { go } = useAddress()
  const layer = useRef<HTMLDivElement>(null)
  const wasOpen = useRef(false)
  useEffect(() => layer.current?.showPopover(), [])
  const { title, joinUrl, fixed, startAt } = item
  const open = (type: string, id: string) => {
    layer.current?.hidePopover()
    go({ open: { type, id } }, 'push')
  }
  return (
    <Layer
      layer={layer}
      label={title || words.untitled}
      role="dialog"
      onToggle={(isOpen) => {
        if (isOpen) wasOpen.current = true
        else if (wasOpen.current) {
          close()
          if (anchor.isConnected) anchor.focus({ preventScroll: true })
        }
      }}
    >
      <LayerContent layer={layer} anchor={() => anchor} align="start">
        <div className="cal-summary">
          <header>
            <h2 className="grow cut" dir="auto" title={title}>
              {title || words.untitled}
            </h2>
            <button type="button" className="ib" aria-label={layerWords.close} onClick={() => layer.current?.hidePopover()}>
              <Icon name="x" size={16} />
            </button>
          </header>
          <Facts {...{ item, linked, now, text, open }} />
          {fixed === undefined ? null : <p className="small t3">{fixed}</p>}
          <footer>
            {joinUrl === undefined ? null : (
              <Start item={item} joinUrl={joinUrl} from={startAt - startMinutes * 60_000} now={now} text={text} />
            )}
            <span className="grow" />
            <button type="button" className="btn ghost" onClick={() => open(item.type, item.id)}>
              {words.open}
            </button>
          </footer>
        </div>
      </LayerContent>
    </Layer>
  )
}

interface FactsProps extends Pick<ItemSummaryProps, 'item' | 'linked' | 'now' | 'text'> {
  readonly open: (type: string, id: string) => void
}
function Facts({ item, linked, now, text, open }: FactsProps): ReactNode {
  const words = useWords().calendar
  const { formats } = useReading()
  const { detail, location, joinUrl, at, startAt } = item
  const ahead = startAt - now
  return (
    <>
      <p className="t2">
        {text.whenOn(item)}
        {ahead > 0 && ahead < 86_400_000 ? (
          <span className="t3"> {words.ahead(formats.duration(Math.ceil(ahead / 60_000) * 60_000))}</span>
        ) : null}
      </p>
      {at === undefined ? null : (
        <p className="small t3">
          <Icon name="refresh" size={12} /> {words.repeats}
        </p>
      )}
      <ul>
        {linked === undefined ? (
          detail === undefined ? null : (
            <li dir="auto">{detail}</li>
          )
        ) : (
          <LinkedRecords provider={linked} item={item} open={open} />
        )}
        {location === undefined ? null : (
          <li>
            <Icon name="building" size={14} /> <span dir="auto">{location}</span>
          </li>
        )}
        {joinUrl === undefined ? null : (
          <li>
            <Icon name="call" size={14} />
            <a className="cut" href={joinUrl} target="_blank" rel="noopener noreferrer" dir="ltr">
              {joinUrl.replace(/^https?:\/\//, '')}
            </a>
          </li>
        )}
      </ul>
    </>
  )
}

interface StartProps extends Pick<ItemSummaryProps, 'item' | 'now' | 'text'> {
  readonly joinUrl: string
  readonly from: number
}
/** It is there from the start, with the time at which it wakes. */
function Start({ item, joinUrl, from, now, text }: StartProps): ReactNode {
  const words = useWords().calendar
  if (now >= from && now < item.endAt)
    return (
      <a className="btn pri" href={joinUrl} target="_blank" rel="noopener noreferrer">
        {words.start}
      </a>
    )
  return (
    <>
      <button type="button" className="btn" disabled>
        {words.start}
      </button>
      <span className="small t3">{now < from ? words.from(text.time(from)) : words.over}</span>
    </>
  )
}

interface LinkedProps {
  readonly provider: `${string}/${string}`
  readonly item: CalendarItem
  readonly open: (type: string, id: string) => void
}
function LinkedRecords({ provider, item: { type, id }, open }: LinkedProps): ReactNode {
  const words = useWords().calendar
  const { value, problem } = useNamed(anyOf(provider), { type, id }) as Watched<z.output<typeof calendarLinked>>
  if (value === undefined) return <li className="t3">{problem === undefined ? words.loading : words.notLinked}</li>
  return value.records.map((record) => (
    <li key={`${record.type} ${record.id}`}>
      <Icon name={record.type} size={14} />
      <button type="button" className="link cut" dir="auto" onClick={() => open(record.type, record.id)}>
        {record.name || words.untitled}
      </button>
    </li>
  ))
}
