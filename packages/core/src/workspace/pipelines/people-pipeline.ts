import type { z } from 'zod'
import type { savePipelinesContract } from '../../contract/stage/pipelines-contract.js'
import type { PipelineDefinition, StageDefinition } from '../../schema/definition.js'
import { namesFor } from '../objects/own-name.js'

type Given = z.output<NonNullable<typeof savePipelinesContract.input>>['pipelines'][number]
type GivenStage = Given['stages'][number]

/** Pipelines as people write them, with names for what is new. */
export function toPipelines(given: readonly Given[]): readonly PipelineDefinition[] {
  const pipelineName = namesFor(given.flatMap(({ value }) => value ?? []))
  const stageName = namesFor(given.flatMap(({ stages }) => stages.flatMap(({ value }) => value ?? [])))
  return given.map(({ value, label, stages, rules }) => {
    const named = stages.map((stage) => toStage(stage, stage.value ?? stageName(stage.label)))
    // A new stage has no name yet, so it is meant by its label.
    const toValue = (start: string): string =>
      named.find((stage) => stage.value === start)?.value ?? named.find((stage) => stage.label === start)?.value ?? start
    const own = {
      ...(rules.startsIn && { startsIn: rules.startsIn.map(toValue) }),
      ...(rules.noSkipping && { noSkipping: true as const }),
      ...(rules.noGoingBack && { noGoingBack: true as const }),
    }
    return { value: value ?? pipelineName(label), label, stages: named, ...(Object.keys(own).length > 0 && { rules: own }) }
  })
}
function toStage({ label, outcome, probability, requires, asks, only }: GivenStage, value: string): StageDefinition {
  const expected = outcome === 'open' ? probability : outcome === 'won' ? 1 : 0
  return {
    value,
    label,
    open: outcome === 'open',
    ...(expected !== undefined && { probability: expected }),
    ...(requires.length > 0 && { requires }),
    ...(asks.length > 0 && { asks }),
    ...(only && { only }),
  }
}

/** A pipeline as people read it. */
export function fromPipeline({ value, label, stages, rules }: PipelineDefinition): Given {
  return {
    value,
    label,
    stages: stages.map(fromStage),
    rules: {
      ...(rules?.startsIn && { startsIn: [...rules.startsIn] }),
      noSkipping: rules?.noSkipping === true,
      noGoingBack: rules?.noGoingBack === true,
    },
  }
}
function fromStage({ value, label, open, probability, requires = [], asks = [], only }: StageDefinition): GivenStage {
  return {
    value,
    label,
    outcome: open ? 'open' : probability === 0 ? 'lost' : 'won',
    ...(open && probability !== undefined && { probability }),
    requires: [...requires],
    asks: [...asks],
    ...(only && { only: { users: [...only.users], teams: [...only.teams] } }),
  }
}
