import type { Access } from '../access/access.js'
import { type Asker, systemAsker } from '../access/asker.js'
import { type AuditFact, isEntry } from '../access/audit/audit-entry.js'
import { isInternal } from '../access/internal-property.js'
import { isNotification, type Notice } from '../access/notice/notification.js'
import { seenVersion } from '../access/seen-version.js'
import type { Clock, Instant } from '../base/clock.js'
import { newId } from '../base/id.js'
import type { Log } from '../base/log.js'
import type { Outcome } from '../base/outcome.js'
import { createQueue, type Queue } from '../base/queue.js'
import { type Issue, isTenureError, type Problem, TenureError } from '../errors/tenure-error.js'
import type { ObjectTypeDefinition, SchemaDefinition } from '../schema/definition.js'
import type { Mark, RecordRef } from '../schema/value.js'
import type { Actor, ChangeBatch, CommitResult, IO, StorageAdapter, StoredRecord, WriteBatch } from '../storage/adapter.js'
import { draftEntry } from './audit/draft-entry.js'
import { commitPatiently } from './commit-patiently.js'
import { draftActivityDates, movesActivityDates } from './derived/activity-dates.js'
import { keepActivityTime } from './derived/keep-activity-time.js'
import { keepOccasion } from './derived/keep-occasion.js'
import { keepWork } from './derived/keep-work.js'
import { Draft, type DraftRecord, keyOf } from './draft.js'
import { draftNotice, draftNotices, type NoticePort } from './notice/draft-notices.js'
import { checkUnique } from './unique-values.js'
import { type Committed, wholeChanges } from './whole-changes.js'
import type { RecordWrite } from './write.js'
import { invalid, notFound, WritePipeline } from './write-pipeline.js'
import type { RuleReader, WriteRule } from './write-rule.js'

/** What the write pipeline works with. */
export interface WriterOptions {
  readonly adapter: StorageAdapter
  readonly schema: () => SchemaDefinition
  readonly access: Access
  readonly clock: Clock
  readonly log: Log
  readonly io: IO
  /** Ends the pauses in which a batch waits to be repeated. */
  readonly patience: AbortSignal
  readonly rules: readonly WriteRule[]
  /** What of a batch belongs in the audit. It is stored with the batch, or right after it where a store takes one record at a time. */
  readonly audited: (
    records: readonly DraftRecord[],
    by: Pick<WriteBy, 'actor' | 'group'> & { readonly at: Instant },
  ) => readonly AuditFact[]
  /** Notes in a draft whose scores it touches, so that they are worked out again soon; or answers what stores them with it, where that may be. */
  readonly touchScores: (draft: Draft, options: { readonly at: Instant; readonly isAtOnce: boolean }) => Promise<FollowUp | undefined>
  /** Who is notified of what a batch does. Notifications are stored as entries of the audit are. */
  readonly noticed: NoticePort
  /** The asker as it is now: a batch waits for its turn, and rights may change meanwhile. Errors: `access.signed-out`. */
  readonly current: (asker: Asker) => Asker
  /** What rules may ask. */
  readonly read: RuleReader
  /** Receives every stored batch, in order, before its writer is answered. */
  readonly committed: (batch: ChangeBatch) => void
}
/** Who writes, from which source, and the key under which the write happens once. */
export interface WriteBy {
  readonly asker: Asker
  readonly actor: Actor
  readonly key?: string
  /** What is undone as one; by default a write of a user is a group of its own. */
  readonly group?: string
  /** When it happened, where that was not now. */
  readonly at?: Instant
  /** Stored with the batch, which is refused as `record.taken` where it is there already. */
  readonly mark?: Mark
}
/** What somebody else makes of a draft: filled into the next one, and stored in the same transaction. */
export interface FollowUp {
  readonly actor: Actor
  readonly fill: (next: Draft) => Promise<void>
}
/** The same, once it is this batch's turn; `isAtOnce`: what follows from it may be stored with it. */
type DatedBy = WriteBy & { readonly at: Instant; readonly isAtOnce: boolean }
/** The records that a batch changed, directly or as a consequence, with their new versions as its asker sees them; `changed` says whether anything was stored. */
export interface Written {
  readonly records: readonly { readonly ref: RecordRef; readonly version: string }[]
  readonly changed: boolean
}

