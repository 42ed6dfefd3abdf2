/** `@tenure/revenue/ledger`: how revenue moves, is kept, renews and is forecast, as plain functions over plain data. */
export { type Book, openBook } from './ledger/book.js'
export { type Expectation, expectationOf, type ForecastLines, type Outlook, usualLines, weigh } from './ledger/forecast.js'
export {
  type BookOptions,
  type CustomerMovement,
  type Ledger,
  type LedgerLine,
  type LedgerMerge,
  type LedgerParent,
  type LedgerPeriod,
  type LedgerRate,
  type MovementKind,
  type MovementOptions,
  type Movements,
  movementKinds,
  type Retention,
} from './ledger/ledger.js'
export { movementsOf } from './ledger/movements.js'
export { type Chain, type ChainTerm, type Notice, raise, termOf, type Uplift } from './ledger/renewal-chain.js'
