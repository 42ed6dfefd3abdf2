import type { ListState } from '../data/list-window.js'
import type { Row } from '../data/named.js'
import type { Placed } from '../move/use-placing.js'

/** The cards of one column as a person sees them: those of its list, with what was dropped here first among those in sight, and without what was taken away. */
export interface ColumnCards {
  readonly count: number
  readonly at: (index: number) => { readonly row: Row | undefined; readonly placed?: Placed }
  /** The place in the list of a place in the column. */
  readonly inList: (index: number) => number
  readonly indexOf: (id: string) => number | undefined
}

/** Lays the cards that were dropped over what the stream shows, from that place on. */
export function cardsOf({ rows, total = 0 }: ListState, stage: string, placed: readonly Placed[], from: number): ColumnCards {
  const places = new Map([...rows].map(([index, row]) => [row.id, index]))
  // One in flight has its place in the list, as long as nobody else moves it; one that was dropped has its own.
  const isOwn = ({ card, to, state }: Placed) => to === stage && !(state === 'held' && places.has(card.id))
  const added = placed.filter(isOwn)
  const out = placed.filter((one) => one.to !== stage || isOwn(one))
  const gone = out.flatMap(({ card }) => places.get(card.id) ?? []).sort((a, b) => a - b)
  const left = Math.max(0, total - gone.length)
  const top = Math.min(from, left)
  const below = (index: number) => (index < top ? index : Math.max(top, index - added.length))
  const inList = (index: number) => gone.reduce((at, hole) => (hole <= at ? at + 1 : at), below(index))
  return {
    count: left + added.length,
    at: (index) => {
      const here = added[index - top]
      return here === undefined ? { row: rows.get(inList(index)) } : { row: here.card.row, placed: here }
    },
    inList,
    indexOf: (id) => {
      const among = added.findIndex(({ card }) => card.id === id)
      const at = places.get(id)
      if (among >= 0) return top + among
      if (at === undefined || gone.includes(at)) return undefined
      const place = at - gone.filter((hole) => hole < at).length
      return place < top ? place : place + added.length
    },
  }
}

/** The place of a card of the list once it is no longer laid over it, where it was dropped. */
export function listedAt(id: string, [list, stage, placed, from]: Parameters<typeof cardsOf>): number | undefined {
  return cardsOf(
    list,
    stage,
    placed.filter(({ card }) => card.id !== id),
    from,
  ).indexOf(id)
}
