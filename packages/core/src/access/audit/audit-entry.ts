import type { Instant } from '../../base/clock.js'
import type { Json, RecordRef, UserId, Values } from '../../schema/value.js'

/** Name of the object type that keeps the audit. */
export const auditType = 'auditEntry'
/** What the audit tells apart (SEC-13). */
export const auditKinds = [
  'sign-in',
  'sign-out',
  'refusal',
  'settings',
  'rights',
  'export',
  'import',
  'merge',
  'erasure',
  'view-as',
  'run',
  'rule',
] as const
/** One of them. */
export type AuditKind = (typeof auditKinds)[number]
/** Whether a record is one of the audit. */
export function isEntry({ type }: RecordRef): boolean {
  return type === auditType
}
/** Through what somebody acted. */
export const auditSources = ['page', 'api', 'command line', 'plugin', 'import', 'system'] as const
/** One of them; a command line has the rights of the operator of the store. */
export type AuditSource = (typeof auditSources)[number]

/** Something that the audit keeps. No secret belongs in any part of it. */
export interface AuditFact {
  readonly kind: AuditKind
  /** What was done, as the rest of a sentence about the actor: `signed in`, `changed`. */
  readonly what: string
  /** The name of what it was done to. */
  readonly name?: string
  readonly detail?: string
  readonly user?: UserId
  /** Whose page the actor was looking at. */
  readonly as?: UserId
  /** By default the workspace itself. */
  readonly source?: AuditSource
  readonly plugin?: string
  readonly workspace?: string
  /** How many times it happened; by default once. */
  readonly times?: number
  /** More of it for programs: the record that changed, the names of its properties. */
  readonly data?: Json
}

const longest = 300

/** The values of the record that keeps a fact. */
export function toEntry({ name = '', what, detail, times = 1, source = 'system', ...fact }: AuditFact, at: Instant): Values {
  const known = Object.entries(fact).filter(([, value]) => value !== undefined)
  const texts = { name: cut(name), what: cut(what), ...(detail !== undefined && { detail: cut(detail) }) }
  return { ...Object.fromEntries(known), ...texts, source, times, at }
}
function cut(text: string): string {
  return text.length > longest ? `${text.slice(0, longest - 1)}…` : text
}
