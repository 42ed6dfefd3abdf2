import { createContext, type ReactNode, useContext, useId } from 'react'
import { useWords } from '../../words/use-words.js'
import { FieldError } from '../field/fault-text.js'

/** What a control needs of the field around it. */
export interface Labelled {
  readonly id?: string
  readonly 'aria-describedby'?: string | undefined
  readonly 'aria-invalid'?: boolean
}
const FieldContext = createContext<Labelled>({})

/** Gives a control its label where the field around it is not a `Field`. */
export const LabelledBy = FieldContext.Provider

/** The label, the hint and the fault of the control inside a `Field`; empty outside of one. */
export function useField(): Labelled {
  return useContext(FieldContext)
}

interface FieldProps {
  readonly label: string
  /** A quiet line below. */
  readonly hint?: string | undefined
  readonly isOptional?: boolean
  /** What is wrong, and what to do; it takes the place of the hint. */
  readonly fault?: string | undefined
  readonly children: ReactNode
}

/** One field of a form: its label, a control, and what is wrong with it. */
export function Field({ label, hint, isOptional = false, fault, children }: FieldProps): ReactNode {
  const words = useWords().form
  const id = useId()
  const below = fault === undefined ? (hint === undefined ? undefined : `${id}-hint`) : `${id}-fault`
  return (
    <div className="form-field">
      <label htmlFor={id}>
        {label}
        {isOptional ? <span className="small t3"> {words.optional}</span> : null}
      </label>
      <FieldContext value={{ id, 'aria-describedby': below, 'aria-invalid': fault !== undefined }}>{children}</FieldContext>
      {fault === undefined ? null : <FieldError id={`${id}-fault`}>{fault}</FieldError>}
      {fault !== undefined || hint === undefined ? null : (
        <p className="small t3" id={`${id}-hint`}>
          {hint}
        </p>
      )}
    </div>
  )
}
