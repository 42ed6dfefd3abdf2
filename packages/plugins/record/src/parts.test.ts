import { use } from '@tenure/core'
import { currentRecord, table } from '@tenure/core/block'
import { Company, getValue, Note, rowOf, schemas, windowOf } from '@tenure/core/contract'
import { RecordActions, RecordSections, recordAction, recordPartsContract } from '@tenure/core/page'
import { contribute, creates, defineAction, definePlugin, defineProvider, reads } from '@tenure/core/plugin'
import { descending, isRecord, some } from '@tenure/core/query'
import { aCompany, aUser, createTestHost } from '@tenure/testing'
import { firstValueFrom } from 'rxjs'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { record } from './plugin.js'

const NoteRow = rowOf(Note.title, Note.at)
const Notes = reads(NoteRow, Note.companies)
const NewNotes = creates(Note.title, Note.body, Note.companies)

const latest = defineProvider({
  id: 'acme.notes/latest',
  permission: 'workspace.access',
  input: z.strictObject({ company: schemas.recordId }),
  output: windowOf(NoteRow),
  uses: { notes: Notes },
  watch: ({ input, notes }) =>
    notes.watch({
      select: NoteRow,
      where: some(Note.companies, isRecord(Company, input.company)),
      orderBy: [descending(Note.at)],
      limit: 5,
    }),
})
const addNote = defineAction({
  id: 'acme.notes/add',
  title: 'Add note',
  permission: 'workspace.access',
  input: z.strictObject({ company: schemas.recordId, title: z.string().min(3), text: z.string().max(2000).optional() }),
  uses: { notes: NewNotes },
  run: ({ input, notes }) => {
    notes.create({ title: input.title, body: input.text ?? null }, { companies: [input.company] })
  },
})

const section = contribute(RecordSections, {
  id: 'acme.notes/section',
  types: ['company'],
  title: 'Latest notes',
  block: table({ from: latest, input: { company: currentRecord }, columns: ['title', { field: 'at', format: 'relative-date' }] }),
})
const action = contribute(RecordActions, {
  id: 'acme.notes/action',
  ...recordAction({ action: addNote, fill: { company: 'id' }, types: ['company'], icon: 'mail' }),
})

const notes = definePlugin({
  id: 'acme.notes',
  version: '1.0.0',
  host: '1.0',
  grants: [Notes, NewNotes],
  contributes: [latest, addNote, section, action],
})

const seed = { users: [aUser({ id: 'anna' })], records: [aCompany({ id: 'c1' })] }

test('[REC-5] the preview of a company has what plugins add for companies, and that of a contact has not', async () => {
  await using host = await createTestHost({ plugins: [use(record), use(notes)], seed })
  const parts = async (type: string) => getValue(await host.as('anna').read(recordPartsContract, { type }))
  const { sections, actions } = await parts('company')
  expect(sections).toMatchObject([{ title: 'Latest notes', block: { kind: 'table', provider: 'acme.notes/latest' } }])
  expect(actions).toEqual([
    {
      title: 'Add note',
      icon: 'mail',
      action: 'acme.notes/add',
      fill: { company: 'id' },
      fields: [
        { field: 'title', kind: 'text', required: true },
        { field: 'text', kind: 'long-text', required: false },
      ],
    },
  ])
  expect(await parts('contact')).toEqual({ sections: [], actions: [] })
})
test('[REC-5] an open preview gains and loses parts as their plugin comes and goes', async () => {
  await using host = await createTestHost({ plugins: [use(record)], seed })
  const seen: number[] = []
  host
    .as('anna')
    .watch(recordPartsContract, { type: 'company' })
    .subscribe(({ value }) => seen.push(value?.sections.length ?? -1))
  await expect.poll(() => seen.at(-1)).toBe(0)
  await host.add(use(notes))
  await expect.poll(() => seen.at(-1)).toBe(1)
  await host.remove('acme.notes')
  await expect.poll(() => seen.at(-1)).toBe(0)
})
test('[REC-5] what an action of the preview has done shows in the section beside it', async () => {
  await using host = await createTestHost({ plugins: [use(record), use(notes)], seed })
  getValue(await host.as('anna').act(addNote, { company: 'c1', title: 'Champion left' }))
  const frame = await firstValueFrom(host.as('anna').watch(latest, { company: 'c1' }))
  expect(frame.value?.rows.map(({ title }) => title)).toEqual(['Champion left'])
})
