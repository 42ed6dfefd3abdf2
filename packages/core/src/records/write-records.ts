import type { Access } from '../access/access.js'
import { type ObjectAction } from '../access/permissions.js'
import { isReadable, isWritable } from '../access/policy.js'
import type { Principal } from '../access/principal.js'
import type { Clock, Instant } from '../base/clock.js'
import { newId } from '../base/id.js'
import type { Outcome } from '../base/outcome.js'
import { createQueue, type Queue } from '../base/queue.js'
import { type Issue, isTenureError, type Problem, TenureError } from '../errors/tenure-error.js'
import type { Expression, Image } from '../query/canonical.js'
import { compileExpression, type World } from '../query/evaluator.js'
import type { ObjectTypeDefinition, SchemaDefinition } from '../schema/definition.js'
import type { RecordRef, Values } from '../schema/value.js'
import type { Actor, ChangeBatch, CommitResult, IO, StorageAdapter } from '../storage/adapter.js'
import { draftActivityDates } from './activity-dates.js'
import { Draft, type DraftRecord } from './draft.js'
import { canonicalValues, changedValues, validateValues } from './validate.js'
import type { RecordWrite } from './write.js'
import type { WriteRule } from './write-rule.js'

/** What the write pipeline is made of. */
export interface WriterOptions {
  readonly adapter: StorageAdapter
  readonly schema: () => SchemaDefinition
  readonly access: Access
  readonly clock: Clock
  readonly io: IO
  readonly rules: readonly WriteRule[]
  /** The principal as it is now: a batch waits for its turn, and rights may change meanwhile. Errors: `access.signed-out`. */
  readonly current: (principal: Principal) => Principal
  /** Told of every stored batch, in order, before its writer is answered. */
  readonly committed: (batch: ChangeBatch) => void
}
/** Who writes, how, and under which key the writing happens once. */
export interface WriteBy {
  readonly principal: Principal
  readonly actor: Actor
  readonly key?: string
  readonly computed?: readonly string[]
  /** When it happened, where that was not now. */
  readonly at?: Instant
}
/** The records of a batch, with those that follow from it, and their versions now; `changed` tells whether anything was stored. */
export interface Written {
  readonly records: readonly { readonly ref: RecordRef; readonly version: string }[]
  readonly changed: boolean
}

/** The one door for changes: validated, permitted before and after, attributed, stored whole or not at all. */
export interface Writer {
  write(by: WriteBy, writes: readonly RecordWrite[]): Promise<Outcome<Written>>
  /** The same for work of the core itself that fills a draft by hand. */
  draft(by: WriteBy, fill: (draft: Draft) => Promise<void>): Promise<Outcome<Written>>
  readonly queue: Queue
}

const attempts = 4

/** A writer over a store. Batches are stored one after the other. */
export function createWriter(options: WriterOptions): Writer {
  const queue = createQueue()
  const draft: Writer['draft'] = (by, fill) => queue.run(() => commitDraft(options, by, fill))
  return {
    queue,
    draft,
    write: (by, writes) => {
      const ids = writes.map((write) => ('id' in write && write.id !== undefined ? write.id : newId(options.clock.now())))
      return draft(by, (target) => {
        const now = { ...by, principal: options.current(by.principal) }
        return new Pipeline(options, now, target).apply(writes, ids)
      })
    },
  }
}

async function commitDraft(options: WriterOptions, by: WriteBy, fill: (draft: Draft) => Promise<void>): Promise<Outcome<Written>> {
  for (let attempt = 1; ; attempt++) {
    const draft = new Draft(options.adapter, options.io)
    try {
      await fill(draft)
      await complete(options, by, draft)
    } catch (error) {
      if (isTenureError(error)) return { ok: false, problem: error.problem }
      throw error
    }
    const result = await store(options, by, draft)
    if (result.ok) return { ok: true, value: written(draft, result) }
    if (result.because !== 'conflict' || attempt === attempts) return { ok: false, problem: storeProblem(result, draft) }
  }
}

async function complete({ schema, clock, rules }: WriterOptions, by: WriteBy, draft: Draft): Promise<void> {
  await draftActivityDates(draft, schema(), clock.now())
  const planned = draft.records.map(({ ref, before, values, archived }) => ({
    ref,
    before: before?.values,
    after: archived ? undefined : values,
  }))
  const issues = rules.flatMap((rule) => rule(planned))
  if (issues.length > 0) throw invalid(issues)
  const at = by.at ?? clock.now()
  for (const record of draft.records) stamp(record, schema().get(record.ref.type), at)
}

