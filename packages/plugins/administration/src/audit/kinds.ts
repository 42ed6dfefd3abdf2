import type { AuditKind } from '@tenure/core/administration'

/** One of the filters of the page: what it is called, and which kinds of entries it has; every kind where it names none. */
export interface KindGroup {
  readonly value: string
  readonly label: string
  readonly kinds: readonly AuditKind[]
}
/** The filters, in their order. */
export const groups: readonly KindGroup[] = [
  { value: 'all', label: 'All', kinds: [] },
  { value: 'sign-ins', label: 'Sign-ins', kinds: ['sign-in', 'sign-out'] },
  { value: 'refusals', label: 'Refusals', kinds: ['refusal'] },
  { value: 'settings', label: 'Settings', kinds: ['settings'] },
  { value: 'rights', label: 'Rights', kinds: ['rights'] },
  { value: 'transfers', label: 'Exports, imports', kinds: ['export', 'import'] },
  { value: 'view-as', label: 'View as', kinds: ['view-as'] },
  { value: 'finals', label: 'Merges, erasures', kinds: ['merge', 'erasure'] },
  { value: 'runs', label: 'Runs', kinds: ['run'] },
  { value: 'rules', label: 'Rules passed', kinds: ['rule'] },
]

const words: Readonly<Record<string, { readonly label: string; readonly icon: string }>> = {
  'sign-in': { label: 'Sign-in', icon: 'user' },
  'sign-out': { label: 'Sign-out', icon: 'user' },
  refusal: { label: 'Refusal', icon: 'lock' },
  settings: { label: 'Settings', icon: 'settings' },
  rights: { label: 'Rights', icon: 'lock' },
  export: { label: 'Export', icon: 'external' },
  import: { label: 'Import', icon: 'file' },
  merge: { label: 'Merge', icon: 'merge' },
  erasure: { label: 'Erasure', icon: 'x' },
  'view-as': { label: 'View as', icon: 'users' },
  run: { label: 'Run', icon: 'refresh' },
  rule: { label: 'Rule passed', icon: 'lock' },
}
/** How a kind is shown. */
export function kindOf(kind: string): { readonly label: string; readonly icon: string } {
  return words[kind] ?? { label: kind, icon: 'history' }
}

const permissions: Readonly<Record<string, string>> = {
  'workspace.access': 'Use the workspace',
  'settings.manage': 'Manage Customer Success Settings',
  superAdmin: 'Only super admins',
  'a service seat': 'Service seat',
}
/** What is said of an entry besides: of a refusal it is the permission that was missing, by the name that people know. */
export function detailOf({ kind, detail = '' }: { readonly kind: string; readonly detail?: string }): string {
  return kind === 'refusal' ? (permissions[detail] ?? detail) : detail
}
