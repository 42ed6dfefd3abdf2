import { historyContract } from '@tenure/core/page'
import { useCallback } from 'react'
import { useWords } from '../../words/use-words.js'
import type { JsonValue } from '../data/answers.js'
import { useSource } from '../data/use-source.js'
import { useToasts } from '../toast/toasts.js'
import type { Edit, PendingEdits, Saved } from './pending-edits.js'
import { usePendingEdits } from './use-pending.js'

/** An edit with the words for it. */
export interface NamedEdit extends Edit {
  /** What the property is called. */
  readonly label: string
  /** What the record is called. */
  readonly subject: string
  /** A value of the property as text. */
  readonly textOf: (value: JsonValue) => string
  /** The place itself shows a conflict, with both values. */
  readonly showsConflict?: boolean
}

/** Saves edits in place, and says what became of them: changed with *Undo*, refused, or a conflict with both values (REC-2). */
export function useSave(): (edit: NamedEdit) => Promise<void> {
  const edits = usePendingEdits()
  const toasts = useToasts()
  const { write: words, problem: textOf } = useWords()
  const whoChanged = useWhoChanged()
  const save = useCallback(
    async (edit: NamedEdit): Promise<void> => {
      const saved = await edits.save(edit)
      const about = `${edit.label} · ${edit.subject}`
      if (saved.ok) toasts.show({ tone: 'done', title: words.changed(edit.label), about: edit.subject, undo: saved.undo })
      else if (!saved.isConflict)
        toasts.show({
          ...{ tone: 'refused', title: words.notSaved, about, detail: textOf(saved.problem) },
          choices: [{ label: words.tryAgain, run: () => void save(edit) }],
        })
      else if (edit.showsConflict !== true) {
        const newer = newerOf(edits, edit)
        const who = await whoChanged(edit)
        toasts.show({
          tone: 'refused',
          title: words.someoneChanged(who.name, edit.label),
          about: edit.subject,
          detail: words.bothValues(edit.textOf(edit.value) || words.noValue, who.name, edit.textOf(newer) || words.noValue),
          choices: [
            { label: words.saveYours, isMain: true, run: () => void save({ ...edit, was: newer }) },
            { label: words.keepTheirs(who.name), run: () => edits.drop(edit) },
          ],
        })
      }
    },
    [edits, toasts, words, textOf, whoChanged],
  )
  return save
}

/** Who changed a property last, and when: for a conflict. */
export function useWhoChanged(): (
  place: Pick<Edit, 'type' | 'id' | 'property'>,
) => Promise<{ readonly name: string; readonly at?: number }> {
  const source = useSource()
  const words = useWords().write
  return useCallback(
    async ({ type, id, property }) => {
      const history = await source.read(historyContract, { type, id, property, limit: 1 })
      const latest = history.ok ? history.value[0] : undefined
      return latest === undefined ? { name: words.someone } : { name: latest.by ?? words.someone, at: latest.at }
    },
    [source, words],
  )
}

/** Saves edits of several records as one. */
export function useSaveAll(): (type: string, edits: readonly Edit[], title: string) => Promise<Saved> {
  const pending = usePendingEdits()
  const toasts = useToasts()
  const { write: words, problem: textOf } = useWords()
  return useCallback(
    async (type, edits, title) => {
      const saved = await pending.saveAll(type, edits)
      if (saved.ok) toasts.show({ tone: 'done', title, undo: saved.undo })
      else toasts.show({ tone: 'refused', title: words.notSaved, detail: textOf(saved.problem) })
      return saved
    },
    [pending, toasts, words, textOf],
  )
}

function newerOf(edits: PendingEdits, { type, id, property, was }: Edit): JsonValue {
  return edits.of(type, id).get(property)?.newer ?? was
}
