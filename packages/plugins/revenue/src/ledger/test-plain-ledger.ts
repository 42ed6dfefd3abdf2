import type { BookOptions, Ledger, LedgerLine, MovementOptions } from './ledger.js'

// The plain reading of the rules: every day by itself, every customer by itself, fractions in place of rounding. It shares no code with the product.

type Amounts = Map<string, bigint>
const dayMs = 86_400_000
const nextDay = (day: string): string => new Date(Date.parse(day) + dayMs).toISOString().slice(0, 10)
const dayBefore = (day: string): string => new Date(Date.parse(day) - dayMs).toISOString().slice(0, 10)
const placesOf = (currency: string): number => ({ JPY: 0, KWD: 3 })[currency] ?? 2
/** Half away from zero, by the text of the fraction. */
function rounded(top: bigint, bottom: bigint): bigint {
  const negative = top < 0n
  const size = negative ? -top : top
  const whole = size / bottom + ((size % bottom) * 2n >= bottom ? 1n : 0n)
  return negative ? -whole : whole
}
function digitsOf(text: string): [bigint, bigint] {
  const [whole = '', fraction = ''] = text.split('.')
  return [BigInt(whole + fraction), 10n ** BigInt(fraction.length)]
}

export interface PlainTable {
  readonly opening: bigint
  readonly new: bigint
  readonly reactivation: bigint
  readonly expansion: bigint
  readonly contraction: bigint
  readonly churn: bigint
  readonly exchange: bigint
  readonly closing: bigint
  readonly of: bigint
  readonly grr: bigint
  readonly nrr: bigint
  readonly moved: Readonly<Record<string, Readonly<Record<string, bigint>>>>
}
type Mutable<T> = { -readonly [K in keyof T]: T[K] }

export class PlainLedger {
  readonly #lines: readonly LedgerLine[]
  readonly #rates: NonNullable<Ledger['rates']>
  readonly #gapDays: number
  readonly #start: string

  constructor(ledger: Ledger, { known = Number.POSITIVE_INFINITY, gapDays = 0 }: BookOptions, start: string) {
    const inOrder = [...ledger.lines]
      .filter(({ recordedAt = 0 }) => recordedAt <= known)
      .sort((a, b) => (a.recordedAt ?? 0) - (b.recordedAt ?? 0))
    const last = Object.fromEntries(inOrder.map((line) => [line.line, line]))
    this.#lines = Object.values(last).filter((line) => line.void !== true && (line.kind ?? 'recurring') === 'recurring')
    this.#rates = [...(ledger.rates ?? [])]
      .filter(({ recordedAt = 0 }) => recordedAt <= known)
      .sort((a, b) => (a.recordedAt ?? 0) - (b.recordedAt ?? 0))
    this.#gapDays = gapDays
    this.#start = start
  }

