// `pnpm mutants [package…] [--size N] [--seed N] [--minutes N] [--workers N] [--json FILE]`
// Puts faults into the sources, one at a time, and counts how many the tests catch. What is not caught is listed with its lines.
// `--only FILE` draws from one source file alone, to look at a place that slips through. `--again FILE` takes the figures of an earlier
// run of the same seed over the same sources, and runs only what slipped through then.
import { readFileSync, writeFileSync } from 'node:fs'
import { measurePackage } from './mutants/measure-package.mjs'
import { packages } from './mutants/packages.mjs'
import { readOptions } from './options.mjs'

const { values, names } = readOptions(
  'pnpm mutants [package…] [--size N] [--seed N] [--minutes N] [--workers N] [--json FILE] [--only SOURCE] [--again FILE]',
  {
    size: { type: 'string', default: '60' },
    seed: { type: 'string', default: '1' },
    minutes: { type: 'string', default: '60' },
    workers: { type: 'string', default: '2' },
    json: { type: 'string' },
    only: { type: 'string' },
    again: { type: 'string' },
  },
  { takesNames: true },
)
const unknown = names.filter((name) => !(name in packages))
if (unknown.length > 0) {
  console.error(`There is no package ${unknown.join(', ')}. Choose among ${Object.keys(packages).join(', ')}.`)
  process.exit(2)
}
const chosen = names.length > 0 ? names : Object.keys(packages)
const options = {
  size: Number(values.size),
  seed: Number(values.seed),
  limitMs: Number(values.minutes) * 60_000,
  workers: Number(values.workers),
  only: values.only,
}
const earlier = values.again === undefined ? [] : JSON.parse(readFileSync(values.again, 'utf8'))
const rows = []
for (const name of chosen)
  rows.push(await measurePackage(name, packages[name], { ...options, earlier: earlier.find((row) => row.package === name) }))
console.log('')
for (const { package: name, made, caught, unjudged, equivalent } of rows) {
  const share = made === 0 ? '' : ` (${Math.round((caught / made) * 100)} of 100)`
  const left = unjudged === 0 ? '' : `, ${unjudged} not judged: the time was up before all their tests had run`
  console.log(`${name}: ${caught} of ${made} caught${share}, ${equivalent} called equivalent${left}, seed ${options.seed}`)
}
if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(rows, undefined, 2)}\n`)
const tooMany = rows.filter(({ made, equivalent }) => equivalent > (made + equivalent) * 0.05)
for (const { package: name } of tooMany) console.error(`${name}: more than 5 of 100 are called equivalent. Write tests for some of them.`)
process.exit(tooMany.length === 0 ? 0 : 1)
