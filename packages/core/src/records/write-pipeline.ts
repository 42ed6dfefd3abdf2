import type { Access } from '../access/access.js'
import type { Asker } from '../access/asker.js'
import { toNotification } from '../access/notice/notification.js'
import type { ObjectAction } from '../access/permissions.js'
import { isHalfHidden, isReadable, isWritable } from '../access/policy.js'
import { seenVersion } from '../access/seen-version.js'
import { explainRefusal, firstStage, pathOfRefusal, refusalsOf } from '../access/stage/stage-move.js'
import { type Issue, TenureError } from '../errors/tenure-error.js'
import type { AssociationDefinition, ObjectTypeDefinition } from '../schema/definition.js'
import { fixedBySubscription } from '../schema/occasion/subscribed.js'
import type { RecordRef, Values } from '../schema/value.js'
import { type Draft, type DraftEnd, type DraftRecord, keyOf, type LinkPlace } from './draft.js'
import { evaluate } from './evaluate.js'
import { mergeRecords } from './merge/merge-records.js'
import { canonicalValues, changedValues, validateValues } from './validate.js'
import type { RecordWrite } from './write.js'

/** How a batch is checked. */
export interface PipelineOptions {
  /** It takes back what was: rights hold, the rules of pipelines do not. */
  readonly takesBack?: boolean
}

/** One batch on its way through the checks. */
export class WritePipeline {
  readonly #access: Access
  readonly #asker: Asker
  readonly #draft: Draft
  readonly #takesBack: boolean

  constructor(access: Access, asker: Asker, draft: Draft, { takesBack = false }: PipelineOptions = {}) {
    this.#access = access
    this.#asker = asker
    this.#draft = draft
    this.#takesBack = takesBack
  }

