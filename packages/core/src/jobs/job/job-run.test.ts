import { expect, test } from 'vitest'
import type { Roles } from '../../access/asker.js'
import { systemAsker } from '../../access/asker.js'
import { TenureError } from '../../errors/tenure-error.js'
import { builtInTypes } from '../../schema/built-in-definitions.js'
import type { Json } from '../../schema/value.js'
import { type Run, toRun } from '../run.js'
import { jobRun } from './job-run.js'
import type { JobToRun, JobUnit, OpenJob } from './job-to-run.js'
import type { JobRunPort } from './job-units.js'

const id = 'acme.x/do'
const write = (record: string) => ({ write: 'update', type: 'company', id: record, values: {} }) as const
interface Asked extends JobUnit {
  readonly limit: number
  readonly after?: string
}
interface Options {
  readonly pages?: Readonly<Record<string, readonly string[]>>
  readonly isIdle?: (record: string) => boolean
  readonly refuse?: (record: string) => void
  readonly isClosing?: boolean
  readonly workspaces?: readonly string[]
  readonly nextOf?: (after: string | undefined) => string | undefined
}
/** A job over pages of records, by the cursor before them. */
function open({ pages = {}, isIdle, refuse, isClosing = false, workspaces = ['main'], nextOf }: Options = {}) {
  const asked: Asked[] = []
  const openJob = (unit: JobUnit): OpenJob =>
    ({
      list: async ({ limit, after }: Asked) => {
        asked.push({ ...unit, limit, ...(after !== undefined && { after }) })
        const rows = pages[after ?? '']?.map((record) => ({ id: record }))
        const next = nextOf?.(after)
        return rows && { rows, ...(next !== undefined && { next }) }
      },
      run: async (row: { readonly id: string }) => {
        refuse?.(row.id)
        return isIdle?.(row.id) ? [] : [write(row.id)]
      },
    }) as unknown as OpenJob
  const job: JobToRun = {
    ...{ plugin: 'acme.x', grants: [], isOfWorkspaces: workspaces.length > 1, open: openJob },
    job: { id, title: 'Do', of: { objectType: 'company' } } as unknown as JobToRun['job'],
  }
  const port: JobRunPort = {
    access: {} as JobRunPort['access'],
    schema: () => new Map(builtInTypes.map((type) => [type.name, type])),
    workspaces: { all: () => workspaces.map((workspace) => ({ id: workspace })) },
    roles: { in: (): Roles => new Map() },
    jobs: () => [job],
    isClosing: () => isClosing,
  }
  return { asked, kind: jobRun(port, id) }
}
const runAt = (place: Json = null, more: Partial<Run> = {}): Run => ({
  ...toRun({ ref: { type: 'run', id: 'r1' }, values: { state: 'running', plugin: 'acme.x', kind: 'job acme.x/do' } }),
  place,
  ...more,
})
const ids = (pieces: readonly { readonly piece: unknown }[]) => pieces.map(({ piece }) => (piece as { ref: { id: string } }).ref.id)
const main = { workspace: 'main', type: 'company' }

test('a job works through its records as its plugin, and each piece knows the place behind it', async () => {
  const { kind, asked } = open({ pages: { '': ['a', 'b'] } })
  expect([kind.name, kind.source]).toEqual(['job acme.x/do', 'plugin'])
  expect(kind.asker?.(runAt(), () => systemAsker).principal.name).toBe('acme.x')
  const part = await kind.next(runAt(), systemAsker, 10)
  expect(part).toEqual({
    pieces: ['a', 'b'].map((past) => ({
      piece: { ...main, ref: { type: 'company', id: past }, writes: [write(past)] },
      after: { ...main, past },
    })),
    last: true,
  })
  expect(kind.recordOf(part.pieces[0]?.piece)).toEqual({ type: 'company', id: 'a' })
  expect(asked).toEqual([{ ...main, limit: 100 }])
})

test('a part that is full ends behind its last record, and the next one goes on there', async () => {
  const { kind, asked } = open({ pages: { '': ['a', 'b', 'c'], p2: ['d'] }, nextOf: (after) => (after === undefined ? 'p2' : undefined) })
  const first = await kind.next(runAt(), systemAsker, 2)
  expect([ids(first.pieces), first.last, first.after]).toEqual([['a', 'b'], false, { ...main, past: 'b' }])
  const second = await kind.next(runAt(first.after), systemAsker, 1)
  expect([ids(second.pieces), second.last, second.after]).toEqual([['c'], false, { ...main, past: 'c' }])
  const third = await kind.next(runAt(second.after), systemAsker, 1)
  expect([ids(third.pieces), third.last, third.after]).toEqual([['d'], false, { ...main, after: 'p2', past: 'd' }])
  expect(await kind.next(runAt(third.after), systemAsker, 1)).toEqual({ pieces: [], last: true })
  expect(asked.map(({ after }) => after)).toEqual([undefined, undefined, undefined, 'p2', 'p2'])
})

