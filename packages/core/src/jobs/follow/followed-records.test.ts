import { expect, test } from 'vitest'
import { systemAsker } from '../../access/asker.js'
import { testKernel } from '../../host/test-kernel.js'
import type { ChangeBatch } from '../../storage/adapter.js'
import { refOfJob } from '../job/job-record.js'
import { FollowedRecords, type FollowedRecordsPort, noJob } from './followed-records.js'
import { begin, jobId, jobOn } from './test-follow.js'

/** Records of jobs, which hear what is committed unless the test keeps it from them. */
async function open({
  isShared = false,
  hears = true,
  ...more
}: { isShared?: boolean; hears?: boolean } & Partial<FollowedRecordsPort> = {}) {
  const kernel = await testKernel({})
  const records = new FollowedRecords({ ...kernel, feed: { ...kernel.feed, isShared }, ...more })
  const cursors: string[] = []
  const hearing = kernel.batches.subscribe((batch) => {
    cursors.push(batch.cursor)
    if (hears) records.notice(batch)
  })
  const values = async () => (await kernel.reader.find(systemAsker, refOfJob(jobId)))?.values
  const close = async () => {
    hearing.unsubscribe()
    await kernel.close()
  }
  return { kernel, records, cursors, values, close }
}

test('the record of a job begins with the changes that come after it', async () => {
  const { records, values, cursors, close } = await open()
  expect(await records.read(jobId)).toBeUndefined()
  const record = await records.begin(jobOn())
  const place = { cursor: cursors[1], at: begin }
  expect(record).toEqual({ job: jobId, nextAt: begin, failures: 0, place })
  expect(await values()).toMatchObject({ name: 'Do', job: jobId, plugin: 'acme.x', looks: 1, place })
  expect([await records.read(jobId), cursors.length]).toEqual([record, 3])
  await close()
})

test('a record that another process has begun keeps its place, and a job by time begins with what is due from now on', async () => {
  const { records, kernel, close } = await open()
  const first = await records.begin(jobOn())
  await records.change(jobId, { source: 'system' }, () => ({ failures: 2 }))
  await kernel.clock.advance({ ms: 500 })
  expect(await records.begin(jobOn())).toEqual({ ...first, failures: 2 })
  const timed = jobOn({ occasion: 'at', property: 'task.dueAt' }, 'task')
  const other = await records.begin({ ...timed, job: { ...timed.job, id: 'acme.x/other' } } as never)
  expect(other.place).toMatchObject({ at: begin + 500, due: begin + 500 })
  await close()
})

test('the feed ends at the last commit where only this host writes, and is marked by one of its own otherwise', async () => {
  const alone = await open()
  await alone.records.begin(jobOn())
  const before = alone.cursors.length
  expect([await alone.records.head(jobId), alone.cursors.length]).toEqual([alone.cursors.at(-1), before])
  alone.records.notice({ cursor: 'later', changes: [] } as ChangeBatch)
  expect(await alone.records.head(jobId)).toBe('later')
  await alone.close()
  const shared = await open({ isShared: true })
  await shared.records.begin(jobOn())
  const head = await shared.records.head(jobId)
  expect([head, (await shared.values())?.['looks']]).toEqual([shared.cursors.at(-1), 2])
  await shared.close()
})

test('a host that has heard of no commit yet marks the end of the feed', async () => {
  const { kernel, records, close } = await open({ hears: false })
  await kernel.writer.draft({ asker: systemAsker, actor: { source: 'system' } }, async (draft) => {
    draft.create(refOfJob(jobId), { job: jobId })
  })
  await expect(records.head(jobId)).rejects.toMatchObject({
    message: 'A commit was not told to those who follow it.',
    problem: { code: 'internal.invariant', details: { invariant: 'commits are told before they are answered' } },
  })
  await close()
})

test('a record is changed by who asked for it, and stays where nothing is said', async () => {
  const { kernel, records, cursors, close } = await open()
  await records.begin(jobOn())
  const actors: unknown[] = []
  const heard = kernel.batches.subscribe(({ changes }) => void actors.push(...changes.map(({ actor }) => actor)))
  await records.change(jobId, { source: 'user', user: 'ines' }, ({ failures, job }) => ({ failures: failures + 3, name: `${job}!` }))
  expect([actors, await records.read(jobId)]).toMatchObject([
    [{ source: 'user', user: 'ines' }],
    { failures: 3, job: jobId, nextAt: begin },
  ])
  const before = cursors.length
  await records.change(jobId, { source: 'system' }, () => undefined)
  expect(cursors).toHaveLength(before)
  heard.unsubscribe()
  await close()
})

test('a job without a record is named where it is looked for or changed', async () => {
  const { records, close } = await open()
  const missing = { message: `There is no job ${jobId}.`, problem: { code: 'record.not-found', details: { record: refOfJob(jobId) } } }
  expect(noJob(jobId)).toMatchObject(missing)
  await expect(records.change(jobId, { source: 'system' }, () => ({}))).rejects.toMatchObject(missing)
  await expect(records.head(jobId)).rejects.toMatchObject(missing)
  await close()
  const lost = await open({ reader: { find: async () => undefined } })
  await expect(lost.records.begin(jobOn())).rejects.toMatchObject(missing)
  await lost.close()
})
