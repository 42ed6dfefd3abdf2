// `@tenure/health`: profiles of health scores to begin with, their editor, and whether they foretell anything.

export { backtestContract } from './backtest/contract.js'
export type { Question } from './backtest/question.js'
export type { BacktestReport } from './backtest/report.js'
export { health } from './editor/page.js'
export { fitContract } from './fit/contract.js'
export type { FitReport } from './fit/report.js'
export { foresight } from './plugin.js'
export { fromPreset } from './preset/from-preset.js'
export {
  blankProfile,
  type FoundTemplate,
  findTemplates,
  fromTemplates,
  type Say,
  type Started,
  type StartOptions,
} from './preset/from-templates.js'
export type { KnownType, KnownTypes } from './preset/known-type.js'
export { type ScorePreset, scorePresets } from './preset/score-preset.js'
export type { FoundSignal, Levels, Signal } from './preset/signal.js'
export { type ScoreTemplate, scoreTemplates } from './preset/template.js'
