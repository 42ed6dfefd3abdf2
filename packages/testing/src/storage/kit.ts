import {
  type Actor,
  type CanonicalQuery,
  type CommitResult,
  canonicalise,
  type Expression,
  explainQuery,
  type HistoryEntry,
  type Instant,
  type LinkEnd,
  type LinkedColumn,
  type OrderTerm,
  type RecordRef,
  runQuery,
  type StorageAdapter,
  type StoredRecord,
  silentLog,
  type Values,
  type WindowResult,
  type Write,
  type WriteBatch,
} from '@tenure/core/adapter'
import {
  type AggregateGroup,
  type CanonicalAggregate,
  columnsOf,
  explainAggregate,
  type Grouping,
  type Measure,
  runAggregate,
  Tally,
  toAggregate,
} from '@tenure/core/aggregate'
import { createFakeClock, type FakeClock } from '../fake-clock.js'
import { claim, same, unlimited } from './claim.js'
import { kitSchema } from './kit-schema.js'
import { type Answer, Model } from './model.js'

/** A query of the kit; a part that is left out does not limit the result. */
export interface Question {
  readonly type?: string
  readonly where?: Expression
  readonly order?: readonly OrderTerm[]
  readonly select?: readonly string[]
  readonly linked?: readonly LinkedColumn[]
  readonly limit?: number
  readonly offset?: number
  readonly after?: NonNullable<CanonicalQuery['after']>
  readonly archived?: CanonicalQuery['archived']
}
/** The part of a history that is read. */
interface HistoryPart {
  readonly properties?: readonly string[]
  readonly limit?: number
}
/** An aggregate of the kit; a part that is left out asks for nothing. */
export interface AskedAggregate extends Pick<Question, 'type' | 'where' | 'linked' | 'archived'> {
  readonly by?: readonly Grouping[]
  readonly measures?: readonly Measure[]
}
/** The condition that everything passes. */
export const everything: Expression = { all: [] }
/** Who writes for the kit, unless a check says otherwise. */
export const kitActor: Actor = { user: 'u1', source: 'user' }
const start = Date.parse('2026-03-01T09:00:00Z')

/** One open store with the kit's types, and what has to be in it. */
export class Kit {
  readonly adapter: StorageAdapter
  readonly clock: FakeClock
  readonly model: Model

  constructor(adapter: StorageAdapter, clock = createFakeClock(start), model = new Model()) {
    this.adapter = adapter
    this.clock = clock
    this.model = model
  }

  async open(): Promise<this> {
    await this.adapter.open({ clock: this.clock, log: silentLog, signal: new AbortController().signal })
    return this
  }

  /** Makes a new store hold what the kit writes. */
  async declare(): Promise<this> {
    await this.adapter.schema?.apply(kitSchema, unlimited)
    return this
  }

  get at(): Instant {
    return this.clock.now()
  }

  batch(writes: readonly Write[], more: Partial<WriteBatch> = {}): WriteBatch {
    return { atomic: this.adapter.capabilities.atomic === 'batch', at: this.at, actor: kitActor, writes, ...more }
  }

  /** Commits without a word to the model: for what may fail. */
  attempt(writes: readonly Write[], more: Partial<WriteBatch> = {}): Promise<CommitResult> {
    return this.adapter.commit(this.batch(writes, more), unlimited)
  }

  /** Commits what has to succeed: as one batch where the store can, else write by write. */
  async write(writes: readonly Write[], more: Partial<WriteBatch> = {}): Promise<CommitResult & { readonly ok: true }> {
    const whole = this.adapter.capabilities.atomic === 'batch' || writes.length < 2
    let last: CommitResult | undefined
    for (const part of whole ? [writes] : writes.map((write) => [write])) {
      const batch = this.batch(part, more)
      last = await this.adapter.commit(batch, unlimited)
      claim(last.ok, 'A valid write succeeds.', { result: last, writes: part })
      this.model.apply(batch)
    }
    claim(last?.ok === true, 'A batch holds a write.')
    return last
  }

  /** The question in its normal form. */
  query({ type = 'article', where = everything, order = [], select = ['name'], archived = 'no', ...window }: Question): CanonicalQuery {
    return canonicalise({ type, user: where, policy: everything, order, select, archived, count: true, ...window })
  }

  /** The answer by way of the core, which does what the store cannot. */
  ask(question: Question, adapter: StorageAdapter = this.adapter): Promise<WindowResult> {
    return runQuery(adapter, this.query(question), unlimited, (id) => this.model.userName(id))
  }