  table(currency: string, from: string, to: string, options: MovementOptions): PlainTable {
    const { grain = 'customer' } = options
    const table: Mutable<PlainTable> = {
      opening: 0n,
      new: 0n,
      reactivation: 0n,
      expansion: 0n,
      contraction: 0n,
      churn: 0n,
      exchange: 0n,
      closing: 0n,
      of: 0n,
      grr: 0n,
      nrr: 0n,
      moved: {},
    }
    for (const customer of new Set(this.#lines.map((line) => line.customer))) {
      const subscriptions = [
        ...new Set(this.#lines.filter((line) => line.customer === customer).map((line) => line.subscription ?? line.line)),
      ]
      const at = subscriptions.map((subscription) => this.#ends(customer, subscription, currency, from, to, options))
      const sum = (name: 'o' | 'o1' | 'c1' | 'c'): bigint => at.reduce((all, each) => all + each[name], 0n)
      table.opening += sum('o')
      table.closing += sum('c')
      table.exchange += sum('o1') - sum('o') + sum('c') - sum('c1')
      const moved: Record<string, bigint> = {}
      const note = (kind: 'new' | 'expansion' | 'contraction' | 'churn', amount: bigint): void => {
        table[kind] += amount
        moved[kind] = (moved[kind] ?? 0n) + amount
      }
      for (const { o1, c1 } of grain === 'customer' ? [{ o1: sum('o1'), c1: sum('c1') }] : at) {
        const was = this.#active(customer, dayBefore(from))
        const is = this.#active(customer, dayBefore(to))
        if (c1 > o1) {
          note(!was && is ? 'new' : 'expansion', c1 - o1)
          if (!was && is && this.#activeEver(customer, dayBefore(from))) table.reactivation += c1 - o1
        }
        if (c1 < o1) note(was && !is ? 'churn' : 'contraction', o1 - c1)
      }
      if (Object.keys(moved).length > 0) (table.moved as Record<string, Record<string, bigint>>)[customer] = moved
      if (!this.#active(customer, dayBefore(from))) continue
      const positive = (amount: bigint): bigint => (amount > 0n ? amount : 0n)
      const lesser = (a: bigint, b: bigint): bigint => (a < b ? a : b)
      const byCustomer = lesser(positive(sum('o1')), positive(sum('c1')))
      const bySubscription = at.reduce((all, { o1, c1 }) => all + lesser(positive(o1), positive(c1)), 0n)
      table.of += positive(sum('o1'))
      table.nrr += positive(sum('c1'))
      table.grr += grain === 'customer' ? byCustomer : lesser(byCustomer, bySubscription)
    }
    return table
  }

  #ends(
    customer: string,
    subscription: string,
    currency: string,
    from: string,
    to: string,
    { reporting, movementRate = 'opening' }: MovementOptions,
  ) {
    const [first, last] = [dayBefore(from), dayBefore(to)]
    const worth = (on: string, rateDay: string): bigint => {
      const balances = this.#balances(customer, subscription, on)
      if (reporting === undefined) return balances.get(currency) ?? 0n
      return [...balances].reduce((all, [own, amount]) => all + this.#converted(amount, own, reporting, rateDay, to), 0n)
    }
    const middle = movementRate === 'opening' ? first : last
    return { o: worth(first, first), o1: worth(first, middle), c1: worth(last, middle), c: worth(last, last) }
  }

  #converted(amount: bigint, currency: string, reporting: string, day: string, end: string): bigint {
    if (currency === reporting || amount === 0n) return amount
    const own = this.#rates.filter((rate) => rate.currency === currency)
    const dates = own.map(({ date }) => date).sort()
    const date = dates.filter((each) => each <= day).at(-1) ?? dates.find((each) => each < end)
    const rate = own.filter((each) => each.date === date).at(-1)?.rate
    if (rate === undefined) throw new RangeError('no rate')
    const [top, bottom] = digitsOf(rate)
    return rounded(amount * top * 10n ** BigInt(placesOf(reporting)), bottom * 10n ** BigInt(placesOf(currency)))
  }

  /** Yearly minor units by currency, of the whole customer or of one subscription; a day in a tolerated gap is the last day before it. */
  #balances(customer: string, subscription: string | undefined, on: string): Amounts {
    const day = this.#standIn(customer, on)
    const sums: Amounts = new Map()
    for (const line of this.#lines) {
      if (line.customer !== customer || (subscription !== undefined && (line.subscription ?? line.line) !== subscription)) continue
      if (String(line.from) > day || (line.to !== null && String(line.to) <= day)) continue
      const [top, bottom] = digitsOf(line.amount)
      const yearly = rounded(top * 12n * 10n ** BigInt(placesOf(line.currency)), bottom * BigInt(line.months ?? 12))
      sums.set(line.currency, (sums.get(line.currency) ?? 0n) + yearly)
    }
    return sums
  }
  #paying(customer: string, day: string): boolean {
    const saved = this.#standIn
    this.#standIn = (_, on) => on
    const found = [...this.#balances(customer, undefined, day).values()].some((amount) => amount > 0n)
    this.#standIn = saved
    return found
  }
  #standIn = (customer: string, on: string): string => {
    if (this.#gapDays === 0 || this.#paying(customer, on)) return on
    let before = on
    for (let back = 1; back <= this.#gapDays; back++) {
      before = dayBefore(before)
      if (!this.#paying(customer, before)) continue
      let after = on
      for (let ahead = 1; back + ahead - 1 <= this.#gapDays; ahead++) {
        after = nextDay(after)
        if (this.#paying(customer, after)) return before
      }
      return on
    }
    return on
  }
  #active(customer: string, day: string): boolean {
    return [...this.#balances(customer, undefined, day).values()].some((amount) => amount > 0n)
  }
  #activeEver(customer: string, before: string): boolean {
    for (let day = this.#start; day < before; day = nextDay(day)) if (this.#paying(customer, day)) return true
    return false
  }
}
