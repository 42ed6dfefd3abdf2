import { type ReactNode, useId } from 'react'
import { humanise } from '../format/names.js'
import { Icon } from '../part/icon.js'
import type { Offer } from './offer.js'

type Field = Offer['fields'][number]
interface FormFieldProps {
  readonly field: Field
  readonly error: string | undefined
}

/** One field of a form: its label, a control for its kind, and what is wrong with it. */
export function FormField({ field, error }: FormFieldProps): ReactNode {
  const id = useId()
  const label = field.label ?? humanise(field.field)
  const described = { id, 'aria-invalid': error !== undefined, 'aria-describedby': error === undefined ? undefined : `${id}-error` }
  const below =
    error === undefined ? null : (
      <p className="err" id={`${id}-error`}>
        <Icon name="alert" size={12} />
        {error}
      </p>
    )
  if (field.kind === 'boolean')
    return (
      <div className="field">
        <label className="check">
          <input type="checkbox" name={field.field} defaultChecked={field.initial === true} {...described} />
          {label}
        </label>
        {below}
      </div>
    )
  return (
    <div className="field">
      <label htmlFor={id}>
        {label}
        {field.required ? null : <span className="small t3"> Optional</span>}
      </label>
      <Control field={field} described={described} />
      {below}
    </div>
  )
}

interface Described {
  readonly id: string
  readonly 'aria-invalid': boolean
  readonly 'aria-describedby': string | undefined
}

function Control({ field, described }: { readonly field: Field; readonly described: Described }): ReactNode {
  const { kind, field: name, required, choices = [], initial } = field
  const common = { ...described, name, required, defaultValue: initial === undefined ? '' : String(initial) }
  if (kind === 'long-text') return <textarea rows={3} {...common} />
  if (kind === 'choice')
    return (
      <select {...common}>
        <option value="">{required ? 'Choose one' : 'None'}</option>
        {choices.map((choice) => (
          <option key={choice} value={choice}>
            {humanise(choice)}
          </option>
        ))}
      </select>
    )
  if (kind === 'day') return <input type="date" {...common} />
  if (kind === 'number' || kind === 'integer') return <input type="number" step={kind === 'integer' ? 1 : 'any'} {...common} />
  return <input type="text" autoComplete="off" {...common} />
}

/** What a person has filled in, by the names of the inputs, without empty fields. */
export function valuesOf(fields: readonly Field[], given: FormData): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    fields.flatMap(({ field, kind }): readonly (readonly [string, unknown])[] => {
      const text = String(given.get(field) ?? '')
      if (kind === 'boolean') return [[field, given.has(field)]]
      if (text === '') return []
      return [[field, kind === 'number' || kind === 'integer' ? Number(text) : text]]
    }),
  )
}
