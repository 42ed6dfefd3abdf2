import { systemAsker } from '../../access/asker.js'
import type { Clock } from '../../base/clock.js'
import { getValue } from '../../base/outcome.js'
import { TenureError } from '../../errors/tenure-error.js'
import type { Draft } from '../../records/draft.js'
import type { Reader } from '../../records/read-records.js'
import type { Writer } from '../../records/write-records.js'
import type { RecordId, Values } from '../../schema/value.js'
import type { Actor, ChangeBatch, FeedCursor } from '../../storage/adapter.js'
import { firstValues, type JobRecord, jobType, refOfJob, toJobRecord } from '../job/job-record.js'
import type { JobToRun } from '../job/job-to-run.js'
import type { FollowRunPort } from './follow-piece.js'
import { asJson, type FollowPlace } from './follow-place.js'

/** Who writes where nobody asked for it. */
export const bySystem = { asker: systemAsker, actor: { source: 'system' } } as const
/** What a job's record becomes; nothing where it stays. */
export type RecordChange = (record: JobRecord, draft: Draft) => Values | undefined | Promise<Values | undefined>

/** What the records of jobs are kept with. */
export interface FollowedRecordsPort extends Pick<FollowRunPort, 'feed'> {
  readonly clock: Clock
  readonly reader: Pick<Reader, 'find'>
  readonly writer: Pick<Writer, 'draft'>
}

/** The records of jobs that follow the feed, and where the feed ends. */
export class FollowedRecords {
  readonly #port: FollowedRecordsPort
  /** Cursors of commits to the records of jobs. */
  readonly #marks = new Map<RecordId, FeedCursor>()
  #last: FeedCursor | undefined

  constructor(port: FollowedRecordsPort) {
    this.#port = port
  }

  /** Hears each commit. */
  notice({ cursor, changes }: ChangeBatch): void {
    this.#last = cursor
    for (const { ref } of changes) if (ref.type === jobType) this.#marks.set(ref.id, cursor)
  }

  /** Where the feed ends: where only this host writes, at its last commit. Otherwise a commit of its own shows it. */
  async head(job: string): Promise<FeedCursor> {
    return this.#port.feed.isShared || this.#last === undefined ? this.#mark(job) : this.#last
  }

  async #mark(job: string): Promise<FeedCursor> {
    const ref = refOfJob(job)
    const outcome = await this.#port.writer.draft(bySystem, async (draft) => {
      await draft.load([ref])
      const record = draft.find(ref)
      if (record === undefined) throw noJob(job)
      record.values = { ...record.values, looks: Number(record.values['looks'] ?? 0) + 1 }
    })
    getValue(outcome)
    const cursor = this.#marks.get(ref.id)
    if (cursor !== undefined) return cursor
    throw new TenureError('internal.invariant', 'A commit was not told to those who follow it.', {
      invariant: 'commits are told before they are answered',
    })
  }

  /** Changes the record of a job, by somebody. */
  async change(job: string, actor: Actor, change: RecordChange): Promise<void> {
    const ref = refOfJob(job)
    const outcome = await this.#port.writer.draft({ asker: systemAsker, actor }, async (draft) => {
      await draft.load([ref])
      const record = draft.find(ref)
      if (record === undefined) throw noJob(job)
      const values = await change(toJobRecord(record), draft)
      if (values !== undefined) record.values = { ...record.values, ...values }
    })
    getValue(outcome)
  }

  /** The record of a job, once it has one. */
  async read(job: string): Promise<JobRecord | undefined> {
    const record = await this.#port.reader.find(systemAsker, refOfJob(job))
    return record && toJobRecord(record)
  }

  /** Makes the record of a job: it begins with the changes that come after it. */
  async begin({ job, plugin }: JobToRun): Promise<JobRecord> {
    const { clock, writer } = this.#port
    const ref = refOfJob(job.id)
    const outcome = await writer.draft(bySystem, async (draft) => {
      await draft.load([ref])
      if (draft.find(ref) === undefined) draft.create(ref, firstValues(job, plugin, clock.now()))
    })
    getValue(outcome)
    const now = clock.now()
    const place: FollowPlace = { cursor: await this.#mark(job.id), at: now, ...(job.on.occasion === 'at' && { due: now }) }
    await this.change(job.id, bySystem.actor, (record) => (record.place === undefined ? { place: asJson(place) } : undefined))
    const record = await this.read(job.id)
    if (record === undefined) throw noJob(job.id)
    return record
  }
}

/** Nobody has a job of that name. */
export function noJob(job: string): TenureError {
  return new TenureError('record.not-found', `There is no job ${job}.`, { record: refOfJob(job) })
}
