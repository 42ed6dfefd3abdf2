import { Button, Choose, ChooseSeveral, Field, TextInput, useText } from '@tenure/web/parts'
import { type ReactNode, useState } from 'react'
import { type DraftStage, fromPercent, type Offered, toPercent } from './draft.js'

interface StageProps {
  readonly stage: DraftStage
  readonly offered: Offered
  readonly change: (next: DraftStage) => void
  readonly up: (() => void) | undefined
  readonly remove: (() => void) | undefined
}

/** One stage: its name, what it means, what it asks for and who may move records into it. */
export function StageFields({ stage, offered, change, up, remove }: StageProps): ReactNode {
  const text = useText()
  const outcomes = [
    { value: 'open', label: text('Open') },
    { value: 'won', label: text('Won') },
    { value: 'lost', label: text('Lost') },
  ]
  const name = text(stage.label) || text('New stage')
  const setOutcome = (outcome: string | null) => {
    const { probability: _before, ...rest } = stage
    change({ ...rest, outcome: (outcome ?? 'open') as DraftStage['outcome'] })
  }
  return (
    <li className="stage-fields">
      <div className="stage-line">
        <TextInput label={text('Name of the stage')} value={stage.label} onChange={(label) => change({ ...stage, label })} />
        <Choose label={text('What the stage means')} options={outcomes} value={stage.outcome} onChange={setOutcome} />
        {stage.outcome === 'open' ? <Percent stage={stage} change={change} /> : <span />}
        {up === undefined ? (
          <span />
        ) : (
          <Button look="bare" label={text('Move {name} up', { name })} onPress={up}>
            ↑
          </Button>
        )}
        {remove === undefined ? null : (
          <Button look="bare" label={text('Take out {name}', { name })} onPress={remove}>
            ×
          </Button>
        )}
      </div>
      <details>
        <summary className="small">{summaryOf(stage, text)}</summary>
        <Rules stage={stage} offered={offered} change={change} />
      </details>
    </li>
  )
}

function summaryOf({ requires, asks, only }: DraftStage, text: ReturnType<typeof useText>): string {
  const facts = [
    ...(requires.length > 0 ? [text('Requires: {count}', { count: requires.length })] : []),
    ...(asks.length > 0 ? [text('Asks for: {count}', { count: asks.length })] : []),
    ...(only === undefined ? [] : [text('Only some people')]),
  ]
  return facts.length === 0 ? text('Rules of this stage') : facts.join(' · ')
}

function Rules({ stage, offered, change }: Pick<StageProps, 'stage' | 'offered' | 'change'>): ReactNode {
  const text = useText()
  const { requires, asks, only } = stage
  const setOnly = (users: readonly string[], teams: readonly string[]) => {
    const { only: _before, ...rest } = stage
    change(users.length + teams.length === 0 ? rest : { ...rest, only: { users: [...users], teams: [...teams] } })
  }
  return (
    <div className="stage-rules">
      <Field label={text('Properties that are needed')} hint={text('A person fills them in before a record moves here.')}>
        <ChooseSeveral
          label={text('Properties that are needed')}
          options={offered.properties}
          value={requires}
          onChange={(next) => change({ ...stage, requires: [...next], asks: asks.filter((one) => !next.includes(one)) })}
          placeholder={text('None')}
        />
      </Field>
      <Field label={text('Properties that are asked for as well')}>
        <ChooseSeveral
          label={text('Properties that are asked for as well')}
          options={offered.properties.filter(({ value }) => !requires.includes(value))}
          value={asks}
          onChange={(next) => change({ ...stage, asks: [...next] })}
          placeholder={text('None')}
        />
      </Field>
      <Field label={text('Only these users move records here')}>
        <ChooseSeveral
          label={text('Only these users move records here')}
          options={offered.users}
          value={only?.users ?? []}
          onChange={(users) => setOnly(users, only?.teams ?? [])}
          placeholder={text('Everybody who may edit them')}
        />
      </Field>
      <Field label={text('Only these teams move records here')}>
        <ChooseSeveral
          label={text('Only these teams move records here')}
          options={offered.teams}
          value={only?.teams ?? []}
          onChange={(teams) => setOnly(only?.users ?? [], teams)}
          placeholder={text('Everybody who may edit them')}
        />
      </Field>
    </div>
  )
}

// What is typed stays as it is typed.
function Percent({ stage, change }: Pick<StageProps, 'stage' | 'change'>): ReactNode {
  const text = useText()
  const [typed, setTyped] = useState<string>()
  const saved = toPercent(stage.probability)
  const shown = typed !== undefined && fromPercent(typed) === stage.probability ? typed : saved
  const set = (next: string) => {
    setTyped(next)
    const { probability: _before, ...rest } = stage
    const probability = fromPercent(next)
    change(probability === undefined ? rest : { ...rest, probability })
  }
  return <TextInput kind="decimal" label={text('Probability in per cent')} placeholder="%" value={shown} onChange={set} />
}
