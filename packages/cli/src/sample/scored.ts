import type { ImportRow, Values } from '@tenure/core'
import { compileProfile, type Facts, type ScoredStatus, scoreOf, toScoreSchema } from '@tenure/core/score'
import { sampleProfile } from './score-profile.js'
import { signalProperties } from './signal-properties.js'

/** What happened around a customer: its tickets and activities. */
export interface Around {
  readonly tickets: readonly ImportRow[]
  readonly activities: readonly ImportRow[]
}
const profile = compileProfile(sampleProfile, { schema: toScoreSchema([signalProperties]) })
const links = { meeting: 'meetings', call: 'calls', email: 'emails' } as const

/** Score and status of a customer at an instant, by the engine: from its values, and from what had happened by then. */
export function scored(key: string, values: Values, { tickets, activities }: Around, at: number): Values {
  const raised = tickets.filter((row) => Number(row.values['createdAt']) < at)
  const facts: Facts = {
    customer: { id: key, values },
    links: new Map([
      ['tickets', raised.map((row) => linked(row, { ...row.values, closedAt: openUntil(row, at) }))],
      ...Object.entries(links).map(([type, name]) => {
        const past = activities.filter((row) => row.type === type && Number(row.values['at']) < at)
        return [name, past.map((row) => linked(row, row.values))] as const
      }),
    ]),
  }
  const { score, status } = scoreOf(profile, facts, at)
  return score === null ? {} : { healthScore: score, healthStatus: status as ScoredStatus }
}
function linked(
  { externalId }: ImportRow,
  values: Values,
): { readonly record: { readonly id: string; readonly values: Values }; readonly labels: readonly string[] } {
  return { record: { id: externalId, values }, labels: [] }
}
function openUntil({ values }: ImportRow, at: number): number | null {
  const closed = values['closedAt']
  return typeof closed === 'number' && closed <= at ? closed : null
}
