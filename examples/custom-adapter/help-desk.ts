// A help desk behind a REST interface: read often, written rarely, and by others too. The adapter leaves out what the desk cannot do (order, any, not,
// associations, batches, history), and the core does it.
import {
  type AdapterEnv,
  type Atom,
  type Change,
  type ChangeBatch,
  type CommitResult,
  type Duration,
  dayOf,
  type IO,
  minutes,
  type Pushed,
  pollChanges,
  pushDown,
  type StorageAdapter,
  type StoredRecord,
  TenureError,
  type Values,
  type Write,
  type WriteBatch,
} from '@tenure/core/adapter'

/** Where the desk is. `every`: the pause between two polls for changes. */
export interface HelpDeskOptions {
  readonly url: string
  readonly token: string
  readonly every?: Duration
  readonly fetch?: typeof fetch
}
/** One object of the desk. */
export interface DeskObject {
  readonly type: string
  readonly id: string
  readonly rev: number
  readonly archivedMs?: number
  readonly fields: Values
}
/** Some objects, and where the next ones are. */
export interface DeskPage {
  readonly objects: readonly DeskObject[]
  readonly next?: string
}
/** The next commit after a cursor; without `object` there is none yet. */
export interface DeskChange {
  readonly cursor: string
  readonly object?: DeskObject
  readonly change?: Change['change']
  readonly changed?: readonly string[]
  readonly atMs?: number
}

// The desk's names for our properties; all others have the same name there.
const words: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  ticket: { subject: 'topic', stage: 'state', createdAt: 'opened' },
}

export function helpDesk(options: HelpDeskOptions): StorageAdapter<Pushed<string>> {
  const api = new DeskApi(options)
  return {
    kind: 'help-desk',
    capabilities: { atomic: 'record', versions: true, feed: true, images: 'after', shared: true, remote: true },
    open: (env) => api.open(env),
    close: async () => api.close(),
    describe: () => api.get('/types', {}),
    read: (refs, io) => Promise.all(refs.map(({ type, id }) => api.find(type, id, io))),
    plan: (query) => pushDown(query, (atom) => toTerm(query.type, atom)),
    scan: async function* ({ native: { query, terms } }, io) {
      let next: string | undefined = `/objects?${[`type=${query.type}`, ...terms].join('&')}`
      while (next !== undefined) {
        const page: DeskPage = await api.get(next, io)
        yield { records: page.objects.map(toRecord) }
        next = page.next
      }
    },
    commit: async (batch, io) => {
      const [write, ...others] = batch.writes
      if (write === undefined) return { ok: true, records: [], changes: [] }
      if (others.length > 0 || isLink(write)) return { ok: false, because: 'refused', at: 0 }
      checkText(write)
      return api.write(write, batch, io)
    },
    changes: (from, io) => pollChanges(from, io, { every: options.every ?? minutes(1), since: (cursor) => api.changedSince(cursor, io) }),
  }
}

// Values that the desk compares like the core are `exact`. It knows only days, in its own zone: that is `inexact`, and the core checks
// again. An inexact test may return too much, never too little.
function toTerm(type: string, atom: Atom): { readonly term: string; readonly grade: 'exact' | 'inexact' } | undefined {
  if (atom.test === 'is' && (atom.kind === 'enumeration' || atom.kind === 'user'))
    return { term: `is.${toWord(type, atom.property)}=${encodeURIComponent(String(atom.value))}`, grade: 'exact' }
  if (atom.test === 'at-least' && atom.kind === 'datetime')
    return { term: `from.${toWord(type, atom.property)}=${dayOf(Number(atom.value), 'UTC')}`, grade: 'inexact' }
  return undefined
}

function toWord(type: string, property: string): string {
  return words[type]?.[property] ?? property
}
function toFields(type: string, values: Values): Values {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [toWord(type, name), value]))
}
function toName(type: string, word: string): string {
  return Object.entries(words[type] ?? {}).find(([, theirs]) => theirs === word)?.[0] ?? word
}
function toRecord({ type, id, rev, archivedMs, fields }: DeskObject): StoredRecord {
  const values = Object.fromEntries(Object.entries(fields).map(([word, value]) => [toName(type, word), value]))
  return { ref: { type, id }, version: String(rev), values, ...(archivedMs !== undefined && { archivedAt: archivedMs }) }
}

interface DeskAnswer {
  readonly object?: DeskObject
  readonly cursor: string
  readonly rev: number
  /** It was like this already: nothing was written. */
  readonly same?: boolean
}
type OneWrite = Exclude<Write, { readonly write: 'link' | 'unlink' }>
const isLink = (write: Write): write is Exclude<Write, OneWrite> => write.write === 'link' || write.write === 'unlink'
const refusals = { 404: 'missing', 409: 'exists', 412: 'conflict' } as const

class DeskApi {
  readonly #options: HelpDeskOptions
  #isOpen = false