/** The only way to change records: validated, permitted before and after, attributed, stored completely or not at all. */
export interface Writer {
  write(by: WriteBy, writes: readonly RecordWrite[]): Promise<Outcome<Written>>
  /** The same for work of the core itself that fills a draft by hand. */
  draft(by: WriteBy, fill: (draft: Draft) => Promise<void>): Promise<Outcome<Written>>
  readonly queue: Queue
}

const attempts = 4
/** The same, with the queue that gives batches their turn. */
type QueuedOptions = WriterOptions & { readonly queue: Pick<Queue, 'size'> }

/** A writer over a store. Batches are stored one after the other. */
export function createWriter(given: WriterOptions): Writer {
  const queue = createQueue()
  const open: OpenBatches = new Map()
  const options = { ...given, queue }
  const draft: Writer['draft'] = (by, fill) =>
    queue.run(async () => {
      const settled = by.key === undefined ? undefined : await settle(options, open, by)
      return settled ?? (await commitDraft(options, open, by, fill))
    })
  return {
    queue,
    draft,
    write: (by, writes) => {
      const ids = writes.map((write) => ('id' in write && write.id !== undefined ? write.id : newId(options.clock.now())))
      return draft({ group: newId(options.clock.now()), ...by }, async (target) => {
        if (by.mark !== undefined) await draftMark(target, by.mark)
        const asker = options.current(by.asker)
        return new WritePipeline(options.access, asker, target).apply(writes, ids)
      })
    },
  }
}

async function draftMark(draft: Draft, { ref, values }: Mark): Promise<void> {
  await draft.load([ref])
  if (draft.find(ref) !== undefined) throw new TenureError('record.taken', 'This was done before.', { property: 'id' })
  draft.create(ref, values)
}

/** Batches under a caller's key of which the store did not say what became of them: the same key sends the same batch again. */
type OpenBatches = Map<string, { readonly batch: WriteBatch; readonly draft: Draft }>
const mostOpen = 100

/** What became of a batch that is still open under this key; nothing where there is none, or where it is known now that it was not written. */
async function settle(options: WriterOptions, open: OpenBatches, { key, asker }: WriteBy): Promise<Outcome<Written> | undefined> {
  const sent = key === undefined ? undefined : open.get(key)
  if (key === undefined || sent === undefined) return undefined
  const { result } = await commitPatiently(options, sent.batch)
  if (!result.ok && result.because === 'unknown') return { ok: false, problem: storeProblem(options.adapter, result, sent.draft) }
  open.delete(key)
  if (!result.ok) return undefined
  publish(options, sent.draft, sent.batch, result)
  return { ok: true, value: written(options, asker, sent.draft, result) }
}

async function commitDraft(
  options: QueuedOptions,
  open: OpenBatches,
  by: WriteBy,
  fill: (draft: Draft) => Promise<void>,
): Promise<Outcome<Written>> {
  for (let attempt = 1; ; attempt++) {
    const dated: DatedBy = { ...by, at: by.at ?? options.clock.now(), isAtOnce: maySettle(options, by) }
    const draft = new Draft(options.adapter, options.io, (ref) => options.access.resolve(ref))
    let parts: Parts
    try {
      await fill(draft)
      parts = await finish(options, dated, draft)
    } catch (error) {
      if (isTenureError(error)) return { ok: false, problem: error.problem }
      throw error
    }
    const result = await store(options, open, dated, { ...parts, draft })
    if (result.ok && parts.after.length > 0) await keepAfter(options, open, parts.after)
    if (result.ok) return { ok: true, value: written(options, by.asker, draft, result) }
    if (result.because !== 'conflict' || attempt === attempts) return { ok: false, problem: storeProblem(options.adapter, result, draft) }
  }
}

type Consequence = NonNullable<WriteBatch['consequence']>
type Beside = readonly ((draft: Draft) => void)[]
/** What is stored with a draft: what follows from it; and after it, what the store cannot take with it. */
interface Parts {
  readonly consequence?: Consequence
  readonly after: Beside
}

// Where others write into the store, what follows is worked out from what it holds; where more batches wait for their turn, it is worked out for all of them.
function maySettle({ adapter: { capabilities }, queue }: QueuedOptions, { at }: WriteBy): boolean {
  return capabilities.consequences === true && capabilities.shared !== true && at === undefined && queue.size === 1
}

