import type { SettingsField } from '@tenure/core/page'
import { Choose, ChooseSeveral, Field, Switch, type Text, TextInput } from '@tenure/web/parts'
import { type ReactNode, useState } from 'react'
import type { Faults } from './faults.js'
import { choiceOf, type Section, typesOf } from './setting-value.js'

interface SettingFieldProps {
  readonly section: Section
  readonly field: SettingsField
  readonly value: unknown
  readonly set: (value: unknown) => void
  readonly faults: Faults
  readonly text: Text
}

/** One field of a section, by what its schema takes; a value for each type is a field for each. */
export function SettingField(props: SettingFieldProps): ReactNode {
  const { section, field, value, set, faults, text } = props
  if (field.kind === 'switch') return <SwitchField {...props} />
  if (!field.each) return <OneField {...props} options={choiceOf(section, field.field)?.options ?? []} fault={faults[field.field]} />
  const types = typesOf(section, field.field)
  if (types.length === 0) return <p className="small t3">{text('{label}: no object type plays this role.', { label: field.label })}</p>
  return types.map(({ type = '', typeLabel = type, options }) => (
    <OneField
      {...props}
      key={type}
      field={{ ...field, label: `${field.label}, ${typeLabel}` }}
      value={Reflect.get(Object(value), type)}
      set={(one) => set({ ...Object(value), [type]: one })}
      options={options}
      fault={faults[`${field.field} ${type}`] ?? faults[field.field]}
    />
  ))
}

interface OneFieldProps extends SettingFieldProps {
  readonly options: readonly { readonly value: string; readonly label: string }[]
  readonly fault: string | undefined
}

function OneField({ field, value, set, options, fault, text }: OneFieldProps): ReactNode {
  const { label, hint, kind, optional, nullable } = field
  const chosen = typeof value === 'string' ? value : ''
  const several = Array.isArray(value) ? value.map(String) : []
  const empty = nullable ? null : undefined
  return (
    <Field label={label} isOptional={optional} fault={fault} {...(hint !== undefined && { hint })}>
      {kind === 'choice' ? (
        <Choose
          label={label}
          options={options}
          value={chosen === '' ? null : chosen}
          onChange={(one) => set(one ?? empty)}
          mayBeEmpty={optional}
          placeholder={text('Choose')}
        />
      ) : kind === 'several' ? (
        <ChooseSeveral label={label} options={options} value={several} onChange={set} placeholder={text('Choose')} />
      ) : kind === 'number' || kind === 'integer' ? (
        <NumberInput value={value} set={set} empty={empty} />
      ) : kind === 'other' ? (
        <p className="small t3">
          {text('No form asks for this. It is saved with the action {action}.', { action: 'tenure.core/save-settings' })}
        </p>
      ) : (
        <TextInput value={chosen} onChange={(one) => set(one === '' && optional ? empty : one)} isLong={kind === 'long-text'} />
      )}
    </Field>
  )
}

function SwitchField({ field, value, set, faults }: SettingFieldProps): ReactNode {
  const { label, hint } = field
  return (
    <Field label={label} fault={faults[field.field]} {...(hint !== undefined && { hint })}>
      <Switch label={label} isOn={value === true} onChange={set} />
    </Field>
  )
}

// What is typed stays as it is typed; what is no number is saved as text, which the schema refuses with a reason.
function NumberInput({
  value,
  set,
  empty,
}: {
  readonly value: unknown
  readonly set: (value: unknown) => void
  readonly empty: unknown
}): ReactNode {
  const [typed, setTyped] = useState<{ readonly text: string; readonly value: unknown }>()
  const shown = typed !== undefined && typed.value === value ? typed.text : String(value ?? '')
  return (
    <TextInput
      kind="decimal"
      value={shown}
      onChange={(text) => {
        const number = Number(text.replace(',', '.'))
        const next = text.trim() === '' ? empty : Number.isFinite(number) ? number : text
        setTyped({ text, value: next })
        set(next)
      }}
    />
  )
}
