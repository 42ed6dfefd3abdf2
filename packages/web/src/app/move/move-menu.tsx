import { movesContract } from '@tenure/core/page'
import type { ReactNode } from 'react'
import { useWords } from '../../words/use-words.js'
import type { Pipeline } from '../board/board-shapes.js'
import type { CardOf } from '../board/card-fields.js'
import { useWatch } from '../data/use-source.js'
import { FloatingMenu } from '../part/menu.js'
import { refusalIn } from './stage-moves.js'
import type { Placing } from './use-placing.js'

interface MoveMenuProps {
  readonly anchor: HTMLElement
  readonly card: CardOf
  readonly pipeline: Pipeline
  readonly move: Placing['move']
  readonly close: () => void
}

/** The stages that a card may go to; one that it may not says why. On a phone the only way to move one. */
export function MoveMenu({ anchor, card, pipeline, move, close }: MoveMenuProps): ReactNode {
  const words = useWords().board
  const { value: moves } = useWatch(movesContract, { type: card.type, id: card.id, pipeline: pipeline.value })
  const back = () => document.querySelector<HTMLElement>(`[data-card="${CSS.escape(card.id)}"] > a`)?.focus({ preventScroll: true })
  return (
    <FloatingMenu
      anchor={anchor}
      label={words.moveTo(card.name)}
      entries={pipeline.stages.map(({ value, label }) => {
        const why = value === card.stage ? undefined : refusalIn(moves, value)
        return {
          key: value,
          label,
          isChosen: value === card.stage,
          ...(why !== undefined && { why }),
          act: () => void move(card, value, moves),
        }
      })}
      close={close}
      back={back}
    />
  )
}
