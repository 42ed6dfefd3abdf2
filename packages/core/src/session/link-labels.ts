import { concatMap, distinctUntilChanged, filter, map, merge, type Observable, of } from 'rxjs'
import type { Access } from '../access/access.js'
import type { Asker } from '../access/asker.js'
import type { Reader } from '../records/read-records.js'
import type { RecordId, RecordRef } from '../schema/value.js'
import type { ChangeBatch } from '../storage/adapter.js'

/** What watching labels of links needs of the host. */
export interface LabelsPort {
  readonly access: Pick<Access, 'type' | 'resolve'>
  readonly reader: Pick<Reader, 'labels'>
  /** Every batch, after live queries have followed it. */
  readonly batches: Observable<ChangeBatch>
}
type Labels = ReadonlyMap<RecordId, readonly string[]>

/** The labels of a record's links along an association, now and after each change of a link of that record. */
export function watchLabels(
  { access, reader, batches }: LabelsPort,
  asker: () => Asker,
  ref: RecordRef,
  association: string,
): Observable<Labels> {
  const type = access.type(asker(), ref.type)
  const edge = type.associations.find(({ name }) => name === association)?.edge
  const isOwn = (other: RecordRef): boolean => other.type === type.name && other.id === access.resolve({ type: type.name, id: ref.id }).id
  const concerns = ({ changes }: ChangeBatch): boolean =>
    changes.some((change) => isOwn(change.ref) && change.linked?.some((link) => link.edge === edge))
  return merge(of(undefined), batches.pipe(filter(concerns))).pipe(
    concatMap(() => reader.labels(asker(), ref, association)),
    map((labels) => ({ labels, text: JSON.stringify([...labels]) })),
    distinctUntilChanged((a, b) => a.text === b.text),
    map(({ labels }) => labels),
  )
}
