import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { launchBrowser } from './support/browser.js'
import { hold } from './support/hold.js'
import { idOf, row, startWorkspace, type TestWorkspace } from './support/test-workspace.js'

const all = { view: 'all', edit: 'all', delete: 'all' }
const person = (id: string, name: string, objects: object = { '*': all }) =>
  row('user', id, {
    ...{ name, active: true, seat: true, timeZone: 'Europe/Berlin', locale: 'en-GB', permissions: ['workspace.access'] },
    objects: objects as never,
  })
const customer = (id: string, name: string) => row('company', id, { name, csm: idOf('anna'), domain: `${id}.example` })
const rows = [
  person('anna', 'Anna Berg'),
  person('ben', 'Ben Okoro'),
  person('guest', 'Gil Rey', { '*': all, company: { view: 'all', edit: 'none', delete: 'none' } }),
  customer('c1', 'Arbor Street Bank'),
  customer('c2', 'Arbor Bank'),
  customer('c3', 'Castor and Pine'),
  row('contact', 'p1', { name: 'Marit Solberg', email: 'marit@castor.example', phone: '+47 22 12 34 56' }),
]
const address = '/?view=tenure.customers/all'
interface Shown {
  readonly archived: boolean
  readonly links: readonly {
    readonly name: string
    readonly rows: readonly { readonly title: string; readonly labels?: readonly string[] }[]
  }[]
  readonly activities: { readonly rows: readonly { readonly type: string; readonly title: string; readonly text?: string }[] }
}

