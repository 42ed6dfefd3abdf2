import { expect, test } from 'vitest'
import type { Asker } from '../../access/asker.js'
import type { Draft } from '../../records/draft.js'
import type { RecordRef, Values } from '../../schema/value.js'
import {
  clearFailure,
  countFailures,
  dueRetries,
  forgetFailures,
  type MarkedRecord,
  markFailure,
  membersOf,
  nextRetry,
  putMark,
  refOfMark,
  whichAreInside,
} from './job-marks.js'

const job = 'acme.x/do'
const marked: MarkedRecord = { job, workspace: 'main', type: 'deal', ref: { type: 'deal', id: 'd1' } }
const of = { from: 'c1', end: 'c2', run: 'r1' }
const failure = refOfMark(marked, 'failure').id
/** A draft of records by their ids, which notes what was loaded. */
function draftOf(known: Readonly<Record<string, Values>> = {}) {
  const records = new Map(Object.entries(known).map(([id, values]) => [id, { values }]))
  const loaded: string[] = []
  const draft = {
    load: async (refs: readonly RecordRef[]) => void loaded.push(...refs.map(({ id }) => id)),
    find: ({ id }: RecordRef) => (loaded.includes(id) ? records.get(id) : undefined),
    create: ({ id }: RecordRef, values: Values) => records.set(id, { values }),
  } as unknown as Draft
  return { draft, loaded, valuesOf: (id: string) => records.get(id)?.values }
}
/** A reader that answers with pages of these records, and notes what it was asked. */
function readerOf(...pages: readonly (readonly { readonly id?: string; readonly values: Values }[])[]) {
  const asked: unknown[] = []
  const list = async (_asker: Asker, question: { readonly after?: string }) => {
    asked.push(question)
    const at = Number(question.after ?? 0)
    const records = (pages[at] ?? []).map(({ id = '', values }) => ({ ref: { type: 'jobMark', id }, values }))
    return { records, ...(at + 1 < pages.length && { next: String(at + 1) }) }
  }
  return { reader: { list } as never, asked }
}
const is = (property: string, value: string) => ({ test: 'is', property: `jobMark.${property}`, value })

test('a mark belongs to one job, one workspace and one record, and is of its work or of its failures', () => {
  const ids = [
    refOfMark(marked, 'work'),
    refOfMark(marked, 'failure'),
    refOfMark({ ...marked, job: 'acme.x/other' }, 'work'),
    refOfMark({ ...marked, workspace: 'north' }, 'work'),
    refOfMark({ ...marked, ref: { type: 'company', id: 'd1' } }, 'work'),
    refOfMark({ ...marked, ref: { type: 'deal', id: 'd2' } }, 'work'),
  ].map(({ id }) => id)
  expect(new Set(ids).size).toBe(6)
  expect(refOfMark(marked, 'work')).toEqual({ type: 'jobMark', id: ids[0] })
})

test('a first mark names its record, and a later one changes what it says', () => {
  const { draft, valuesOf, loaded } = draftOf()
  const { id } = refOfMark(marked, 'work')
  putMark(draft, marked, 'work', { state: 'done', value: 5 })
  const named = { name: job, workspace: 'main', type: 'deal', record: 'd1' }
  expect(valuesOf(id)).toEqual({ ...named, state: 'done', value: 5 })
  loaded.push(id)
  putMark(draft, marked, 'work', { state: 'inside' })
  expect(valuesOf(id)).toEqual({ ...named, state: 'inside', value: 5 })
})

test('a record that failed is tried again after one, two and four minutes, and left then', async () => {
  const { draft, valuesOf } = draftOf()
  const seen: unknown[] = []
  for (let at = 0; at < 5; at++) {
    await markFailure(draft, marked, of, 1_000)
    const { state, tries, dueAt, data } = valuesOf(failure) as Values
    seen.push([state, tries, dueAt])
    expect(data).toEqual(of)
  }
  expect(seen).toEqual([
    ['again', 1, 61_000],
    ['again', 2, 121_000],
    ['again', 3, 241_000],
    ['left', 4, null],
    // One that was left fails again.
    ['again', 1, 61_000],
  ])
})

