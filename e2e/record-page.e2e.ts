import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { axe } from './page/axe.js'
import { launchBrowser } from './support/browser.js'
import { idOf, row, startWorkspace, type TestWorkspace } from './support/test-workspace.js'

const all = { view: 'all', edit: 'all', delete: 'all' }
const person = (id: string, name: string) =>
  row('user', id, {
    ...{ name, active: true, seat: true, timeZone: 'Europe/Berlin', locale: 'en-GB', permissions: ['workspace.access'] },
    objects: { '*': all } as never,
  })
const day = 86_400_000
const about = (id: string) => [{ association: 'companies', to: { type: 'company', externalId: id } }]
const customers = Array.from({ length: 60 }, (_, n) =>
  row('company', `c${n}`, { name: `Customer ${String(n).padStart(2, '0')}`, csm: idOf('anna'), renewalDate: '2020-03-01', city: 'Bergen' }),
)
const rows = [
  person('anna', 'Anna Berg'),
  person('vera', 'Vera Lind'),
  ...customers,
  row('note', 'n1', { title: 'Budget is cut', at: Date.now() - 3 * day }, about('c57') as never),
  row('call', 'k1', { title: 'Check-in', at: Date.now() - 2 * day }, about('c57') as never),
  row('contact', 'p1', { name: 'Marit Solberg', phone: '+47 22 12 34 56' }, about('c59') as never),
  row('meeting', 'm1', { title: 'Yearly review', at: Date.now() + 9 * day }, about('c57') as never),
  row('task', 't1', { title: 'Send the plan', dueAt: Date.now() - day }, [
    { association: 'about', to: { type: 'company', externalId: 'c57' } },
  ] as never),
]
const list = 'view=tenure.customers/all&sort=name'

