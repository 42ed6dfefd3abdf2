import type { Block } from '@tenure/core/block'
import type { OpenTab, RecordParts } from '../app/data/answers.js'
import { columnChoices } from './fixture-data.js'

const customers: Extract<Block, { readonly kind: 'table' }> = {
  kind: 'table',
  provider: 'tenure.customers/list-rows',
  views: 'tenure.customers/list-views',
  columnChoices: 'tenure.customers/list-columns',
  search: true,
  opens: 'record',
  columns: columnChoices.slice(0, 6).map(({ field }) => ({ field })),
  rowActions: [],
  quickFilters: [
    { property: 'customer.createdAt', label: 'Create date' },
    { property: 'customer.lastActivityAt', label: 'Last activity date' },
  ],
}
const note = { field: 'note', kind: 'long-text', required: true } as const
/** What rows offer: one action at once, one with a form, one that is refused, and one with a name that is too long. */
const rowActions = [
  { title: 'Mark as contacted', action: 'acme.kinds/contact', fill: { company: 'id' }, fields: [] },
  {
    title: 'Add note',
    action: 'acme.kinds/add-note',
    fill: { company: 'id' },
    fields: [note, { field: 'due', kind: 'day', required: false }, { field: 'followUp', kind: 'boolean', required: false, initial: true }],
  },
  { title: 'Approve discount', action: 'acme.kinds/refused', fill: { company: 'id' }, fields: [] },
  {
    title: 'Hand over to the team that looks after customers of this size in this region',
    action: 'acme.kinds/hand-over',
    fill: { company: 'id' },
    fields: [],
  },
] as const
const list = 'acme.renewals/list'
const columns = [
  { field: 'name' },
  { field: 'arr', format: 'money' },
  { field: 'renewalDate', format: 'relative-date' },
  { field: 'daysLeft', format: 'number' },
] as const
const table: Block = { kind: 'table', title: 'Renewals at risk', provider: list, columns, rowActions }
const cards: Block = { kind: 'cards', title: 'Cards', provider: list, heading: 'name', fields: [{ field: 'arr', format: 'money' }] }
// What a newer server may send.
const unknown = { kind: 'constellation', title: 'From the future' } as unknown as Block
const renewals: Block = {
  kind: 'stack',
  children: [
    {
      kind: 'grid',
      children: [
        { kind: 'metric', title: 'At risk', provider: list, value: 'total' },
        { kind: 'metric', title: 'Broken', provider: 'acme.renewals/none', value: 'total' },
        { kind: 'metric', title: 'Within 30 days', provider: list, value: 'total' },
      ],
    },
    table,
    cards,
    unknown,
  ],
}
const linked = [
  { field: 'name' },
  { field: 'companies.name' },
  { field: 'owner', format: 'user' },
  { field: 'health', format: 'health' },
] as const
const kinds: Block = {
  kind: 'stack',
  children: [
    {
      kind: 'grid',
      children: [
        { kind: 'metric', title: 'Recurring revenue', provider: 'acme.kinds/sums', value: 'arr', format: 'money' },
        { kind: 'metric', title: 'Retention', provider: 'acme.kinds/sums', value: 'kept', format: 'percent' },
        { kind: 'metric', title: 'Nothing counted', provider: 'acme.kinds/sums', value: 'none' },
      ],
    },
    {
      kind: 'grid',
      children: [
        {
          kind: 'detail',
          title: 'This quarter',
          provider: 'acme.kinds/sums',
          fields: [
            { field: 'arr', label: 'Recurring revenue', format: 'money' },
            { field: 'owner', format: 'user' },
            { field: 'closesOn', format: 'relative-date' },
            { field: 'health', format: 'health' },
          ],
        },
        { kind: 'feed', title: 'What happened', provider: 'acme.kinds/feed', at: 'at', text: 'text' },
      ],
    },
    { kind: 'table', title: 'With a linked column', provider: 'acme.kinds/rows', columns: linked, rowActions: [] },
    {
      kind: 'form',
      title: 'Add note',
      action: 'acme.kinds/add-note',
      fields: [
        { field: 'note', kind: 'long-text', required: true },
        { field: 'due', kind: 'day', required: false },
        { field: 'effort', label: 'Effort in hours', kind: 'integer', required: false, initial: 3 },
        { field: 'mood', kind: 'choice', required: false, choices: ['looks-good', 'needs-work'] },
        { field: 'followUp', kind: 'boolean', required: false, initial: true },
      ],
    },
    { kind: 'custom', element: 'acme-not-installed', provider: list, fallback: { ...cards, title: 'In place of an element' } },
    { kind: 'slot', point: 'acme.kinds/blocks@1' },
    {
      kind: 'grid',
      children: [
        { kind: 'feed', title: 'Misshapen', provider: 'acme.kinds/misshapen', at: 'at', text: 'text' },
        { kind: 'metric', title: 'Stale', provider: 'acme.kinds/stale', value: 'kept', format: 'percent' },
        { kind: 'metric', title: 'Refused', provider: 'acme.kinds/refused', value: 'total' },
        { kind: 'detail', title: 'Of a record', provider: list, input: { id: { operand: 'current-record' } }, fields: [] },
      ],
    },
  ],
}

