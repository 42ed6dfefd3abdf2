import type { CalendarDay, HealthStatus, Instant, Money } from '@tenure/core/contract'
import type { DynamicRecords, DynamicRow } from '@tenure/core/plugin'
import type { LongWork } from '@tenure/core/slices'
import { firstValueFrom, timer } from 'rxjs'
import type { Reading } from './reading.js'

/** A record of revenue, as the numbers read it. What is not chosen in the settings, or has no value, is `undefined`. */
export interface Agreement {
  readonly id: string
  readonly name: string
  readonly customer?: { readonly id: string; readonly name: string; readonly status?: HealthStatus }
  readonly amount?: Money
  readonly closed: boolean
  /** Of its stage; `null` where it has none. */
  readonly probability: number | null
  readonly renewalDate?: CalendarDay
  readonly start?: CalendarDay | Instant
  readonly end?: CalendarDay | Instant
  readonly months?: number
  readonly recurring?: boolean
  readonly chain?: string
}

const pageSize = 500
/** Reading is most of the work; the rest is done with what was read. */
const readingShare = 0.9
const own = ['name', 'amount', 'pipeline', 'stage', 'renewalDate', 'startDate', 'endDate', 'termMonths', 'recurring', 'chain', 'createdAt']
const ofCustomer = ['company.id', 'company.name', 'company.healthStatus']

/** Whose records are read, and who waits for them. */
export interface AllOf {
  readonly records: DynamicRecords
  readonly reading: Pick<Reading, 'about'>
  readonly long: LongWork
}
/** The rows of all records of revenue that the user may see, page by page: no more than one page is held besides what `take` keeps. */
export async function eachPage(
  { records, reading: { about }, long }: AllOf,
  take: (rows: readonly DynamicRow[]) => void | Promise<void>,
): Promise<void> {
  let [done, total] = [0, 0]
  for (let after: string | undefined = ''; after !== undefined; ) {
    const page: Awaited<ReturnType<DynamicRecords['list']>> = await records.list({
      type: 'revenue',
      ...(about !== undefined && { about }),
      select: [...own, ...ofCustomer],
      limit: pageSize,
      count: after === '',
      ...(after !== '' && { after }),
    })
    if (after === '') total = page.total
    await take(page.rows)
    done += page.rows.length
    long.onProgress(readingShare * (done / Math.max(1, total)))
    after = page.next
    await othersTurn()
    long.signal.throwIfAborted()
  }
}
/** Lets the workspace do what is waiting: a store that answers at once would leave it no time between the pages. */
export async function othersTurn(): Promise<void> {
  await firstValueFrom(timer(0))
}

/** A row as an agreement. */
export function toAgreement(row: DynamicRow, { stages, zone }: Pick<Reading, 'stages' | 'zone'>): Agreement {
  const stage = stages.get(`${String(row['pipeline'])} ${String(row['stage'])}`)
  const text = (name: string): string | undefined => {
    const value = row[name]
    return typeof value === 'string' && value !== '' ? value : undefined
  }
  const time = (name: string): string | number | undefined => {
    const value = row[name]
    return typeof value === 'string' || typeof value === 'number' ? value : undefined
  }
  const [customer, chain, start, end, renewal] = [toCustomer(row), text('chain'), time('startDate'), time('endDate'), time('renewalDate')]
  const { amount, termMonths, recurring } = row
  return {
    id: row.id,
    name: text('name') ?? '',
    closed: stage !== undefined && !stage.open,
    probability: stage?.probability ?? null,
    ...(customer && { customer }),
    ...(isMoney(amount) && { amount }),
    ...(renewal !== undefined && { renewalDate: typeof renewal === 'number' ? zone.dayOf(renewal) : renewal }),
    ...(start !== undefined && { start }),
    ...(end !== undefined && { end }),
    ...(typeof termMonths === 'number' && { months: termMonths }),
    ...(typeof recurring === 'boolean' && { recurring }),
    ...(chain !== undefined && { chain }),
  }
}

function toCustomer(row: DynamicRow): Agreement['customer'] {
  const [id, name, status] = ofCustomer.map((path) => row[path])
  if (typeof id !== 'string') return undefined
  const isStatus = status === 'at-risk' || status === 'neutral' || status === 'healthy'
  return { id, name: typeof name === 'string' ? name : id, ...(isStatus && { status }) }
}
function isMoney(value: unknown): value is Money {
  return typeof value === 'object' && value !== null && 'amount' in value && 'currency' in value
}

/** Whether it was won: closed in a stage that is not lost. */
export function isWon({ closed, probability }: Pick<Agreement, 'closed' | 'probability'>): boolean {
  return closed && probability !== 0
}
