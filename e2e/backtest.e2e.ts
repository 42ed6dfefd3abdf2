import { administration } from '@tenure/administration'
import { use } from '@tenure/core'
import { scoreProfilesContract } from '@tenure/core/health'
import { foresight, health } from '@tenure/health'
import type { Browser, Page, Route } from 'playwright-core'
import { firstValueFrom } from 'rxjs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { axe } from './page/axe.js'
import { launchBrowser } from './support/browser.js'
import { idOf, row, startWorkspace, type TestWorkspace } from './support/test-workspace.js'

const root = row('user', 'root', {
  ...{ name: 'Rosa Kern', active: true, seat: true, timeZone: 'Europe/Berlin', locale: 'en-GB', permissions: ['workspace.access'] },
  ...{ superAdmin: true, objects: { '*': { view: 'all', edit: 'all', delete: 'all' } } as never },
})
const boss = row('user', 'boss', {
  ...{ name: 'Bo Lind', active: true, seat: false, timeZone: 'Europe/Berlin', locale: 'en-GB', permissions: ['workspace.access'] },
  ...{ superAdmin: true, objects: { '*': { view: 'all', edit: 'all', delete: 'all' } } as never },
})
const dayMs = 86_400_000
const daysAgo = (days: number): number => Date.now() - days * dayMs
const dayOf = (at: number): string => new Date(at).toISOString().slice(0, 10)
const count = 120

/** Customers whose renewal was decided 40 days ago: of those that used little before, most left. */
async function takeIn({ host }: TestWorkspace): Promise<void> {
  const importer = host.importer('past')
  const options = ['churned', 'renewed'].map((value) => ({ value, label: value === 'churned' ? 'Churned' : 'Renewed' }))
  await importer.extend([
    {
      name: 'company',
      properties: [
        { name: 'activeUsers', kind: 'number', label: 'Active users' },
        { name: 'lastRenewal', kind: 'enumeration', label: 'Last renewal', options },
        { name: 'lastRenewalDate', kind: 'date', label: 'Last renewal decided' },
      ],
    },
  ])
  const all = Array.from({ length: count }, (_, at) => ({ at, usage: (at * 37) % 100 }))
  const hasLeft = ({ at, usage }: (typeof all)[number]): boolean => (at % 9 === 0 ? usage >= 40 : usage < 40)
  const rows = (valuesOf: (one: (typeof all)[number]) => object) =>
    all.map((one) => row('company', `customer-${one.at}`, { name: `Customer ${one.at}`, ...valuesOf(one) }))
  await importer.run(
    rows(({ usage }) => ({ createdAt: daysAgo(301), activeUsers: usage })),
    { at: daysAgo(300) },
  )
  await importer.run(rows((one) => ({ lastRenewal: hasLeft(one) ? 'churned' : 'renewed', lastRenewalDate: dayOf(daysAgo(40)) })))
}

interface Asked {
  readonly provider: string
  readonly input?: object
}
const changing = (change: (asked: readonly Asked[]) => readonly Asked[]) => (route: Route) => {
  const body = route.request().postDataJSON() as { readonly watch?: readonly Asked[] } | null
  return route.continue(body?.watch === undefined ? {} : { postData: JSON.stringify({ ...body, watch: change(body.watch) }) })
}
const isBacktest = ({ provider }: Asked): boolean => provider === 'tenure.foresight/backtest'
/** A backtest that never answers, and one with a question that is refused. */
const held = changing((asked) => asked.filter((one) => !isBacktest(one)))
const refused = changing((asked) => asked.map((one) => (isBacktest(one) ? { ...one, input: { ...one.input, horizonDays: 0 } } : one)))

