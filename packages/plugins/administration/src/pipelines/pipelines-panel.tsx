import type { savePipelinesContract, workspacesContract } from '@tenure/core/administration'
import type { usersContract } from '@tenure/core/page'
import { Button, type ElementContext, SaveBar, SidePanel, useLive, useText } from '@tenure/web/parts'
import { type ReactNode, useMemo, useState } from 'react'
import { type DraftPipeline, faultsOf, newPipeline, type Offered, type ShownPipelines } from './draft.js'
import { PipelineCard } from './pipeline-card.js'

interface PanelProps {
  readonly shown: ShownPipelines
  readonly context: Pick<ElementContext, 'act' | 'goTo' | 'watch'>
}

/** The pipelines of one object type: saved as a whole, against the version that was seen. */
export function PipelinesPanel({ shown, context }: PanelProps): ReactNode {
  const text = useText()
  const { pipelines, problem, isChanged, isSaving, change, put, save, discard } = useEditor(shown, context)
  const offered = useOffered(shown, context)
  const title = text(shown.plural)
  return (
    <SidePanel
      label={title}
      lead={<h2>{title}</h2>}
      close={() => context.goTo(undefined)}
      bar={
        <SaveBar
          what={text('Pipelines')}
          changes={isChanged ? 1 : 0}
          faults={faultsOf(pipelines)}
          isSaving={isSaving}
          save={() => void save()}
          discard={discard}
        />
      }
    >
      <div className="type-form">
        {problem === undefined ? null : (
          <p className="type-problem" role="alert">
            {problem}
          </p>
        )}
        <p className="small t2">{text('Super admins may pass these rules; the audit keeps that they did.')}</p>
        {pipelines.map((pipeline, at) => (
          <PipelineCard
            key={at}
            pipeline={pipeline}
            offered={offered}
            change={(next) => put(at, next)}
            remove={pipelines.length > 1 ? () => put(at, undefined) : undefined}
          />
        ))}
        <Button onPress={() => change([...pipelines, newPipeline(text('New pipeline'), text('Open'))])}>{text('Add pipeline')}</Button>
      </div>
    </SidePanel>
  )
}

/** The draft of a type's pipelines, against the version that was seen when it began. */
function useEditor(shown: ShownPipelines, context: Pick<ElementContext, 'act'>) {
  const text = useText()
  const [draft, setDraft] = useState<{ readonly pipelines: readonly DraftPipeline[]; readonly version: string }>()
  const [problem, setProblem] = useState<string>()
  const [isSaving, setSaving] = useState(false)
  const pipelines = draft?.pipelines ?? shown.pipelines
  const isChanged = draft !== undefined && JSON.stringify(draft.pipelines) !== JSON.stringify(shown.pipelines)
  const change = (next: readonly DraftPipeline[]) => {
    setProblem(undefined)
    setDraft({ pipelines: next, version: draft?.version ?? shown.version })
  }
  const put = (at: number, next: DraftPipeline | undefined) =>
    change(pipelines.flatMap((one, index) => (index === at ? (next === undefined ? [] : [next]) : [one])))
  const discard = () => {
    setProblem(undefined)
    setDraft(undefined)
  }
  const save = async () => {
    setSaving(true)
    const outcome = await context.act<typeof savePipelinesContract>('tenure.core/save-pipelines', {
      type: shown.type,
      version: draft?.version ?? shown.version,
      pipelines: pipelines.map((one) => ({ ...one, stages: [...one.stages] })),
    })
    setSaving(false)
    if (outcome.ok) discard()
    else
      setProblem(
        outcome.problem.code === 'record.conflict'
          ? text('Someone else changed these pipelines. Discard your changes to see theirs.')
          : outcome.problem.message,
      )
  }
  return { pipelines, problem, isChanged, isSaving, change, put, save, discard }
}

function useOffered({ properties }: ShownPipelines, context: Pick<ElementContext, 'watch'>): Offered {
  const text = useText()
  const users = useLive(useMemo(() => context.watch<typeof usersContract>('tenure.core/users'), []))?.value ?? []
  const teams = useLive(useMemo(() => context.watch<typeof workspacesContract>('tenure.core/workspaces'), []))?.value?.teams ?? []
  return {
    properties: properties.map(({ name, label }) => ({ value: name, label: text(label) })),
    users: users.filter(({ active }) => active).map(({ id, name }) => ({ value: id, label: name })),
    teams: teams.map(({ id, name }) => ({ value: id, label: name })),
  }
}
