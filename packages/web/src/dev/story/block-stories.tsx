import type { Block } from '@tenure/core/block'
import type { Kind } from '../../app/block/renderer.js'
import { calendarStory } from '../time/calendar-stories.js'
import { feedItemStory } from '../time/feed-stories.js'
import { live } from './answering.js'
import { blockState, from, sourcedStates } from './block-state.js'
import { chartStory } from './chart-stories.js'
import { names, rows } from './sample-rows.js'
import { type Story, story } from './story.js'

const columns = [
  { field: 'name' },
  { field: 'arr', label: 'ARR', format: 'money' },
  { field: 'renewalDate', format: 'relative-date' },
  { field: 'csm', label: 'CSM', format: 'user' },
  { field: 'healthScore', label: 'Health', format: 'health' },
] as const
const action = { title: 'Mark as contacted', action: 'story/act', fill: { company: 'id' }, fields: [] } as const
const lists = {
  full: rows,
  empty: [],
  'long-names': names.long,
  'many-currencies': names.currencies,
  'right-to-left': names.rightToLeft,
  emoji: names.emoji,
} as const
const happened = (list: typeof rows) => list.map(({ id, name }, at) => ({ id, text: `${name} opened a ticket`, at: Date.now() - at * 9e7 }))
const events = Object.fromEntries(Object.entries(lists).map(([state, list]) => [state, happened(list)])) as Readonly<
  Record<keyof typeof lists, unknown>
>

const metric: Block = { kind: 'metric', title: 'Recurring revenue', provider: from, value: 'arr', format: 'money' }
const note: Extract<Block, { readonly kind: 'form' }> = {
  kind: 'form',
  title: 'Add note',
  action: 'story/act',
  fields: [
    { field: 'note', kind: 'long-text', required: true },
    { field: 'subject', kind: 'text', required: false },
    { field: 'due', kind: 'day', required: false },
    { field: 'effort', label: 'Effort in hours', kind: 'number', required: false, initial: 3 },
    { field: 'mood', kind: 'choice', required: false, choices: ['looks-good', 'needs-work'] },
    { field: 'credit', kind: 'money', required: false, emptyIsNull: true },
    { field: 'remindAt', kind: 'moment', required: false },
    { field: 'for', label: 'For whom', kind: 'user', required: true },
    { field: 'followUp', kind: 'boolean', required: false, initial: true },
  ],
}
const cards: Extract<Block, { readonly kind: 'cards' }> = {
  kind: 'cards',
  title: 'Renewals',
  provider: from,
  heading: 'name',
  fields: columns.slice(1),
}

/** A story of each kind of block: one that is forgotten does not compile. */
const byKind: { readonly [K in Kind]: Story } = {
  table: story('Table', sourcedStates({ kind: 'table', title: 'Renewals', provider: from, columns, rowActions: [action] }, lists)),
  cards: story('Cards', sourcedStates(cards, lists)),
  feed: story('Feed', sourcedStates({ kind: 'feed', title: 'What happened', provider: from, at: 'at', text: 'text' }, events)),
  metric: story('Metric', {
    ...sourcedStates(metric, { full: rows[0], empty: { arr: null } }),
    percent: blockState({ ...metric, value: 'kept', format: 'percent' }, live({ kept: 0.934 })),
    'long-title': blockState({ ...metric, title: names.long[0]?.name ?? '' }, live(rows[0])),
  }),
  chart: chartStory,
  calendar: calendarStory,
  detail: story(
    'Detail',
    sourcedStates(
      { kind: 'detail', title: 'This quarter', provider: from, fields: columns },
      { full: rows[0], empty: {}, 'long-names': names.long[0], 'right-to-left': names.rightToLeft[0], emoji: names.emoji[0] },
    ),
  ),
  form: story('Form', {
    full: blockState(note),
    'without-fields': blockState({ ...note, title: 'Start a survey', fields: [] }),
    'of-a-record': blockState({ ...note, input: { company: { operand: 'current-record' } } }),
  }),
  stack: story('Stack', {
    full: blockState({ kind: 'stack', children: [metric, cards] }, live(rows)),
    empty: blockState({ kind: 'stack', children: [] }),
  }),
  overview: story('Overview', {
    full: blockState(
      {
        kind: 'overview',
        point: 'tenure.summary/blocks@1',
        areas: [5, 4, 3, 12, 7, 5].map((columns) => ({ columns, block: metric })),
      },
      live(rows[0]),
    ),
    empty: blockState({ kind: 'overview', point: 'tenure.summary/blocks@1', areas: [] }),
  }),
  grid: story('Grid of blocks', {
    full: blockState({ kind: 'grid', children: [metric, metric, metric, metric] }, live(rows[0])),
    empty: blockState({ kind: 'grid', children: [] }),
  }),
  slot: story('Slot', { empty: blockState({ kind: 'slot', point: 'story/blocks@1' }) }),
  custom: story('Custom', {
    'not-installed': blockState(
      { kind: 'custom', element: 'story/missing', provider: from, fallback: { ...cards, title: 'In place of an element' } },
      live(rows),
    ),
  }),
}

// What a newer server may send.
const unknown = { kind: 'constellation', title: 'From the future' } as unknown as Block

/** Each kind of block, and one that this page does not know. */
export const blockStories: readonly Story[] = [
  ...Object.values(byKind),
  feedItemStory,
  story('Unknown block', { newer: blockState(unknown) }),
]
