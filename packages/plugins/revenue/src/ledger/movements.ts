import { minorUnitsOf, roundDivide, tenTo, toDecimalText } from '@tenure/core/contract'
import type { Steps } from '@tenure/core/slices'
import { allSteps, atOnce } from './all-steps.js'
import type { Balance, Book, CustomerBook } from './book.js'
import { boundsOf, type DayNumber, toDayNumber } from './day.js'
import {
  type CustomerMovement,
  type LedgerPeriod,
  type MovementKind,
  type MovementOptions,
  type Movements,
  movementKinds,
  type Retention,
} from './ledger.js'
import { type Convert, createConvert } from './rates.js'

/** The two ends of one subscription in one table: `before` and `after` are the ends at the rate of movements. */
interface Ends {
  readonly table: string
  readonly opening: bigint
  readonly before: bigint
  readonly after: bigint
  readonly closing: bigint
}
type Moved = Record<MovementKind, bigint>
interface CustomerTable {
  readonly moved: Moved
  readonly opening: bigint
  readonly closing: bigint
  readonly kept?: { readonly gross: bigint; readonly net: bigint; readonly of: bigint }
  cameBack?: true
}
/** What adds up in one currency. */
interface Table extends Moved {
  opening: bigint
  closing: bigint
  exchange: bigint
  reactivation: bigint
  of: bigint
  grr: bigint
  nrr: bigint
  readonly customers: Map<string, CustomerTable>
}

/**
 * What a period did to the revenue of a book, in each currency or in the reporting one. Errors: `RangeError` for a currency without a rate, and
 * for a period that ends before it starts.
 */
export function movementsOf(book: Book, period: LedgerPeriod, options: MovementOptions = {}): readonly Movements[] {
  return allSteps(movementSteps(book, period, options))
}
/** The same in steps, for books that are long. */
export function* movementSteps(book: Book, period: LedgerPeriod, options: MovementOptions): Steps<readonly Movements[]> {
  const { reporting, steps = 'period' } = options
  const [from, to] = [toDayNumber(period.from), toDayNumber(period.to)]
  if (!(from < to)) throw new RangeError(`A period from ${period.from} to ${period.to} has no day.`)
  const convert = reporting === undefined ? undefined : createConvert(book.rates, reporting, to)
  const tables = new Map<string, Table>()
  const bounds = boundsOf(from, to, steps)
  for (const [place, customer] of book.customers.entries()) {
    if (place % atOnce === 0) yield
    const whole = endsOf(customer, from - 1, to - 1, options, convert)
    addEnds(tables, customer, whole, from - 1, options)
    for (const [step, start] of bounds.slice(0, -1).entries()) {
      const end = bounds[step + 1] ?? to
      addMoves(
        tables,
        customer,
        bounds.length === 2 ? whole : endsOf(customer, start - 1, end - 1, options, convert),
        start - 1,
        end - 1,
        options,
      )
    }
  }
  const found: Movements[] = []
  for (const [currency, table] of [...tables].sort(([a], [b]) => (a < b ? -1 : 1)))
    if ([...table.customers.values()].some(hasAnything)) found.push(yield* toMovements(currency, table, options))
  return found
}

function endsOf(
  customer: CustomerBook,
  first: DayNumber,
  last: DayNumber,
  { reporting, movementRate = 'opening' }: MovementOptions,
  convert: Convert | undefined,
): readonly Ends[] {
  const ends = new Map<string, Ends>()
  const rateDay = movementRate === 'opening' ? first : last
  const at = ({ amount, currency }: Balance, day: DayNumber): bigint => (convert ? convert(amount, currency, day) : amount)
  const add = ({ currency, subscription }: Balance, part: Partial<Ends>): void => {
    const table = reporting ?? currency
    const key = `${table} ${subscription}`
    ends.set(key, sumOf([{ ...nothingThere, table, ...part }, ends.get(key) ?? nothingThere]))
  }
  for (const balance of customer.balances(first)) add(balance, { opening: at(balance, first), before: at(balance, rateDay) })
  for (const balance of customer.balances(last)) add(balance, { closing: at(balance, last), after: at(balance, rateDay) })
  return [...ends.values()]
}
const nothingThere: Ends = { table: '', opening: 0n, before: 0n, after: 0n, closing: 0n }
function sumOf(ends: readonly Ends[]): Ends {
  const sum = (name: Exclude<keyof Ends, 'table'>): bigint => ends.reduce((total, each) => total + each[name], 0n)
  return { table: ends[0]?.table ?? '', opening: sum('opening'), before: sum('before'), after: sum('after'), closing: sum('closing') }
}
function byTable(ends: readonly Ends[]): ReadonlyMap<string, readonly Ends[]> {
  const tables = new Map<string, Ends[]>()
  for (const each of ends) tables.set(each.table, [...(tables.get(each.table) ?? []), each])
  return tables
}

