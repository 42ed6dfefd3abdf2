import { type ReactNode, type RefObject, useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react'
import { useWords } from '../../words/use-words.js'
import type { ShownProblem } from '../data/answers.js'
import type { Row } from '../data/named.js'
import { useSource } from '../data/use-source.js'
import { useReading } from '../format/use-formats.js'
import { dayIn } from '../format/zone-day.js'
import { Icon } from '../part/icon.js'
import { Failed, LoadingLines, StaleNote } from '../part/states.js'
import type { StagesParts } from '../table/table-tab.js'
import { useDayTitle } from '../timeline/use-day-title.js'
import { useFeedControl } from './feed-control.js'
import { FeedItem } from './feed-item.js'
import { FeedPages, type FeedState } from './feed-pages.js'
import type { ListedFeed } from './listed-feed.js'
import { useWaiting } from './use-waiting.js'
import '../styles/feed.css'

type FeedListProps = Pick<StagesParts, 'table' | 'heading' | 'opening' | 'control'> & { readonly block: ListedFeed }

const nothing: FeedState = { rows: [], hasOlder: false, isLoading: false, status: 'waiting' }
const noSubscription = () => () => {}

/** What happened, by days, newest first. New ones wait while somebody reads further down. */
export function FeedList({ block, table, heading, opening, control }: FeedListProps): ReactNode {
  const words = useWords().feed
  const scroller = useRef<HTMLElement>(null)
  const { pages, state } = usePages(block, table.question?.input)
  const { shown, waiting, show } = useWaiting(scroller, state.rows, block.at)
  useSight(scroller, pages, shown.length)
  useFeedControl({ control, scroller, opening, rows: shown, who: block.list.who })
  const retry = () => pages?.retry()
  return (
    <>
      {state.problem === undefined || state.rows.length === 0 ? null : (
        <StaleNote problem={state.problem} asOf={state.asOf} retry={retry} />
      )}
      <div className="feed-place">
        {waiting === 0 ? null : (
          <button type="button" className="newpill" onClick={show}>
            <Icon name="arrow-up" size={12} />
            {words.waiting(waiting)}
          </button>
        )}
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys */}
        <section ref={scroller} className="feed" tabIndex={0} aria-label={words.named(heading)}>
          <Missing state={state} what={heading} retry={retry} />
          <Days block={block} rows={shown} openedId={opening.opened?.id} />
          <Older state={state} load={() => void pages?.older()} />
        </section>
        <p className="sr" role="status">
          {waiting === 0 ? '' : words.waiting(waiting)}
        </p>
      </div>
    </>
  )
}

/** The pages of the question; another question begins at its top. */
function usePages(block: ListedFeed, input: Readonly<Record<string, unknown>> | undefined) {
  const source = useSource()
  const key = JSON.stringify(input)
  const [pages, setPages] = useState<FeedPages>()
  useEffect(() => {
    if (input === undefined) return
    const sorted = { ...input, sort: [{ property: block.at, direction: 'descending' }] }
    const next = new FeedPages(source, { provider: block.provider, input: sorted, at: block.at })
    setPages(next)
    return () => next.close()
  }, [source, key, block.provider, block.at])
  const state = useSyncExternalStore(pages?.subscribe ?? noSubscription, pages?.getState ?? (() => nothing))
  return { pages, state }
}

/** Tells the pages which of them are in sight. */
function useSight(scroller: RefObject<HTMLElement | null>, pages: FeedPages | undefined, count: number): void {
  useEffect(() => {
    const frame = scroller.current
    if (frame === null || pages === undefined) return
    let asked = 0
    const look = () => {
      const { top, bottom } = frame.getBoundingClientRect()
      const seen = new Set<number>()
      for (const item of frame.querySelectorAll<HTMLElement>('[data-page]')) {
        const place = item.getBoundingClientRect()
        if (place.bottom > top - 400 && place.top < bottom + 400) seen.add(Number(item.dataset['page']))
      }
      pages.see(seen)
    }
    const later = () => {
      cancelAnimationFrame(asked)
      asked = requestAnimationFrame(look)
    }
    later()
    frame.addEventListener('scroll', later, { passive: true })
    return () => {
      cancelAnimationFrame(asked)
      frame.removeEventListener('scroll', later)
    }
  }, [scroller, pages, count])
}

interface MissingProps {
  readonly state: FeedState
  readonly what: string
  readonly retry: () => void
}
function Missing({ state: { rows, status, problem }, what, retry }: MissingProps): ReactNode {
  if (rows.length > 0) return null
  if (problem !== undefined) return <Failed what={what} problem={problem as ShownProblem} retry={retry} />
  return status === 'waiting' ? <LoadingLines lines={9} /> : null
}

type Rows = FeedState['rows']
interface DaysProps {
  readonly block: ListedFeed
  readonly rows: Rows
  readonly openedId: string | undefined
}

function Days({ block, rows, openedId }: DaysProps): ReactNode {
  const { formats } = useReading()
  const { timeZone } = formats.env
  const days = useMemo(() => byDay(rows, block.at, timeZone), [rows, block.at, timeZone])
  return days.map(({ day, items }) => <DayItems key={day ?? ''} {...{ block, day, items, openedId }} />)
}

function DayItems({
  block,
  day,
  items,
  openedId,
}: Omit<DaysProps, 'rows'> & { readonly day: string | undefined; readonly items: Rows }): ReactNode {
  const title = useDayTitle()(day)
  return (
    <section aria-label={title}>
      <h2 className="dayh">{title}</h2>
      <ul>
        {items.map(({ row, page }) => (
          <FeedItem key={row.id} {...{ block, row, page }} isOpen={openedId !== undefined && row[block.list.who.id] === openedId} />
        ))}
      </ul>
    </section>
  )
}

function byDay(rows: Rows, at: string, zone: string): readonly { readonly day: string | undefined; readonly items: Rows }[] {
  const days = new Map<string | undefined, Rows[number][]>()
  for (const item of rows) {
    const day = dayOf(item.row, at, zone)
    const items = days.get(day)
    if (items === undefined) days.set(day, [item])
    else items.push(item)
  }
  return [...days].map(([day, items]) => ({ day, items }))
}
function dayOf(row: Row, at: string, zone: string): string | undefined {
  const time = row[at]
  return typeof time === 'number' ? dayIn(zone, time) : undefined
}

function Older({ state: { hasOlder, isLoading, isOlderLost }, load }: { readonly state: FeedState; readonly load: () => void }): ReactNode {
  const words = useWords().feed
  if (!hasOlder) return null
  return (
    <div className="older">
      {isOlderLost ? <p role="alert">{words.olderLost}</p> : null}
      <button type="button" className="btn" aria-disabled={isLoading} onClick={load}>
        {isLoading ? words.loadingOlder : words.older}
      </button>
    </div>
  )
}
