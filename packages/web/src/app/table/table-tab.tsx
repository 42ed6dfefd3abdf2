import { lazy, type ReactNode, type RefObject, Suspense, useEffect, useRef, useState } from 'react'
import { useWords } from '../../words/use-words.js'
import { useActionDesk } from '../action/action-desk.js'
import { rowOffers } from '../action/offer.js'
import { formatAddress, sortBy } from '../address/address.js'
import { useAddress } from '../address/use-address.js'
import type { Blocks } from '../block/renderer.js'
import type { ListState } from '../data/list-window.js'
import type { Row } from '../data/named.js'
import { useReading } from '../format/use-formats.js'
import { textOf } from '../format/value.js'
import { Grid } from '../grid/grid.js'
import type { GridControl } from '../grid/grid-focus.js'
import { Boundary } from '../part/boundary.js'
import { LoadingLines } from '../part/states.js'
import { usePhone } from '../part/use-media.js'
import { LazyPreview, usePreviewAhead } from '../record/lazy-preview.js'
import { Dock } from '../select/dock.js'
import { type Selecting, useSelection } from '../select/use-selection.js'
import { useToasts } from '../toast/toasts.js'
import { Foot, GridFoot } from '../total/foot.js'
import { FilterPlace } from '../view/lazy-tools.js'
import { usePaste } from '../write/use-paste.js'
import { ListBody } from './list-body.js'
import { type Filtering, TableFilters, TableHead } from './table-head.js'
import { useOfferedPicking } from './use-offered-picking.js'
import { type Opening, useOpening } from './use-opening.js'
import { type TableModel, useTable } from './use-table.js'
import { useTableKeys } from './use-table-keys.js'
import { useOfferedViews, Views } from './views.js'

const RecordPage = lazy(async () => ({ default: (await import('../record-page/record-page.js')).RecordPage }))

interface TableTabProps {
  readonly block: Blocks['table']
  readonly title: string
  readonly workspace: string
}

/** A tab that is a table: views, head, quick filters, the list, its foot, and the preview of the open record. */
export function TableTab({ block, title, workspace }: TableTabProps): ReactNode {
  const words = useWords().list
  const isPhone = usePhone()
  const grid = useRef<GridControl>(null)
  const search = useRef<HTMLInputElement>(null)
  const table = useTable(block)
  const opening = useOpening(table, grid, block.opens === 'record')
  usePreviewAhead(table.state.total !== undefined)
  const selecting = useSelectionOf(block, table)
  useOfferedPicking(selecting, table.state.total ?? 0, grid)
  useTableKeys({ grid, search, opening, total: table.state.total, selecting })
  useTitle(table.view?.title ?? title, workspace)
  useOfferedViews(table.views.value ?? [])
  const filtering = useFiltering(block, table)
  const { isWhole } = opening
  const heading = table.view?.title ?? block.title ?? title
  const leaveSearch = () => grid.current?.focusRow(Math.max(0, grid.current.activeRow))
  return (
    <div className={`main${block.views === undefined ? ' wide' : ''}`} id="content" data-opens="records">
      {block.views === undefined ? null : (
        <nav className="side" aria-label={words.views} data-region="views" inert={isWhole}>
          <Views table={table} collection={block.collection} />
        </nav>
      )}
      <div className="sheet" inert={isWhole}>
        <main className="pane" data-region="content" inert={isPhone && opening.opened !== undefined}>
          <TableHead {...{ block, table, heading, search, leaveSearch, filtering }} what={words.within(title)} />
          <TableFilters {...{ block, table, filtering }} />
          <OpenFilter {...{ block, table, filtering }} />
          <List block={block} table={table} title={title} heading={heading} grid={grid} opening={opening} selecting={selecting} />
          {selecting === undefined ? null : (
            <Dock
              selecting={selecting}
              total={table.state.total ?? 0}
              type={table.state.objectType}
              collection={block.collection}
              question={table.question}
              back={leaveSearch}
            />
          )}
          <Foot table={table} title={title} isPhone={isPhone} />
        </main>
        {isWhole ? null : <OpenRecord table={table} opening={opening} isPage={isPhone} />}
      </div>
      {isWhole && opening.opened !== undefined ? (
        <Suspense fallback={null}>
          <RecordPage
            subject={opening.opened}
            list={heading}
            index={opening.index}
            total={totalFor(table, opening)}
            step={opening.step}
            back={opening.leave}
          />
        </Suspense>
      ) : null}
    </div>
  )
}

/** The filter is open for one view: another view opens without it. */
function useFiltering({ collection, of }: Blocks['table'], { view }: TableModel): Filtering {
  const [opened, setOpened] = useState<string>()
  const isOpen = opened !== undefined && opened === view?.id
  if (collection === undefined || of === undefined || view === undefined) return { isOpen: false }
  return { isOpen, toggle: () => setOpened(isOpen ? undefined : view.id) }
}

