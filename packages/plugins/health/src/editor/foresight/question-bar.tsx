import { Button, Choose, ChooseSeveral, Field, Icon, Popover, Segmented, type Text, useText } from '@tenure/web/parts'
import type { ReactNode } from 'react'
import { activitiesOf } from '../criterion/new-criterion.js'
import { type Fields, fieldAt, type Field as KnownField, linkAt } from '../known-fields.js'
import { formWords } from './backtest-words.js'
import { type ChosenQuestion, datesIn, lackOf, outcomesIn, valuesOf, withActivity, withProperty } from './chosen-question.js'

interface BarProps {
  readonly chosen: ChosenQuestion
  readonly fields: Fields
  readonly choose: (chosen: ChosenQuestion) => void
  readonly isRunning: boolean
  readonly run: () => void
}
const horizons = [30, 60, 90, 180, 270]

/** What a backtest asks: which outcome, when scores are compared with it, and how long before. */
export function QuestionBar(props: BarProps): ReactNode {
  const { chosen, choose, isRunning, run } = props
  const text = useText()
  const lack = lackOf(chosen)
  return (
    <>
      <OutcomePill {...props} />
      <WhenPill {...props} />
      {chosen.form === 'now' ? null : (
        <>
          <span className="small t3 bt-beside">{text('Score as it was')}</span>
          <Segmented
            label={text('Days before the outcome')}
            value={String(chosen.horizonDays)}
            onChange={(days) => choose({ ...chosen, horizonDays: Number(days) })}
            options={horizons.map((days) => ({ value: String(days), label: String(days) }))}
          />
          <span className="small t3 bt-beside">{text('days before')}</span>
        </>
      )}
      <span className="grow" />
      <span className="bt-run">
        <Button look="primary" icon="history" isDisabled={lack !== undefined || isRunning} onPress={run}>
          {text('Run backtest')}
        </Button>
      </span>
    </>
  )
}

function Pill({ label, value, isOn, children }: PillProps): ReactNode {
  return (
    <Popover
      className={isOn ? 'pill on' : 'pill'}
      label={`${label} ${value}`}
      button={
        <>
          <b>{label}</b> {value} <Icon name="chevron-down" size={12} />
        </>
      }
    >
      {() => <div className="bt-form form-fields">{children}</div>}
    </Popover>
  )
}
interface PillProps {
  readonly label: string
  readonly value: string
  readonly isOn: boolean
  readonly children: ReactNode
}

function OutcomePill({ chosen, fields, choose }: BarProps): ReactNode {
  const text = useText()
  const field = chosen.property === undefined ? undefined : fieldAt(fields, chosen.property)
  const nameOf = valueNames(field, text)
  const activity = chosen.activity === undefined ? undefined : linkAt(fields, chosen.activity)
  const found = activity === undefined ? text('choose a property') : [activity.label, text(leftWords[chosen.left])].join(', ')
  const said = field === undefined ? found : [field.label, ...chosen.churned.map(nameOf)].join(', ')
  const options = field === undefined ? [] : valuesOf(field).map((value) => ({ value, label: nameOf(value) }))
  return (
    <Pill label={text('Outcome')} value={said} isOn={(field ?? activity) !== undefined}>
      <Field label={text('Property or activity that says what became of a customer')}>
        <Choose
          label={text('Property or activity that says what became of a customer')}
          value={chosen.property ?? chosen.activity ?? null}
          options={[...outcomesIn(fields), ...activitiesOf(fields)].map(({ path, label }) => ({ value: path, label }))}
          onChange={(path) => {
            const next = path === null ? undefined : fieldAt(fields, path)
            if (next !== undefined) choose(withProperty(chosen, next, fields))
            else if (path !== null) choose(withActivity(chosen, path))
          }}
        />
      </Field>
      {activity === undefined ? null : (
        <Field label={text('It left, if in the days after there are')}>
          <Segmented
            label={text('It left, if in the days after there are')}
            value={chosen.left}
            onChange={(left) => choose({ ...chosen, left: left as ChosenQuestion['left'] })}
            options={(['none', 'some'] as const).map((value) => ({ value, label: text(leftWords[value]) }))}
          />
        </Field>
      )}
      {field === undefined ? null : (
        <>
          <Values
            label={text('It left, if it is')}
            {...{ options }}
            value={chosen.churned}
            set={(churned) => choose({ ...chosen, churned })}
          />
          <Values
            label={text('It stayed, if it is')}
            {...{ options }}
            value={chosen.renewed}
            set={(renewed) => choose({ ...chosen, renewed })}
          />
          <Field label={text('Date of the outcome')} hint={text('Without one, the value counts from when it was recorded.')}>
            <Choose
              label={text('Date of the outcome')}
              mayBeEmpty
              value={chosen.date ?? null}
              options={datesIn(fields).map(({ path, label }) => ({ value: path, label }))}
              onChange={(path) => choose({ ...chosen, date: path ?? undefined })}
            />
          </Field>
        </>
      )}
    </Pill>
  )
}
const leftWords = { none: 'none', some: 'some' } as const
interface ValuesProps {
  readonly label: string
  readonly value: readonly string[]
  readonly options: readonly { readonly value: string; readonly label: string }[]
  readonly set: (values: readonly string[]) => void
}
function Values({ label, value, options, set }: ValuesProps): ReactNode {
  return (
    <Field label={label}>
      <ChooseSeveral label={label} value={value} options={options} onChange={(next) => set([...next])} />
    </Field>
  )
}
/** Names the values of an outcome as people read them. */
function valueNames(field: KnownField | undefined, text: Text): (value: string) => string {
  return (value) => {
    if (field?.kind === 'boolean') return value === 'true' ? text('Yes') : text('No')
    return field?.options?.find((option) => option.value === value)?.label ?? value
  }
}

const formLabels = { decisions: 'Before each decision', landmarks: 'On fixed days', now: 'Now' } as const
function WhenPill({ chosen, choose }: BarProps): ReactNode {
  const text = useText()
  const { form, every } = chosen
  const ofDays = every === 'month' ? text('first of each month') : text('first of each quarter')
  const said = form === 'decisions' ? text('before each decision') : form === 'now' ? text('now') : ofDays
  return (
    <Pill label={text('Compared')} value={said} isOn>
      <Segmented
        label={text('When scores are compared')}
        value={form}
        onChange={(next) => choose({ ...chosen, form: next as ChosenQuestion['form'] })}
        // Activities have no decisions, and no value of now.
        options={(['decisions', 'landmarks', 'now'] as const)
          .filter((one) => chosen.activity === undefined || one === 'landmarks')
          .map((value) => ({ value, label: text(formLabels[value]) }))}
      />
      <p className="small t2">{text(formWords[form])}</p>
      {form === 'landmarks' ? (
        <Segmented
          label={text('Fixed days')}
          value={every}
          onChange={(next) => choose({ ...chosen, every: next === 'month' ? 'month' : 'quarter' })}
          options={[
            { value: 'month', label: text('12 months') },
            { value: 'quarter', label: text('12 quarters') },
          ]}
        />
      ) : null}
    </Pill>
  )
}
