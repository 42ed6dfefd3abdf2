import { Failed, Icon, LoadingLines, Menu, TabSheet, useLive } from '@tenure/web/parts'
import { type ReactNode, useMemo } from 'react'
import type { libraryReportContract, placeReportContract } from '../desk/board-contract.js'
import { useActing } from './acting.js'
import type { ViewProps } from './dashboard-view.js'
import { ReportTile } from './report-tile.js'

/** One report of the library, and the way to put it on a dashboard. */
export function LibraryView({ context, list, text, groups, go, id }: ViewProps & { readonly id: string }): ReactNode {
  const act = useActing(context)
  const frame = useLive(useMemo(() => context.watch<typeof libraryReportContract>('tenure.dashboards/library-report', { id }), [id]))
  const report = frame?.value
  const title = text(report?.title ?? list.library.find((each) => each.id === id)?.title ?? 'Report')
  const boards = list.rows.filter(({ own, audience }) => (audience === 'private' ? own : list.manages))
  const put = async (dashboard: string, about: string) => {
    const done = await act<typeof placeReportContract>({
      id: 'tenure.dashboards/place-report',
      input: { dashboard, library: id },
      said: 'Added to the dashboard',
      about,
    })
    if (done !== undefined) go({ at: 'dashboard', id: dashboard })
  }
  return (
    <TabSheet
      label={text('Dashboards')}
      groups={groups}
      note={text('Reports show what you may see.')}
      title={title}
      actions={
        boards.length === 0 ? null : (
          <Menu
            className="btn"
            align="end"
            label={text('Add to a dashboard')}
            button={
              <>
                <Icon name="plus" size={14} />
                {text('Add to a dashboard')}
              </>
            }
            entries={boards.map((board) => ({
              key: board.id,
              label: board.name,
              icon: 'dashboard',
              act: () => void put(board.id, board.name),
            }))}
          />
        )
      }
    >
      {report === undefined ? (
        frame !== undefined && 'problem' in frame && frame.problem !== undefined ? (
          <Failed what={title} problem={frame.problem} />
        ) : (
          <LoadingLines />
        )
      ) : (
        <>
          <p className="t2 library-lead">{text(report.description)}</p>
          <ReportTile {...{ context, text, title }} tile={report} entries={[]} />
        </>
      )}
    </TabSheet>
  )
}
