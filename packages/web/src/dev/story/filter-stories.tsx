import type { FilterData } from '@tenure/core/contract'
import { type ReactNode, useEffect, useState } from 'react'
import { rowsOf } from '../../app/data/named.js'
import type { Source } from '../../app/data/source.js'
import { SourceProvider, useNamed } from '../../app/data/use-source.js'
import { FilterEditor } from '../../app/filter/filter-editor.js'
import { openScenario } from '../world/scenario.js'
import { Answering, failed, problems } from './answering.js'
import { type Story, story } from './story.js'

const nested: FilterData = {
  test: 'all',
  filters: [
    { test: 'any-of', property: 'customer.healthStatus', values: ['at-risk', 'neutral'] },
    { test: 'in-next', property: 'customer.renewalDate', span: { days: 90 } },
    {
      test: 'any',
      filters: [
        {
          test: 'some',
          link: 'customer.tickets',
          filter: {
            test: 'all',
            filters: [
              { test: 'any-of', property: 'ticket.priority', values: ['high', 'urgent'] },
              { test: 'contains', property: 'ticket.subject', text: 'scanner' },
            ],
          },
        },
        { test: 'before-last', property: 'customer.lastActivityAt', span: { days: 30 }, missing: true },
        { test: 'changed-in-last', property: 'customer.csm', span: { days: 30 } },
      ],
    },
    { test: 'not', filter: { test: 'is', property: 'customer.csm', value: { operand: 'me' } } },
  ],
}
const others: FilterData = {
  test: 'any',
  filters: [
    { test: 'at-least', property: 'customer.arr', value: { amount: '150000', currency: 'EUR' } },
    { test: 'count', link: 'customer.contacts', is: 'at-least', than: 3, label: 'decision maker' },
    {
      test: 'not',
      filter: {
        test: 'all',
        filters: [
          { test: 'none', link: 'customer.deals' },
          { test: 'is-unknown', property: 'customer.arr' },
        ],
      },
    },
    { test: 'in-period', property: 'customer.renewalDate', period: 'quarter', shift: 1 },
    { test: 'before-property', property: 'customer.lastActivityAt', other: 'customer.createdAt' },
    { test: 'changed-in-last', property: 'customer.healthStatus', span: { days: 100_000 }, to: 'at-risk' },
    { test: 'id-of', type: 'customer', ids: ['c1', 'c2', 'c3'] },
    { test: 'is', property: 'customer.gone', value: 'x' },
    { test: 'between', property: 'customer.healthScore', from: 20, to: 45 },
    { test: 'contains', property: 'customer.name', text: 'a rather long text that somebody pasted from elsewhere and that goes on and on' },
  ],
}

/** The editor over the real core in this page. */
function Real({ filter }: { readonly filter: FilterData | undefined }): ReactNode {
  const [source, setSource] = useState<Source>()
  const [now, setNow] = useState(filter)
  useEffect(() => void openScenario('normal').then(setSource), [])
  if (source === undefined) return null
  return (
    <SourceProvider value={source}>
      <FilterEditor
        {...{ collection: 'tenure.customers/list', view: 'tenure.customers/all', type: 'customer', filter: now, onChange: setNow }}
        close={() => {}}
      />
      <Found where={now} />
    </SourceProvider>
  )
}

/** The first records that pass. */
function Found({ where }: { readonly where: FilterData | undefined }): ReactNode {
  const { value } = useNamed(found, { view: 'tenure.customers/all', limit: 8, ...(where && { where }) })
  return (
    <ol aria-label="Found" data-total={value?.total}>
      {value?.rows.map((row) => (
        <li key={row.id}>{String(row['name'])}</li>
      ))}
    </ol>
  )
}
const found = rowsOf('tenure.customers/list-rows')

/** The filter editor, with what it is counted over. */
export const filterStories: readonly Story[] = [
  story('Filter editor', {
    nested: <Real filter={nested} />,
    others: <Real filter={others} />,
    empty: <Real filter={undefined} />,
    failed: (
      <Answering answers={{ 'tenure.record/filter-fields': failed(problems.failed) }}>
        <FilterEditor collection="story/customers" type="customer" filter={nested} onChange={() => {}} close={() => {}} />
      </Answering>
    ),
  }),
]