async function finish(options: WriterOptions, by: DatedBy, draft: Draft): Promise<Parts> {
  const followUp = await complete(options, by, draft)
  const found = draftNotices(options.noticed, by, draft)
  const notices = found instanceof Promise ? await found : found
  const consequence = followUp === undefined ? undefined : await follow(options, by, draft.next(), followUp)
  const beside = besideOf(options, { facts: options.audited(draft.records, by), notices, at: by.at })
  if (options.adapter.capabilities.atomic !== 'batch') return { after: beside }
  for (const add of beside) add(draft)
  return { after: [], ...(consequence !== undefined && { consequence }) }
}

// Like a batch of its own: completed, with its notifications and entries of the audit.
async function follow(options: WriterOptions, { at }: DatedBy, next: Draft, { actor, fill }: FollowUp): Promise<Consequence | undefined> {
  await fill(next)
  await finish(options, { asker: systemAsker, actor, at, isAtOnce: false }, next)
  const writes = next.writes()
  return writes.length === 0 ? undefined : { actor, writes }
}

// What is stored with a batch, or after it: entries of the audit, and notifications.
function besideOf(
  { clock }: WriterOptions,
  { facts, notices, at }: { readonly facts: readonly AuditFact[]; readonly notices: readonly Notice[]; readonly at: Instant },
): Beside {
  return [
    ...facts.map((fact) => (target: Draft) => draftEntry(target, fact, clock.now())),
    ...notices.map((notice) => (target: Draft) => draftNotice(target, notice, at)),
  ]
}

// A store that takes one record at a time cannot take an entry of the audit, or a notification, with a change.
async function keepAfter(options: QueuedOptions, open: OpenBatches, beside: Beside): Promise<void> {
  for (const add of beside) {
    const by: WriteBy = { asker: systemAsker, actor: { source: 'system' } }
    const outcome = await commitDraft(options, open, by, async (draft) => add(draft))
    if (!outcome.ok)
      options.log.warn('The store did not take an entry of the audit, or a notification.', { error: outcome.problem.message })
  }
}

async function complete(options: WriterOptions, by: DatedBy, draft: Draft): Promise<FollowUp | undefined> {
  const { clock } = options
  const schema = options.schema()
  for (const record of draft.records) {
    const type = schema.get(record.ref.type)
    keepWork(record, type, by.at)
    keepOccasion(record, type, by.asker.principal.timeZone)
    // What was imported without a time happened nobody knows when.
    if (by.actor.source !== 'import') keepActivityTime(record, type, by.at)
  }
  if (movesActivityDates(draft, schema)) await draftActivityDates(draft, schema, clock.now())
  await obeyRules(options, by.asker, draft)
  if (!options.adapter.capabilities.unique) await checkUnique(draft, schema, options.read)
  for (const record of draft.records) stamp(record, schema.get(record.ref.type), by.at)
  return options.touchScores(draft, { at: clock.now(), isAtOnce: by.isAtOnce })
}

async function obeyRules({ rules, read }: WriterOptions, asker: Asker, draft: Draft): Promise<void> {
  const records = draft.records.map(({ ref, before, values, archived }) => ({
    ref,
    before: before?.values,
    after: archived ? undefined : values,
  }))
  const issues: Issue[] = []
  const batch = { asker, records, links: draft.links }
  for (const rule of rules) {
    const found = rule(batch, read)
    // Most rules have nothing to read: waiting for them would cost more than they do.
    issues.push(...(found instanceof Promise ? await found : found))
  }
  if (issues.length > 0) throw invalid(issues)
}

// Records that change say when; the create date may come with an import.
function stamp(record: DraftRecord, type: ObjectTypeDefinition | undefined, at: number): void {
  const isChanged = record.before === undefined || record.archive !== undefined || record.values !== record.before.values
  if (type === undefined || !isChanged) return
  const { hasCreatedAt, hasUpdatedAt, kept } = stampsOf(type)
  if (record.before === undefined && hasCreatedAt) record.values = { ...record.values, createdAt: record.values['createdAt'] ?? at }
  if (hasUpdatedAt && !isUnseen(record, kept)) record.values = { ...record.values, updatedAt: at }
}
interface Stamps {
  readonly hasCreatedAt: boolean
  readonly hasUpdatedAt: boolean
  /** What the workspace keeps by itself. */
  readonly kept: ReadonlySet<string>
}
// Every record of every batch asks.
const knownStamps = new WeakMap<ObjectTypeDefinition, Stamps>()
function stampsOf(type: ObjectTypeDefinition): Stamps {
  const known = knownStamps.get(type)
  if (known !== undefined) return known
  const has = (name: string): boolean => type.properties.some((property) => property.name === name)
  const kept = new Set(type.properties.filter(({ computed }) => computed === true).map(({ name }) => name))
  const stamps = { hasCreatedAt: has('createdAt'), hasUpdatedAt: has('updatedAt'), kept }
  knownStamps.set(type, stamps)
  return stamps
}
// What the workspace keeps by itself, such as dates that follow from activities and scores, is no change of the record.
function isUnseen({ before, values, archive }: DraftRecord, kept: ReadonlySet<string>): boolean {
  if (before === undefined || archive !== undefined) return false
  return Object.keys(values).every((name) => values[name] === (before.values[name] ?? null) || isInternal(name) || kept.has(name))
}

