import { useMemo, useRef } from 'react'
import type { SortKey } from '../address/address.js'
import { useAddress } from '../address/use-address.js'
import type { Blocks } from '../block/renderer.js'
import { type UsedColumns, useColumns } from '../column/use-columns.js'
import type { ColumnChoice, SavedView } from '../data/answers.js'
import type { ListQuestion, ListState, ListWindow } from '../data/list-window.js'
import { columnsOf as columnsNamed, totalsOf, viewsOf } from '../data/named.js'
import type { Totals } from '../data/shapes.js'
import { useNamed, type Watched } from '../data/use-source.js'
import { useReading } from '../format/use-formats.js'
import { type AmountNeeds, needsOf, noNeeds, withWidths } from '../grid/amount-width.js'
import { askedFields } from '../grid/chosen-columns.js'
import type { Column } from '../grid/columns.js'
import { chosenMeasures } from '../total/totals.js'
import { isArchived, questionOf, type Staging, takenFromRows } from './list-question.js'
import { useList } from './use-list.js'

type TableBlock = Blocks['table']
const noSort: readonly SortKey[] = []

/** A table as the address has it: its view, its columns, and its list. */
export interface TableModel {
  readonly views: Watched<readonly SavedView[]>
  readonly choices: Watched<readonly ColumnChoice[]>
  readonly view: SavedView | undefined
  /** The address names a view that is not there: nothing is shown in its place unasked. */
  readonly isViewMissing: boolean
  /** How the user has the columns. */
  readonly used: UsedColumns
  /** The columns that are shown, as wide as they are. */
  readonly columns: readonly Column[]
  /** What the list is asked; nothing until its views and columns are known, and while it needs an open record. */
  readonly question: ListQuestion | undefined
  /** It is about the record that is open, and none is. */
  readonly needsRecord: boolean
  /** Its records are the archived ones: nobody edits them, and they can be restored. */
  readonly archived: boolean
  readonly list: ListWindow | undefined
  readonly state: ListState
  readonly isOld: boolean
  /** What the whole list comes to; absent where the table has no totals. */
  readonly totals: Watched<Totals> | undefined
  /** What the list is of, without its columns: the list begins at its top when this changes. */
  readonly place: string
  /** In which order the list is: as the address says, else as the view does. */
  readonly sort: readonly SortKey[]
  readonly retry: () => void
}

/** The table of a block at the address of the page. */
export function useTable(block: TableBlock, staging?: Staging): TableModel {
  const { address } = useAddress()
  const about = staging?.object === undefined ? undefined : { object: staging.object }
  const views = useNamed(block.views && viewsOf(block.views), about)
  const choices = useNamed(block.columnChoices && columnsNamed(block.columnChoices), about)
  const named = views.value?.find(({ id }) => id === address.view)
  const isViewMissing = views.value !== undefined && address.view !== undefined && named === undefined
  const view = isViewMissing ? undefined : (named ?? views.value?.[0])
  const used = useColumns(block, choices.value, view)
  const isReady =
    used.isKnown &&
    (staging === undefined || staging.filters !== undefined) &&
    (block.views === undefined || view !== undefined) &&
    (block.columnChoices === undefined || choices.value !== undefined)
  const fields = askedFields(used.all, used.shown, takenFromRows(block))
  const question = isReady ? questionOf(block, address, view, fields, staging) : undefined
  const { list, state, isOld } = useList(question)
  const archived = isArchived(block, address)
  // What is archived is in no total.
  const totals = useTotals(block, archived ? undefined : question, used)
  const hasTotals = block.totals !== undefined && !archived && !staging?.isBoard
  const columns = useWideColumns(used, archived, state, `${block.provider} ${view?.id}`)
  const retry = () => {
    list?.retry()
    if (isReady) return
    views.retry()
    choices.retry()
  }
  return {
    ...{ views, choices, view, isViewMissing, used, columns, question, list, state, isOld, retry },
    needsRecord: isReady && question === undefined,
    archived,
    totals: hasTotals ? totals : undefined,
    place: placeOf(question),
    sort: address.sort.length > 0 ? address.sort : (view?.sort ?? noSort),
  }
}

/** What the whole list comes to, with the same view, filters and search, and what the user chose under columns. */
function useTotals({ totals }: TableBlock, question: ListQuestion | undefined, { shown, overlay }: UsedColumns): Watched<Totals> {
  const { object, view, where, search, filters } = question?.input ?? {}
  const chosen = chosenMeasures(shown, overlay)
  const asked = {
    ...(object !== undefined && { object }),
    ...(view !== undefined && { view }),
    ...(where !== undefined && { where }),
    ...(search !== undefined && { search }),
    ...(filters !== undefined && { filters }),
    ...(chosen.length > 0 && { measures: chosen }),
  }
  return useNamed(question && !question.isCounted && totals ? totalsOf(totals) : undefined, asked)
}

/** The shown columns with their widths. The room for amounts grows with the rows that come into sight, and starts afresh with another view. */
function useWideColumns({ shown: all, overlay }: UsedColumns, archived: boolean, { rows }: ListState, place: string): readonly Column[] {
  const { formats } = useReading()
  const shown = useMemo(() => (archived ? all.map(({ edits: _none, ...column }) => column) : all), [all, archived])
  const known = useRef<{ readonly place: string; readonly needs: AmountNeeds }>({ place, needs: noNeeds })
  const before = known.current.place === place ? known.current.needs : noNeeds
  const needs = useMemo(() => needsOf(before, shown, rows.values(), formats), [shown, rows, formats, place])
  known.current = { place, needs }
  return useMemo(() => withWidths(shown, overlay.widths, needs), [shown, overlay, needs])
}

function placeOf(question: ListQuestion | undefined): string {
  const { columns: _drawn, ...rest } = question?.input ?? {}
  return JSON.stringify(rest)
}