// Records that change say when; the create date may come with an import.
function stamp(record: DraftRecord, type: ObjectTypeDefinition | undefined, at: number): void {
  const has = (name: string): boolean => type?.properties.some((property) => property.name === name) === true
  if (record.before === undefined && has('createdAt')) record.values = { ...record.values, createdAt: record.values['createdAt'] ?? at }
  const isChanged = record.before === undefined || record.archive !== undefined || record.values !== record.before.values
  if (isChanged && has('updatedAt') && !onlyActivityDates(record)) record.values = { ...record.values, updatedAt: at }
}
function onlyActivityDates({ before, values, archive }: DraftRecord): boolean {
  if (before === undefined || archive !== undefined) return false
  const changed = Object.keys(values).filter((name) => values[name] !== (before.values[name] ?? null))
  return changed.every((name) => name === 'lastActivityAt' || name === 'nextActivityAt')
}

async function store({ adapter, clock, io, committed }: WriterOptions, by: WriteBy, draft: Draft): Promise<CommitResult> {
  const writes = draft.writes()
  if (writes.length === 0) return { ok: true, records: [] }
  const key = by.key === undefined ? {} : { key: by.key }
  const result = await adapter.commit({ atomic: true, at: by.at ?? clock.now(), actor: by.actor, writes, ...key }, io)
  if (result.ok && result.cursor !== undefined && result.changes !== undefined && !result.repeated)
    committed({ cursor: result.cursor, changes: result.changes })
  return result
}

function written(draft: Draft, result: CommitResult & { ok: true }): Written {
  // Under a key that was used before the answer is that of the first time.
  if (result.repeated) return { records: result.records.map(({ ref, version }) => ({ ref, version })), changed: true }
  const stored = new Map(result.records.map((record) => [`${record.ref.type}\u0000${record.ref.id}`, record]))
  const records = draft.records.map(({ ref, before }) => ({
    ref,
    version: (stored.get(`${ref.type}\u0000${ref.id}`) ?? before)?.version ?? '0',
  }))
  return { records, changed: result.records.length > 0 }
}

function storeProblem(result: CommitResult & { ok: false }, draft: Draft): Problem {
  if (result.because === 'constraint' || result.because === 'exists') {
    const property = result.property ?? 'id'
    return { code: 'record.taken', message: `The value of ${property} is taken. Choose another one.`, details: { property } }
  }
  if (result.because === 'refused')
    return { code: 'storage.refused', message: 'The store cannot write this batch as a whole.', details: { capability: 'atomic' } }
  const first = draft.records[0]?.ref ?? { type: '', id: '' }
  if (result.because === 'missing') return notFound(first).problem
  return { code: 'storage.failed', message: 'The store is busy. Nothing was written; try again.', details: { transient: true } }
}

/** One batch on its way through the checks. */
class Pipeline {
  readonly #options: WriterOptions
  readonly #by: WriteBy
  readonly #draft: Draft

  constructor(options: WriterOptions, by: WriteBy, draft: Draft) {
    this.#options = options
    this.#by = by
    this.#draft = draft
  }

  async apply(writes: readonly RecordWrite[], ids: readonly string[]): Promise<void> {
    await this.#draft.load(writes.flatMap((write, index) => this.#refsOf(write, ids[index] ?? '')))
    for (const [index, write] of writes.entries()) await this.#applyOne(write, ids[index] ?? '')
  }