  async apply(given: readonly RecordWrite[], newIds: readonly string[]): Promise<void> {
    const writes = given.map((write) => this.#current(write))
    const ids = writes.map((write, index) => (write.write === 'create' ? (newIds[index] ?? '') : write.id))
    await this.#draft.load(writes.flatMap((write, index) => this.#refsOf(write, ids[index] ?? '')))
    await this.#draft.loadLinks(writes.flatMap((write) => this.#singleEnds(write)))
    const known = new Set<string>()
    for (const [index, write] of writes.entries()) {
      const ref = { type: this.#type(write.type).name, id: ids[index] ?? '' }
      if (isOnce(write) && this.#draft.find(ref) !== undefined) known.add(keyOf(ref))
      else if (write.write !== 'associate' || !known.has(keyOf(ref))) await this.#applyOne(write, ref.id)
    }
  }

  // Ids of merged records name the record that they lead to.
  #current(write: RecordWrite): RecordWrite {
    if (write.write === 'create') return write
    const type = this.#type(write.type)
    const idOf = (name: string, id: string): string => this.#access.resolve({ type: name, id }).id
    const own = { ...write, id: idOf(type.name, write.id) }
    if (own.write === 'merge') return { ...own, other: idOf(type.name, own.other) }
    if (!('association' in own)) return own
    const end = type.associations.find(({ name }) => name === own.association)
    return end === undefined ? own : { ...own, to: idOf(end.to, own.to) }
  }

  // A single end drops its old link, so that has to be known.
  #singleEnds(write: RecordWrite): readonly LinkPlace[] {
    if (write.write !== 'associate') return []
    const type = this.#type(write.type)
    const end = type.associations.find(({ name }) => name === write.association)
    if (end === undefined) return []
    const back = inverseOf(this.#type(end.to), end)
    return [
      ...(end.single ? [{ ref: { type: type.name, id: write.id }, end }] : []),
      ...(back?.single ? [{ ref: { type: end.to, id: write.to }, end: back }] : []),
    ]
  }

  async #applyOne(write: RecordWrite, id: string): Promise<void> {
    const type = this.#type(write.type)
    const ref = { type: type.name, id }
    if (write.write === 'create') return this.#create(type, ref, write.values)
    if (write.write === 'notify') return this.#notify(ref, write)
    const record = this.#visible(ref)
    if (write.write === 'update') return this.#update(type, record, write)
    if ('association' in write) return this.#associate(type, record, write)
    if (write.write === 'merge') return this.#merge(type, record, write)
    return this.#archive(type, record, write)
  }

  async #merge(type: ObjectTypeDefinition, survivor: DraftRecord, write: Extract<RecordWrite, { write: 'merge' }>): Promise<void> {
    if (type.policy !== undefined) throw invalid([{ path: ['type'], message: `${type.plural} cannot be merged.` }])
    if (write.id === write.other) throw invalid([{ path: ['other'], message: 'These two are one record already.' }])
    const other = this.#visible({ type: type.name, id: write.other })
    if (survivor.archived || other.archived) throw notFound(survivor.archived ? survivor.ref : other.ref)
    for (const record of [survivor, other]) this.#demand(type, record, 'edit', record.values)
    this.#demand(type, other, 'delete', other.values)
    this.#expect(type, survivor, write.version, [])
    this.#expect(type, other, write.otherVersion, [])
    const { principal } = this.#asker
    const typeOf = (name: string): ObjectTypeDefinition => this.#type(name)
    const isFree = (name: string): boolean => isWritable(principal, type, name)
    await mergeRecords({ draft: this.#draft, type, typeOf, survivor, other, isWritable: isFree })
    this.#demand(type, survivor, 'edit', survivor.values)
  }

  #create(type: ObjectTypeDefinition, ref: RecordRef, given: Values): void {
    if (this.#draft.find(ref) !== undefined)
      throw new TenureError('record.taken', `There is a ${type.label} with this id already.`, { property: 'id' })
    if (!type.active)
      throw invalid([{ path: ['type'], message: `${type.plural} are not activated in this account. A super admin can activate them.` }])
    const start = stageOf(type, given)
    const values = { ...start, ...this.#checked(type, given, start) }
    const record = this.#draft.create(ref, values)
    this.#demandReach(type, record, values)
    this.#demandMove(type, record, undefined, values)
  }

  // Whether its user may see the record is looked at once the batch is whole.
  #notify(ref: RecordRef, { about, user, plugin, shows }: Extract<RecordWrite, { write: 'notify' }>): void {
    const { ref: real } = this.#visible(this.#resolved(about))
    const property = shows === undefined ? {} : { property: shows }
    this.#draft.create(ref, toNotification({ user, kind: 'reminder', about: real, plugin, ...property }, 0))
  }

  #update(
    type: ObjectTypeDefinition,
    record: DraftRecord,
    { values: given, version, was }: Extract<RecordWrite, { write: 'update' }>,
  ): void {
    if (record.archived) throw notFound(record.ref)
    this.#demand(type, record, 'edit', record.values)
    const half = Object.keys(given).find((name) => isHalfHidden(this.#asker.principal, type, name))
    if (half !== undefined) throw readOnly(type, half)
    const changed = changedValues(type, this.#checked(type, given, record.values), record.values)
    this.#expect(type, record, version, Object.keys(given))
    if (Object.keys(changed).length === 0) return
    this.#demandOwn(type, record.values, changed)
    if (was !== undefined) this.#expectValues(type, record, was, changed)
    const after = { ...record.values, ...changed }
    this.#demandKept(type, record, after)
    this.#demandMove(type, record, record.values, after)
    record.values = after
  }

  #archive(
    type: ObjectTypeDefinition,
    record: DraftRecord,
    { write, version }: Extract<RecordWrite, { write: 'archive' | 'restore' }>,
  ): void {
    this.#demand(type, record, 'delete', record.values)
    this.#expect(type, record, version, [])
    if (record.archived === (write === 'archive')) return
    record.archived = write === 'archive'
    record.archive = write
  }

  async #associate(
    type: ObjectTypeDefinition,
    record: DraftRecord,
    { write, association: name, to, label }: Extract<RecordWrite, { write: 'associate' | 'unassociate' }>,
  ): Promise<void> {
    const association = type.associations.find((candidate) => candidate.name === name)
    if (association === undefined) throw invalid([{ path: ['association'], message: `${type.label} has no association ${name}.` }])
    const other = this.#visible({ type: association.to, id: to })
    if (write === 'associate' && other === record)
      throw invalid([{ path: ['to'], message: `This ${type.label.toLowerCase()} cannot be linked with itself.` }])
    if (record.archived || other.archived) throw notFound(record.archived ? record.ref : other.ref)
    const otherType = this.#type(association.to)
    const inverse = inverseOf(otherType, association)
    // Where an end has at most one other, the link is that record's own, from whichever end it is changed.
    if (inverse?.single) this.#demand(otherType, other, 'edit', other.values)
    if (association.single || !inverse?.single) this.#demand(type, record, 'edit', record.values)
    if (write === 'unassociate') return this.#draft.unlink(association, record.ref, other.ref, label)
    await this.#draft.link(association, record.ref, other.ref, label, inverse)
  }

  #checked(type: ObjectTypeDefinition, given: Values, before: Values): Values {
    const values = canonicalValues(type, given)
    const { principal } = this.#asker
    const issues = validateValues(type, values, { before, isReadable: (name) => isReadable(principal, type, name) })
    if (issues.length > 0) throw invalid(issues)
    const locked = Object.keys(values).find((name) => !isWritable(principal, type, name))
    if (locked !== undefined) throw readOnly(type, locked)
    return values
  }

  #expect(type: ObjectTypeDefinition, record: DraftRecord, version: string | undefined, names: readonly string[]): void {
    if (version === undefined || record.before === undefined) return
    if (version === seenVersion(this.#asker.principal, type, record.before)) return
    throw this.#conflict(type, record, names)
  }

  // Only what is written counts: another property that somebody changed meanwhile is no conflict (REC-2).
  #expectValues(type: ObjectTypeDefinition, record: DraftRecord, was: Values, changed: Values): void {
    const { principal } = this.#asker
    const written = Object.entries(canonicalValues(type, was)).filter(([name]) => name in changed && isReadable(principal, type, name))
    const newer = Object.keys(changedValues(type, Object.fromEntries(written), record.values))
    if (newer.length > 0) throw this.#conflict(type, record, newer)
  }

  #conflict(type: ObjectTypeDefinition, record: DraftRecord, names: readonly string[]): TenureError {
    const { principal } = this.#asker
    const readable = names.filter((name) => isReadable(principal, type, name))
    return new TenureError('record.conflict', `Someone else changed this ${type.label.toLowerCase()}. Look at the newer version first.`, {
      record: record.ref,
      newer: Object.fromEntries(readable.map((name) => [name, record.values[name] ?? null])),
      version: record.before === undefined ? '0' : seenVersion(principal, type, record.before),
    })
  }

