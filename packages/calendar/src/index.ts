export { type ExpandOptions, expandRule } from './rule/expand-rule.js'
export { parseRule, validateRule } from './rule/parse-rule.js'
export { type Frequency, frequencies, type RecurrenceRule, type RuleEnd, type RuleWeekday, simpleRule } from './rule/rule.js'
