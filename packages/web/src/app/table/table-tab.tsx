import { type ReactNode, type RefObject, Suspense, useEffect, useRef, useState } from 'react'
import { useWords } from '../../words/use-words.js'
import { formatAddress, sortBy } from '../address/address.js'
import { useAddress } from '../address/use-address.js'
import type { Blocks } from '../block/renderer.js'
import type { Row } from '../data/named.js'
import { lazily } from '../early/lazily.js'
import { Grid } from '../grid/grid.js'
import type { GridControl } from '../grid/grid-focus.js'
import { Boundary } from '../part/boundary.js'
import { LoadingLines } from '../part/states.js'
import { usePhone } from '../part/use-media.js'
import { LazyPreview, usePreviewAhead } from '../record/lazy-preview.js'
import { openedRecord, openedType } from '../row/opened-record.js'
import { useRowActs } from '../row/use-row-acts.js'
import { type Selecting, useSelection } from '../select/use-selection.js'
import { useToasts } from '../toast/toasts.js'
import { Foot, GridFoot } from '../total/foot.js'
import { FilterPlace } from '../view/lazy-tools.js'
import { usePaste } from '../write/use-paste.js'
import { ListBody } from './list-body.js'
import type { Staging } from './list-question.js'
import { type Filtering, type StagesHead, TableFilters, TableHead } from './table-head.js'
import { useOfferedPicking } from './use-offered-picking.js'
import { type Opening, useOpening } from './use-opening.js'
import { type TableModel, useTable } from './use-table.js'
import { useTableKeys } from './use-table-keys.js'
import { useOfferedViews, Views } from './views.js'

// Most lists have no controls of their own.
const Controls = lazily('Controls', () => import('../control/controls.js'))
// Nothing can be selected before the first rows.
const Dock = lazily('Dock', () => import('../select/dock.js'))
const RecordPage = lazily('RecordPage', () => import('../record-page/record-page.js'))

interface TableTabProps {
  readonly block: Blocks['table']
  readonly title: string
  readonly workspace: string
  /** Where its records are in stages. */
  readonly stages?: Stages
}
/** What a list in stages adds to its tab, and what draws it in place of the rows where it is a board. */
export interface Stages extends Staging, StagesHead {
  readonly draw: (parts: StagesParts) => ReactNode
  /** What is shown between the head and the filters; it may keep its place empty until the list has its first rows. */
  readonly above: (hasRows: boolean) => ReactNode
  /** A layout that is no list of these records: it takes the place of the filters and of the list. */
  readonly instead: ReactNode
}
export interface StagesParts {
  readonly table: TableModel
  readonly heading: string
  readonly opening: Opening
  readonly control: RefObject<GridControl | null>
  readonly selecting: Selecting | undefined
  /** Says where the open record is in its column. */
  readonly walk: (place: Walked | undefined) => void
}
/** A card that is open, and its place in its column. */
export interface Walked {
  readonly id: string
  readonly index: number
  readonly total: number
}

/** A tab that is a table: views, head, quick filters, the list, its foot, and the preview of the open record. */
export function TableTab({ block, title: ofTab, workspace, stages }: TableTabProps): ReactNode {
  const title = block.title ?? ofTab
  const words = useWords().list
  const isPhone = usePhone()
  const grid = useRef<GridControl>(null)
  const search = useRef<HTMLInputElement>(null)
  const table = useTable(block, stages)
  const [walked, walk] = useState<Walked>()
  const opening = inColumn(useOpening(table, grid, block.opens), stages?.isBoard === true, walked)
  usePreviewAhead(table.state.total !== undefined)
  const picking = useSelectionOf(block, table, stages?.isBoard === true)
  const selecting = stages?.instead ? undefined : picking
  useOfferedPicking(selecting, table.state.total ?? 0, grid)
  useTableKeys({ grid, search, opening, total: table.state.total, selecting })
  useTitle(table.view?.title ?? title, workspace)
  useOfferedViews(table.views.value ?? [])
  const filtering = useFiltering(block, table)
  const { isWhole } = opening
  const heading = table.view?.title ?? title
  const what = words.within(title)
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
          <TableHead {...{ table, heading, search, leaveSearch, filtering, stages }} block={headOf(block, stages)} what={what} />
          <AboveList {...{ block, table, filtering, stages }} />
          {stages?.instead ??
            (stages?.isBoard ? (
              <ListBody table={table} provider={block.provider} title={title} isDrawnAtOnce>
                {stages.draw({ table, heading, opening, control: grid, selecting, walk })}
              </ListBody>
            ) : (
              <List {...{ block, table, title, heading, grid, opening, selecting }} />
            ))}
          {selecting === undefined ? null : (
            <Suspense>
              <Dock
                selecting={selecting}
                total={table.state.total ?? 0}
                type={table.state.objectType}
                collection={block.collection}
                question={table.question}
                back={leaveSearch}
              />
            </Suspense>
          )}
          {stages?.isBoard ? null : <Foot table={table} title={title} isPhone={isPhone} />}
        </main>
        {isWhole ? null : <OpenRecord block={block} table={table} opening={opening} isPage={isPhone} />}
      </div>
      {isWhole ? <WholeRecord block={block} table={table} opening={opening} list={heading} /> : null}
    </div>
  )
}

