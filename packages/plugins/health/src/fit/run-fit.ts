import type { AnyRecords } from '@tenure/core/plugin'
import {
  type CompiledProfile,
  type CriterionKinds,
  compileProfile,
  measure,
  type ReadNeeds,
  type ScoreProfile,
  toPoints,
} from '@tenure/core/score'
import { createSlices, inSlices, type Slices } from '@tenure/core/slices'
import { firstValueFrom } from 'rxjs'
import type { z } from 'zod'
import { landmarksOf, observationsOf, type Sight } from '../backtest/observe.js'
import { needsOf } from '../backtest/question-needs.js'
import { demandFew, readTimelines } from '../replay/read-timelines.js'
import type { RunProgress } from '../replay/run-watched.js'
import { schemaOf } from '../replay/schema-of.js'
import { aucDifference, aucOf } from '../statistics/auc.js'
import { foldsOf } from '../statistics/folds.js'
import type { Feature } from './bins.js'
import { candidatesOf } from './candidates.js'
import type { fitContract } from './contract.js'
import { draftOf, profileOfAll, type Schema } from './draft-of.js'
import { type FittedCriterion, fitPoints } from './fit-points.js'
import { addLesson, createLessons, featuresOf, type Lessons } from './learn.js'
import type { FitReport } from './report.js'
import { proposeThresholds } from './thresholds.js'

/** What a fit works with. */
export interface FitOf extends RunProgress {
  readonly records: AnyRecords
  readonly asked: z.output<NonNullable<typeof fitContract.input>>
  /** Kinds of criteria of plugins, for the profile that it is compared with. */
  readonly kinds: CriterionKinds
}

const foldCount = 5
const mostLessons = 100_000
const noThresholds = { neutral: 40, healthy: 70 } as const

/**
 * Fits a profile to history (HS-12): whole points by a regression, and its quality on customers that were no part of it, beside that of the profile that
 * it is compared with. Errors: `input.invalid`, `input.too-large`.
 */
export async function runFit(of: FitOf): Promise<FitReport> {
  const { asked } = of
  const schema = schemaOf(await firstValueFrom(of.records.watchTypes()))
  const slices = createSlices(of.signal)
  const known = await learn(of, schema, slices)
  const places = known.lessons.churned.map((_, at) => at)
  const scores = await outOfFold(known, asked.seed, slices)
  const { lessons, features } = known
  const thresholds = await inSlices(proposeThresholds(scores, lessons.churned), slices)
  const fitted = await inSlices(fitPoints(features, { churned: lessons.churned, places }), slices)
  const judged = { scores, churned: lessons.churned, customers: lessons.customers }
  return {
    draft: fitted.length === 0 ? null : known.toDraft(fitted, thresholds),
    ...{ observations: places.length, customers: new Set(lessons.customers).size, churned: lessons.churned.filter(Boolean).length },
    ...{ auc: (await inSlices(aucOf(judged), slices)) ?? null, folds: foldCount, seed: asked.seed },
    against: known.against === undefined ? null : await compare(judged, known, slices),
  }
}

interface Known {
  readonly schema: Schema
  readonly lessons: Lessons
  readonly features: readonly Feature[]
  readonly against: CompiledProfile | undefined
  toDraft(fitted: readonly FittedCriterion[], thresholds: { readonly neutral: number; readonly healthy: number }): ScoreProfile
}
async function learn({ records, asked, kinds, now, signal, onProgress }: FitOf, schema: Schema, slices: Slices): Promise<Known> {
  const { objectType, name } = asked
  const segments = asked.against?.segments ?? []
  const candidates = candidatesOf(schema, objectType, withoutOutcome(asked))
  const all = compileProfile(profileOfAll({ objectType, segments, candidates }), { schema })
  const against = asked.against === null ? undefined : compileProfile(asked.against, { schema, kinds })
  const { needs, happenedAt } = needsOf(schema, objectType, asked, both(all.needs, against?.needs))
  const sight: Sight = { question: asked, horizonDays: asked.horizonDays, now, happenedAt }
  const lessons = createLessons(candidates)
  let [customer, total] = [0, 0]
  const onTotal = (found: number): void => {
    total = found
    demandFew(found * Math.max(1, landmarksOf(sight).length), mostLessons)
  }
  for await (const timelines of readTimelines(records, { type: objectType, needs, signal, onTotal }))
    for (const timeline of timelines) {
      for (const seen of observationsOf(timeline, sight)) addLesson(lessons, all, candidates, { timeline, customer, ...seen })
      customer += 1
      onProgress(customer, Math.max(customer, total))
      await slices.next()
    }
  demandFew(lessons.churned.length, mostLessons)
  return {
    ...{ schema, lessons, against, features: featuresOf(lessons, candidates) },
    toDraft: (fitted, thresholds) => draftOf({ name, objectType, segments, candidates, fitted, thresholds }),
  }
}
// The outcome must not foretell itself.
function withoutOutcome({ outcome, without }: FitOf['asked']): readonly string[] {
  if (outcome.of === 'activity') return without
  return [...without, outcome.property, ...(outcome.date === undefined ? [] : [outcome.date])]
}
function both(a: ReadNeeds, b: ReadNeeds | undefined): ReadNeeds {
  if (b === undefined) return a
  const links = new Map([...a.links].map(([name, names]) => [name, new Set(names)]))
  for (const [name, names] of b.links) links.set(name, new Set([...(links.get(name) ?? []), ...names]))
  return { properties: new Set([...a.properties, ...b.properties]), links }
}

/** The score of each by a profile that was fitted without its fold, and worked out by the engine that keeps scores. */
async function outOfFold({ schema, lessons, features, toDraft }: Known, seed: number, slices: Slices): Promise<readonly number[]> {
  const { churned, customers } = lessons
  const folds = foldsOf({ churned, customers, folds: foldCount, seed })
  const scores = churned.map(() => 0)
  for (let fold = 0; fold < foldCount; fold += 1) {
    const places = churned.flatMap((_, at) => (folds[at] === fold ? [] : [at]))
    const fitted = await inSlices(fitPoints(features, { churned, places }), slices)
    if (fitted.length === 0) continue
    const profile = compileProfile(toDraft(fitted, noThresholds), { schema })
    for (const [at, own] of folds.entries()) {
      if (own !== fold) continue
      scores[at] = pointsOf(profile, lessons, at)
      await slices.next()
    }
  }
  return scores
}
function pointsOf(profile: CompiledProfile, { facts, at }: Lessons, place: number): number {
  const measured = measure(profile, facts[place] as Lessons['facts'][number], at[place] as number)
  return measured === undefined ? 0 : toPoints(measured.total)
}

type Judged = Parameters<typeof aucOf>[0]
async function compare(judged: Judged, { against, lessons }: Known, slices: Slices): Promise<FitReport['against']> {
  if (against === undefined) return null
  const scores: number[] = []
  for (const place of lessons.churned.keys()) {
    scores.push(pointsOf(against, lessons, place))
    await slices.next()
  }
  return {
    name: against.profile.name,
    auc: (await inSlices(aucOf({ ...judged, scores }), slices)) ?? null,
    difference: (await inSlices(aucDifference(judged, scores), slices)) ?? null,
  }
}
