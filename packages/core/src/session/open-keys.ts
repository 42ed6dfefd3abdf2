import type { KeyOpener } from '../plugin/key-opener.js'
import { type AnyRecordsPort, openAnyRecords } from './any-records.js'
import { openRecords } from './session-records.js'
import { createStage, type StagePort } from './stage.js'

/** Opens a plugin's grants for a session: what the plugin was granted, less what the user may not. */
export function createKeyOpener(port: AnyRecordsPort & StagePort): KeyOpener {
  return {
    openRecords: ({ user }, _plugin, paths, call) => openRecords(port, user, { granted: new Set(paths), ...call }).typed,
    openAllRecords: ({ user }, _plugin, paths, call) => openRecords(port, user, { granted: new Set(paths), ...call }).dynamic,
    openAnyRecords: ({ user }, _plugin, call) => openAnyRecords(port, user, call),
    stage: (session, plugin, call) => createStage(port, session, plugin, call),
  }
}
