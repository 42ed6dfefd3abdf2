import type { Webhook } from '../../contract/outside/webhook.js'
import type { ActionCode } from '../../plugin/contributed.js'
import type { PluginHost } from '../../plugin/plugin-host.js'

/** The contribution that defines a kind of webhook, and the action that takes what is delivered. */
export function findWebhook(
  plugins: Pick<PluginHost, 'contributions'>,
  kind: string,
): { readonly webhook: Webhook; readonly action: ActionCode } | undefined {
  const all = plugins.contributions().map(({ contribution }) => contribution)
  const webhook = all.find(({ id, kind: of }) => id === kind && of === 'webhook') as Webhook | undefined
  const action = all.find(({ id, kind: of }) => id === webhook?.takes && of === 'action') as ActionCode | undefined
  return webhook && action && { webhook, action }
}
