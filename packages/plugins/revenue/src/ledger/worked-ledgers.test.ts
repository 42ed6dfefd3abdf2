import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import {
  type BookOptions,
  expectationOf,
  type Ledger,
  type MovementOptions,
  type Movements,
  movementsOf,
  openBook,
  type Retention,
  raise,
  termOf,
  weigh,
} from '../index.ledger.js'

type Recorded<Item> = Omit<Item, 'recordedAt'> & { readonly recordedAt?: string }
interface Case {
  readonly about: string
  readonly from: string
  readonly to: string
  readonly known?: string
  readonly options?: MovementOptions & Pick<BookOptions, 'gapDays' | 'rollUp'>
  readonly expect: Readonly<Record<string, ExpectedTable>>
}
interface ExpectedTable {
  readonly grr: Retention
  readonly nrr: Retention
  readonly customers: Readonly<Record<string, Readonly<Record<string, string>>>>
}
interface Worked {
  readonly ledgers: readonly {
    readonly name: string
    readonly zone?: string
    readonly lines: readonly Recorded<Ledger['lines'][number]>[]
    readonly rates?: readonly Recorded<NonNullable<Ledger['rates']>[number]>[]
    readonly merges?: readonly Recorded<NonNullable<Ledger['merges']>[number]>[]
    readonly parents?: readonly Recorded<NonNullable<Ledger['parents']>[number]>[]
    readonly cases: readonly Case[]
  }[]
  readonly chains: readonly {
    readonly line: string
    readonly anchor: string
    readonly months: number
    readonly amount: string
    readonly currency: string
    readonly uplift: string
    readonly notice: { readonly days: number } | { readonly months: number }
    readonly expect: readonly Readonly<Record<string, string>>[]
  }[]
  readonly forecast: readonly {
    readonly won: boolean
    readonly lost: boolean
    readonly probability: number | null
    readonly health: string | null
    readonly expect: string | null
  }[]
  readonly weighted: readonly {
    readonly amount: string
    readonly currency: string
    readonly probability: number
    readonly expect: string
  }[]
}
const worked = JSON.parse(readFileSync(new URL('../fixtures/ledgers.json', import.meta.url), 'utf8')) as Worked

const isInstant = (at: string | number | null): at is string => typeof at === 'string' && at.includes('T')
const toTimes = <Item extends object>(items: readonly Item[] = []): never[] =>
  items.map((item) =>
    Object.fromEntries(Object.entries(item).map(([name, value]) => [name, isInstant(value) ? Date.parse(value) : value])),
  ) as never[]
/** The answer in the words of the worked ledgers, where what did not move is left out. */
function inWords({ currency: _currency, customers, ...sums }: Movements): object {
  const moved = customers.map(({ customer, opening: _opening, closing: _closing, ...kinds }) => {
    const named = Object.entries(kinds).filter(([, amount]) => /[1-9]/.test(String(amount)))
    return [customer, Object.fromEntries(named)]
  })
  return { ...sums, customers: Object.fromEntries(moved) }
}

for (const { name, zone, lines, rates, merges, parents, cases } of worked.ledgers)
  test.each(cases)(`[BEY-10] [REV-6] worked ledger ${name}: $about, from $from to $to`, ({ from, to, known, options = {}, ...given }) => {
    const { gapDays, rollUp, ...how } = options
    const ledger: Ledger = { lines: toTimes(lines), rates: toTimes(rates), merges: toTimes(merges), parents: toTimes(parents) }
    const book = openBook(ledger, { zone, gapDays, rollUp, known: known === undefined ? undefined : Date.parse(known) })
    const tables = movementsOf(book, { from, to }, how)
    expect(Object.fromEntries(tables.map((table) => [table.currency, inWords(table)]))).toEqual(given.expect)
  })

test.each(worked.chains)('[BEY-9] the chain from $anchor by $months months has its terms, notice days and raised amounts', (chain) => {
  let price = { amount: chain.amount, currency: chain.currency }
  for (const [place, wanted] of chain.expect.entries()) {
    const { key, renewalDate, termEnds, noticeBy } = termOf({ ...chain, id: chain.line, uplift: undefined }, place + 1)
    price = raise(price, { percent: chain.uplift })
    const lastDayOfTerm = new Date(Date.parse(renewalDate) - 86_400_000).toISOString().slice(0, 10)
    expect({ key, renewalDate, lastDayOfTerm, noticeBy, termEnds, amount: price.amount }).toEqual(wanted)
  }
})
test('[BEY-9] an uplift may be an amount, or nothing', () => {
  expect(raise({ amount: '100', currency: 'EUR' }, { amount: '2.505' })).toEqual({ amount: '102.51', currency: 'EUR' })
  expect(raise({ amount: '100.5', currency: 'EUR' }, undefined)).toEqual({ amount: '100.50', currency: 'EUR' })
  expect(termOf({ id: 'l1', anchor: '2024-01-01', months: 12 }, 1)).toEqual({
    key: 'renewal/l1/1',
    number: 1,
    renewalDate: '2025-01-01',
    termEnds: '2026-01-01',
  })
})

test.each(worked.forecast)('[REV-6] the forecast of won $won, lost $lost, probability $probability, health $health', (given) => {
  const { won, lost, probability, health, expect: wanted } = given
  const found = expectationOf({ closed: won || lost, probability, customerAtRisk: health === 'at risk' })
  expect(found?.replace('-', ' ') ?? null).toBe(wanted)
})
test.each(worked.weighted)(
  '[REV-6] $amount $currency weighted by $probability is exactly $expect',
  ({ amount, currency, probability, expect: wanted }) => {
    expect(weigh({ amount, currency }, probability)).toEqual({ amount: wanted, currency })
  },
)
test('[REV-6] a probability that a double writes with an exponent weighs what it says', () => {
  expect(weigh({ amount: '10000000000.00', currency: 'EUR' }, 1e-7)).toEqual({ amount: '1000.00', currency: 'EUR' })
})
