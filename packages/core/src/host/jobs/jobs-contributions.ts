import { implementAction } from '../../contract/action.js'
import { jobRunsContract, jobsContract, runJobContract } from '../../contract/administration/jobs-contract.js'
import type { Contribution } from '../../contract/contribution.js'
import { implementProvider } from '../../contract/provider.js'
import { JobsDesk } from './jobs-desk.js'

const uses = { desk: JobsDesk }

/** What the core contributes for jobs. */
export const jobsContributions: readonly Contribution[] = [
  implementProvider(jobsContract, { uses, watch: ({ desk }) => desk.jobs() }),
  implementProvider(jobRunsContract, { uses, watch: ({ desk, input }) => desk.runs(input) }),
  implementAction(runJobContract, { uses, run: ({ desk, input }) => desk.run(input.job) }),
]
