// `@tenure/core/page`: for a page, or any client: what it asks of a host, and where plugins add to it.
export type { Block } from './block/block.js'
export {
  columnsOutput,
  filterCountsInput,
  filterCountsOutput,
  groupsInput,
  groupsOutput,
  listInput,
  listOutput,
  totalsInput,
  totalsOutput,
  viewListOutput,
} from './contract/collection/collection-contract.js'
export { followContract, setFollowContract, setRemovedContract } from './contract/notice/follow-contract.js'
export {
  markNotificationsContract,
  notificationChoices,
  notificationPreference,
  notificationsContract,
  unreadNotificationsContract,
} from './contract/notice/notification-contract.js'
export { assigneesContract, bulkContract, bulkOffersContract } from './contract/page/bulk-contract.js'
export { eraseRecordContract } from './contract/page/erase-contract.js'
export { filterFieldsContract } from './contract/page/filter-fields-contract.js'
export { mergePreviewContract, mergeRecordsContract } from './contract/page/merge-contract.js'
export { newRecordContract } from './contract/page/new-record-contract.js'
export { preferencesContract, savePreferenceContract } from './contract/page/preference-contract.js'
export {
  type RecordAction,
  RecordActions,
  type RecordFacts,
  type RecordSection,
  RecordSections,
  recordAction,
  recordPartsContract,
} from './contract/page/record-parts.js'
export { cancelRunContract, runContract, runReport, runsContract, undoContract } from './contract/page/run-contract.js'
export { searchContract } from './contract/page/search-contract.js'
export {
  lastSaveContract,
  type SettingsField,
  saveSettingsContract,
  settingsContract,
  settingsEffectsContract,
  settingsSectionsContract,
} from './contract/page/settings-contract.js'
export { type SummaryBlock, SummaryBlocks } from './contract/page/summary-blocks.js'
export { defineTexts, type Texts, textsContract } from './contract/page/texts-contract.js'
export { changesKind, originsContract, timelineContract } from './contract/page/timeline-contract.js'
export { deleteViewContract, saveViewContract, setDefaultViewContract } from './contract/page/view-contract.js'
export { movesContract } from './contract/stage/moves-contract.js'
export {
  archiveRecordContract,
  associateContract,
  createRecordContract,
  historyContract,
  listTabsContract,
  pagesContract,
  recordContract,
  restoreRecordContract,
  sessionContract,
  tabContract,
  tabsContract,
  unassociateContract,
  updateRecordContract,
  updateRecordsContract,
  usersContract,
  viewableContract,
} from './contract/workspace-contract.js'
export type { OperatorShape } from './query/operator/filter-operators.js'
export { toLabel } from './schema/property.js'
export type { LiveMode } from './schema/row.js'