  /** The answer that it has to be. */
  expect(question: Question): Answer {
    const { type = 'article', where = everything, order = [], archived = 'no', linked = [], limit, offset = 0, after } = question
    const all = this.model.find({ type, where, order, archived, linked })
    const place = after && {
      id: after.id,
      values: Object.fromEntries(order.map(({ property }, at) => [property, after.values[at] ?? null])),
    }
    const compare = this.model.compare(order)
    const rest = place === undefined ? all : all.filter((record) => compare(record, place) > 0)
    const window = rest.slice(offset, limit === undefined ? undefined : offset + limit)
    return { ids: window.map(({ id }) => id), total: all.length }
  }

  /** The selected values that a record has to have, missing ones left out. */
  expectValues({ type = 'article', select = ['name'], linked = [] }: Question, id: string): Values {
    const record = this.model.get(type, id)
    return record === undefined ? {} : pick(this.model.fill(type, linked)(record).values, select)
  }

  /** Runs a query, and fails unless rows, order, total and selected values are correct. Returns the ids. */
  async check(question: Question, what: string, adapter: StorageAdapter = this.adapter): Promise<readonly string[]> {
    const { records, total } = await this.ask(question, adapter)
    const ids = records.map(({ ref }) => ref.id)
    same({ ids, total }, this.expect(question), `${what}: the same rows in the same order, and their number.`)
    for (const { ref, values } of records)
      same(pick(values, question.select ?? ['name']), this.expectValues(question, ref.id), `${what}: the selected values.`)
    return ids
  }

  /** The aggregate in its normal form. */
  canonicalAggregate({ by = [], measures = [], ...question }: AskedAggregate): CanonicalAggregate {
    return { query: { ...this.query({ ...question, select: columnsOf({ by, measures }) }), count: false }, by, measures }
  }

  /** The groups by way of the core, which does what the store cannot. */
  async aggregate(asked: AskedAggregate): Promise<readonly AggregateGroup[]> {
    const aggregate = this.canonicalAggregate(asked)
    const { groups } = await runAggregate(this.adapter, aggregate, unlimited, (id) => this.model.userName(id))
    return toAggregate(aggregate, groups).groups
  }

  /** The groups that it has to be. */
  expectAggregate(asked: AskedAggregate): readonly AggregateGroup[] {
    const aggregate = this.canonicalAggregate(asked)
    const tally = new Tally({ ...aggregate, most: 10_000 })
    for (const values of this.aggregated(asked)) tally.add(values)
    return toAggregate(aggregate, tally.groups()).groups
  }

  /** The values of the records that an aggregate counts. */
  aggregated({ type = 'article', where = everything, linked = [], archived = 'no' }: AskedAggregate): readonly Values[] {
    return this.model.find({ type, where, order: [], archived, linked }).map(({ values }) => values)
  }

  /** What the core says about the aggregate. */
  explainAggregate(asked: AskedAggregate): ReturnType<typeof explainAggregate> {
    return explainAggregate(this.adapter, this.canonicalAggregate(asked))
  }

  /** Reads one record. */
  async read(id: string, type = 'article'): Promise<StoredRecord | null> {
    return (await this.adapter.read([{ type, id }], unlimited))[0] ?? null
  }

  /** The links of one record along one edge. */
  async links(ref: RecordRef, edge: string, forward: boolean): Promise<readonly LinkEnd[] | undefined> {
    return (await this.adapter.links?.read([ref], edge, forward, unlimited))?.[0]
  }

  /** The history of one record, of all properties unless some are named. */
  async history(ref: RecordRef, { properties, limit = 1_000 }: HistoryPart = {}): Promise<readonly HistoryEntry[] | undefined> {
    return (await this.adapter.history?.read([ref], properties, limit, unlimited))?.[0]
  }

  /** What the core says about the question. */
  explain(question: Question): ReturnType<typeof explainQuery> {
    return explainQuery(this.adapter, this.query(question))
  }
}

/** A write that creates an article. */
export function article(id: string, values: Values = {}): Write {
  return { write: 'create', ref: { type: 'article', id }, values }
}
/** A write that creates a part. */
export function part(id: string, values: Values = {}): Write {
  return { write: 'create', ref: { type: 'part', id }, values }
}
/** A write that changes an article. */
export function patch(id: string, values: Values, expect?: string): Write {
  return { write: 'patch', ref: { type: 'article', id }, values, ...(expect === undefined ? {} : { expect }) }
}
/** The known ones of some values. */
export function pick(values: Values, names: readonly string[]): Values {
  const known = names.filter((name) => values[name] !== null && values[name] !== undefined)
  return Object.fromEntries(known.map((name) => [name, values[name] ?? null]))
}
