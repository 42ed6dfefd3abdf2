import { createHost, use } from '@tenure/core'
import { getValue } from '@tenure/core/contract'
import { unreadNotificationsContract } from '@tenure/core/page'
import { record } from '@tenure/record'
import { sqlite } from '@tenure/sqlite'
import { taskList } from '@tenure/tasks'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createKilling, killSpread, runProgram } from './fixtures/killing.js'
import { tasksAreDone } from './fixtures/tasks-are-done.js'
import { openHost, storeFile } from './open-host.js'

/** More of them with `TENURE_KILLS`, for a long run by hand. */
const kills = Number(process.env['TENURE_KILLS'] ?? 2)
// At most 100 unread ones are counted.
const count = 90
const killing = createKilling()
let program = ''
beforeAll(async () => {
  program = await killing.program('work-through-tasks')
}, 120_000)
afterAll(() => killing.end())

/** A store with reminders that fell due, and repeating tasks that were completed, while the plugin of the tasks was away. */
async function seeded(): Promise<string> {
  const data = killing.folder()
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
  timeout: 240_000 * (kills + 1),
}, async () => {
  const data = await seeded()
  const { took } = await runProgram([program, killing.copyOf(data), `${count}`])
  await killSpread({
    ...{ kills, took },
    run: async (killAfterMs, which) => {
      const copy = killing.copyOf(data)
      await runProgram([program, copy, `${count}`], killAfterMs)
      expect(await ended(copy), which).toEqual([count, 2 * count])
    },
  })
})
