import { concat, defer, distinctUntilChanged, map, NEVER, type Observable, startWith } from 'rxjs'
import type { BindOptions } from '../access/access.js'
import { isReadable } from '../access/policy.js'
import { missingFor, type Principal } from '../access/principal.js'
import { fromProblem } from '../base/outcome.js'
import type { DynamicQuery, DynamicRecords, DynamicRow, DynamicWindow, Records } from '../contract/records.js'
import { TenureError } from '../errors/tenure-error.js'
import type { QueryData } from '../query/filter-data.js'
import { type Query, toQueryData } from '../query/query.js'
import type { PropertyDefinition } from '../schema/definition.js'
import type { RowSchema, Window } from '../schema/row.js'
import type { RecordId, UserId, Value, Values } from '../schema/value.js'
import type { StoredRecord } from '../storage/adapter.js'
import { checkGranted, type GrantedPaths } from './granted.js'
import type { Kernel } from './kernel.js'

/** Records bound to one user: typed rows, and rows whose properties are known only at run time. */
export interface SessionRecords {
  readonly typed: Records
  readonly dynamic: DynamicRecords
}

/**
 * What cuts records: to what a plugin was granted (without it nothing is cut), to users with a permission where no provider has asked for
 * one, and to the first value of each live list.
 */
export interface RecordsCut {
  readonly granted?: GrantedPaths
  readonly permission?: string
  readonly once?: boolean
}

/** Records as a user sees them. */
export function openRecords(kernel: Kernel, user: UserId, cut: RecordsCut = {}): SessionRecords {
  const asker = new Asker(kernel, user, cut)
  return { typed: typedRecords(asker), dynamic: dynamicRecords(kernel, asker) }
}

function typedRecords(asker: Asker): Records {
  const question = (query: Query<unknown, string>): QueryData => toQueryData(query)
  return {
    watch: <Row>(query: Query<Row, string>) => asker.watch(question(query), { count: true }) as Observable<Window<Row>>,
    list: async <Row>(query: Query<Row, string>) => (await asker.list(question(query))) as Window<Row>,
    find: async <Row>(id: RecordId, row: RowSchema<Row, string>) => {
      const data = question({ select: row } as Query<unknown, string>)
      const { rows } = await asker.list({ ...data, where: { test: 'id-of', type: data.type, ids: [id] }, limit: 1 })
      return rows[0] as Row | undefined
    },
  }
}

function dynamicRecords(kernel: Kernel, asker: Asker): DynamicRecords {
  const real = (type: string): string => kernel.access.roleType(type)
  return {
    watch: ({ count = false, ...query }: DynamicQuery) =>
      asker.watch(query, { count }).pipe(map((window): DynamicWindow => ({ ...window, objectType: real(query.type) }))),
    list: async ({ count: _count, ...query }: DynamicQuery) => ({ ...(await asker.list(query)), objectType: real(query.type) }),
    watchProperties: (type) =>
      kernel.changed.pipe(
        startWith(undefined),
        map(() => asker.describe(type)),
        distinctUntilChanged((a, b) => JSON.stringify(a) === JSON.stringify(b)),
      ),
  }
}

/** Asks on behalf of one user. Every question is bound with the rights, roles and clock of the moment. */
class Asker {
  readonly #kernel: Kernel
  readonly #user: UserId
  readonly #granted: GrantedPaths | undefined
  readonly #permission: string | undefined
  readonly #once: boolean

  constructor(kernel: Kernel, user: UserId, { granted, permission, once = false }: RecordsCut) {
    this.#permission = permission
    this.#kernel = kernel
    this.#user = user
    this.#granted = granted
    this.#once = once
  }

  async list(query: QueryData): Promise<Window<DynamicRow>> {
    const { real, names } = this.#prepare(query)
    const { records, total, next } = await this.#kernel.reader.list(this.#principal(), real)
    return { rows: records.map((record) => toRow(record, names)), total, ...(next === undefined ? {} : { next }) }
  }

  watch(query: QueryData, options: BindOptions): Observable<Window<DynamicRow>> {
    // It neither ends nor goes on: a provider that is read once may combine it with what lives.
    if (this.#once)
      return concat(
        defer(() => this.#first(query, options)),
        NEVER,
      )
    let names: readonly Named[] = []
    let rows = new WeakMap<StoredRecord, DynamicRow>()
    const rowOf = (record: StoredRecord): DynamicRow => {
      const known = rows.get(record) ?? toRow(record, names)
      rows.set(record, known)
      return known
    }
    const bind = () => {
      const prepared = this.#prepare(query)
      names = prepared.names
      rows = new WeakMap()
      return this.#kernel.access.bind(this.#principal(), prepared.real, options)
    }
    return this.#kernel.live.watch({ subject: this.#user, bind }).pipe(
      map((window) => {
        if ('problem' in window) throw fromProblem(window.problem)
        return { rows: window.records.map(rowOf), total: window.total, mode: window.mode }
      }),
    )
  }

  async #first(query: QueryData, options: BindOptions): Promise<Window<DynamicRow>> {
    const { real, names } = this.#prepare(query)
    const { query: bound } = this.#kernel.access.bind(this.#principal(), real, options)
    const { records, total = records.length } = await this.#kernel.reader.run(bound)
    return { rows: records.map((record) => toRow(record, names)), total }
  }

  /** Readable properties; those of a role stand under the role's names, and what the role does not know under their own. */
  describe(type: string): readonly PropertyDefinition[] {
    if (this.#granted !== undefined && !this.#granted.has(`${type}.*`))
      throw new TenureError('access.denied', `The plugin was not granted to read ${type}.`, { missing: `read ${type}.*` })
    const definition = this.#kernel.access.type(this.#kernel.access.roleType(type))
    const principal = this.#principal()
    const chosen = this.#kernel.roles().get(type)?.properties ?? {}
    const named = Object.entries(chosen).flatMap(([name, real]) =>
      definition.properties.filter((property) => property.name === real).map((property) => ({ ...property, name, real: property.name })),
    )
    const taken = new Set([...Object.keys(chosen), ...named.map(({ real }) => real)])
    const rest = definition.properties.filter(({ name }) => !taken.has(name)).map((property) => ({ ...property, real: property.name }))
    return [...named, ...rest].filter(({ real }) => isReadable(principal, definition, real)).map(({ real: _real, ...property }) => property)
  }

  #principal(): Principal {
    const principal = this.#kernel.principal(this.#user)
    const missing = this.#permission === undefined ? undefined : missingFor(principal, this.#permission)
    if (missing !== undefined) throw fromProblem(missing)
    return principal
  }

  // A role's property that was not chosen has no value; everything else keeps the name under which it was asked for.
  #prepare(query: QueryData): { readonly real: QueryData; readonly names: readonly Named[] } {
    if (this.#granted !== undefined) checkGranted(query, this.#granted)
    const names = query.select.map((name): Named => ({ name, real: this.#realName(query.type, name) }))
    const select = [...new Set(names.flatMap(({ real }) => real ?? []))]
    return { real: { ...query, select }, names }
  }

  #realName(type: string, name: string): string | undefined {
    const mapping = this.#kernel.roles().get(type)
    if (mapping === undefined || !Object.hasOwn(mapping.properties, name)) return name
    return mapping.properties[name]
  }
}

interface Named {
  readonly name: string
  readonly real: string | undefined
}

function toRow({ ref, values }: StoredRecord, names: readonly Named[]): DynamicRow {
  const row: Record<string, Value> = { id: ref.id }
  for (const { name, real } of names) row[name] = real === undefined ? null : (values[real] ?? null)
  return row as { readonly id: RecordId } & Values
}
