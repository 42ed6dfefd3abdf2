import type { EditorOption } from '../field/editing.js'

interface Common {
  readonly options: readonly EditorOption[]
  readonly label: string
  readonly placeholder?: string
  /** Draws the initials of people. */
  readonly hasFaces?: boolean
  readonly isDisabled?: boolean
}
/** What `Choose` takes. */
export interface ChooseProps extends Common {
  readonly value: string | null
  readonly onChange: (value: string | null) => void
  /** Whether it may be left empty; it may not, by default. */
  readonly mayBeEmpty?: boolean
}
/** What `ChooseSeveral` takes. */
export interface ChooseSeveralProps extends Common {
  readonly value: readonly string[]
  readonly onChange: (value: readonly string[]) => void
}
