import { type ReactNode, useEffect, useMemo, useRef } from 'react'
import { type Address, formatAddress, sortBy } from '../address/address.js'
import { useAddress } from '../address/use-address.js'
import type { ColumnChoice, SavedView, View } from '../data/answers.js'
import type { ListQuestion, ListState } from '../data/list-window.js'
import { useWatch } from '../data/use-source.js'
import { conditionsOf } from '../filter/quick-filter.js'
import { Icon } from '../part/icon.js'
import { Popover } from '../part/popover.js'
import { Preview } from '../record/preview.js'
import { useKeys } from '../shell/keys.js'
import { recall, remember } from '../shell/preferences.js'
import { UpdatedAt } from '../view/states.js'
import { type Column, chosenColumns, columnsOf } from './columns.js'
import { ColumnsMenu } from './columns-menu.js'
import { Grid, type GridControl } from './grid.js'
import { Foot, ListBody } from './list-body.js'
import { QuickMenus } from './quick-menus.js'
import { SearchField } from './search-field.js'
import { SortMenu } from './sort-menu.js'
import { useList } from './use-list.js'
import { usePhone } from './use-media.js'
import { ViewList } from './view-list.js'

/** A tab that is a table: views, head, quick filters, the list, its foot, and the preview of the open record. */
export function TableTab({
  view: table,
  title,
  workspace,
}: {
  readonly view: View
  readonly title: string
  readonly workspace: string
}): ReactNode {
  const { address, aside, go } = useAddress()
  const isPhone = usePhone()
  const grid = useRef<GridControl>(null)
  const search = useRef<HTMLInputElement>(null)
  const views = useWatch<readonly SavedView[]>(table.views)
  const choices = useWatch<readonly ColumnChoice[]>(table.columnChoices)
  const view = currentView(views.value, address.view)
  const remembered = `tenure.columns ${table.provider} ${view?.id ?? ''}`
  const all = useMemo(() => columnsOf(table.columns ?? [], choices.value), [table.columns, choices.value])
  const fields = address.columns ?? recall<readonly string[]>(remembered)
  const columns = useMemo(() => chosenColumns(all, fields), [all, JSON.stringify(fields)])
  const isReady = (table.views === undefined || view !== undefined) && (table.columnChoices === undefined || choices.value !== undefined)
  const question = isReady ? questionOf(table, address, view, columns) : undefined
  const { list, state, isOld } = useList(question)
  const hrefOf = (change: Partial<Address>) => formatAddress({ ...address, ...change })
  useTitle(view?.title ?? title, workspace)

  const opened = address.open
  const objectType = state.objectType
  const openIndex = opened === undefined ? undefined : (indexOf(state, opened.id) ?? aside.index)
  const openAt = (index: number, how: 'click' | 'enter' | 'follow' = 'follow') => {
    const row = state.rows.get(index)
    if (row === undefined || objectType === undefined || table.opens !== 'record') return
    if (how === 'enter' && row.id === opened?.id) return document.querySelector<HTMLElement>('.preview [data-first]')?.focus()
    go({ open: { type: objectType, id: row.id } }, opened === undefined ? 'push' : 'replace', { index })
  }
  const close = () => {
    go({ open: undefined }, 'push')
    if (openIndex !== undefined) requestAnimationFrame(() => grid.current?.focusRow(openIndex))
  }
  const step = (by: number) => {
    const index = (openIndex ?? -1) + by
    grid.current?.reveal(index)
    openAt(index)
  }
  const move = (by: number) => {
    if (state.total === undefined || state.total === 0) return false
    const index = grid.current?.move(by, opened !== undefined)
    if (index !== undefined && opened !== undefined) openAt(index)
  }
  const leaveSearch = () => grid.current?.focusRow(Math.max(0, grid.current.activeRow))
  useKeys({
    '/': () => search.current?.focus(),
    v: () => focusViews(),
    f: () => document.querySelector<HTMLElement>('.quick')?.focus(),
    j: () => move(1),
    k: () => move(-1),
    ArrowDown: (event) => isAside(event) && move(1),
    ArrowUp: (event) => isAside(event) && move(-1),
    Escape: () => (opened === undefined ? false : close()),
  })
  const changeColumns = (next: readonly string[] | undefined) => {
    remember(remembered, next ?? null)
    go({ columns: next }, 'replace', aside)
  }
  const chooseView = (id: string) => go({ view: id, columns: undefined, open: undefined })
  const heading = view?.title ?? table.title ?? title
  const viewList = (close?: () => void) =>
    views.value === undefined ? (
      views.problem === undefined ? null : (
        <p className="small t3 lead">Views could not be read.</p>
      )
    ) : (
      <ViewList
        views={views.value}
        current={view?.id}
        hrefOf={(id) => hrefOf({ view: id })}
        choose={(id) => {
          close?.()
          chooseView(id)
        }}
      />
    )
  const isCovered = isPhone && opened !== undefined
  return (
    <div className={`main${table.views === undefined ? ' wide' : ''}`} id="content">
      {table.views === undefined ? null : (
        <nav className="side" aria-label="Views" data-region="views">
          {viewList()}
        </nav>
      )}
      <div className="sheet">
        <main className="pane" data-region="content" inert={isCovered}>
          <div className="head">
            <h1 className="cut wide-title">{heading}</h1>
            {views.value === undefined ? null : (
              <h1 className="narrow-title">
                <Popover
                  className="title-btn"
                  id="views-button"
                  label={`View: ${heading}. Change view`}
                  button={
                    <>
                      <span className="cut">{heading}</span>
                      <Icon name="chevron-down" size={14} />
                    </>
                  }
                >
                  {({ close }) => viewList(close)}
                </Popover>
              </h1>
            )}
            {view?.builtIn ? (
              <span className="chip plain not-phone">
                <Icon name="lock" size={12} />
                Built in
              </span>
            ) : null}
            <span className="grow" />
            {table.search ? (
              <SearchField
                label={`Search ${title.toLowerCase()}`}
                value={address.search}
                input={search}
                search={(text) => go({ search: text }, 'replace')}
                leave={leaveSearch}
              />
            ) : null}
            {choices.value === undefined ? null : (
              <span className="not-phone">
                <ColumnsMenu all={all} shown={columns} change={changeColumns} />
              </span>
            )}
          </div>
          <div className="filters">
            <QuickMenus offered={table.quickFilters ?? []} quick={address.quick} change={(quick) => go({ quick })} />
            <SortMenu
              columns={columns}
              sort={address.sort}
              change={(field) => go({ sort: sortBy(address.sort, field, false) }, 'replace', aside)}
            />
            {address.quick.length === 0 ? null : (
              <button type="button" className="pill bare" onClick={() => go({ quick: [] })}>
                Clear
              </button>
            )}
            <span className="grow" />
            {state.status === 'live' && state.asOf !== undefined ? <UpdatedAt asOf={state.asOf} /> : null}
          </div>
          <ListBody
            table={table}
            title={title}
            state={state}
            isOld={isOld}
            problem={views.problem ?? choices.problem}
            retry={() => {
              list?.retry()
              if (!isReady) {
                views.retry()
                choices.retry()
              }
            }}
            views={views.value}
            view={view}
          >
            <Grid
              label={`${heading}, ${title.toLowerCase()}`}
              list={list}
              state={state}
              columns={columns}
              sort={address.sort}
              openId={opened?.id}
              control={grid}
              place={placeOf(question)}
              onSort={(field, further) => go({ sort: sortBy(address.sort, field, further) }, 'replace', aside)}
              onOpen={table.opens === 'record' ? openAt : undefined}
              hrefOf={objectType === undefined || table.opens !== 'record' ? undefined : (id) => hrefOf({ open: { type: objectType, id } })}
            />
          </ListBody>
          <Foot state={state} title={title} />
        </main>
        {opened === undefined ? null : (
          <Preview
            key={opened.type}
            subject={opened}
            index={openIndex}
            total={opened.type === objectType ? state.total : undefined}
            step={step}
            close={close}
            isPage={isPhone}
          />
        )}
      </div>
    </div>
  )
}

