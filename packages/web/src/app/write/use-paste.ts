import { usersContract } from '@tenure/core/page'
import { useCallback } from 'react'
import type { Words } from '../../words/en/index.js'
import { useWords } from '../../words/use-words.js'
import type { ListWindow } from '../data/list-window.js'
import { useSource } from '../data/use-source.js'
import type { FieldFault } from '../field/parsed.js'
import { useReading } from '../format/use-formats.js'
import type { Column } from '../grid/columns.js'
import { useToasts } from '../toast/toasts.js'
import type { PasteFault } from './paste.js'
import { useSaveAll } from './use-save.js'

interface PasteTarget {
  readonly list: ListWindow | undefined
  readonly objectType: string | undefined
  readonly columns: readonly Column[]
}

/** Pastes cells of a spreadsheet over those of a list, from a place on: all of them as one change, or none. */
export function usePaste({ list, objectType, columns }: PasteTarget): (text: string, row: number, column: number) => Promise<void> {
  const source = useSource()
  const toasts = useToasts()
  const saveAll = useSaveAll()
  const { write: words, field } = useWords()
  const { env } = useReading().formats
  return useCallback(
    async (text, row, column) => {
      if (list === undefined || objectType === undefined) return
      // Nothing of this is needed before the first paste.
      const [{ cellsOf, folded, mostPasted, planPaste }, { faultText }] = await Promise.all([
        import('./paste.js'),
        import('../field/fault-text.js'),
      ])
      const cells = cellsOf(text)
      const refuse = (title: string, detail: string) => toasts.show({ tone: 'refused', title, detail })
      if (cells.length > mostPasted) return void refuse(words.tooManyPasted(mostPasted), words.tooManyPastedWhy)
      const [rows, users] = await Promise.all([list.rowsFrom(row, cells.length), source.read(usersContract)])
      const active = users.ok ? users.value.filter((user) => user.active) : []
      const edits = planPaste(cells, {
        ...{ type: objectType, rows, columns: columns.slice(column) },
        env: { ...env, currencies: Intl.supportedValuesOf('currency') },
        users: new Map(active.map(({ id, name }) => [folded(name), id])),
      })
      if ('because' in edits)
        return void refuse(
          words.cannotPaste,
          faultOf(edits, words, (fault) => faultText(fault, field.fault, env)),
        )
      if (edits.length > 0) await saveAll(objectType, edits, titleOf(edits.length, cells, columns[column], words))
    },
    [list, objectType, columns, source, toasts, saveAll, words, field, env],
  )
}

function titleOf(count: number, cells: readonly (readonly string[])[], column: Column | undefined, words: Words['write']): string {
  const isOneColumn = cells.every((line) => line.length === 1)
  return isOneColumn && column !== undefined ? words.changedMany(column.label, count) : words.changedCells(count)
}

function faultOf(fault: PasteFault, words: Words['write'], faultText: (fault: FieldFault) => string): string {
  if (fault.because === 'beyond') return words.pasteBeyond
  if (fault.because === 'read-only') return `${words.cannotEdit(fault.label)}. ${words.computed}`
  return words.pasteLine(fault.line, fault.text, faultText(fault.fault))
}
