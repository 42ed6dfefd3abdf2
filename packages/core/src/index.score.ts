// `@tenure/core/score`: profiles of health scores, the engine that scores a customer by one, and its explanation as data.

export {
  type FactLink,
  type Facts,
  factsAt,
  type LinkTimeline,
  type RecordedSpan,
  type RecordedValue,
  type RecordTimeline,
  type Timeline,
} from './score/criterion/facts.js'
export type { CriterionInput, Judge, Judgement } from './score/criterion/judge.js'
export type { ReadNeeds } from './score/criterion/needs.js'
export { rangePoints, type ScoredStatus, statusOf } from './score/criterion/range-points.js'
export type { ChangedInput } from './score/engine/changed-inputs.js'
export {
  type CompiledCriterion,
  type CompiledGroup,
  type CompiledProfile,
  type CompileOptions,
  compileProfile,
  type Shares,
} from './score/engine/compile-profile.js'
export {
  type Cause,
  type Difference,
  differenceOf,
  type MovedEntry,
  type Scored,
  type ShownDifference,
  toShownDifference,
  type WeighedCause,
} from './score/engine/difference.js'
export { type EntryPart, entryId, type Ledger, type LedgerEntry, type Shown, toLedger, toShown } from './score/engine/ledger.js'
export { type Measured, type MeasuredGroup, measure, type Score, scoreOf, statusOfTotal } from './score/engine/measure.js'
export { toPoints, toUnits, unitsPerPoint } from './score/engine/units.js'
export type {
  BoundSide,
  Criterion,
  Decay,
  PointCase,
  PointRange,
  PointRanges,
  RecordMeasure,
} from './score/model/criterion.js'
export {
  type CriterionJudgement,
  type CriterionKind,
  type CriterionReads,
  type CriterionSubject,
  defineCriterionKind,
} from './score/model/criterion-kind.js'
export { KnownCriterionKinds } from './score/model/known-criterion-kinds.js'
export { type CriterionKinds, pointBounds, sumOfMaxima } from './score/model/point-bounds.js'
export type { Combine, Missing, ScoreGroup, ScoreProfile, ScoreSegment, ScoreThresholds } from './score/model/profile.js'
export { type ProfileFault, profileFaults } from './score/model/profile-faults.js'
export { profileLimits, scoreProfileSchema } from './score/model/profile-schema.js'
export { toScoreSchema } from './score/model/score-schema.js'
