import { definePlugin, readsEverything } from '@tenure/core/plugin'
import { backtest } from './backtest/provider.js'
import { fit } from './fit/provider.js'
import { Profiles } from './replay/demand-editor.js'

/** Health scores: whether they foretell anything, and profiles that are fitted to history. */
export const foresight = definePlugin({
  id: 'tenure.foresight',
  version: '0.1.0',
  host: '1.0',
  grants: [readsEverything, Profiles],
  contributes: [backtest, fit],
})
