// `@tenure/core/aggregate`: for authors of stores that count and add up by themselves.
export type { Aggregate, AggregateGroup, MeasureName, MeasureValue } from './query/aggregate/aggregate-data.js'
export type {
  Bucket,
  CanonicalAggregate,
  Grouping,
  Measure,
  MeasureState,
  StoreAggregate,
  StoreGroup,
  StoreGrouping,
  SumPart,
  Weights,
} from './query/aggregate/canonical-aggregate.js'
export { columnsOf } from './query/aggregate/canonical-aggregate.js'
export { CurrencySums } from './query/aggregate/currency-sums.js'
export { toDecimalText } from './query/aggregate/decimal-sum.js'
export { type Measuring, startMeasure, weigher } from './query/aggregate/measure-state.js'
export { Tally, toAggregate } from './query/aggregate/tally.js'
export type { AggregateAnswer, AggregateOffer, AggregateOps } from './storage/adapter.js'
export { type AggregateExplanation, type AggregateResult, explainAggregate, runAggregate } from './storage/run-aggregate.js'
