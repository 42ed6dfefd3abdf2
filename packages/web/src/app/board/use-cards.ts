import { useVirtualizer } from '@tanstack/react-virtual'
import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react'
import type { Placed } from '../move/use-placing.js'
import type { Stage } from './board-shapes.js'
import type { ColumnCards } from './column-cards.js'

/** What the board may ask of a column. */
export interface ColumnControl {
  readonly count: number
  /** The place of the card that has the focus, or had it last. */
  readonly active: number
  readonly focus: (index: number) => void
  readonly reveal: (index: number) => void
  readonly idAt: (index: number) => string | undefined
  readonly indexOf: (id: string) => number | undefined
}
interface CardsParts {
  readonly stage: Stage
  readonly placed: readonly Placed[]
  readonly register: (stage: string, control: ColumnControl) => void
}

/** Height of a card. */
const cardHeight = 84
/** From one card to the next. */
export const step = cardHeight + 6

/** Which cards are in sight, and which has the focus: it keeps it when others come, go and change places. */
export function useCards(scroller: RefObject<HTMLDivElement | null>, cards: ColumnCards, { stage, placed, register }: CardsParts) {
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
  register(stage.value, {
    ...{ count: cards.count, active, focus, indexOf: cards.indexOf },
    reveal: (index) => virtual.scrollToIndex(index),
    idAt: (index) => cards.at(index).row?.id,
  })
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
