import { expect, test } from 'vitest'
import { z } from 'zod'
import { defineActionContract } from '../contract/action.js'
import { schemas } from './block.js'
import { form } from './form-block.js'

const addNote = defineActionContract({
  id: 'acme.x/add-note',
  title: 'Add note',
  permission: 'workspace.access',
  input: z.strictObject({
    company: schemas.recordId,
    note: z.string().max(500).meta({ title: 'Your note' }),
    due: schemas.day.optional(),
    effort: z.int().default(3),
    mood: z.enum(['good', 'bad']).optional(),
    followUp: z.boolean().default(true),
    tags: z.array(z.string()).optional(),
  }),
})

test('[SDK-3] a form asks for what is not filled in, each input by its kind', () => {
  const block = form({ action: addNote, input: { company: 'c1' } })
  expect(block).toMatchObject({ title: 'Add note', action: 'acme.x/add-note', input: { company: 'c1' } })
  expect(block.fields).toEqual([
    { field: 'note', label: 'Your note', kind: 'long-text', required: true },
    { field: 'due', kind: 'day', required: false },
    { field: 'effort', kind: 'integer', required: false, initial: 3 },
    { field: 'mood', kind: 'choice', required: false, choices: ['good', 'bad'] },
    { field: 'followUp', kind: 'boolean', required: false, initial: true },
  ])
  expect(schemas.block.parse(block)).toEqual(block)
})
test('[SDK-3] an amount, a user and a moment are asked for as such, and so is what may be null', () => {
  const input = z.strictObject({
    credit: schemas.money.nullable().meta({ title: 'Credit' }),
    owner: schemas.userId.optional(),
    at: schemas.instant.nullable().optional(),
    why: z.string().max(500).nullable(),
  })
  expect(form({ action: defineActionContract({ ...addNote, input }) }).fields).toEqual([
    { field: 'credit', label: 'Credit', kind: 'money', required: false, emptyIsNull: true },
    { field: 'owner', kind: 'user', required: false },
    { field: 'at', kind: 'moment', required: false },
    { field: 'why', kind: 'long-text', required: false, emptyIsNull: true },
  ])
})
test('[SDK-3] a text may have lines of its own where more than 200 characters fit', () => {
  const kinds = [z.string(), z.string().max(200), z.string().max(201)].map((text) => {
    const { fields } = form({ action: defineActionContract({ ...addNote, input: z.strictObject({ text }) }) })
    return fields[0]?.kind
  })
  expect(kinds).toEqual(['text', 'text', 'long-text'])
})
test('[SDK-3] a form of an action without inputs has no input; one whose inputs may all be left out has an empty one', () => {
  const { input: _none, ...bare } = addNote
  expect(form({ action: defineActionContract(bare) })).toEqual({ kind: 'form', title: 'Add note', action: addNote.id, fields: [] })
  const free = defineActionContract({ ...addNote, input: z.strictObject({ tags: z.array(z.string()).optional() }) })
  expect(form({ action: free })).toMatchObject({ fields: [], input: {} })
})
test('[SDK-3] an input that a form cannot ask for must be filled in', () => {
  const tagged = defineActionContract({ ...addNote, input: z.strictObject({ tags: z.array(z.string()) }) })
  expect(() => form({ action: tagged })).toThrow('cannot ask for the input "tags" of acme.x/add-note')
  expect(form({ action: tagged, input: { tags: ['a'] } }).fields).toEqual([])
})