function questionOf(table: View, address: Address, view: SavedView | undefined, columns: readonly Column[]): ListQuestion | undefined {
  if (table.provider === undefined) return undefined
  const filters = conditionsOf(address.quick, table.quickFilters ?? [])
  const windowed =
    table.views !== undefined || table.columnChoices !== undefined || table.search === true || table.quickFilters !== undefined
  const input = {
    ...table.input,
    ...(view === undefined ? {} : { view: view.id }),
    ...(address.search === '' ? {} : { search: address.search }),
    ...(filters.length === 0 ? {} : { filters }),
    ...(address.sort.length === 0 ? {} : { sort: address.sort }),
    ...(table.columnChoices === undefined ? {} : { columns: columns.map((column) => column.field) }),
  }
  return { provider: table.provider, input, windowed }
}

/** What a list is of, without its columns: the list begins at its top when this changes. */
function placeOf(question: ListQuestion | undefined): string {
  const { columns: _drawn, ...rest } = question?.input ?? {}
  return JSON.stringify(rest)
}

function currentView(views: readonly SavedView[] | undefined, asked: string | undefined): SavedView | undefined {
  return views?.find((view) => view.id === asked) ?? views?.[0]
}

function indexOf(state: ListState, id: string): number | undefined {
  for (const [index, row] of state.rows) if (row.id === id) return index
  return undefined
}

/** Arrows pressed where nothing takes them for itself also move in the list. */
function isAside(event: KeyboardEvent): boolean {
  return event.target === document.body || (event.target instanceof Element && event.target.closest('.preview .top') !== null)
}

function focusViews(): void {
  const link = document.querySelector<HTMLElement>('.side a[aria-current]')
  if (link !== null && link.getClientRects().length > 0) link.focus()
  else document.getElementById('views-button')?.click()
}

function useTitle(heading: string, workspace: string): void {
  useEffect(() => {
    document.title = `${heading} · ${workspace} · Tenure`
  }, [heading, workspace])
}
