import { expect, test } from 'vitest'
import { measure } from '../engine/measure.js'
import { aGroup, aPlace, compiled, facts, issuesOf, testSchema } from '../engine/test-profile.js'
import { toPoints, toUnits } from '../engine/units.js'
import type { EventsCriterion, RecordsCriterion } from '../model/criterion.js'
import { judgeEvents, judgeRecords } from './judge-records.js'

const day = 86_400_000
const now = Date.parse('2026-07-01T12:00:00Z')
/** Earns the number itself, from 0 to 49. */
const itself = Array.from({ length: 50 }, (_, points) => ({ from: points, to: points + 1, points }))
const pointsOf = (criterion: object, of: ReturnType<typeof facts>, kind = 'property') => {
  const measured = measure(compiled([aGroup('g', 100, [{ id: 'c', name: 'C', ...criterion }], { kind })]), of, now)
  return measured && [toPoints(measured.total), measured.coverage]
}
const eur = (amount: string) => ({ amount: { amount, currency: 'EUR' } })

test('[HS-3] associated records are measured by their count, sum, average, minimum and maximum, amounts in one currency', () => {
  const deals = [eur('10'), eur('30'), { amount: { amount: '5', currency: 'USD' } }]
  const by = (measure: object, of = deals) =>
    pointsOf({ kind: 'records', association: 'company.deals', measure, ranges: itself }, facts({}, { deals: of }))
  const amounts = (by: string) => ({ by, property: 'deal.amount', currency: 'EUR' })
  expect(by({ by: 'count' })).toEqual([3, 1])
  expect(['sum', 'average', 'minimum', 'maximum'].map((name) => by(amounts(name)))).toEqual([
    [40, 1],
    [20, 1],
    [10, 1],
    [30, 1],
  ])
  expect([by({ by: 'count' }, []), ...['sum', 'average', 'minimum', 'maximum'].map((name) => by(amounts(name), []))]).toEqual([
    ...[
      [0, 1],
      [0, 1],
    ],
    ...[
      [0, 0],
      [0, 0],
      [0, 0],
    ],
  ])
})

const meetings = (...ages: readonly number[]) => facts({}, { meetings: ages.map((age, at) => ({ id: `m${at}`, at: now - age * day })) })
const talks = (rest: object) => ({ kind: 'events', association: 'company.meetings', days: 28, earn: { each: 10 }, ...rest })

test('[HS-3] an activity counts from the instant at which it happened to the end of the time frame', () => {
  const shares = [-1, 0, 27.9, 28, 40].map((age) => pointsOf(talks({}), meetings(age), 'event')?.[0])
  expect(shares).toEqual([0, 10, 10, 0, 0])
  expect(pointsOf(talks({}), meetings(-3, -1, 2, 3), 'event')?.[0]).toBe(20)
})

test('[HS-4] an event that is worth nothing any more takes nothing from the others', () => {
  const fading = talks({ decay: { percent: 50, everyDays: 7 } })
  expect([[0], [0, 14], [0, 21, 27]].map((ages) => pointsOf(fading, meetings(...ages), 'event')?.[0])).toEqual([10, 10, 10])
})

const judgedBy = (criterion: object) => {
  const place = aPlace()
  const whole = { id: 'c', name: 'C', ...criterion }
  const judge =
    'earn' in criterion ? judgeEvents(place, whole as EventsCriterion) : judgeRecords(place, whole as unknown as RecordsCriterion)
  return { ...judge, needs: [...place.needs.links].map(([name, names]) => [name, ...names]) }
}

test('[HS-8] events say when the next of them ages, ends or begins, and those worth nothing any more age no further', () => {
  const fading = judgedBy(talks({ decay: { percent: 50, everyDays: 7 } }))
  const until = (...ages: readonly number[]) => (fading.judge(meetings(...ages), now).until ?? now) - now
  expect([until(1), until(7), until(-1), until(27), until(14), until(28)]).toEqual([...[6 * day, 7 * day, day, day, 14 * day, 0]])
  expect([until(1, 5), until(15, 27), until(-3, 1)]).toEqual([2 * day, day, 3 * day])
})

