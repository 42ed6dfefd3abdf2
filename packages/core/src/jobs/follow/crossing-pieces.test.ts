import { expect, test } from 'vitest'
import type { Asker } from '../../access/asker.js'
import { builtInTypes } from '../../schema/built-in-definitions.js'
import type { RecordRef, Values } from '../../schema/value.js'
import type { JobQuestion, JobToRun, JobUnit, OpenJob } from '../job/job-to-run.js'
import { crossingPieces, retriedCrossing } from './crossing-pieces.js'
import type { FollowRunPort, FollowStep } from './follow-piece.js'
import type { FollowInput } from './follow-place.js'
import { refOfMark } from './job-marks.js'

const job = 'acme.x/segment'
const main: JobUnit = { workspace: 'main', type: 'deal' }
const where = { test: 'is', property: 'deal.stage', value: 'won' } as const
const write = (id: string) => ({ write: 'update', type: 'deal', id, values: {} }) as const
interface Options {
  /** Who is in the segment now, and who was. */
  readonly now?: readonly string[]
  readonly before?: readonly string[]
  readonly pageOf?: number
  /** Records of which the last values are known. */
  readonly known?: Readonly<Record<string, Values>>
  readonly occasion?: 'enters' | 'leaves'
}
function open({ now = [], before = [], pageOf = 100, known = {}, occasion = 'enters' }: Options = {}) {
  const asked: (JobQuestion & JobUnit)[] = []
  const given: unknown[] = []
  const idsIn = (question: JobQuestion) => (question.where as { filters?: [unknown, { ids: readonly string[] }] }).filters?.[1].ids
  const openJob = (unit: JobUnit) =>
    ({
      ask: async (question: JobQuestion) => {
        asked.push({ ...question, ...unit })
        const found = now.filter((id) => idsIn(question)?.includes(id) !== false).map((id) => ({ id }))
        const at = Number(question.after ?? 0)
        return { rows: found.slice(at, at + pageOf), ...(at + pageOf < found.length && { next: String(at + pageOf) }) }
      },
      row: (id: string, values: Values) => ({ id, ...values }),
      run: async (row: { readonly id: string }) => {
        given.push(row)
        return [write(row.id)]
      },
    }) as unknown as OpenJob
  const markOf = (id: string) => refOfMark({ job, ...main, ref: { type: 'deal', id } }, 'work').id
  const reader = {
    list: async (_asker: Asker, question: { readonly where: { readonly filters: readonly { readonly ids?: readonly string[] }[] } }) => {
      const ids = question.where.filters[0]?.ids
      const inside = before.filter((id) => ids?.includes(markOf(id)) !== false)
      return { records: inside.map((record) => ({ values: { record } })) }
    },
    find: async (_asker: Asker, { id }: RecordRef) => known[id] && { values: known[id] },
  }
  const found = {
    ...{ plugin: 'acme.x', grants: [], isOfWorkspaces: false, open: openJob },
    job: { id: job, of: { objectType: 'deal' } },
  } as unknown as JobToRun
  const port = {
    schema: () => new Map(builtInTypes.map((type) => [type.name, type])),
    workspaces: { all: () => [] },
    roles: { in: () => new Map() },
    jobs: () => [found],
    reader,
  } as unknown as FollowRunPort
  return { asked, given, call: { port, job, on: { occasion, where } } }
}
const place = { cursor: 'c0', at: 1, known: true } as const
const input = (more: Partial<FollowInput> = {}): FollowInput => ({ from: place, until: 'c9', now: 100, stored: '', ...more })
const ids = (...deal: readonly string[]) => ({ ids: { deal } })
async function pieces(call: ReturnType<typeof open>['call'], of: FollowInput) {
  const found: FollowStep[] = []
  for await (const step of crossingPieces({ ...call, input: of, place })) found.push(step)
  return found.map(({ piece }) => [piece?.ref.id, piece?.isInside, piece?.writes.length])
}

