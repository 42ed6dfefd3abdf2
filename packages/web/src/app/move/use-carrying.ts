import { movesContract } from '@tenure/core/page'
import { useEffect, useMemo, useRef, useState } from 'react'
import { useWords } from '../../words/use-words.js'
import type { CardOf } from '../card/card-fields.js'
import { useWatch } from '../data/use-source.js'
import { hasMoved, type Moves, refusalIn } from './stage-moves.js'

/** A card that was picked up. */
export interface Carried {
  readonly card: CardOf
  readonly by: 'pointer' | 'keys'
  /** The stage that it would be dropped in now; none while the pointer is over no column. */
  readonly over: string | undefined
}
/** The card in flight, where it may go, and what is read of it. */
export interface Carrying {
  readonly carried: Carried | undefined
  readonly moves: Moves | undefined
  readonly said: string
  readonly say: (text: string) => void
  readonly pick: (card: CardOf, by: Carried['by']) => void
  readonly hover: (stage: string | undefined) => void
  /** Ends the flight, and says what was carried; `isLeft`: it stays where it was. */
  readonly end: (isLeft: boolean) => { readonly carried: Carried; readonly moves: Moves | undefined } | undefined
}

/** Picks cards up and carries them over the columns. Where they may go is read as soon as they are picked up. */
export function useCarrying(pipeline: string, labelOf: (stage: string) => string): Carrying {
  const words = useWords().board
  const [carried, carry] = useState<Carried>()
  const [said, say] = useState('')
  const { type = '', id = '' } = carried?.card ?? {}
  const { value: moves } = useWatch(carried && movesContract, { type, id, pipeline })
  const latest = useRef({ carried, moves })
  latest.current = { carried, moves }
  // Where a card may go can be known only after it has been carried over a column: the reason is said then.
  useEffect(() => {
    const over = carried?.over
    if (carried === undefined || over === undefined || over === carried.card.stage || hasMoved(carried.card, moves)) return
    const reason = refusalIn(moves, over)
    if (reason !== undefined) say(words.overRefused(labelOf(over), reason))
  }, [moves])
  return useMemo(() => {
    // Kept beside the state: two events may come before the next render.
    const set = (next: Carried | undefined) => {
      latest.current = { ...latest.current, carried: next }
      carry(next)
    }
    return {
      ...{ carried, moves, said, say },
      pick: (card, by) => {
        set({ card, by, over: card.stage })
        say(words.lifted(card.name, labelOf(card.stage)))
      },
      hover: (over) => {
        const { carried: held, moves: known } = latest.current
        if (held === undefined || held.over === over) return
        set({ ...held, over })
        if (over === undefined) return
        const reason = over === held.card.stage || hasMoved(held.card, known) ? undefined : refusalIn(known, over)
        say(reason === undefined ? words.over(labelOf(over)) : words.overRefused(labelOf(over), reason))
      },
      end: (isLeft) => {
        const { carried: held, moves: known } = latest.current
        set(undefined)
        if (held === undefined) return undefined
        const stays = isLeft || held.over === undefined || held.over === held.card.stage
        if (stays) say(words.left(held.card.name, labelOf(held.card.stage)))
        return { carried: held, moves: known }
      },
    }
  }, [carried, moves, said, words, labelOf])
}
