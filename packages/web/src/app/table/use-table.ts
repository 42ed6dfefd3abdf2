import { useMemo } from 'react'
import { useAddress } from '../address/use-address.js'
import type { Blocks } from '../block/renderer.js'
import type { ColumnChoice, SavedView } from '../data/answers.js'
import type { ListQuestion, ListState, ListWindow } from '../data/list-window.js'
import { columnsOf as columnsNamed, viewsOf } from '../data/named.js'
import { useNamed, type Watched } from '../data/use-source.js'
import { askedFields, chosenColumns } from '../grid/chosen-columns.js'
import { type Column, columnsOf } from '../grid/columns.js'
import { recall, remember } from '../shell/kept.js'
import { columnsStore, questionOf, takenByActions } from './list-question.js'
import { useList } from './use-list.js'

type TableBlock = Blocks['table']

/** A table as the address has it: its view, its columns, and its list. */
export interface TableModel {
  readonly views: Watched<readonly SavedView[]>
  readonly choices: Watched<readonly ColumnChoice[]>
  readonly view: SavedView | undefined
  /** All columns that there are, and those that are shown. */
  readonly all: readonly Column[]
  readonly columns: readonly Column[]
  /** What the list is asked; nothing until its views and columns are known. */
  readonly question: ListQuestion | undefined
  readonly list: ListWindow | undefined
  readonly state: ListState
  readonly isOld: boolean
  /** What the list is of, without its columns: the list begins at its top when this changes. */
  readonly place: string
  /** Shows these columns and remembers them for the view; `undefined` goes back to the table's own. */
  readonly changeColumns: (fields: readonly string[] | undefined) => void
  readonly retry: () => void
}

/** The table of a block at the address of the page. */
export function useTable(block: TableBlock): TableModel {
  const { address, aside, go } = useAddress()
  const views = useNamed(block.views && viewsOf(block.views))
  const choices = useNamed(block.columnChoices && columnsNamed(block.columnChoices))
  const view = views.value?.find(({ id }) => id === address.view) ?? views.value?.[0]
  const { all, columns, changeColumns } = useColumns(block, choices.value, view)
  const isReady = (block.views === undefined || view !== undefined) && (block.columnChoices === undefined || choices.value !== undefined)
  const question = isReady ? questionOf(block, address, view, askedFields(all, columns, takenByActions(block))) : undefined
  const { list, state, isOld } = useList(question)
  const retry = () => {
    list?.retry()
    if (isReady) return
    views.retry()
    choices.retry()
  }
  return {
    ...{ views, choices, view, all, columns, question, list, state, isOld, retry },
    place: placeOf(question),
    changeColumns: (next) => {
      changeColumns(next)
      go({ columns: next }, 'replace', aside)
    },
  }
}

function useColumns(block: TableBlock, choices: readonly ColumnChoice[] | undefined, view: SavedView | undefined) {
  const { address } = useAddress()
  const remembered = columnsStore(block.provider, view)
  const fields = address.columns ?? recall<readonly string[]>(remembered)
  const all = useMemo(() => columnsOf(block.columns, choices), [block.columns, choices])
  const columns = useMemo(() => chosenColumns(all, fields), [all, JSON.stringify(fields)])
  return { all, columns, changeColumns: (next: readonly string[] | undefined) => remember(remembered, next ?? null) }
}

function placeOf(question: ListQuestion | undefined): string {
  const { columns: _drawn, ...rest } = question?.input ?? {}
  return JSON.stringify(rest)
}
