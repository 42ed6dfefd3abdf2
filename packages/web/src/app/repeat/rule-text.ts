import { following, parseRule, ruleWords, validateRule } from '@tenure/calendar'
import { toWallTime } from '@tenure/core/zone'
import { spokenRule } from '../format/spoken-rule.js'

/** When the first of something that repeats is, in the user's zone. */
export interface RuleStart {
  readonly at: number
  readonly timeZone: string
}

/** A rule in words: “every month on the third Monday”, and with a start also at which time. A text that is no rule is as it is. */
export function ruleText(rule: string, locale: string, start?: RuleStart): string {
  if (validateRule(rule).length > 0) return rule
  // People read no seconds.
  return ruleWords(parseRule(rule), { locale, ...(start && { start: toWallTime(start.at - (start.at % 60_000), start.timeZone) }) })
}

/** The next times of a rule after its start. */
export function nextTimes(rule: string, { at, timeZone }: RuleStart, most: number): readonly number[] {
  const found: number[] = []
  let next = validateRule(rule).length > 0 ? undefined : following(parseRule(rule), at, timeZone)
  while (next !== undefined && found.length < most) {
    found.push(next.at)
    next = following(next.rule, next.at, timeZone)
  }
  return found
}

spokenRule.say = ruleText
