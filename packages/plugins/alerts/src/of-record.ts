import { rowOf } from '@tenure/core/contract'
import { implementProvider, reads } from '@tenure/core/plugin'
import { descending, type Filter } from '@tenure/core/query'
import { map } from 'rxjs'
import { Alert } from './alert-type.js'
import { alertsOfRecord } from './contract.js'
import { ofCustomer } from './raise.js'

const row = rowOf(Alert.from, Alert.to, Alert.crossedAt, Alert.state, Alert.outcome, Alert.note)
/** What is told of the alerts of one customer. */
export const OfRecord = reads(row, Alert.company, Alert.contact, Alert.customerType, Alert.customerId)

/** The alerts of one customer, also those that are closed. */
export const ofRecord = implementProvider(alertsOfRecord, {
  uses: { records: OfRecord },
  watch: ({ input: { type, id }, records }) =>
    records.watch({ select: row, where: ofCustomer(type, id) as Filter<never>, orderBy: [descending(Alert.crossedAt)], limit: 20 }).pipe(
      map(({ total, rows }) => ({
        total,
        rows: rows.map(({ id: alert, from, to, crossedAt, state, outcome, note }) => ({
          ...{ id: alert, from: from ?? 'neutral', to: to ?? 'neutral', crossedAt: crossedAt ?? 0, state: state ?? 'open', outcome, note },
        })),
      })),
    ),
})
