import { existsSync, mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type ImportTally, TenureError, type UserImporter } from '@tenure/core'
import { expect, test, vi } from 'vitest'
import { tinyImporter } from '../fixtures/tiny-importer.js'
import { parseMapping } from '../mapping/mapping.js'
import { ImportJob, type JobState } from './import-job.js'

const file = {
  ...{ file: 'a.csv', objectType: 'company', externalId: ['Id'] },
  properties: { name: { kind: 'string', column: 'Name' }, employees: { kind: 'number', column: 'Staff' } },
}
const none = { created: 0, updated: 0, unchanged: 0, rejected: 0, skipped: 0 }
const lines = (count: number) => ['Id,Name,Staff', ...Array.from({ length: count }, (_, at) => `${at},Customer ${at},1`)].join('\n')

/** A job over one file, and what it tells its record; `hear` is called before each batch. */
async function open(text: string, more: object = {}, hear: (batch: number) => void | Promise<void> = () => {}) {
  const folder = join(mkdtempSync(join(tmpdir(), 'tenure-job-')), 'r1')
  const tiny = tinyImporter()
  const heard = { asked: [] as unknown[], extended: [] as unknown[], ended: [] as unknown[][], changes: 0 }
  const importer = {
    ...tiny,
    extend: async (types: unknown) => void heard.extended.push(types),
    run: async (...given: Parameters<typeof tiny.run>) => {
      await hear(tiny.sizes.length)
      return tiny.run(...given)
    },
  } as unknown as UserImporter
  const host = {
    importerOf: (...given: unknown[]) => {
      heard.asked.push(given)
      return importer
    },
  }
  const state: JobState = {
    ...{ run: 'r1', group: 'g1', user: 'ada', name: 'a.csv', files: ['a.csv'], headers: { 'a.csv': ['Id', 'Name', 'Staff'] } },
    ...{ total: 3, startedAt: 5, state: 'running', counts: none, notLinked: 0, lines: 0 },
    mapping: parseMapping({ source: 'csv', files: [{ ...file, ...more }] }),
  }
  const job = new ImportJob(host, folder, state, () => heard.changes++)
  await job.save()
  writeFileSync(job.filePath(0), text)
  const end = async (tally: ImportTally, problem?: string) => void heard.ended.push(problem === undefined ? [tally] : [tally, problem])
  const record = { run: 'r1', group: 'g1', tell: async () => true, end }
  const kept = (): JobState => JSON.parse(readFileSync(join(folder, 'job.json'), 'utf8'))
  return { job, record, state, host, folder, heard, kept, importer, sizes: tiny.sizes }
}

test('[SDK-16] a job is kept in a folder of its owner alone, and found there; a folder without one has none', async () => {
  const { job, state, host, folder, heard, kept } = await open('')
  expect([kept(), heard.changes, existsSync(join(folder, 'job.json.new'))]).toEqual([state, 1, false])
  for (const path of [folder, join(folder, 'job.json')]) expect(statSync(path).mode & 0o077, path).toBe(0)
  expect((await ImportJob.open(host, folder, () => {}))?.state).toEqual(state)
  expect(job.isGoingOn).toBe(true)
  await job.remove()
  await job.remove()
  expect(existsSync(folder)).toBe(false)
  expect(await ImportJob.open(host, folder, () => {})).toBeUndefined()
})

test('[SDK-16] an import that came to its end says what became of all lines, and what could not be read or linked', async () => {
  const links = [{ association: 'parent', to: 'company', columns: ['Staff'] }]
  const { job, record, state, heard, kept } = await open('Id,Name,Staff\n1,A,1\n2,B,9\n,C,1\n4,"D,1\n', { links })
  job.start(record)
  await expect.poll(() => kept().state).toBe('done')
  expect(kept()).toEqual({
    ...{ ...state, state: 'done', endedAt: expect.any(Number), counts: { ...none, created: 2, rejected: 1 } },
    ...{ notLinked: 1, lines: 3, problem: 'a.csv: line 5 was not read. Line 5: A quote is opened here and never closed.' },
  })
  expect(job.isGoingOn).toBe(false)
  expect(heard.asked).toEqual([['ada', 'csv']])
  expect([heard.extended, heard.ended]).toEqual([[], [[{ done: 2, created: 2, kept: 0, left: 1, failed: 1 }]]])
  const settled = (await job.journal.lines()).map(({ line, result }) => [line, result])
  expect(settled.sort()).toEqual([
    [2, 'created'],
    [3, 'created'],
    [4, 'rejected'],
  ])
})

