import type { Block } from '@tenure/core/block'
import type { ReactNode } from 'react'
import { TableTab } from '../../app/table/table-tab.js'
import { type Answer, Answering, failed, live, problems, stale } from './answering.js'
import { names, rows } from './sample-rows.js'
import { type Story, story } from './story.js'

const columnChoices = [
  { field: 'name', label: 'Name', kind: 'string', format: 'text', sortable: true, byDefault: true },
  { field: 'healthScore', label: 'Health', kind: 'number', format: 'health', sortable: true, byDefault: true },
  { field: 'renewalDate', label: 'Renewal date', kind: 'date', format: 'relative-date', sortable: true, byDefault: true },
  { field: 'arr', label: 'ARR', kind: 'money', format: 'money', sortable: true, byDefault: true },
  { field: 'csm', label: 'CSM', kind: 'user', format: 'user', sortable: true, byDefault: true },
]
const views = [{ id: 'story/all', title: 'All customers', description: 'Every customer', builtIn: true, icon: 'list', total: 4 }]
const block: Extract<Block, { readonly kind: 'table' }> = {
  kind: 'table',
  provider: 'story/list',
  views: 'story/views',
  columnChoices: 'story/columns',
  totals: 'story/totals',
  search: true,
  opens: 'record',
  columns: columnChoices.map(({ field }) => ({ field })),
  rowActions: [],
  quickFilters: [{ property: 'customer.createdAt', label: 'Create date' }],
}
const windowOf = (list: typeof rows) => ({ objectType: 'company', rows: list, total: list.length, offset: 0 })

const eur = { amount: '4790000', currency: 'EUR' }
const sums = [{ amount: '812000.50', currency: 'CHF' }, eur, { amount: '98000000', currency: 'JPY' }]
const totalsOf = (arr: readonly unknown[]) => ({
  count: 4,
  totals: [
    { field: 'arr', measure: 'sum', value: arr },
    { field: 'healthScore', measure: 'average', value: '66.95' },
  ],
})

function tab(list?: Answer, more: Readonly<Record<string, Answer>> = {}): ReactNode {
  const answers = {
    'story/views': live(views),
    'story/columns': live(columnChoices),
    'story/totals': live(totalsOf([eur])),
    ...(list && { 'story/list': list }),
    ...more,
  }
  return (
    <Answering answers={answers}>
      <TableTab block={block} title="Customers" workspace="Northbeam" />
    </Answering>
  )
}

/** Whole tabs. */
export const tabStories: readonly Story[] = [
  story('Table tab', {
    full: tab(live(windowOf(rows))),
    empty: tab(live(windowOf([]))),
    loading: tab(),
    failed: tab(failed(problems.failed)),
    stale: tab(stale(windowOf(rows))),
    'no-access': tab(failed(problems.denied)),
    'needs-configuration': tab(failed(problems.unset)),
    'long-names': tab(live(windowOf(names.long))),
    'many-currencies': tab(live(windowOf(names.currencies)), { 'story/totals': live(totalsOf(sums)) }),
    'unseen-type': tab(live(windowOf([])), {
      'tenure.core/session': live({ rights: { settings: false, unseen: ['company'], ask: ['Jonas Meyer', 'Ada Okafor'] } }),
    }),
    'right-to-left': tab(live(windowOf(names.rightToLeft))),
    emoji: tab(live(windowOf(names.emoji))),
  }),
]
