// `@tenure/core/administration`: for plugins that add pages to the administration, and for what these pages ask of the core.

export type { AuditFact, AuditKind, AuditSource } from './access/audit/audit-entry.js'
export { AccountEdition, type Capability, type LimitName } from './contract/administration/edition.js'
export { definePage, type PageArea, type PageSpec } from './contract/administration/page.js'
export type { Refusal } from './records/audit/refusal-count.js'
export type { DirectoryDesk, Provisioned, ProvisionedUser, ProvisionLimits } from './workspace/people/directory-desk.js'
