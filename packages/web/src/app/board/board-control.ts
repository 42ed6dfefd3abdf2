import type { RefObject } from 'react'
import type { Address } from '../address/address.js'
import type { StagesParts } from '../table/table-tab.js'
import type { Stage } from './board-shapes.js'
import type { ColumnControl } from './use-cards.js'

interface ControlParts {
  readonly columns: RefObject<Map<string, ColumnControl>>
  readonly stages: readonly Stage[]
  readonly opened: Address['open']
  readonly open: (id: string) => void
}

/** The keys of a list, on a board: they go to the cards of a column, and from the open card to those before and after it. */
export function controlOf({ columns, stages, opened, open }: ControlParts): StagesParts['control']['current'] {
  const here = () => document.activeElement?.closest<HTMLElement>('[data-stage]')?.dataset['stage']
  const go = (by: number) => {
    const stage = here() ?? stages.find(({ value }) => (columns.current.get(value)?.count ?? 0) > 0)?.value
    const column = stage === undefined ? undefined : columns.current.get(stage)
    column?.focus(here() === undefined ? column.active : column.active + by)
    return -1
  }
  const step = (by: number) => {
    if (opened === undefined) return
    for (const column of columns.current.values()) {
      const at = column.indexOf(opened.id)
      if (at === undefined) continue
      const next = column.idAt(at + by)
      column.reveal(at + by)
      if (next !== undefined) open(next)
      return
    }
  }
  return {
    activeRow: 0,
    move: go,
    focusRow: () => void go(0),
    reveal: () => {},
    step,
    get activeId() {
      return document.activeElement?.closest<HTMLElement>('[data-card]')?.dataset['card']
    },
  }
}
