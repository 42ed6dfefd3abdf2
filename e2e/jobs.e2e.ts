import { administration } from '@tenure/administration'
import { use } from '@tenure/core'
import { revenue } from '@tenure/revenue'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { launchBrowser } from './support/browser.js'
import { dayAhead } from './support/day-ahead.js'
import { idOf, row, startWorkspace, type TestWorkspace } from './support/test-workspace.js'

const all = { view: 'all', edit: 'all', delete: 'all' }
const person = (id: string, name: string, more: object) =>
  row('user', id, { name, active: true, seat: true, timeZone: 'Europe/Berlin', locale: 'en-GB', ...more })
const agreement = (id: string, name: string, more: object = {}) =>
  row('deal', id, {
    ...{ name, pipeline: 'sales', stage: 'won', amount: { amount: '1200', currency: 'EUR' }, recurring: true, csm: idOf('anna') },
    ...{ startDate: dayAhead(-300), endDate: dayAhead(65), renewalDate: dayAhead(65), termMonths: 12, ...more },
  })
const rows = [
  person('root', 'Rosa Kern', { superAdmin: true }),
  person('anna', 'Anna Berg', { permissions: ['workspace.access'], objects: { '*': all } }),
  agreement('halden', 'Halden licence'),
  agreement('odd', 'Odd licence', { termMonths: 1.5 }),
]

const browser: Browser | undefined = await launchBrowser()
describe.skipIf(browser === undefined)('jobs and what they do', () => {
  let workspace: TestWorkspace
  beforeAll(async () => {
    workspace = await startWorkspace(rows, [use(revenue), use(administration)])
  })
  afterAll(async () => {
    await browser?.close()
    await workspace?.[Symbol.asyncDispose]()
  })
  const open = (user: string, at: string): Promise<Page> => workspace.open(browser as Browser, idOf(user), {}, at)

  test('[BEY-9] an administrator runs the job of renewals: its renewal appears on a board that is open, its failure by name', async () => {
    const board = await open('anna', '/?tab=tenure.revenue/revenue&view=tenure.revenue/all&pipeline=renewal')
    await board.getByText('No deals in this view').waitFor()
    const root = await open('root', '/?tab=tenure.administration/jobs-page')
    await root.getByRole('button', { name: /^Renewals/ }).click()
    const panel = root.locator('.admin-panel')
    await panel.getByRole('button', { name: 'Run now' }).click()
    await panel.getByRole('link', { name: 'Odd licence' }).waitFor()
    expect(await panel.textContent()).toContain('A term of 1.5 months cannot be renewed')
    await expect.poll(() => root.locator('button.job-row').textContent()).toContain('1 changed, 1 failed')
    await board
      .locator('[data-stage="renewal-upcoming"] .bcard')
      .filter({ hasText: `Halden licence, ${dayAhead(65)}` })
      .waitFor()
    await panel.getByRole('link', { name: 'Odd licence' }).click()
    await root.getByRole('heading', { name: 'Odd licence' }).waitFor()
  })
})
