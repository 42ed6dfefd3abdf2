import { expect, test } from 'vitest'
import type { Expression } from '../../query/canonical.js'
import { compileExpression } from '../../query/evaluator.js'
import { toMatch } from './match.js'

const matchOf = (where: Expression) => toMatch(compileExpression('deal', where))
const hop = { edge: 'deal-company', forward: true, to: 'company' }

test('[LIVE-4] a condition on the record alone is tested on its values', () => {
  const match = matchOf({ atom: 0, test: 'is', property: 'stage', kind: 'enumeration', value: 'won' })
  expect([match({ id: 'd1', values: { stage: 'won' } }), match({ id: 'd1', values: { stage: 'lost' } })]).toEqual([true, false])
})

test('[LIVE-4] a condition that looks at links or history is refused where changes are followed one by one', () => {
  const beyond: readonly Expression[] = [
    { atom: 0, test: 'some', hop, where: { all: [] } },
    { atom: 0, test: 'changed', property: 'stage', kind: 'enumeration', since: 0 },
  ]
  const invariant = 'a condition that is followed change by change looks at the record alone'
  for (const where of beyond)
    expect(() => matchOf(where)({ id: 'd1', values: {} })).toThrow(
      expect.objectContaining({
        code: 'internal.invariant',
        message: `A live view broke a promise: ${invariant}.`,
        problem: expect.objectContaining({ details: { invariant } }),
      }),
    )
})
