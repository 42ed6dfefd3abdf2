// `pnpm check`: what holds the architecture together, looked at by a program.
import { checkLayers } from './check/layers.mjs'
import { checkPlanted } from './check/planted.mjs'
import { checkPublicApi } from './check/public-api.mjs'
import { checkRules } from './check/rules.mjs'
import { checkStyle } from './check/style.mjs'
import { checkWords } from './check/words.mjs'

const rules = checkRules()
const problems = [...checkLayers(), ...checkStyle(), ...checkPublicApi(), ...checkWords(), ...checkPlanted(), ...rules.problems]
console.log(`Rules of the product with a test: ${rules.covered.length}. Without one yet: ${rules.uncovered.length}.`)
if (rules.uncovered.length > 0) console.log(`  ${rules.uncovered.join(' ')}`)
for (const problem of problems) console.error(problem)
console.log(problems.length === 0 ? 'The architecture holds.' : `${problems.length} problems.`)
process.exit(problems.length === 0 ? 0 : 1)