  // A record that one may not see behaves like one that does not exist (ACC-9).
  #visible(ref: RecordRef): DraftRecord {
    const record = this.#draft.find(ref)
    if (record === undefined || !this.#allows(this.#type(ref.type), 'view', ref.id, record.values)) throw notFound(ref)
    return record
  }

  #demand(type: ObjectTypeDefinition, record: DraftRecord, action: ObjectAction, values: Values): void {
    if (this.#allows(type, action, record.ref.id, values)) return
    throw denied(
      `to ${action} this ${type.label.toLowerCase()}`,
      `You may not ${action} this ${type.label.toLowerCase()}. An administrator can change that.`,
    )
  }

  // Nobody creates what would be out of reach at once.
  #demandReach(type: ObjectTypeDefinition, record: DraftRecord, values: Values): void {
    if (this.#allows(type, 'edit', record.ref.id, values)) return
    const label = type.label.toLowerCase()
    throw denied(
      `to edit this ${label} afterwards`,
      `You may not create this ${label}, because you could not edit it afterwards. An administrator can change that.`,
    )
  }

  // A change that takes a record out of the reach of its user: its user may edit it now, so the message says what would be lost.
  #demandKept(type: ObjectTypeDefinition, record: DraftRecord, after: Values): void {
    if (this.#allows(type, 'edit', record.ref.id, after)) return
    const label = type.label.toLowerCase()
    throw denied(
      `to edit this ${label} afterwards`,
      `You could not edit this ${label} any more after this change, so it is not saved. An administrator can make it.`,
    )
  }

