import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { dataFolder, mappingFolder, testWith } from '../../import/src/fixtures/test-data.js'
import { buildCommandLine } from './fixtures/build-command-line.js'

const fixtures = fileURLToPath(new URL('../../import/src/fixtures', import.meta.url))
/** More of them with `TENURE_KILLS`, for a long run by hand. */
const kills = Number(process.env['TENURE_KILLS'] ?? 3)
let main: string
beforeAll(async () => {
  main = await buildCommandLine()
}, 120_000)
afterAll(() => rmSync(join(main, '..'), { recursive: true, force: true }))

/** Runs the command line in a process of its own, killed after that time, and gives what it printed. */
function tenure(
  args: readonly string[],
  killAfterMs?: number,
): Promise<{ readonly killed: boolean; readonly output: string; readonly said: string; readonly took: number }> {
  return new Promise((resolve) => {
    const began = performance.now()
    const child = spawn(process.execPath, [main, ...args], { stdio: ['ignore', 'pipe', 'pipe'] })
    let [output, said] = ['', '']
    child.stdout.on('data', (text) => (output += text))
    child.stderr.on('data', (text) => {
      said += text
    })
    const timer = killAfterMs === undefined ? undefined : setTimeout(() => child.kill('SIGKILL'), killAfterMs)
    child.on('exit', (_, signal) => {
      clearTimeout(timer)
      resolve({ killed: signal === 'SIGKILL', output, said, took: performance.now() - began })
    })
  })
}
type Counts = Record<string, { created: number; updated: number; unchanged: number; rejected: number; skipped: number }>
function summary({ output, said }: { readonly output: string; readonly said: string }): Counts {
  if (output === '') throw new Error(`The import printed no summary: ${said}`)
  return JSON.parse(output).objectTypes
}

type Run = (data: string, killAfterMs?: number) => ReturnType<typeof tenure>
/** The folder of an import that was killed. One that ended before its time is run again with half of it. */
async function killedWithin(run: Run, afterMs: number): Promise<string> {
  const data = mkdtempSync(join(tmpdir(), 'tenure-killed-'))
  if ((await run(data, afterMs)).killed) return data
  rmSync(data, { recursive: true })
  return killedWithin(run, afterMs / 2)
}

async function surviveKills(mapping: string, folder: string, kills: number): Promise<void> {
  const seed = Date.now() % 1_000_000
  const whole = mkdtempSync(join(tmpdir(), 'tenure-whole-'))
  const run: Run = (data, killAfterMs) => tenure(['import', mapping, folder, '--data', data, '--json'], killAfterMs)
  const first = await run(whole)
  const expected = Object.fromEntries(
    Object.entries(summary(first)).map(([type, { created, rejected }]) => [
      type,
      { created: 0, updated: 0, unchanged: created, rejected, skipped: 0 },
    ]),
  )
  for (let at = 0; at < kills; at++) {
    // Spread over the whole run by a sequence without a pattern; the seed names it.
    const data = await killedWithin(run, first.took * (((seed + at * 7919) % 1000) / 1000))
    await run(data)
    expect(summary(await run(data)), `seed ${seed}, kill ${at}`).toEqual(expected)
    rmSync(data, { recursive: true })
  }
  rmSync(whole, { recursive: true })
}

test('[SDK-11] killed with SIGKILL at any moment and run again, an import ends the same', { timeout: 240_000 * kills }, () =>
  surviveKills(join(fixtures, 'mapping.json'), fixtures, kills),
)

testWith('crm-sales-opportunities')(
  '[SDK-11] killed within 8,800 deals and run again, it ends the same',
  { timeout: 240_000 * kills },
  () => surviveKills(join(mappingFolder, 'crm-sales-opportunities.json'), join(dataFolder, 'crm-sales-opportunities'), kills),
)
