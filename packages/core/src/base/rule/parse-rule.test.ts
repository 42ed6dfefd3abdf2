import { expect, test } from 'vitest'
import { isTenureError } from '../../errors/tenure-error.js'
import { parseRule, validateRule } from './parse-rule.js'

test.each([
  ['INTERVAL=2', 'FREQ', 'FREQ is missing'],
  ['FREQ=FORTNIGHTLY', 'FREQ', 'it is FORTNIGHTLY'],
  ['FREQ=DAILY;INTERVAL=0', 'INTERVAL', 'from 1 to 10000'],
  ['FREQ=DAILY;COUNT=100001', 'COUNT', 'from 1 to 100000'],
  ['FREQ=DAILY;COUNT=2;UNTIL=20270101', 'UNTIL', 'not by both'],
  ['FREQ=DAILY;UNTIL=20270230', 'UNTIL', '20261231T170000Z'],
  ['FREQ=MONTHLY;BYMONTHDAY=0', 'BYMONTHDAY', '1 to 31 and -31 to -1'],
  ['FREQ=WEEKLY;BYDAY=MONDAY', 'BYDAY', '3MO for the third'],
  ['FREQ=WEEKLY;BYDAY=3MO', 'BYDAY', 'only with FREQ=MONTHLY'],
  ['FREQ=MONTHLY;BYWEEKNO=3', 'BYWEEKNO', 'needs FREQ=YEARLY'],
  ['FREQ=MONTHLY;BYSETPOS=1', 'BYSETPOS', 'there is none'],
  ['FREQ=DAILY;FREQ=WEEKLY', 'FREQ', 'there twice'],
  ['FREQ=DAILY;__PROTO__=1', '', 'A rule has no part'],
  ['FREQ=DAILY;BYEASTER=1', 'BYEASTER', 'no part BYEASTER=1'],
  [`FREQ=DAILY;BYHOUR=${'1,'.repeat(3000)}1`, undefined, 'at most 4000 characters'],
])('[SCH-3] the rule %s is refused by the part that is wrong', (rule, part, said) => {
  const [issue, ...more] = validateRule(rule)
  expect(issue?.path).toEqual(part === undefined ? [] : [part])
  expect(issue?.message).toContain(said)
  expect(more).toEqual([])
})

test('[SCH-3] a refusal names everything that is wrong at once', () => {
  try {
    parseRule('FREQ=NEVER;COUNT=x;BYMONTH=13')
    expect.unreachable()
  } catch (error) {
    expect(isTenureError(error) && error.problem).toMatchObject({ code: 'input.invalid', details: { issues: [{}, {}, {}] } })
  }
})

test('[SCH-3] values come in any order and case, twice, and with a semicolon at the end', () => {
  expect(parseRule('freq=monthly;bymonthday=15,-1,1,15;wkst=su;')).toMatchObject({
    frequency: 'monthly',
    monthDays: [-1, 1, 15],
    weekStart: 0,
  })
  expect(parseRule('FREQ=MONTHLY;BYDAY=-1FR,+2MO,2MO').weekdays).toEqual([
    { weekday: 5, nth: -1 },
    { weekday: 1, nth: 2 },
  ])
})
