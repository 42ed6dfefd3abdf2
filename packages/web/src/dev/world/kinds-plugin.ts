import {
  behind,
  cards,
  chart,
  currentRecord,
  custom,
  defineElement,
  detail,
  feed,
  form,
  grid,
  metric,
  onRow,
  slot,
  stack,
  table,
} from '@tenure/core/block'
import { Company, Contact, schemas, through } from '@tenure/core/contract'
import { RecordActions, RecordSections, recordAction } from '@tenure/core/page'
import { contribute, defineCollection, definePlugin, definePoint, defineTab } from '@tenure/core/plugin'
import { ascending } from '@tenure/core/query'
import { z } from 'zod'
import { addNote, contact, discount, handOver, planCall, survey } from './kinds-actions.js'
import {
  broken,
  Companies,
  Contacts,
  contacts,
  due,
  happened,
  margin,
  margins,
  renewing,
  renewingIn,
  silent,
  stale,
  sums,
  usage,
} from './kinds-answers.js'

const Blocks = definePoint({ key: 'acme.kinds/blocks@1', item: z.strictObject({ block: schemas.block }) })
const contactName = through(Company.contacts, Contact.name, 'Contact name')
const Worklist = defineCollection({
  id: 'acme.kinds/customers',
  of: Company,
  title: 'Worklist',
  always: [Company.name],
  columns: [
    Company.name,
    { property: Company.healthScore, label: 'Health', format: 'health' },
    Company.renewalDate,
    Company.arr,
    Company.csm,
    contactName,
  ],
  views: [{ id: 'acme.kinds/everyone', title: 'Everyone', icon: 'list', orderBy: [ascending(Company.name)] }],
})
const ofRow = { company: 'id' } as const
const rowActions = [
  onRow(contact, ofRow),
  onRow(addNote, ofRow, { button: true, key: 'r', icon: 'file' }),
  onRow(discount, ofRow),
  onRow(handOver, ofRow),
]
/** An element whose module is nowhere. */
const missing = defineElement({ id: 'acme.kinds/missing', module: new URL('https://elements.invalid/missing.js') })
const dueCards = cards({ title: 'In place of an element', from: due, heading: 'name', fields: [{ field: 'arr', format: 'money' }] })
const kinds = defineTab({
  id: 'acme.kinds/kinds',
  title: 'Kinds',
  icon: 'puzzle',
  block: stack(
    grid(
      metric({ title: 'Recurring revenue', from: sums, value: 'arr', format: 'money' }),
      metric({ title: 'Retention', from: sums, value: 'kept', format: 'percent' }),
      metric({ title: 'Nothing counted', from: sums, value: 'none' }),
    ),
    grid(
      detail({
        title: 'This quarter',
        from: sums,
        fields: [
          { field: 'arr', label: 'Recurring revenue', format: 'money' },
          { field: 'owner', format: 'user' },
          { field: 'closesOn', format: 'relative-date' },
          { field: 'health', format: 'health' },
        ],
      }),
      feed({ title: 'What happened', from: happened, at: 'at', text: 'text' }),
    ),
    table({ title: 'With a linked column', from: contacts, columns: ['name', { field: 'companies.name', label: 'Companies name' }] }),
    form({ action: addNote, input: { company: undefined } }),
    form({ action: planCall }),
    custom({ from: due, element: missing, fallback: dueCards }),
    slot(Blocks),
    grid(
      metric({ title: 'Broken', from: broken, value: 'kept' }),
      metric({ title: 'Silent', from: silent, value: 'kept' }),
      metric({ title: 'Stale', from: stale, value: 'kept', format: 'percent' }),
      metric({ title: 'Refused', from: margin, value: 'kept' }),
      metric({ title: 'Of a record', from: usage, input: { company: currentRecord }, value: 'kept', format: 'percent' }),
    ),
  ),
})
const worklist = defineTab({
  id: 'acme.kinds/worklist',
  title: 'Worklist',
  icon: 'list',
  block: table(Worklist, { opens: 'record', rowActions }),
})
const plain = defineTab({
  id: 'acme.kinds/renewals',
  title: 'Renewals',
  icon: 'trend',
  order: { after: 'tenure.customers/customers' },
  block: stack(
    grid(
      metric({ title: 'Due', from: due, value: 'total' }),
      metric({ title: 'Broken', from: broken, value: 'kept' }),
      metric({ title: 'Retention', from: sums, value: 'kept', format: 'percent' }),
    ),
    table({
      title: 'Renewals at risk',
      from: due,
      columns: ['name', { field: 'arr', format: 'money' }, { field: 'renewalDate', format: 'relative-date' }],
      rowActions: [onRow(contact, ofRow), onRow(addNote, ofRow)],
    }),
    dueCards,
  ),
})
const charts = defineTab({
  id: 'acme.kinds/charts',
  title: 'Charts',
  icon: 'trend',
  block: chart({
    title: 'Renewing customers',
    from: renewing,
    shape: 'bars',
    category: { field: 'month', label: 'Month', period: 'month' },
    series: [{ field: 'customers', format: 'number' }],
    by: { field: 'status', format: 'health' },
    stacked: true,
    unit: 'customers',
    opens: behind(renewingIn, { month: 'month', status: 'status' }, { columns: ['name', 'arr', 'renewalDate'], opens: 'record' }),
  }),
})
const inPreview = { types: ['company'] }
const parts = [
  contribute(RecordSections, {
    ...inPreview,
    id: 'acme.kinds/1-usage',
    title: 'Usage this quarter',
    block: metric({ from: usage, input: { company: currentRecord }, value: 'kept', format: 'percent' }),
  }),
  contribute(RecordSections, {
    ...inPreview,
    id: 'acme.kinds/2-surveys',
    title: 'Surveys',
    block: metric({ from: broken, value: 'kept' }),
  }),
  contribute(RecordSections, {
    ...inPreview,
    id: 'acme.kinds/3-happened',
    title: 'What happened',
    block: feed({ from: happened, at: 'at', text: 'text' }),
  }),
  contribute(RecordActions, {
    ...inPreview,
    id: 'acme.kinds/1-note',
    ...recordAction({ action: addNote, fill: { company: 'id' }, icon: 'mail' }),
  }),
  contribute(RecordActions, { ...inPreview, id: 'acme.kinds/2-survey', ...recordAction({ action: survey, fill: { company: 'id' } }) }),
  contribute(RecordActions, { ...inPreview, id: 'acme.kinds/3-discount', ...recordAction({ action: discount, fill: { company: 'id' } }) }),
  contribute(RecordActions, { ...inPreview, id: 'acme.kinds/4-hand-over', ...recordAction({ action: handOver, fill: { company: 'id' } }) }),
]

/** A plugin with a block of every kind, row actions, sections and actions of the preview, and providers that fail in every way. */
export const kindsPlugin = definePlugin({
  id: 'acme.kinds',
  version: '1.0.0',
  host: '1.0',
  grants: [Companies, Contacts, Worklist.grant],
  contributes: [
    missing,
    Worklist,
    ...[margins, sums, usage, happened, due, contacts, broken, silent, margin, stale, renewing, renewingIn],
    ...[contact, survey, handOver, discount, addNote, planCall, kinds, worklist, plain, charts, ...parts],
  ],
})
