import { schemas, TenureError } from '@tenure/core/contract'
import { defineAction } from '@tenure/core/plugin'
import { z } from 'zod'
import { base, margins } from './kinds-answers.js'

const company = z.strictObject({ company: schemas.recordId })
const act = (name: string, title: string) =>
  defineAction({ ...base, id: `acme.kinds/${name}`, title, input: company, run: () => undefined })
/** An action that runs at once. */
export const contact = act('contact', 'Mark as contacted')
/** Another one. */
export const survey = act('survey', 'Start a survey')
/** One with a name that is too long. */
export const handOver = act('hand-over', 'Hand over to the team that looks after customers of this size in this region')
/** One that is always refused. */
export const discount = defineAction({
  ...base,
  permission: margins,
  id: 'acme.kinds/discount',
  title: 'Approve discount',
  input: company,
  run: () => undefined,
})
/** One with a form. */
export const addNote = defineAction({
  ...base,
  id: 'acme.kinds/add-note',
  title: 'Add note',
  input: z.strictObject({
    company: schemas.recordId.optional(),
    note: z.string().min(3, 'Use at least three characters.').max(2000),
    due: z.iso.date().optional(),
    effort: z.int().default(3).meta({ title: 'Effort in hours' }),
    mood: z.enum(['looks-good', 'needs-work']).optional(),
    followUp: z.boolean().default(true),
  }),
  run: () => undefined,
})
/** One that asks for an amount, a moment and a user. A fee of more than 1,000 is refused. */
export const planCall = defineAction({
  ...base,
  id: 'acme.kinds/plan-call',
  title: 'Plan a call',
  input: z.strictObject({
    caller: schemas.userId,
    at: schemas.instant.optional().meta({ title: 'When' }),
    fee: schemas.money.nullable().meta({ title: 'Agreed fee' }),
  }),
  run({ input: { caller, at, fee } }) {
    if (fee === null || Number(fee.amount) <= 1000) return
    const day = at === undefined ? 'some day' : new Date(at).toISOString().slice(0, 10)
    const message = `${fee.amount} ${fee.currency} is too much for ${caller} on ${day}.`
    throw new TenureError('input.invalid', message, { issues: [{ path: ['fee'], message }] })
  },
})
