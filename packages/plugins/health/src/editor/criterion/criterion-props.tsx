import type { Criterion } from '@tenure/core/score'
import type { Fields } from '../known-fields.js'
import type { ShownPreview } from '../preview/use-preview.js'
import type { Context, Fault, Profiles } from '../shown-profile.js'

/** What the row and the form of a criterion work with. */
export interface CriterionProps {
  readonly context: Context
  readonly criterion: Criterion
  readonly objectType: string
  readonly fields: Fields | undefined
  /** Kinds of criteria that plugins add. */
  readonly kinds: Profiles['kinds']
  readonly preview: ShownPreview
  readonly faults: readonly Fault[]
  /** Whether weights decide in its group. */
  readonly isWeighed: boolean
  readonly isOpen: boolean
  readonly toggle: () => void
  /** Changes with the same key are one step. */
  readonly change: (criterion: Criterion, key: string) => void
  readonly move: (by: -1 | 1) => void
  readonly remove: () => void
}

/** The same for one kind of criterion. */
export type PropsOf<Kind extends Criterion['kind']> = Omit<CriterionProps, 'criterion'> & {
  readonly criterion: Extract<Criterion, { readonly kind: Kind }>
}