const browser: Browser | undefined = await launchBrowser()
describe.skipIf(browser === undefined)('what is recorded about a record', () => {
  let workspace: TestWorkspace
  let anna: Page
  const open = (user: string, at = address) => workspace.open(browser as Browser, idOf(user), {}, at)
  const record = async (id: string): Promise<Shown> => {
    const input = encodeURIComponent(JSON.stringify({ type: 'company', id: idOf(id) }))
    const headers = await workspace.signIn(idOf('anna'))
    const response = await fetch(`${workspace.url}/api/read/tenure.record/record?input=${input}`, { headers })
    return ((await response.json()) as { value: Shown }).value
  }
  const linked = async (id: string, name: string) => (await record(id)).links.find((list) => list.name === name)?.rows ?? []
  const toast = (page: Page, text: string) => page.locator('.toast.done').filter({ hasText: text })
  const cell = (page: Page, text: string) => page.getByRole('gridcell').filter({ hasText: text }).first()
  const preview = (page: Page, name: string) => page.getByRole('complementary', { name: new RegExp(name) })
  const hasFocus = (field: Locator) => expect.poll(() => field.evaluate((element) => element === document.activeElement)).toBe(true)
  const openRecord = async (page: Page, name: string) => {
    await cell(page, name).click()
    await preview(page, name).locator('.follow-ups').waitFor()
  }

  beforeAll(async () => {
    workspace = await startWorkspace(rows)
    anna = await open('anna')
  })
  afterAll(async () => {
    await browser?.close()
    await workspace?.[Symbol.asyncDispose]()
  })

  test('[REC-8] what is typed after the key of a note or a task is whole in its field, however late that comes', async () => {
    const typed = 'Mara called, mentioned the team, and cancelled'
    for (const key of ['n', 't']) {
      const page = await open('anna')
      await openRecord(page, 'Castor and Pine')
      const release = await hold(page, /composer-[^/]*\.js/)
      await page.keyboard.press(key)
      await page.locator('.composer.wait').waitFor({ state: 'attached' })
      await page.keyboard.type(`${typed.slice(0, 20)}x`)
      await page.keyboard.press('Backspace')
      release()
      await page.keyboard.type(typed.slice(20), { delay: 25 })
      const field = key === 'n' ? page.locator('.composer .ProseMirror') : page.locator('.composer input:focus')
      await field.waitFor()
      await expect.poll(() => (key === 'n' ? field.textContent() : field.inputValue())).toBe(typed)
      await page.context().close()
    }
  })

  test('[REC-1] what is typed before the form of a task is there does nothing else', async () => {
    const page = await open('anna')
    const release = await hold(page, /composer-[^/]*\.js/)
    await openRecord(page, 'Arbor Bank')
    await preview(page, 'Arbor Bank').locator('.follow-ups [data-kind="task"]').press('Enter')
    await page.locator('.composer.wait').waitFor()
    await page.keyboard.type('nc')
    release()
    await page.locator('.composer input').first().waitFor()
    expect(await page.locator('.follow-ups [aria-expanded="true"]').getAttribute('data-kind')).toBe('task')
    // Once a field has the focus, and has lost it again, keys are for the page.
    await page.keyboard.press('Escape')
    await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('data-kind'))).toBe('task')
    await page.keyboard.press('n')
    await expect.poll(() => page.locator('.follow-ups [aria-expanded="true"]').getAttribute('data-kind')).toBe('note')
    await page.context().close()
  })

  test('[REC-1] [REC-8] [BEY-1] [BEY-5] a call, a note and a task are recorded by keys alone, and the last is undone', async () => {
    await cell(anna, 'Arbor Bank').focus()
    for (const key of ['ArrowDown', 'ArrowDown', 'Enter']) await anna.keyboard.press(key)
    await preview(anna, 'Castor and Pine').locator('.follow-ups').waitFor()
    await anna.keyboard.press('c')
    await anna.locator('.composer [contenteditable="true"]:focus').waitFor()
    await anna.keyboard.type('Spoke with Marit about the terms')
    await anna.keyboard.press('Control+Enter')
    await toast(anna, 'Call recorded').waitFor()
    // The focus is back at the button, so the next key is for the page.
    await expect.poll(() => anna.evaluate(() => document.activeElement?.getAttribute('data-kind'))).toBe('call')
    await anna.keyboard.press('n')
    await anna.locator('.composer [contenteditable="true"]:focus').waitFor()
    await anna.keyboard.press('Control+b')
    await anna.keyboard.type('Wants a lower price')
    await anna.keyboard.press('Control+Enter')
    await toast(anna, 'Note saved').waitFor()
    await anna.keyboard.press('l')
    await anna.getByRole('textbox', { name: 'Subject' }).waitFor()
    await anna.locator('.composer [data-long]:focus').waitFor()
    await anna.keyboard.type('As we said')
    await anna.keyboard.press('Control+Enter')
    await toast(anna, 'Recorded; send it in your mail program').waitFor()
    await anna.keyboard.press('t')
    const title = anna.getByRole('textbox', { name: 'Title' })
    await hasFocus(title)
    await anna.keyboard.press('Control+Enter')
    await anna.locator('.composer [role="alert"]').first().waitFor()
    await hasFocus(title)
    await anna.keyboard.type('Send the offer')
    await anna.keyboard.press('Tab')
    await anna.keyboard.type('1 Dec 2026, 9:00')
    await anna.keyboard.press('Control+Enter')
    await toast(anna, 'Task created').waitFor()
    const { activities } = await record('c3')
    expect(activities.rows.map(({ type, title }) => [type, title]).sort()).toEqual([
      ['call', 'Spoke with Marit about the terms'],
      ['email', 'As we said'],
      ['note', 'Wants a lower price'],
    ])
    expect(activities.rows.find(({ type }) => type === 'note')?.text).toContain('<strong>')
    expect((await linked('c3', 'tasks')).map(({ title }) => title)).toEqual(['Send the offer'])
    await anna.keyboard.press('Control+z')
    await expect.poll(() => linked('c3', 'tasks')).toEqual([])
    expect((await record('c3')).activities.rows.length).toBe(3)
  })

  test('[REC-8] a draft survives closing its composer and a walk to another record', async () => {
    await anna.keyboard.press('m')
    await anna.locator('.composer [contenteditable="true"]:focus').waitFor()
    await anna.keyboard.type('Agenda: renewal')
    await anna.keyboard.press('Escape')
    await anna.locator('.composer').waitFor({ state: 'detached' })
    await openRecord(anna, 'Arbor Bank')
    expect(await anna.getByRole('button', { name: 'Meeting, with a draft' }).count()).toBe(0)
    await openRecord(anna, 'Castor and Pine')
    await anna.getByRole('button', { name: 'Meeting, with a draft' }).click()
    await expect.poll(() => anna.locator('.composer [contenteditable="true"]').textContent()).toBe('Agenda: renewal')
    await anna.keyboard.press('Escape')
  })

  test('[REC-8] an association is added by search, labelled, and taken back with undo', async () => {
    await anna.getByRole('button', { name: 'More for this record' }).click()
    await anna.getByRole('menuitem', { name: 'Associate a record' }).click()
    await anna.getByRole('combobox', { name: 'Association' }).click()
    await anna.getByRole('option', { name: 'Contacts' }).click()
    await anna.getByRole('searchbox').fill('Marit')
    await anna.locator('.hit', { hasText: 'Marit Solberg' }).click()
    await toast(anna, 'Associated').waitFor()
    await anna.locator('.linked li', { hasText: 'Marit Solberg' }).hover()
    await anna.getByRole('button', { name: 'Labels of Marit Solberg' }).click()
    await anna.getByRole('checkbox', { name: 'Champion' }).click()
    await anna.locator('.linked .label', { hasText: 'Champion' }).waitFor()
    await expect.poll(() => linked('c3', 'contacts')).toMatchObject([{ title: 'Marit Solberg', labels: ['champion'] }])
    await anna.keyboard.press('Escape')
    await anna.keyboard.press('Control+z')
    await anna.locator('.linked .label', { hasText: 'Champion' }).waitFor({ state: 'detached' })
  })

  test('[REC-8] an association is given its label while it is added', async () => {
    const page = await open('anna')
    await openRecord(page, 'Arbor Street Bank')
    await page.getByRole('button', { name: 'More for this record' }).click()
    await page.getByRole('menuitem', { name: 'Associate a record' }).click()
    await page.getByRole('combobox', { name: 'Association' }).click()
    await page.getByRole('option', { name: 'Contacts' }).click()
    await page.getByRole('combobox', { name: 'Label' }).click()
    await page.getByRole('option', { name: 'Champion' }).click()
    await page.getByRole('searchbox').fill('Marit')
    await page.locator('.hit', { hasText: 'Marit Solberg' }).click()
    await page.locator('.linked .label', { hasText: 'Champion' }).waitFor()
    expect(await linked('c1', 'contacts')).toMatchObject([{ title: 'Marit Solberg', labels: ['champion'] }])
    await page.keyboard.press('Control+z')
    await expect.poll(() => linked('c1', 'contacts')).toEqual([])
    await page.context().close()
  })

  test('[REC-1] a call offers the number of each person, which a telephone dials', async () => {
    await anna.getByRole('button', { name: 'Call', exact: true }).click()
    const number = anna.locator('.composer').getByRole('link', { name: 'Call Marit Solberg, +47 22 12 34 56' })
    await expect.poll(() => number.getAttribute('href')).toBe('tel:+4722123456')
    await anna.keyboard.press('Escape')
    await anna.locator('.composer').waitFor({ state: 'detached' })
  })

  test('[REC-4] [BEY-5] a record is followed, archived with undo, and reached while it is archived', async () => {
    const star = anna.getByRole('button', { name: 'Follow', exact: true })
    await star.click()
    await expect.poll(() => star.getAttribute('aria-pressed')).toBe('true')
    await anna.getByRole('button', { name: 'More for this record' }).click()
    await anna.getByRole('menuitem', { name: 'Archive' }).click()
    await anna.locator('.archived-note').waitFor()
    await expect.poll(() => cell(anna, 'Castor and Pine').count()).toBe(0)
    await toast(anna, 'Archived').getByRole('button', { name: 'Undo' }).click()
    await cell(anna, 'Castor and Pine').waitFor()
    await expect.poll(async () => (await record('c3')).archived).toBe(false)
  })

  test('[REC-1] a new customer is asked for its name, compared with those that are there, created and opened', async () => {
    await cell(anna, 'Castor and Pine').focus()
    await anna.keyboard.press('Escape')
    await anna.locator('.preview').waitFor({ state: 'detached' })
    await anna.keyboard.press('n')
    const name = anna.getByRole('textbox', { name: 'Name' })
    await hasFocus(name)
    await anna.keyboard.press('Control+Enter')
    await expect.poll(() => name.getAttribute('aria-invalid')).toBe('true')
    await hasFocus(name)
    await anna.keyboard.type('Arbor Bank')
    await anna.locator('.alike a', { hasText: 'Arbor Bank' }).waitFor()
    await name.fill('Nordhavn Marine')
    await anna.keyboard.press('Enter')
    await anna.getByRole('complementary', { name: /Nordhavn Marine/ }).waitFor()
    await cell(anna, 'Nordhavn Marine').waitFor()
    await anna.keyboard.press('Control+k')
    await anna.locator('.palette input:focus').waitFor()
    await anna.keyboard.type('New contact for')
    await anna.getByRole('option', { name: /New contact for Nordhavn Marine/, selected: true }).waitFor()
    await anna.keyboard.press('Enter')
    await anna.getByRole('textbox', { name: 'Email' }).waitFor()
    await anna.locator('.dialog :focus').waitFor()
    await anna.keyboard.type('Kari Lund')
    await anna.keyboard.press('Control+Enter')
    await preview(anna, 'Kari Lund').locator('.linked', { hasText: 'Nordhavn Marine' }).waitFor()
  })

  test('[REC-8] [ACC-4] who may not edit the customer is offered notes and tasks alone, and may save one', async () => {
    const guest = await open('guest')
    await openRecord(guest, 'Arbor Street Bank')
    await expect.poll(() => guest.locator('.follow-up').allTextContents()).toEqual(['Note', 'Task'])
    expect(await guest.locator('.create').count()).toBe(0)
    await guest.keyboard.press('n')
    await guest.locator('.composer [contenteditable="true"]:focus').waitFor()
    await guest.keyboard.type('Seen by a guest')
    await guest.keyboard.press('Control+Enter')
    await toast(guest, 'Note saved').waitFor()
    expect((await record('c1')).activities.rows.map(({ title }) => title)).toEqual(['Seen by a guest'])
    await guest.context().close()
  })

  test('[REC-4] two people look at one of two customers while they are merged: the page moves to the one that stays, and says so', async () => {
    const ben = await open('ben', `${address}&open=company:${idOf('c2')}`)
    await ben.getByRole('complementary', { name: /Arbor Bank/ }).waitFor()
    await openRecord(anna, 'Arbor Bank')
    await anna.getByRole('button', { name: 'More for this record' }).click()
    await anna.getByRole('menuitem', { name: /Merge/ }).click()
    await anna.getByRole('searchbox').fill('Arbor Street')
    await anna.locator('.hit', { hasText: 'Arbor Street Bank' }).click()
    const merge = anna.getByRole('button', { name: 'Merge Arbor Bank into Arbor Street Bank' })
    await merge.waitFor()
    expect(await merge.isDisabled()).toBe(true)
    await anna.getByRole('checkbox', { name: /cannot be undone/ }).check()
    await merge.click()
    // The toast goes by itself, so it is waited for at once.
    await Promise.all([
      ...[anna, ben].map((page) => page.getByRole('complementary', { name: /Arbor Street Bank/ }).waitFor()),
      toast(ben, 'Merged into Arbor Street Bank').waitFor(),
    ])
    expect(new URL(ben.url()).searchParams.get('open')).toBe(`company:${idOf('c1')}`)
    expect(await toast(anna, 'Merged into').getByRole('button', { name: 'Undo' }).count()).toBe(0)
  })
})
