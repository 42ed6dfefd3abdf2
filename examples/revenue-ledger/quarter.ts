// What the first quarter did to the revenue of three customers, as it was known when the quarter ended.
import { movementsOf, openBook } from '@tenure/revenue/ledger'

const lines = [
  { line: 'n1', customer: 'Nordhavn', amount: '1200', currency: 'EUR', from: '2025-01-01', to: null },
  {
    line: 'q1',
    customer: 'Quillon',
    subscription: 'seats',
    amount: '500',
    months: 6,
    currency: 'EUR',
    from: '2025-07-01',
    to: '2026-02-01',
  },
  { line: 'q2', customer: 'Quillon', subscription: 'seats', amount: '450', months: 6, currency: 'EUR', from: '2026-02-01', to: null },
  { line: 'f1', customer: 'Ferro', amount: '90', months: 1, currency: 'EUR', from: '2026-03-01', to: null },
  // Learnt in April, so the report of the quarter did not know it.
  {
    line: 'n1',
    customer: 'Nordhavn',
    amount: '1200',
    currency: 'EUR',
    from: '2025-01-01',
    to: '2026-03-01',
    recordedAt: Date.parse('2026-04-07'),
  },
]
const book = openBook({ lines }, { known: Date.parse('2026-04-01') })
const [euro] = movementsOf(book, { from: '2026-01-01', to: '2026-04-01' })
console.log(`${euro?.opening} + ${euro?.new} + ${euro?.expansion} − ${euro?.contraction} − ${euro?.churn} = ${euro?.closing}`)
console.log(`GRR ${euro?.grr.ratio}, NRR ${euro?.nrr.ratio}`)

const [restated] = movementsOf(openBook({ lines }), { from: '2026-01-01', to: '2026-04-01' })
console.log(`Known today: churn ${restated?.churn}, GRR ${restated?.grr.ratio}`)
