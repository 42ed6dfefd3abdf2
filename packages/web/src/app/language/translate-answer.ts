import {
  pagesContract,
  recordPartsContract,
  settingsContract,
  settingsSectionsContract,
  tabContract,
  tabsContract,
} from '@tenure/core/page'
import type { Translate } from './translate.js'

/** Answers whose titles are texts of plugins; elsewhere a title is the name of a record. */
const titled = new Set<string>(
  [tabContract, tabsContract, pagesContract, recordPartsContract, settingsContract, settingsSectionsContract].map(({ id }) => id),
)
const labels = new Set(['label', 'typeLabel', 'group', 'part'])
const titles = new Set(['title', 'description', 'hint', 'unit', ...labels])
/** Parts that are people's, or go back to the server as they are. */
const untouched = new Set(['value', 'values', 'before', 'other', 'input', 'initial', 'fill', 'id'])

/** An answer with the texts of plugins in it translated; names, notes and other values of records stay. */
export function translateAnswer<Answer>(provider: string, answer: Answer, translate: Translate): Answer {
  if (titled.has(provider)) return translateParts(answer, titles, translate)
  if (isOfThePage(provider) || isColumns(answer)) return translateParts(answer, labels, translate)
  return isViews(answer) ? (answer.map((view) => (view.builtIn ? translateParts(view, titles, translate) : view)) as Answer) : answer
}

// What the page asks by contracts of the core; a provider that a block names gives rows, whose fields may be called anything.
function isOfThePage(provider: string): boolean {
  return /^tenure\.(core|record)\//.test(provider)
}

function translateParts<Part>(part: Part, keys: ReadonlySet<string>, translate: Translate): Part {
  if (Array.isArray(part)) return part.map((each: unknown) => translateParts(each, keys, translate)) as Part
  if (typeof part !== 'object' || part === null) return part
  const entries = Object.entries(part).map(([key, value]) => [key, translated(key, value, keys, translate)])
  return Object.fromEntries(entries) as Part
}
function translated(key: string, value: unknown, keys: ReadonlySet<string>, translate: Translate): unknown {
  if (untouched.has(key)) return value
  return typeof value === 'string' ? (keys.has(key) ? translate(value) : value) : translateParts(value, keys, translate)
}

interface View {
  readonly builtIn: boolean
}
// Views and columns of a table are known by their shape: a block names their providers.
function isViews(answer: unknown): answer is readonly View[] {
  return everyHas(answer, { id: 'string', title: 'string', builtIn: 'boolean' })
}
function isColumns(answer: unknown): boolean {
  return everyHas(answer, { field: 'string', label: 'string', kind: 'string', format: 'string' })
}
function everyHas(answer: unknown, shape: Readonly<Record<string, string>>): boolean {
  if (!Array.isArray(answer) || answer.length === 0) return false
  const has = (one: Readonly<Record<string, unknown>> | null) =>
    typeof one === 'object' && one !== null && Object.entries(shape).every(([key, type]) => typeof one[key] === type)
  return answer.every(has)
}
