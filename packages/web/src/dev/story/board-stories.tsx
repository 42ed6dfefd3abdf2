import type { Block } from '@tenure/core/block'
import { type ReactNode, useState } from 'react'
import { BoardTab } from '../../app/board/board-tab.js'
import { SourceProvider } from '../../app/data/use-source.js'
import { Desks } from '../../app/shell/desks.js'
import { type BoardSpec, openBoard } from '../world/board-source.js'
import { people } from '../world/names.js'
import { type Answer, failed, live, problems, stale } from './answering.js'
import { names, rows } from './sample-rows.js'
import { type Story, story } from './story.js'

const columnChoices = [
  { field: 'name', label: 'Name', kind: 'string', format: 'text', sortable: true, byDefault: true },
  { field: 'csm', label: 'Owner', kind: 'user', format: 'user', sortable: true, byDefault: true },
  { field: 'arr', label: 'Amount', kind: 'money', format: 'money', sortable: true, byDefault: true },
  { field: 'renewalDate', label: 'Renewal date', kind: 'date', format: 'relative-date', sortable: true, byDefault: true },
  { field: 'healthScore', label: 'Health', kind: 'number', format: 'health', sortable: true, byDefault: true },
]
const block: Extract<Block, { readonly kind: 'board' }> = {
  kind: 'board',
  table: {
    ...{ kind: 'table', provider: 'story/list', views: 'story/views', columnChoices: 'story/columns', totals: 'story/totals' },
    ...{ search: true, opens: 'record', of: 'revenue', collection: 'story/list', rowActions: [] },
    columns: columnChoices.map(({ field }) => ({ field })),
    quickFilters: [
      { property: 'revenue.csm', label: 'Owner', kind: 'user' },
      { property: 'revenue.name', label: 'Name', kind: 'text' },
      { property: 'revenue.createdAt', label: 'Create date' },
    ],
  },
  pipelines: 'story/pipelines',
  groups: 'story/groups',
  fields: [{ field: 'csm' }, { field: 'arr' }, { field: 'renewalDate' }, { field: 'healthScore' }],
  amount: 'arr',
}

const stageOf = (value: string, label: string, probability: number) => ({ value, label, open: probability < 1, probability })
const stages = [
  stageOf('upcoming', 'Upcoming', 0.5),
  stageOf('talks', 'In talks', 0.6),
  stageOf('offer', 'Proposal sent', 0.75),
  stageOf('won', 'Renewed', 1),
]
const pipelines = [
  { value: 'renewal', label: 'Renewals', stages },
  { value: 'sales', label: 'New business', stages: [stageOf('lead', 'Lead', 0.1)] },
]
const deals = [{ name: 'deal', label: 'Deal', plural: 'Deals' }]
const board = (layout: 'board' | 'table' = 'board', more: object = {}) =>
  live({ objects: deals, object: 'deal', layout, pipelines, ...more })
const longStage = 'Waiting for the signature of the procurement department of the parent company'

const record = {
  ...{ type: 'deal', typeLabel: 'Deal', id: 'c0', title: 'Halden Freight', version: '1', archived: false },
  may: { edit: true, delete: true },
  properties: [
    { name: 'closeDate', label: 'Close date', kind: 'date', value: null, editable: true },
    { name: 'price', label: 'Offered price', kind: 'money', value: null, editable: true, currency: 'EUR' },
    { name: 'reason', label: 'Reason for the discount', kind: 'text', value: null, editable: true },
  ],
  ...{ links: [], linkable: [], adds: [], activities: { total: 0, rows: [] } },
}
const conflict = {
  code: 'record.conflict' as const,
  message: 'Somebody else changed this deal.',
  details: { record: { type: 'deal', id: 'c0' }, newer: { stage: 'won' }, version: '3' },
}

/** In two columns, so that there is an empty one. */
const staged = (list: typeof rows): BoardSpec['rows'] => list.map((row, at) => ({ ...row, stage: at % 3 === 2 ? 'talks' : 'upcoming' }))

function boardTab(spec: Partial<BoardSpec> = {}): ReactNode {
  const answers: Readonly<Record<string, Answer>> = {
    'story/views': live([
      { id: 'story/all', title: 'Renewals 2026/27', description: 'Every renewal', builtIn: true, icon: 'money', total: 4 },
    ]),
    'story/columns': live(columnChoices),
    'story/totals': live({ count: 4, totals: [] }),
    'story/pipelines': board(),
    'tenure.record/record': live(record),
    'tenure.core/users': live(people.map((name, at) => ({ id: `u${at}`, name, active: true }))),
    'tenure.core/preferences': live({ values: {} }),
    ...spec.answers,
  }
  return <BoardStory spec={{ rows: staged(rows), stages, ...spec, answers }} />
}

function BoardStory({ spec }: { readonly spec: BoardSpec }): ReactNode {
  const [source] = useState(() => openBoard(spec))
  return (
    <SourceProvider value={source}>
      <Desks>
        <BoardTab block={block} title="Revenue" workspace="Northbeam" />
      </Desks>
    </SourceProvider>
  )
}

/** The board as a tab in each of its states; in the first ones cards move. */
export const boardStories: readonly Story[] = [
  story('Board tab', {
    full: boardTab(),
    refusing: boardTab({ closed: { upcoming: 'No deal goes back.', won: 'From here a deal goes to Proposal sent.' } }),
    asking: boardTab({
      asks: {
        offer: [
          { property: 'closeDate', required: true },
          { property: 'price', required: true },
          { property: 'reason', required: false },
        ],
      },
    }),
    'moved-meanwhile': boardTab({ movedTo: 'won' }),
    conflict: boardTab({ refusal: conflict }),
    'not-saved': boardTab({ refusal: problems.failed }),
    'as-a-table': boardTab({ answers: { 'story/pipelines': board('table') } }),
    'two-objects': boardTab({
      answers: { 'story/pipelines': board('board', { objects: [...deals, { name: 'order', label: 'Order', plural: 'Orders' }] }) },
    }),
    empty: boardTab({ rows: [] }),
    opening: boardTab({ silent: ['story/pipelines', 'story/list', 'story/groups'] }),
    loading: boardTab({ silent: ['story/list', 'story/groups'] }),
    failed: boardTab({ answers: { 'story/list': failed(problems.failed) } }),
    'pipelines-failed': boardTab({ answers: { 'story/pipelines': failed(problems.failed) } }),
    'sums-failed': boardTab({ answers: { 'story/groups': failed(problems.failed) } }),
    stale: boardTab({ answers: { 'story/list': stale({ objectType: 'deal', rows, total: rows.length, offset: 0 }) } }),
    'no-access': boardTab({ answers: { 'story/list': failed(problems.denied) } }),
    'no-stages': boardTab({ answers: { 'story/pipelines': board('board', { pipelines: [] }) } }),
    'long-names': boardTab({
      rows: staged(names.long),
      answers: {
        'story/pipelines': board('board', {
          pipelines: [
            { value: 'renewal', label: longStage, stages: [{ ...stages[0], label: longStage }, ...stages.slice(1)] },
            ...pipelines,
          ],
        }),
      },
    }),
    'five-currencies': boardTab({ rows: names.currencies.map((row) => ({ ...row, stage: 'upcoming' })) }),
    'right-to-left': boardTab({ rows: staged(names.rightToLeft) }),
    emoji: boardTab({ rows: staged(names.emoji) }),
  }),
]
