import { expect, test } from 'vitest'
import type { ReportedLine } from '../import-run.js'
import { LineCauses, splitReason } from './line-causes.js'

const line = (reason: string, more: Partial<ReportedLine> = {}): ReportedLine => ({
  ...{ result: 'rejected', type: 'deal', file: 'a.csv', line: 2, column: 'Value', reason },
  ...more,
})

test('[SDK-16] the value is taken out of a reason, whatever is in it', () => {
  expect(splitReason('"a \\"b\\"" is no number')).toEqual({ cause: 'is no number', value: 'a "b"' })
  expect(splitReason('the cell "x"  is wrong')).toEqual({ cause: 'the cell is wrong', value: 'x' })
  expect(splitReason('There is no company with the key Bex & Co.')).toEqual({
    cause: 'There is no company of that key.',
    value: 'Bex & Co',
  })
  expect(splitReason('the key is missing')).toEqual({ cause: 'the key is missing' })
})

test('[SDK-16] lines are gathered by file, column, cause and result, the most frequent first, each value once', () => {
  const causes = new LineCauses()
  causes.add(line('the key is missing'))
  for (const value of ['a', 'b', 'a']) causes.add(line(`"${value}" is no number`))
  for (const more of [{ file: 'b.csv' }, { column: 'Sum' }, { result: 'kept' as const }]) causes.add(line('the key is missing', more))
  causes.add(line('the key is missing'))
  const { column: _, ...unread } = line('Lines 3 to 4 were not read.', { result: 'unread' })
  causes.add(unread)
  const missing = { file: 'a.csv', column: 'Value', cause: 'the key is missing', count: 1, rejects: true, values: [] }
  expect(causes.causes).toStrictEqual([
    { ...missing, cause: 'is no number', count: 3, values: ['a', 'b'] },
    { ...missing, count: 2 },
    { ...missing, file: 'b.csv' },
    { ...missing, column: 'Sum' },
    { ...missing, rejects: false },
    { file: 'a.csv', cause: 'Lines 3 to 4 were not read.', count: 1, rejects: true, values: [] },
  ])
})

test('[SDK-16] a hundred causes and five hundred values of one are kept; all lines are counted', () => {
  const causes = new LineCauses()
  for (let at = 0; at < 501; at += 1) causes.add(line(`"${at}" is no number`))
  for (let at = 0; at < 100; at += 1) causes.add(line(`cause ${at}`))
  expect([causes.causes.length, causes.causes[0]?.count, causes.causes[0]?.values.length]).toEqual([100, 501, 500])
})
