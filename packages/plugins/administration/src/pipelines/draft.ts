import type { pipelinesContract } from '@tenure/core/administration'
import type { z } from 'zod'

/** The pipelines of one object type, as the core answers them. */
export type ShownPipelines = z.output<typeof pipelinesContract.output>[number]
/** One pipeline of a draft. */
export type DraftPipeline = ShownPipelines['pipelines'][number]
/** One stage of it. */
export type DraftStage = DraftPipeline['stages'][number]

/** What a stage may ask for, and who may be allowed to move records into it. */
export interface Offered {
  readonly properties: readonly { readonly value: string; readonly label: string }[]
  readonly users: readonly { readonly value: string; readonly label: string }[]
  readonly teams: readonly { readonly value: string; readonly label: string }[]
}

/** A stage that nobody has named yet. */
export function newStage(): DraftStage {
  return { label: '', outcome: 'open', requires: [], asks: [] }
}
/** A pipeline with one stage. */
export function newPipeline(label: string, stage: string): DraftPipeline {
  return { label, stages: [{ ...newStage(), label: stage }], rules: { noSkipping: false, noGoingBack: false } }
}
/** What a stage is called in rules: its name, or its label until it has one. */
export function keyOf({ value, label }: DraftStage): string {
  return value ?? label
}
/** The pipeline with other stages; a stage that is gone is none to start in, and a new label goes with it. */
export function withStages(pipeline: DraftPipeline, stages: readonly DraftStage[]): DraftPipeline {
  const { startsIn, ...rules } = pipeline.rules
  const renamed = new Map(pipeline.stages.map((stage, at) => [keyOf(stage), stages[at] === undefined ? '' : keyOf(stages[at])]))
  const isSameLength = stages.length === pipeline.stages.length
  const kept = (startsIn ?? [])
    .map((start) => (isSameLength ? (renamed.get(start) ?? start) : start))
    .filter((start) => stages.some((stage) => keyOf(stage) === start))
  return { ...pipeline, stages: [...stages], rules: { ...rules, ...(kept.length > 0 && { startsIn: kept }) } }
}
/** What is not filled in. */
export function faultsOf(pipelines: readonly DraftPipeline[]): number {
  const labels = pipelines.flatMap((pipeline) => [pipeline.label, ...pipeline.stages.map(({ label }) => label)])
  return labels.filter((label) => label.trim() === '').length
}
/** A probability as a person writes it, in per cent; `undefined` of what is none. */
export function fromPercent(text: string): number | undefined {
  const percent = Number(text.replace(',', '.'))
  if (text.trim() === '' || !Number.isFinite(percent) || percent < 0 || percent > 100) return undefined
  return Math.round(percent * 1_000) / 100_000
}
/** The same the other way round. */
export function toPercent(probability: number | undefined): string {
  return probability === undefined ? '' : String(Math.round(probability * 100_000) / 1_000)
}
