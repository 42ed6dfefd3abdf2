import { type RefObject, useEffect, useState } from 'react'
import { Subject } from 'rxjs'
import type { Address } from '../address/address.js'
import { useAddress } from '../address/use-address.js'
import type { ListQuestion, ListState } from '../data/list-window.js'
import { useSource } from '../data/use-source.js'
import type { GridControl } from '../grid/grid-focus.js'
import type { TableModel } from './use-table.js'

/** The record that is open beside a list, and the ways to open, leave and change it. */
export interface Opening {
  readonly opened: Address['open']
  /** Where it is in the list, as far as that is known. */
  readonly index: number | undefined
  readonly openAt: (index: number, how?: 'click' | 'enter' | 'follow') => void
  readonly close: () => void
  /** Whether it has the page to itself, and the way from there to the list. */
  readonly isWhole: boolean
  readonly leave: () => void
  /** Opens the next or the previous one. */
  readonly step: (by: number) => void
}

/** Opens records of a list; where its rows open nothing, only what the address has open. */
export function useOpening({ state, question }: TableModel, grid: RefObject<GridControl | null>, opens: boolean): Opening {
  const { address, aside, go } = useAddress()
  const opened = address.open
  const { objectType } = state
  const isInList = opened !== undefined && opened.type === objectType
  const known = opened === undefined ? undefined : (indexOf(state, opened.id) ?? aside.index)
  const found = useFoundPlace(isInList && known === undefined ? opened.id : undefined, question, grid)
  const index = known ?? found
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
  const isWhole = address.whole === true
  const leave = () => {
    go({ whole: undefined }, 'push', index === undefined ? {} : { index })
    if (index !== undefined) requestAnimationFrame(() => grid.current?.focusRow(index))
  }
  return { opened, index, isWhole, leave, openAt, close, step }
}

/** The place of a record that came with the address, and is not among the rows that are there: it is looked for once. */
function useFoundPlace(
  id: string | undefined,
  question: ListQuestion | undefined,
  grid: RefObject<GridControl | null>,
): number | undefined {
  const source = useSource()
  const [found, setFound] = useState<{ readonly id: string; readonly index: number }>()
  const isSought = id !== undefined && question?.windowed === true
  const key = isSought ? JSON.stringify([id, question]) : undefined
  useEffect(() => {
    if (id === undefined || question === undefined || key === undefined) return
    const left = new Subject<void>()
    let isHere = true
    const find = import('./find-place.js').then(({ findPlace }) => findPlace(source, question, id, left))
    void find
      .catch(() => undefined)
      .then((index) => {
        if (!isHere || index === undefined) return
        setFound({ id, index })
        grid.current?.reveal(index)
      })
    return () => {
      isHere = false
      left.next()
    }
  }, [source, key])
  return found !== undefined && found.id === id ? found.index : undefined
}

function indexOf(state: ListState, id: string): number | undefined {
  for (const [index, row] of state.rows) if (row.id === id) return index
  return undefined
}