interface OpenFilterProps {
  readonly block: Blocks['table']
  readonly table: TableModel
  readonly filtering: Filtering
}

function OpenFilter({ block: { collection, of }, table, filtering: { isOpen, toggle } }: OpenFilterProps): ReactNode {
  const { view } = table
  if (!isOpen || toggle === undefined || view === undefined || collection === undefined || of === undefined) return null
  return (
    <Boundary what={view.title}>
      <Suspense fallback={<LoadingLines lines={4} />}>
        <FilterPlace key={view.id} {...{ table, view, collection }} type={of} close={toggle} />
      </Suspense>
    </Boundary>
  )
}

interface ListProps {
  readonly block: Blocks['table']
  readonly table: TableModel
  readonly title: string
  readonly heading: string
  readonly grid: RefObject<GridControl | null>
  readonly opening: Opening
  readonly selecting: Selecting | undefined
}

/** Rows with boxes are records of one type. */
function useSelectionOf(block: Blocks['table'], { list, state, question }: TableModel): Selecting | undefined {
  const selecting = useSelection({ list, state, question, isCollection: block.collection !== undefined })
  return state.objectType === undefined ? undefined : selecting
}

function List({ block, table, title, heading, grid, opening, selecting }: ListProps): ReactNode {
  const { address, aside, go } = useAddress()
  const { state } = table
  const { objectType } = state
  const opens = block.opens === 'record'
  const { openMenu } = useActionDesk()
  const reading = useReading()
  const toasts = useToasts()
  const words = useWords()
  const isPhone = usePhone()
  const hasActions = block.rowActions.length > 0
  const paste = usePaste({ list: table.list, objectType, columns: table.columns })
  const sayReadOnly = (at: number) => {
    const label = table.columns[at]?.label
    if (label !== undefined) toasts.show({ tone: 'refused', title: words.write.cannotEdit(label), detail: words.write.computed })
  }
  const openActions = (row: Row, anchor: HTMLElement) => {
    const [first] = table.columns
    const name = first && textOf(row[first.field], first.format, reading)
    const back = () => grid.current?.focusRow(Math.max(0, grid.current.activeRow))
    const isPicked = selecting?.has(row.id) === true
    const pick = {
      label: isPicked ? words.bulk.deselectEntry : words.bulk.selectEntry,
      run: () => selecting?.toggle(indexOf(state, row.id)),
    }
    const own = isPhone && selecting !== undefined ? [pick] : []
    openMenu(anchor, { subject: name || words.record.unnamed, offers: rowOffers(block.rowActions, row), own, back })
  }
  const hrefOf = (type: string) => (id: string) => formatAddress({ ...address, open: { type, id } })
  return (
    <ListBody table={table} title={title}>
      <Grid
        label={words.list.named(heading, words.list.within(title))}
        list={table.list}
        state={state}
        columns={table.columns}
        sort={table.sort}
        openId={opening.opened?.id}
        control={grid}
        place={table.place}
        onSort={(field, further) => go({ sort: sortBy(table.sort, field, further) }, 'replace', aside)}
        onOpen={opens ? opening.openAt : undefined}
        onReadOnly={sayReadOnly}
        onPaste={(text, row, column) => void paste(text, row, column)}
        hrefOf={objectType === undefined || !opens ? undefined : hrefOf(objectType)}
        selecting={selecting}
        onResize={table.used.resize}
        foot={table.totals === undefined || isPhone ? undefined : <GridFoot table={table} title={title} hasActions={hasActions} />}
        onActions={hasActions || (isPhone && selecting !== undefined) ? openActions : undefined}
      />
    </ListBody>
  )
}

interface OpenRecordProps {
  readonly table: TableModel
  readonly opening: Opening
  readonly isPage: boolean
}

function OpenRecord({ table, opening, isPage }: OpenRecordProps): ReactNode {
  const { opened, index, step, close } = opening
  return opened === undefined ? null : (
    <LazyPreview
      key={opened.type}
      subject={opened}
      index={index}
      total={totalFor(table, opening)}
      step={step}
      close={close}
      isPage={isPage}
    />
  )
}

/** How many the list has in which the open record is; nothing for a record of another type. */
function totalFor({ state }: TableModel, { opened }: Opening): number | undefined {
  return opened !== undefined && opened.type === state.objectType ? state.total : undefined
}

function indexOf({ rows }: ListState, id: string): number {
  return [...rows].find(([, row]) => row.id === id)?.[0] ?? -1
}

function useTitle(heading: string, workspace: string): void {
  useEffect(() => {
    document.title = `${heading} · ${workspace} · Tenure`
  }, [heading, workspace])
}
