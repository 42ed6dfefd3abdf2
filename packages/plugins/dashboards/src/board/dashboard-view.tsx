import {
  Button,
  Confirm,
  type ElementContext,
  Failed,
  Icon,
  LoadingLines,
  Menu,
  type MenuEntry,
  Message,
  type SideGroup,
  TabSheet,
  type Text,
  TileGrid,
  useLive,
} from '@tenure/web/parts'
import { type ReactNode, useMemo, useRef, useState } from 'react'
import type { z } from 'zod'
import type { dashboardContract, deleteDashboardContract, saveDashboardContract, takeOutDashboardContract } from '../desk/board-contract.js'
import { type Acting, useActing } from './acting.js'
import { AddDialog } from './add-dialog.js'
import { NameDialog } from './name-dialog.js'
import { NarrowBar } from './narrow-bar.js'
import { type BoardList, type Narrowing, newReport, type Place } from './place.js'
import { ReportBuilder } from './report-builder.js'
import { ReportTile } from './report-tile.js'

type Dashboard = z.output<typeof dashboardContract.output>
type Shown = Dashboard['tiles'][number]
type Asking = 'rename' | 'copy' | 'delete' | 'add'
/** What the views of the tab share. */
export interface ViewProps {
  readonly context: ElementContext
  readonly list: BoardList
  readonly text: Text
  readonly groups: readonly SideGroup[]
  readonly go: (to: Place) => void
}

/** One dashboard: its reports on a grid, or the builder of one of them. */
export function DashboardView(props: ViewProps & { readonly place: Extract<Place, { readonly at: 'dashboard' }> }): ReactNode {
  const { context, text, groups, place, go } = props
  const asked = { id: place.id, ...(place.narrow && { narrow: place.narrow }) }
  const frame = useLive(
    useMemo(() => context.watch<typeof dashboardContract>('tenure.dashboards/dashboard', asked), [JSON.stringify(asked)]),
  )
  const last = useRef<Dashboard>(undefined)
  // What it was narrowed to before stays until the next answer is there.
  last.current = frame?.value ?? last.current
  const dashboard = last.current
  if (dashboard === undefined) {
    const problem = frame !== undefined && 'problem' in frame ? frame.problem : undefined
    return (
      <TabSheet label={text('Dashboards')} groups={groups} title={text('Dashboard')}>
        {problem === undefined ? <LoadingLines /> : <Failed what={text('Dashboard')} problem={problem} />}
      </TabSheet>
    )
  }
  if (place.edits !== undefined)
    return (
      <ReportBuilder
        key={place.edits}
        {...{ context, text, groups, dashboard }}
        report={place.edits === newReport ? undefined : place.edits}
        leave={() => go({ at: 'dashboard', id: place.id })}
      />
    )
  return <Board {...props} dashboard={dashboard} narrow={place.narrow ?? {}} />
}

interface BoardProps extends ViewProps {
  readonly dashboard: Dashboard
  readonly narrow: Narrowing
}
function Board({ context, list, text, groups, go, dashboard, narrow }: BoardProps): ReactNode {
  const act = useActing(context)
  const [asking, ask] = useState<Asking>()
  const { id, name, may, tiles, audience, teams } = dashboard
  const close = () => ask(undefined)
  const build = () => go({ at: 'dashboard', id, edits: newReport })
  return (
    <TabSheet
      label={text('Dashboards')}
      groups={groups}
      note={text('Reports show what you may see.')}
      title={name}
      beside={
        <span className="pill static">
          <Icon name={audience === 'private' ? 'lock' : 'users'} size={12} />
          {audience === 'private'
            ? text('Only you')
            : audience === 'everyone'
              ? text('Everyone')
              : teams.map((team) => team.name).join(', ')}
        </span>
      }
      actions={
        <>
          <Menu
            label={text('{name}: more', { name })}
            align="end"
            button={<Icon name="dots" size={16} />}
            entries={dashboardEntries({ dashboard, list, text, ask, act })}
          />
          {may.edit ? (
            <Button look="primary" icon="plus" onPress={build}>
              {text('Add report')}
            </Button>
          ) : null}
        </>
      }
    >
      {tiles.length === 0 ? (
        <NoReports text={text} mayEdit={may.edit} build={build} />
      ) : (
        <>
          <NarrowBar {...{ context, text, narrow }} onChange={(next) => go({ at: 'dashboard', id, ...narrowedTo(next) })} />
          <Tiles {...{ context, text, dashboard, go, act }} />
        </>
      )}
      {asking === 'rename' || asking === 'copy' ? (
        <NameDialog
          {...{ context, text, close }}
          of={{ id, name, version: dashboard.version, does: asking }}
          opened={(next) => go({ at: 'dashboard', id: next })}
        />
      ) : null}
      {asking === 'add' ? <AddDialog {...{ context, list, text, close }} chosen={id} opened={() => {}} /> : null}
      {asking === 'delete' ? <Deleting {...{ act, dashboard, text, close }} gone={() => go({ at: 'nothing' })} /> : null}
    </TabSheet>
  )
}

