import { readFileSync } from 'node:fs'
import path from 'node:path'
import { filesBelow, isTest, readSource, root } from './sources.mjs'

// An id of docs/rules.md (`ACC-8`) or of a SPEC.md (`ST3`, `LIVE-3`, `PLUGIN-5`).
const id = '[A-Z]{2,8}\\d*-?\\d+'
const citation = new RegExp(`\\[(${id}(?:[ ,]+${id})*)\\]`, 'g')
const inTable = new RegExp(`\\[\\s*'(${id})',`, 'g')
const defined = new RegExp(`^\\| +(${id}(?: / ${id})?) +\\|`, 'gm')

/** Rules against tests, both ways: ids that do not exist or exist twice, rules of a SPEC.md without a test, and the product's rules without one. */
export function checkRules() {
  const product = idsOf('docs/rules.md')
  const specs = filesBelow('packages', /^SPEC\.md$/).map((file) => ({ file, ids: idsOf(file) }))
  const all = [...product, ...specs.flatMap(({ ids }) => ids)]
  const known = new Set(all)
  const cited = new Map()
  for (const file of ['packages', 'e2e', 'examples', 'scripts', 'bench']
    .flatMap((folder) => filesBelow(folder, /\.tsx?$/))
    .filter((each) => isTest(each) || each.includes('/testing/'))) {
    for (const each of citationsOf(readSource(file).text)) cited.set(each, file)
  }
  const unknown = [...cited].filter(([each]) => !known.has(each)).map(([each, file]) => `${file} cites ${each}, and there is no such rule.`)
  const twice = all.filter((each, place) => all.indexOf(each) !== place).map((each) => `The rule ${each} is defined twice.`)
  const empty = specs.filter(({ ids }) => ids.length === 0).map(({ file }) => `${file} defines no rule.`)
  const untested = specs.flatMap(({ file, ids }) => ids.filter((each) => !cited.has(each)).map((each) => `${file}: no test cites ${each}.`))
  return {
    problems: [...unknown, ...twice, ...empty, ...untested],
    uncovered: product.filter((each) => !cited.has(each)),
    covered: product.filter((each) => cited.has(each)),
  }
}

function idsOf(file) {
  return [...readFileSync(path.join(root, file), 'utf8').matchAll(defined)].flatMap(([, ids]) => ids.split(' / '))
}
// A test cites ids in square brackets in its name; a table of tests has them first in each row.
function citationsOf(text) {
  return [...text.matchAll(citation), ...text.matchAll(inTable)].flatMap(([, ids]) => ids.split(/[ ,]+/))
}
