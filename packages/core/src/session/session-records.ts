import { concat, defer, map, NEVER, type Observable } from 'rxjs'
import type { Access, BindOptions, BoundAggregate } from '../access/access.js'
import type { Asker } from '../access/asker.js'
import { missingFor } from '../access/principal.js'
import { mappingOf, resolveAbout, resolvePath } from '../access/role-path.js'
import { fromProblem } from '../base/outcome.js'
import type {
  About,
  DynamicQuery,
  DynamicRecords,
  DynamicRow,
  DynamicWindow,
  HistoriesQuery,
  PastValue,
  Records,
} from '../contract/records.js'
import type { LiveHub } from '../live/live-hub.js'
import { toAggregateData } from '../query/aggregate/aggregate-query.js'
import type { FilterData, QueryData } from '../query/filter-data.js'
import { type Query, toQueryData } from '../query/query.js'
import type { Reader, ReadLimits } from '../records/read-records.js'
import { nextOf } from '../records/read-records.js'
import { splitPath } from '../schema/property.js'
import type { RowSchema, Window } from '../schema/row.js'
import type { RecordId, UserId } from '../schema/value.js'
import { type Aggregates, type AskedAggregate, openAggregates } from './aggregates.js'
import { checkGranted, checkGrantedAggregate, type GrantedPaths } from './granted.js'
import { watchObjects, watchPipelines, watchProperties, watchReach } from './properties.js'
import { type RowNames, rowOfRecord, toPast, toRowNames, windowOfRows } from './row-maker.js'
import type { SchemaPort } from './schema-port.js'

/** What reading for a session needs of the host. */
export interface RecordsPort extends SchemaPort {
  readonly access: Access
  readonly reader: Pick<Reader, 'list' | 'run' | 'runAggregate' | 'histories'>
  readonly live: Pick<LiveHub, 'watch' | 'watchAggregate'>
}
/** Records bound to one user: typed rows, and rows whose properties are known only at run time. */
export interface SessionRecords {
  readonly typed: Records
  readonly dynamic: DynamicRecords & Pick<Aggregates, 'mayAsk'>
}
/**
 * Limits on records: to what a plugin was granted (without `granted` there is no such limit), to users with a permission if no provider
 * required one, and to the first value of each live list.
 */
export interface RecordsCut {
  readonly granted?: GrantedPaths
  readonly permission?: string
  readonly once?: boolean
  /** The caller has left: what is still being read is not waited for. */
  readonly signal?: AbortSignal
}

/** Records as a user sees them. */
export function openRecords(port: RecordsPort, user: UserId, cut: RecordsCut = {}): SessionRecords {
  const reader = new SessionReader(port, user, cut)
  return { typed: typedRecords(reader), dynamic: dynamicRecords(port, user, reader, cut) }
}

function typedRecords(reader: SessionReader): Records {
  const question = (query: Query<unknown, string>): QueryData => toQueryData(query)
  return {
    watch: <Row>(query: Query<Row, string>) => reader.watch(question(query), { count: true }) as Observable<Window<Row>>,
    list: async <Row>(query: Query<Row, string>) => (await reader.list(question(query))) as Window<Row>,
    find: async <Row>(id: RecordId, row: RowSchema<Row, string>) => {
      const data = question({ select: row } as Query<unknown, string>)
      const { rows } = await reader.list({ ...data, where: { test: 'id-of', type: data.type, ids: [id] }, limit: 1 })
      return rows[0] as Row | undefined
    },
    aggregate: (query) => reader.aggregates.aggregate(toAggregateData(query)),
    watchAggregate: (query) => reader.aggregates.watchAggregate(toAggregateData(query)),
  }
}

function dynamicRecords(port: RecordsPort, user: UserId, reader: SessionReader, { granted }: RecordsCut): SessionRecords['dynamic'] {
  return {
    watch: ({ count = false, archived, about, ...query }: DynamicQuery) =>
      reader.watch(query, { count, ...meantBy({ archived, about }) }) as Observable<DynamicWindow>,
    list: ({ count = true, archived, about, ...query }: DynamicQuery) => {
      const meant = meantBy({ archived, about })
      return (count ? reader.list(query, meant) : reader.first(query, meant)) as Promise<DynamicWindow>
    },
    ...reader.aggregates,
    watchProperties: (type, linked = [], about = undefined) =>
      watchProperties(port, user, { type, linked, ...(about !== undefined && { about }) }, granted),
    watchPipelines: (type, about) => watchPipelines(port, user, { type, ...(about !== undefined && { about }) }, granted),
    watchObjects: (type) => watchObjects(port, user, type, granted),
    histories: (query) => reader.histories(query),
    watchReach: (type, about) => watchReach(port, user, { type, ...(about !== undefined && { about }) }, granted),
  }
}

interface Meant extends About {
  readonly named: true
  readonly archived?: 'only'
}
function meantBy({ archived, about }: { readonly archived: 'only' | undefined; readonly about: string | undefined }): Meant {
  return { named: true, ...(archived && { archived }), ...(about !== undefined && { about }) }
}
/** The condition of a question about a role: only records of the pipelines that the workspace chose play it (SVC-1, REV-1). */
function playing({ roles }: Asker, { type, where }: Pick<QueryData, 'type' | 'where'>, about: string | undefined): FilterData | undefined {
  const pipelines = mappingOf(roles, type, about)?.pipelines
  if (pipelines === undefined) return where
  const chosen: FilterData = { test: 'any-of', property: `${type}.pipeline`, values: [...pipelines] }
  if (where === undefined) return chosen
  // Places in the given condition stay what they are: a refusal names them.
  return where.test === 'all' ? { ...where, filters: [...where.filters, chosen] } : { test: 'all', filters: [where, chosen] }
}

