import { TenureError } from '@tenure/core'
import { expect, test } from 'vitest'
import { parseMapping } from './mapping.js'

const file = { file: 'a.csv', objectType: 'company', externalId: ['id'] }
/** What is wrong with a mapping, each with its place. */
function issues(more: object, rest: object = {}): readonly string[] {
  try {
    parseMapping({ source: 'x', files: [{ ...file, ...more }], ...rest })
    return []
  } catch (error) {
    if (!(error instanceof TenureError) || error.problem.code !== 'input.invalid') throw error
    return error.problem.details.issues.map(({ path, message }) => `${path.join('.')}: ${message}`)
  }
}
const unknown = 'YY-MM-DD: The part YY is not known. It may have YYYY MM M DD D HH H hh h mm ss SSS A Z.'
const twice = 'Two of these formats read the same text as different days. Keep only the one that is meant.'

test('[SDK-11] every format of a day or a time is checked, and each that is wrong is named beside two that contradict', () => {
  const at = (kind: string, format: unknown) => issues({ properties: { at: { kind, column: 'a', format, zone: 'UTC' } } })
  expect(at('datetime', 'YY-MM-DD')).toEqual([`files.0.properties.at.format: ${unknown}`])
  expect(at('datetime', ['M/D/YYYY', 'YY-MM-DD', 'D/M/YYYY'])).toEqual([
    `files.0.properties.at.format: ${unknown}`,
    `files.0.properties.at.format: ${twice}`,
  ])
  expect(at('datetime', ['M/D/YYYY', 'D.M.YYYY'])).toEqual([])
})

test('[SDK-16] since when a value holds is in its own zone, or in that of the mapping', () => {
  const since = { column: 'b', format: 'YYYY-MM-DD' }
  const properties = { name: { kind: 'string', column: 'a', since } }
  expect(issues({ properties }, { zone: 'UTC' })).toEqual([])
  expect(issues({ properties })).toEqual(['files.0.properties.name.since.zone: A time needs its `zone`, here or for the whole mapping.'])
  expect(issues({ properties }, { zone: 'Mars/Base' })).toEqual([
    'zone: There is no time zone Mars/Base.',
    'files.0.properties.name.since.zone: There is no time zone Mars/Base.',
  ])
})

test.each([
  ['stages', { A: 'won' }],
  ['other', 'won'],
  ['missing', 'won'],
])('[SDK-16] `%s` of a stage needs a column', (part, value) => {
  expect(issues({ stage: { pipeline: 'p', stage: 'won', [part]: value } })).toEqual([`files.0.stage.${part}: This needs a \`column\`.`])
  expect(issues({ stage: { pipeline: 'p', column: 's', [part]: value } })).toEqual([])
})

test('[SDK-11] a mapping that cannot be used says so, then each place and what is wrong there', () => {
  const properties = { name: { kind: 'string' }, arr: { kind: 'money', column: 'a' } }
  expect(() => parseMapping({ source: 'x', files: [{ ...file, properties }] })).toThrow(
    [
      'The mapping cannot be used.',
      '  files[0].properties.name: Either `column` or `text` is expected.',
      '  files[0].properties.arr.currency: Money needs a `currency`, a `currencyColumn` that says it, or `currencyInCell`.',
    ].join('\n'),
  )
  expect(() => parseMapping(5)).toThrow('The mapping cannot be used.\n  the whole file: ')
})
