import type { DynamicRecords } from '@tenure/core/plugin'
import { combineLatest, type Observable, switchMap } from 'rxjs'
import { ExchangeRate } from '../agreement/exchange-rates.js'
import type { Reading } from '../agreement/reading.js'

/** Emits at once, and when a record of revenue, the number or the health of customers, or an exchange rate changed. */
export function watchChanges(records: DynamicRecords, rates: DynamicRecords, { about }: Pick<Reading, 'about'>): Observable<unknown> {
  return combineLatest([
    watchLatest(records, 'revenue', about),
    watchLatest(rates, ExchangeRate.objectType),
    records.watchProperties('company').pipe(
      switchMap((properties) => {
        const isSeen = properties.some(({ name }) => name === 'healthStatus')
        return records.watchAggregate({ type: 'company', ...(isSeen && { by: [{ property: 'company.healthStatus' }] }) })
      }),
    ),
  ])
}
/** How many records there are, the time of the last change, and what amounts come to: two changes may fall into one instant. */
function watchLatest(records: DynamicRecords, type: string, about?: string): Observable<unknown> {
  const meant = about === undefined ? {} : { about }
  return records.watchProperties(type, [], about).pipe(
    switchMap((properties) => {
      const measures = marks.flatMap(({ measure, name }) =>
        properties.some((property) => property.name === name) ? [{ measure, property: `${type}.${name}` }] : [],
      )
      return records.watchAggregate({ type, ...meant, measures })
    }),
  )
}
const marks = [
  { measure: 'maximum', name: 'updatedAt' },
  { measure: 'sum', name: 'amount' },
  { measure: 'weighted', name: 'amount' },
] as const