  // Where a job brings in what a calendar says, people do not change it: the next time would take their change away.
  #demandOwn(type: ObjectTypeDefinition, before: Values, changed: Values): void {
    const fixed = this.#takesBack || this.#asker.principal.user === '' ? undefined : fixedBySubscription(type, before, changed)
    if (fixed === undefined) return
    throw denied(`to edit ${fixed}`, `This ${type.label.toLowerCase()} follows a calendar that somebody subscribes to. Change it there.`)
  }

  // Super admins may leave the rules of a pipeline; the audit keeps that they did.
  #demandMove(type: ObjectTypeDefinition, record: DraftRecord, before: Values | undefined, after: Values): void {
    if (this.#takesBack || type.pipelines === undefined) return
    const { principal } = this.#asker
    const refusals = refusalsOf(type, { before, after }, principal)
    if (refusals.length === 0) return
    if (!principal.superAdmin)
      throw invalid(refusals.map((refusal) => ({ path: [pathOfRefusal(refusal)], message: explainRefusal(type, after, refusal) })))
    record.passedRules = true
  }

  #allows(type: ObjectTypeDefinition, action: ObjectAction, id: string, values: Values): boolean {
    return evaluate(this.#access.policy(this.#asker, type.name, action), type.name, { id, values })
  }

  #resolved({ type, id }: RecordRef): RecordRef {
    return this.#access.resolve({ type: this.#type(type).name, id })
  }

  #type(name: string): ObjectTypeDefinition {
    return this.#access.type(this.#asker, name)
  }

  #refsOf(write: RecordWrite, id: string): readonly RecordRef[] {
    const type = this.#type(write.type)
    const own = { type: type.name, id }
    if (write.write === 'merge') return [own, { type: type.name, id: write.other }]
    if (write.write === 'notify') return [own, this.#resolved(write.about)]
    if (write.write !== 'associate' && write.write !== 'unassociate') return [own]
    const association = type.associations.find(({ name }) => name === write.association)
    return association === undefined ? [own] : [own, { type: association.to, id: write.to }]
  }
}

function isOnce(write: RecordWrite): boolean {
  return write.write === 'notify' || (write.write === 'create' && write.once === true)
}
function inverseOf({ associations }: ObjectTypeDefinition, { edge, forward }: DraftEnd): AssociationDefinition | undefined {
  return associations.find((end) => end.edge === edge && end.forward !== forward)
}
// A record of a type with pipelines begins in the first stage of the first one, unless it says otherwise.
function stageOf(type: ObjectTypeDefinition, values: Values): Values {
  const pipeline = type.pipelines?.find(({ value }) => values['pipeline'] === undefined || value === values['pipeline'])
  const stage = pipeline && firstStage(pipeline)
  return pipeline === undefined || stage === undefined ? {} : { pipeline: pipeline.value, stage: stage.value }
}

/** The refusal for a record that does not exist, or that the user may not see. */
export function notFound(record: RecordRef): TenureError {
  return new TenureError('record.not-found', `There is no ${record.type} with the id ${record.id}.`, { record })
}
function readOnly({ label }: ObjectTypeDefinition, property: string): TenureError {
  return denied(`to edit ${property}`, `${label}: ${property} is read-only for you.`)
}
function denied(missing: string, message: string): TenureError {
  return new TenureError('access.denied', message, { missing })
}
/** The refusal of input with what is wrong in it. */
export function invalid(issues: readonly Issue[]): TenureError {
  return new TenureError('input.invalid', issues.map(({ message }) => message).join(' '), { issues })
}
