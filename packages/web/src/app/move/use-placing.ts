import type { Problem } from '@tenure/core/contract'
import { useCallback, useLayoutEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react'
import { useWords } from '../../words/use-words.js'
import type { CardOf } from '../card/card-fields.js'
import { useSource } from '../data/use-source.js'
import { useToasts } from '../toast/toasts.js'
import type { Edit } from '../write/pending-edits.js'
import { usePendingEdits } from '../write/use-pending.js'
import { hasMoved, type MoveStage, type Moves, readMoves, refusalIn } from './stage-moves.js'
import { type Move, useMoveSave } from './use-move-save.js'

/** A card that was dropped: it lies in its new column although the streams do not show it there yet. */
export interface Placed {
  /** Of the stage that the server has it in, as far as that is known. */
  readonly card: CardOf
  readonly to: string
  /** `moving`: the server has not answered. `moved`: it has, and the streams are to show it. `held`: it is in flight, and keeps its place. */
  readonly state: 'moving' | 'moved' | 'held'
}
/** A stage that asks for properties first. */
export interface Asked {
  readonly card: CardOf
  readonly stage: MoveStage
}
/** The cards that were dropped, and the ways to drop one. */
export interface Placing {
  readonly placed: readonly Placed[]
  readonly asked: Asked | undefined
  /** Drops a card in a stage: `moves` as far as they are known. */
  readonly move: (card: CardOf, to: string, moves?: Moves) => Promise<void>
  /** Sends the move with what its stage asked for; the problem where it was refused. */
  readonly answer: (more: readonly Edit[]) => Promise<Problem | undefined>
  /** Leaves the card where it was. */
  readonly cancel: () => void
  /** The streams show it where it was dropped. */
  readonly settle: (id: string) => void
}

/** By then the streams have shown a move that was confirmed. */
const shownMs = 3_000

/** Cards that were dropped: at once where they belong, until the streams say the same or the server refuses. */
export function usePlacing(pipeline: string, labelOf: (stage: string) => string): Placing {
  const source = useSource()
  const toasts = useToasts()
  const words = useWords().board
  const [placed, place] = useState<readonly Placed[]>([])
  const [asked, ask] = useState<Asked>()
  const settle = useCallback((id: string) => place((was) => (was.some(({ card }) => card.id === id) ? without(was, id) : was)), [])
  const { save, sayConflict } = useMoveSave(labelOf)
  useUndone(placed, settle)
  const latest = useRef(asked)
  latest.current = asked
  return useMemo(() => {
    const put = (card: CardOf, to: string) => place((was) => [...without(was, card.id), { card, to, state: 'moving' }])
    const send = async (move: Move): Promise<Problem | undefined> => {
      put(move.card, move.to)
      const problem = await save(move, again)
      if (problem === undefined) {
        const moved: Placed = { card: { ...move.card, stage: move.to }, to: move.to, state: 'moved' }
        place((was) => confirmed(was, moved))
        setTimeout(() => place((was) => was.filter((one) => one !== moved)), shownMs)
      } else if (!move.isSaidThere || problem.code === 'record.conflict') settle(move.card.id)
      return problem
    }
    const again = (next: Move) => void send({ ...next, isSaidThere: false })
    const refuse = (card: CardOf, to: string, detail: string) => {
      settle(card.id)
      toasts.show({ tone: 'refused', title: words.notMoved(labelOf(to)), about: card.name, detail })
    }
    const move: Placing['move'] = async (card, to, early) => {
      if (to === card.stage) return
      if (hasMoved(card, early)) return void sayConflict({ card, to, more: [] }, { stage: early?.stage ?? null }, again)
      const refused = refusalIn(early, to)
      if (refused !== undefined) return refuse(card, to, refused)
      put(card, to)
      const moves = early ?? (await readMoves(source, card, pipeline))
      if (hasMoved(card, moves)) {
        settle(card.id)
        return void sayConflict({ card, to, more: [] }, { stage: moves?.stage ?? null }, again)
      }
      const reason = refusalIn(moves, to)
      if (reason !== undefined) return refuse(card, to, reason)
      const stage = moves?.stages.find(({ value }) => value === to)
      if (stage !== undefined && stage.asks.length > 0) ask({ card, stage })
      else await send({ card, to, more: [] })
    }
    const answer: Placing['answer'] = async (more) => {
      const at = latest.current
      if (at === undefined) return undefined
      const problem = await send({ card: at.card, to: at.stage.value, more, isSaidThere: true })
      if (problem === undefined || problem.code === 'record.conflict') ask(undefined)
      return problem
    }
    const cancel = () => {
      const at = latest.current
      ask(undefined)
      if (at !== undefined) settle(at.card.id)
    }
    return { placed, asked, move, answer, cancel, settle }
  }, [placed, asked, save, sayConflict, settle, source, toasts, words, labelOf, pipeline])
}

/** Lets go of the cards whose move was taken back: an undo forgets what was sent. */
function useUndone(placed: readonly Placed[], settle: (id: string) => void): void {
  const edits = usePendingEdits()
  const isForgotten = ({ card: { type, id }, state }: Placed) => state === 'moved' && !edits.of(type, id).has('stage')
  const undone = useSyncExternalStore(edits.subscribe, () => placed.flatMap((one) => (isForgotten(one) ? one.card.id : [])).join(' '))
  useLayoutEffect(() => {
    for (const id of undone.split(' ')) settle(id)
  }, [undone, settle])
}

/** With a move that the server has confirmed, unless the streams were faster. */
function confirmed(placed: readonly Placed[], moved: Placed): readonly Placed[] {
  return placed.map((one) => (one.card.id === moved.card.id ? moved : one))
}
function without(placed: readonly Placed[], id: string): readonly Placed[] {
  return placed.filter(({ card }) => card.id !== id)
}
