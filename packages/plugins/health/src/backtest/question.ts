import { z } from 'zod'

const path = z.string().min(3).max(300)
const choice = z.union([z.string().max(500), z.boolean(), z.number()])
const choices = z.array(choice).min(1).max(100)

/** What became of a customer: what a property was set to, or whether something happened. */
export const outcomeSchema = z.discriminatedUnion('of', [
  z.strictObject({
    of: z.literal('property'),
    property: path,
    /** The values that mean that the customer left. */
    churned: choices,
    /** The values that mean that it stayed; without them, every customer that did not leave. */
    renewed: choices.exactOptional(),
    /** The property with the date of it; without it, when the value was recorded. */
    date: path.exactOptional(),
  }),
  z.strictObject({
    of: z.literal('activity'),
    association: path,
    /** `none`: a customer without any in the time left. `some`: one with any did. */
    churned: z.enum(['none', 'some']),
  }),
])
/** An outcome, and when scores are compared with it. */
export const questionSchema = z.strictObject({
  outcome: outcomeSchema,
  when: z.discriminatedUnion('form', [
    /** Every customer as it was on fixed days; what counts is what became of it in the days that follow. */
    z.strictObject({ form: z.literal('landmarks'), days: z.array(z.iso.date()).min(1).max(120) }),
    /** Every decision, so many days before it: both those that left and those that stayed have to have a date. */
    z.strictObject({ form: z.literal('decisions') }),
    /** The values of now beside the outcome of now, for data without a past. It tells apart; it foretells nothing. */
    z.strictObject({ form: z.literal('now') }),
  ]),
  horizonDays: z.int().min(1).max(3650).default(90),
  /** The day from which nothing is known any more; by default now. */
  until: z.iso.date().exactOptional(),
})
/** An outcome, as plain data. */
export type Outcome = z.output<typeof outcomeSchema>
/** A question, as plain data. */
export type Question = z.output<typeof questionSchema>
