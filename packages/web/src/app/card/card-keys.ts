import type { KeyboardEvent, RefObject } from 'react'
import type { Stage } from '../board/board-shapes.js'
import type { ColumnControl } from '../board/use-cards.js'
import type { Carrying } from '../move/use-carrying.js'
import type { StagesParts } from '../table/table-tab.js'
import type { CardActs } from './card.js'
import type { CardOf } from './card-fields.js'

interface KeyParts {
  readonly card: CardOf
  readonly index: number
  /** Not while the server has still to answer its last move. */
  readonly mayMove: boolean
  readonly pick: CardActs['pick']
  readonly selecting: StagesParts['selecting']
  readonly carrying: Carrying
  readonly drop: () => void
  readonly columns: RefObject<Map<string, ColumnControl>>
  readonly stages: readonly Stage[]
}

/**
 * The keys of a card: arrows go from card to card; X selects it, with Shift all up to it; Space and M pick
 * it up, and then arrows choose the stage, Enter or Space drops, Esc leaves.
 */
export function keyActs(event: KeyboardEvent<HTMLElement>, parts: KeyParts): void {
  const withControl = event.ctrlKey || event.metaKey
  if (withControl && event.key === 'a' && parts.selecting !== undefined && parts.carrying.carried === undefined) {
    event.preventDefault()
    parts.selecting.takeAll()
    return
  }
  if (withControl || event.altKey) return
  const isTaken = parts.carrying.carried === undefined ? atRest(event, parts) : inFlight(event, parts)
  if (!isTaken) return
  event.preventDefault()
  event.stopPropagation()
}

function atRest({ key, shiftKey }: KeyboardEvent, { card, index, mayMove, pick, carrying, columns, stages }: KeyParts): boolean {
  const own = columns.current.get(card.stage)
  if (key === ' ' || key === 'm') {
    if (mayMove) carrying.pick(card, 'keys')
  } else if (key.toLowerCase() === 'x') return pick(card, shiftKey)
  else if (key === 'ArrowDown' || key === 'ArrowUp') own?.focus(index + (key === 'ArrowDown' ? 1 : -1))
  else if (key === 'Home') own?.focus(0)
  else if (key === 'End') own?.focus(own.count - 1)
  else if (key === 'ArrowRight' || key === 'ArrowLeft') {
    const at = stages.findIndex(({ value }) => value === card.stage)
    const others = key === 'ArrowRight' ? stages.slice(at + 1) : stages.slice(0, Math.max(0, at)).reverse()
    const next = others.map(({ value }) => columns.current.get(value)).find((column) => column !== undefined && column.count > 0)
    next?.focus(index)
  } else return false
  return true
}

function inFlight({ key }: KeyboardEvent, { carrying, drop, stages }: KeyParts): boolean {
  const { carried } = carrying
  const at = stages.findIndex(({ value }) => value === carried?.over)
  if (key === 'ArrowRight' || key === 'ArrowLeft') {
    const next = stages[Math.max(0, Math.min(stages.length - 1, at + (key === 'ArrowRight' ? 1 : -1)))]
    carrying.hover(next?.value)
    if (next !== undefined)
      document.querySelector(`[data-stage="${CSS.escape(next.value)}"]`)?.scrollIntoView({ inline: 'nearest', block: 'nearest' })
  } else if (key === 'Enter' || key === ' ') drop()
  else if (key === 'Escape') carrying.end(true)
  else if (key === 'Tab') {
    carrying.end(true)
    return false
  }
  return true
}
