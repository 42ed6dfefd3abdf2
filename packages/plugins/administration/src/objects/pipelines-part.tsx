import { Button, Card, Choose, useText } from '@tenure/web/parts'
import type { ReactNode } from 'react'
import { type DraftPipeline, movedUp, type PartProps, withItem } from './type-draft.js'

type Stage = DraftPipeline['stages'][number]

/** The pipelines of a type with their stages in order. */
export function PipelinesPart({ draft, edits, change }: PartProps): ReactNode {
  const text = useText()
  const first: Stage = { label: text('Open'), outcome: 'open' }
  const add = () => change({ pipelines: [...draft.pipelines, { label: text('Pipeline'), stages: [first] }] })
  const put = (at: number, next: DraftPipeline | undefined) => change({ pipelines: withItem(draft.pipelines, at, next) })
  return (
    <Card title={text('Pipelines')} end={edits ? <Button onPress={add}>{text('Add pipeline')}</Button> : null}>
      {draft.pipelines.map((pipeline, at) => (
        <div key={at} className="type-pipeline">
          <div className="type-line">
            <input
              className="form-input grow"
              value={pipeline.label}
              disabled={!edits}
              aria-label={text('Name of the pipeline')}
              onChange={(event) => put(at, { ...pipeline, label: event.target.value })}
            />
            {edits ? (
              <Button look="bare" onPress={() => put(at, undefined)}>
                {text('Take out')}
              </Button>
            ) : null}
          </div>
          <Stages pipeline={pipeline} edits={edits} change={(stages) => put(at, { ...pipeline, stages })} />
        </div>
      ))}
    </Card>
  )
}

interface StagesProps {
  readonly pipeline: DraftPipeline
  readonly edits: boolean
  readonly change: (stages: Stage[]) => void
}
function Stages({ pipeline: { stages }, edits, change }: StagesProps): ReactNode {
  const text = useText()
  const outcomes: Readonly<Record<Stage['outcome'], string>> = { open: text('Open'), won: text('Won'), lost: text('Lost') }
  return (
    <ol className="type-options" aria-label={text('Stages')}>
      {stages.map((stage, at) => (
        <li key={at}>
          <input
            className="form-input grow"
            value={stage.label}
            disabled={!edits}
            aria-label={text('Name of the stage')}
            onChange={(event) => change(withItem(stages, at, { ...stage, label: event.target.value }))}
          />
          <Choose
            label={text('What the stage means')}
            options={Object.entries(outcomes).map(([value, label]) => ({ value, label }))}
            value={stage.outcome}
            isDisabled={!edits}
            onChange={(next) => next !== null && change(withItem(stages, at, { ...stage, outcome: next as Stage['outcome'] }))}
          />
          {edits && at > 0 ? (
            <Button look="bare" label={text('Move {name} up', { name: stage.label })} onPress={() => change(movedUp(stages, at))}>
              ↑
            </Button>
          ) : null}
          {edits && stages.length > 1 ? (
            <Button look="bare" onPress={() => change(withItem(stages, at, undefined))}>
              {text('Take out')}
            </Button>
          ) : null}
        </li>
      ))}
      {edits ? (
        <li>
          <Button look="bare" onPress={() => change([...stages, { label: '', outcome: 'open' }])}>
            {text('Add stage')}
          </Button>
        </li>
      ) : null}
    </ol>
  )
}
