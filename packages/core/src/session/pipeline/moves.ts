import type { Asker } from '../../access/asker.js'
import { isHalfHidden, isWritable } from '../../access/policy.js'
import { explainRefusal, type MoveRefusal, refusalsOf } from '../../access/stage/stage-move.js'
import type { MovesView, RecordView, StageView } from '../../contract/any-records.js'
import { TenureError } from '../../errors/tenure-error.js'
import type { ObjectTypeDefinition, PipelineDefinition, StageDefinition } from '../../schema/definition.js'

/** Where a record may go in a pipeline, by the rights of the user and the rules of the pipeline. Errors: `input.invalid`. */
export function movesOf(type: ObjectTypeDefinition, record: RecordView, asker: Asker, wanted?: string): MovesView {
  const pipeline = pipelineOf(type, record, wanted)
  const isOpen =
    record.may.edit &&
    ['pipeline', 'stage'].every((name) => isWritable(asker.principal, type, name) && !isHalfHidden(asker.principal, type, name))
  const stage = record.values['pipeline'] === pipeline.value ? record.values['stage'] : null
  return {
    stage: typeof stage === 'string' ? stage : null,
    stages: pipeline.stages.map((each) => (isOpen ? toStage(type, record, asker, pipeline, each) : closed(type, each))),
  }
}

function pipelineOf(
  { label, pipelines = [] }: ObjectTypeDefinition,
  { values }: RecordView,
  wanted: string | undefined,
): PipelineDefinition {
  const name = wanted ?? values['pipeline']
  const pipeline = pipelines.find(({ value }) => value === name) ?? (wanted === undefined ? pipelines[0] : undefined)
  if (pipeline !== undefined) return pipeline
  const takes = pipelines.length === 0 ? 'It has none' : `It takes ${pipelines.map(({ value }) => value).join(', ')}`
  const message = `${label} has no pipeline ${String(name)}. ${takes}.`
  throw new TenureError('input.invalid', message, { issues: [{ path: ['pipeline'], message }] })
}

function toStage(
  type: ObjectTypeDefinition,
  { values }: RecordView,
  { principal }: Asker,
  pipeline: PipelineDefinition,
  stage: StageDefinition,
): StageView {
  const after = { ...values, pipeline: pipeline.value, stage: stage.value }
  const refusal = refusalsOf(type, { before: values, after }, principal).find((each) => !canBeGiven(each))
  const { value, label, requires, asks } = stage
  return {
    ...{ value, label },
    ...(requires && { requires }),
    ...(asks && { asks }),
    ...(refusal && { refusal, reason: explainRefusal(type, after, refusal) }),
    ...(refusal && principal.superAdmin && { passes: true as const }),
  }
}
// A person is asked for what is missing.
function canBeGiven({ because }: MoveRefusal): boolean {
  return because === 'missing'
}
function closed({ label: type }: ObjectTypeDefinition, { value, label }: StageDefinition): StageView {
  return {
    value,
    label,
    refusal: { because: 'read-only' },
    reason: `You may not move this ${type.toLowerCase()}. An administrator can change that.`,
  }
}
