import { type ReactNode, type RefObject, Suspense } from 'react'
import { useWords } from '../../words/use-words.js'
import { sortBy } from '../address/address.js'
import { useAddress } from '../address/use-address.js'
import type { Blocks } from '../block/renderer.js'
import { ColumnsMenu } from '../column/columns-menu.js'
import { CreateButton } from '../create/create-button.js'
import { QuickMenus } from '../filter/quick-menus.js'
import { Icon } from '../part/icon.js'
import { UpdatedAt } from '../part/states.js'
import { EditTools, ViewChip, ViewMenu } from '../view/lazy-tools.js'
import { SearchField } from './search-field.js'
import { SortMenu } from './sort-menu.js'
import type { TableModel } from './use-table.js'
import { ViewsButton } from './views.js'

interface HeadProps {
  readonly block: Blocks['table']
  readonly table: TableModel
  readonly heading: string
  /** What the records are called. */
  readonly what: string
  readonly search: RefObject<HTMLInputElement | null>
  readonly leaveSearch: () => void
}

/** Name of the view, search and columns. */
export function TableHead({ block, table, heading, what, search, leaveSearch }: HeadProps): ReactNode {
  const words = useWords().list
  const { address, go } = useAddress()
  return (
    <div className="head">
      <h1 className="cut wide-title" dir="auto">
        {heading}
      </h1>
      {table.views.value === undefined ? null : <ViewsButton table={table} collection={block.collection} heading={heading} />}
      {table.view?.builtIn ? <BuiltIn /> : null}
      {hasTools(block, table) ? (
        <Suspense fallback={null}>
          <ViewChip table={table} collection={block.collection} />
        </Suspense>
      ) : null}
      <span className="grow" />
      {block.search ? (
        <SearchField
          label={words.search(what)}
          value={address.search}
          input={search}
          search={(text) => go({ search: text }, 'replace')}
          leave={leaveSearch}
        />
      ) : null}
      {table.choices.value === undefined ? null : (
        <span className="not-phone">
          <ColumnsMenu used={table.used} />
        </span>
      )}
      {hasTools(block, table) ? (
        <Suspense fallback={null}>
          <ViewMenu table={table} collection={block.collection} />
        </Suspense>
      ) : null}
      {block.creates !== undefined && table.used.all.some(({ edits }) => edits !== undefined) ? (
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
export function TableFilters({ block, table }: Pick<HeadProps, 'block' | 'table'>): ReactNode {
  const { address, aside, go } = useAddress()
  const words = useWords().list
  const { state, columns } = table
  return (
    <div className="filters">
      <QuickMenus offered={block.quickFilters ?? []} quick={address.quick} change={(quick) => go({ quick })} />
      <SortMenu columns={columns} sort={table.sort} change={(field) => go({ sort: sortBy(table.sort, field, false) }, 'replace', aside)} />
      {address.quick.length === 0 ? null : (
        <button type="button" className="pill bare" onClick={() => go({ quick: [] })}>
          {words.clear}
        </button>
      )}
      <span className="grow" />
      {hasTools(block, table) ? (
        <Suspense fallback={null}>
          <EditTools table={table} collection={block.collection} />
        </Suspense>
      ) : null}
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
