import { rowOf } from '@tenure/core/contract'
import { implementProvider, reads } from '@tenure/core/plugin'
import type { Filter } from '@tenure/core/query'
import { map } from 'rxjs'
import { Alert } from './alert-type.js'
import { alertsOfRecord } from './contract.js'
import { newestFirst, toCrossedAt } from './crossing.js'
import { ofCustomer } from './raise.js'

const row = rowOf(Alert.from, Alert.to, Alert.crossedAt, Alert.createdAt, Alert.state, Alert.outcome, Alert.note)
/** What is told of the alerts of one customer. */
export const OfRecord = reads(row, Alert.company, Alert.contact, Alert.customerType, Alert.customerId)

/** The alerts of one customer, also those that are closed. */
export const ofRecord = implementProvider(alertsOfRecord, {
  uses: { records: OfRecord },
  watch: ({ input: { type, id }, records }) =>
    records.watch({ select: row, where: ofCustomer(type, id) as Filter<never>, orderBy: newestFirst, limit: 20 }).pipe(
      map(({ total, rows }) => ({
        total,
        rows: rows.map(({ id: alert, from, to, state, outcome, note, ...times }) => ({
          ...{ id: alert, from: from ?? 'neutral', to: to ?? 'neutral', state: state ?? 'open', outcome, note },
          crossedAt: toCrossedAt(times),
        })),
      })),
    ),
})
