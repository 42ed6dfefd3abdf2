import { useVirtualizer } from '@tanstack/react-virtual'
import { memo, type ReactNode, type RefObject, useEffect, useId, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { useWords } from '../../words/use-words.js'
import type { ListQuestion } from '../data/list-window.js'
import type { Row } from '../data/named.js'
import { useReading } from '../format/use-formats.js'
import { textOf } from '../format/value.js'
import type { Placed } from '../move/use-placing.js'
import { Failed, StaleNote } from '../part/states.js'
import { useList } from '../table/use-list.js'
import { usePendingEdits } from '../write/use-pending.js'
import type { Stage, StageGroup } from './board-shapes.js'
import { Card, type CardActs } from './card.js'
import type { CardFields, CardOf } from './card-fields.js'
import { CardShapes } from './card-shapes.js'
import { type ColumnCards, cardsOf } from './column-cards.js'
import { ColumnHead } from './column-head.js'
import { useInSight } from './use-in-sight.js'

/** What the board may ask of a column. */
export interface ColumnControl {
  readonly count: number
  /** The place of the card that has the focus, or had it last. */
  readonly active: number
  readonly focus: (index: number) => void
}
interface ColumnProps {
  readonly stage: Stage
  readonly group: StageGroup | undefined
  readonly amount: string | undefined
  readonly lines: number
  readonly question: ListQuestion | undefined
  readonly type: string
  readonly fields: CardFields
  readonly board: RefObject<HTMLElement | null>
  /** The card in flight, where it is over this column, or came from it. */
  readonly isOver: boolean
  readonly gone: string | undefined
  readonly refusal: string | undefined
  readonly placed: readonly Placed[]
  readonly openId: string | undefined
  readonly hrefOf: (id: string) => string
  readonly acts: CardActs
  readonly settle: (id: string) => void
  readonly register: (stage: string, control: ColumnControl) => void
}

/** Height of a card, and from one to the next. */
const cardHeight = 84
const step = cardHeight + 6

/** One stage: its numbers, and its cards as far as they are in sight. */
export const BoardColumn = memo(function BoardColumn(props: ColumnProps): ReactNode {
  const { stage, group, amount, lines, question, board, isOver, refusal, placed } = props
  const words = useWords().board
  const id = useId()
  const column = useRef<HTMLElement>(null)
  const isSeen = useInSight(column, board)
  const { list, state, isOld } = useList(isSeen ? question : undefined)
  const scroller = useRef<HTMLDivElement>(null)
  const top = useTop(scroller, stage, placed)
  const cards = useMemo(() => cardsOf(state, stage.value, placed, top), [state, stage.value, placed, top])
  const rows = useCards(scroller, cards, props)
  const { first, last } = rows
  useSettled(props, state.status === 'live' ? state.rows : undefined, cards, rows)
  useEffect(() => list?.show(cards.inList(first), cards.inList(last)), [list, cards, first, last])
  useEffect(() => {
    scroller.current?.scrollTo({ top: 0 })
  }, [question])
  const said = useSaid(stage, group?.count ?? state.total)
  return (
    <section
      ref={column}
      className={`bcol${isOver ? ' over' : ''}${refusal === undefined ? '' : ' shut'}`}
      data-stage={stage.value}
      aria-label={said}
    >
      <ColumnHead {...{ id, stage, group, amount, lines, refusal }} />
      {state.problem === undefined || state.total === undefined ? null : (
        <StaleNote problem={state.problem} asOf={state.asOf} retry={() => list?.retry()} />
      )}
      <div className="cards" ref={scroller}>
        {isOver && refusal === undefined ? <div className="bslot" /> : null}
        {state.total === undefined ? (
          state.problem === undefined ? (
            <CardShapes />
          ) : (
            <Failed what={stage.label} problem={state.problem} retry={() => list?.retry()} />
          )
        ) : cards.count === 0 && !isOld ? (
          <p className="small t3 none">{words.empty}</p>
        ) : (
          <ul style={{ height: cards.count * step }} aria-labelledby={id}>
            {rows.drawn.map((index) => (
              <PlacedCard
                key={cards.at(index).row?.id ?? `at ${index}`}
                {...props}
                cards={cards}
                index={index}
                isActive={index === rows.tabStop}
              />
            ))}
          </ul>
        )}
      </div>
    </section>
  )
})

interface PlacedCardProps extends Pick<ColumnProps, 'stage' | 'type' | 'fields' | 'gone' | 'openId' | 'hrefOf' | 'acts'> {
  readonly cards: ColumnCards
  readonly index: number
  readonly isActive: boolean
}

function PlacedCard({ cards, index, stage, type, fields, gone, openId, hrefOf, acts, isActive }: PlacedCardProps): ReactNode {
  const { row, placed } = cards.at(index)
  const card = useCardOf(row, { type, stage: stage.value, fields })
  if (card === undefined) return <li className="bcard sk" style={{ transform: `translateY(${index * step}px)` }} aria-hidden="true" />
  return (
    <Card
      {...{ card: placed?.card ?? card, index, fields, isActive, acts }}
      total={cards.count}
      top={index * step}
      isInOpenStage={stage.open}
      href={hrefOf(card.id)}
      isOpen={card.id === openId}
      state={gone === card.id ? 'gone' : placed?.state === 'moving' ? 'waiting' : undefined}
    />
  )
}

function useCardOf(row: Row | undefined, { type, stage, fields }: { type: string; stage: string; fields: CardFields }): CardOf | undefined {
  const reading = useReading()
  const unnamed = useWords().record.unnamed
  return useMemo(
    () => row && { type, stage, row, id: row.id, name: textOf(row[fields.name.field], 'text', reading) || unnamed },
    [row, type, stage, fields, reading, unnamed],
  )
}

function useSaid({ label }: Stage, count: number | undefined): string {
  const words = useWords().board
  const { formats } = useReading()
  return useMemo(
    () => (count === undefined ? label : words.column(label, words.cards(count, formats.number(count)))),
    [label, count, words, formats],
  )
}

/** Where a card lies that was dropped here: first of those in sight then, so that it is seen at once, however far the column was scrolled. */
function useTop(scroller: RefObject<HTMLDivElement | null>, stage: Stage, placed: readonly Placed[]): number {
  const here = placed.flatMap(({ card, to, state }) => (to === stage.value && state !== 'held' ? card.id : [])).join()
  return useMemo(() => (here === '' ? 0 : Math.ceil((scroller.current?.scrollTop ?? 0) / step)), [scroller, here])
}

interface Sight {
  readonly first: number
  readonly last: number
}
/** Takes note of the cards that were dropped here and that the stream now has. One that belongs out of sight stays for a moment where it was dropped. */
function useSettled(
  { stage, type, placed, settle }: ColumnProps,
  rows: ReadonlyMap<number, Row> | undefined,
  cards: ColumnCards,
  { first, last }: Sight,
): void {
  const edits = usePendingEdits()
  useEffect(() => {
    if (rows === undefined || placed.length === 0) return
    const [from, to] = [cards.inList(first), cards.inList(last)]
    for (const [at, { id }] of rows) {
      if (at < from || at > to || !placed.some((one) => one.card.id === id && one.to === stage.value && one.state !== 'held')) continue
      edits.confirm({ type, id, property: 'stage' }, stage.value)
      settle(id)
    }
  }, [rows, placed, stage.value, type, settle, edits])
}

/** Which cards are in sight, and which has the focus: it keeps it when others come, go and change places. */
function useCards(scroller: RefObject<HTMLDivElement | null>, cards: ColumnCards, { stage, placed, register }: ColumnProps) {
  const [active, setActive] = useState(0)
  const wanted = useRef<number>(undefined)
  const held = useHeld(scroller)
  const virtual = useVirtualizer({
    count: cards.count,
    getScrollElement: () => scroller.current,
    estimateSize: () => step,
    overscan: 4,
    useFlushSync: false,
  })
  const drawn = virtual.getVirtualItems().map(({ index }) => index)
  const focus = (index: number) => {
    const next = Math.max(0, Math.min(index, cards.count - 1))
    wanted.current = next
    virtual.scrollToIndex(next)
    setActive(next)
  }
  register(stage.value, { count: cards.count, active, focus })
  useLayoutEffect(() => {
    const frame = scroller.current
    const was = held.current
    const focused = frame?.querySelector<HTMLElement>(':focus')?.closest<HTMLElement>('[data-card]')
    const at = focused === null || focused === undefined ? undefined : Number(focused.dataset['index'])
    if (at !== undefined && at !== active && wanted.current === undefined) setActive(at)
    // An update has taken the card with the focus out of sight, or to another column; the board itself follows one that was dropped.
    const isLost = was !== undefined && focused == null && document.activeElement === document.body && document.hasFocus()
    if (isLost && !placed.some(({ card, to }) => card.id === was && to !== stage.value)) focus(cards.indexOf(was) ?? active)
    const link = wanted.current === undefined ? null : frame?.querySelector<HTMLElement>(`[data-index="${wanted.current}"] > a`)
    if (link == null) return
    wanted.current = undefined
    link.focus()
  })
  const [first = 0] = drawn
  return { drawn, first, last: drawn.at(-1) ?? 0, tabStop: drawn.includes(active) ? active : first }
}

/** The card that has the focus, also after an update has moved or removed its element, which takes the focus without a word. */
function useHeld(scroller: RefObject<HTMLDivElement | null>): RefObject<string | undefined> {
  const held = useRef<string>(undefined)
  useEffect(() => {
    const frame = scroller.current
    const listeners = new AbortController()
    const { signal } = listeners
    const idOf = (target: EventTarget | null) =>
      target instanceof Element ? target.closest<HTMLElement>('[data-card]')?.dataset['card'] : undefined
    const note = ({ target }: FocusEvent) => {
      held.current = target instanceof Node && frame?.contains(target) ? idOf(target) : undefined
    }
    const forget = () => {
      held.current = undefined
    }
    document.addEventListener('focusin', note, { signal })
    window.addEventListener('pointerdown', forget, { signal, capture: true })
    return () => listeners.abort()
  }, [scroller])
  return held
}
