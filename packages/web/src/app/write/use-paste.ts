import { useWords } from '../../words/use-words.js'
import type { ListWindow } from '../data/list-window.js'
import { useSource } from '../data/use-source.js'
import { useReading } from '../format/use-formats.js'
import type { Column } from '../grid/columns.js'
import { useToasts } from '../toast/toasts.js'
import { useSaveAll } from './use-save.js'

interface PasteTarget {
  readonly list: ListWindow | undefined
  readonly objectType: string | undefined
  readonly columns: readonly Column[]
}

/** Pastes cells of a spreadsheet over those of a list, from a place on: all of them as one change, or none. */
export function usePaste({ list, objectType, columns }: PasteTarget): (text: string, row: number, column: number) => Promise<void> {
  const { formats, currency } = useReading()
  const tools = { source: useSource(), toasts: useToasts(), saveAll: useSaveAll(), words: useWords(), env: formats.env, usual: currency }
  return async (text, row, column) => {
    if (list === undefined || objectType === undefined) return
    // Nothing of this is needed before the first paste.
    const { pasteCells } = await import('./paste-cells.js')
    await pasteCells({ text, row, list, objectType, columns: columns.slice(column) }, tools)
  }
}
