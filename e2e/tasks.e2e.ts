import { use } from '@tenure/core'
import { tasks } from '@tenure/tasks'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { launchBrowser } from './support/browser.js'
import { hold } from './support/hold.js'
import { idOf, row, startWorkspace, type TestWorkspace } from './support/test-workspace.js'

const all = { view: 'all', edit: 'all', delete: 'all' }
const person = (id: string, name: string) =>
  row('user', id, {
    ...{ name, active: true, seat: true, timeZone: 'Europe/Berlin', locale: 'en-GB' },
    permissions: ['workspace.access'],
    objects: { '*': all } as never,
  })
const hour = 3_600_000
const task = (id: string, title: string, inHours: number) =>
  row('task', id, { title, kind: 'to-do', status: 'not-started', assignee: idOf('anna'), dueAt: Date.now() + inHours * hour })
const rows = [
  person('anna', 'Anna Berg'),
  person('vera', 'Vera Lind'),
  task('t1', 'Chase the signed order form', -30),
  task('t2', 'Share the usage report', -50),
  task('t3', 'Prepare the renewal offer', 400),
]
const address = '/?tab=tenure.tasks/tasks&view=tenure.tasks/open'

const browser: Browser | undefined = await launchBrowser()
describe.skipIf(browser === undefined)('the tasks of a user', () => {
  let workspace: TestWorkspace
  let anna: Page
  let other: Page
  beforeAll(async () => {
    workspace = await startWorkspace(rows, [use(tasks)])
    anna = await workspace.open(browser as Browser, idOf('anna'), {}, address)
    other = await workspace.open(browser as Browser, idOf('anna'), {}, address)
  })
  afterAll(async () => {
    await browser?.close()
    await workspace?.[Symbol.asyncDispose]()
  })
  const cell = (page: Page, text: string) => page.getByRole('gridcell').filter({ hasText: text }).first()
  const views = (page: Page) => page.getByRole('navigation', { name: 'Views' })
  const count = (page: Page, view: string) => views(page).getByRole('link', { name: view }).locator('.n').textContent()

  test('[TSK-2] [TSK-4] a task that is completed by its key leaves the other list and its count', async () => {
    await cell(other, 'Chase the signed order form').waitFor()
    await expect.poll(() => count(other, 'Overdue')).toBe('2')
    await cell(anna, 'Chase the signed order form').focus()
    await anna.keyboard.press('d')
    await cell(other, 'Chase the signed order form').waitFor({ state: 'detached' })
    await expect.poll(() => count(other, 'Overdue')).toBe('1')
    await expect.poll(() => count(other, 'All completed')).toBe('1')
  })

  test('[TSK-4] [BEY-5] all of a view are completed from the bar, and marked incomplete again', async () => {
    await cell(anna, 'Share the usage report').focus()
    await anna.keyboard.press('Control+a')
    const bar = anna.locator('.bulk-bar')
    await bar.getByRole('button', { name: 'Complete', exact: true }).click()
    await expect.poll(() => count(other, 'All open')).toBe('0')
    await views(anna).getByRole('link', { name: 'All completed' }).click()
    await cell(anna, 'Share the usage report').focus()
    await anna.keyboard.press('Control+a')
    await bar.getByRole('button', { name: 'Mark incomplete' }).click()
    await expect.poll(() => count(other, 'All open')).toBe('3')
    await views(anna).getByRole('link', { name: 'All open' }).click()
    await cell(anna, 'Share the usage report').focus()
    await anna.keyboard.press('Control+a')
    await bar.getByRole('button', { name: 'Archive' }).click()
    const asked = anna.getByRole('dialog', { name: 'Archive 3' })
    await asked.getByRole('button', { name: 'Cancel' }).click()
    expect(await count(other, 'All open')).toBe('3')
    await bar.getByRole('button', { name: 'Archive' }).click()
    await asked.getByRole('button', { name: 'Archive 3' }).click()
    await expect.poll(() => count(other, 'All open')).toBe('0')
    await anna.locator('.toast', { hasText: '3 records archived' }).getByRole('button', { name: 'Undo' }).click()
    await expect.poll(() => count(other, 'All open')).toBe('3')
  })

  test('[TSK-3] one task is created after another: the next starts like the last, but for its title', async () => {
    await views(anna).getByRole('link', { name: 'All open' }).click()
    await cell(anna, 'Share the usage report').focus()
    await anna.keyboard.press('n')
    const dialog = anna.getByRole('dialog', { name: 'New task' })
    const title = dialog.getByRole('textbox', { name: 'Title' })
    await title.fill('Call Marit')
    await dialog.getByRole('textbox', { name: 'Queue' }).fill('Renewals')
    await anna.keyboard.press('Shift+Enter')
    await anna.locator('.toast.done').filter({ hasText: 'Task created' }).waitFor()
    await expect.poll(() => title.inputValue()).toBe('')
    await expect.poll(() => title.evaluate((field) => field === document.activeElement)).toBe(true)
    expect(await dialog.getByRole('textbox', { name: 'Queue' }).inputValue()).toBe('Renewals')
    await title.fill('Write to Marit')
    await anna.keyboard.press('Control+Enter')
    await dialog.waitFor({ state: 'detached' })
    await anna.getByRole('complementary', { name: /Write to Marit/ }).waitFor()
  })

  test('[TSK-3] what is typed after the key of a new task is its title, however late the form comes', async () => {
    const page = await workspace.open(browser as Browser, idOf('anna'), {}, address)
    await views(page).getByRole('link', { name: 'All open' }).click()
    await cell(page, 'Write to Marit').focus()
    const release = await hold(page, /new-record-dialog-[^/]*\.js/)
    await page.keyboard.press('n')
    await page.keyboard.type('Call Heleenx')
    await page.keyboard.press('Backspace')
    release()
    await page.keyboard.type(' about the renewal', { delay: 25 })
    const title = page.getByRole('dialog', { name: 'New task' }).getByRole('textbox', { name: 'Title' })
    await title.waitFor()
    await expect.poll(() => title.inputValue()).toBe('Call Heleen about the renewal')
    await page.context().close()
  })

  test('[TSK-1] [TSK-5] a task that repeats is made in plain words by keys; completed in one browser it leaves the other, and its next comes there', async () => {
    await views(anna).getByRole('link', { name: 'All open' }).click()
    await cell(anna, 'Write to Marit').focus()
    await anna.keyboard.press('n')
    const dialog = anna.getByRole('dialog', { name: 'New task' })
    await dialog.getByRole('textbox', { name: 'Title' }).fill('Review the contract')
    await dialog.getByRole('textbox', { name: 'Due' }).fill('16 Nov 2030, 17:00')
    await dialog.getByRole('combobox', { name: 'Reminder' }).selectOption({ label: '1 h before' })
    await dialog.getByRole('button', { name: 'Repeats: Never' }).press('Enter')
    const form = anna.getByRole('dialog', { name: 'Repeats' })
    await form.getByRole('combobox', { name: 'Repeats' }).selectOption('Monthly')
    await form.getByRole('combobox', { name: 'Day' }).selectOption('on the third Saturday')
    await form.getByRole('combobox', { name: 'Ends' }).selectOption('After some times')
    await form.getByRole('textbox', { name: 'After' }).fill('3')
    await form.getByText('Every month on the third Saturday at 17:00, 3 times.').waitFor()
    await form.getByText('Next: Sat, 21 Dec 2030 · Sat, 18 Jan 2031').waitFor()
    await anna.keyboard.press('Escape')
    await dialog.getByRole('button', { name: 'Repeats: every month on the third Saturday, 3 times' }).waitFor()
    await anna.keyboard.press('Control+Enter')
    const preview = anna.getByRole('complementary', { name: /Review the contract/ })
    await preview.getByText('1 h before').waitFor()
    await expect.poll(() => count(other, 'All open')).toBe('6')
    await views(other).getByRole('link', { name: 'All open' }).click()
    await cell(other, 'Review the contract').waitFor()
    await cell(anna, 'Review the contract').focus()
    await anna.keyboard.press('d')
    await expect.poll(() => count(other, 'All completed')).toBe('1')
    await expect.poll(() => count(other, 'All open')).toBe('6')
    await cell(other, 'Review the contract').click()
    const next = other.getByRole('complementary', { name: /Review the contract/ })
    await next.getByText('every month on the third Saturday, 2 times').first().waitFor()
    await next.getByText('21 Dec 2030', { exact: false }).first().waitFor()
    await other.keyboard.press('Escape')
  })
})
