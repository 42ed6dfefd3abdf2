import type { Instant } from '@tenure/core/contract'
import type { DynamicRecords, DynamicRow } from '@tenure/core/plugin'
import { createSlices, inSlices, type LongWork } from '@tenure/core/slices'
import { type Book, bookSteps } from '../ledger/book.js'
import type { LedgerLine } from '../ledger/ledger.js'
import { followingEachOther, instantsOf, lineOf, linesOfHistory } from './agreement-lines.js'
import { eachPage, toAgreement } from './agreements.js'
import { readRates } from './exchange-rates.js'
import { asKnown, type Pasts, readPasts } from './known-values.js'
import type { LeftOut } from './left-out.js'
import type { Reading } from './reading.js'

/** What a ledger is opened with. */
export interface LedgerSource {
  readonly records: DynamicRecords
  readonly long: LongWork
  readonly rates: DynamicRecords
  readonly reading: Reading
  readonly reporting: string | null
  readonly gapDays: number
  /** What was recorded later is left out. */
  readonly known?: Instant | undefined
}
/** The ledger of the records that a user may see. */
export interface OpenLedger {
  readonly book: Book
  readonly names: ReadonlyMap<string, string>
  readonly leftOut: ReadonlyMap<LeftOut, number>
}

/** The properties behind a line. */
const ofLine = ['amount', 'pipeline', 'stage', 'startDate', 'endDate', 'termMonths', 'recurring', 'chain']

/**
 * The recurring agreements that were won, as a book. Their dates say since when an amount holds, and their history since when it is known; where
 * the settings have chosen no start date, each entry of the history holds from its day on.
 */
export async function openLedger({ records, rates, reading, reporting, gapDays, known, long }: LedgerSource): Promise<OpenLedger> {
  const lines: LedgerLine[] = []
  const names = new Map<string, string>()
  const leftOut = new Map<LeftOut, number>()
  const isDated = reading.mapped.has('startDate')
  await eachPage({ records, reading, long }, async (rows) => {
    const pasts = isDated && known === undefined ? undefined : await readPasts(about(records, reading), 'revenue', rows, ofLine)
    for (const row of rows) {
      const { customer } = toAgreement(row, reading)
      if (customer !== undefined) names.set(customer.id, customer.name)
      const found = isDated ? datedLine(row, pasts, reading, known) : pastLines(row, pasts, reading, known)
      if (typeof found === 'string') leftOut.set(found, (leftOut.get(found) ?? 0) + 1)
      else if (found !== undefined) lines.push(...found)
    }
  })
  const slices = createSlices(long.signal)
  const following = await inSlices(followingEachOther(lines), slices)
  const withRates = reporting === null ? {} : { rates: await readRates(rates, reporting, known) }
  const book = await inSlices(bookSteps({ lines: following, ...withRates }, { gapDays, zone: reading.zone.name }), slices)
  return { book, names, leftOut }
}

function datedLine(
  row: DynamicRow,
  pasts: Pasts | undefined,
  reading: Reading,
  known: Instant | undefined,
): readonly LedgerLine[] | LeftOut | undefined {
  if (known !== undefined && wasCreatedAfter(row, known)) return undefined
  const then = known === undefined ? row : asKnown(row, pasts?.get(row.id) ?? [], ofLine, known)
  const found = lineOf(toAgreement(then, reading), reading)
  return typeof found === 'object' ? [found] : found
}
function pastLines(
  row: DynamicRow,
  pasts: Pasts | undefined,
  reading: Reading,
  known = Number.POSITIVE_INFINITY,
): readonly LedgerLine[] | LeftOut | undefined {
  const past = (pasts?.get(row.id) ?? []).filter(({ at }) => at <= known)
  const versions = instantsOf(past).map((at) => ({ at, agreement: toAgreement(asKnown(row, past, ofLine, at), reading) }))
  return linesOfHistory(versions, reading)
}
function wasCreatedAfter({ createdAt }: DynamicRow, known: Instant): boolean {
  return typeof createdAt === 'number' && createdAt > known
}

// Of two object types that play the role, the one that is read.
function about(records: DynamicRecords, { about: type }: Reading): Pick<DynamicRecords, 'histories'> {
  return { histories: (query) => records.histories({ ...query, ...(type !== undefined && { about: type }) }) }
}
