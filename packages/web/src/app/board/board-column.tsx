import { memo, type ReactNode, type RefObject, useEffect, useId, useMemo, useRef } from 'react'
import { useWords } from '../../words/use-words.js'
import { Card, type CardActs } from '../card/card.js'
import type { CardFields, CardOf } from '../card/card-fields.js'
import { CardShapes } from '../card/card-shapes.js'
import type { ListQuestion, ListState } from '../data/list-window.js'
import type { Row } from '../data/named.js'
import { useReading } from '../format/use-formats.js'
import { textOf } from '../format/value.js'
import type { Carried } from '../move/use-carrying.js'
import type { Placed } from '../move/use-placing.js'
import { Failed, StaleNote } from '../part/states.js'
import { isSelected, type Selection } from '../select/selection.js'
import type { StagesParts } from '../table/table-tab.js'
import { useList } from '../table/use-list.js'
import { usePendingEdits } from '../write/use-pending.js'
import type { Stage, StageGroup } from './board-shapes.js'
import { type ColumnCards, cardsOf, listedAt } from './column-cards.js'
import { ColumnHead } from './column-head.js'
import { type ColumnControl, step, useCards } from './use-cards.js'
import { useInSight } from './use-in-sight.js'

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
  /** By the pointer it flies, and its place is empty; by keys it stays to be seen. */
  readonly carriedBy: Carried['by'] | undefined
  readonly refusal: string | undefined
  readonly placed: readonly Placed[]
  readonly openId: string | undefined
  /** What is selected; without it cards have no boxes. */
  readonly selection: Selection | undefined
  readonly walk: StagesParts['walk']
  readonly hrefOf: (id: string) => string
  readonly acts: CardActs
  readonly settle: (id: string) => void
  readonly register: (stage: string, control: ColumnControl) => void
}

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
  useWalked(props, cards)
  useSettled(props, state, top, rows)
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

interface PlacedCardProps
  extends Pick<ColumnProps, 'stage' | 'type' | 'fields' | 'gone' | 'carriedBy' | 'openId' | 'hrefOf' | 'acts' | 'selection'> {
  readonly cards: ColumnCards
  readonly index: number
  readonly isActive: boolean
}

function PlacedCard({
  cards,
  index,
  stage,
  type,
  fields,
  gone,
  carriedBy,
  openId,
  hrefOf,
  acts,
  selection,
  isActive,
}: PlacedCardProps): ReactNode {
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
      isPicked={selection && isSelected(selection, card.id)}
      state={gone === card.id ? (carriedBy === 'keys' ? 'lifted' : 'gone') : placed?.state === 'moving' ? 'waiting' : undefined}
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

/** Says where the open card is, while this column has it. */
function useWalked({ openId, walk }: ColumnProps, { count, indexOf }: ColumnCards): void {
  const index = openId === undefined ? undefined : indexOf(openId)
  useEffect(() => {
    if (openId === undefined || index === undefined) return
    walk({ id: openId, index, total: count })
    return () => walk(undefined)
  }, [openId, index, count, walk])
}

interface Sight {
  readonly first: number
  readonly last: number
}
/** Takes note of the cards that were dropped here and that the stream now has. One that belongs out of sight stays for a moment where it was dropped. */
function useSettled({ stage, type, placed, settle }: ColumnProps, state: ListState, top: number, { first, last }: Sight): void {
  const edits = usePendingEdits()
  useEffect(() => {
    if (state.status !== 'live') return
    for (const { card, to, state: step } of placed) {
      if (to !== stage.value || step === 'held') continue
      const at = listedAt(card.id, [state, to, placed, top])
      if (at === undefined || at < first || at > last) continue
      edits.confirm({ type, id: card.id, property: 'stage' }, to)
      settle(card.id)
    }
  }, [state, placed, top, first, last, stage.value, type, settle, edits])
}
