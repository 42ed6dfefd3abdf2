import type { settingsContract, settingsSectionsContract } from '@tenure/core/page'
import { type ElementContext, Failed, LoadingLines, SidePanel, type Text, useLive } from '@tenure/web/parts'
import { type ReactNode, useMemo } from 'react'
import { type FormParts, SectionForm } from '../settings/section-form.js'
import { DeleteWorkspace } from './delete-workspace.js'
import { GeneralForm } from './general-form.js'
import { people, type ShownWorkspace, teams, type WorkspaceList } from './list.js'

interface PanelProps {
  readonly context: ElementContext
  readonly list: WorkspaceList
  readonly workspace: ShownWorkspace
  /** The section that is open; without one General. */
  readonly section: string | undefined
  readonly show: (section: string | undefined) => void
  readonly close: () => void
  readonly text: Text
}

/** The settings of one workspace, beside the list: General, then a tab for each section. */
export function WorkspacePanel(props: PanelProps): ReactNode {
  const { context, list, workspace, section, close, text } = props
  const shared = text('Settings shared by {teams}, {people}', {
    teams: teams(workspace.teams.length, text),
    people: people(workspace.people, text),
  })
  const layout = ({ fields, bar }: FormParts, more?: ReactNode) => (
    <SidePanel
      label={text('Workspace: {name}', { name: workspace.name })}
      lead={<span className="small t3 cut">{shared}</span>}
      close={close}
      bar={bar}
    >
      <h2 className="cut panel-title" dir="auto">
        {workspace.name}
      </h2>
      <Sections {...props} />
      <div className="form-fields">
        {fields}
        {more}
      </div>
    </SidePanel>
  )
  if (section !== undefined)
    return <SectionTab key={section} context={context} workspace={workspace.id} section={section} layout={layout} />
  const gone = workspace.main ? null : <DeleteWorkspace {...{ context, list, workspace, text }} gone={close} />
  return <GeneralForm context={context} list={list} workspace={workspace} layout={(parts) => layout(parts, gone)} />
}

function Sections({ context, workspace, section, show, text }: PanelProps): ReactNode {
  const live = useMemo(() => context.watch<typeof settingsSectionsContract>('tenure.core/settings-sections'), [context.watch])
  const sections = (useLive(live)?.value ?? []).filter(({ scope }) => scope === 'workspace')
  const faultsIn = (id: string) => workspace.faults.find((one) => one.section === id)?.count
  return (
    <nav className="subnav" aria-label={text('Sections')}>
      {[{ id: undefined, title: text('General') }, ...sections].map(({ id, title }) => (
        <button key={id ?? 'general'} type="button" aria-current={id === section ? 'true' : undefined} onClick={() => show(id)}>
          {title}
          {id === undefined || faultsIn(id) === undefined ? null : <span className="late num"> {faultsIn(id)}</span>}
        </button>
      ))}
    </nav>
  )
}

interface SectionTabProps {
  readonly context: ElementContext
  readonly workspace: string
  readonly section: string
  readonly layout: (parts: FormParts) => ReactNode
}

function SectionTab({ context, workspace, section, layout }: SectionTabProps): ReactNode {
  const live = useMemo(
    () => context.watch<typeof settingsContract>('tenure.core/settings', { section, workspace }),
    [context.watch, section, workspace],
  )
  const frame = useLive(live)
  if (frame?.value !== undefined) return <SectionForm context={context} section={frame.value} layout={layout} />
  const fields = frame?.state === 'stale' ? <Failed what={section} problem={frame.problem} /> : <LoadingLines />
  return layout({ fields, aside: null, bar: null })
}
