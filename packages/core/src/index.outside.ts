// `@tenure/core/outside`: for what leads out of a workspace: what is fetched from the internet, and links that open without signing in.
export {
  type FetchAnswer,
  type Fetcher,
  type FetchPort,
  type FetchRefusal,
  type FetchRequest,
  fetches,
  fetchRefusals,
  refuseFetch,
} from './contract/outside/fetcher.js'
export { KeptAddresses } from './contract/outside/kept-addresses.js'
export {
  definePublicLink,
  type PublicAnswer,
  type PublicLink,
  type PublicQuestion,
  type PublicReply,
  publicAnswer,
  publicQuestion,
} from './contract/outside/public-link.js'
export { createPublicLinkContract, publicLinksContract, revokePublicLinkContract } from './contract/outside/public-link-contract.js'
export { type Delivery, defineWebhook, type Webhook, type WebhookPort } from './contract/outside/webhook.js'
export type { OpenedLink } from './host/public/open-public-link.js'
export type { OpenedWebhook } from './host/public/open-webhook.js'
