import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

/** What each term is called in German, and what it was called besides. */
const terms = [
  { english: /\bdeals?\b/i, german: /geschäft/i, others: /\bDeals?\b|\bOpportunit/ },
  { english: /\bmeetings?\b/i, german: /besprechung/i, others: /\bMeetings?\b|\bTreffen\b/ },
  { english: /\bhealth\b/i, german: /gesundheit/i, others: /Health|Zustands/ },
]
/** Sentences that say a term without its word. */
const without = new Set(['Customer meetings'])

const packages = fileURLToPath(new URL('../../../', import.meta.url))
function filesIn(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const file = path.join(folder, entry.name)
    if (entry.isDirectory()) return ['node_modules', 'dist'].includes(entry.name) ? [] : filesIn(file)
    return /german[\w-]*\.ts$/.test(entry.name) ? [file] : []
  })
}
function textsOf(exported: unknown): readonly (readonly [string, string])[] {
  const table = (exported as { item?: { texts?: object } }).item?.texts ?? exported
  return Object.entries(table as object).filter((entry): entry is [string, string] => typeof entry[1] === 'string')
}

test('[SDK-17] deal, meeting and health have one German word each in all plugins', async () => {
  const modules = await Promise.all(filesIn(packages).map((file) => import(file) as Promise<object>))
  const texts = modules.flatMap((each) => Object.values(each).flatMap(textsOf))
  expect(texts.length).toBeGreaterThan(1_500)
  const wrong = texts.filter(([english, german]) =>
    terms.some((term) => term.others.test(german) || (term.english.test(english) && !without.has(english) && !term.german.test(german))),
  )
  expect(wrong).toEqual([])
})

test('[SDK-17] the page has no other German word for deal, meeting and health', () => {
  const folder = fileURLToPath(new URL('de/', import.meta.url))
  const texts = readdirSync(folder).map((file) => readFileSync(path.join(folder, file), 'utf8'))
  const strings = texts.flatMap((text) => [...text.matchAll(/'[^']*'|`[^`]*`/g)].map(([found]) => found))
  expect(strings.filter((text) => terms.some(({ others }) => others.test(text)) || /\bZustand\b/.test(text))).toEqual([])
})
