/** Why a text is not a value; the catalogue has the sentence for each. */
export type FieldFault =
  | 'required'
  | 'number'
  | 'integer'
  | 'digits'
  | 'money'
  | 'currency'
  | 'day'
  | 'moment'
  | 'due'
  | 'json'
  | 'choice'
  | 'choices'

/** What a typed text says: a value, or why it says none. */
export type Parsed<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly fault: FieldFault }

/** A text that says a value. */
export function parsed<T>(value: T): Parsed<T> {
  return { ok: true, value }
}

/** A text that says none. */
export function faulty(fault: FieldFault): Parsed<never> {
  return { ok: false, fault }
}
