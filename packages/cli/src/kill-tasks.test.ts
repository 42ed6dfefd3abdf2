import { spawn } from 'node:child_process'
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createHost, use } from '@tenure/core'
import { getValue } from '@tenure/core/contract'
import { unreadNotificationsContract } from '@tenure/core/page'
import { record } from '@tenure/record'
import { sqlite } from '@tenure/sqlite'
import { taskList } from '@tenure/tasks'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { buildProgram } from './fixtures/build-command-line.js'
import { tasksAreDone } from './fixtures/tasks-are-done.js'
import { openHost, storeFile } from './open-host.js'

/** More of them with `TENURE_KILLS`, for a long run by hand. */
const kills = Number(process.env['TENURE_KILLS'] ?? 2)
// At most 100 unread ones are counted.
const count = 90
const folders: string[] = []
let program = ''
beforeAll(async () => {
  program = await buildProgram(fileURLToPath(new URL('./fixtures/work-through-tasks.ts', import.meta.url)))
  folders.push(dirname(program))
}, 120_000)
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

/** A store with reminders that fell due, and repeating tasks that were completed, while the plugin of the tasks was away. */
async function seeded(): Promise<string> {
  const data = mkdtempSync(join(tmpdir(), 'tenure-tasks-'))
  folders.push(data)
  // The jobs begin with what happens after they were first seen.
  const first = await openHost(data)
  await first.idle()
  await first[Symbol.asyncDispose]()
  await using host = await createHost({ storage: sqlite({ file: storeFile(data) }), plugins: [use(record)], grants: 'declared' })
  const user = { name: 'Root', active: true, seat: true, superAdmin: true }
  await host.importer('x').run([{ type: 'user', externalId: 'root', values: user, links: [] }])
  const rows = (name: string, values: object) =>
    Array.from({ length: count }, (_, at) => ({
      ...{ type: 'task', externalId: `${name} ${at}`, links: [] },
      values: { title: `${name} ${at}`, assignee: 'x:root', dueAt: Date.UTC(2026, 0, 1), ...values },
    }))
  const repeat = { repeat: 'FREQ=WEEKLY', status: 'not-started' }
  await host.importer('x').run([...rows('Call', { reminderAt: Date.now() - 60_000 }), ...rows('Report', repeat)])
  await host.importer('x').run(rows('Report', { ...repeat, status: 'completed' }))
  return data
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
/** How many reminders and open tasks there are when all is done. */
async function ended(data: string): Promise<readonly [reminders: number, open: number]> {
  await using host = await openHost(data)
  await tasksAreDone(host, count)
  await host.idle()
  const root = host.as('x:root')
  const unread = getValue(await root.read(unreadNotificationsContract)).count
  return [unread, getValue(await root.read(taskList, { view: 'tenure.tasks/open' })).total]
}

test('[TSK-5] [TSK-6] killed with SIGKILL at any moment, no reminder and no next task is lost or there twice', {
  timeout: 60_000 * (kills + 1),
}, async () => {
  const data = await seeded()
  const took = await run(copyOf(data))
  const seed = Date.now() % 1_000_000
  for (let at = 0; at < kills; at += 1) {
    const copy = copyOf(data)
    await run(copy, took * (((seed + at * 7919) % 1000) / 1000))
    expect(await ended(copy), `seed ${seed}, kill ${at}`).toEqual([count, 2 * count])
  }
})