async function store(
  options: WriterOptions,
  open: OpenBatches,
  by: DatedBy,
  { draft, consequence }: Pick<Parts, 'consequence'> & { readonly draft: Draft },
): Promise<CommitResult> {
  const { adapter, clock } = options
  const writes = draft.writes()
  if (writes.length === 0) return { ok: true, records: [], changes: [] }
  const { group, at, actor } = by
  const key = by.key ?? (adapter.capabilities.remote ? newId(clock.now()) : undefined)
  const atomic = adapter.capabilities.atomic === 'batch'
  if (writes.length > 1 && !atomic) return { ok: false, because: 'refused' }
  const more = {
    ...(key !== undefined && { key }),
    ...(group !== undefined && { group }),
    ...(consequence !== undefined && { consequence }),
  }
  const batch: WriteBatch = { atomic, at, actor, writes, ...more }
  const { result, repeats } = await commitPatiently(options, batch)
  // Without a repetition of our own, a repeated answer is that of an earlier call, which its followers know.
  if (result.ok && (!result.repeated || repeats > 0)) publish(options, draft, batch, result)
  if (!result.ok && result.because === 'unknown' && by.key !== undefined && open.size < mostOpen) open.set(by.key, { batch, draft })
  return result
}

function publish({ adapter, log, committed }: WriterOptions, draft: Draft, batch: WriteBatch, result: Committed): void {
  const changes = wholeChanges(adapter, draft, batch, result)
  if (result.changes === undefined)
    log.warn('The store does not say what a commit changed, so the core works it out. Report this to the author of the adapter.', {
      store: adapter.kind,
    })
  const { group } = batch
  if (changes.length > 0)
    committed({ cursor: result.cursor ?? `commit ${newId(batch.at)}`, changes, ...(group !== undefined && { group }) })
  if (result.consequence !== undefined) committed(result.consequence)
}

function written({ access }: WriterOptions, asker: Asker, draft: Draft, result: CommitResult & { ok: true }): Written {
  const versionOf = (record: StoredRecord | undefined): string =>
    record === undefined ? '0' : seenVersion(asker.principal, access.type(asker, record.ref.type), record)
  // Under a key that was used before the answer is that of the first time.
  if (result.repeated)
    return {
      records: result.records.filter(isAnswered).map((record) => ({ ref: record.ref, version: versionOf(record) })),
      changed: true,
    }
  const stored = new Map(result.records.map((record) => [keyOf(record.ref), record]))
  const own = draft.records.filter(isAnswered)
  const records = own.map(({ ref, before }) => ({ ref, version: versionOf(stored.get(keyOf(ref)) ?? before) }))
  return { records, changed: result.records.length > 0 }
}

// What the core keeps beside a change is nothing that its writer asked for.
function isAnswered({ ref }: { readonly ref: RecordRef }): boolean {
  return !isEntry(ref) && !isNotification(ref)
}

function storeProblem({ kind }: StorageAdapter, result: CommitResult & { ok: false }, draft: Draft): Problem {
  if (result.because === 'constraint' || result.because === 'exists') {
    const property = result.property ?? 'id'
    return { code: 'record.taken', message: `The value of ${property} is taken. Choose another one.`, details: { property } }
  }
  if (result.because === 'refused')
    return { code: 'storage.refused', message: 'The store cannot write this batch as a whole.', details: { capability: 'atomic' } }
  const first = draft.records[0]?.ref ?? { type: '', id: '' }
  if (result.because === 'missing') return notFound(first).problem
  if (result.because === 'unknown') {
    const message = `The store ${kind} did not say whether it wrote this. It may have: look at the record before you try again.`
    return { code: 'storage.unknown', message, details: { store: kind } }
  }
  return { code: 'storage.failed', message: 'The store is busy. Nothing was written; try again.', details: { transient: true } }
}
