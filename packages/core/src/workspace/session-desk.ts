import { filter, type Observable } from 'rxjs'
import { systemAsker } from '../access/asker.js'
import type { Directory } from '../access/directory.js'
import type { Instant } from '../base/clock.js'
import type { Log } from '../base/log.js'
import type { Outcome } from '../base/outcome.js'
import type { Draft } from '../records/draft.js'
import type { Writer } from '../records/write-records.js'
import type { RecordId } from '../schema/value.js'
import type { WorkspaceChange } from './change.js'
import { type KeptSession, type SessionBook, sessionType } from './session-book.js'

/** Sessions of browsers, which outlive the process that began them. A session of a user who may no longer sign in ends with that change. */
export interface SessionDesk extends Pick<SessionBook, 'all' | 'find' | 'ended'> {
  /** Keeps a new session. */
  begin(session: KeptSession): Promise<Outcome<void>>
  /** Notes when a session was used last. */
  use(id: RecordId, at: Instant): Promise<Outcome<void>>
  /** Ends sessions: nothing of them is kept, and their ids stay taken. Those that have ended already are passed over. */
  end(ids: readonly RecordId[]): Promise<Outcome<void>>
}
/** What the desk works with. */
export interface SessionDeskPort {
  readonly sessions: SessionBook
  readonly directory: Pick<Directory, 'find'>
  readonly writer: Pick<Writer, 'draft'>
  readonly changes: Observable<WorkspaceChange>
}

/** Ends sessions, and the streams under them; see `SessionDesk.end`. */
export async function endSessions(writer: Pick<Writer, 'draft'>, ids: readonly RecordId[]): Promise<Outcome<void>> {
  const by = { asker: systemAsker, actor: { source: 'system' } } as const
  const outcome = await writer.draft(by, (draft) =>
    change(draft, ids, (record) => Object.assign(record, { archived: true, archive: 'purge' })),
  )
  return outcome.ok ? { ok: true, value: undefined } : outcome
}

/** Opens the desk; what it cannot do by itself goes to the log. */
export function createSessionDesk({ sessions, directory, writer, changes }: SessionDeskPort, log: Log): SessionDesk {
  const write = async (fill: (draft: Draft) => Promise<void>): Promise<Outcome<void>> => {
    const outcome = await writer.draft({ asker: systemAsker, actor: { source: 'system' } }, fill)
    return outcome.ok ? { ok: true, value: undefined } : outcome
  }
  const desk: SessionDesk = {
    all: sessions.all,
    find: sessions.find,
    ended: sessions.ended,
    begin: ({ id, ...values }) => write(async (draft) => void draft.create({ type: sessionType, id }, values)),
    use: (id, usedAt) => write((draft) => change(draft, [id], (record) => Object.assign(record, { values: { ...record.values, usedAt } }))),
    end: (ids) => endSessions(writer, ids),
  }
  const endAbandoned = async (): Promise<void> => {
    const gone = sessions.all().filter(({ user }) => directory.find(user) === undefined)
    if (gone.length === 0) return
    const outcome = await desk.end(gone.map(({ id }) => id))
    if (!outcome.ok) log.warn('Sessions of users who may no longer sign in are still in the store.', { problem: outcome.problem.message })
  }
  changes.pipe(filter((each) => 'users' in each)).subscribe(() => void endAbandoned())
  void endAbandoned()
  return desk
}

async function change(draft: Draft, ids: readonly RecordId[], make: (record: Draft['records'][number]) => unknown): Promise<void> {
  const refs = ids.map((id) => ({ type: sessionType, id }))
  await draft.load(refs)
  for (const ref of refs) {
    const record = draft.find(ref)
    if (record !== undefined) make(record)
  }
}
