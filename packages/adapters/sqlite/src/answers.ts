import type { Change, CommitResult, StoredRecord } from '@tenure/core/adapter'
import { sideTables } from '@tenure/sql'
import type { Connection } from './connection.js'
import type { ChangeFeed } from './feed/change-feed.js'

const { answer } = sideTables
const keptMs = 24 * 60 * 60_000

type Committed = CommitResult & { readonly ok: true }
/** What a key answers with, beside the row of the feed; `seq` is null where nothing changed. `archived` are records of which the feed has no image. */
interface StoredAnswer {
  readonly seq: number | null
  readonly head: number
  readonly archived?: readonly StoredRecord[]
  /** The next row of the feed is the consequence of the batch. */
  readonly followed?: true
}

/** What commits answered, by their keys, for 24 hours. An answer is read back from the feed, so it takes little room of its own. */
export class Answers {
  readonly #connection: Connection
  readonly #feed: ChangeFeed

  constructor(connection: Connection, feed: ChangeFeed) {
    this.#connection = connection
    this.#feed = feed
  }

  find(key: string): Committed | undefined {
    const stored = this.#connection.get(`SELECT result FROM ${answer} WHERE key = ?`, [key])?.[0]
    if (typeof stored !== 'string') return undefined
    const { seq, head, archived = [], followed } = JSON.parse(stored) as StoredAnswer
    const changes = seq === null ? [] : this.#feed.changesOf(seq)
    const records = changes.flatMap((change) => toRecord(change, archived))
    const first = { ok: true, records, cursor: this.#feed.cursorOf(seq ?? head), changes, repeated: true } as const
    if (!followed || seq === null) return first
    const consequence = { changes: this.#feed.changesOf(seq + 1), cursor: this.#feed.cursorOf(seq + 1) }
    const later = consequence.changes.flatMap((change) => toRecord(change, archived))
    return withConsequence(first, consequence, later)
  }

  /** Remembers an answer from now on; `seq` is its row of the feed. */
  remember(key: string, now: number, seq: number | null, { records, consequence }: Pick<Committed, 'records' | 'consequence'>): void {
    const archived = records.filter(({ archivedAt }) => archivedAt !== undefined)
    const more = { ...(archived.length > 0 && { archived }), ...(consequence && { followed: true as const }) }
    const stored: StoredAnswer = { seq, head: this.#feed.head, ...more }
    this.#connection.run(`DELETE FROM ${answer} WHERE at < ?`, [now - keptMs])
    this.#connection.run(`INSERT INTO ${answer} (key, at, result) VALUES (?, ?, ?)`, [key, now, JSON.stringify(stored)])
  }
}

/** The answer of a batch with what followed from it: each record as it is after both. */
export function withConsequence(
  answer: Committed,
  consequence: NonNullable<Committed['consequence']>,
  later: readonly StoredRecord[],
): Committed {
  const isLater = ({ ref }: StoredRecord): boolean => later.some((each) => each.ref.type === ref.type && each.ref.id === ref.id)
  return { ...answer, records: [...answer.records.filter((record) => !isLater(record)), ...later], consequence }
}

function toRecord({ ref, version, after }: Change, archived: readonly StoredRecord[]): readonly StoredRecord[] {
  if (after !== undefined) return [{ ref, version, values: after }]
  return archived.filter((record) => record.ref.type === ref.type && record.ref.id === ref.id)
}
