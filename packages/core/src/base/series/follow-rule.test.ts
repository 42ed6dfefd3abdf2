import { expect, test } from 'vitest'
import { parseRule } from '../rule/parse-rule.js'
import { writeRule } from '../rule/write-rule.js'
import { following } from './follow-rule.js'

const chain = (rule: string, from: string, zone: string, most = 4): readonly string[] => {
  const found: string[] = []
  let at = Date.parse(from)
  let left = parseRule(rule)
  while (found.length < most) {
    const next = following(left, at, zone)
    if (next === undefined) break
    ;({ at, rule: left } = next)
    found.push(new Date(at).toISOString().slice(0, 16))
  }
  return found
}

test('[TSK-5] what repeats comes at the same wall time on both sides of a change of the clocks', () => {
  expect(chain('FREQ=DAILY', '2026-03-27T08:00:00Z', 'Europe/Berlin')).toEqual([
    '2026-03-28T08:00',
    '2026-03-29T07:00',
    '2026-03-30T07:00',
    '2026-03-31T07:00',
  ])
  expect(chain('FREQ=WEEKLY;BYDAY=MO', '2026-10-19T23:30:00Z', 'America/New_York', 2)).toEqual(['2026-10-26T23:30', '2026-11-03T00:30'])
})

test('[TSK-5] a time that the clocks leave out is moved once, and the times after it are as before', () => {
  expect(chain('FREQ=DAILY', '2026-03-28T01:30:00Z', 'Europe/Berlin', 3)).toEqual([
    '2026-03-29T01:30',
    '2026-03-30T00:30',
    '2026-03-31T00:30',
  ])
  const moved = following(parseRule('FREQ=DAILY;COUNT=9'), Date.parse('2026-03-28T01:30:00Z'), 'Europe/Berlin')
  expect(moved && writeRule(moved.rule)).toBe('FREQ=DAILY;COUNT=8;BYHOUR=2;BYMINUTE=30')
})

test('[TSK-5] a rule that counts has one time less each time, and ends; so does one with a last day', () => {
  expect(chain('FREQ=WEEKLY;COUNT=3', '2026-11-16T17:00:00Z', 'Europe/Lisbon', 9)).toEqual(['2026-11-23T17:00', '2026-11-30T17:00'])
  expect(chain('FREQ=WEEKLY;UNTIL=20261125', '2026-11-16T17:00:00Z', 'Europe/Lisbon', 9)).toEqual(['2026-11-23T17:00'])
  expect(chain('FREQ=MONTHLY;BYDAY=3MO;COUNT=2', '2026-11-18T17:00:00Z', 'Europe/Lisbon', 9)).toEqual(['2026-12-21T17:00'])
})

test('[TSK-5] every other week stays every other week from one to the next', () => {
  expect(chain('FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH', '2026-11-16T09:00:00Z', 'UTC')).toEqual([
    '2026-11-19T09:00',
    '2026-11-30T09:00',
    '2026-12-03T09:00',
    '2026-12-14T09:00',
  ])
})
