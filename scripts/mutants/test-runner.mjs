import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { loadConfigFromFile } from 'vite'
import { BaseSequencer, createVitest } from 'vitest/node'
import { root } from '../check/sources.mjs'

// One Vitest that stays warm: a mutant is put in while its file is loaded, so the tree is never touched.

/** A runner over these tests, of which oracles run so many histories. After a run that did not end it starts another Vitest. */
export function createTestRunner(include, { exclude = [], workers = 1, histories }) {
  const swaps = new Map()
  let opened
  const vitest = () => (opened ??= open(swaps, { include, exclude, maxWorkers: workers, histories }))
  const close = async () => {
    const last = await opened
    opened = undefined
    await Promise.race([last?.vitest.close(), after(5_000)])
  }
  return {
    close,
    /** Another text for a file, made when it is loaded; `undefined` gives back its own. */
    async use(file, change) {
      if (change === undefined) swaps.delete(file)
      else swaps.set(file, change)
      ;(await vitest()).vitest.invalidateFile(file)
    },
    /** Which files pass which mutants, as far as they are done before the instant; `isFirst` says which files begin. */
    async traced(until, isFirst) {
      return runTraced(await vitest(), until, isFirst)
    },
    /** The first failure of these files in this order, if any: what to call it; `late` and `passed`, if only time ran out. */
    async run(files, limitMs) {
      const { isStuck, ...failure } = await run(await vitest(), files, limitMs)
      if (isStuck) await close()
      return failure.by === undefined ? undefined : failure
    },
  }
}

async function open(swaps, { include, exclude, maxWorkers, histories }) {
  const order = new Map()
  const swap = { name: 'tenure-mutants', enforce: 'pre', transform: (code, id) => swaps.get(id.split('?')[0])?.(code) }
  const { config } = await loadConfigFromFile({ command: 'serve', mode: 'test' }, path.join(root, 'vitest.config.ts'))
  process.env.TENURE_ORACLE_HISTORIES = String(histories)
  const vitest = await createVitest(
    'test',
    {
      ...{ config: false, root, watch: false, reporters: [{}], pool: 'forks', maxWorkers, include, restoreMocks: true },
      exclude: ['**/node_modules/**', ...exclude],
      setupFiles: ['reflect-metadata', './scripts/hang-watch.mjs', './scripts/mutants/record-hits.mjs'],
      ...{ testTimeout: 20_000, hookTimeout: 10_000, teardownTimeout: 5_000, expect: { poll: { timeout: 8_000, interval: 20 } } },
      sequence: { sequencer: inOrder(order) },
    },
    { resolve: config.resolve, plugins: [swap], logLevel: 'silent' },
  )
  const specs = new Map((await vitest.globTestSpecifications()).map((spec) => [spec.moduleId, spec]))
  return { vitest, specs, order }
}

const after = (ms) => new Promise((resolve) => setTimeout(resolve, ms))
const inOrder = (order) =>
  class extends BaseSequencer {
    sort = async (specs) => [...specs].sort((a, b) => (order.get(a.moduleId) ?? 0) - (order.get(b.moduleId) ?? 0))
  }

/** Runs all tests once, or those that end in time. Gives for each file that passes its mutants and how long it takes; names the others. */
async function runTraced({ vitest, specs, order }, until, isFirst) {
  const folder = mkdtempSync(path.join(tmpdir(), 'tenure-hits-'))
  Object.assign(process.env, { TENURE_HITS: folder, TENURE_HANG_MS: '300000' })
  setBail(vitest, 0)
  order.clear()
  for (const file of specs.keys()) order.set(file, isFirst(file) ? 0 : 1)
  const late = await runUntil(vitest, [...specs.values()], until)
  delete process.env.TENURE_HITS
  const modules = new Map(vitest.state.getTestModules().map((module) => [module.moduleId, module]))
  const seen = readdirSync(folder).map((name) => JSON.parse(readFileSync(path.join(folder, name), 'utf8')))
  rmSync(folder, { recursive: true })
  const passed = seen.filter(({ file }) => !late.has(file) && modules.get(file)?.ok())
  const failed = [...modules.values()].filter((module) => !late.has(module.moduleId) && !module.ok()).map(({ moduleId }) => moduleId)
  return {
    ...{ failed, late: [...late] },
    files: passed.map(({ file, hits }) => ({ file, hits: new Set(hits), ms: modules.get(file).diagnostic().duration })),
  }
}

/** Runs them; what has not ended at the instant is cancelled, and is the answer. */
async function runUntil(vitest, specs, until) {
  let late = new Set()
  const timer = setTimeout(() => {
    const done = vitest.state.getTestModules().filter((module) => ['passed', 'failed', 'skipped'].includes(module.state()))
    const isDone = new Set(done.map(({ moduleId }) => moduleId))
    late = new Set(specs.map(({ moduleId }) => moduleId).filter((file) => !isDone.has(file)))
    vitest.cancelCurrentRun('keyboard-input')
  }, until - Date.now())
  await vitest.runTestSpecifications(specs)
  clearTimeout(timer)
  return late
}

function setBail(vitest, bail) {
  for (const { config } of [vitest, ...vitest.projects]) config.bail = bail
}

const isOfTime = ({ message }) => /timed out in \d+ms|did not succeed in time/.test(message)

/**
 * Runs these test files in this order until one fails: `by` names it. Where only time ran out, `late` are its files, and `passed` those that
 * were done. A process that hangs is ended. A run in which a file did not get its turn is made again.
 */
async function run(opened, files, limitMs, tries = 3) {
  const { vitest, specs, order } = opened
  process.env.TENURE_HANG_MS = '20000'
  setBail(vitest, 1)
  order.clear()
  for (const [place, file] of files.entries()) order.set(file, place)
  vitest.state.filesMap.clear()
  vitest.state.errorsSet.clear()
  const began = Date.now()
  let ended
  vitest.runTestSpecifications(files.map((file) => specs.get(file))).then(
    (result) => (ended = result),
    (error) => (ended = { testModules: [], unhandledErrors: [error] }),
  )
  for (let broken; ended === undefined; await after(50)) {
    const isLate = Date.now() - began > limitMs
    if (isLate || vitest.state.errorsSet.size > 0) broken ??= Date.now()
    if (broken !== undefined && Date.now() - broken > 3_000)
      return { by: isLate ? 'timeout' : 'the end of its process', ...places(vitest), isStuck: true }
  }
  const failed = ended.testModules.find((module) => module.state() === 'failed')
  if (failed !== undefined) return { by: path.relative(root, failed.moduleId), ...(failedByTime(failed) && places(vitest)) }
  // Among these is the end of a process that hung.
  if (ended.unhandledErrors.length > 0) return { by: 'an error outside of any test', ...places(vitest) }
  // The first failure of one run cancels the rest of it, and sometimes the next run with it.
  const done = ended.testModules.filter((module) => module.state() === 'passed')
  return done.length < files.length && tries > 1 ? run(opened, files, limitMs, tries - 1) : {}
}

function places({ state }) {
  const files = (isPassed) => state.getFiles().filter(({ result }) => (result?.state === 'pass') === isPassed)
  const paths = (list) => list.map(({ filepath }) => filepath)
  return { late: paths(files(false)), passed: paths(files(true)) }
}

function failedByTime(module) {
  const tests = [...module.children.allTests('failed')].flatMap((test) => test.result().errors)
  const errors = [...module.errors(), ...[...module.children.allSuites()].flatMap((suite) => suite.errors()), ...tests]
  return errors.length > 0 && errors.every(isOfTime)
}
