import { type ScoreProfile, scoreProfileSchema } from '@tenure/core/score'

const open = { test: 'is-unknown', property: 'ticket.closedAt' } as const
const urgent = { test: 'is', property: 'ticket.priority', value: 'urgent' } as const

/** How the sample scores its customers: five of the usual groups. Customers that nobody looks after are not scored. */
export const sampleProfile: ScoreProfile = scoreProfileSchema.parse({
  name: 'Customer health',
  objectType: 'company',
  segments: [{ name: 'Looked after', filter: { test: 'is-known', property: 'company.csm' } }],
  groups: [
    {
      ...{ id: 'usage', name: 'Product usage', kind: 'property', maximum: 30 },
      criteria: [
        {
          ...{ id: 'seats-in-use', name: 'Seats in use', kind: 'number', property: 'company.seatShare' },
          ranges: [
            { from: 15, to: 30, points: 4 },
            { from: 30, to: 40, points: 8 },
            { from: 40, to: 55, points: 16 },
            { from: 55, to: 70, points: 23 },
            { from: 70, points: 30 },
          ],
        },
      ],
    },
    {
      ...{ id: 'support', name: 'Support tickets', kind: 'property', maximum: 20 },
      criteria: [
        {
          ...{ id: 'urgent-tickets', name: 'Urgent tickets that are open', kind: 'records', association: 'company.tickets' },
          ...{ where: { test: 'all', filters: [open, urgent] }, measure: { by: 'count' } },
          ranges: [
            { to: 1, points: 12 },
            { from: 1, to: 2, points: 4 },
          ],
        },
        {
          ...{
            id: 'open-tickets',
            name: 'Open tickets',
            kind: 'records',
            association: 'company.tickets',
            where: open,
            measure: { by: 'count' },
          },
          ranges: [
            { to: 1, points: 8 },
            { from: 1, to: 3, points: 4 },
          ],
        },
      ],
    },
    {
      ...{ id: 'engagement', name: 'Engagement', kind: 'event', maximum: 20 },
      criteria: [
        {
          ...{ id: 'meetings', name: 'Meetings', kind: 'events', association: 'company.meetings', days: 60, most: 12 },
          ...{ earn: { each: 8 }, decay: { percent: 25, everyDays: 15 } },
        },
        {
          ...{ id: 'calls', name: 'Calls', kind: 'events', association: 'company.calls', days: 45, most: 10 },
          ...{ earn: { each: 5 }, decay: { percent: 25, everyDays: 15 } },
        },
        {
          ...{ id: 'emails', name: 'Emails', kind: 'events', association: 'company.emails', days: 30, most: 8 },
          earn: { each: 4 },
        },
      ],
    },
    {
      ...{ id: 'sentiment', name: 'CSM sentiment', kind: 'property', maximum: 15 },
      criteria: [
        {
          ...{ id: 'csm-sentiment', name: 'CSM sentiment', kind: 'property', property: 'company.csmSentiment' },
          cases: [
            { test: { test: 'is', property: 'company.csmSentiment', value: 'good' }, points: 15 },
            { test: { test: 'is', property: 'company.csmSentiment', value: 'fair' }, points: 8 },
          ],
        },
      ],
    },
    {
      ...{ id: 'survey', name: 'Survey score (NPS)', kind: 'property', maximum: 15 },
      criteria: [
        {
          ...{ id: 'nps', name: 'NPS answer', kind: 'number', property: 'company.npsAnswer' },
          ranges: [
            { from: 5, to: 7, points: 5 },
            { from: 7, to: 9, points: 11 },
            { from: 9, points: 15 },
          ],
        },
      ],
    },
  ],
})
