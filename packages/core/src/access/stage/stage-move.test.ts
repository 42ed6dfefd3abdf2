import { expect, test } from 'vitest'
import type { ObjectTypeDefinition, PipelineDefinition } from '../../schema/definition.js'
import type { Values } from '../../schema/value.js'
import { explainRefusal, firstStage, isLost, pathOfRefusal, placeOf, refusalsOf } from './stage-move.js'

const stage = (value: string, more: object = {}) => ({ value, label: value.toUpperCase(), open: true, probability: 0.5, ...more })
const stages = [
  stage('a'),
  stage('b'),
  stage('c'),
  stage('won', { open: false, probability: 1 }),
  stage('lost', { open: false, probability: 0 }),
]
const pipeline = (value: string, more: object = {}): PipelineDefinition => ({ value, label: `The ${value}`, stages, ...more }) as never
const typeOf = (...pipelines: readonly PipelineDefinition[]): ObjectTypeDefinition =>
  ({ label: 'Deal', plural: 'Deals', pipelines, properties: [{ name: 'amount', label: 'Amount', kind: 'money' }] }) as never
const at = (pipelineName: string, stageName: string, more: Values = {}): Values => ({ pipeline: pipelineName, stage: stageName, ...more })
const anna = { user: 'anna', teams: ['west'] }
const refused = (type: ObjectTypeDefinition, before: Values | undefined, after: Values, who = anna) =>
  refusalsOf(type, { before, after }, who)

test('[SVC-4] [REV-4] a record is in the stage that its values name, if the pipeline has it', () => {
  const type = typeOf(pipeline('sales'), pipeline('renewals', { stages: stages.slice(1) }))
  expect(placeOf(type, at('renewals', 'c'))).toMatchObject({ pipeline: { value: 'renewals' }, stage: { value: 'c' }, index: 1 })
  expect([placeOf(type, at('renewals', 'a')), placeOf(type, at('none', 'a')), placeOf({}, at('sales', 'a'))]).toEqual([
    ...[undefined, undefined, undefined],
  ])
})

test('[SVC-4] [REV-4] without rules every move is allowed, and one that goes nowhere always is', () => {
  const free = typeOf(pipeline('sales'), pipeline('renewals'))
  for (const [before, after] of [
    [at('sales', 'a'), at('sales', 'won')],
    [at('sales', 'c'), at('sales', 'a')],
    [undefined, at('sales', 'c')],
    [at('sales', 'a'), at('renewals', 'c')],
    [at('sales', 'a'), at('sales', 'none')],
  ])
    expect(refused(free, before, after as Values)).toEqual([])
  const strict = typeOf(pipeline('sales', { stages: [stage('a', { only: { users: [], teams: [] }, requires: ['amount'] })] }))
  expect(refused(strict, at('sales', 'a'), at('sales', 'a'))).toEqual([])
})

test('[SVC-4] [REV-4] entering a pipeline is a start, for a new record and for one that comes from another pipeline', () => {
  const type = typeOf(pipeline('sales', { rules: { startsIn: ['a', 'b'] } }), pipeline('renewals'))
  const wrong = [{ because: 'start', stages: ['a', 'b'] }]
  expect(refused(type, undefined, at('sales', 'c'))).toEqual(wrong)
  expect(refused(type, at('renewals', 'c'), at('sales', 'c'))).toEqual(wrong)
  expect(refused(type, at('none', 'c'), at('sales', 'c'))).toEqual(wrong)
  expect([refused(type, undefined, at('sales', 'b')), refused(type, at('sales', 'a'), at('sales', 'c'))]).toEqual([[], []])
})

