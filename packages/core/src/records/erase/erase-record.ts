import type { Access } from '../../access/access.js'
import type { AliasBook } from '../../access/alias-book.js'
import { type Asker, systemAsker } from '../../access/asker.js'
import type { AuditSource } from '../../access/audit/audit-entry.js'
import { missingFor } from '../../access/principal.js'
import type { Clock } from '../../base/clock.js'
import { fromProblem, getValue } from '../../base/outcome.js'
import type { ObjectTypeDefinition, SchemaDefinition } from '../../schema/definition.js'
import type { RecordRef, UserId } from '../../schema/value.js'
import { draftEntry } from '../audit/draft-entry.js'
import type { Draft, DraftRecord } from '../draft.js'
import { evaluate } from '../evaluate.js'
import type { Reader } from '../read-records.js'
import { invalid, notFound } from '../write-pipeline.js'
import type { Writer } from '../write-records.js'
import { draftErasure, purge } from './draft-erasure.js'

/** What erasing works with. */
export interface ErasePort {
  readonly access: Access
  readonly aliases: Pick<AliasBook, 'merged'>
  readonly askers: { get(user: UserId): Asker }
  readonly clock: Pick<Clock, 'now'>
  readonly reader: Pick<Reader, 'list'>
  readonly writer: Pick<Writer, 'draft'>
  schema(): SchemaDefinition
  /** Takes what was purged out of the store's files, where it has any. */
  scrub(): Promise<void>
}
/** Whose work the audit says that it was. */
export interface AuditedBy {
  readonly user: UserId
  readonly source: AuditSource
}
/** The record, and its name as the person typed it. */
export interface EraseInput extends RecordRef {
  readonly name: string
}

/**
 * Erases a record, for a super admin: its values, history, activities that are of nothing else, scores, and who follows it leave the store and every
 * past; its id stays taken (SEC-14). It cannot be undone. Errors: `access.denied`, `record.not-found`, `input.invalid` for another name.
 */
export async function eraseRecord(port: ErasePort, { user, source }: AuditedBy, input: EraseInput): Promise<void> {
  const outcome = await port.writer.draft({ asker: systemAsker, actor: { user, source: 'user' } }, async (draft) => {
    const { record, type } = await findErasable(port, port.askers.get(user), draft, input)
    checkName(record, type, input.name)
    const merged = port.aliases.merged(record.ref).map((id) => ({ type: type.name, id }))
    const activities = await draftErasure({ draft, schema: port.schema(), record, merged })
    await forgetFollowers(port, draft, [record.ref, ...merged])
    await forgetScores(port, draft, [record.ref, ...merged])
    const also = activities === 0 ? '' : `With ${activities} of its activities. `
    const data = { type: type.name, id: record.ref.id, activities }
    const detail = `${also}Its id stays taken`
    draftEntry(draft, { kind: 'erasure', what: 'erased', name: type.label, detail, user, source, data }, port.clock.now())
  })
  getValue(outcome)
  await port.scrub()
}

async function findErasable(
  { access }: ErasePort,
  asker: Asker,
  draft: Draft,
  given: RecordRef,
): Promise<{ readonly record: DraftRecord; readonly type: ObjectTypeDefinition }> {
  const missing = missingFor(asker.principal, 'superAdmin')
  if (missing !== undefined) throw fromProblem(missing)
  const type = access.type(asker, given.type)
  if (type.policy !== undefined)
    throw invalid([{ path: ['type'], message: `${type.plural} cannot be erased. Erase records that people work on.` }])
  const ref = access.resolve({ type: type.name, id: given.id })
  await draft.load([ref])
  const record = draft.find(ref)
  const isSeen = record !== undefined && evaluate(access.policy(asker, type.name, 'view'), type.name, { id: ref.id, values: record.values })
  if (!isSeen) throw notFound({ type: given.type, id: given.id })
  return { record, type }
}

function checkName({ ref, values }: DraftRecord, { title, label }: ObjectTypeDefinition, typed: string): void {
  const name = String(values[title] ?? '').trim() || ref.id
  if (typed.trim() === name) return
  throw invalid([{ path: ['name'], message: `Type the name of the ${label.toLowerCase()} exactly as it is written, to erase it.` }])
}

// Scores under profiles that are not the main one, which are kept beside the record.
async function forgetScores({ reader }: ErasePort, draft: Draft, refs: readonly RecordRef[]): Promise<void> {
  const ofType = { test: 'is', property: 'profileScore.type', value: refs[0]?.type ?? '' } as const
  const ofRecord = { test: 'any-of', property: 'profileScore.record', values: refs.map(({ id }) => id) } as const
  const where = { test: 'all', filters: [ofType, ofRecord] } as const
  await purgeAll(reader, draft, { type: 'profileScore', select: [], where })
}
async function forgetFollowers({ reader }: ErasePort, draft: Draft, refs: readonly RecordRef[]): Promise<void> {
  const names = refs.map(({ type, id }) => `${type}/${id}`)
  for (const type of ['follow', 'removal']) {
    const where = { test: 'any-of', property: `${type}.name`, values: names } as const
    await purgeAll(reader, draft, { type, select: [], where })
  }
}
async function purgeAll(reader: ErasePort['reader'], draft: Draft, query: Parameters<Reader['list']>[1]): Promise<void> {
  const refs = (await reader.list(systemAsker, query)).records.map(({ ref }) => ref)
  await draft.load(refs)
  for (const ref of refs) purge(draft.find(ref))
}