const browser: Browser | undefined = await launchBrowser()
describe.skipIf(browser === undefined)('the page of a record', () => {
  let workspace: TestWorkspace
  beforeAll(async () => {
    workspace = await startWorkspace(rows)
  })
  afterAll(async () => {
    await browser?.close()
    await workspace?.[Symbol.asyncDispose]()
  })
  const open = (address: string) => workspace.open(browser as Browser, idOf('anna'), { reducedMotion: 'reduce' }, address)
  const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name })

  test('[REC-6] it has an address of its own, keeps its place in the list over a reload, steps through it, and Back returns to the list', async () => {
    const page = await open(`/?${list}&open=company:${idOf('c57')}`)
    await page.locator('.preview').getByText('58 of 60').waitFor()
    const link = page.getByRole('link', { name: 'View record' })
    const address = new URL((await link.getAttribute('href')) ?? '', page.url())
    expect(address.searchParams.get('record')).toBe(`company:${idOf('c57')}`)
    await link.click()
    await heading(page, 'Customer 57').waitFor()
    expect(new URL(page.url()).searchParams.get('record')).toBe(`company:${idOf('c57')}`)
    await page.reload()
    await heading(page, 'Customer 57').waitFor()
    await page.locator('.rp-way').getByText('58 of 60').waitFor()
    await page.getByRole('button', { name: 'Next record' }).click()
    await heading(page, 'Customer 58').waitFor()
    await page.locator('.rp-way').getByText('59 of 60').waitFor()
    await page.goBack()
    await page.locator('.preview').waitFor()
    await page.locator(`[data-id="${idOf('c57')}"]`).waitFor()
    await page.context().close()
  })

  test('[REC-1] [REC-8] an activity of the preview opens by its keys, and Back returns to the customer', async () => {
    const page = await open(`/?${list}&open=company:${idOf('c57')}`)
    const preview = (name: string) => page.getByRole('complementary', { name: `Record: ${name}`, exact: true })
    const call = preview('Customer 57').getByRole('region', { name: 'Activities' }).getByRole('link', { name: 'Check-in', exact: true })
    await call.focus()
    await page.keyboard.press('Enter')
    await preview('Check-in')
      .getByRole('button', { name: /Edit Time/ })
      .first()
      .waitFor()
    expect(await axe(page)).toEqual([])
    await page.goBack()
    await preview('Customer 57').waitFor()
    await page.context().close()
  })

  test('[REC-3] [REC-6] its timeline has what happened and what is ahead, by kind, and follows a change that another user makes', async () => {
    const page = await open(`/?${list}&record=company:${idOf('c57')}`)
    const ahead = page.getByRole('region', { name: 'Ahead' })
    await ahead.getByRole('link', { name: 'Yearly review' }).waitFor()
    await expect.poll(() => ahead.getByRole('listitem').first().textContent()).toMatch(/Send the plan.*overdue/)
    await page.getByRole('button', { name: 'Notes 1' }).click()
    await page.getByRole('link', { name: 'Check-in' }).waitFor({ state: 'detached' })
    await page.getByRole('link', { name: 'Budget is cut' }).waitFor()
    await page.getByRole('button', { name: /^All/ }).click()
    const values = { industry: 'Shipping', city: 'Oslo' }
    await workspace.act(idOf('vera'), 'tenure.record/update', { type: 'company', id: idOf('c57'), values })
    const change = page.getByRole('listitem').filter({ hasText: 'Vera Lind changed 2 properties' })
    await change.getByRole('button', { name: 'Show' }).click()
    await change.getByText('City from Bergen to Oslo').waitFor()
    expect(await axe(page)).toEqual([])
    await page.context().close()
  })

  test('[REC-1] [REC-3] a property says where it comes from and opens its history; sections are arranged for all records of the type', async () => {
    const page = await open(`/?${list}&record=company:${idOf('c57')}`)
    await page.getByRole('textbox', { name: /Find one of/ }).fill('city')
    const history = page.getByRole('button', { name: 'History of City' })
    await expect.poll(() => history.textContent()).toMatch(/Vera Lind, (now|\d+ min)/)
    await history.click()
    const side = page.getByRole('complementary', { name: 'History of City' })
    await side.getByText('Where it comes from').waitFor()
    await expect
      .poll(() => side.getByRole('listitem').allInnerTexts())
      .toEqual([expect.stringMatching(/^Oslo\nNow\n/), expect.stringMatching(/^Bergen\nRestore\n/), 'no value'])
    await page.keyboard.press('Escape')
    await expect.poll(() => history.evaluate((button) => button === document.activeElement)).toBe(true)
    await page.keyboard.press('Escape')
    const activities = page.locator('.preview').getByRole('region', { name: 'Activities' })
    await activities.waitFor()
    await page.getByRole('button', { name: 'Arrange this record' }).click()
    await page.getByRole('checkbox', { name: 'Activities' }).uncheck()
    await activities.waitFor({ state: 'detached' })
    await page.keyboard.press('Escape')
    await page.keyboard.press('k')
    await page.locator('.preview').getByRole('heading', { name: 'Customer 56' }).waitFor()
    expect(await activities.count()).toBe(0)
    await page.context().close()
  })

  test('[REC-1] an arrangement is of one type alone, and holds in the preview and on the page of each of its records', async () => {
    const page = await open(`/?${list}&open=company:${idOf('c59')}`)
    const preview = page.locator('.preview')
    const contacts = page.getByRole('region', { name: 'Contacts' })
    const leading = () => preview.locator('.lead-facts dt').allInnerTexts()
    await contacts.waitFor()
    expect(await leading()).toEqual(['Renewal date', 'CSM'])
    await page.getByRole('button', { name: 'Arrange this record' }).click()
    await page.getByRole('checkbox', { name: 'Associated records' }).uncheck()
    await page.getByRole('checkbox', { name: 'City', exact: true }).check()
    await page.getByRole('checkbox', { name: 'Renewal date', exact: true }).uncheck()
    await contacts.waitFor({ state: 'detached' })
    await expect.poll(leading).toEqual(['CSM', 'City'])
    await page.keyboard.press('Escape')
    await page.getByRole('link', { name: 'View record' }).click()
    await heading(page, 'Customer 59').waitFor()
    const primary = page.locator('.rp-group').first().locator('.prop .name')
    await expect.poll(() => primary.allInnerTexts()).toEqual(['CSM', 'City'])
    expect(await contacts.count()).toBe(0)
    // A contact has its own: its customer and its telephone are still there.
    await page.goto(`${workspace.url}/?${list}&open=contact:${idOf('p1')}`)
    await preview.getByRole('heading', { name: 'Marit Solberg' }).waitFor()
    await preview.getByRole('link', { name: 'Customer 59' }).waitFor()
    expect(await leading()).toEqual(['Phone'])
    // And it is this user's alone.
    const vera = await workspace.open(browser as Browser, idOf('vera'), {}, `/?${list}&open=company:${idOf('c59')}`)
    await vera.getByRole('region', { name: 'Contacts' }).waitFor()
    for (const each of [page, vera]) await each.context().close()
  })
})
