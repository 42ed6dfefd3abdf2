import { alerts, alertsOfRecord } from '@tenure/alerts'
import { use } from '@tenure/core'
import { Company, getValue } from '@tenure/core/contract'
import { activateProfileContract, saveProfileContract } from '@tenure/core/health'
import { scoreProfileSchema } from '@tenure/core/score'
import { summary } from '@tenure/summary'
import { tasks } from '@tenure/tasks'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { axe } from './page/axe.js'
import { launchBrowser } from './support/browser.js'
import { idOf, row, startWorkspace, type TestWorkspace } from './support/test-workspace.js'

const all = { view: 'all', edit: 'all', delete: 'all' }
const person = (id: string, name: string, values: object = {}) =>
  row('user', id, {
    ...{ name, active: true, seat: true, timeZone: 'Europe/Berlin', locale: 'en-GB', permissions: ['workspace.access'] },
    objects: { '*': all } as never,
    ...values,
  })
const rows = [
  person('anna', 'Anna Berg'),
  person('boss', 'Bea Boss', { superAdmin: true }),
  row('company', 'c1', { name: 'Halden Freight', csm: idOf('anna'), employees: 200 }),
  row('company', 'c2', { name: 'Solenne Hotels', csm: idOf('anna'), employees: 200 }),
  row('contact', 'mara', { name: 'Mara Holt', phone: '+44 20 7946 0440' }, [
    { association: 'companies', to: { type: 'company', externalId: 'c1' } },
  ]),
]
const criterion = {
  ...{ id: 'size', name: 'Seats in use', kind: 'number', property: 'company.employees' },
  ranges: [
    { to: 50, points: 20 },
    { from: 50, to: 100, points: 55 },
    { from: 100, points: 100 },
  ],
} as const
const definition = scoreProfileSchema.parse({
  name: 'Adoption',
  objectType: 'company',
  groups: [{ id: 'usage', name: 'Usage', kind: 'property', maximum: 100, criteria: [criterion] }],
})

const browser: Browser | undefined = await launchBrowser()
describe.skipIf(browser === undefined)('an alert on Monday', () => {
  let workspace: TestWorkspace
  let anna: Page
  let other: Page
  beforeAll(async () => {
    workspace = await startWorkspace(rows, [use(summary), use(alerts), use(tasks)])
    const boss = workspace.host.as(idOf('boss'))
    const { profile, version } = getValue(await boss.act(saveProfileContract, { definition, alerts: false }))
    getValue(await boss.act(activateProfileContract, { profile, version, alerts: false }))
    await workspace.host.idle()
    anna = await workspace.open(browser as Browser, idOf('anna'))
    other = await workspace.open(browser as Browser, idOf('anna'))
  })
  afterAll(async () => {
    await browser?.close()
    await workspace?.[Symbol.asyncDispose]()
  })
  const list = (page: Page) => page.getByRole('region', { name: 'Alerts', exact: true })
  const alert = (page: Page, name: string) => list(page).getByRole('listitem').filter({ hasText: name })
  const seats = async (id: string, employees: number) => {
    getValue(await workspace.host.as(idOf('boss')).edit(idOf(id), Company.employees, employees))
    await workspace.host.idle()
  }

  test('[SUM-2] [BEY-2] [BEY-6] [REC-4] a CSM opens the alert, sees why, logs the call, and closes it with what came of it', async () => {
    await seats('c1', 60)
    await seats('c1', 20)
    const mine = alert(anna, 'Halden Freight')
    await mine.getByRole('button', { name: /Seats in use −35/ }).waitFor()
    await alert(other, 'Halden Freight').waitFor()
    await mine.getByRole('button', { name: /Seats in use/ }).click()
    await mine.getByText('Employees fell from 60 to 20').waitFor()
    await mine.getByText('from 55 to 20').waitFor()
    expect(await axe(anna)).toEqual([])

    await mine.getByRole('button', { name: 'Log a call' }).click()
    const preview = anna.getByRole('complementary').filter({ hasText: 'Halden Freight' })
    await preview.getByLabel('Title').fill('Asked Mara about the seats')
    await preview.getByRole('button', { name: 'Record call' }).click()
    await preview.getByText('Asked Mara about the seats').waitFor()

    expect(await mine.getByRole('button', { name: 'Close alert' }).isDisabled()).toBe(true)
    await mine.getByLabel('Real risk').check({ force: true })
    await mine.getByLabel('Note', { exact: true }).fill('A team has left')
    await mine.getByRole('button', { name: 'Close alert' }).click()
    for (const page of [anna, other]) await alert(page, 'Halden Freight').waitFor({ state: 'detached' })
    const closed = preview.getByRole('region', { name: 'Alerts' })
    await closed.getByText('Real risk').waitFor()
    const kept = getValue(await workspace.host.as(idOf('anna')).read(alertsOfRecord, { type: 'company', id: idOf('c1') }))
    expect(kept.rows[0]).toMatchObject({ to: 'at-risk', state: 'done', outcome: 'real-risk', note: 'A team has left' })
  })

  test('[BEY-6] [SUM-3] an alert becomes a task of the CSM, due when the alert is, and stays until it is closed', async () => {
    await seats('c2', 20)
    const mine = alert(anna, 'Solenne Hotels')
    await mine.getByRole('button', { name: /Seats in use/ }).click()
    await mine.getByRole('button', { name: 'Take on as a task' }).click()
    await mine.getByRole('button', { name: 'A task', exact: true }).click()
    const preview = anna.getByRole('complementary').filter({ hasText: 'Look after Solenne Hotels' })
    await preview.waitFor()
    await alert(other, 'Solenne Hotels').getByRole('button', { name: 'A task', exact: true }).waitFor()
  })

  test('[SUM-3] a task is added from Summary, and listed at once where it is due', async () => {
    const due = anna.getByRole('region', { name: 'Tasks', exact: true })
    await due.getByRole('button', { name: 'New task' }).click()
    const dialog = anna.getByRole('dialog')
    await dialog.getByLabel('Title').fill('Send the order form')
    await dialog.getByLabel(/^Due/).fill('today 23:58')
    await dialog.getByRole('button', { name: 'Create task' }).click()
    await due.getByRole('button', { name: 'Send the order form', exact: true }).waitFor()
  })
})
