import { defineActionContract, defineProviderContract, schemas } from '@tenure/core/contract'
import { z } from 'zod'

const status = z.enum(['at-risk', 'neutral', 'healthy'])
const state = z.enum(['open', 'snoozed', 'done', 'dismissed'])
/** Outcomes that a person can choose. */
export const outcomes = ['real-risk', 'false-alarm', 'known', 'improved'] as const
const alert = z.strictObject({
  id: schemas.recordId,
  from: status,
  to: status,
  state,
  /** When the status changed. */
  crossedAt: z.int(),
  dueAt: z.int().nullable(),
  snoozedUntil: z.int().nullable(),
  /** It has become a task, which is still open or done. */
  task: z.strictObject({ id: schemas.recordId, done: z.boolean() }).exactOptional(),
  customer: z.strictObject({ type: z.string(), id: schemas.recordId, name: z.string(), score: z.number().nullable() }),
})

/** Alerts of the user's portfolio that are active, newest first: at most as many as the settings say, or all; `total` is the true number. */
export const activeAlerts = defineProviderContract({
  id: 'tenure.alerts/active',
  title: 'Alerts',
  description: 'Customers of yours whose health status has changed, newest first, until somebody closes the alert. `total` counts all.',
  permission: 'summary',
  input: z.strictObject({ all: z.boolean().default(false) }),
  output: z.strictObject({ total: z.int(), alerts: z.array(alert) }),
})
/** Alerts of one customer, open or closed, newest first. */
export const alertsOfRecord = defineProviderContract({
  id: 'tenure.alerts/of-record',
  title: 'Alerts of a customer',
  description: 'The alerts of one customer, newest first: from which status to which, and what came of each.',
  permission: 'workspace.access',
  input: z.strictObject({ id: schemas.recordId, type: z.string().min(1).max(200) }),
  output: z.strictObject({
    rows: z.array(
      z.strictObject({
        ...{ id: schemas.recordId, from: status, to: status, crossedAt: z.int(), state, outcome: z.string().nullable() },
        note: z.string().nullable(),
      }),
    ),
    total: z.int(),
  }),
})
/** How good alerts are, by rule: which crossing, how many, and what came of them (BEY-6). */
export const alertReport = defineProviderContract({
  id: 'tenure.alerts/report',
  title: 'False alarms and misses',
  description:
    'For each crossing the alerts that were raised in these days, how many were false alarms or real risks, and how many renewals were lost without an alert that the customer fell.',
  permission: 'workspace.access',
  input: z.strictObject({ days: z.int().min(1).max(730).default(90) }),
  output: z.strictObject({
    rules: z.array(
      z.strictObject({
        from: status,
        to: status,
        raised: z.int(),
        active: z.int(),
        realRisks: z.int(),
        falseAlarms: z.int(),
        /** Customers that were lost after their status was `from`, and no alert of this rule had been raised for them in these days. */
        missed: z.int(),
      }),
    ),
    /** Customers of which an agreement that recurs was lost in these days. */
    lost: z.int(),
  }),
})

const id = z.strictObject({ alert: schemas.recordId })
/** Puts an alert off until an instant; it outlives its days then. Errors: `record.not-found`, `input.invalid` for a past one. */
export const snoozeContract = defineActionContract({
  id: 'tenure.alerts/snooze',
  title: 'Snooze',
  description: 'Puts an alert off until an instant in the future. It stays until somebody closes it.',
  permission: 'workspace.access',
  input: id.extend({ until: z.int() }),
})
/** Closes an alert with what came of it. */
export const closeContract = defineActionContract({
  id: 'tenure.alerts/close',
  title: 'Close',
  description: 'Closes an alert with what came of it, and a note.',
  permission: 'workspace.access',
  input: id.extend({ outcome: z.enum(outcomes), note: z.string().max(2000).optional() }),
})
/** Takes an alert away without an outcome. */
export const dismissContract = defineActionContract({
  id: 'tenure.alerts/dismiss',
  title: 'Dismiss',
  description: 'Takes an alert off the list, without an outcome.',
  permission: 'workspace.access',
  input: id,
})
/** Makes a task of an alert, for the user who does it, due when the alert is. */
export const takeOnContract = defineActionContract({
  id: 'tenure.alerts/take-on',
  title: 'Take on',
  description: 'Makes a task of yours of an alert. The alert stays until somebody closes it.',
  permission: 'workspace.access',
  input: id.extend({ title: z.string().min(1).max(500) }),
  output: z.strictObject({ task: schemas.recordId }),
})
