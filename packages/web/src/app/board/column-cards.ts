import type { ListState } from '../data/list-window.js'
import type { Row } from '../data/named.js'
import type { Placed } from '../move/use-placing.js'
import type { CardOf } from './card-fields.js'

/** The cards of one column as a person sees them: those of its list, with what was dropped here first, and without what was taken away. */
export interface ColumnCards {
  readonly count: number
  readonly at: (index: number) => { readonly row: Row | undefined; readonly placed?: CardOf }
  /** The place in the list of a place in the column. */
  readonly inList: (index: number) => number
  readonly indexOf: (id: string) => number | undefined
}

/** Lays the cards that were dropped over what the stream shows. */
export function cardsOf({ rows, total = 0 }: ListState, stage: string, placed: readonly Placed[]): ColumnCards {
  const places = new Map([...rows].map(([index, row]) => [row.id, index]))
  const gone = placed.flatMap(({ card, to }) => (to !== stage ? (places.get(card.id) ?? []) : [])).sort((a, b) => a - b)
  const added = placed.flatMap(({ card, to }) => (to === stage && !places.has(card.id) ? [card] : []))
  const inList = (index: number) => gone.reduce((at, hole) => (hole <= at ? at + 1 : at), Math.max(0, index - added.length))
  return {
    count: Math.max(0, total - gone.length) + added.length,
    at: (index) => {
      const card = added[index]
      return card === undefined ? { row: rows.get(inList(index)) } : { row: card.row, placed: card }
    },
    inList,
    indexOf: (id) => {
      const among = added.findIndex((card) => card.id === id)
      const at = places.get(id)
      if (among >= 0) return among
      return at === undefined || gone.includes(at) ? undefined : at - gone.filter((hole) => hole < at).length + added.length
    },
  }
}
