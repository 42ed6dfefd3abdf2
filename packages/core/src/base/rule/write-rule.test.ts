import { expect, test } from 'vitest'
import { parseRule } from './parse-rule.js'
import { writeRule } from './write-rule.js'

test.each([
  'FREQ=DAILY',
  'FREQ=WEEKLY;INTERVAL=2;COUNT=5;BYDAY=MO,FR;WKST=SU',
  'FREQ=MONTHLY;UNTIL=20261231;BYMONTHDAY=-1,15',
  'FREQ=MONTHLY;BYDAY=3MO,-1FR;BYSETPOS=-1',
  'FREQ=YEARLY;BYMONTH=1,12;BYDAY=SU,TU,WE,TH,SA',
  'FREQ=YEARLY;BYWEEKNO=1,53;BYDAY=MO;WKST=SA',
  'FREQ=YEARLY;BYYEARDAY=-1,1;BYHOUR=8;BYMINUTE=30;BYSECOND=15',
])('[SCH-3] a rule is written in the order of its parts, without what is the default: %s', (text) => {
  expect(writeRule(parseRule(text))).toBe(text)
})

test('[SCH-3] an interval of one and a week from Monday are not written', () => {
  expect(writeRule(parseRule('WKST=MO;INTERVAL=1;FREQ=WEEKLY'))).toBe('FREQ=WEEKLY')
})
