import { z } from 'zod'
import { aGroup, aProfile } from '../engine/test-profile.js'
import { defineCriterionKind } from '../model/criterion-kind.js'
import type { ScoreProfile } from '../model/profile.js'

/** A kind of criterion of a plugin: points for each ticket that is open for so long, which the clock moves as well. */
export const waiting = defineCriterionKind({
  id: 'acme.desk/waiting',
  title: 'Waiting tickets',
  config: z.strictObject({ hours: z.number() }),
  reads: () => ({
    properties: ['company.employees'],
    records: [{ association: 'company.tickets', properties: ['ticket.createdAt', 'ticket.closedAt'] }],
  }),
  points: () => [-40, 20],
  judge({ config: { hours }, now, value, records }) {
    const open = records('company.tickets').filter(({ values }) => (values['closedAt'] ?? null) === null)
    const ends = open.map(({ values }) => Number(values['createdAt']) + hours * 3_600_000)
    const later = ends.filter((end) => end > now)
    const points = value('company.employees') === null ? undefined : 20 - 15 * (ends.length - later.length)
    return { points, ...(later.length > 0 && { until: Math.min(...later) }) }
  },
})

const size = { kind: 'number', id: 'size', name: 'Size', property: 'company.employees' }
const open = { test: 'is-unknown', property: 'ticket.closedAt' }
const meetings = { kind: 'events', id: 'meet', name: 'Meetings', association: 'company.meetings' }
const tickets = { kind: 'records', name: 'Tickets', association: 'company.tickets' }

/** Models with every kind of criterion, segment, bound, mean and decay, for tests. */
export const models: readonly ScoreProfile[] = [
  aProfile([
    aGroup('usage', 40, [
      {
        ...size,
        ranges: [
          { from: 1, to: 3, points: 19.6 },
          { from: 3, points: 39.6 },
        ],
      },
    ]),
    aGroup('support', 20, [{ ...tickets, id: 'open', where: open, measure: { by: 'count' }, ranges: [{ to: 1, points: 20 }] }]),
    aGroup('talks', 40, [{ ...meetings, days: 10, earn: { each: 15 }, decay: { percent: 30, everyDays: 2 } }], { kind: 'event' }),
  ]),
  aProfile(
    [
      aGroup('renewal', 60, [
        {
          kind: 'date',
          id: 'until',
          name: 'Renewal',
          property: 'company.renewalDate',
          count: 'until',
          ranges: [
            { from: 0, to: 5, points: 10 },
            { from: 5, points: 60 },
          ],
        },
      ]),
      aGroup('group', 40, [
        {
          kind: 'segment',
          id: 'busy',
          name: 'Busy',
          segment: 'Busy',
          filter: { test: 'count', link: 'company.tickets', is: 'at-least', than: 2 },
          inside: 5,
          outside: 40,
        },
      ]),
    ],
    {
      segments: [
        { name: 'Sized', filter: { test: 'is-known', property: 'company.employees' } },
        { name: 'Air', filter: { test: 'is', property: 'company.industry', value: 'Air' } },
      ],
    },
  ),
  aProfile(
    [
      aGroup('industry', 70, [
        {
          ...{ kind: 'property', id: 'branch', name: 'Industry', property: 'company.industry' },
          cases: [
            { test: { test: 'is', property: 'company.industry', value: 'Air' }, points: 39.6 },
            { test: { test: 'is-known', property: 'company.industry' }, points: 62.5 },
          ],
        },
      ]),
      aGroup(
        'talks',
        30,
        [
          {
            ...meetings,
            days: 4,
            earn: {
              ranges: [
                { from: 1, points: 10 },
                { from: 2, points: 30 },
              ],
            },
          },
        ].map((one) => ({
          ...one,
          earn: {
            ranges: [
              { from: 1, to: 2, points: 10 },
              { from: 2, points: 30 },
            ],
          },
        })),
        { kind: 'event' },
      ),
    ],
    { thresholds: { neutral: 40, healthy: 70, hysteresis: 6 } },
  ),
  aProfile(
    [
      aGroup(
        'mean',
        50,
        [
          { ...size, ranges: [{ from: 2, points: 80 }] },
          { kind: 'custom', id: 'wait', name: 'Waiting', of: waiting.id, config: { hours: 30 } },
        ],
        { combine: 'mean', missing: 'skip' },
      ),
      aGroup(
        'last',
        50,
        [
          {
            ...tickets,
            id: 'last',
            measure: { by: 'maximum', property: 'ticket.closedAt' },
            ranges: [{ from: Date.parse('2026-07-03T00:00:00Z'), points: 50 }],
          },
        ],
        { missing: 'skip' },
      ),
    ],
    { combine: 'mean', missing: 'skip' },
  ),
  aProfile(
    [
      aGroup('soon', 55, [
        {
          kind: 'segment',
          id: 'recent',
          name: 'Recent',
          segment: 'Recent',
          filter: { test: 'in-last', property: 'company.renewalDate', span: { days: 4 } },
          inside: 55,
          outside: 12.3,
        },
      ]),
      aGroup('closed', 45, [
        {
          ...tickets,
          id: 'closed',
          within: { property: 'ticket.closedAt', days: 3 },
          measure: { by: 'count' },
          ranges: [{ from: 1, points: 45 }],
        },
      ]),
    ],
    {
      segments: [
        {
          name: 'Met',
          filter: { test: 'some', link: 'company.meetings', filter: { test: 'in-last', property: 'meeting.at', span: { days: 6 } } },
        },
      ],
    },
  ),
]
