import { concat, defer, firstValueFrom, map, NEVER, type Observable, switchMap } from 'rxjs'
import type { Asker } from '../access/asker.js'
import { isEditable, isReadable, never } from '../access/policy.js'
import { resolveType } from '../access/role-path.js'
import { versionOf } from '../access/seen-version.js'
import type { AnyRecords, RecordView, TypeView } from '../contract/any-records.js'
import { TenureError } from '../errors/tenure-error.js'
import type { CallLimits } from '../plugin/key-opener.js'
import type { QueryData } from '../query/filter-data.js'
import { evaluate } from '../records/evaluate.js'
import type { Reader } from '../records/read-records.js'
import type { ObjectTypeDefinition } from '../schema/definition.js'
import type { RecordRef, UserId } from '../schema/value.js'
import type { StoredRecord } from '../storage/adapter.js'
import { concernsTypes, follow } from '../workspace/follow.js'
import { type LabelsPort, watchLabels } from './link-labels.js'
import { watchMerge } from './merge-view.js'
import { movesOf } from './pipeline/moves.js'
import { toPast, toPastMerge } from './row-maker.js'
import { openRecords, type RecordsPort } from './session-records.js'

/** What reading records of any type needs of the host. */
export interface AnyRecordsPort extends RecordsPort, Pick<LabelsPort, 'batches'> {
  readonly reader: Pick<Reader, 'list' | 'run' | 'history' | 'histories' | 'pasts' | 'merges' | 'labels' | 'runAggregate'>
}

/** Records of every object type, as a user sees them. `once`: only the first value of each stream is wanted. */
export function openAnyRecords(port: AnyRecordsPort, user: UserId, { once, signal }: CallLimits): AnyRecords {
  const cut = <T>(stream: Observable<T>): Observable<T> =>
    once
      ? concat(
          defer(() => firstValueFrom(stream)),
          NEVER,
        )
      : stream
  return {
    ...openRecords(port, user, { once, ...(signal && { signal }) }).dynamic,
    watchType: (type) => cut(watchType(port, user, type)),
    watchTypes: () => cut(watchTypes(port, user)),
    watchRecord: (ref) => cut(watchRecord(port, user, ref)),
    watchLabels: (ref, association) => cut(watchLabels(port, () => port.askers.get(user), ref, association)),
    watchMerge: (ref, other) =>
      cut(
        watchMerge(watchRecord(port, user, ref), watchRecord(port, user, { type: ref.type, id: other }), () => {
          const asker = port.askers.get(user)
          return { asker, type: port.access.type(asker, ref.type) }
        }),
      ),
    watchMoves: (ref, pipeline) =>
      cut(
        watchRecord(port, user, ref).pipe(
          map((record) => movesOf(port.access.type(port.askers.get(user), ref.type), record, port.askers.get(user), pipeline)),
        ),
      ),
    async history(ref, { property, limit }) {
      const asker = port.askers.get(user)
      const entries = await port.reader.history(asker, { ...ref, type: resolveType(asker.roles, ref.type) }, property, limit)
      return entries.map(toPast)
    },
    async pasts(query) {
      const asker = port.askers.get(user)
      return port.reader.pasts(asker, { ...query, type: resolveType(asker.roles, query.type) })
    },
    async merges(ref) {
      const asker = port.askers.get(user)
      return (await port.reader.merges(asker, { ...ref, type: resolveType(asker.roles, ref.type) })).map(toPastMerge)
    },
  }
}

function watchType(port: AnyRecordsPort, user: UserId, name: string): Observable<TypeView> {
  return follow(
    port.changes,
    (change) => concernsTypes(change, user),
    () => readType(port, port.askers.get(user), name),
  )
}

function watchTypes(port: AnyRecordsPort, user: UserId): Observable<readonly TypeView[]> {
  return follow(
    port.changes,
    (change) => concernsTypes(change, user),
    () => {
      const asker = port.askers.get(user)
      return [...port.schema().values()].filter((type) => isOpen(port, asker, type)).map(({ name }) => readType(port, asker, name))
    },
  )
}

function readType(port: AnyRecordsPort, asker: Asker, name: string): TypeView {
  const type = port.access.type(asker, name)
  const { label, plural, title, properties, associations, pipelines, activity } = type
  return {
    name: type.name,
    label,
    plural,
    title,
    properties: properties
      .filter((property) => isReadable(asker.principal, type, property.name))
      .map((property) => ({ ...property, ...(isEditable(asker, type, property) && { edits: property.name }) })),
    associations: associations.filter(({ to }) => isOpen(port, asker, port.access.type(asker, to))),
    ...(pipelines && { pipelines }),
    ...(activity && { activity }),
  }
}
function isOpen({ access }: AnyRecordsPort, asker: Asker, { name, active, policy }: ObjectTypeDefinition): boolean {
  return active && policy === undefined && access.policy(asker, name, 'view') !== never
}

function watchRecord(port: AnyRecordsPort, user: UserId, ref: RecordRef): Observable<RecordView> {
  return watchType(port, user, ref.type).pipe(switchMap((type) => watchOf(port, user, type, ref.id)))
}
function watchOf(port: AnyRecordsPort, user: UserId, type: TypeView, id: string): Observable<RecordView> {
  const query: QueryData = {
    type: type.name,
    select: type.properties.map(({ name }) => name),
    where: { test: 'id-of', type: type.name, ids: [id] },
    limit: 1,
  }
  const bind = () => port.access.bind(port.askers.get(user), query, { archived: 'any', live: true })
  return port.live.watch({ subject: user, bind }).pipe(
    map((window) => {
      const record = 'problem' in window ? undefined : window.records[0]
      if (record !== undefined) return toView(port, port.askers.get(user), type, record)
      throw new TenureError('record.not-found', `There is no ${type.label.toLowerCase()} with the id ${id}.`, {
        record: { type: type.name, id },
      })
    }),
  )
}
function toView({ access }: AnyRecordsPort, asker: Asker, type: TypeView, record: StoredRecord): RecordView {
  const { ref, values, archivedAt } = record
  const may = (action: 'edit' | 'delete') => evaluate(access.policy(asker, type.name, action), type.name, { id: ref.id, values })
  return {
    ...{ type, id: ref.id, values },
    version: versionOf(type.properties, record),
    archived: archivedAt !== undefined,
    may: { edit: may('edit'), delete: may('delete') },
  }
}
