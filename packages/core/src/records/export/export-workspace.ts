import { createSlices } from '../../base/slices.js'
import { TenureError } from '../../errors/tenure-error.js'
import type { IO, KeptPage, SchemaSnapshot, StorageAdapter } from '../../storage/adapter.js'
import { type ExportEnd, exportVersion, toRecordLine, toSchemaLine } from './export-lines.js'
import { Sha256 } from './sha256.js'

/** Sign-ins, links that open without one and addresses that may be secrets are of one store alone, and the audit is nobody's to bring along: it is exported apart, and never imported. */
const leftOut: ReadonlySet<string> = new Set(['session', 'publicLink', 'webhookDelivery', 'keptAddress', 'auditEntry'])
const auditType = 'auditEntry'

/**
 * Everything in a store that is open, as lines of JSON in some pieces of text: values, versions, links with labels, history, archived records,
 * ids that stay taken. All of one state, whatever is written meanwhile. What `restoreWorkspace` makes of it exports to the same bytes.
 *
 * Errors: `storage.refused` where the store has no backup.
 */
export async function* exportWorkspace(storage: StorageAdapter, io: IO = { signal: new AbortController().signal }): AsyncGenerator<string> {
  const { backup } = storage
  if (backup === undefined) throw noBackup(storage)
  const slices = createSlices(io.signal)
  const digest = new Sha256()
  const encoder = new TextEncoder()
  const counted: Omit<ExportEnd, 'sha256'> = { records: 0, purged: 0 }
  const toText = (lines: readonly unknown[]): string => {
    const piece = lines.map((line) => `${JSON.stringify(line)}\n`).join('')
    digest.update(encoder.encode(piece))
    return piece
  }
  const snapshot = await storage.describe()
  yield toText([{ tenure: 'export', version: exportVersion }, toSchemaLine(snapshot, leftOut)])
  const internal = internalOf(snapshot)
  for await (const { records, purged = [] } of backup.read(io)) {
    const kept = records.filter(({ ref }) => !leftOut.has(ref.type))
    const taken = purged.filter(({ type }) => !leftOut.has(type))
    counted.records += kept.length
    counted.purged += taken.length
    const lines = [
      ...kept.map((record) => toRecordLine(record, internal(record.ref.type))),
      ...taken.map(({ type, id }) => ({ purged: [type, id] })),
    ]
    if (lines.length > 0) yield toText(lines)
    await slices.next()
    io.signal.throwIfAborted()
  }
  yield toText([{ end: { ...counted, sha256: digest.digest() } satisfies ExportEnd }])
}

/** The audit of a store that is open, an entry a line. Nothing reads it back. Errors: as of `exportWorkspace`. */
export async function* exportAudit(storage: StorageAdapter, io: IO = { signal: new AbortController().signal }): AsyncGenerator<string> {
  const { backup } = storage
  if (backup === undefined) throw noBackup(storage)
  for await (const { records } of backup.read(io)) {
    const piece = entriesIn(records)
    if (piece !== '') yield piece
  }
}
function entriesIn(records: KeptPage['records']): string {
  const entries = records.filter(({ ref }) => ref.type === auditType)
  return entries.map(({ ref, values }) => `${JSON.stringify({ id: ref.id, ...values })}\n`).join('')
}

const none: ReadonlySet<string> = new Set()
function internalOf({ types }: SchemaSnapshot): (type: string) => ReadonlySet<string> {
  const names = new Map(
    types.map(({ name, properties }) => [name, new Set(properties.flatMap((each) => (each.internal ? [each.name] : [])))]),
  )
  return (type) => names.get(type) ?? none
}
function noBackup({ kind }: StorageAdapter): TenureError {
  return new TenureError('storage.refused', `The store ${kind} cannot be exported as a whole: it has no backup.`, { capability: 'backup' })
}
