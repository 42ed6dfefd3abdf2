import { Button, Card, ChooseSeveral, Field, Switch, TextInput, useText } from '@tenure/web/parts'
import type { ReactNode } from 'react'
import { type DraftPipeline, type DraftStage, keyOf, newStage, type Offered, withStages } from './draft.js'
import { StageFields } from './stage-fields.js'

interface CardProps {
  readonly pipeline: DraftPipeline
  readonly offered: Offered
  readonly change: (next: DraftPipeline) => void
  /** Absent of the only one: a type with pipelines keeps one. */
  readonly remove: (() => void) | undefined
}

/** One pipeline: its rules, and its stages in order. */
export function PipelineCard({ pipeline, offered, change, remove }: CardProps): ReactNode {
  const text = useText()
  const { label, stages } = pipeline
  const put = (at: number, next: DraftStage | undefined) =>
    change(
      withStages(
        pipeline,
        stages.flatMap((one, index) => (index === at ? (next === undefined ? [] : [next]) : [one])),
      ),
    )
  const up = (at: number) => {
    const next = [...stages]
    const [moved] = next.splice(at, 1)
    if (moved !== undefined) next.splice(at - 1, 0, moved)
    change({ ...pipeline, stages: next })
  }
  return (
    <Card
      title={text(label)}
      end={
        remove === undefined ? null : (
          <Button look="bare" onPress={remove}>
            {text('Take out')}
          </Button>
        )
      }
    >
      <div className="rule-fields">
        <Field label={text('Name of the pipeline')}>
          <TextInput value={label} onChange={(next) => change({ ...pipeline, label: next })} />
        </Field>
        <RulesPart pipeline={pipeline} change={change} />
        <ol className="stage-list" aria-label={text('Stages')}>
          {stages.map((stage, at) => (
            <StageFields
              key={at}
              stage={stage}
              offered={offered}
              change={(next) => put(at, next)}
              up={at > 0 ? () => up(at) : undefined}
              remove={stages.length > 1 ? () => put(at, undefined) : undefined}
            />
          ))}
        </ol>
        <Button look="bare" onPress={() => change(withStages(pipeline, [...stages, newStage()]))}>
          {text('Add stage')}
        </Button>
      </div>
    </Card>
  )
}

/** Which ways records take through the pipeline. */
function RulesPart({ pipeline, change }: Pick<CardProps, 'pipeline' | 'change'>): ReactNode {
  const text = useText()
  const { stages, rules } = pipeline
  const named = stages.filter((stage) => stage.label.trim() !== '').map((stage) => ({ value: keyOf(stage), label: text(stage.label) }))
  const setStart = (startsIn: readonly string[]) => {
    const { startsIn: _before, ...rest } = rules
    change({ ...pipeline, rules: { ...rest, ...(startsIn.length > 0 && { startsIn: [...startsIn] }) } })
  }
  return (
    <>
      <Field label={text('Records start in')} hint={text('Without a choice they start in any stage.')}>
        <ChooseSeveral
          label={text('Records start in')}
          options={named}
          value={rules.startsIn ?? []}
          onChange={setStart}
          placeholder={text('Any stage')}
        />
      </Field>
      <div className="rule-line">
        <Switch
          label={text('No stage is skipped')}
          isNamed
          isOn={rules.noSkipping}
          onChange={(noSkipping) => change({ ...pipeline, rules: { ...rules, noSkipping } })}
        />
        <span className="small t3">{text('A record can be lost from every stage.')}</span>
      </div>
      <div className="rule-line">
        <Switch
          label={text('No record goes back')}
          isNamed
          isOn={rules.noGoingBack}
          onChange={(noGoingBack) => change({ ...pipeline, rules: { ...rules, noGoingBack } })}
        />
      </div>
    </>
  )
}
