import { rowOf, TenureError } from '@tenure/core/contract'
import { archives } from '@tenure/core/job'
import { KeptAddresses } from '@tenure/core/outside'
import { Clock, creates, edits, implementAction, implementProvider, type Key, reads } from '@tenure/core/plugin'
import { all, ascending, is, isRecord, me } from '@tenure/core/query'
import { map } from 'rxjs'
import { Calendars } from './look.js'
import { mostBytes, readSubscribed } from './read-subscribed.js'
import {
  refreshContract,
  showAddressContract,
  subscribeContract,
  subscriptionsContract,
  unsubscribeContract,
} from './subscribe-contract.js'
import { Subscription } from './subscription.js'

const row = rowOf(
  ...[Subscription.name, Subscription.kept, Subscription.state, Subscription.problem, Subscription.failingSince, Subscription.nextAt],
  ...[Subscription.checkedAt, Subscription.changedAt, Subscription.meetings, Subscription.unread, Subscription.unreadWhy],
)
const Own = reads(row, Subscription.owner)
const New = creates(Subscription.name, Subscription.kept, Subscription.state, Subscription.askedAt, Subscription.owner)
const Asked = edits(Subscription.askedAt)
const Ended = archives(Subscription)
/** What people's own subscriptions take. */
export const subscriptionGrants = [Own, New, Asked, Ended] as const
/** As many may one user have. */
const mostSubscriptions = 20

type Opened = typeof Own extends Key<infer T, string> ? T : never
const mine = is(Subscription.owner, me)

/** The calendars that the user subscribes to, live. */
export const subscriptions = implementProvider(subscriptionsContract, {
  uses: { records: Own },
  watch: ({ records }) =>
    records.watch({ select: row, where: mine, orderBy: [ascending(Subscription.name)], limit: mostSubscriptions }).pipe(
      map(({ rows }) => ({
        subscriptions: rows.map(({ id, name, state, meetings, unread, unreadWhy, problem, kept: _kept, ...times }) => ({
          ...{ id, name: name ?? '', state: state ?? 'waiting', meetings: meetings ?? 0, unread: unread ?? 0 },
          unreadWhy: unreadWhy === null ? [] : unreadWhy.split('\n'),
          ...(problem !== null && { problem }),
          ...withoutNull(times),
        })),
      })),
    ),
})
function withoutNull<T extends Readonly<Record<string, number | null>>>(all: T) {
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== null)) as { [K in keyof T]?: number }
}

/** What people do with their subscriptions. */
export const subscriptionActions = [
  implementAction(subscribeContract, {
    uses: { records: Own, fetcher: Calendars, addresses: KeptAddresses, made: New, clock: Clock },
    run: async ({ input, session, records, fetcher, addresses, made, clock }) => {
      const { total } = await records.list({ select: row, where: mine, limit: 1 })
      if (total >= mostSubscriptions) throw invalid(`You subscribe to ${mostSubscriptions} calendars already. Give one up first.`)
      // What programs call webcal is fetched like any other page.
      const address = input.address.replace(/^webcals?:\/\//i, 'https://')
      const answer = await fetcher.fetch({ url: address, accept: 'text/calendar', mostBytes })
      if (answer.state === 'refused') throw invalid(answer.message)
      const read = answer.state === 'fetched' ? readSubscribed(answer.text, session.timeZone, clock.now()) : { refused: 'It gave nothing.' }
      if ('refused' in read) throw invalid(read.refused)
      const kept = await addresses.keep(address)
      const name = input.name || read.name?.slice(0, 100) || hostOf(address)
      return { id: made.create({ name, kept, state: 'waiting', askedAt: clock.now(), owner: session.user }, {}, { key: kept }) }
    },
  }),
  implementAction(refreshContract, {
    uses: { records: Own, asked: Asked, clock: Clock },
    run: async ({ input, records, asked, clock }) => {
      asked.edit((await demand(records, input.id)).id, { askedAt: clock.now() })
    },
  }),
  implementAction(unsubscribeContract, {
    uses: { records: Own, ended: Ended },
    run: async ({ input, records, ended }) => ended.archive((await demand(records, input.id)).kept ?? ''),
  }),
  implementAction(showAddressContract, {
    uses: { records: Own, addresses: KeptAddresses },
    run: async ({ input, records, addresses }) => {
      const address = await addresses.find((await demand(records, input.id)).kept ?? '')
      if (address === undefined) throw invalid('The address of this calendar is not kept here. Subscribe to it again.')
      return { address }
    },
  }),
] as const

async function demand(records: Pick<Opened, 'list'>, id: string) {
  const { rows } = await records.list({ select: row, where: all(mine, isRecord(Subscription, id)), limit: 1 })
  if (rows[0] !== undefined) return rows[0]
  const message = 'You do not subscribe to this calendar. You may have given it up.'
  throw new TenureError('record.not-found', message, { record: { type: Subscription.objectType, id } })
}
function hostOf(address: string): string {
  return /^https?:\/\/(?:www\.)?([^/:?#]+)/i.exec(address)?.[1] ?? address.slice(0, 40)
}
function invalid(message: string): TenureError {
  return new TenureError('input.invalid', message, { issues: [{ path: ['address'], message }] })
}
