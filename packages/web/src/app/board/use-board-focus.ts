import { type RefObject, useEffect, useLayoutEffect, useRef } from 'react'
import type { Placing } from '../move/use-placing.js'
import type { ColumnControl } from './use-cards.js'

/** When the record beside the board is closed, the focus goes back to its card. */
export function useFocusBack(board: RefObject<HTMLElement | null>, opened: string | undefined): void {
  const was = useRef(opened)
  useEffect(() => {
    const before = was.current
    was.current = opened
    if (opened !== undefined || before === undefined) return
    board.current?.querySelector<HTMLElement>(`[data-card="${CSS.escape(before)}"] > a`)?.focus({ preventScroll: true })
  }, [board, opened])
}

/** The focus stays with a card that was dropped, and with one that goes back. */
export function useFollowed(
  board: RefObject<HTMLElement | null>,
  columns: RefObject<Map<string, ColumnControl>>,
  { placed, asked }: Placing,
): void {
  const held = useRef<string>(undefined)
  const before = useRef<readonly string[]>([])
  useEffect(() => {
    const frame = board.current
    const note = ({ target }: FocusEvent) => {
      held.current = target instanceof Element ? target.closest<HTMLElement>('[data-card]')?.dataset['card'] : undefined
    }
    frame?.addEventListener('focusin', note)
    return () => frame?.removeEventListener('focusin', note)
  }, [board])
  useLayoutEffect(() => {
    const now = placed.map(({ card }) => card.id)
    const moved = [...before.current, ...now]
    before.current = now
    const { activeElement } = document
    const isFree = activeElement === document.body || board.current?.contains(activeElement) === true
    if (held.current === undefined || !moved.includes(held.current) || asked !== undefined || !isFree) return
    const link = board.current?.querySelector<HTMLElement>(`[data-card="${CSS.escape(held.current)}"] > a`)
    const to = placed.find(({ card }) => card.id === held.current)?.to
    if (link != null) link.focus({ preventScroll: false })
    else if (to !== undefined) columns.current.get(to)?.focus(0)
  }, [board, columns, placed, asked])
}