  constructor(options: HelpDeskOptions) {
    this.#options = options
  }

  async open({ signal }: AdapterEnv): Promise<void> {
    this.#isOpen = true
    await this.get('/ping', { signal })
  }
  close(): void {
    this.#isOpen = false
  }

  async get<T>(path: string, io: Partial<IO>): Promise<T> {
    const response = await this.#send(path, { ...(io.signal && { signal: io.signal }) })
    if (response.status === 400) throw invalid(path)
    if (!response.ok) throw failed(response.status)
    return (await response.json()) as T
  }

  async find(type: string, id: string, io: IO): Promise<StoredRecord | null> {
    const { objects } = await this.get<DeskPage>(`/objects?type=${type}&id=${encodeURIComponent(id)}`, io)
    return objects[0] === undefined ? null : toRecord(objects[0])
  }

  async write(write: OneWrite, batch: WriteBatch, { signal }: IO): Promise<CommitResult> {
    const { method, body } = toRequest(write)
    const headers = { 'if-match': write.expect ?? '*' }
    const path = `/objects/${write.ref.type}/${encodeURIComponent(write.ref.id)}`
    const response = await this.#send(path, { method, headers, signal, body: JSON.stringify(body) }).catch(lost)
    const because = refusals[response.status as keyof typeof refusals]
    if (because !== undefined) return { ok: false, because, at: 0 }
    // The desk is busy and says for how long: nothing was written.
    if (response.status === 429) return { ok: false, because: 'retry', retryAfterMs: Number(response.headers.get('retry-after')) * 1_000 }
    // The answer was lost on the way: the desk may have written or not.
    if (!response.ok) return { ok: false, because: 'unknown' }
    const { object, cursor, rev, same } = (await response.json()) as DeskAnswer
    if (same) return { ok: true, records: [], cursor, changes: [] }
    const records = object === undefined ? [] : [toRecord(object)]
    return { ok: true, records, cursor, changes: [toChange(write, batch, String(rev), records[0])] }
  }

  async changedSince(cursor: string | undefined, io: IO): Promise<ChangeBatch> {
    const after = cursor === undefined ? '' : `?after=${encodeURIComponent(cursor)}`
    const { cursor: next, object, change = 'patch', changed = [], atMs = 0 } = await this.get<DeskChange>(`/changes${after}`, io)
    if (object === undefined) return { cursor: next, changes: [] }
    const { ref, version, values, archivedAt } = toRecord(object)
    const isThere = archivedAt === undefined && change !== 'purge'
    const names = changed.map((word) => toName(ref.type, word))
    return { cursor: next, changes: [{ ref, version, change, changed: names, at: atMs, ...(isThere && { after: values }) }] }
  }

  async #send(path: string, init: RequestInit): Promise<Response> {
    const { url, token, fetch: send = fetch } = this.#options
    if (!this.#isOpen) throw new TenureError('storage.closed', 'The help desk is closed. Open it first.', { store: 'help-desk' })
    return send(new URL(path, url), { ...init, headers: { ...init.headers, authorization: `Bearer ${token}` } })
  }
}

function toRequest(write: OneWrite): { readonly method: string; readonly body: unknown } {
  if (write.write === 'create') return { method: 'PUT', body: { fields: toFields(write.ref.type, write.values) } }
  if (write.write === 'patch') return { method: 'PATCH', body: { fields: toFields(write.ref.type, write.values) } }
  if (write.write === 'purge') return { method: 'DELETE', body: {} }
  return { method: 'PATCH', body: { archived: write.write === 'archive' } }
}
// What the feed will say of the same write. The core adds what was there before.
function toChange(write: OneWrite, { at, actor }: WriteBatch, version: string, record: StoredRecord | undefined): Change {
  const changed = 'values' in write ? Object.keys(write.values) : []
  const isThere = record !== undefined && record.archivedAt === undefined
  return { ref: write.ref, change: write.write, version, at, actor, changed, ...(isThere && { after: record.values }) }
}
// Text that other stores could not keep: with a NUL character, or with half a character.
const broken = /\0|\p{Surrogate}/u
function checkText(write: OneWrite): void {
  const values = 'values' in write ? Object.entries(write.values) : []
  const [name] = [['id', write.ref.id], ...values].find(([, text]) => typeof text === 'string' && broken.test(text)) ?? []
  if (name === undefined) return
  const message = `The text of ${name} has a NUL character or half a character.`
  throw new TenureError('input.invalid', message, { issues: [{ path: [String(name)], message }] })
}
function lost(error: unknown): Response {
  if (error instanceof TenureError) throw error
  return Response.error()
}
function failed(status: number): TenureError {
  return new TenureError('storage.failed', `The help desk answered ${status}. Look at its log.`, { transient: status >= 500 })
}
function invalid(path: string): TenureError {
  const message = `The help desk does not understand ${path}.`
  return new TenureError('input.invalid', message, { issues: [{ path: [], message }] })
}
