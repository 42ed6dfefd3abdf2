import { Choose, Field, Switch, TextInput, useText } from '@tenure/web/parts'
import type { ReactNode } from 'react'
import { NumberInput } from '../number-input.js'
import type { Profiles } from '../shown-profile.js'
import type { PropsOf } from './criterion-props.js'

/** A kind of criterion that a plugin adds. */
export type AddedKind = Profiles['kinds'][number]
type AskedField = NonNullable<AddedKind['fields']>[number]
type Config = Readonly<Record<string, unknown>>

/** The configuration of a criterion of a kind that a plugin adds, by the schema of its kind. */
export function ConfigFields({ criterion, kinds, change }: PropsOf<'custom'>): ReactNode {
  const text = useText()
  const { of, config } = criterion
  const kind = kinds.find(({ id }) => id === of)
  if (kind === undefined)
    return <p className="small bad">{text('No plugin that runs has this kind of criterion ({of}). It counts as missing.', { of })}</p>
  if (kind.fields === null)
    return (
      <p className="small t2">
        {text('This kind of criterion comes from a plugin ({of}). It keeps its settings:', { of })} <code>{JSON.stringify(config)}</code>
      </p>
    )
  const values = (config ?? {}) as Config
  const set = (field: string, value: unknown) => {
    const { [field]: _, ...rest } = values
    change({ ...criterion, config: (value === undefined ? rest : { ...rest, [field]: value }) as typeof config }, `config ${field}`)
  }
  return (
    <div className="form-fields">
      {kind.fields.map((field) => (
        <ConfigField key={field.field} field={field} value={values[field.field]} set={(value) => set(field.field, value)} />
      ))}
    </div>
  )
}

interface FieldProps {
  readonly field: AskedField
  readonly value: unknown
  readonly set: (value: unknown) => void
}
function ConfigField({ field: asked, value, set }: FieldProps): ReactNode {
  const { field, kind, required, choices = [] } = asked
  const label = asked.label ?? wordsOf(field)
  if (kind === 'boolean') return <Switch label={label} isNamed isOn={value === true} onChange={set} />
  return (
    <Field label={label} isOptional={!required}>
      {kind === 'choice' ? (
        <Choose
          label={label}
          mayBeEmpty={!required}
          value={typeof value === 'string' ? value : null}
          options={choices.map((choice) => ({ value: choice, label: wordsOf(choice) }))}
          onChange={(next) => set(next ?? undefined)}
        />
      ) : kind === 'number' || kind === 'integer' ? (
        <NumberInput
          value={typeof value === 'number' ? value : undefined}
          mayBeEmpty={!required}
          onChange={(next) => set(next !== undefined && kind === 'integer' ? Math.round(next) : next)}
        />
      ) : (
        <TextInput value={typeof value === 'string' ? value : ''} onChange={(next) => set(next === '' && !required ? undefined : next)} />
      )}
    </Field>
  )
}
// `mostSeats` as *Most seats*.
function wordsOf(name: string): string {
  const words = name
    .replace(/([a-z\d])([A-Z])/g, (_, before: string, after: string) => `${before} ${after.toLowerCase()}`)
    .replaceAll('-', ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}
