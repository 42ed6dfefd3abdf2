import { parseDecimal } from '@tenure/core/contract'
import { expect, test } from 'vitest'
import { type BookOptions, type Ledger, type LedgerLine, type MovementOptions, movementsOf, openBook } from '../index.ledger.js'
import { PlainLedger } from './test-plain-ledger.js'

const firstSeed = Number(process.env['TENURE_LEDGER_SEED'] ?? Date.now() % 1_000_000)
/** More of them with `TENURE_LEDGERS`, for a long run by hand. */
const ledgers = Number(process.env['TENURE_LEDGERS'] ?? 1_000)
const start = '2023-10-01'
const dayMs = 86_400_000

type Random = (below: number) => number
function createRandom(seed: number): Random {
  let state = seed >>> 0
  return (below) => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296) * below)
  }
}
const pick = <T>(random: Random, from: readonly T[]): T => from[random(from.length)] as T
const dayAt = (offset: number): string => new Date(Date.parse(start) + offset * dayMs).toISOString().slice(0, 10)
const currencies = ['EUR', 'JPY', 'KWD']
const amounts = ['100.00', '99.99', '250', '0.05', '1000.005', '-40.00', '333.33', '0']

/** Back-dated versions, withdrawn lines, refunds, credits below zero, gaps, three currencies with 2, 0 and 3 decimals. */
function randomLedger(random: Random): Ledger {
  if (random(6) === 0) return { lines: gappedLines(random) }
  const lines: LedgerLine[] = []
  for (let place = 1 + random(7); place > 0; place--) {
    const line = randomLine(random, `l${place}`)
    lines.push(line)
    while (random(3) === 0)
      lines.push({ ...randomLine(random, line.line), customer: line.customer, ...(random(4) === 0 && { void: true }) })
  }
  const rates = ['JPY', 'KWD'].flatMap((currency) =>
    Array.from({ length: 1 + random(4) }, (_, at) => ({
      currency,
      date: at === 0 ? start : dayAt(random(240)),
      rate: pick(random, ['0.0061', '0.9', '3.05', '2.999']),
      ...(random(2) === 0 && at > 0 && { recordedAt: Date.parse(dayAt(random(240))) }),
    })),
  )
  return { lines, rates }
}
/** One customer with one line after another and some days between. */
function gappedLines(random: Random): readonly LedgerLine[] {
  let day = random(30)
  return Array.from({ length: 4 }, (_, place) => {
    const from = day + random(7)
    day = from + 5 + random(40)
    return { line: `l${place}`, customer: 'A', amount: pick(random, ['100.00', '250']), currency: 'EUR', from: dayAt(from), to: dayAt(day) }
  })
}
function randomLine(random: Random, line: string): LedgerLine {
  const from = random(200)
  return {
    line,
    customer: pick(random, ['A', 'B', 'C']),
    ...(random(2) === 0 && { subscription: pick(random, ['s', 't']) }),
    amount: pick(random, amounts),
    months: pick(random, [1, 3, 12, 12, 24, 36]),
    currency: pick(random, currencies),
    from: dayAt(from),
    to: random(3) === 0 ? null : dayAt(from + random(90)),
    ...(random(6) === 0 && { kind: pick(random, ['one-off', 'trial'] as const) }),
    ...(random(3) > 0 && { recordedAt: Date.parse(dayAt(random(240))) + random(3) * 3_600_000 }),
  }
}
function randomOptions(random: Random): BookOptions & MovementOptions {
  return {
    ...(random(2) === 0 && { known: Date.parse(dayAt(60 + random(180))) }),
    ...(random(2) === 0 && { gapDays: 1 + random(5) }),
    ...(random(2) === 0 && { reporting: 'EUR', movementRate: pick(random, ['opening', 'closing'] as const) }),
    ...(random(3) === 0 && { grain: 'subscription' }),
  }
}
/** Half of the periods end within days of the end of a line, where gaps are. */
function randomPeriod(random: Random, { lines }: Ledger): { readonly from: string; readonly to: string } {
  const first = random(150)
  const ends = lines
    .flatMap(({ to }) => (to === null ? [] : [(Date.parse(String(to)) - Date.parse(start)) / dayMs]))
    .filter((end) => end > first)
  const last = ends.length > 0 && random(2) === 0 ? pick(random, ends) + random(6) : first + 1 + random(95)
  return { from: dayAt(first), to: dayAt(Math.max(first + 1, last)) }
}
const unitsOf = (text: string): bigint => parseDecimal(text).digits

