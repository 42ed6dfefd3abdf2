import { test } from 'vitest'
import { limitsOf } from '../test-limits.js'
import { savePipelinesContract } from './pipelines-contract.js'

const stage = { label: 'New', outcome: 'open', requires: [], asks: [] }
const pipeline = { label: 'Sales', stages: [stage], rules: { noSkipping: false, noGoingBack: true } }
const limits = limitsOf(savePipelinesContract, { type: 'deal', version: '1', pipelines: [pipeline] })
const at = ['pipelines', 0] as const

test('[REV-4] an object type has one to twenty pipelines, each with one to fifty stages', () => {
  limits.list(['pipelines'], 1, 20, () => pipeline)
  limits.list([...at, 'stages'], 1, 50, () => stage)
  limits.text(['type'], 1, 63)
  limits.text([...at, 'value'], 1, 63)
  limits.text([...at, 'label'], 1, 100)
  limits.values([...at, 'label'], [' Sales '], ['   '])
  limits.list([...at, 'rules', 'startsIn'], 1, 50)
  limits.values([...at, 'rules', 'startsIn'], [['x'.repeat(100)], undefined], [['x'.repeat(101)], ['']])
  for (const name of ['noSkipping', 'noGoingBack']) limits.values([...at, 'rules', name], [true, false], [undefined])
})

test('[REV-4] a stage has an outcome and a probability, asks for up to twenty properties, and may be kept for some', () => {
  const of = (...names: readonly string[]) => [...at, 'stages', 0, ...names]
  limits.values(of('outcome'), ['open', 'won', 'lost'], ['closed'])
  limits.values(of('probability'), [0, 0.5, 1, undefined], [-0.1, 1.1])
  for (const name of ['requires', 'asks']) {
    limits.list(of(name), 0, 20)
    limits.values(of(name), [['x'.repeat(63)]], [['x'.repeat(64)], [''], undefined])
  }
  limits.values(of('only'), [{ users: ['anna'], teams: [] }, undefined], [{ users: [] }, { users: [''], teams: [] }])
})
