import type { DynamicRecords } from '@tenure/core/plugin'
import { combineLatest, firstValueFrom, Observable, switchMap, timer } from 'rxjs'
import { ExchangeRate } from '../agreement/exchange-rates.js'
import type { Reading } from '../agreement/reading.js'

/** So long a number stays as it is at least, however many writes come in. */
const settleMs = 1000
/** After a calculation it rests that many times as long, so that busy records leave the workspace its time. */
const restFactor = 9

/**
 * Works numbers out now, and again after changes of what they look at: not at each of them, but once they have settled. One calculation runs at
 * a time, and what changed during it leads to one more.
 */
export function watchNumbers<T>(changes: Observable<unknown>, work: () => Promise<T>): Observable<T> {
  return new Observable((subscriber) => {
    let [isDirty, isRunning] = [false, false]
    const run = async (): Promise<void> => {
      if (isRunning) return
      isRunning = true
      try {
        while (isDirty && !subscriber.closed) {
          isDirty = false
          const began = Date.now()
          subscriber.next(await work())
          await firstValueFrom(timer(Math.max(settleMs, restFactor * (Date.now() - began))))
        }
      } catch (error) {
        subscriber.error(error)
      } finally {
        isRunning = false
      }
    }
    return changes.subscribe({
      next: () => {
        isDirty = true
        void run()
      },
      error: (error: unknown) => subscriber.error(error),
    })
  })
}

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
