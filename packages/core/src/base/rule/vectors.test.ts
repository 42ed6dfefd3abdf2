import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parseRule, readTime, writeTime } from '@tenure/core/zone'
import { expect, test } from 'vitest'
import { expandRule, withoutTimes } from './expand-rule.js'

const folder = process.env['TENURE_DATA'] ?? fileURLToPath(new URL('../../../../../../shared/data', import.meta.url))
const file = `${folder}/ical-recurrence/vectors.json`
const testWithVectors = existsSync(file) ? test : test.skip

interface Vector {
  readonly line: number
  readonly rrule: string
  readonly dtstart: string
  readonly startAt?: string
  readonly instances?: readonly string[]
  readonly peers?: Readonly<Record<string, unknown>>
}
const vectors = (): readonly Vector[] =>
  (JSON.parse(readFileSync(file, 'utf8')) as readonly Vector[]).filter(({ instances }) => instances !== undefined)
const isContested = ({ peers = {} }: Vector): boolean => !Object.values(peers).includes('same')

function timeOf(text: string) {
  const time = readTime(text)
  if (time === undefined) throw new Error(`${text} is no time.`)
  return time
}
function agrees({ rrule, dtstart, startAt = dtstart, instances = [] }: Vector): boolean {
  const [start, from] = [timeOf(dtstart), timeOf(startAt).at]
  const parsed = parseRule(rrule)
  const rule = start.kind === 'day' ? withoutTimes(parsed) : parsed
  const expected = instances.filter((each) => timeOf(each).at >= from)
  const found: string[] = []
  for (const at of expandRule(rule, start.at, { from, ...(rule.until && { until: rule.until.at }) }))
    if (found.push(writeTime({ at, kind: start.kind })) > expected.length) break
  return found.join() === expected.join()
}

testWithVectors('[SCH-3] all 126 uncontested rules of libical have exactly its instances', () => {
  const uncontested = vectors().filter((each) => !isContested(each))
  expect(uncontested).toHaveLength(126)
  expect(uncontested.filter((each) => !agrees(each)).map(({ line, rrule }) => `${line} ${rrule}`)).toEqual([])
})

// The three that differ count INTERVAL over years of the calendar, where libical counts years of weeks (ADR 75).
testWithVectors('[SCH-3] 16 of the 19 contested rules are read as libical does', () => {
  const contested = vectors().filter(isContested)
  expect(contested).toHaveLength(19)
  expect(contested.filter((each) => !agrees(each)).map(({ line }) => line)).toEqual([725, 730, 740])
})
