import { readFileSync } from 'node:fs'
import path from 'node:path'
import { root } from '../check/sources.mjs'
import { firstCatch } from './first-catch.mjs'
import { mutate } from './operators.mjs'
import { withoutMutants } from './packages.mjs'
import { drawSample } from './sample.mjs'
import { createTestRunner } from './test-runner.mjs'
import { trace } from './trace.mjs'

const equivalents = JSON.parse(readFileSync(new URL('equivalents.json', import.meta.url), 'utf8'))
const isEquivalent = ({ file, before, after }) =>
  equivalents.some((each) => each.file === file && each.before === before && each.after === after)

/** Histories of an oracle: each fault runs them, so they are few. */
const histories = 25
/** The traced run has this share of the time; the faults have the rest. */
const traceShare = 0.5

/**
 * Draws a sample of a package's faults and runs the tests of each until the time is up; gives the package's row. `unjudged`: no test caught it, and not
 * all tests that could had their turn.
 */
export async function measurePackage(name, about, { size, seed, limitMs, workers, only, earlier }) {
  const began = Date.now()
  const until = began + limitMs
  const { sample: drawn, texts, possible } = drawSample(only === undefined ? about : { ...about, sources: [only] }, size, seed)
  const sample = earlier === undefined ? drawn : slippedThrough(drawn, earlier)
  const say = (text) => console.log(`[${name} ${Math.round((Date.now() - began) / 1000)} s] ${text}`)
  say(`${sample.length} of ${possible} possible faults, seed ${seed}`)
  const include = about.tests.map((test) => (test.endsWith('.ts') ? test : `${test}*/**/*.test.ts`))
  const runner = createTestRunner(include, { exclude: withoutMutants, workers, histories })
  const { files, isWhole } = await readTrace(runner, { sample, texts, say, until: Date.now() + traceShare * (until - Date.now()) })
  const survivors = []
  const known = earlier?.caught ?? 0
  let [made, caught, equivalent, unjudged] = [known, known, earlier?.equivalent ?? 0, 0]
  for (const mutant of sample) {
    if (Date.now() >= until) break
    if (isEquivalent(mutant)) {
      equivalent++
      continue
    }
    const by = await findCatcher(runner, mutant, { text: texts.get(mutant.file), files, until })
    const isJudged = by !== undefined || (isWhole && Date.now() < until)
    if (!isJudged) unjudged++
    else if (++made && by === undefined) survivors.push(mutant)
    else caught++
    const what = by === undefined ? (isJudged ? 'SLIPS THROUGH' : 'not judged') : `caught by ${by}`
    say(`${made + unjudged}/${known + sample.length} ${what}: ${describe(mutant)}`)
  }
  await runner.close()
  for (const mutant of survivors) console.log(`${describe(mutant)}\n  - ${mutant.before}\n  + ${mutant.after}`)
  return { package: name, made, caught, unjudged, equivalent, seed, survivors: survivors.map(toRow) }
}

function slippedThrough(drawn, { survivors }) {
  const keyOf = (mutant) => JSON.stringify(toRow(mutant))
  const keys = new Set(survivors.map(keyOf))
  const sample = drawn.filter((mutant) => keys.has(keyOf(mutant)))
  if (sample.length === survivors.length) return sample
  throw new Error('The earlier run had another seed, another size or other sources. Run without --again.')
}

const describe = ({ file, line, operator }) => `${file}:${line} ${operator}`
const toRow = ({ file, line, operator, before, after }) => ({ file, line, operator, before, after })

/**
 * Runs all tests once over sources that note which faults they pass, those beside the faults first. A test that fails without a fault catches nothing, and
 * neither does one that is not done in time; the trace is whole where there is none of these.
 */
async function readTrace(runner, { sample, texts, say, until }) {
  const touched = new Set(sample.map(({ file }) => file))
  for (const file of touched)
    await runner.use(path.join(root, file), () =>
      trace(
        file,
        texts.get(file),
        sample.filter((each) => each.file === file),
      ),
    )
  const folders = new Set([...touched].map((file) => path.join(root, path.dirname(file))))
  const { files, failed, late } = await runner.traced(until, (file) => folders.has(path.dirname(file)))
  for (const file of touched) await runner.use(path.join(root, file), undefined)
  for (const file of failed) say(`left out, because it fails without a fault: ${path.relative(root, file)}`)
  for (const file of late) say(`left out, because it was not done in time: ${path.relative(root, file)}`)
  say(`${files.length} test files pass; the whole run takes ${Math.round(files.reduce((sum, { ms }) => sum + ms, 0) / 1000)} s of tests`)
  return { files, isWhole: late.length === 0 }
}

async function findCatcher(runner, mutant, { text, files, until }) {
  const folder = path.join(root, path.dirname(mutant.file))
  const near = files.filter(({ hits }) => hits.has(mutant.id)).map((each) => ({ ...each, isNear: path.dirname(each.file) === folder }))
  if (near.length === 0) return undefined
  const cost = ({ ms, isNear }) => (isNear ? ms / 3 : ms)
  const order = near.sort((a, b) => cost(a) - cost(b))
  return firstCatch(runner, order, { file: path.join(root, mutant.file), change: () => mutate(text, mutant) }, until)
}
