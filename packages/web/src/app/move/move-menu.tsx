import { movesContract } from '@tenure/core/page'
import type { ReactNode } from 'react'
import { useWords } from '../../words/use-words.js'
import type { Pipeline, Stage } from '../board/board-shapes.js'
import type { CardOf } from '../card/card-fields.js'
import { useWatch } from '../data/use-source.js'
import { FloatingMenu } from '../part/menu.js'
import type { MenuEntry } from '../part/menu-entries.js'
import { usePhone } from '../part/use-media.js'
import type { Selecting } from '../select/use-selection.js'
import { refusalIn } from './stage-moves.js'
import type { Placing } from './use-placing.js'

interface MoveMenuProps {
  readonly anchor: HTMLElement
  readonly card: CardOf
  readonly pipeline: Pipeline
  readonly move: Placing['move']
  readonly selecting: Selecting | undefined
  readonly close: () => void
}

/** The stages that a card may go to; one that it may not says why. On a phone the only way to move one. */
export function MoveMenu({ anchor, card, pipeline, move, selecting, close }: MoveMenuProps): ReactNode {
  const { board: words, pick } = useWords()
  const isPhone = usePhone()
  const { value: moves } = useWatch(movesContract, { type: card.type, id: card.id, pipeline: pipeline.value })
  const back = () => document.querySelector<HTMLElement>(`[data-card="${CSS.escape(card.id)}"] > a`)?.focus({ preventScroll: true })
  return (
    <FloatingMenu
      anchor={anchor}
      label={words.moveTo(card.name)}
      entries={[...pipeline.stages.map(toEntry), ...(isPhone && selecting !== undefined ? [toPick(selecting)] : [])]}
      close={close}
      back={back}
    />
  )
  function toEntry({ value, label }: Stage): MenuEntry {
    const why = value === card.stage ? undefined : refusalIn(moves, value)
    const act = () => void move(card, value, moves)
    return { key: `to ${value}`, label, isChosen: value === card.stage, ...(why !== undefined && { why }), act }
  }
  // A phone has no boxes until something is selected.
  function toPick({ has, toggleRecord }: Selecting): MenuEntry {
    return { key: 'pick', label: has(card.id) ? pick.deselectEntry : pick.selectEntry, act: () => toggleRecord(card.id) }
  }
}