function check(seed: number): void {
  const random = createRandom(seed)
  const ledger = randomLedger(random)
  const options = randomOptions(random)
  const period = randomPeriod(random, ledger)
  const found = movementsOf(openBook(ledger, options), period, options)
  const plain = new PlainLedger(ledger, options, start)
  const tables = options.reporting === undefined ? currencies : [options.reporting]
  for (const currency of tables) {
    const wanted = plain.table(currency, period.from, period.to, options)
    const table = found.find((each) => each.currency === currency)
    const about = `seed ${seed}, ${currency}, ${JSON.stringify({ ...period, ...options })}`
    if (table === undefined) {
      expect(
        Object.values(wanted).every((value) => value === 0n || typeof value === 'object'),
        about,
      ).toBe(true)
      expect(wanted.moved, about).toEqual({})
      continue
    }
    const { opening, expansion, contraction, churn, closing, reactivation, exchange = '0', grr, nrr } = table
    const got = {
      opening,
      new: table.new,
      reactivation,
      expansion,
      contraction,
      churn,
      exchange,
      closing,
      of: grr.of,
      grr: grr.kept,
      nrr: nrr.kept,
    }
    const { moved, ...sums } = wanted
    expect(Object.fromEntries(Object.entries(got).map(([name, text]) => [name, unitsOf(text)])), about).toEqual(sums)
    const kinds = ['new', 'expansion', 'contraction', 'churn'] as const
    const own = table.customers.map((each) => [
      each.customer,
      Object.fromEntries(kinds.flatMap((kind) => (unitsOf(each[kind]) === 0n ? [] : [[kind, unitsOf(each[kind])]]))),
    ])
    expect(Object.fromEntries(own), about).toEqual(moved)
    expect(
      unitsOf(opening) + unitsOf(table.new) + unitsOf(expansion) - unitsOf(contraction) - unitsOf(churn) + unitsOf(exchange),
      about,
    ).toBe(unitsOf(closing))
  }
}

process.stdout.write(`ledgers: ${ledgers} from seed ${firstSeed}\n`)
test('[BEY-10] each movement and amount of each customer is that of a plain reading of the rules, for ledgers with back-dated changes, refunds and three currencies', () => {
  for (let seed = firstSeed; seed < firstSeed + ledgers; seed++) check(seed)
})

test('[BEY-10] the closing of a period is the opening of the next, at the same knowledge', () => {
  for (let seed = firstSeed; seed < firstSeed + 100; seed++) {
    const random = createRandom(seed)
    const book = openBook(randomLedger(random), { known: Date.parse(dayAt(120)) })
    const [a, b, c] = [dayAt(40), dayAt(80), dayAt(130)]
    const closings = movementsOf(book, { from: a, to: b }).map(({ currency, closing }) => [currency, closing])
    const openings = movementsOf(book, { from: b, to: c }).map(({ currency, opening }) => [currency, opening])
    const inBoth = closings.filter(([, amount]) => /[1-9]/.test(String(amount)))
    expect(openings, `seed ${seed}`).toEqual(expect.arrayContaining(inBoth))
  }
})

test('[BEY-10] a line that ends before it starts, an amount that is none and a currency without a rate are refused by name', () => {
  const line = { line: 'l1', customer: 'A', amount: '100', currency: 'USD', from: '2024-02-01', to: '2024-01-01' }
  expect(() => openBook({ lines: [line] })).toThrow('Line l1 ends on 2024-01-01, before it starts on 2024-02-01.')
  expect(() => openBook({ lines: [{ ...line, to: null, amount: '1e3' }] })).toThrow('"1e3" is not a decimal number')
  expect(() => openBook({ lines: [{ ...line, to: null, months: 0 }] })).toThrow('A term has at least one.')
  const book = openBook({ lines: [{ ...line, to: null }] })
  expect(() => movementsOf(book, { from: '2024-02-01', to: '2024-03-01' }, { reporting: 'EUR' })).toThrow('There is no rate of USD in EUR')
  expect(() => movementsOf(book, { from: '2024-03-01', to: '2024-03-01' })).toThrow('has no day')
})
