import { defineToken, type Token } from '../../base/key.js'
import type { CriterionKinds } from './point-bounds.js'

/** The kinds of criteria of all plugins that run, with their code: what a plugin that compiles profiles itself judges them by. */
export interface KnownCriterionKinds {
  all(): CriterionKinds
}
/** Opens them, in `uses`. Each kind sees the values that it is given and nothing else. */
export const KnownCriterionKinds: Token<KnownCriterionKinds> = defineToken('tenure.core/criterion-kinds@1')
