import { implementAction } from '../../contract/action.js'
import type { Contribution } from '../../contract/contribution.js'
import { implementProvider } from '../../contract/provider.js'
import { healthContract } from '../../score/contract/health-contract.js'
import { profilePreviewContract } from '../../score/contract/preview-contract.js'
import {
  activateProfileContract,
  activeProfilesContract,
  changeProfileContract,
  saveProfileContract,
  scoreProfilesContract,
  scoreProgressContract,
} from '../../score/contract/profile-contract.js'
import { healthOverviewContract, healthTrendContract } from '../../score/contract/trend-contract.js'
import { ScoreDesk } from './score-desk.js'

const uses = { desk: ScoreDesk }

/** What the core contributes for health scores. */
export const scoreContributions: readonly Contribution[] = [
  implementProvider(activeProfilesContract, { uses, watch: ({ desk }) => desk.profiles.active() }),
  implementProvider(scoreProfilesContract, { uses, watch: ({ desk }) => desk.profiles.all() }),
  implementProvider(scoreProgressContract, { uses, watch: ({ desk }) => desk.health.progress() }),
  implementProvider(profilePreviewContract, { uses, watch: ({ desk, input }) => desk.health.preview(input) }),
  implementProvider(healthTrendContract, { uses, watch: ({ desk, input }) => desk.health.trend(input) }),
  implementProvider(healthOverviewContract, { uses, watch: ({ desk, input }) => desk.health.overview(input) }),
  implementProvider(healthContract, { uses, watch: ({ desk, input }) => desk.health.explain(input) }),
  implementAction(saveProfileContract, { uses, run: ({ desk, input }) => desk.profiles.save(input) }),
  implementAction(activateProfileContract, { uses, run: ({ desk, input }) => desk.profiles.activate(input) }),
  implementAction(changeProfileContract, { uses, run: ({ desk, input }) => desk.profiles.change(input) }),
]
