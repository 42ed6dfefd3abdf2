import type { RefObject } from 'react'
import type { Address } from '../address/address.js'
import { useAddress } from '../address/use-address.js'
import type { ListState } from '../data/list-window.js'
import type { GridControl } from '../grid/grid-focus.js'

/** The record that is open beside a list, and the ways to open, leave and change it. */
export interface Opening {
  readonly opened: Address['open']
  /** Where it is in the list, as far as that is known. */
  readonly index: number | undefined
  readonly openAt: (index: number, how?: 'click' | 'enter' | 'follow') => void
  readonly close: () => void
  /** Opens the next or the previous one. */
  readonly step: (by: number) => void
}

/** Opens records of a list; where its rows open nothing, only what the address has open. */
export function useOpening(state: ListState, grid: RefObject<GridControl | null>, opens: boolean): Opening {
  const { address, aside, go } = useAddress()
  const opened = address.open
  const { objectType } = state
  const index = opened === undefined ? undefined : (indexOf(state, opened.id) ?? aside.index)
  const openAt: Opening['openAt'] = (at, how = 'follow') => {
    const row = state.rows.get(at)
    if (row === undefined || objectType === undefined || !opens) return
    if (how === 'enter' && row.id === opened?.id) return document.querySelector<HTMLElement>('.preview [data-first]')?.focus()
    go({ open: { type: objectType, id: row.id } }, opened === undefined ? 'push' : 'replace', { index: at })
  }
  const close = () => {
    go({ open: undefined }, 'push')
    if (index !== undefined) requestAnimationFrame(() => grid.current?.focusRow(index))
  }
  const step = (by: number) => {
    const next = (index ?? -1) + by
    grid.current?.reveal(next)
    openAt(next)
  }
  return { opened, index, openAt, close, step }
}

function indexOf(state: ListState, id: string): number | undefined {
  for (const [index, row] of state.rows) if (row.id === id) return index
  return undefined
}
