import { implementAction } from '../contract/action.js'
import { implementProvider } from '../contract/provider.js'
import * as contracts from '../contract/workspace-contract.js'
import { definePlugin, type Plugin } from '../plugin/plugin.js'
import type { RecordWrite } from '../records/write.js'
import { CoreDesk } from './core-desk.js'

const uses = { core: CoreDesk }

const session = implementProvider(contracts.sessionContract, { uses, watch: ({ core }) => core.session() })
const users = implementProvider(contracts.usersContract, { uses, watch: ({ core }) => core.users() })
const record = implementProvider(contracts.recordContract, { uses, watch: ({ core, input }) => core.record(input) })
const history = implementProvider(contracts.historyContract, { uses, watch: ({ core, input }) => core.history(input) })
const settings = implementProvider(contracts.customersSettingsContract, { uses, watch: ({ core }) => core.settings() })

const create = implementAction(contracts.createRecordContract, {
  uses,
  run: ({ core, input }) => core.create(input),
})
const update = implementAction(contracts.updateRecordContract, {
  uses,
  run: ({ core, input: { type, id, values, version } }) =>
    versionAfter(core, { write: 'update', type, id, values, ...(version !== undefined && { version }) }),
})
const archive = implementAction(contracts.archiveRecordContract, {
  uses,
  run: ({ core, input: { type, id, version } }) =>
    versionAfter(core, { write: 'archive', type, id, ...(version !== undefined && { version }) }),
})
const restore = implementAction(contracts.restoreRecordContract, {
  uses,
  run: ({ core, input: { type, id, version } }) =>
    versionAfter(core, { write: 'restore', type, id, ...(version !== undefined && { version }) }),
})
const associate = implementAction(contracts.associateContract, {
  uses,
  run: async ({ core, input: { label, ...link } }) =>
    void (await core.write([{ write: 'associate', ...link, ...(label !== undefined && { label }) }])),
})
const unassociate = implementAction(contracts.unassociateContract, {
  uses,
  run: async ({ core, input: { label, ...link } }) =>
    void (await core.write([{ write: 'unassociate', ...link, ...(label !== undefined && { label }) }])),
})
const saveSettings = implementAction(contracts.saveCustomersSettingsContract, { uses, run: ({ core, input }) => core.saveSettings(input) })

/** The core's own providers and actions, under the same guards as everybody's. */
export const corePlugin: Plugin = definePlugin({
  id: 'tenure.core',
  version: '0.1.0',
  host: '1.0',
  critical: true,
  contributes: [session, users, record, history, settings, create, update, archive, restore, associate, unassociate, saveSettings],
})

async function versionAfter(core: CoreDesk, write: Exclude<RecordWrite, { readonly write: 'create' }>): Promise<{ version: string }> {
  const { records } = await core.write([write])
  return { version: records.find(({ ref }) => ref.id === write.id)?.version ?? '0' }
}