test('a record that has come into the segment calls a job on entering, and one that has left is noted', async () => {
  const { call, given } = open({ now: ['in', 'stays'], before: ['stays', 'out'] })
  expect(await pieces(call, input(ids('in', 'stays', 'out', 'never')))).toEqual([
    ['in', true, 1],
    ['out', false, 0],
  ])
  expect(given).toEqual([{ id: 'in' }])
})

test('a record that has left the segment calls a job on leaving, by its last values, and one that was erased calls nobody', async () => {
  const { call, given } = open({ now: ['in'], before: ['out', 'erased'], known: { out: { stage: 'lost' } }, occasion: 'leaves' })
  expect(await pieces(call, input(ids('in', 'out', 'erased')))).toEqual([
    ['in', true, 0],
    ['out', false, 1],
    ['erased', false, 0],
  ])
  expect(given).toEqual([{ id: 'out', stage: 'lost' }])
})

test('a first look only notes who is in the segment', async () => {
  const { call, given } = open({ now: ['a', 'b'] })
  expect(await pieces(call, input({ from: { cursor: 'c0', at: 1 } }))).toEqual([
    ['a', true, 0],
    ['b', true, 0],
  ])
  expect(given).toEqual([])
})

test('a piece names its record, its workspace and that it crossed, and leaves the place as it is', async () => {
  const { call } = open({ now: ['a'] })
  const steps: FollowStep[] = []
  for await (const step of crossingPieces({ ...call, input: input(ids('a')), place })) steps.push(step)
  expect(steps).toEqual([
    { piece: { ...main, ref: { type: 'deal', id: 'a' }, writes: [write('a')], of: { crossed: true }, isInside: true }, after: place },
  ])
})

test('some records are looked at a hundred at a time, and none of another type', async () => {
  const many = Array.from({ length: 101 }, (_, at) => `d${at}`)
  const { call, asked } = open({ now: many })
  expect(await pieces(call, input(ids(...many)))).toHaveLength(101)
  const idOf = (some: readonly string[]) => ({ test: 'all', filters: [where, { test: 'id-of', type: 'deal', ids: some }] })
  expect(asked).toEqual([
    { ...main, where: idOf(many.slice(0, 100)), limit: 100 },
    { ...main, where: idOf(['d100']), limit: 1 },
  ])
  const other = open({ now: many })
  expect([await pieces(other.call, input({ ids: { company: ['d1'] } })), other.asked]).toEqual([[], []])
})

test('where all may have crossed, those in the segment are looked at page by page, and then those that were in it', async () => {
  const { call, asked } = open({ now: ['a', 'b', 'c'], before: ['b', 'gone'], pageOf: 2 })
  expect(await pieces(call, input())).toEqual([
    ['a', true, 1],
    ['c', true, 1],
    ['gone', false, 0],
  ])
  const page = { ...main, where, orderBy: [], limit: 100 }
  expect(asked.filter(({ orderBy }) => orderBy !== undefined)).toEqual([page, { ...page, after: '2' }])
})

test('a record that failed is tried again, unless it has crossed back since', async () => {
  const retry = { ...main, id: 'a', tries: 1, dueAt: 5, of: { crossed: true } } as const
  const entered = open({ now: ['a'] })
  expect(await retriedCrossing(entered.call, retry)).toEqual({
    ...{ ...main, ref: { type: 'deal', id: 'a' }, writes: [write('a')], of: { crossed: true } },
  })
  expect(entered.asked).toEqual([
    { ...main, where: { test: 'all', filters: [where, { test: 'id-of', type: 'deal', ids: ['a'] }] }, limit: 1 },
  ])
  expect(await retriedCrossing(open().call, retry)).toBeUndefined()
  expect(await retriedCrossing(open({ now: ['a'], occasion: 'leaves' }).call, retry)).toBeUndefined()
  expect(await retriedCrossing(open({ occasion: 'leaves', known: { a: {} } }).call, retry)).toMatchObject({ writes: [write('a')] })
  expect(await retriedCrossing(entered.call, { ...retry, workspace: 'north' })).toBeUndefined()
  expect(await retriedCrossing(entered.call, { ...retry, type: 'task' })).toBeUndefined()
})
