import { use } from '@tenure/core'
import { surveys } from '@tenure/surveys'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { axe } from './page/axe.js'
import { launchBrowser } from './support/browser.js'
import { idOf, row, startWorkspace, type TestWorkspace } from './support/test-workspace.js'

const all = { view: 'all', edit: 'all', delete: 'all' }
const rows = [
  row('user', 'anna', {
    ...{ name: 'Anna Berg', active: true, seat: true, timeZone: 'UTC', locale: 'en-GB' },
    permissions: ['workspace.access'],
    objects: { '*': all } as never,
  }),
  row('company', 'halden', { name: 'Halden Freight', csm: idOf('anna') }),
  row('contact', 'mara', { name: 'Mara Holt', email: 'mara@halden.example' }, [
    { association: 'companies', to: { type: 'company', externalId: 'halden' } },
  ]),
]

const browser: Browser | undefined = await launchBrowser()
describe.skipIf(browser === undefined)('a survey', () => {
  let workspace: TestWorkspace
  let anna: Page
  beforeAll(async () => {
    workspace = await startWorkspace(rows, [use(surveys)])
    anna = await workspace.open(browser as Browser, idOf('anna'), {}, '/?tab=tenure.surveys/surveys-page')
  })
  afterAll(async () => {
    await browser?.close()
    await workspace?.[Symbol.asyncDispose]()
  })

  test('[BEY-15] [SEC-11] [SEC-7] is created, asked by a link that a contact answers on a phone without signing in, and counted at once', async () => {
    await anna.getByRole('button', { name: 'New survey' }).click()
    await anna.getByLabel('Name').fill('Autumn <b>2026</b>')
    await anna.getByRole('button', { name: 'Create survey' }).click()
    await anna.getByRole('button', { name: 'Ask a contact: Autumn' }).click()
    await anna.getByLabel('Contact', { exact: true }).fill('mara')
    await anna.getByRole('button', { name: 'Make the link for Mara Holt' }).click()
    const link = await anna.getByLabel('Link', { exact: true }).inputValue()
    expect(await anna.getByRole('link', { name: 'Write an email' }).getAttribute('href')).toContain('mailto:mara%40halden.example')
    await anna.getByRole('button', { name: 'Done' }).click()
    const context = await (browser as Browser).newContext({ viewport: { width: 390, height: 844 }, colorScheme: 'dark' })
    const page = await context.newPage()
    await page.goto(link)
    expect(await page.locator('h1').textContent()).toBe('Autumn <b>2026</b>')
    expect(await axe(page)).toEqual([])
    await page.getByLabel('9', { exact: true }).check({ force: true })
    await page.getByRole('textbox').fill('Quick <script>alert(1)</script> answers')
    await page.getByRole('button', { name: 'Send' }).click()
    await page.getByText('Thank you').waitFor()
    expect(await axe(page)).toEqual([])
    await context.close()
    await anna.getByText('NPS 100').waitFor()
    await anna.getByText('Quick <script>alert(1)</script> answers').waitFor()
    expect(await axe(anna)).toEqual([])
  })

  test('[BEY-15] [REC-4] the preview of a customer shows its answers, and makes the link for one of its contacts', async () => {
    await anna.goto(`${workspace.url}/?view=tenure.customers/all&open=company:${idOf('halden')}`)
    const section = anna.getByRole('region', { name: 'Surveys', exact: true })
    await section.getByText('Last answer: 9 · Mara Holt').waitFor()
    await section.getByRole('button', { name: /^Ask: Autumn/ }).click()
    await anna.getByRole('button', { name: 'Make the link for Mara Holt' }).click()
    expect(await anna.getByLabel('Link', { exact: true }).inputValue()).toContain('/api/')

    await anna.getByRole('button', { name: 'Done' }).click()
    expect(await axe(anna)).toEqual([])
  })

  test('[BEY-15] [SEC-11] a link is withdrawn where the links are listed, after a question, and opens nothing any more', async () => {
    await anna.goto(`${workspace.url}/?tab=tenure.surveys/surveys-page`)
    const withdraw = anna.getByRole('button', { name: /^Withdraw Autumn/ })
    await expect.poll(() => withdraw.count()).toBe(2)
    await withdraw.first().click()
    await anna.getByRole('dialog').getByRole('checkbox').check()
    await anna.getByRole('button', { name: 'Withdraw link' }).click()
    await anna.getByText('The link is withdrawn').waitFor()
    await expect.poll(() => withdraw.count()).toBe(1)
  })
})