/** What lies between the head and the list: what the tab itself shows there, the quick filters, and the filter that is edited. */
function AboveList({ block, table, filtering, stages }: OpenFilterProps & { readonly stages: Stages | undefined }): ReactNode {
  const above = stages?.above(table.state.total !== undefined || table.state.problem !== undefined)
  if (stages?.instead) return above
  return (
    <>
      {above}
      <TableFilters {...{ block, table, filtering, stages }} />
      <OpenFilter {...{ block, table, filtering }} />
      <TableControls block={block} />
    </>
  )
}

/** Without the search, where nothing is listed. */
function headOf(block: Blocks['table'], stages: Stages | undefined): Blocks['table'] {
  if (!stages?.instead) return block
  const { search: _nothing, ...rest } = block
  return rest
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

function TableControls({ block: { provider, controls } }: { readonly block: Blocks['table'] }): ReactNode {
  return controls === undefined ? null : (
    <Suspense>
      <Controls provider={provider} controls={controls} />
    </Suspense>
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

/** On a board the records before and after the open one are those of its column. */
function inColumn(opening: Opening, isBoard: boolean, walked: Walked | undefined): Opening {
  if (!isBoard) return opening
  const place = walked?.id === opening.opened?.id ? walked : undefined
  return { ...opening, index: place?.index, total: place?.total }
}

/** Rows with boxes are records of one type. */
function useSelectionOf(block: Blocks['table'], { list, state, question }: TableModel, isBoard: boolean): Selecting | undefined {
  const selecting = useSelection({ list, state, question, isCollection: block.collection !== undefined, isBoard })
  return state.objectType === undefined ? undefined : selecting
}

function List({ block, table, title, heading, grid, opening, selecting }: ListProps): ReactNode {
  const { address, aside, go } = useAddress()
  const { state } = table
  const { objectType } = state
  const opens = block.opens !== undefined
  const toasts = useToasts()
  const words = useWords()
  const isPhone = usePhone()
  const acts = useRowActs({ block, table, grid, selecting })
  const paste = usePaste({ list: table.list, objectType, columns: table.columns })
  const sayReadOnly = (at: number) => {
    const label = table.columns[at]?.label
    if (label !== undefined)
      toasts.show({
        tone: 'refused',
        title: words.write.cannotEdit(label),
        detail: table.archived ? words.list.restoreFirst : words.write.computed,
      })
  }
  const hrefOf = (row: Row) => {
    const open = openedRecord(block.opens, row, objectType)
    return open && formatAddress({ ...address, open })
  }
  return (
    <ListBody table={table} provider={block.provider} title={title}>
      <Grid
        label={words.list.named(heading, words.list.within(title))}
        list={table.list}
        state={state}
        columns={table.columns}
        sort={table.sort}
        openId={opening.rowId}
        control={grid}
        place={table.place}
        onSort={(field, further) => go({ sort: sortBy(table.sort, field, further) }, 'replace', aside)}
        onOpen={opens ? opening.openAt : undefined}
        onReadOnly={sayReadOnly}
        onPaste={(text, row, column) => void paste(text, row, column)}
        hrefOf={opens ? hrefOf : undefined}
        selecting={selecting}
        onResize={table.used.resize}
        foot={table.totals === undefined || isPhone ? undefined : <GridFoot table={table} title={title} hasActions={acts !== undefined} />}
        acts={acts}
      />
    </ListBody>
  )
}

interface OpenRecordProps {
  readonly block: Blocks['table']
  readonly table: TableModel
  readonly opening: Opening
  readonly isPage: boolean
}

function OpenRecord({ block, table, opening, isPage }: OpenRecordProps): ReactNode {
  const { opened, index, step, close } = opening
  return opened === undefined ? null : (
    <LazyPreview
      key={opened.type}
      subject={opened}
      index={index}
      total={totalFor(block, table, opening)}
      step={step}
      close={close}
      isPage={isPage}
    />
  )
}

/** The open record on a page of its own. */
function WholeRecord({ block, table, opening, list }: Omit<OpenRecordProps, 'isPage'> & { readonly list: string }): ReactNode {
  const { opened, index, step, leave } = opening
  return opened === undefined ? null : (
    <Suspense>
      <RecordPage subject={opened} list={list} index={index} total={totalFor(block, table, opening)} step={step} back={leave} />
    </Suspense>
  )
}

/** How many the list has in which the open record is; nothing for a record of another type. */
function totalFor({ opens }: Blocks['table'], { state }: TableModel, { opened, index, total }: Opening): number | undefined {
  if (total !== undefined) return total
  return index !== undefined || (opened !== undefined && opened.type === openedType(opens, state.objectType)) ? state.total : undefined
}

function useTitle(heading: string, workspace: string): void {
  useEffect(() => {
    document.title = `${heading} · ${workspace} · Tenure`
  }, [heading, workspace])
}