test('[SVC-4] [REV-4] no stage is skipped on the way forward, but to the one of what is lost; the next one is named', () => {
  const type = typeOf(pipeline('sales', { rules: { noSkipping: true } }))
  expect(refused(type, at('sales', 'a'), at('sales', 'c'))).toEqual([{ because: 'skipping', stages: ['b'] }])
  expect(refused(type, at('sales', 'b'), at('sales', 'won'))).toEqual([{ because: 'skipping', stages: ['c'] }])
  for (const [from, to] of [
    ['a', 'b'],
    ['a', 'lost'],
    ['c', 'a'],
  ] as const)
    expect([from, to, refused(type, at('sales', from), at('sales', to))]).toEqual([from, to, []])
})

test('[SVC-4] [REV-4] no record goes back where the pipeline says so', () => {
  const type = typeOf(pipeline('sales', { rules: { noGoingBack: true } }))
  expect(refused(type, at('sales', 'b'), at('sales', 'a'))).toEqual([{ because: 'going-back' }])
  expect(refused(type, at('sales', 'a'), at('sales', 'c'))).toEqual([])
})

test('[SVC-4] [REV-4] a stage may be for some users and teams alone, and need values; all that is wrong is said in the order of mending', () => {
  const only = { users: ['ben'], teams: ['east', 'west'] }
  const last = stage('won', { only, requires: ['amount', 'name'] })
  const type = typeOf(pipeline('sales', { rules: { noSkipping: true }, stages: [stage('a'), stage('b'), last] }))
  const east = { user: 'x', teams: ['north'] }
  expect(refused(type, at('sales', 'a'), at('sales', 'won', { amount: null }), east)).toEqual([
    { because: 'skipping', stages: ['b'] },
    { because: 'people' },
    { because: 'missing', properties: ['amount', 'name'] },
  ])
  const full = at('sales', 'won', { amount: 0, name: '' })
  expect(refused(type, at('sales', 'b'), full, anna)).toEqual([])
  expect(refused(type, at('sales', 'b'), full, { user: 'ben', teams: [] })).toEqual([])
  expect(refused(type, at('sales', 'b'), { ...full, name: null }, anna)).toEqual([{ because: 'missing', properties: ['name'] }])
})

test('[SVC-4] [REV-4] lost is what is closed and has no chance left', () => {
  expect([
    isLost({ open: false, probability: 0 }),
    isLost({ open: true, probability: 0 }),
    isLost({ open: false, probability: 1 }),
    isLost({ open: false } as never),
  ]).toEqual([true, false, false, false])
})

test('[SVC-4] [REV-4] a new record begins in the first stage in which one may begin', () => {
  expect(firstStage(pipeline('sales'))?.value).toBe('a')
  expect(firstStage(pipeline('sales', { rules: { startsIn: ['c', 'b'] } }))?.value).toBe('b')
  expect(firstStage(pipeline('sales', { rules: { startsIn: ['gone'] } }))?.value).toBe('a')
  expect(firstStage(pipeline('sales', { rules: {} }))?.value).toBe('a')
  expect(firstStage(pipeline('sales', { stages: [] }))).toBeUndefined()
})

test('[SVC-4] [REV-4] a refusal is a sentence with the names that people know, about the property to mend', () => {
  const type = typeOf(pipeline('sales'))
  const said = (refusal: never) => [explainRefusal(type, at('sales', 'c'), refusal), pathOfRefusal(refusal)]
  expect(said({ because: 'start', stages: ['a', 'gone'] } as never)).toEqual(['In The sales a deal starts in A, gone, not in C.', 'stage'])
  expect(said({ because: 'skipping', stages: ['b'] } as never)).toEqual(['In The sales no stage is skipped. The next one is B.', 'stage'])
  expect(said({ because: 'going-back' } as never)).toEqual(['In The sales no deal goes back to an earlier stage.', 'stage'])
  expect(said({ because: 'people' } as never)).toEqual(['Only some users and teams move a deal to C. You are not one of them.', 'stage'])
  expect(said({ because: 'missing', properties: ['amount', 'x'] } as never)).toEqual(['C needs Amount, x.', 'amount'])
  expect(pathOfRefusal({ because: 'missing', properties: [] })).toBe('stage')
})
