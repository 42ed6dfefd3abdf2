import type { ReactNode } from 'react'
import { AssociateDialog } from '../../app/associate/associate-dialog.js'
import { Composer } from '../../app/compose/composer.js'
import { FollowUps } from '../../app/compose/follow-ups.js'
import type { NewField, NewRecord } from '../../app/compose/read-form.js'
import { NewRecordDialog } from '../../app/create/new-record-dialog.js'
import type { RecordDetail } from '../../app/data/answers.js'
import { EraseDialog } from '../../app/manage/erase-dialog.js'
import { FollowButton } from '../../app/manage/follow-button.js'
import { MergeDialog } from '../../app/manage/merge-dialog.js'
import { ArchivedNote, RecordMenu } from '../../app/manage/record-menu.js'
import { Links } from '../../app/record/links.js'
import { type Answer, Answering, failed, live, problems } from './answering.js'
import { names } from './sample-rows.js'
import { type Story, story } from './story.js'

const nothing = () => {}
const contacts = {
  ...{ name: 'contacts', label: 'Contacts', type: 'contact', typeLabel: 'Contact', total: 3 },
  rows: [
    { id: 'p1', title: 'Marit Solberg', detail: 'marit@halden.example', labels: ['primary', 'champion'] },
    { id: 'p2', title: names.long[0]?.name ?? '', detail: 'ola@halden.example', labels: ['user'] },
    { id: 'p3', title: names.rightToLeft[0]?.name ?? '' },
  ],
}
const adds = [
  { type: 'note', typeLabel: 'Note', association: 'companies' },
  { type: 'email', typeLabel: 'Email', association: 'companies' },
  { type: 'call', typeLabel: 'Call', association: 'companies' },
  { type: 'task', typeLabel: 'Task', association: 'about' },
  { type: 'meeting', typeLabel: 'Meeting', association: 'companies' },
  { type: 'contact', typeLabel: 'Contact', association: 'companies' },
]
const record: RecordDetail = {
  ...{ type: 'company', typeLabel: 'Company', id: 'c1', title: 'Halden Freight', version: '1', archived: false },
  may: { edit: true, delete: true },
  properties: [],
  links: [contacts],
  linkable: [{ name: 'contacts', label: 'Contacts', type: 'contact', typeLabel: 'Contact', labels: ['primary', 'champion', 'billing'] }],
  adds,
  activities: { total: 0, rows: [] },
}
const guest: RecordDetail = { ...record, may: { edit: false, delete: false }, linkable: [], adds: adds.slice(0, 1) }

const field = (name: string, label: string, kind: string, more: Partial<NewField> = {}): NewField => ({
  name,
  label,
  kind,
  required: false,
  ...more,
})
const made = (type: string, typeLabel: string, fields: readonly NewField[], more: Partial<NewRecord> = {}): NewRecord => ({
  type,
  typeLabel,
  fields: [...fields],
  ...more,
})
const forms: Readonly<Record<string, NewRecord>> = {
  company: made('company', 'Company', [
    field('name', 'Name', 'string', { required: true }),
    field('csm', 'CSM', 'user', { initial: 'u0' }),
    field('renewalDate', 'Renewal date', 'date'),
    field('arr', 'ARR', 'money'),
  ]),
  note: made('note', 'Note', [field('title', 'Title', 'string'), field('body', 'Text', 'text')], { text: 'body', people: 'contacts' }),
  email: made('email', 'Email', [field('title', 'Subject', 'string'), field('body', 'Text', 'text')], { text: 'body', people: 'contacts' }),
  call: made(
    'call',
    'Call',
    [
      field('outcome', 'Outcome', 'string'),
      field('durationMs', 'Duration', 'number'),
      field('at', 'Time', 'datetime', { now: true }),
      field('body', 'Notes', 'text'),
    ],
    { text: 'body', people: 'contacts' },
  ),
  task: made('task', 'Task', [
    field('title', 'Title', 'string', { required: true }),
    field('dueAt', 'Due', 'datetime'),
    field('assignee', 'Assignee', 'user', { initial: 'u0' }),
    field('priority', 'Priority', 'enumeration', { options: [{ value: 'high', label: 'High' }] }),
  ]),
}
const hits = [{ type: 'company', typeLabel: 'Company', id: 'c2', title: 'Halden Freight AS', detail: 'halden.example' }]

function over(answers: Readonly<Record<string, Answer>>, children: ReactNode): ReactNode {
  return <Answering answers={answers}>{children}</Answering>
}
function composer(type: string, answer: Answer | undefined = live(forms[type])): ReactNode {
  const shown = <Composer record={record} type={type} association="companies" close={nothing} />
  return over(answer === undefined ? {} : { 'tenure.record/new': answer }, shown)
}
function creation(answer?: Answer): ReactNode {
  const answers = { 'tenure.record/search': live({ hits }), ...(answer && { 'tenure.record/new': answer }) }
  return over(answers, <NewRecordDialog type="company" title="New customer" close={nothing} />)
}

// Sections are below the name of their record.
function below(sections: ReactNode): ReactNode {
  return (
    <>
      <h2>Halden Freight</h2>
      {sections}
    </>
  )
}

/** What is done with a record: followed up, created, linked, merged. */
export const recordStories: readonly Story[] = [
  story('Erase', {
    plain: <EraseDialog record={record} close={nothing} />,
    'long-names': <EraseDialog record={{ ...record, title: 'Donaudampfschifffahrtsgesellschaft '.repeat(4) }} close={nothing} />,
  }),
  story('Follow-ups', { full: <FollowUps record={record} />, 'notes-alone': <FollowUps record={guest} /> }),
  story('Composer', {
    note: composer('note'),
    email: composer('email'),
    call: composer('call'),
    task: composer('task'),
    loading: over({}, <Composer record={record} type="note" association="companies" close={nothing} />),
    failed: composer('note', failed(problems.failed)),
    'no-access': composer('note', live(made('note', 'Note', []))),
  }),
  story('New record', {
    full: creation(live(forms['company'])),
    loading: creation(),
    failed: creation(failed(problems.failed)),
    'no-access': creation(live(made('company', 'Company', []))),
  }),
  story('Associations', { labelled: below(<Links record={record} />), 'read-only': below(<Links record={guest} />) }),
  story('Associate', { full: over({ 'tenure.record/search': live({ hits }) }, <AssociateDialog record={record} close={nothing} />) }),
  story('Merge', { choose: over({ 'tenure.record/search': live({ hits }) }, <MergeDialog record={record} close={nothing} />) }),
  story('Follow', {
    following: over({ 'tenure.core/follow': live({ following: true }) }, <FollowButton record={record} isWide />),
    'not-following': over({ 'tenure.core/follow': live({ following: false }) }, <FollowButton record={record} />),
  }),
  story('Archived', {
    mine: <ArchivedNote record={{ ...record, archived: true }} />,
    'no-rights': <ArchivedNote record={{ ...guest, archived: true }} />,
  }),
  story('Menu of a record', { full: <RecordMenu record={record} /> }),
]