// The two ends of the whole period, the exchange difference between them, and what was kept of the opening.
function addEnds(
  tables: Map<string, Table>,
  customer: CustomerBook,
  whole: readonly Ends[],
  first: DayNumber,
  { grain = 'customer' }: MovementOptions,
): void {
  const isCohort = customer.isActive(first)
  for (const [name, each] of byTable(whole)) {
    const table = tableOf(tables, name)
    const { opening, before, after, closing } = sumOf(each)
    table.opening += opening
    table.closing += closing
    table.exchange += before - opening + (closing - after)
    const own = { moved: nothing(), opening, closing }
    if (!isCohort) {
      table.customers.set(customer.customer, own)
      continue
    }
    const kept = least(atLeastZero(before), atLeastZero(after))
    const keptOfEach = each.reduce((sum, one) => sum + least(atLeastZero(one.before), atLeastZero(one.after)), 0n)
    const [of, net, gross] = [atLeastZero(before), atLeastZero(after), grain === 'customer' ? kept : least(kept, keptOfEach)]
    table.of += of
    table.nrr += net
    table.grr += gross
    table.customers.set(customer.customer, { ...own, kept: { gross, net, of } })
  }
}
function addMoves(
  tables: Map<string, Table>,
  customer: CustomerBook,
  ends: readonly Ends[],
  first: DayNumber,
  last: DayNumber,
  { grain = 'customer' }: MovementOptions,
): void {
  const [was, is] = [customer.isActive(first), customer.isActive(last)]
  for (const [name, each] of byTable(ends)) {
    for (const { before, after } of grain === 'customer' ? [sumOf(each)] : each) {
      if (before === after) continue
      const kind: MovementKind = after > before ? (!was && is ? 'new' : 'expansion') : was && !is ? 'churn' : 'contraction'
      const amount = after > before ? after - before : before - after
      addMove(tableOf(tables, name), customer, kind, amount, first)
    }
  }
}
function addMove(table: Table, customer: CustomerBook, kind: MovementKind, amount: bigint, first: DayNumber): void {
  table[kind] += amount
  const own: CustomerTable = table.customers.get(customer.customer) ?? { moved: nothing(), opening: 0n, closing: 0n }
  if (kind === 'new' && customer.wasActiveBefore(first)) {
    table.reactivation += amount
    own.cameBack = true
  }
  own.moved[kind] += amount
  table.customers.set(customer.customer, own)
}

function tableOf(tables: Map<string, Table>, name: string): Table {
  const table = tables.get(name) ?? {
    ...nothing(),
    opening: 0n,
    closing: 0n,
    exchange: 0n,
    reactivation: 0n,
    of: 0n,
    grr: 0n,
    nrr: 0n,
    customers: new Map(),
  }
  tables.set(name, table)
  return table
}
function hasMoved({ moved }: CustomerTable): boolean {
  return movementKinds.some((kind) => moved[kind] !== 0n)
}
function hasAnything(own: CustomerTable): boolean {
  return own.opening !== 0n || own.closing !== 0n || hasMoved(own)
}
function nothing(): Moved {
  return { new: 0n, expansion: 0n, contraction: 0n, churn: 0n }
}
function least(a: bigint, b: bigint): bigint {
  return a < b ? a : b
}
function atLeastZero(amount: bigint): bigint {
  return amount < 0n ? 0n : amount
}

function* toMovements(currency: string, table: Table, { reporting, everyone = false }: MovementOptions): Steps<Movements> {
  const places = minorUnitsOf(currency)
  const text = (amount: bigint): string => toDecimalText(amount, places)
  const customers: CustomerMovement[] = []
  let place = 0
  for (const [customer, own] of table.customers) {
    if (place++ % atOnce === 0) yield
    if (hasMoved(own) || (everyone && hasAnything(own))) customers.push(toCustomer(customer, own, text, everyone))
  }
  return {
    currency,
    opening: text(table.opening),
    ...toKinds(table, text),
    reactivation: text(table.reactivation),
    ...(reporting !== undefined && { exchange: text(table.exchange) }),
    closing: text(table.closing),
    grr: toRetention(table.grr, table.of, text),
    nrr: toRetention(table.nrr, table.of, text),
    customers,
  }
}
function toCustomer(
  customer: string,
  { moved, opening, closing, kept, cameBack }: CustomerTable,
  text: (amount: bigint) => string,
  everyone: boolean,
): CustomerMovement {
  const ends = { customer, opening: text(opening), ...toKinds(moved, text), closing: text(closing) }
  if (!everyone) return ends
  return {
    ...ends,
    ...(kept && { kept: { gross: text(kept.gross), net: text(kept.net), of: text(kept.of) } }),
    ...(cameBack && { cameBack }),
  }
}
function toKinds(moved: Moved, text: (amount: bigint) => string): Record<MovementKind, string> {
  return Object.fromEntries(movementKinds.map((kind) => [kind, text(moved[kind])])) as Record<MovementKind, string>
}
const ratioPlaces = 6
function toRetention(kept: bigint, of: bigint, text: (amount: bigint) => string): Retention {
  return {
    kept: text(kept),
    of: text(of),
    ratio: of === 0n ? null : toDecimalText(roundDivide(kept * tenTo(ratioPlaces), of), ratioPlaces),
  }
}
