import { type Clock, type StorageAdapter, systemClock, TenureError } from '@tenure/core'
import type { Frame, Problem } from '@tenure/core/contract'
import { BehaviorSubject, map, take } from 'rxjs'
import type { Connection, Source } from '../../app/data/source.js'

const lost: Problem = { code: 'storage.failed', message: 'The connection to the server is lost.', details: { transient: true } }

/** How a store breaks: its scans fail, or never answer. */
export type Break = 'fail' | 'hang'

/** A store that works until `breaks` says how it breaks. Only scans of companies break. */
export function breakable(storage: StorageAdapter): { readonly storage: StorageAdapter; breaks(how: Break): void } {
  let broken: Break | undefined
  return {
    storage: {
      ...storage,
      scan: (offer, io) => (broken !== undefined && isOfCompanies(offer.native) ? brokenScan(broken) : storage.scan(offer, io)),
    },
    breaks: (how) => {
      broken = how
    },
  }
}
function isOfCompanies(native: unknown): boolean {
  return typeof native === 'object' && native !== null && 'type' in native && native.type === 'company'
}
async function* brokenScan(how: Break): AsyncGenerator<never> {
  if (how === 'hang') await new Promise(() => {})
  throw new TenureError('storage.failed', 'The store did not answer. It is asked again by itself.', { transient: true })
}

/** A clock whose alarms never ring, so that what waits goes on waiting. */
export const stoppedClock: Clock = { ...systemClock, at: () => ({ [Symbol.dispose]: () => {} }) }

/** A source whose line was cut a while ago: every answer is as old as that, and nothing can be changed. */
export function cutLine(source: Source): Source {
  const since = Date.now() - 140_000
  const toStale = <T>({ value }: Frame<T>): Frame<T> => ({
    state: 'stale',
    problem: lost,
    ...(value === undefined ? {} : { value, asOf: since }),
  })
  return {
    ...source,
    watch: (provider, ...input) => source.watch(provider, ...input).pipe(take(1), map(toStale)),
    act: async () => ({ ok: false, problem: lost }),
    connection$: new BehaviorSubject<Connection>({ state: 'lost', since }),
  }
}
