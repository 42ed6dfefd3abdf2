import { compileProfile, type RecordedValue, type RecordTimeline, scoreProfileSchema, type Timeline } from '@tenure/core/score'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { addScore, createScoreboard } from './scoreboard.js'

const property = (name: string) => ({ name, kind: 'number', label: name }) as const
const type = { pipelines: [], ownership: [], active: true, associations: [] as const }
const schema = new Map(
  [
    {
      ...{ ...type, name: 'company', label: 'Company', plural: 'Companies', title: 'name', properties: [property('usage')] },
      associations: [{ name: 'calls', label: 'Calls', to: 'call', edge: 'calls', forward: true }],
    },
    {
      ...{ ...type, name: 'call', label: 'Call', plural: 'Calls', title: 'name', activity: { at: 'at' } },
      properties: [{ name: 'at', kind: 'datetime', label: 'At' } as const, property('minutes')],
    },
  ].map((each) => [each.name, each]),
)
const ranges = (...points: number[]) => points.map((each, at) => ({ from: at * 10, to: (at + 1) * 10, points: each }))
const profile = compileProfile(
  z.parse(scoreProfileSchema, {
    name: 'Test',
    objectType: 'company',
    groups: [
      {
        ...{ id: 'g', name: 'G', kind: 'property', maximum: 50 },
        criteria: [{ kind: 'number', id: 'u', name: 'Usage', property: 'company.usage', ranges: ranges(0, 10, 25, 50) }],
      },
      {
        ...{ id: 'h', name: 'H', kind: 'event', maximum: 50 },
        criteria: [
          { kind: 'events', id: 'c', name: 'Calls', association: 'company.calls', days: 30, earn: { each: 7 } },
          {
            ...{
              kind: 'records',
              id: 'm',
              name: 'Minutes',
              association: 'company.calls',
              measure: { by: 'sum', property: 'call.minutes' },
            },
            ranges: ranges(0, 4, 9, 15),
          },
        ],
      },
    ],
  }),
  { schema },
)
const day = 86_400_000
const instant = fc.integer({ min: 0, max: 60 }).map((days) => days * day)
const values = (value: fc.Arbitrary<number | null>) =>
  fc.array(fc.record({ at: instant, value }), { maxLength: 6 }).map((all) => all.sort((a, b) => a.at - b.at))
const number = fc.integer({ min: 0, max: 39 })
const span = fc.tuple(instant, fc.option(instant)).map(([from, to]) => [{ from, ...(to !== null && to > from && { to }) }])
const call: fc.Arbitrary<RecordTimeline> = fc.record({
  id: fc.constant('call'),
  spans: span,
  values: fc.record({ at: values(instant), minutes: values(number) }),
})
const timeline: fc.Arbitrary<Timeline> = fc.record({
  customer: fc.record({ id: fc.constant('c'), spans: span, values: fc.record({ usage: values(number) }) }),
  links: fc.array(fc.record({ association: fc.constant('calls'), record: call, spans: span }), { maxLength: 5 }),
})

const before = (at: number, recorded: readonly RecordedValue[]): readonly RecordedValue[] => recorded.filter((one) => one.at < at)
function mapRecord(
  record: RecordTimeline,
  at: number,
  change: (kept: readonly RecordedValue[]) => readonly RecordedValue[],
): RecordTimeline {
  const values = Object.fromEntries(Object.entries(record.values).map(([name, all]) => [name, change(before(at, all))]))
  return { ...record, values, spans: openSpans(record.spans, at) }
}
// An end that is recorded at the instant or later is not known before it.
function openSpans(spans: RecordTimeline['spans'], at: number): RecordTimeline['spans'] {
  return spans.filter(({ from }) => from < at).map(({ from, to }) => ({ from, ...(to !== undefined && to < at && { to }) }))
}
function mutate({ customer, links }: Timeline, at: number, more: Timeline | undefined): Timeline {
  const replaced = (kept: readonly RecordedValue[]): readonly RecordedValue[] =>
    more === undefined ? kept : [...kept, { at, value: 35 }, { at: at + day, value: 1 }]
  const kept = links.map((link) => ({ ...link, record: mapRecord(link.record, at, replaced), spans: openSpans(link.spans, at) }))
  const later = (more?.links ?? []).map((link) => ({ ...link, spans: [{ from: at }] }))
  return { customer: mapRecord(customer, at, replaced), links: [...kept, ...later] }
}
function scoreAt(of: Timeline, at: number): readonly unknown[] {
  const board = createScoreboard(profile)
  const place = addScore(board, profile, { timeline: of, customer: 0, at })
  return [place, board.scores, board.statuses, board.criteria]
}

test('[HS-11] what is recorded at the scored instant or later, dropped or replaced, moves no score', () => {
  let scored = 0
  fc.assert(
    fc.property(timeline, timeline, instant, (past, other, at) => {
      const score = scoreAt(past, at)
      expect(scoreAt(mutate(past, at, undefined), at)).toEqual(score)
      expect(scoreAt(mutate(past, at, other), at)).toEqual(score)
      scored += score[0] === undefined ? 0 : 1
    }),
    { numRuns: Number(process.env['TENURE_HISTORIES'] ?? 500) },
  )
  expect(scored).toBeGreaterThan(50)
})
