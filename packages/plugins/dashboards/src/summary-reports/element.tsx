// The reports of Summary, drawn by the page's React and parts.
import {
  type ElementContext,
  Icon,
  LoadingLines,
  Menu,
  Message,
  registerElement,
  SummaryCard,
  type Text,
  TileGrid,
  type TileItem,
  useLive,
  useText,
} from '@tenure/web/parts'
import type { ReactNode } from 'react'
import type { z } from 'zod'
import { useActing } from '../board/acting.js'
import { ReportTile } from '../board/report-tile.js'
import type { setSummaryReportsContract, summaryReportsContract } from './summary-contract.js'

type Context = ElementContext<typeof summaryReportsContract>
type Answer = z.output<typeof summaryReportsContract.output>

function Reports({ context }: { readonly context: Context }): ReactNode {
  const text = useText()
  const choose = useChoosing(context)
  const answer = useLive(context.answer)?.value
  if (answer === undefined) return <LoadingLines lines={3} />
  const { reports, most } = answer
  const add = <AddReport {...{ answer, text, choose }} isOffered={!context.isReadOnly} />
  if (reports.length === 0)
    return (
      <SummaryCard title={text('Reports')} end={add}>
        <Message icon="dashboard" title={text('No reports here')}>
          {text('Up to {most} reports of the library can be shown here, to everyone in the workspace.', { most })}
        </Message>
      </SummaryCard>
    )
  return (
    <section className="sum-reports" aria-label={text('Reports')}>
      <header>
        <h2>{text('Reports')}</h2>
        <span className="small t3">{text('{count} of {most}', { count: reports.length, most })}</span>
        <span className="grow" />
        {add}
      </header>
      <TileGrid
        label={text('Reports of Summary')}
        tiles={reports.map((report) => toTile({ report, context, text, choose, ids: toIds(reports) }))}
        {...(!context.isReadOnly && { onArrange: (next) => choose(toIds(next), 'Reports arranged', text('Reports')) })}
      />
    </section>
  )
}

/** Saves which reports there are, in order, and says what was done. */
type Choose = (ids: readonly string[], said: string, about: string) => void
function useChoosing(context: Context): Choose {
  const act = useActing(context)
  return (ids, said, about) =>
    void act<typeof setSummaryReportsContract>({ id: 'tenure.dashboards/set-summary-reports', input: { reports: [...ids] }, said, about })
}

interface AddReportProps {
  readonly answer: Answer
  readonly text: Text
  readonly choose: Choose
  readonly isOffered: boolean
}
/** The way to add one of those that are left, while there is room. */
function AddReport({ answer: { reports, library, most }, text, choose, isOffered }: AddReportProps): ReactNode {
  const ids = toIds(reports)
  const left = library.filter(({ id }) => !ids.includes(id))
  if (!isOffered || left.length === 0 || ids.length >= most) return null
  const entries = left.map(({ id, title, icon = 'list' }) => ({
    ...{ key: id, label: text(title), icon },
    act: () => choose([...ids, id], 'Added to Summary', text(title)),
  }))
  return (
    <Menu
      className="ib"
      label={text('Add a report')}
      tip={text('Add a report')}
      align="end"
      button={<Icon name="plus" size={14} />}
      entries={entries}
    />
  )
}

interface TileParts {
  readonly report: Answer['reports'][number]
  readonly context: Context
  readonly text: Text
  readonly choose: Choose
  readonly ids: readonly string[]
}
function toTile({ report, context, text, choose, ids }: TileParts): TileItem {
  const title = text(report.title)
  const others = ids.filter((id) => id !== report.id)
  const remove = { key: 'remove', label: text('Remove from Summary'), icon: 'x', act: () => choose(others, 'Removed from Summary', title) }
  const entries = context.isReadOnly ? [] : [remove]
  return {
    ...{ id: report.id, title, width: 6, height: 2, entries },
    content: <ReportTile {...{ context, text, title, entries }} tile={report} />,
  }
}
const toIds = (tiles: readonly { readonly id: string }[]): readonly string[] => tiles.map(({ id }) => id)

registerElement('tenure-dashboards-summary', Reports)
