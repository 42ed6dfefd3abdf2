// The program of a reader process: it answers one request after the other, and ends with the process that started it.
import { fold } from '@tenure/core/adapter'
import type { SqlRow } from '@tenure/sql'
import Database from 'better-sqlite3'
import { addMeasureFunctions } from '../measure-functions.js'
import { Fuse } from './fuse.js'
import { partSize, type ReaderReply, type ReaderRequest, type ReadJob, type ReadStatement } from './read-job.js'

const [, , file = ''] = process.argv
const db = new Database(file, { readonly: true, timeout: 5000 })
db.pragma('cache_size = -65536')
db.pragma('mmap_size = 1073741824')
db.function('tenure_fold', { deterministic: true }, (text: unknown) => (text === null ? null : fold(String(text))))
addMeasureFunctions(db)
/** How long a walk by an index may look for the rows of a page before all rows are looked at in their own order, which is quicker for each. */
const walkMs = 50
const fuse = new Fuse()
db.function('tenure_fuse', fuse.check)
let parts: IterableIterator<SqlRow> | undefined

process.on('message', (request: ReaderRequest) => process.send?.(answer(request)))
process.on('disconnect', () => process.exit())

function answer(request: ReaderRequest): ReaderReply {
  try {
    return 'job' in request ? begin(request.job) : { part: nextPart() }
  } catch (error) {
    end()
    const { message, code } = error as { readonly message: string; readonly code?: string }
    return { failed: { message, code: code ?? '' } }
  }
}

// One transaction, so that all statements see one state; that of a job in parts is open until its last part.
function begin({ statements, parts: last }: ReadJob): ReaderReply {
  end()
  db.exec('BEGIN')
  const results: (readonly SqlRow[])[] = []
  for (const statement of statements) results.push((results.at(-1)?.length ?? 0) < (statement.unlessFewer ?? 0) ? [] : all(statement))
  if (last === undefined) end()
  else parts = iterate(last)
  return { results }
}
function all({ sql, values, orElse }: ReadStatement): readonly SqlRow[] {
  const read = (): readonly SqlRow[] => db.prepare(sql).raw(true).all(values) as SqlRow[]
  return orElse === undefined ? read() : (fuse.run(walkMs, read) ?? all(orElse))
}
function iterate({ sql, values }: ReadStatement): IterableIterator<SqlRow> {
  return db.prepare(sql).raw(true).iterate(values) as IterableIterator<SqlRow>
}
function nextPart(): readonly SqlRow[] {
  const part: SqlRow[] = []
  for (let row = parts?.next(); row?.done === false; row = parts?.next()) if (part.push(row.value) === partSize) return part
  end()
  return part
}
function end(): void {
  parts?.return?.()
  parts = undefined
  if (db.inTransaction) db.exec('COMMIT')
}