test('[HS-7] events explain themselves by those that count, their number less with age, and what was looked at', () => {
  const where = { test: 'is-known', property: 'meeting.title' }
  const { inputs, needs } = judgedBy(talks({ where, decay: { percent: 50, everyDays: 7 } }))
  const linked = [0, 8, 30].map((age, at) => ({ id: `m${at}`, title: 'Talk', at: now - age * day }))
  const known = facts({}, { meetings: [...linked, { id: 'untitled', at: now }] })
  const records = { of: 'records', association: 'meetings', properties: ['at', 'title'] }
  const said = (of: typeof known) =>
    inputs(of, now).map((input) => ({ ...input, properties: [...new Set('properties' in input ? input.properties : [])] }))
  expect(said(known)).toEqual([{ ...records, records: ['m0', 'm1'], value: 1.5 }])
  expect(said(facts({}))).toEqual([{ ...records, records: [], value: 0 }])
  expect(needs).toEqual([['meetings', 'at', 'title']])
})

const answers = {
  kind: 'records',
  association: 'company.contactActivities',
  measure: { by: 'latest', property: 'contactActivity.score', date: 'contactActivity.at' },
  ...{ bound: 'above', ranges: itself },
}

test('[HS-7] [HS-8] the newest record explains itself alone, and all that is looked at is needed', () => {
  const { inputs, judge, needs } = judgedBy(answers)
  const given = (...ages: readonly (readonly [id: string, age: number])[]) =>
    facts({}, { contactActivities: ages.map(([id, age], at) => ({ id, at: now - age * day, score: at + 1 })) })
  const said = { of: 'records', association: 'contactActivities', properties: ['score', 'at'] }
  expect(inputs(given(['x', 3], ['y', 0], ['z', -1]), now)).toEqual([{ ...said, records: ['y'], value: 2 }])
  expect(inputs(given(['y', 3], ['x', 3]), now)).toEqual([{ ...said, records: ['y'], value: 1 }])
  expect([inputs(facts({}), now), judge(facts({}), now)]).toEqual([[{ ...said, records: [], value: null }], { units: undefined }])
  const ahead = given(['x', 3], ['y', -4], ['z', -2])
  expect(judge(ahead, now)).toEqual({ units: toUnits(1), until: now + 2 * day })
  expect(judge(given(['x', 0]), now)).toEqual({ units: toUnits(1), until: undefined })
  expect(needs).toEqual([['contactActivities', 'score', 'at']])
})

test('[HS-3] [HS-7] records within days of a date count, by their calendar day too, and say when one of them comes or goes', () => {
  const within = { property: 'deal.closeDate', days: 30 }
  const where = { test: 'is-known', property: 'deal.name' }
  const counted = { kind: 'records', association: 'company.deals', measure: { by: 'count' }, where, within, bound: 'above', ranges: itself }
  const { judge, inputs, needs } = judgedBy(counted)
  const deals = (...dates: readonly (string | null)[]) =>
    facts({}, { deals: dates.map((closeDate, at) => ({ id: `d${at}`, name: 'D', closeDate })) })
  const known = deals('2026-07-01', '2026-06-02', '2026-06-01', '2026-07-02', null)
  expect(inputs(known, now)).toEqual([
    { of: 'records', association: 'deals', properties: ['closeDate', 'name'], records: ['d0', 'd1'], value: 2 },
  ])
  expect(judge(known, now)).toEqual({ units: toUnits(2), until: Date.parse('2026-07-02') })
  expect(judge(deals('2026-06-01', null), now)).toEqual({ units: 0, until: undefined })
  expect(judge(deals('2026-06-10'), now)).toEqual({ units: toUnits(1), until: Date.parse('2026-07-10') })
  expect(needs).toEqual([['deals', 'name', 'closeDate']])
  const plain = judgedBy({ ...counted, where: undefined, within: undefined })
  expect([plain.needs, plain.inputs(known, now).map(({ of, ...rest }) => 'properties' in rest && rest.properties)]).toEqual([
    ...[[['deals']], [[]]],
  ])
  const sum = judgedBy({ ...counted, measure: { by: 'sum', property: 'deal.amount' } })
  expect(sum.needs).toEqual([['deals', 'name', 'closeDate', 'amount']])
})

test('[HS-3] only activities have events, and what is not there is refused by its place', () => {
  expect(issuesOf(() => judgedBy(talks({ association: 'company.tickets' })))).toEqual([
    { path: ['association'], message: 'company.tickets leads to no activities.' },
  ])
  expect(issuesOf(() => judgedBy({ ...answers, measure: { ...answers.measure, date: 'contactActivity.nothing' } }))).toEqual([
    { path: ['property'], message: 'There is no property contactActivity.nothing of Contact activity.' },
  ])
  const gone = aPlace(new Map([...testSchema].filter(([name]) => name !== 'contactActivity')))
  expect(issuesOf(() => judgeRecords(gone, { id: 'c', name: 'C', ...answers } as unknown as RecordsCriterion))).toEqual([
    { path: ['association'], message: 'There is no object type contactActivity.' },
  ])
})
