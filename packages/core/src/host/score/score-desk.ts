import { systemAsker } from '../../access/asker.js'
import { defineToken, type Token } from '../../base/key.js'
import type { AccountEdition } from '../../contract/administration/edition.js'
import type { UserId } from '../../schema/value.js'
import { createHealthDesk, type HealthDesk } from '../../score/desk/health-desk.js'
import { createProfileDesk, type ProfileDesk } from '../../score/desk/profile-desk.js'
import type { Kernel } from '../kernel.js'
import { keepScores } from './keep-scores.js'

/** What the core's plugin does with scores, for one user. */
export interface ScoreDesk {
  readonly profiles: ProfileDesk
  readonly health: HealthDesk
}
export const ScoreDesk: Token<ScoreDesk> = defineToken('tenure.core/score-desk@1')

/** The desk of one user. */
export function createScoreDesk(kernel: Kernel & { readonly edition: AccountEdition }, user: UserId, key: string | undefined): ScoreDesk {
  const count = (type: string): Promise<number> => kernel.reader.count(systemAsker, { type })
  const port = { ...kernel, count, keepScores: (type: string, isKept: boolean) => keepScores(kernel, type, isKept) }
  return { profiles: createProfileDesk(port, user, key), health: createHealthDesk(kernel, user) }
}
