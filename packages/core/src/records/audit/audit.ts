import { systemAsker } from '../../access/asker.js'
import { type AuditFact, auditType } from '../../access/audit/audit-entry.js'
import type { Clock } from '../../base/clock.js'
import type { Log } from '../../base/log.js'
import type { Outcome } from '../../base/outcome.js'
import { isTenureError, TenureError } from '../../errors/tenure-error.js'
import type { Reader } from '../read-records.js'
import type { Writer } from '../write-records.js'
import { draftEntry } from './draft-entry.js'
import { type DatedFact, type Refusal, RefusalCount } from './refusal-count.js'

/** What the audit works with. */
export interface AuditOptions {
  readonly clock: Clock
  readonly log: Log
  readonly reader: Pick<Reader, 'list'>
  readonly writer: Pick<Writer, 'draft'>
  /** How long entries are kept. */
  readonly keepMs: number
  /** What the first removal waits for; by default nothing. */
  readonly after?: PromiseLike<unknown> | undefined
}
/** Keeps facts that are in no record (SEC-13). What changes records is kept with the change itself. */
export interface Audit extends AsyncDisposable {
  /** Keeps a fact. The answer says whether the store has it: what must not happen unseen waits for it. */
  add(fact: AuditFact): Promise<Outcome<void>>
  /** Counts a refusal; see `RefusalCount`. */
  refused(refusal: Refusal): void
  /** Settles when everything that was added is stored. */
  idle(): Promise<void>
}

const dayMs = 86_400_000
/** So many entries are written, and removed, together. */
const most = 200

interface Waiting extends DatedFact {
  readonly settle: (outcome: Outcome<void>) => void
}

/** Opens the audit, and removes what is older than it keeps: at the start, and once a day. */
export function openAudit(options: AuditOptions): Audit {
  const audit = new RunningAudit(options)
  if (options.after === undefined) audit.pruneDaily()
  else void options.after.then(() => audit.pruneDaily())
  return audit
}

class RunningAudit implements Audit {
  readonly #options: AuditOptions
  readonly #refusals = new RefusalCount()
  #waiting: Waiting[] = []
  #writing: Promise<void> | undefined
  #isWriting = false
  #pruning: Promise<void> | undefined
  #hour: Disposable | undefined
  #day: Disposable | undefined
  #isClosed = false

  constructor(options: AuditOptions) {
    this.#options = options
  }

  add(fact: AuditFact): Promise<Outcome<void>> {
    return this.#keep({ fact, at: this.#options.clock.now() })
  }

  refused(refusal: Refusal): void {
    for (const dated of this.#refusals.count(refusal, this.#options.clock.now())) void this.#keep(dated)
    const { endsAt } = this.#refusals
    if (endsAt !== undefined) this.#hour ??= this.#options.clock.at(endsAt, () => this.#endHour())
  }

  async idle(): Promise<void> {
    await this.#writing
    await this.#pruning
  }

  pruneDaily(): void {
    if (this.#isClosed) return
    this.#pruning = this.#prune().catch((error: unknown) => this.#warn('Old entries of the audit could not be removed.', error))
    this.#day = this.#options.clock.at(this.#options.clock.now() + dayMs, () => this.pruneDaily())
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#isClosed = true
    this.#day?.[Symbol.dispose]()
    this.#endHour()
    await this.idle()
  }

  #endHour(): void {
    this.#hour?.[Symbol.dispose]()
    this.#hour = undefined
    for (const dated of this.#refusals.take()) void this.#keep(dated)
  }

  #keep(dated: DatedFact): Promise<Outcome<void>> {
    return new Promise((settle) => {
      this.#waiting.push({ ...dated, settle })
      if (!this.#isWriting) this.#writing = this.#drain()
    })
  }

  // It ends in the same turn in which it finds nothing more: whoever adds next begins another one.
  async #drain(): Promise<void> {
    this.#isWriting = true
    while (this.#waiting.length > 0) {
      const part = this.#waiting.splice(0, most)
      const outcome = await this.#write(part)
      if (!outcome.ok) this.#warn('The store did not take entries of the audit.', new Error(outcome.problem.message))
      for (const { settle } of part) settle(outcome)
    }
    this.#isWriting = false
  }

  async #write(part: readonly Waiting[]): Promise<Outcome<void>> {
    try {
      const outcome = await this.#options.writer.draft(bySystem, async (draft) => {
        for (const { fact, at } of part) draftEntry(draft, fact, at)
      })
      return outcome.ok ? { ok: true, value: undefined } : outcome
    } catch (error) {
      const failed = new TenureError('storage.failed', 'The store did not take an entry of the audit.', { transient: false })
      return { ok: false, problem: isTenureError(error) ? error.problem : failed.problem }
    }
  }

  async #prune(): Promise<void> {
    const { clock, keepMs, reader, writer } = this.#options
    const oldest = clock.now() - keepMs
    const where = { test: 'before', property: `${auditType}.at`, value: oldest } as const
    for (;;) {
      const { records } = await reader.list(systemAsker, { type: auditType, select: [], where, limit: most })
      if (records.length === 0) return
      const outcome = await writer.draft(bySystem, async (draft) => {
        const refs = records.map(({ ref }) => ref)
        await draft.load(refs)
        for (const ref of refs) Object.assign(draft.find(ref) ?? {}, { archived: true, archive: 'purge' })
      })
      if (!outcome.ok) return this.#warn('Old entries of the audit could not be removed.', new Error(outcome.problem.message))
    }
  }

  #warn(message: string, error: unknown): void {
    this.#options.log.warn(message, { error: String(error) })
  }
}

const bySystem = { asker: systemAsker, actor: { source: 'system' } } as const
