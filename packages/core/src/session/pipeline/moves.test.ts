import { expect, test } from 'vitest'
import { type Asker, mainWorkspace } from '../../access/asker.js'
import { systemPrincipal } from '../../access/principal.js'
import type { RecordView } from '../../contract/any-records.js'
import type { ObjectTypeDefinition } from '../../schema/definition.js'
import { movesOf } from './moves.js'

const stages = [
  { value: 'a', label: 'A', open: true, probability: 0.1 },
  { value: 'b', label: 'B', open: true, probability: 0.5, requires: ['amount'], asks: ['note'] },
  { value: 'c', label: 'C', open: true, probability: 0.7 },
]
const pipelines = [
  { value: 'sales', label: 'Sales', stages, rules: { noSkipping: true } },
  { value: 'renewals', label: 'Renewals', stages: [{ value: 'a', label: 'Due', open: true, probability: 0 }] },
]
const type = {
  name: 'deal',
  label: 'Deal',
  plural: 'Deals',
  pipelines,
  properties: [],
  associations: [],
  ownership: [],
} as unknown as ObjectTypeDefinition
const askerOf = (more: object = {}): Asker => ({
  principal: { ...systemPrincipal, user: 'anna', superAdmin: false, system: false, ...more },
  ...{ workspace: mainWorkspace, roles: new Map() },
})
const recordOf = (values: object, edit = true): RecordView => ({ values, may: { edit, delete: true } }) as never
const inA = recordOf({ pipeline: 'sales', stage: 'a' })
const closed = { refusal: { because: 'read-only' }, reason: 'You may not move this deal. An administrator can change that.' }

test('[SVC-3] [SVC-4] every stage says what it asks for and why a record may not go there; what is missing can be given', () => {
  const reason = 'In Sales no stage is skipped. The next one is B.'
  const skips = { refusal: { because: 'skipping', stages: ['b'] }, reason }
  expect(movesOf(type, inA, askerOf())).toEqual({
    stage: 'a',
    stages: [
      { value: 'a', label: 'A' },
      { value: 'b', label: 'B', requires: ['amount'], asks: ['note'] },
      { value: 'c', label: 'C', ...skips },
    ],
  })
  expect(movesOf(type, inA, askerOf({ superAdmin: true })).stages.at(2)).toEqual({ value: 'c', label: 'C', ...skips, passes: true })
})

test('[SVC-4] a record moves nowhere where its user may not edit it, or stage and pipeline are not both open', () => {
  const all = (asker: Asker, record = inA) => movesOf(type, record, asker).stages
  const none = stages.map(({ value, label }) => ({ value, label, ...closed }))
  expect(all(askerOf(), recordOf({ pipeline: 'sales', stage: 'a' }, false))).toEqual(none)
  for (const hidden of ['deal.stage', 'deal.pipeline'])
    expect([all(askerOf({ hidden: new Set([hidden]) })), all(askerOf({ readOnly: new Set([hidden]) }))]).toEqual([none, none])
})

test('[SVC-2] [REV-2] the pipeline is the one that is asked for, that of the record, or the first', () => {
  const of = (record: RecordView, wanted?: string) => {
    const { stage, stages: shown } = movesOf(type, record, askerOf(), wanted)
    return [stage, shown.map(({ label }) => label)]
  }
  expect(of(inA, 'renewals')).toEqual([null, ['Due']])
  expect(of(recordOf({ pipeline: 'renewals', stage: 'a' }))).toEqual(['a', ['Due']])
  expect(of(recordOf({ pipeline: 'gone', stage: 'a' }))).toEqual([null, ['A', 'B', 'C']])
  expect(of(recordOf({ pipeline: 'sales', stage: null }))).toEqual([null, ['A', 'B', 'C']])
})

test('[SVC-2] [REV-2] a pipeline that the type has not is refused with those that it has', () => {
  const refusal = (of: object, wanted?: string) => {
    try {
      return movesOf({ ...type, ...of }, inA, askerOf(), wanted)
    } catch (error) {
      return (error as { problem: unknown }).problem
    }
  }
  const message = 'Deal has no pipeline other. It takes sales, renewals.'
  expect(refusal({}, 'other')).toEqual({ code: 'input.invalid', message, details: { issues: [{ path: ['pipeline'], message }] } })
  expect(refusal({ pipelines: undefined })).toMatchObject({ message: 'Deal has no pipeline sales. It has none.' })
})
