import { aliasType } from '../../access/alias-book.js'
import type { AuditFact, AuditKind, AuditSource } from '../../access/audit/audit-entry.js'
import type { Instant } from '../../base/clock.js'
import type { SchemaDefinition } from '../../schema/definition.js'
import type { Value, Values } from '../../schema/value.js'
import { sameValue } from '../../schema/value-order.js'
import type { Actor } from '../../storage/adapter.js'
import type { DraftRecord } from '../draft.js'
import { changeDetail } from './change-detail.js'

/** Which changes of records the audit keeps, whoever makes them. */
const kinds: ReadonlyMap<string, AuditKind> = new Map([
  ['user', 'rights'],
  ['team', 'rights'],
  ['permissionSet', 'rights'],
  ['publicLink', 'rights'],
  ['workspace', 'settings'],
  ['setting', 'settings'],
  ['objectType', 'settings'],
  [aliasType, 'merge'],
  ['run', 'run'],
])
/** Only their beginning is kept: how they go on is in their own records. */
const onlyCreated: ReadonlySet<string> = new Set([aliasType, 'run'])
/** What people choose for themselves, and when a link was opened. */
const personal: ReadonlySet<string> = new Set(['timeZone', 'locale', 'openedAt'])
/** So many records of one type in one batch have an entry each; more of them share one. */
const mostSingle = 20

/** What the facts are worked out with. */
export interface AuditedOptions {
  readonly schema: SchemaDefinition
  readonly actor: Actor
  /** When the batch says that it happened. */
  readonly at: Instant
  readonly group?: string | undefined
  /** The title of a section of the settings. */
  readonly titleOf: (section: string) => string
}

/** What of a batch belongs in the audit (SEC-13): it is worked out from the records, so no writer can leave it out. */
export function auditedChanges(records: readonly DraftRecord[], options: AuditedOptions): readonly AuditFact[] {
  const changed = records.filter((record) => kinds.has(record.ref.type) && isAudited(record))
  return [...byType(changed, oneFact, options), ...passedFacts(records, options)]
}
function byType(
  records: readonly DraftRecord[],
  toFact: (record: DraftRecord, options: AuditedOptions) => AuditFact,
  options: AuditedOptions,
): readonly AuditFact[] {
  const types = new Set(records.map(({ ref }) => ref.type))
  return [...types].flatMap((type) => {
    const ofType = records.filter(({ ref }) => ref.type === type)
    return ofType.length > mostSingle ? [manyFact(ofType, options)] : ofType.map((record) => toFact(record, options))
  })
}

// A super admin moved records where the rules of their pipeline keep others from. The record says which values; an erased one has none left here.
function passedFacts(records: readonly DraftRecord[], options: AuditedOptions): readonly AuditFact[] {
  const passed = records.filter(({ passedRules }) => passedRules === true)
  const toFact = (record: DraftRecord): AuditFact => {
    const { type, id } = record.ref
    return { ...commonOf(record, options), what: '', name: options.schema.get(type)?.label ?? type, data: { type, id, ...whenOf(options) } }
  }
  return byType(passed, toFact, options).map((fact) => ({ ...fact, kind: 'rule', what: 'passed the rules of a pipeline with' }))
}

function isAudited(record: DraftRecord): boolean {
  if (onlyCreated.has(record.ref.type)) return record.before === undefined
  return record.before === undefined || record.archive !== undefined || changedNames(record).some((name) => !personal.has(name))
}

function oneFact(record: DraftRecord, options: AuditedOptions): AuditFact {
  const { ref, values } = record
  if (ref.type === aliasType) return { ...commonOf(record, options), what: 'merged', name: labelOf(values['type'], options.schema) }
  if (ref.type === 'run') return runFact(record, options)
  const changed = changedNames(record)
  const data = { type: ref.type, id: ref.id, changed, ...whenOf(options) }
  const name = nameOf(record, options)
  const isNew = record.before === undefined && ref.type !== 'setting'
  const detail = isNew || record.archive ? undefined : changeDetail(record, changed, options.schema.get(ref.type))
  return { ...commonOf(record, options), what: verbOf(record), name, data, ...(detail !== undefined && { detail }) }
}

function runFact(record: DraftRecord, options: AuditedOptions): AuditFact {
  const { kind, user, name } = record.values
  const by = typeof user === 'string' ? { user } : {}
  const isImport = kind === 'import' || String(kind).startsWith('rows ')
  return {
    ...commonOf(record, options),
    ...by,
    kind: isImport ? 'import' : 'run',
    what: isImport ? 'started an import' : 'started',
    name: String(name ?? ''),
    data: { type: 'run', id: record.ref.id },
  }
}

function manyFact(records: readonly DraftRecord[], options: AuditedOptions): AuditFact {
  const [first] = records
  const type = options.schema.get(first?.ref.type ?? '')
  const ids = records.map(({ ref }) => ref.id)
  const name = `${records.length} ${(type?.plural ?? '').toLowerCase()}`
  return {
    ...commonOf(first as DraftRecord, options),
    what: first === undefined ? 'changed' : verbOf(first),
    name,
    data: { type: type?.name ?? '', ids, ...whenOf(options) },
  }
}

function commonOf({ ref, values }: DraftRecord, { actor }: AuditedOptions): Omit<AuditFact, 'what'> {
  const { user, plugin } = actor
  const workspace = ref.type === 'setting' ? values['workspace'] : ref.type === 'workspace' ? ref.id : undefined
  return {
    kind: kinds.get(ref.type) ?? 'settings',
    source: sourceOf(actor),
    ...(user !== undefined && { user }),
    ...(plugin !== undefined && { plugin }),
    ...(typeof workspace === 'string' && { workspace }),
  }
}
function sourceOf({ source }: Actor): AuditSource {
  if (source === 'user') return 'page'
  return source === 'sync' ? 'plugin' : source
}
function whenOf({ at, group }: AuditedOptions): { readonly at: Instant; readonly group?: string } {
  return { at, ...(group !== undefined && { group }) }
}

function verbOf({ ref, before, archive }: DraftRecord): string {
  if (archive === 'archive' || archive === 'purge') return 'deleted'
  if (archive === 'restore') return 'restored'
  if (ref.type === 'setting' || ref.type === 'objectType') return 'saved'
  return before === undefined ? 'created' : 'changed'
}
// Nothing of what is purged is kept.
function nameOf({ ref, values, archive }: DraftRecord, { titleOf, schema }: AuditedOptions): string {
  if (archive === 'purge') return schema.get(ref.type)?.label ?? ref.type
  if (ref.type === 'setting') return titleOf(String(values['section'] ?? ''))
  if (ref.type === 'objectType') return labelOf(values['name'], schema)
  return String(values['name'] ?? ref.id)
}
function labelOf(type: Value | undefined, schema: SchemaDefinition): string {
  return schema.get(String(type ?? ''))?.plural ?? String(type ?? '')
}

function changedNames({ before, values }: DraftRecord): readonly string[] {
  const was: Values = before?.values ?? {}
  if (was === values) return []
  return [...new Set([...Object.keys(was), ...Object.keys(values)])]
    .filter((name) => !sameValue(was[name] ?? null, values[name] ?? null))
    .filter((name) => name !== 'updatedAt' && name !== 'createdAt')
    .sort()
}
