import type { Fields } from '../known-fields.js'
import type { ShownPreview } from '../preview/use-preview.js'
import type { Context, Fault, Profiles } from '../shown-profile.js'
import type { ProfileSteps } from '../use-profile-steps.js'

/** What the parts of the editor work with. */
export interface EditingProps {
  readonly context: Context
  readonly steps: ProfileSteps
  /** What the customer's type has; `undefined` until it is known. */
  readonly fields: Fields | undefined
  readonly faults: readonly Fault[]
  /** Kinds of criteria that plugins add. */
  readonly kinds: Profiles['kinds']
  readonly preview: ShownPreview
}