test('[SDK-16] what a mapping adds to object types is added before the first line', async () => {
  const { job, record, heard, kept, state } = await open(lines(1))
  const plant = { plant: { label: 'Plant' } }
  await job.save({ mapping: { ...state.mapping, objectTypes: plant } })
  job.start(record)
  await expect.poll(() => kept().state).toBe('done')
  expect(heard.extended).toEqual([[{ name: 'plant', label: 'Plant', properties: [] }]])
})

test('[SDK-16] where object types cannot be added, the import fails before its first line', async () => {
  const { job, record, kept, state, importer, sizes } = await open(lines(1))
  const wrong = new TenureError('input.invalid', 'The type is taken.', { issues: [] })
  importer.extend = () => Promise.reject(wrong)
  await job.save({ mapping: { ...state.mapping, objectTypes: { plant: { label: 'Plant' } } } })
  job.start(record)
  await expect.poll(() => kept().state).not.toBe('running')
  expect([kept().state, kept().problem, sizes]).toEqual(['failed', 'The type is taken.', []])
})

test('[SDK-11] a paused import waits between two batches, keeps what it did, and goes on from there', async () => {
  const { job, record, kept, sizes } = await open(lines(1_200), {}, (batch) => (batch === 0 ? job.pause() : undefined))
  job.start(record)
  job.start(record)
  await expect.poll(async () => (await job.journal.lines()).length).toBe(500)
  expect([kept().state, job.isGoingOn, sizes, job.state.counts.created]).toEqual(['paused', true, [500], 500])
  await job.pause()
  expect([await job.proceed(), kept().state]).toEqual([true, 'running'])
  await expect.poll(() => kept().state).toBe('done')
  expect([sizes, kept().counts]).toEqual([[500, 500, 200], { ...none, created: 1_200 }])
  await job.pause()
  expect(kept().state).toBe('done')
  await job.cancelled()
  expect(kept().state).toBe('done')
})

test('[SDK-11] a stop ends neither the import nor its run: read again from the beginning, every line counts once', async () => {
  const { job, record, kept, host, folder, heard, sizes } = await open(lines(1_200), {}, (batch) => {
    if (batch === 1) void job.stop()
  })
  job.start(record)
  await expect.poll(() => sizes.length).toBe(2)
  await job.stop()
  expect([kept().state, heard.ended, sizes]).toEqual(['running', [], [500, 500]])
  const next = await ImportJob.open(host, folder, () => {})
  if (next === undefined) throw new Error('The job is kept.')
  next.start(record)
  await expect.poll(() => kept().state).toBe('done')
  expect([kept().counts, kept().lines]).toEqual([{ ...none, created: 1_200 }, 1_200])
  // With nothing under way there is no place to go on from.
  expect(await (await ImportJob.open(host, folder, () => {}))?.proceed()).toBe(false)
})

test('[SDK-11] a stop waits for the batch that is under way', async () => {
  let release: (() => void) | undefined
  const stops: string[] = []
  const { job, record, sizes } = await open(lines(600), {}, () => new Promise<void>((resolve) => (release = resolve)))
  job.start(record)
  await expect.poll(() => release).toBeDefined()
  const stopped = job.stop().then(() => stops.push('stopped'))
  await new Promise((resolve) => setImmediate(resolve))
  expect([stops, sizes]).toEqual([[], []])
  release?.()
  await stopped
  expect([stops, sizes]).toEqual([['stopped'], [500]])
})

test('[SDK-16] an import of wrong lines alone counts them', async () => {
  const { job, record, kept } = await open('Id,Name,Staff\n,A,1\n,B,1\n')
  job.start(record)
  await expect.poll(() => kept().state).toBe('done')
  expect([kept().lines, kept().counts]).toEqual([2, { ...none, rejected: 2 }])
})

