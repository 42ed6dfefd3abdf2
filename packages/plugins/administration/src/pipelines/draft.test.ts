import { expect, test } from 'vitest'
import { type DraftPipeline, faultsOf, fromPercent, newPipeline, newStage, toPercent, withStages } from './draft.js'

const stage = (value: string) => ({ ...newStage(), value, label: value })
const pipeline: DraftPipeline = {
  label: 'Sales',
  stages: [stage('a'), stage('b')],
  rules: { startsIn: ['a', 'b'], noSkipping: true, noGoingBack: false },
}

test('[SVC-4] [REV-4] a stage that is taken out is none to start in, and without any a record starts anywhere', () => {
  expect(withStages(pipeline, [stage('b')]).rules).toEqual({ startsIn: ['b'], noSkipping: true, noGoingBack: false })
  expect(withStages(pipeline, [stage('c')]).rules).toEqual({ noSkipping: true, noGoingBack: false })
})
test('[SVC-4] a new stage that is renamed stays one to start in', () => {
  const fresh = { ...newStage(), label: 'Demo' }
  const starting = { ...pipeline, stages: [fresh], rules: { ...pipeline.rules, startsIn: ['Demo'] } }
  expect(withStages(starting, [{ ...fresh, label: 'First demo' }]).rules.startsIn).toEqual(['First demo'])
})
test('[REV-2] a probability is written in per cent', () => {
  expect([fromPercent('29'), fromPercent('12,5'), fromPercent(''), fromPercent('101'), fromPercent('x')]).toEqual([
    0.29,
    0.125,
    undefined,
    undefined,
    undefined,
  ])
  expect([toPercent(0.29), toPercent(0.125), toPercent(undefined)]).toEqual(['29', '12.5', ''])
})
test('a pipeline and its stages have names', () => {
  expect(faultsOf([newPipeline('Sales', 'Open')])).toBe(0)
  expect(faultsOf([{ ...newPipeline(' ', 'Open'), stages: [newStage()] }])).toBe(2)
})