const more: readonly OpenTab[] = ['Services', 'Revenue', 'Tasks', 'Schedule', 'Feed', 'Dashboards', 'Playbooks', 'Surveys'].map(
  (title) => ({ id: `more/${title}`, title, icon: 'star', block: { kind: 'stack', children: [] } }),
)

/** The tabs of the made-up workspace; many of them on demand. */
export function tabsOf(many: boolean): readonly OpenTab[] {
  return [
    { id: 'tenure.customers/customers', title: 'Customers', icon: 'users', block: customers },
    { id: 'acme.renewals/renewals', title: 'Renewals at risk', icon: 'trend', block: renewals },
    { id: 'acme.kinds/kinds', title: 'Kinds', icon: 'puzzle', block: kinds },
    { id: 'acme.kinds/worklist', title: 'Worklist', icon: 'list', block: { ...customers, rowActions } },
    {
      id: 'acme.heat/heat',
      title: 'Usage',
      icon: 'activity',
      block: { kind: 'stack', children: [] },
      problem: {
        code: 'plugin.broken',
        message: 'The plugin acme.heat threw while it was set up: the licence key has no “seats” entry.',
        details: { plugin: 'acme.heat', contribution: '' },
      },
    },
    ...(many ? more : []),
  ]
}

/** What plugins add to the preview of the made-up customers. */
export const recordParts: RecordParts = {
  sections: [
    {
      title: 'Usage this quarter',
      block: {
        kind: 'metric',
        provider: 'acme.kinds/usage',
        input: { company: { operand: 'current-record' } },
        value: 'kept',
        format: 'percent',
      },
    },
    { title: 'Surveys', block: { kind: 'metric', provider: 'acme.kinds/none', value: 'total' } },
    { title: 'Renewals nearby', block: { ...table, title: '' } },
    { title: 'What happened', block: { kind: 'feed', provider: 'acme.kinds/feed', at: 'at', text: 'text' } },
  ],
  actions: [
    {
      title: 'Add note',
      icon: 'mail',
      action: 'acme.kinds/add-note',
      fill: { company: 'id' },
      fields: [note, { field: 'due', kind: 'day', required: false }],
    },
    { title: 'Start a survey', icon: 'star', action: 'acme.kinds/survey', fill: { company: 'id', version: 'version' }, fields: [] },
    { title: 'Approve discount', action: 'acme.kinds/refused', fill: { company: 'id' }, fields: [] },
    { title: 'Hand over to the team that looks after customers of this size in this region', action: 'acme.kinds/hand-over', fields: [] },
  ],
}
