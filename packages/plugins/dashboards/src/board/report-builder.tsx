import type { Frame } from '@tenure/core/contract'
import type { ReportQuery } from '@tenure/core/report'
import { Button, type ElementContext, Failed, LoadingLines, Message, type SideGroup, TabSheet, type Text, useLive } from '@tenure/web/parts'
import { type ReactNode, useMemo, useRef, useState } from 'react'
import type { z } from 'zod'
import type { dashboardContract, savedReportContract, saveReportContract } from '../desk/board-contract.js'
import type { drawnContract, subjectsContract } from '../report/report-contract.js'
import { useActing } from './acting.js'
import { isName, NameField } from './name-dialog.js'
import { QueryForm } from './query-form.js'
import { type Drawn, freshQuery } from './report-draft.js'

interface BuilderProps {
  readonly context: ElementContext
  readonly text: Text
  readonly groups: readonly SideGroup[]
  readonly dashboard: Pick<z.output<typeof dashboardContract.output>, 'id' | 'name'>
  /** The report that is edited; a new one where it is left out. */
  readonly report: string | undefined
  readonly leave: () => void
}
interface Draft {
  readonly name: string
  readonly query: ReportQuery
  readonly version?: string
}

/** Builds a report beside its picture, which follows each change. */
export function ReportBuilder(props: BuilderProps): ReactNode {
  const { context, text, groups, report, leave } = props
  const subjects = useLive(useMemo(() => context.watch<typeof subjectsContract>('tenure.dashboards/subjects'), []))?.value
  const frame = useSaved(context, report)
  const problem = frame !== undefined && 'problem' in frame ? frame.problem : undefined
  const first = subjects?.find(({ type }) => type === 'company') ?? subjects?.[0]
  const start = report === undefined ? first && { name: '', query: freshQuery(first.type) } : frame?.value
  if (subjects !== undefined && start !== undefined) return <Building {...props} subjects={subjects} start={start} />
  return (
    <TabSheet label={text('Dashboards')} groups={groups} title={text('Report')} actions={<Button onPress={leave}>{text('Back')}</Button>}>
      {problem === undefined ? <LoadingLines /> : <Failed what={text('Report')} problem={problem} />}
    </TabSheet>
  )
}
function useSaved(context: ElementContext, report: string | undefined) {
  const live = useMemo(() => {
    const nothing = { now: () => undefined, subscribe: () => () => {} }
    return report === undefined ? nothing : context.watch<typeof savedReportContract>('tenure.dashboards/saved-report', { id: report })
  }, [report])
  return useLive<z.output<typeof savedReportContract.output>>(live)
}

type BuildingProps = BuilderProps & { readonly subjects: z.output<typeof subjectsContract.output>; readonly start: Draft }
function Building({ context, text, groups, dashboard, report, leave, subjects, start }: BuildingProps): ReactNode {
  const act = useActing(context)
  const [name, setName] = useState(start.name)
  const [query, setQuery] = useState(start.query)
  const isChanged = name !== start.name || JSON.stringify(query) !== JSON.stringify(start.query)
  const isNamed = isName(name)
  const title = name.trim() === '' ? text('New report') : name
  const frame = useDrawn(context, title, query)
  const drawn = frame?.value
  const save = async (isCopy: boolean) => {
    const done = await act<typeof saveReportContract>({
      id: 'tenure.dashboards/save-report',
      input: {
        ...{ dashboard: dashboard.id, name, query: { ...query, picture: drawn?.picture ?? query.picture } },
        ...(report !== undefined && !isCopy && { id: report, ...(start.version !== undefined && { version: start.version }) }),
      },
      said: report === undefined || isCopy ? 'Report added' : 'Report saved',
      about: name.trim(),
    })
    if (done !== undefined) leave()
  }
  return (
    <TabSheet
      label={text('Dashboards')}
      groups={groups}
      title={title}
      beside={<span className="small t3 cut">{text('on {name}', { name: dashboard.name })}</span>}
      actions={
        <>
          <Button look="bare" onPress={leave}>
            {text(isChanged ? 'Discard' : 'Back')}
          </Button>
          {report === undefined ? null : (
            <Button isDisabled={!isNamed} onPress={() => void save(true)}>
              {text('Save as copy')}
            </Button>
          )}
          <Button look="primary" isDisabled={!isNamed || !isChanged} onPress={() => void save(false)}>
            {text('Save report')}
          </Button>
        </>
      }
    >
      <div className="report-build">
        <div>
          <div className="report-query">
            <NameField {...{ text, name, setName }} autoFocus={report === undefined} />
          </div>
          <QueryForm {...{ text, subjects, query, drawn }} onChange={setQuery} />
        </div>
        <Preview {...{ context, text, frame, title }} />
      </div>
    </TabSheet>
  )
}

interface PreviewProps {
  readonly context: ElementContext
  readonly text: Text
  readonly frame: Frame<Drawn> | undefined
  readonly title: string
}
/** The picture of what is built, with its values and the records behind each. The last one stays until the next is there. */
function Preview({ context, text, frame, title }: PreviewProps): ReactNode {
  if (frame?.value?.block !== undefined) return context.draw(frame.value.block, title)
  if (frame?.value !== undefined)
    return (
      <Message icon="lock" title={text('You cannot see this report')} role="status">
        {text('It uses something that you may not see, or that is gone. An administrator can say more.')}
      </Message>
    )
  const problem = frame !== undefined && 'problem' in frame ? frame.problem : undefined
  return problem === undefined ? <LoadingLines /> : <Failed what={title} problem={problem} />
}
/** How a report that is built is drawn now; what was drawn stays until the next is there. */
function useDrawn(context: ElementContext, title: string, query: ReportQuery): Frame<Drawn> | undefined {
  const asked = JSON.stringify(query)
  const live = useMemo(() => context.watch<typeof drawnContract>('tenure.dashboards/drawn', { title, query }), [asked, title])
  const frame = useLive(live)
  const last = useRef<Frame<Drawn>>(undefined)
  if (frame !== undefined) last.current = frame
  return last.current
}