const narrowedTo = (narrow: Narrowing) => (Object.keys(narrow).length === 0 ? {} : { narrow })

interface NoReportsProps {
  readonly text: Text
  readonly mayEdit: boolean
  readonly build: () => void
}
function NoReports({ text, mayEdit, build }: NoReportsProps): ReactNode {
  const way = mayEdit ? (
    <Button icon="plus" onPress={build}>
      {text('Add report')}
    </Button>
  ) : undefined
  return (
    <Message icon="dashboard" title={text('No reports yet')} {...(way && { actions: way })}>
      {text(mayEdit ? 'Build one, or add one from the report library at the side.' : 'As soon as somebody adds one, it is here.')}
    </Message>
  )
}

interface Entries {
  readonly dashboard: Dashboard
  readonly list: BoardList
  readonly text: Text
  readonly ask: (asking: Asking) => void
  readonly act: Acting
}
function dashboardEntries({
  dashboard: { id, name, may, audience },
  list: { manages, rows: dashboards },
  text,
  ask,
  act,
}: Entries): readonly MenuEntry[] {
  const isOwn = dashboards.some((each) => each.id === id && each.own)
  const takeOut = () =>
    void act<typeof takeOutDashboardContract>({
      id: 'tenure.dashboards/take-out-dashboard',
      input: { id },
      said: 'Taken out of the workspace',
      about: name,
    })
  return [
    ...(may.edit ? [{ key: 'rename', label: text('Rename'), icon: 'edit', act: () => ask('rename') }] : []),
    { key: 'copy', label: text('Duplicate'), icon: 'file', act: () => ask('copy') },
    ...(manages && isOwn && audience === 'private'
      ? [{ key: 'add', label: text('Add to the workspace'), icon: 'users', act: () => ask('add') }]
      : []),
    ...(manages && audience !== 'private' ? [{ key: 'out', label: text('Take out of the workspace'), icon: 'x', act: takeOut }] : []),
    ...(may.edit ? [{ key: 'delete', label: text('Delete'), act: () => ask('delete') }] : []),
  ]
}

interface DeletingProps {
  readonly act: Acting
  readonly dashboard: Dashboard
  readonly text: Text
  readonly close: () => void
  readonly gone: () => void
}
function Deleting({ act, dashboard: { id, name, audience }, text, close, gone }: DeletingProps): ReactNode {
  const run = async () => {
    const done = await act<typeof deleteDashboardContract>({
      id: 'tenure.dashboards/delete-dashboard',
      input: { id },
      said: 'Dashboard deleted',
      about: name,
    })
    if (done !== undefined) gone()
  }
  return (
    <Confirm
      title={text('Delete {name}', { name })}
      text={text(
        audience === 'private'
          ? 'The dashboard and its reports go. The records stay.'
          : 'The dashboard and its reports go, for everyone who sees it. The records stay.',
      )}
      verb={text('Delete dashboard')}
      run={() => void run()}
      close={close}
    />
  )
}

type TilesProps = Pick<ViewProps, 'context' | 'text' | 'go'> & { readonly dashboard: Dashboard; readonly act: Acting }
function Tiles({ context, text, dashboard: { id, name, version, may, tiles }, go, act }: TilesProps): ReactNode {
  const save = (next: readonly Pick<Shown, 'id' | 'width' | 'height'>[], said: string, about: string) => {
    const kept = next.flatMap((place) => {
      const tile = tiles.find((each) => each.id === place.id)
      return tile === undefined ? [] : [toKept({ ...tile, width: place.width, height: place.height })]
    })
    void act<typeof saveDashboardContract>({ id: 'tenure.dashboards/save-dashboard', input: { id, version, tiles: kept }, said, about })
  }
  const titleOf = ({ isText, title }: Shown) => (title === '' ? text('Report') : isText ? text(title) : title)
  const entriesOf = (tile: Shown): readonly MenuEntry[] => {
    if (!may.edit) return []
    const edits = tile.report
    const others = tiles.filter((each) => each !== tile)
    return [
      ...(edits === undefined || tile.lacks !== undefined
        ? []
        : [{ key: 'edit', label: text('Edit report'), icon: 'edit', act: () => go({ at: 'dashboard', id, edits }) }]),
      {
        key: 'remove',
        label: text('Remove from dashboard'),

        act: () => save(others, 'Removed from the dashboard', titleOf(tile)),
      },
    ]
  }
  return (
    <TileGrid
      label={text('Reports of {name}', { name })}
      tiles={tiles.map((tile) => ({
        ...{ id: tile.id, title: titleOf(tile), width: tile.width, height: tile.height, entries: entriesOf(tile) },
        content: <ReportTile {...{ context, text, tile }} title={titleOf(tile)} entries={entriesOf(tile)} />,
      }))}
      {...(may.edit && { onArrange: (next) => save(next, 'Dashboard arranged', name) })}
    />
  )
}
function toKept({ id, width, height, report, library }: Shown) {
  return { id, width, height, ...(report !== undefined && { report }), ...(library !== undefined && { library }) }
}
