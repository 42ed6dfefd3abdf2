import { spawn } from 'node:child_process'
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { activeAlerts } from '@tenure/alerts'
import { createHost, type Host, use } from '@tenure/core'
import { getValue } from '@tenure/core/contract'
import { record } from '@tenure/record'
import { sqlite } from '@tenure/sqlite'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { alertsAreRaised } from './fixtures/alerts-are-raised.js'
import { buildProgram } from './fixtures/build-command-line.js'
import { openHost, storeFile } from './open-host.js'

/** More of them with `TENURE_KILLS`, for a long run by hand. */
const kills = Number(process.env['TENURE_KILLS'] ?? 1)
const count = 90
const folders: string[] = []
let program = ''
beforeAll(async () => {
  program = await buildProgram(fileURLToPath(new URL('./fixtures/raise-alerts.ts', import.meta.url)))
  folders.push(dirname(program))
}, 120_000)
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

/** A store whose customers crossed to at risk while the plugin of the alerts was away. */
async function seeded(): Promise<string> {
  const data = mkdtempSync(join(tmpdir(), 'tenure-alerts-'))
  folders.push(data)
  const first = await openHost(data)
  const user = { name: 'Root', active: true, seat: true, superAdmin: true }
  await first.importer('x').run([{ type: 'user', externalId: 'root', values: user, links: [] }])
  await score(first, 'neutral')
  // The job begins with what happens after it was first seen.
  await first.idle()
  await first[Symbol.asyncDispose]()
  await using host = await createHost({ storage: sqlite({ file: storeFile(data) }), plugins: [use(record)], grants: 'declared' })
  await score(host, 'at-risk')
  return data
}
async function score(host: Host, healthStatus: string): Promise<void> {
  const values = { csm: 'x:root', healthStatus }
  const rows = Array.from({ length: count }, (_, at) => ({
    ...{ type: 'company', externalId: `c${at}`, links: [] },
    values: { name: `Customer ${at}`, ...values },
  }))
  await host.importer('x').run(rows)
}
function copyOf(data: string): string {
  const copy = mkdtempSync(join(tmpdir(), 'tenure-killed-'))
  folders.push(copy)
  cpSync(data, copy, { recursive: true })
  return copy
}
/** Runs the program, killed so long after its store is open, and gives how long it ran from there. */
function run(data: string, killAfterMs?: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [program, data, `${count}`], { stdio: ['ignore', 'pipe', 'pipe'] })
    let [said, opened] = ['', 0]
    child.stderr.on('data', (text) => (said += text))
    child.stdout.once('data', () => {
      opened = performance.now()
      if (killAfterMs !== undefined) setTimeout(() => child.kill('SIGKILL'), killAfterMs)
    })
    child.on('exit', (code) => (code === null || code === 0 ? resolve(performance.now() - opened) : reject(new Error(said))))
  })
}

test('[BEY-6] killed with SIGKILL at any moment, no alert is lost or raised twice', { timeout: 60_000 * (kills + 1) }, async () => {
  const data = await seeded()
  const took = await run(copyOf(data))
  const seed = Date.now() % 1_000_000
  for (let at = 0; at < kills; at += 1) {
    const copy = copyOf(data)
    await run(copy, took * (((seed + at * 7919) % 1000) / 1000))
    await using host = await openHost(copy)
    await alertsAreRaised(host, count)
    await host.idle()
    const { total, alerts } = getValue(await host.as('x:root').read(activeAlerts, { all: true }))
    expect([total, new Set(alerts.map(({ customer }) => customer.id)).size], `seed ${seed}, kill ${at}`).toEqual([count, count])
    rmSync(copy, { recursive: true, force: true })
  }
})
