import { expect, test } from 'vitest'
import type { PipelineDefinition } from '../../schema/definition.js'
import { fromPipeline, toPipelines } from './people-pipeline.js'

type Given = Parameters<typeof toPipelines>[0][number]
const stage = (label: string, more: Partial<Given['stages'][number]> = {}): Given['stages'][number] => ({
  ...{ label, outcome: 'open', requires: [], asks: [] },
  ...more,
})
const pipeline = (stages: Given['stages'], rules: Partial<Given['rules']> = {}, more: Partial<Given> = {}): Given => ({
  ...{ label: 'Onboarding', stages, rules: { noSkipping: false, noGoingBack: false, ...rules } },
  ...more,
})
const only = { users: ['anna'], teams: ['north'] }

test('a stage has the probability of its outcome, and says nothing of what it does not have', () => {
  const stages = [
    stage('Plain'),
    stage('Half', { probability: 0.5, requires: ['arr'], asks: ['reason'], only }),
    stage('Won', { outcome: 'won', probability: 0.5 }),
    stage('Lost', { outcome: 'lost' }),
  ]
  expect(toPipelines([pipeline(stages)])).toEqual([
    {
      value: 'onboarding',
      label: 'Onboarding',
      stages: [
        { value: 'plain', label: 'Plain', open: true },
        { value: 'half', label: 'Half', open: true, probability: 0.5, requires: ['arr'], asks: ['reason'], only },
        { value: 'won', label: 'Won', open: false, probability: 1 },
        { value: 'lost', label: 'Lost', open: false, probability: 0 },
      ],
    },
  ])
})

test('names that are there are kept, and new ones are unlike any of them, in every pipeline', () => {
  const given = [
    pipeline([stage('Renamed', { value: 'plain' }), stage('Plain')], {}, { value: 'onboarding2' }),
    pipeline([stage('Plain')]),
    pipeline([stage('Plain', { value: 'plain3' })]),
  ]
  const named = toPipelines(given).map(({ value, stages }) => [value, ...stages.map((each) => each.value)])
  expect(named).toEqual([
    ['onboarding2', 'plain', 'plain2'],
    ['onboarding', 'plain4'],
    ['onboarding3', 'plain3'],
  ])
})

test('where records start is meant by name, and by label for a stage that has no name yet', () => {
  const stages = [stage('New', { value: 'old' }), stage('old', { value: 'other' }), stage('Later')]
  const startsIn = (...names: string[]) => toPipelines([pipeline(stages, { startsIn: names })])[0]?.rules?.startsIn
  expect(startsIn('old', 'Later', 'New', 'missing')).toEqual(['old', 'later', 'old', 'missing'])
  expect(startsIn()).toEqual([])
})

test('rules that are not on are left out', () => {
  const rulesOf = (rules: Partial<Given['rules']>) => toPipelines([pipeline([stage('A')], rules)])[0]?.rules
  expect([rulesOf({}), rulesOf({ noSkipping: true }), rulesOf({ noGoingBack: true })]).toEqual([
    undefined,
    { noSkipping: true },
    { noGoingBack: true },
  ])
})

test('what people read of a pipeline is saved as it was', () => {
  const definition: PipelineDefinition = {
    value: 'sales',
    label: 'Sales',
    stages: [
      { value: 'new', label: 'New', open: true },
      { value: 'half', label: 'Half', open: true, probability: 0.5, requires: ['arr'], asks: ['reason'], only },
      { value: 'won', label: 'Won', open: false, probability: 1 },
      { value: 'lost', label: 'Lost', open: false, probability: 0 },
    ],
    rules: { startsIn: ['new'], noSkipping: true, noGoingBack: true },
  }
  const read = fromPipeline(definition)
  expect(read.stages.map(({ outcome, probability, only: who }) => [outcome, probability, who])).toEqual([
    ['open', undefined, undefined],
    ['open', 0.5, only],
    ['won', undefined, undefined],
    ['lost', undefined, undefined],
  ])
  expect(toPipelines([read])).toEqual([definition])
  const { rules: _, ...free } = definition
  expect(fromPipeline(free).rules).toEqual({ noSkipping: false, noGoingBack: false })
  expect(toPipelines([fromPipeline(free)])).toEqual([free])
})
