// `@tenure/core/backup`: for who takes a workspace out as a whole or makes one of an export, and for authors of stores that can.
export { exportAudit, exportWorkspace } from './records/export/export-workspace.js'
export { type RestoredWorkspace, restoreWorkspace } from './records/export/restore-workspace.js'
export type { BackupOps, KeptLink, KeptPage, KeptRecord } from './storage/adapter.js'