interface Prepared {
  readonly asker: Asker
  readonly real: QueryData
  readonly names: RowNames
  /** What the window says besides its rows. */
  readonly more: { readonly objectType?: string }
}
/** `named`: the window says which object type its rows are of. */
type AskOptions = BindOptions & About & { readonly named?: true }

/** Reads for one user. Every query is bound with the rights, roles and clock of the moment. */
class SessionReader {
  readonly #port: RecordsPort
  readonly #user: UserId
  readonly #cut: RecordsCut
  readonly aggregates: Aggregates

  constructor(port: RecordsPort, user: UserId, cut: RecordsCut) {
    this.#port = port
    this.#user = user
    this.#cut = cut
    this.aggregates = openAggregates(port, { user, once: cut.once === true, bind: (asked, live) => this.#bindAggregate(asked, live) })
  }

  async list(query: QueryData, options: Omit<AskOptions, 'archived'> & { readonly archived?: 'only' } = {}): Promise<Window<DynamicRow>> {
    const { asker, real, names, more } = this.#prepare(query, options)
    const { records, total, next } = await this.#port.reader.list(
      asker,
      { ...real, ...(options.archived && { archived: options.archived }) },
      this.#limits(),
    )
    return { rows: records.map((record) => rowOfRecord(record, names)), total, ...(next === undefined ? {} : { next }), ...more }
  }

  watch(query: QueryData, options: AskOptions): Observable<Window<DynamicRow>> {
    // It emits once and does not end: a provider that is read once may combine it with live streams.
    if (this.#cut.once)
      return concat(
        defer(() => this.first(query, options)),
        NEVER,
      )
    let prepared: Prepared | undefined
    const bind = () => {
      prepared = this.#prepare(query, options)
      return this.#port.access.bind(prepared.asker, prepared.real, { ...options, live: true })
    }
    return this.#port.live.watch({ subject: this.#user, bind }).pipe(
      map((window) => {
        if ('problem' in window) throw fromProblem(window.problem)
        const { names, more } = prepared ?? this.#prepare(query, options)
        return windowOfRows(window, names, more.objectType)
      }),
    )
  }

  #bindAggregate({ about, ...asked }: AskedAggregate, live: boolean): BoundAggregate {
    const { granted } = this.#cut
    const asker = this.#asker()
    if (granted !== undefined) checkGrantedAggregate(asked, granted, (link) => this.#targetOf(asker, link))
    const where = playing(asker, asked, about)
    const real = { ...asked, ...(where && { where }), type: resolveAbout(asker.roles, asked.type, about) }
    return this.#port.access.bindAggregate(asker, real, live ? { live } : {})
  }

  async histories({ type, about, ids, properties, limit }: HistoriesQuery): Promise<readonly (readonly PastValue[])[]> {
    const { granted } = this.#cut
    const asker = this.#asker()
    if (granted !== undefined) checkGranted({ type, select: properties }, granted, (link) => this.#targetOf(asker, link))
    const mapped = mappingOf(asker.roles, type, about)?.properties ?? {}
    const names = new Map(properties.map((name) => [Object.hasOwn(mapped, name) ? mapped[name] : name, name]))
    const real = about === undefined ? type : resolveAbout(asker.roles, type, about)
    const chosen = [...names.keys()].filter((name) => name !== undefined)
    const found = await this.#port.reader.histories(asker, { type: real, ids }, chosen, limit)
    return found.map((entries) => entries.map((entry) => ({ ...toPast(entry), property: names.get(entry.property) ?? entry.property })))
  }

  /** The rows of now, without looking for the number of all. */
  async first(query: QueryData, options: AskOptions): Promise<Window<DynamicRow>> {
    const { asker, real, names, more } = this.#prepare(query, options)
    const { query: bound } = this.#port.access.bind(asker, real, { ...options, withOrder: real.limit !== undefined })
    const { records, total = records.length } = await this.#port.reader.run(bound, this.#limits())
    const next = nextOf(records, bound)
    return { rows: records.map((record) => rowOfRecord(record, names)), total, ...(next !== undefined && { next }), ...more }
  }

  // A role's property that was not chosen has no value; everything else keeps the name that the query used.
  #prepare(query: QueryData, { named, about }: AskOptions): Prepared {
    const { granted } = this.#cut
    const asker = this.#asker()
    if (granted !== undefined) checkGranted(query, granted, (link) => this.#targetOf(asker, link))
    const properties = mappingOf(asker.roles, query.type, about)?.properties ?? {}
    const list = query.select.map((name) => ({ name, real: Object.hasOwn(properties, name) ? properties[name] : name }))
    const select = [...new Set(list.flatMap(({ real }) => real ?? []))]
    const type = about === undefined ? query.type : resolveAbout(asker.roles, query.type, about)
    const more = named ? { objectType: this.#port.access.type(asker, type).name } : {}
    const where = playing(asker, query, about)
    return { asker, real: { ...query, ...(where && { where }), type, select }, names: toRowNames(list), more }
  }

  #targetOf(asker: Asker, link: string): string | undefined {
    const [type, name] = splitPath(resolvePath(asker.roles, link))
    return this.#port.access.type(asker, type).associations.find((association) => association.name === name)?.to
  }

  #limits(): ReadLimits {
    const { signal } = this.#cut
    return { caller: this.#user, ...(signal && { signal }) }
  }

  #asker(): Asker {
    const asker = this.#port.askers.get(this.#user)
    const { permission } = this.#cut
    const missing = permission === undefined ? undefined : missingFor(asker.principal, permission)
    if (missing !== undefined) throw fromProblem(missing)
    return asker
  }
}
