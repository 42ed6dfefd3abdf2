import { use } from '@tenure/core'
import { chart } from '@tenure/core/block'
import { defineProviderContract, schemas } from '@tenure/core/contract'
import { definePlugin, implementProvider } from '@tenure/core/plugin'
import { defineReport } from '@tenure/core/report'
import { dashboards } from '@tenure/dashboards'
import type { Browser } from 'playwright-core'
import { Observable, type Subscriber } from 'rxjs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { axe } from './page/axe.js'
import { launchBrowser } from './support/browser.js'
import { idOf, row, startWorkspace, type TestWorkspace } from './support/test-workspace.js'

const rows = [
  row('user', 'ada', {
    ...{ name: 'Ada', active: true, seat: true, timeZone: 'UTC', locale: 'en-GB', permissions: ['workspace.access'] },
    objects: { '*': { view: 'all', edit: 'all', delete: 'all' } },
  } as never),
]
const contract = defineProviderContract({
  id: 'test.long/numbers',
  permission: 'workspace.access',
  output: z.strictObject({
    rows: z.array(z.strictObject({ month: z.string(), count: z.int() })),
    progress: schemas.progress.exactOptional(),
  }),
})
/** Who waits for the numbers now; they come when the test gives them. */
const waiting = new Set<Subscriber<{ rows: { month: string; count: number }[]; progress?: number }>>()
const numbers = implementProvider(contract, {
  watch: () =>
    new Observable((subscriber) => {
      waiting.add(subscriber)
      return () => waiting.delete(subscriber)
    }),
})
const report = defineReport({
  id: 'test.long/report',
  title: 'A long count',
  description: 'Takes its time',
  block: chart({ title: 'A long count', from: contract, shape: 'bars', category: 'month', series: ['count'] }),
})
const long = definePlugin({ id: 'test.long', version: '1.0.0', host: '1.0', contributes: [numbers, report] })

const browser: Browser | undefined = await launchBrowser()
describe.skipIf(browser === undefined)('a report that takes long', () => {
  let workspace: TestWorkspace
  beforeAll(async () => {
    workspace = await startWorkspace(rows, [use(dashboards), use(long)])
  })
  afterAll(async () => {
    await browser?.close()
    await workspace?.[Symbol.asyncDispose]()
  })

  test('[SEC-17] [DSH-4] the card says how long it counts; cancelling and leaving the page end the work', async () => {
    const page = await workspace.open(
      browser as Browser,
      idOf('ada'),
      {},
      '/?tab=tenure.dashboards/dashboards&at=library~test.long%2Freport',
    )
    await page.getByText(/^Counting for \d+ s\./).waitFor()
    expect(await axe(page)).toEqual([])
    expect(waiting.size).toBe(1)
    await page.getByRole('button', { name: 'Cancel' }).click()
    await page.getByText('Cancelled').waitFor()
    await expect.poll(() => waiting.size).toBe(0)
    await page.getByRole('button', { name: 'Count again' }).click()
    await expect.poll(() => waiting.size).toBe(1)
    await page.getByRole('link', { name: 'Customers', exact: true }).first().click()
    await expect.poll(() => waiting.size).toBe(0)
    await page.goBack()
    await expect.poll(() => waiting.size).toBe(1)
    for (const subscriber of waiting) subscriber.next({ rows: [], progress: 0.42 })
    const bar = page.getByRole('progressbar', { name: 'Still counting' })
    await bar.waitFor()
    expect(await bar.getAttribute('aria-valuenow')).toBe('42')
    expect(await page.locator('.chart-long').textContent()).toContain('42%')
    expect(await axe(page)).toEqual([])
    for (const subscriber of waiting) subscriber.next({ rows: [{ month: 'May', count: 3 }] })
    await page.getByRole('button', { name: 'Cancel' }).waitFor({ state: 'detached' })
    await page.locator('.chart-body').waitFor()
  })
})
