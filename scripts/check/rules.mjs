import { readFileSync } from 'node:fs'
import path from 'node:path'
import { filesBelow, isTest, readSource, root } from './sources.mjs'

const citation = /\[((?:[A-Z]{2,4}\d*-?\d+)(?:[ ,]+[A-Z]{2,4}\d*-?\d+)*)\]/g

/** Rules against tests, both ways: ids that do not exist, rules of a SPEC.md without a test, and the product's rules without one. */
export function checkRules() {
  const product = idsOf('docs/rules.md')
  const specs = filesBelow('packages', /^SPEC\.md$/).map((file) => ({ file, ids: idsOf(file) }))
  const known = new Set([...product, ...specs.flatMap(({ ids }) => ids)])
  const cited = new Map()
  for (const file of ['packages', 'e2e', 'examples', 'scripts', 'bench']
    .flatMap((folder) => filesBelow(folder, /\.tsx?$/))
    .filter((each) => isTest(each) || each.includes('/testing/'))) {
    for (const id of citationsOf(readSource(file).text)) cited.set(id, file)
  }
  const unknown = [...cited].filter(([id]) => !known.has(id)).map(([id, file]) => `${file} cites ${id}, and there is no such rule.`)
  const untested = specs.flatMap(({ file, ids }) => ids.filter((id) => !cited.has(id)).map((id) => `${file}: no test cites ${id}.`))
  return {
    problems: [...unknown, ...untested],
    uncovered: product.filter((id) => !cited.has(id)),
    covered: product.filter((id) => cited.has(id)),
  }
}

function idsOf(file) {
  return [...readFileSync(path.join(root, file), 'utf8').matchAll(/^\| +([A-Z]{2,4}\d*-?\d+(?: \/ [A-Z]{2,4}-\d+)?) +\|/gm)].flatMap(
    ([, ids]) => ids.split(' / '),
  )
}
// Ids stand in square brackets in the name of a test, or first in a row of a table of tests.
function citationsOf(text) {
  const inTables = [...text.matchAll(/\[\s*'([A-Z]{2,4}-\d+)',/g)]
  return [...text.matchAll(citation), ...inTables].flatMap(([, ids]) => ids.split(/[ ,]+/)).filter((id) => /^[A-Z]{2,4}\d*-?\d+$/.test(id))
}