  async #applyOne(write: RecordWrite, id: string): Promise<void> {
    const type = this.#type(write.type)
    const ref = { type: type.name, id }
    if (write.write === 'create') return this.#create(type, ref, write.values)
    const record = this.#visible(ref)
    if (write.write === 'update') return this.#update(type, record, write)
    if ('association' in write) return this.#associate(type, record, write)
    return this.#archive(type, record, write)
  }

  #create(type: ObjectTypeDefinition, ref: RecordRef, given: Values): void {
    if (this.#draft.find(ref) !== undefined)
      throw new TenureError('record.taken', `There is a ${type.label} with this id already.`, { property: 'id' })
    if (!type.active)
      throw invalid([{ path: ['type'], message: `${type.plural} are not activated in this account. A super admin can activate them.` }])
    const start = stageOf(type, given)
    const values = { ...start, ...this.#checked(type, given, start) }
    const record = this.#draft.create(ref, values)
    this.#demand(type, record, 'edit', values)
  }

  #update(type: ObjectTypeDefinition, record: DraftRecord, { values: given, version }: Extract<RecordWrite, { write: 'update' }>): void {
    if (record.archived) throw notFound(record.ref)
    this.#demand(type, record, 'edit', record.values)
    const changed = changedValues(type, this.#checked(type, given, record.values), record.values)
    this.#expect(type, record, version, Object.keys(given))
    if (Object.keys(changed).length === 0) return
    const after = { ...record.values, ...changed }
    this.#demand(type, record, 'edit', after)
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
    if (record.archived || other.archived) throw notFound(record.archived ? record.ref : other.ref)
    const otherType = this.#type(association.to)
    const inverse = otherType.associations.find((end) => end.edge === association.edge && end.forward !== association.forward)
    // Where an end has at most one other, the link is that record's own, from whichever end it is changed.
    if (inverse?.single) this.#demand(otherType, other, 'edit', other.values)
    if (association.single || !inverse?.single) this.#demand(type, record, 'edit', record.values)
    if (write === 'unassociate') return this.#draft.unlink(association, record.ref, other.ref, label)
    await this.#draft.link(association, record.ref, other.ref, label, inverse)
  }

  #checked(type: ObjectTypeDefinition, given: Values, before: Values): Values {
    const values = canonicalValues(type, given)
    const { principal, computed = [] } = this.#by
    const open = {
      ...type,
      properties: type.properties.map((property) => (computed.includes(property.name) ? { ...property, computed: undefined } : property)),
    } as ObjectTypeDefinition
    const readable = { ...open, properties: open.properties.filter(({ name }) => isReadable(principal, type, name)) }
    const issues = validateValues(readable, values, before)
    if (issues.length > 0) throw invalid(issues)
    const locked = Object.keys(values).find((name) => !isWritable(principal, type, name))
    if (locked !== undefined) throw denied(`to edit ${locked}`, `${type.label}: ${locked} is read-only for you.`)
    return values
  }

  #expect(type: ObjectTypeDefinition, record: DraftRecord, version: string | undefined, names: readonly string[]): void {
    const current = record.before?.version
    if (version === undefined || current === undefined || version === current) return
    const readable = names.filter((name) => isReadable(this.#by.principal, type, name))
    const newer = Object.fromEntries(readable.map((name) => [name, record.values[name] ?? null]))
    throw new TenureError(
      'record.conflict',
      `Somebody has changed this ${type.label.toLowerCase()} meanwhile. Look at the newer version first.`,
      { record: record.ref, newer, version: current },
    )
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

  #allows(type: ObjectTypeDefinition, action: ObjectAction, id: string, values: Values): boolean {
    return evaluate(this.#options.access.policy(this.#by.principal, type.name, action), type.name, { id, values })
  }

  #type(name: string): ObjectTypeDefinition {
    return this.#options.access.type(this.#options.access.roleType(name))
  }

  #refsOf(write: RecordWrite, id: string): readonly RecordRef[] {
    const type = this.#type(write.type)
    const own = { type: type.name, id }
    if (write.write !== 'associate' && write.write !== 'unassociate') return [own]
    const association = type.associations.find(({ name }) => name === write.association)
    return association === undefined ? [own] : [own, { type: association.to, id: write.to }]
  }
}

const compiled = new WeakMap<Expression, (image: Image, world: World) => boolean>()
const closed: World = { linked: () => [], changedSince: () => false, userName: () => undefined }

/** Whether a policy holds for one record. Policies look at the record alone. */
export function evaluate(policy: Expression, type: string, image: Image): boolean {
  const test = compiled.get(policy) ?? compileExpression(type, policy)
  compiled.set(policy, test)
  return test(image, closed)
}

// A record of a type with pipelines begins in the first stage of the first one, unless it says otherwise.
function stageOf(type: ObjectTypeDefinition, values: Values): Values {
  const pipeline = type.pipelines?.find(({ value }) => values['pipeline'] === undefined || value === values['pipeline'])
  const stage = pipeline?.stages[0]
  return pipeline === undefined || stage === undefined ? {} : { pipeline: pipeline.value, stage: stage.value }
}

function notFound(record: RecordRef): TenureError {
  return new TenureError('record.not-found', `There is no ${record.type} with the id ${record.id}.`, { record })
}
function denied(missing: string, message: string): TenureError {
  return new TenureError('access.denied', message, { missing })
}
function invalid(issues: readonly Issue[]): TenureError {
  return new TenureError('input.invalid', issues.map(({ message }) => message).join(' '), { issues })
}
