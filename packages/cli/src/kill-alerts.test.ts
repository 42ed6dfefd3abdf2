import { activeAlerts } from '@tenure/alerts'
import { createHost, type Host, use } from '@tenure/core'
import { getValue } from '@tenure/core/contract'
import { record } from '@tenure/record'
import { sqlite } from '@tenure/sqlite'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { alertsAreRaised } from './fixtures/alerts-are-raised.js'
import { createKilling, killSpread, runProgram } from './fixtures/killing.js'
import { openHost, storeFile } from './open-host.js'

/** More of them with `TENURE_KILLS`, for a long run by hand. */
const kills = Number(process.env['TENURE_KILLS'] ?? 1)
const count = 90
const killing = createKilling()
let program = ''
beforeAll(async () => {
  program = await killing.program('raise-alerts')
}, 120_000)
afterAll(() => killing.end())

/** A store whose customers crossed to at risk while the plugin of the alerts was away. */
async function seeded(): Promise<string> {
  const data = killing.folder()
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
test('[BEY-6] killed with SIGKILL at any moment, no alert is lost or raised twice', { timeout: 240_000 * (kills + 1) }, async () => {
  const data = await seeded()
  const { took } = await runProgram([program, killing.copyOf(data), `${count}`])
  await killSpread({
    ...{ kills, took },
    run: async (killAfterMs, which) => {
      const copy = killing.copyOf(data)
      await runProgram([program, copy, `${count}`], killAfterMs)
      await using host = await openHost(copy)
      await alertsAreRaised(host, count)
      await host.idle()
      const { total, alerts } = getValue(await host.as('x:root').read(activeAlerts, { all: true }))
      expect([total, new Set(alerts.map(({ customer }) => customer.id)).size], which).toEqual([count, count])
    },
  })
})
