import { type PluginUse, use } from '@tenure/core'
import { type AnyWrites, definePlugin, writesEverything } from '@tenure/core/plugin'
import type { TestHost } from '@tenure/testing'
import { getValue } from '../../base/outcome.js'
import { defineActionContract, implementAction } from '../../contract/action.js'

let script: (writes: AnyWrites) => void = () => undefined
const contract = defineActionContract({ id: 'acme.desk/write', title: 'Write', permission: 'workspace.access' })
const write = implementAction(contract, { uses: { writes: writesEverything }, run: ({ writes }) => script(writes) })

/** A plugin by which a test writes anything, as a user; for tests. */
export const testDesk: PluginUse = use(
  definePlugin({ id: 'acme.desk', version: '1.0.0', host: '1.0', grants: [writesEverything], contributes: [write] }),
)
/** Writes that as the user `root`, as one batch. */
export async function writeAs(host: TestHost, what: (writes: AnyWrites) => void, user = 'root'): Promise<void> {
  script = what
  getValue(await host.as(user).act(contract))
}
