import type { Value } from '@tenure/core/contract'
import type { EditorKind } from './value-text.js'

/** One choice of an editor. */
export interface EditorOption {
  readonly value: string
  readonly label: string
}
/** What edits one value in place. */
export interface EditorProps {
  readonly kind: EditorKind
  readonly value: Value
  /** Of enumerations; absent, any text is valid. Of users, the active ones if absent. */
  readonly options?: readonly EditorOption[]
  /** Names the value to a screen reader. */
  readonly label: string
  readonly required?: boolean
  /** The currency of an amount that names none. */
  readonly currency?: string
  /** The currencies offered for an amount. */
  readonly currencies?: readonly string[]
  /** The other values of its record: a rule begins with the due time, and a reminder lies before it. */
  readonly beside?: Readonly<Record<string, unknown>>
  readonly autoFocus?: boolean
  /** Why the last save was refused. */
  readonly error?: string | undefined
  /** A changed and valid value; `null` if it was cleared. The editor stays until it is taken away. */
  readonly onSave: (value: Value) => void
  /** Left without a change. */
  readonly onCancel: () => void
  /** After a save, or after leaving without a change, by Tab or Shift Tab. Without it Tab does what it does everywhere. */
  readonly onMove?: (to: 'next' | 'previous') => void
}
/** What was typed before the editor was there. */
export interface TypedAhead {
  text?: string
  /** The key that ended it. */
  end?: 'save' | 'next' | 'previous'
}
/** The props of an editor once it is loaded. */
export type LoadedProps = EditorProps & { readonly typed: TypedAhead }