test('records without anything to do are no pieces, and those that are refused are', async () => {
  const refuse = (record: string) => {
    if (record === 'b') throw new TenureError('input.invalid', 'Not this one.', { issues: [] })
  }
  const { kind } = open({ pages: { '': ['a', 'b', 'c'] }, isIdle: (record) => record === 'a', refuse })
  const { pieces } = await kind.next(runAt(), systemAsker, 10)
  expect(ids(pieces)).toEqual(['b', 'c'])
  expect(pieces[0]?.piece).toMatchObject({ writes: [], problem: { code: 'input.invalid', message: 'Not this one.' } })
})

test('what is no fault of a record fails the run', async () => {
  const failing = (error: Error) =>
    open({
      pages: { '': ['a'] },
      refuse: () => {
        throw error
      },
    }).kind.next(runAt(), systemAsker, 10)
  await expect(failing(new Error('bug'))).rejects.toThrow('bug')
  const failed = new TenureError('storage.failed', 'The disk is full.', { transient: false } as never)
  await expect(failing(failed)).rejects.toMatchObject({ code: 'storage.failed' })
  const gone = new TenureError('plugin.unavailable', 'Gone.', { plugin: 'acme.y', because: 'x' })
  await expect(failing(gone)).rejects.toMatchObject({ code: 'plugin.unavailable' })
})

test('one workspace follows the other, and one that is gone is passed over', async () => {
  const { kind, asked } = open({ pages: { '': ['a'] }, workspaces: ['north', 'main', 'south'] })
  const { pieces } = await kind.next(runAt(), systemAsker, 10)
  expect(pieces.map(({ piece }) => (piece as JobUnit).workspace)).toEqual(['main', 'north', 'south'])
  expect(asked.map(({ workspace }) => workspace)).toEqual(['main', 'north', 'south'])
  const later = await kind.next(runAt({ workspace: 'nowhere', type: 'company', past: 'a' }), systemAsker, 10)
  expect(later.pieces.map(({ piece }) => (piece as JobUnit).workspace)).toEqual(['south'])
  const full = await kind.next(runAt({ workspace: 'north', type: 'company', past: 'a' }), systemAsker, 1)
  expect(full.pieces.map(({ piece }) => (piece as JobUnit).workspace)).toEqual(['south'])
  expect(await kind.next(runAt({ workspace: 'z', type: 'company' }), systemAsker, 1)).toEqual({ pieces: [], last: true })
})

test('a job that lists nothing is over', async () => {
  expect(await open().kind.next(runAt(), systemAsker, 10)).toEqual({ pieces: [], last: true })
})

test('a job that lists the same records again is broken, and named', async () => {
  const { kind } = open({ pages: { '': ['a'], p2: ['a'] }, nextOf: () => 'p2' })
  await expect(kind.next(runAt(), systemAsker, 10)).rejects.toMatchObject({
    code: 'plugin.broken',
    message: 'acme.x/do lists the same records again: `page` is not in its query.',
    problem: { details: { plugin: 'acme.x', contribution: id } },
  })
})

test('a job that failed for a hundred records and changed none ends', async () => {
  const { kind } = open({ pages: { '': ['a'] } })
  const items = [{ outcome: 'failed', message: 'Not this one.', record: { type: 'company', id: 'a' } }] as const
  const counts = { done: 0, kept: 0, left: 0, failed: 100 }
  await expect(kind.next(runAt(null, { counts, items }), systemAsker, 10)).rejects.toMatchObject({
    code: 'plugin.broken',
    message: 'It ended after it had failed for 100 records and changed none. Not this one.',
    problem: { details: { plugin: 'acme.x', contribution: 'job acme.x/do' } },
  })
  await expect(kind.next(runAt(null, { counts }), systemAsker, 10)).rejects.toMatchObject({
    message: 'It ended after it had failed for 100 records and changed none.',
  })
  expect(ids((await kind.next(runAt(null, { counts: { ...counts, failed: 99 } }), systemAsker, 10)).pieces)).toEqual(['a'])
  expect(ids((await kind.next(runAt(null, { counts: { ...counts, done: 1 } }), systemAsker, 10)).pieces)).toEqual(['a'])
})

test('a host that closes leaves a run of which nothing is stored, and finishes the part of one that has begun', async () => {
  const { kind } = open({ pages: { '': ['a', 'b'] }, isClosing: true })
  await expect(kind.next(runAt(), systemAsker, 10)).rejects.toMatchObject({ code: 'plugin.unavailable' })
  expect(ids((await kind.next(runAt({ ...main, past: 'a' }), systemAsker, 10)).pieces)).toEqual(['b'])
})
