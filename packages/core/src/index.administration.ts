// `@tenure/core/administration`: for plugins that add pages to the administration, and for what these pages ask of the core.

export type { AuditFact, AuditKind, AuditSource } from './access/audit/audit-entry.js'
export {
  auditChangeContract,
  auditContract,
  auditCountsContract,
  auditEntryContract,
  exportAuditContract,
} from './contract/administration/audit-contract.js'
export { AccountEdition, type Capability, type LimitName } from './contract/administration/edition.js'
export { editionContract } from './contract/administration/edition-contract.js'
export {
  analyseImportContract,
  checkImportContract,
  importHistoryContract,
  importLinesContract,
  importOfferContract,
  mendLineContract,
  rejectedCsvContract,
  shownImport,
  startImportContract,
  steerImportContract,
} from './contract/administration/import-contract.js'
export { type ImportPlan, importPlan, type PlanColumn, type PlanFile, type PlanTarget } from './contract/administration/import-plan.js'
export { jobRunsContract, jobsContract, runJobContract } from './contract/administration/jobs-contract.js'
export { activateTypeContract, mappingEffectContract, objectRolesContract } from './contract/administration/mapping-contract.js'
export { objectTypesContract, saveObjectTypeContract } from './contract/administration/object-type-contract.js'
export { definePage, type PageArea, type PageSpec } from './contract/administration/page.js'
export {
  addPersonContract,
  endSessionsContract,
  explainAccessContract,
  handOverContract,
  handOverCustomersContract,
  handOverPlanContract,
  peopleContract,
  permissionSetsContract,
  personContract,
  removePermissionSetContract,
  removeTeamContract,
  rightsOffersContract,
  savePermissionSetContract,
  savePersonContract,
  saveTeamContract,
  teamsContract,
} from './contract/administration/people-contract.js'
export {
  cancelSampleContract,
  sampleContract,
  takeSampleInContract,
  takeSampleOutContract,
} from './contract/administration/sample-contract.js'
export { defineSettingsPages } from './contract/administration/settings-pages.js'
export {
  createWorkspaceContract,
  deleteWorkspaceContract,
  saveWorkspaceContract,
  workspacesContract,
} from './contract/administration/workspaces.js'
export { pipelinesContract, savePipelinesContract } from './contract/stage/pipelines-contract.js'
export type { RowsDesk, RowsState } from './jobs/rows-desk.js'
export type { RowSource, RowStep, SourceRef } from './jobs/rows-run.js'
export type { Refusal } from './records/audit/refusal-count.js'
export type { DirectoryDesk, Provisioned, ProvisionedUser, ProvisionLimits } from './workspace/people/directory-desk.js'