test('[SDK-16] all lines count, whatever became of them', async () => {
  const { job, record, kept, host, folder } = await open('Id,Name,Staff\n1,A,1\n2,B,1\n', { blankKey: 'skip' })
  job.start(record)
  await expect.poll(() => kept().state).toBe('done')
  expect([kept().lines, (await job.journal.lines()).map(({ line }) => line)]).toEqual([2, [2, 3]])
  // Of the second file one line is unchanged, two are updated or wrong, two are created and three have no key.
  writeFileSync(job.filePath(0), 'Id,Name,Staff\n1,A,1\n2,B,2\n3,C,many\n4,D,1\n5,E,1\n,F,1\n,G,1\n,H,1\n')
  const next = await ImportJob.open(host, folder, () => {})
  await next?.save({ state: 'running' })
  next?.start(record)
  await expect.poll(() => kept().state).toBe('done')
  expect(kept().lines).toBe(8)
})

test('[SDK-11] an import that ended can be started again, and has no place to go on from', async () => {
  const { job, record, kept, sizes } = await open(lines(3))
  job.start(record)
  await expect.poll(() => kept().state).toBe('done')
  await expect.poll(() => job.proceed()).toBe(false)
  job.start(record)
  await expect.poll(() => kept().state).toBe('done')
  expect([sizes, kept().counts]).toEqual([[3, 3], { ...none, created: 3 }])
})

test('[SDK-11] an import can be paused more than once', async () => {
  const { job, record, kept, sizes } = await open(lines(1_700), {}, (batch) => (batch < 2 ? job.pause() : undefined))
  job.start(record)
  for (const count of [500, 1_000]) {
    await expect.poll(async () => (await job.journal.lines()).length).toBe(count)
    expect([kept().state, sizes.length]).toEqual(['paused', count / 500])
    expect(await job.proceed()).toBe(true)
  }
  await expect.poll(() => kept().state).toBe('done')
  expect([sizes, kept().counts]).toEqual([[500, 500, 500, 200], { ...none, created: 1_700 }])
})

test('[SDK-16] before each batch the lines before it are written, counted and shown', async () => {
  const seen: unknown[] = []
  const { job, record, kept, heard } = await open(lines(1_200), {}, async () => {
    const written = (await job.journal.lines()).length
    seen.push([written, job.state.counts.created, job.state.lines])
    changes.push(heard.changes)
  })
  const changes: number[] = []
  job.start(record)
  await expect.poll(() => kept().state).toBe('done')
  expect(seen).toEqual([
    [0, 0, 0],
    [500, 500, 500],
    [1_000, 1_000, 1_000],
  ])
  expect(changes.map((each, at) => at === 0 || each > (changes[at - 1] ?? 0))).toEqual([true, true, true])
})

test('[SDK-11] what fails while an import is stopped is no problem of it: the next start goes on', async () => {
  let stopped: Promise<void> | undefined
  const { job, record, kept, heard } = await open(lines(1_200), {}, (batch) => {
    if (batch !== 1) return
    stopped = job.stop()
    throw new Error('The host is closed.')
  })
  job.start(record)
  await expect.poll(() => stopped !== undefined).toBe(true)
  await stopped
  expect([kept().state, kept().problem, heard.ended]).toEqual(['running', undefined, []])
})

test('[SDK-16] an import that is cancelled while it waits stays cancelled, and keeps what it had done', async () => {
  const { job, record, kept, heard, sizes } = await open(lines(1_200), {}, (batch) => (batch === 0 ? job.pause() : undefined))
  job.start(record)
  await expect.poll(async () => (await job.journal.lines()).length).toBe(500)
  const { changes } = heard
  await job.cancelled()
  // Once where it is cancelled, and once where the batch that waited gives up.
  await expect.poll(() => heard.changes).toBe(changes + 2)
  expect([kept().state, kept().problem, sizes]).toEqual(['cancelled', undefined, [500]])
  expect(kept().counts).toEqual({ ...none, created: 500 })
})

test('[SDK-16] an import that fails between two batches keeps the lines of the first', async () => {
  let now = 0
  vi.spyOn(performance, 'now').mockImplementation(() => (now += 1_000))
  const { job, record, kept, heard } = await open(lines(600))
  job.start({ ...record, tell: () => Promise.reject(new Error('EIO')) })
  await expect.poll(() => kept().state).toBe('failed')
  expect(heard.ended.at(-1)).toEqual([{ done: 500, kept: 0, left: 0, failed: 0 }, 'Something went wrong that was not expected.'])
  expect([(await job.journal.lines()).length, kept().counts]).toEqual([500, { ...none, created: 500 }])
})

