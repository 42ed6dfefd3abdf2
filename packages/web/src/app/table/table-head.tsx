import { type ReactNode, type RefObject, Suspense } from 'react'
import { useWords } from '../../words/use-words.js'
import { sortBy } from '../address/address.js'
import { useAddress } from '../address/use-address.js'
import type { Blocks } from '../block/renderer.js'
import { ColumnsMenu } from '../column/columns-menu.js'
import { CreateButton } from '../create/create-button.js'
import { lazily } from '../early/lazily.js'
import { useExport } from '../export/use-export.js'
import { Icon } from '../part/icon.js'
import { UpdatedAt } from '../part/states.js'
import { usePhone } from '../part/use-media.js'
import { AdvancedPill, ArchivedPill, EditTools, ViewChip, ViewMenu } from '../view/lazy-tools.js'
import { SearchField } from './search-field.js'
import type { TableModel } from './use-table.js'
import { ViewsButton } from './views.js'

// The first rows do not wait for their code.
const QuickMenus = lazily('QuickMenus', () => import('../quick/quick-menus.js'))
const SortMenu = lazily('SortMenu', () => import('./sort-menu.js'))

interface HeadProps {
  readonly block: Blocks['table']
  readonly table: TableModel
  readonly heading: string
  /** What the records are called. */
  readonly what: string
  readonly search: RefObject<HTMLInputElement | null>
  readonly leaveSearch: () => void
  readonly filtering: Filtering
  /** What a list in stages has besides. */
  readonly stages?: StagesHead | undefined
}
/** The switches of a list in stages: beside its name, and at the end of its head. */
export interface StagesHead {
  readonly beside: ReactNode
  readonly layouts: ReactNode
  readonly isBoard: boolean
}
/** The filter of the view above the list: whether it is open, and the way to open and close it. */
export interface Filtering {
  readonly isOpen: boolean
  /** Absent where the list has no filter to edit. */
  readonly toggle?: () => void
}

/** Name of the view, search and columns. */
export function TableHead({ block, table, heading, what, search, leaveSearch, filtering, stages }: HeadProps): ReactNode {
  const words = useWords().list
  const { address, go } = useAddress()
  const isPhone = usePhone()
  return (
    <div className="head">
      <h1 className="cut wide-title" dir="auto">
        {heading}
      </h1>
      {table.views.value === undefined ? null : <ViewsButton table={table} collection={block.collection} heading={heading} />}
      {stages?.beside}
      {table.view?.builtIn && stages === undefined ? <BuiltIn /> : null}
      {hasTools(block, table) ? (
        <Suspense>
          <ViewChip table={table} collection={block.collection} />
        </Suspense>
      ) : null}
      <span className="grow" />
      {block.search && !filtering.isOpen ? (
        <SearchField
          label={words.search(what)}
          value={address.search}
          input={search}
          search={(text) => go({ search: text }, 'replace')}
          leave={leaveSearch}
        />
      ) : null}
      {filtering.isOpen && !isPhone && hasTools(block, table) ? (
        <Suspense>
          <EditTools table={table} collection={block.collection} closeFilter={filtering.toggle} />
        </Suspense>
      ) : null}
      {stages?.layouts}
      {table.choices.value === undefined || filtering.isOpen || stages?.isBoard ? null : (
        <span className="not-phone">
          <ColumnsMenu used={table.used} />
        </span>
      )}
      {block.collection === undefined ? null : (
        <span className="view-place">
          {hasTools(block, table) ? (
            <Suspense>
              <ViewMenu table={table} collection={block.collection} editFilter={filtering.isOpen ? undefined : filtering.toggle} />
            </Suspense>
          ) : null}
        </span>
      )}
      {block.creates !== undefined && !filtering.isOpen && table.used.all.some(({ edits }) => edits !== undefined) ? (
        <CreateButton creates={block.creates} isRecordOpen={address.open !== undefined} />
      ) : null}
    </div>
  )
}

/** Whether views can be saved; their tools come after the first rows, or when it is known that there are none. */
function hasTools(block: Blocks['table'], { view, state }: TableModel): block is Blocks['table'] & { readonly collection: string } {
  return block.collection !== undefined && view !== undefined && (state.total !== undefined || state.problem !== undefined)
}

/** Quick filters, the sort on a phone, and how old the list is. */
export function TableFilters({ block, table, filtering, stages }: Pick<HeadProps, 'block' | 'table' | 'filtering' | 'stages'>): ReactNode {
  const { address, aside, go } = useAddress()
  const words = useWords().list
  const isPhone = usePhone()
  const { state, columns } = table
  const exportAll = useExport(block.collection, table)
  return (
    <div className="filters">
      <Suspense
        fallback={block.quickFilters?.map(({ property, label }) => (
          <span key={property} className="pill">
            {label}
            <Icon name="chevron-down" size={12} />
          </span>
        ))}
      >
        <QuickMenus offered={block.quickFilters ?? []} quick={address.quick} change={(quick) => go({ quick })} />
      </Suspense>
      {filtering.toggle && hasTools(block, table) ? (
        <Suspense>
          <AdvancedPill isOpen={filtering.isOpen} toggle={filtering.toggle} />
          <ArchivedPill />
        </Suspense>
      ) : null}
      {isPhone && !stages?.isBoard ? (
        <Suspense>
          <SortMenu
            columns={columns}
            sort={table.sort}
            change={(field) => go({ sort: sortBy(table.sort, field, false) }, 'replace', aside)}
          />
        </Suspense>
      ) : null}
      {address.quick.length === 0 ? null : (
        <button type="button" className="pill bare" onClick={() => go({ quick: [] })}>
          {words.clear}
        </button>
      )}
      <span className="grow" />
      {hasTools(block, table) && (isPhone || !filtering.isOpen) ? (
        <Suspense>
          <EditTools table={table} collection={block.collection} closeFilter={filtering.isOpen ? filtering.toggle : undefined} />
        </Suspense>
      ) : null}
      {exportAll === undefined ? null : (
        <button type="button" className="pill bare not-phone" onClick={exportAll}>
          {words.export}
        </button>
      )}
      {state.status === 'live' && state.asOf !== undefined ? <UpdatedAt asOf={state.asOf} /> : null}
    </div>
  )
}

function BuiltIn(): ReactNode {
  return (
    <span className="chip plain not-phone">
      <Icon name="lock" size={12} />
      {useWords().list.builtIn}
    </span>
  )
}
