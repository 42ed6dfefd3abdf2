import { implementAction } from '../../contract/action.js'
import type { Contribution } from '../../contract/contribution.js'
import { createPublicLinkContract, publicLinksContract, revokePublicLinkContract } from '../../contract/outside/public-link-contract.js'
import { implementProvider } from '../../contract/provider.js'
import { outsideGerman } from './german.js'
import { PublicLinkDesk } from './public-link-desk.js'

const uses = { desk: PublicLinkDesk }

/** What the core contributes for links that open without signing in, and for what is fetched from outside. */
export const publicLinkContributions: readonly Contribution[] = [
  implementProvider(publicLinksContract, { uses, watch: ({ desk, input }) => desk.links(input.kind) }),
  implementAction(createPublicLinkContract, { uses, run: ({ desk, input }) => desk.create(input) }),
  implementAction(revokePublicLinkContract, { uses, run: ({ desk, input }) => desk.revoke(input.id) }),
  outsideGerman,
]
