import type { Criterion, PointRange, PointRanges, ScoreGroup, ScoreProfile } from '@tenure/core/score'
import {
  blankProfile,
  type FoundTemplate,
  findTemplates,
  groupOf,
  inEnglish,
  type Say,
  type Started,
  type StartOptions,
  wholeParts,
} from './from-templates.js'
import { type ScorePreset, scorePresets } from './score-preset.js'

/** A profile that scores the inputs of the templates as another product would (BEY-3). */
export function fromPreset(id: ScorePreset['id'], options: StartOptions & { readonly name: string }): Started<ScoreProfile> {
  const preset = scorePresets.find((one) => one.id === id) as ScorePreset
  const { made, lacks } = findTemplates(options)
  const say = options.say ?? inEnglish
  const maxima = wholeParts(
    made.map(({ template }) => template.maximum),
    100,
  )
  const groups = made.map((found, at) => presetGroup(preset, found, { maximum: maxima[at] ?? 0, say }))
  const blank = blankProfile(options)
  return { made: { ...blank, ...preset.profile, groups, thresholds: { ...blank.thresholds, ...preset.thresholds } }, lacks }
}

function presetGroup(
  preset: ScorePreset,
  found: FoundTemplate,
  { maximum, say }: { readonly maximum: number; readonly say: Say },
): ScoreGroup {
  const { levels, bound = 'above' } = preset
  const own = groupOf(found, maximum, say)
  if (levels === undefined) return { ...own, criteria: own.criteria.map((criterion) => bounded(criterion, bound)) }
  const criteria = found.signals.map(({ signal, found: { criterion } }) => ({
    ...bounded(criterion(levels), bound),
    ...{ name: say(signal.title), weight: preset.weighs === 'alike' ? 1 : signal.share },
  }))
  return { ...own, ...preset.group, maximum: 100, weight: preset.weighs === 'alike' ? 1 : maximum, criteria }
}
// What began at a whole number lies above the number before it, where the lower range has its upper bound.
function bounded(criterion: Criterion, bound: 'above' | 'below'): Criterion {
  if (bound === 'above') return criterion
  const lowered = ({ ranges }: PointRanges): PointRanges => ({ bound, ranges: ranges.map(below) })
  if (criterion.kind === 'number' || criterion.kind === 'records' || criterion.kind === 'date')
    return { ...criterion, ...lowered(criterion) }
  return criterion.kind === 'events' && 'ranges' in criterion.earn ? { ...criterion, earn: lowered(criterion.earn) } : criterion
}
function below({ from, to, points }: PointRange): PointRange {
  return { ...(from !== undefined && { from: from - 1 }), ...(to !== undefined && { to: to - 1 }), points }
}
