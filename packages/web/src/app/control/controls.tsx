import { type ReactNode, useId, useMemo, useState } from 'react'
import { useWords } from '../../words/use-words.js'
import { useAddress } from '../address/use-address.js'
import { Choose } from '../form/choose.js'
import { LabelledBy } from '../form/field.js'
import { useAfterPress } from '../form/use-after-press.js'
import { humanise } from '../format/names.js'
import { useTranslate } from '../language/texts-provider.js'
import { type Control, valueOfControl, withInput } from './input-controls.js'

interface ControlsProps {
  readonly provider: string
  readonly controls: readonly Control[]
}

/** What a person may change of the input of a block's source, above the block. The address keeps it. */
export function Controls({ provider, controls }: ControlsProps): ReactNode {
  const { address, go } = useAddress()
  const words = useWords().block
  const { inputs = [] } = address
  if (controls.length === 0) return null
  return (
    <fieldset className="controls" aria-label={words.controls}>
      {controls.map((control) => (
        <ControlField
          key={control.field}
          control={control}
          value={valueOfControl(provider, control, inputs) ?? control.initial}
          change={(text) => {
            const next = withInput(provider, control, text, inputs)
            go({ inputs: next.length === 0 ? undefined : next }, 'replace')
          }}
        />
      ))}
    </fieldset>
  )
}

interface FieldProps {
  readonly control: Control
  readonly value: unknown
  readonly change: (text: string) => void
}

function ControlField({ control, value, change }: FieldProps): ReactNode {
  const id = useId()
  const translate = useTranslate()
  const label = control.label ?? translate(humanise(control.field))
  if (control.kind === 'boolean')
    return (
      <label className="check">
        <input
          type="checkbox"
          role="switch"
          aria-checked={value === true}
          checked={value === true}
          onChange={(event) => change(String(event.target.checked))}
        />
        {label}
      </label>
    )
  return (
    <span className="control">
      <label htmlFor={id}>{label}</label>
      {control.kind === 'choice' ? (
        <Choice id={id} control={control} value={value} change={change} />
      ) : (
        <Typed id={id} key={String(value ?? '')} control={control} value={value} change={change} />
      )}
    </span>
  )
}

function Choice({ id, control, value, change }: FieldProps & { readonly id: string }): ReactNode {
  const words = useWords().block
  const translate = useTranslate()
  const { choices = [], initial } = control
  const labelled = useMemo(() => ({ id }), [id])
  return (
    <LabelledBy value={labelled}>
      <Choose
        label={control.label ?? translate(humanise(control.field))}
        options={choices.map((choice) => ({ value: choice, label: translate(humanise(choice)) }))}
        value={typeof value === 'string' && value !== '' ? value : null}
        onChange={(next) => change(next ?? '')}
        placeholder={words.anyChoice}
        mayBeEmpty={initial === undefined}
      />
    </LabelledBy>
  )
}

const types = { day: 'date', number: 'number', integer: 'number' } as const

/** What is typed counts on Enter and when the field is left; a day at once. */
function Typed({ id, control, value, change }: FieldProps & { readonly id: string }): ReactNode {
  const [text, setText] = useState(String(value ?? ''))
  const afterPress = useAfterPress()
  const { kind } = control
  const type = kind in types ? types[kind as keyof typeof types] : 'text'
  const take = (next: string) => {
    setText(next)
    if (type === 'date') change(next)
  }
  return (
    <input
      id={id}
      type={type}
      step={kind === 'number' ? 'any' : undefined}
      autoComplete="off"
      value={text}
      onChange={(event) => take(event.target.value)}
      onBlur={() => afterPress(() => change(text))}
      onKeyDown={(event) => event.key === 'Enter' && change(text)}
    />
  )
}
