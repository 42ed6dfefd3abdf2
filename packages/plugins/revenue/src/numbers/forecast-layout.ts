import { type Block, behind, chart, grid, stack, table } from '@tenure/core/block'
import {
  customersBehindContract,
  forecastContract,
  leftOutContract,
  movementsContract,
  renewalHealthContract,
  renewalMonthsContract,
  renewalRecordsContract,
  retentionContract,
  retentionTrendContract,
} from './numbers-contract.js'

const records = {
  title: 'Records behind this number',
  columns: [
    { field: 'name', label: 'Name' },
    { field: 'customer', label: 'Customer' },
    { field: 'status', label: 'Health', format: 'health' },
    { field: 'renewalDate', label: 'Renewal date', format: 'date' },
    { field: 'amount', label: 'Amount', format: 'money' },
    { field: 'weighted', label: 'Weighted', format: 'money' },
  ],
  opens: { id: 'id', typeIn: 'type' },
} as const
const customers = {
  title: 'Customers behind this number',
  columns: [
    { field: 'name', label: 'Customer' },
    { field: 'opening', label: 'Opening', format: 'money' },
    { field: 'new', label: 'New', format: 'money' },
    { field: 'expansion', label: 'Expansion', format: 'money' },
    { field: 'contraction', label: 'Contraction', format: 'money' },
    { field: 'churn', label: 'Churn', format: 'money' },
    { field: 'closing', label: 'Closing', format: 'money' },
    { field: 'keptGross', label: 'Kept, gross', format: 'money' },
    { field: 'keptNet', label: 'Kept, net', format: 'money' },
  ],
  opens: { type: 'company', id: 'id' },
} as const

const month = {
  field: 'when',
  label: 'Month',
  period: 'month',
  options: [
    { value: 'overdue', label: 'Overdue' },
    { value: 'no-date', label: 'No date' },
    { value: 'later', label: 'Later' },
  ],
} as const

/** From the opening of a period to its closing. */
export const movementsChart = chart({
  title: 'Movements of recurring revenue',
  from: movementsContract,
  controls: ['period', 'ending', 'known'],
  shape: 'waterfall',
  category: {
    field: 'step',
    label: 'Step',
    options: [
      { value: 'opening', label: 'Opening' },
      { value: 'first-time', label: 'New, first time' },
      { value: 'came-back', label: 'New, came back' },
      { value: 'expansion', label: 'Expansion' },
      { value: 'contraction', label: 'Contraction' },
      { value: 'churn', label: 'Churn' },
      { value: 'exchange', label: 'Exchange difference' },
      { value: 'closing', label: 'Closing' },
    ],
  },
  series: [{ field: 'amount', label: 'Amount', format: 'money' }],
  levels: 'level',
  opens: behind(
    customersBehindContract,
    { step: 'step', currency: 'currency', period: 'period', ending: 'ending', known: 'known' },
    customers,
  ),
})

/** Renewals by month, what is expected of them, retention and movements: the third layout of the Revenue tab. */
export const forecastLayout: Block = stack(
  chart({
    title: 'Renewals by month and health',
    from: renewalHealthContract,
    shape: 'bars',
    stacked: true,
    category: month,
    series: [{ field: 'amount', label: 'Amount', format: 'money' }],
    by: { field: 'status', format: 'health' },
    opens: behind(renewalRecordsContract, { when: 'when', status: 'status' }, records),
  }),
  grid(
    chart({
      title: 'Amount and weighted amount',
      from: renewalMonthsContract,
      shape: 'bars',
      category: month,
      series: [
        { field: 'amount', label: 'Amount', format: 'money' },
        { field: 'weighted', label: 'Weighted', format: 'money' },
      ],
      opens: behind(renewalRecordsContract, { when: 'when' }, records),
    }),
    chart({
      title: 'Forecast',
      from: forecastContract,
      shape: 'bars',
      category: {
        field: 'expectation',
        label: 'Expectation',
        options: [
          { value: 'committed', label: 'Committed' },
          { value: 'best-case', label: 'Best case' },
          { value: 'at-risk', label: 'At risk' },
        ],
      },
      series: [
        { field: 'amount', label: 'Amount', format: 'money' },
        { field: 'weighted', label: 'Weighted', format: 'money' },
      ],
      opens: behind(renewalRecordsContract, { expectation: 'expectation' }, records),
    }),
  ),
  movementsChart,
  table({
    title: 'Retention: GRR = Σ min(closing, opening) ÷ Σ opening, NRR = Σ closing ÷ Σ opening',
    from: retentionContract,
    controls: ['period', 'ending', 'known'],
    columns: [
      { field: 'measure', label: 'Measure' },
      { field: 'ratio', label: 'Ratio', format: 'percent' },
      { field: 'kept', label: 'Kept', format: 'money' },
      { field: 'of', label: 'Of the opening', format: 'money' },
      { field: 'formula', label: 'Kept ÷ opening' },
      { field: 'customers', label: 'Customers at the opening', format: 'number' },
    ],
  }),
  chart({
    title: 'Retention over time',
    from: retentionTrendContract,
    controls: ['period', 'currency'],
    shape: 'lines',
    category: { field: 'from', label: 'Period', period: 'month' },
    series: [{ field: 'ratio', label: 'Ratio', format: 'percent' }],
    by: { field: 'measure', label: 'Measure' },
    opens: behind(
      customersBehindContract,
      { currency: 'currency', period: 'period', ending: 'ending', known: 'known' },
      { ...customers, input: { step: 'opening' } },
    ),
  }),
  chart({
    title: 'Won records that retention leaves out',
    from: leftOutContract,
    shape: 'bars',
    lying: true,
    category: {
      field: 'reason',
      label: 'Reason',
      options: [
        { value: 'not-recurring', label: 'Not marked as recurring' },
        { value: 'no-customer', label: 'No customer' },
        { value: 'no-amount', label: 'No amount' },
        { value: 'no-start', label: 'No start date' },
        { value: 'wrong-end', label: 'Ends before it starts' },
        { value: 'wrong-term', label: 'No whole number of months' },
      ],
    },
    series: [{ field: 'count', label: 'Records', format: 'number' }],
  }),
)