test('[SDK-11] a paused import that is stopped or cancelled lets go, and imports nothing more', async () => {
  for (const to of ['stop', 'cancelled'] as const) {
    const { job, record, kept, sizes } = await open(lines(1_200), {}, (batch) => (batch === 0 ? job.pause() : undefined))
    job.start(record)
    await expect.poll(async () => (await job.journal.lines()).length).toBe(500)
    await job[to]()
    await job.stop()
    const state =
      to === 'stop' ? { state: 'paused' } : { state: 'cancelled', endedAt: expect.any(Number), counts: { ...none, created: 500 } }
    expect([sizes, kept()]).toEqual([[500], expect.objectContaining(state)])
  }
})

test('[SDK-16] an import whose run was cancelled elsewhere is cancelled', async () => {
  // A second goes by whenever somebody looks at the clock.
  let now = 0
  vi.spyOn(performance, 'now').mockImplementation(() => (now += 1_000))
  const { job, record, kept } = await open(lines(600))
  job.start({ ...record, tell: async () => false })
  await expect.poll(() => kept().state).toBe('cancelled')
  expect(kept()).toMatchObject({ counts: { ...none, created: 500 }, endedAt: expect.any(Number) })
})

test('[SDK-16] what goes wrong ends the import and is its problem, in words of ours or as something unexpected', async () => {
  const wrong = new TenureError('input.invalid', 'The type is gone.', { issues: [] })
  for (const [error, problem] of [
    [wrong, 'The type is gone.'],
    [new Error('EIO'), 'Something went wrong that was not expected.'],
  ] as const) {
    const { job, record, state, heard, kept } = await open(`Id,Name,Staff\n0,A,many\n${lines(600).slice(14)}`, {}, (batch) => {
      if (batch === 1) throw error
    })
    job.start(record)
    await expect.poll(() => kept().state).toBe('failed')
    const counts = { ...none, created: 500, rejected: 1 }
    expect(kept()).toEqual({ ...state, state: 'failed', endedAt: expect.any(Number), lines: expect.any(Number), counts, problem })
    expect(heard.ended.at(-1)).toEqual([{ done: 500, kept: 0, left: 0, failed: 1 }, problem])
    expect(await job.journal.lines()).toHaveLength(501)
  }
})

test('[SDK-16] an import whose file cannot be opened fails, and its run ends with the same words', async () => {
  const { job, record, heard, kept } = await open('Number\n1\n')
  job.start({ ...record, end: async (...given) => record.end(...given).then(() => Promise.reject(new Error('Gone.'))) })
  await expect.poll(() => kept().state).toBe('failed')
  const { problem } = kept()
  expect(problem).toContain('a.csv has no column "Id".')
  expect(heard.ended).toEqual([[{ done: 0, kept: 0, left: 0, failed: 0 }, problem]])
})

test('[SDK-16] how far an undo has come is kept where it begins and where it ends, and shown all the time', async () => {
  const { job, heard, kept, state } = await open('')
  const undo = { run: 'u1', user: 'ada', state: 'running', done: 0, total: 9, kept: 0, left: 0, failed: 0 } as const
  await job.noteUndo(undo)
  expect(kept()).toMatchObject({ undo })
  const { changes } = heard
  await job.noteUndo({ ...undo, done: 5 })
  expect([job.state, kept().undo, heard.changes]).toEqual([{ ...state, undo: { ...undo, done: 5 } }, undo, changes + 1])
  await job.noteUndo({ ...undo, state: 'failed', done: 6 })
  expect([kept().undo, kept().undoneAt]).toEqual([{ ...undo, state: 'failed', done: 6 }, undefined])
  // A second undo is one of its own.
  await job.noteUndo({ ...undo, run: 'u2' })
  expect(kept().undo).toEqual({ ...undo, run: 'u2' })
  await job.noteUndo({ ...undo, run: 'u2', state: 'done', done: 9 })
  expect([kept().undo, kept().undoneAt]).toEqual([{ ...undo, run: 'u2', state: 'done', done: 9 }, expect.any(Number)])
})
