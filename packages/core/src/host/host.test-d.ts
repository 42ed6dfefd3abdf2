// What must not compile about a host, its callers and the seeds of a store.
import { memory, record } from '@tenure/memory'
import { z } from 'zod'
import { defineActionContract, defineProviderContract, rowOf, windowOf } from '../index.contract.js'
import { type Caller, Company, createHost } from '../index.js'
import { createRecordContract } from '../index.page.js'

declare const caller: Caller
const atRisk = defineProviderContract({
  id: 'acme.x/at-risk',
  permission: 'workspace.access',
  input: z.strictObject({ withinDays: z.int().optional() }),
  output: windowOf(rowOf(Company.name)),
})
const addNote = defineActionContract({
  id: 'acme.x/add-note',
  title: 'X',
  permission: 'workspace.access',
  input: z.strictObject({ company: z.string(), note: z.string() }),
  output: z.strictObject({ task: z.string() }),
})

// Nobody grants by leaving something out.
// @ts-expect-error
void createHost({ storage: memory(), plugins: [] })
// A seed of the wrong type.
// @ts-expect-error
record(Company, 'c1', { healthScore: 'high' })
// @ts-expect-error
void caller.read(atRisk, { withinDays: 'soon' })
// @ts-expect-error
void caller.read(addNote, { company: 'c1', note: 'a' })
// @ts-expect-error
void caller.act(addNote, { note: 'a' })
// @ts-expect-error
void caller.act(addNote)
// @ts-expect-error
void caller.act(createRecordContract, { values: {} })
void caller.act(addNote, { company: 'c1', note: 'a' }).then((outcome) => {
  // An outcome may be a refusal: its value is there only when it is `ok`.
  // @ts-expect-error
  outcome.value.task
  // @ts-expect-error
  if (outcome.ok) outcome.value.note
  // @ts-expect-error
  if (!outcome.ok && outcome.problem.code === 'access.denied') outcome.problem.details.record
})
caller.watch(atRisk).subscribe((frame) => {
  // A stale frame may have no value.
  // @ts-expect-error
  frame.value.total
})