const browser: Browser | undefined = await launchBrowser()
describe.skipIf(browser === undefined)('a score that is judged by the past', () => {
  let workspace: TestWorkspace
  let page: Page

  beforeAll(async () => {
    workspace = await startWorkspace([root, boss], [use(health), use(foresight), use(administration)])
    await takeIn(workspace)
    page = await workspace.open(browser as Browser, idOf('root'), {}, `/?tab=${encodeURIComponent('tenure.health/profiles-page')}`)
  })
  afterAll(async () => {
    await browser?.close()
    await workspace?.[Symbol.asyncDispose]()
  })
  const button = (name: string | RegExp) => page.getByRole('button', { name })
  const part = (name: string) => page.getByRole('radio', { name }).locator('xpath=..')
  const profiles = async () => (await firstValueFrom(workspace.host.as(idOf('root')).watch(scoreProfilesContract))).value?.profiles ?? []

  test('[HS-10] [HS-13] an administrator builds a score from a template, sees what it would do, and activates it', async () => {
    await button('New health score').click()
    const dialog = page.getByRole('dialog')
    for (const name of ['Support tickets', 'Engagement', 'Calls', 'CSM sentiment', 'Survey score'])
      await dialog.getByRole('checkbox', { name: new RegExp(`^${name}`) }).uncheck()
    await dialog.getByRole('button', { name: 'Create draft' }).click()
    await page.getByRole('heading', { name: 'Customer health' }).waitFor()
    await page.getByRole('textbox', { name: 'Most points of Product usage' }).fill('100')
    await page.getByText('Nothing keeps it from being active.').waitFor()
    await page.getByText(`${count} customers`).first().waitFor()
    await button('Activate').click()
    await dialog.getByText(`${count} customers get a score.`).waitFor()
    await dialog.getByRole('button', { name: 'Activate' }).click()
    await expect.poll(async () => (await profiles()).map(({ state }) => state)).toEqual(['active'])
  })

  test('[HS-11] a backtest asks the outcome that it finds, says in words what the score foretells, and shows its figures', async () => {
    await part('Backtest and fit').click()
    await button('Outcome Last renewal, Churned').waitFor()
    await button('Compared before each decision').waitFor()
    await button('Run backtest').first().click()
    await page.getByRole('heading', { name: /who leaves/ }).waitFor()
    await page.getByText(/the one that left had the lower score in \d+ of 100 pairs/).waitFor()
    await page.getByText(`${count} scores of ${count} customers, replayed from history.`).waitFor()
    const statuses = page.getByRole('region', { name: 'Precision and recall per status' }).first()
    expect(await statuses.getByRole('row').count()).toBe(4)
    await button('Table of values').click()
    expect(await page.getByRole('table', { name: 'Lift by tenth' }).getByRole('row').count()).toBe(11)
    expect(await axe(page)).toEqual([])
  })

  test('[HS-11] another question marks the report as that of the one before, and too few outcomes say so', async () => {
    await part('270').click()
    await page.getByText('The question has changed since: run the backtest again.').waitFor()
    await button('Run backtest').click()
    // Nothing was recorded so long before.
    await page.getByRole('heading', { name: 'Too few outcomes to tell.' }).waitFor()
    await page.getByText(`${count} were not there or not scored then.`).waitFor()
    expect(await button('Propose points').count()).toBe(0)
    await part('90').click()
    await button('Run backtest').click()
    await button('Propose points').waitFor()
  })

  test('[HS-12] points are proposed from history with their quality, and saved as a draft that opens in the editor', async () => {
    await button('Propose points').click()
    const fit = page.getByRole('region', { name: 'Fit from history' })
    await fit.getByText('AUC of customers that were no part of it, 5 folds').waitFor()
    await fit.getByText('Active users').first().waitFor()
    expect(await axe(page)).toEqual([])
    await button('Save as draft').click()
    await page.getByRole('heading', { name: 'Customer health, from history' }).waitFor()
    await page.getByText('Nothing keeps it from being active.').waitFor()
    expect((await profiles()).map(({ state, definition: { name } }) => [state, name])).toEqual([
      ['active', 'Customer health'],
      ['draft', 'Customer health, from history'],
    ])
  })

  test('[HS-11] a backtest that goes on can be cancelled, one that is refused says why, and both can be asked again', async () => {
    await part('Backtest and fit').click()
    await button('Outcome Last renewal, Churned').waitFor()
    await page.route('**/api/live/*', held)
    await button('Run backtest').first().click()
    await page.getByRole('progressbar', { name: 'Replaying scores from history' }).waitFor()
    expect(await button('Run backtest').isDisabled()).toBe(true)
    await button('Cancel').click()
    await page.getByText('Does this score foretell who leaves?').waitFor()
    await page.unroute('**/api/live/*')
    await page.route('**/api/live/*', refused)
    await button('Run backtest').first().click()
    await page.getByRole('alert').getByText('Backtest').first().waitFor()
    await page.unroute('**/api/live/*')
    await button('Run backtest').click()
    await page.getByText(/in \d+ of 100 pairs/).waitFor()
  })

  test('[HS-13] [ACC-5] a super admin without a seat reads that a backtest is for those who may edit scores', async () => {
    const [profile] = await profiles()
    const address = `/?tab=${encodeURIComponent('tenure.health/profiles-page')}&at=${encodeURIComponent(`${profile?.id}~backtest`)}`
    const other = await workspace.open(browser as Browser, idOf('boss'), { viewport: { width: 390, height: 844 } }, address)
    await other.getByText('A backtest is for those who may edit health scores').waitFor()
    expect(await other.getByRole('button', { name: 'Run backtest' }).count()).toBe(0)
    expect(await axe(other)).toEqual([])
    await other.context().close()
  })
})
