import type { ObjectTypeDefinition, PipelineDefinition, StageDefinition } from '../../schema/definition.js'
import type { Values } from '../../schema/value.js'
import type { Principal } from '../principal.js'

/** Why a record may not go to a stage. `stages` and `properties` are names. */
export type MoveRefusal =
  | { readonly because: 'start'; readonly stages: readonly string[] }
  | { readonly because: 'skipping'; readonly stages: readonly string[] }
  | { readonly because: 'going-back' }
  | { readonly because: 'people' }
  | { readonly because: 'missing'; readonly properties: readonly string[] }
/** A record on its way to a stage; `before` is absent of a new one. */
export interface StageMove {
  readonly before: Values | undefined
  readonly after: Values
}
/** Where a record is. */
interface Place {
  readonly pipeline: PipelineDefinition
  readonly stage: StageDefinition
  readonly index: number
}

/** The stage of a type with pipelines that these values are in. */
export function placeOf({ pipelines = [] }: Pick<ObjectTypeDefinition, 'pipelines'>, values: Values): Place | undefined {
  const pipeline = pipelines.find(({ value }) => value === values['pipeline'])
  const index = pipeline?.stages.findIndex(({ value }) => value === values['stage']) ?? -1
  const stage = pipeline?.stages[index]
  return pipeline === undefined || stage === undefined ? undefined : { pipeline, stage, index }
}

/**
 * What the rules of the pipeline say against a move, in the order in which a person would mend it; nothing against one that stays in its stage.
 * It does not look at who is a super admin.
 */
export function refusalsOf(
  type: ObjectTypeDefinition,
  { before, after }: StageMove,
  who: Pick<Principal, 'user' | 'teams'>,
): readonly MoveRefusal[] {
  const to = placeOf(type, after)
  const from = before && placeOf(type, before)
  if (to === undefined || (from?.pipeline === to.pipeline && from.stage === to.stage)) return []
  const way = from?.pipeline === to.pipeline ? refusedWay(from, to) : refusedStart(to)
  return [way, refusedPeople(to, who), missing(to, after)].filter((refusal) => refusal !== undefined)
}

// Entering a pipeline is a start too, for a record that comes from another one.
function refusedStart({ pipeline: { rules }, stage }: Place): MoveRefusal | undefined {
  const stages = rules?.startsIn
  return stages === undefined || stages.includes(stage.value) ? undefined : { because: 'start', stages }
}
function refusedWay(from: Place, to: Place): MoveRefusal | undefined {
  const { rules, stages } = to.pipeline
  if (to.index < from.index) return rules?.noGoingBack ? { because: 'going-back' } : undefined
  const next = stages[from.index + 1]
  const skips = rules?.noSkipping && to.index > from.index + 1 && !isLost(to.stage)
  return skips && next !== undefined ? { because: 'skipping', stages: [next.value] } : undefined
}
/** Closed with nothing to expect. */
export function isLost({ open, probability }: Pick<StageDefinition, 'open' | 'probability'>): boolean {
  return !open && probability === 0
}
function refusedPeople({ stage: { only } }: Place, { user, teams }: Pick<Principal, 'user' | 'teams'>): MoveRefusal | undefined {
  if (only === undefined || only.users.includes(user) || only.teams.some((team) => teams.includes(team))) return undefined
  return { because: 'people' }
}
function missing({ stage: { requires = [] } }: Place, after: Values): MoveRefusal | undefined {
  const properties = requires.filter((name) => (after[name] ?? null) === null)
  return properties.length === 0 ? undefined : { because: 'missing', properties }
}

/** The stage in which a new record begins that names none: the first of the pipeline in which one may. */
export function firstStage({ stages, rules }: PipelineDefinition): StageDefinition | undefined {
  return stages.find(({ value }) => rules?.startsIn?.includes(value) ?? true) ?? stages[0]
}

/** The refusal in a sentence. */
export function explainRefusal(type: ObjectTypeDefinition, after: Values, refusal: MoveRefusal): string {
  const to = placeOf(type, after)
  const labels = (values: readonly string[]): string =>
    values.map((value) => to?.pipeline.stages.find((stage) => stage.value === value)?.label ?? value).join(', ')
  const label = to?.stage.label ?? ''
  switch (refusal.because) {
    case 'start':
      return `In ${to?.pipeline.label} a ${type.label.toLowerCase()} starts in ${labels(refusal.stages)}, not in ${label}.`
    case 'skipping':
      return `In ${to?.pipeline.label} no stage is skipped. The next one is ${labels(refusal.stages)}.`
    case 'going-back':
      return `In ${to?.pipeline.label} no ${type.label.toLowerCase()} goes back to an earlier stage.`
    case 'people':
      return `Only some users and teams move a ${type.label.toLowerCase()} to ${label}. You are not one of them.`
    case 'missing':
      return `${label} needs ${refusal.properties.map((name) => type.properties.find((each) => each.name === name)?.label ?? name).join(', ')}.`
  }
}
/** The property that a refusal is about. */
export function pathOfRefusal(refusal: MoveRefusal): string {
  return refusal.because === 'missing' ? (refusal.properties[0] ?? 'stage') : 'stage'
}
