import { compareCodePoints, type HistoryEntry, type RecordRef, TenureError, type Write } from '@tenure/core/adapter'
import type { KeptLink, KeptPage, KeptRecord } from '@tenure/core/backup'
import { checkText } from './check-text.js'
import { toRow } from './commit.js'
import type { Row } from './record-table.js'
import type { Store } from './store.js'

const rowsOfPage = 500

/** Everything in the store, in order; gathered in one step, so that no commit comes in between. Rows and histories never change. */
export function readKept(store: Store): readonly KeptPage[] {
  const types = store.describe().types.map(({ name }) => name)
  const all = [...new Set([...types, ...store.typesWithRows()])].sort(compareCodePoints)
  const pages = all.flatMap((type) => {
    const rows = [...store.table(type).rows()].sort((a, b) => compareCodePoints(a.id, b.id))
    return inPages(rows.map((row) => keep(store, row)))
  })
  const purged = [...store.purged].map(toRef).sort((a, b) => compareCodePoints(a.type, b.type) || compareCodePoints(a.id, b.id))
  return [...pages, { records: [], purged }]
}

/** Puts what was kept into a store that nobody reads yet. Errors: `storage.refused`, and `input.invalid` for text that no store keeps. */
export function restoreKept(store: Store, { records, purged = [] }: KeptPage): void {
  for (const record of records) restoreRecord(store, record)
  for (const { type, id } of purged) store.purged.add(`${type}\u0000${id}`)
}

/** Makes sure that every link has both its ends. Errors: `storage.refused`. */
export function checkLinks(store: Store, links: Iterable<KeptLink>): void {
  for (const { to, edge } of links)
    if (store.read(to) === null) throw refused(`A link along ${edge} leads to ${to.type} ${to.id}, which is not there.`)
}

function keep(store: Store, { record }: Row): KeptRecord {
  const { ref } = record
  const links = store.links
    .from(ref)
    .toSorted((a, b) => compareCodePoints(a.edge, b.edge) || compareCodePoints(a.to.id, b.to.id) || compareCodePoints(a.label, b.label))
    .map(({ edge, to, label }): KeptLink => ({ edge, to, ...(label !== '' && { label }) }))
  return { ...record, links, history: inOrder(store.history.read(ref, undefined, Number.POSITIVE_INFINITY)) }
}
// Newest first as they are read; by property within a commit either way.
function inOrder(entries: readonly HistoryEntry[]): readonly HistoryEntry[] {
  return entries.toSorted((a, b) => Number(a.version) - Number(b.version) || compareCodePoints(a.property, b.property))
}

function restoreRecord(store: Store, { ref, version, values, archivedAt, links, history }: KeptRecord): void {
  const table = store.table(ref.type)
  if (table.get(ref.id) !== undefined) throw refused(`There are two records ${ref.type} ${ref.id}.`)
  const labels = links.map((link): Write => ({ write: 'link', ref, ...link }))
  checkText([{ write: 'create', ref, values }, ...labels], (type, property) => store.kindOf(type, property))
  const row = toRow(ref, version, values, archivedAt)
  const taken = table.taken(row)
  if (taken !== undefined) throw refused(`Another ${ref.type} has the ${taken} of ${ref.id}.`)
  table.set(ref.id, row)
  store.history.append(
    ref,
    history.toSorted((a, b) => Number(a.version) - Number(b.version) || compareCodePoints(b.property, a.property)),
  )
  for (const { edge, to, label = '' } of links) {
    const key = { edge, from: ref, to, label }
    if (!store.links.fits(key)) throw refused(`No link along ${edge} goes from ${ref.type} to ${to.type}.`)
    store.links.set(key, true)
  }
}

function inPages(records: readonly KeptRecord[]): readonly KeptPage[] {
  return Array.from({ length: Math.ceil(records.length / rowsOfPage) }, (_, at) => ({
    records: records.slice(at * rowsOfPage, (at + 1) * rowsOfPage),
  }))
}
function toRef(key: string): RecordRef {
  const at = key.indexOf('\u0000')
  return { type: key.slice(0, at), id: key.slice(at + 1) }
}
function refused(message: string): TenureError {
  return new TenureError('storage.refused', message, { capability: 'backup' })
}
