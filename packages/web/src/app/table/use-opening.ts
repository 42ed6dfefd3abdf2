import { type RefObject, useEffect, useState } from 'react'
import { Subject } from 'rxjs'
import type { Address } from '../address/address.js'
import { useAddress } from '../address/use-address.js'
import type { ListQuestion } from '../data/list-window.js'
import type { Row } from '../data/named.js'
import { useSource } from '../data/use-source.js'
import type { GridControl } from '../grid/grid-focus.js'
import { giveBack } from '../part/focus.js'
import { type Opens, openedRecord, openedType } from '../row/opened-record.js'
import type { TableModel } from './use-table.js'

/** The record that is open beside a list, and the ways to open, leave and change it. */
export interface Opening {
  readonly opened: Address['open']
  /** The row that opened it; its own id where no row in sight does. */
  readonly rowId: string | undefined
  /** Where it is in the list, as far as that is known. */
  readonly index: number | undefined
  /** Of how many, where that is not the whole list. */
  readonly total?: number | undefined
  readonly openAt: (index: number, how?: 'click' | 'enter' | 'follow') => void
  readonly close: () => void
  /** Whether it has the page to itself, and the way from there to the list. */
  readonly isWhole: boolean
  readonly leave: () => void
  /** Opens the next or the previous one. */
  readonly step: (by: number) => void
}

/** Opens records of a list; where its rows open nothing, only what the address has open. */
export function useOpening({ state, question }: TableModel, grid: RefObject<GridControl | null>, opens: Opens): Opening {
  const { address, aside, go } = useAddress()
  const opened = address.open
  const { objectType } = state
  const isOpened = (row: Row) => opened !== undefined && isSame(openedRecord(opens ?? 'record', row, objectType), opened)
  const isInList = opened !== undefined && [opened.type, undefined].includes(openedType(opens, objectType))
  const here = opened === undefined ? undefined : [...state.rows].find(([, row]) => isOpened(row))
  const known = here?.[0] ?? (opened && aside.index)
  const found = useFoundPlace(isInList && known === undefined ? { id: opened.id, isOpened } : undefined, question, grid)
  const index = known ?? found
  const openAt: Opening['openAt'] = (at, how = 'follow') => {
    const row = state.rows.get(at)
    const open = row && openedRecord(opens, row, objectType)
    if (open === undefined) return
    if (how === 'enter' && isSame(open, opened)) return document.querySelector<HTMLElement>('.preview [data-first]')?.focus()
    go({ open }, opened === undefined ? 'push' : 'replace', { index: at })
  }
  const close = () => {
    go({ open: undefined }, 'push')
    if (index !== undefined) giveBack(() => grid.current?.focusRow(index))
  }
  const step = (by: number) => {
    if (grid.current?.step !== undefined) return grid.current.step(by)
    const next = (index ?? -1) + by
    grid.current?.reveal(next)
    openAt(next)
  }
  const isWhole = address.whole === true
  const leave = () => {
    go({ whole: undefined }, 'push', index === undefined ? {} : { index })
    if (index !== undefined) giveBack(() => grid.current?.focusRow(index))
  }
  return { opened, rowId: here?.[1].id ?? opened?.id, index, isWhole, leave, openAt, close, step }
}

/** The place of a record that came with the address, and is not among the rows that are there: it is looked for once. */
function useFoundPlace(
  sought: { readonly id: string; readonly isOpened: (row: Row) => boolean } | undefined,
  question: ListQuestion | undefined,
  grid: RefObject<GridControl | null>,
): number | undefined {
  const source = useSource()
  const id = sought?.id
  const [found, setFound] = useState<{ readonly id: string; readonly index: number }>()
  const isSought = id !== undefined && question?.windowed === true && !question.isCounted
  const key = isSought ? JSON.stringify([id, question]) : undefined
  useEffect(() => {
    if (sought === undefined || id === undefined || question === undefined || key === undefined) return
    const left = new Subject<void>()
    let isHere = true
    const find = import('./find-place.js').then(({ findPlace }) => findPlace(source, question, sought.isOpened, left))
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

function isSame(one: Address['open'], other: Address['open']): boolean {
  return one !== undefined && one.type === other?.type && one.id === other.id
}
