import { currentRecord, table } from '@tenure/core/block'
import { rowOf } from '@tenure/core/contract'
import { RecordSections } from '@tenure/core/page'
import { contribute, implementProvider, reads } from '@tenure/core/plugin'
import { descending, type Filter } from '@tenure/core/query'
import { map } from 'rxjs'
import { Alert } from './alert-type.js'
import { alertsOfRecord } from './contract.js'
import { ofCustomer } from './raise.js'

const row = rowOf(Alert.from, Alert.to, Alert.createdAt, Alert.state, Alert.outcome)
/** What the preview of a customer shows of its alerts. */
export const OfRecord = reads(row, Alert.company, Alert.contact)

/** The alerts of one customer, also those that are closed. */
export const ofRecord = implementProvider(alertsOfRecord, {
  uses: { records: OfRecord },
  watch: ({ input: { type, id }, records }) =>
    records.watch({ select: row, where: ofCustomer(type, id) as Filter<never>, orderBy: [descending(Alert.createdAt)], limit: 20 }).pipe(
      map(({ total, rows }) => ({
        total,
        rows: rows.map(({ id: alert, from, to, createdAt, state, outcome }) => ({
          ...{ id: alert, from: from ?? 'neutral', to: to ?? 'neutral', createdAt: createdAt ?? 0, state: state ?? 'open', outcome },
        })),
      })),
    ),
})

const sectionFor = (type: 'company' | 'contact') =>
  contribute(RecordSections, {
    id: `tenure.alerts/of-${type}`,
    types: [type],
    title: 'Alerts',
    block: table({
      from: alertsOfRecord,
      input: { id: currentRecord, type },
      columns: [
        { field: 'createdAt', label: 'Raised' },
        { field: 'from', label: 'From' },
        { field: 'to', label: 'To' },
        { field: 'outcome', label: 'Outcome' },
      ],
    }),
  })
/** The section in the preview of companies. */
export const companySection = sectionFor('company')
/** The section in the preview of contacts. */
export const contactSection = sectionFor('contact')
