import { usersContract } from '@tenure/core/page'
import type { Words } from '../../words/en/index.js'
import type { ListWindow } from '../data/list-window.js'
import type { Source } from '../data/source.js'
import { faultText } from '../field/fault-text.js'
import type { MomentEnv } from '../field/moment-text.js'
import type { FieldFault } from '../field/parsed.js'
import type { Column } from '../grid/columns.js'
import type { Toasts } from '../toast/toasts.js'
import { cellsOf, folded, mostPasted, type PasteFault, planPaste } from './paste.js'
import type { Edit } from './pending-edits.js'

/** What is pasted, and where: the first cell of it is the row and the first of the columns. */
export interface Paste {
  readonly text: string
  readonly row: number
  readonly list: ListWindow
  readonly objectType: string
  readonly columns: readonly Column[]
}
interface PasteTools {
  readonly source: Pick<Source, 'read'>
  readonly toasts: Toasts
  readonly saveAll: (objectType: string, edits: readonly Edit[], title: string) => Promise<unknown>
  readonly words: Pick<Words, 'write' | 'field'>
  readonly env: MomentEnv
  /** The currency of amounts that nothing else says one for. */
  readonly usual: string
}

/** Pastes cells of a spreadsheet over those of a list: all of them as one change, or none. */
export async function pasteCells({ text, row, list, objectType, columns }: Paste, tools: PasteTools): Promise<void> {
  const { source, toasts, saveAll, env, usual } = tools
  const { write: words, field } = tools.words
  const cells = cellsOf(text)
  const refuse = (title: string, detail: string) => toasts.show({ tone: 'refused', title, detail })
  if (cells.length > mostPasted) return void refuse(words.tooManyPasted(mostPasted), words.tooManyPastedWhy)
  const [rows, users] = await Promise.all([list.rowsFrom(row, cells.length), source.read(usersContract)])
  const active = users.ok ? users.value.filter((user) => user.active) : []
  const edits = planPaste(cells, {
    ...{ type: objectType, rows, columns },
    env: { ...env, currency: usual, currencies: Intl.supportedValuesOf('currency') },
    users: new Map(active.map(({ id, name }) => [folded(name), id])),
  })
  if ('because' in edits)
    return void refuse(
      words.cannotPaste,
      faultOf(edits, words, (fault) => faultText(fault, field.fault, env)),
    )
  if (edits.length > 0) await saveAll(objectType, edits, titleOf(edits.length, cells, columns[0], words))
}

function titleOf(count: number, cells: readonly (readonly string[])[], column: Column | undefined, words: Words['write']): string {
  const isOneColumn = cells.every((line) => line.length === 1)
  return isOneColumn && column !== undefined ? words.changedMany(column.label, count) : words.changedCells(count)
}

function faultOf(fault: PasteFault, words: Words['write'], textOf: (fault: FieldFault) => string): string {
  if (fault.because === 'beyond') return words.pasteBeyond
  if (fault.because === 'read-only') return `${words.cannotEdit(fault.label)}. ${words.computed}`
  return words.pasteLine(fault.line, fault.text, textOf(fault.fault))
}