test('a record that has worked since is over, once', async () => {
  const { draft, valuesOf } = draftOf({ [failure]: { name: job, state: 'left', dueAt: 5, tries: 4, data: of } })
  expect(await clearFailure(draft, marked)).toBe(true)
  expect(valuesOf(failure)).toEqual({ name: job, state: 'over', dueAt: null, tries: 0, data: null })
  expect(await clearFailure(draft, marked)).toBe(false)
  expect(await clearFailure(draftOf().draft, marked)).toBe(false)
  await markFailure(draft, marked, of, 1_000)
  expect(valuesOf(failure)).toMatchObject({ state: 'again', tries: 1 })
})

test('those that have waited longest are tried again first, each with what it failed for', async () => {
  const values = { workspace: 'main', type: 'deal', record: 'd1', tries: 2, dueAt: 70, data: { value: 60 } }
  const { reader, asked } = readerOf([{ values }])
  const retry = { workspace: 'main', type: 'deal', id: 'd1', tries: 2, dueAt: 70, of: { value: 60 } }
  expect(await dueRetries(reader, job, 99, 7)).toEqual([retry])
  expect(await nextRetry(reader, job)).toBe(70)
  expect(await nextRetry(readerOf([]).reader, job)).toBeUndefined()
  const question = (by: number, limit: number) => ({
    ...{ type: 'jobMark', select: ['workspace', 'type', 'record', 'tries', 'dueAt', 'data'], limit },
    where: { test: 'all', filters: [is('name', job), { test: 'before', property: 'jobMark.dueAt', value: by }] },
    orderBy: [{ by: 'jobMark.dueAt', direction: 'ascending' }],
  })
  expect(asked).toEqual([question(100, 7), question(Number.MAX_SAFE_INTEGER, 1)])
})

test('failures are counted by what becomes of them', async () => {
  const count = async (_asker: Asker, { where }: { readonly where: unknown }) => (JSON.stringify(where).includes('"left"') ? 2 : 5)
  expect(await countFailures({ count } as never, job)).toEqual({ again: 5, left: 2 })
})

test('only the failures of that run are forgotten', async () => {
  const again = { state: 'again', dueAt: 5, tries: 1 }
  const marks = { m1: { ...again, data: of }, m2: { ...again, data: { ...of, run: 'r2' } }, m3: { ...again, data: null } }
  const { draft, valuesOf, loaded } = draftOf(marks)
  const { reader, asked } = readerOf(Object.entries(marks).map(([id, values]) => ({ id, values })))
  await forgetFailures(reader, draft, job, 'r1')
  expect(valuesOf('m1')).toEqual({ state: 'over', dueAt: null, tries: 0, data: null })
  expect([valuesOf('m2'), valuesOf('m3'), loaded]).toEqual([marks.m2, marks.m3, ['m1']])
  expect(asked).toEqual([
    { type: 'jobMark', select: ['data'], where: { test: 'all', filters: [is('name', job), is('state', 'again')] }, limit: 1_000 },
  ])
})

test('a job knows who of some records is in its segment', async () => {
  const { reader, asked } = readerOf([{ values: { record: 'd1' } }])
  expect(await whichAreInside(reader, job, marked, ['d1', 'd2'])).toEqual(new Set(['d1']))
  const ids = ['d1', 'd2'].map((id) => refOfMark({ ...marked, ref: { type: 'deal', id } }, 'work').id)
  expect(asked).toEqual([
    {
      type: 'jobMark',
      select: ['record'],
      where: { test: 'all', filters: [{ test: 'id-of', type: 'jobMark', ids }, is('state', 'inside')] },
    },
  ])
})

test('a job lists all who are in its segment, page by page', async () => {
  const { reader, asked } = readerOf([{ values: { record: 'd1' } }, { values: { record: 'd2' } }], [{ values: { record: 'd3' } }])
  const pages: (readonly string[])[] = []
  for await (const page of membersOf(reader, job, { workspace: 'main', type: 'deal' }, 2)) pages.push(page)
  expect(pages).toEqual([['d1', 'd2'], ['d3']])
  const filters = [is('name', job), is('state', 'inside'), is('workspace', 'main'), is('type', 'deal')]
  const question = { type: 'jobMark', select: ['record'], where: { test: 'all', filters }, orderBy: [], limit: 2 }
  expect(asked).toEqual([question, { ...question, after: '1' }])
})
