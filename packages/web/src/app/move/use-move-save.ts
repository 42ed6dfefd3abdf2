import type { Problem } from '@tenure/core/contract'
import { useMemo } from 'react'
import { useWords } from '../../words/use-words.js'
import type { CardOf } from '../card/card-fields.js'
import type { JsonValue } from '../data/answers.js'
import { useToasts } from '../toast/toasts.js'
import type { Edit } from '../write/pending-edits.js'
import { usePendingEdits } from '../write/use-pending.js'
import { useWhoChanged } from '../write/use-save.js'

/** A move as it is sent: the stage, and what the stage asked for, in one change. */
export interface Move {
  readonly card: CardOf
  readonly to: string
  readonly more: readonly Edit[]
  /** A dialog says what is wrong; a conflict is said here all the same. */
  readonly isSaidThere?: boolean
}

/** Sends moves and says what became of them. */
export interface MoveSaves {
  /** Moved with *Undo*, refused, or a conflict. Answers with the problem. */
  readonly save: (move: Move, again: (move: Move) => void) => Promise<Problem | undefined>
  /** Somebody else has changed the record meanwhile: both stages, and the choice between them. */
  readonly sayConflict: (move: Move, newer: Newer, again: (move: Move) => void) => Promise<void>
}
/** What others have made of values meanwhile. */
type Newer = Readonly<Record<string, JsonValue>>

/** Sends moves, and says what became of them: moved with *Undo*, refused, or a conflict with both stages. */
export function useMoveSave(labelOf: (stage: string) => string): MoveSaves {
  const pending = usePendingEdits()
  const toasts = useToasts()
  const { board: words, problem: textOf, write } = useWords()
  const whoChanged = useWhoChanged()
  return useMemo(() => {
    const sayConflict: MoveSaves['sayConflict'] = async (move, newer, again) => {
      const { card, to } = move
      const { name } = await whoChanged(stageEdit(card, to))
      const theirs = 'stage' in newer ? newer['stage'] : card.stage
      toasts.show({
        ...{ tone: 'refused', title: words.someoneMoved(name), about: card.name },
        detail: words.bothStages(labelOf(to), name, typeof theirs === 'string' ? labelOf(theirs) : write.noValue),
        choices: [
          { label: words.moveAnyway, isMain: true, run: () => again(rebased(move, newer)) },
          { label: write.keepTheirs(name), run: () => {} },
        ],
      })
    }
    const save: MoveSaves['save'] = async (move, again) => {
      const { card, to, more, isSaidThere } = move
      const edits = [stageEdit(card, to), ...more]
      const saved = await pending.saveTogether(card, edits)
      if (saved.ok) {
        toasts.show({ tone: 'done', title: words.moved(labelOf(to)), about: card.name, undo: saved.undo })
        return undefined
      }
      // The card goes back: nothing of the move stays behind in other places that show the record.
      for (const edit of edits) pending.drop(edit)
      const newer = newerIn(saved.problem)
      if (newer !== undefined) await sayConflict(move, newer, again)
      else if (!isSaidThere) {
        const choices = [{ label: write.tryAgain, run: () => again(move) }]
        toasts.show({ tone: 'refused', title: words.notMoved(labelOf(to)), about: card.name, detail: textOf(saved.problem), choices })
      }
      return saved.problem
    }
    return { save, sayConflict }
  }, [pending, toasts, words, textOf, write, whoChanged, labelOf])
}

function stageEdit({ type, id, stage }: CardOf, to: string): Edit {
  return { type, id, property: 'stage', value: to, was: stage }
}

/** What others have made of the values meanwhile, where that is what is wrong. */
function newerIn(problem: Problem): Newer | undefined {
  return problem.code === 'record.conflict' ? (problem.details.newer as Newer) : undefined
}

/** The same move over what others have made of the record meanwhile. */
function rebased({ card, to, more }: Move, newer: Newer): Move {
  const stage = newer['stage']
  return {
    ...{ to, more: more.map((edit) => (edit.property in newer ? { ...edit, was: newer[edit.property] ?? null } : edit)) },
    card: typeof stage === 'string' ? { ...card, stage } : card,
  }
}
