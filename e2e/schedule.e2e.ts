import { calendarPages, calendars } from '@tenure/calendars'
import { use } from '@tenure/core'
import { schedule } from '@tenure/schedule'
import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { launchBrowser } from './support/browser.js'
import { settle } from './support/settle.js'
import { idOf, row, startWorkspace, type TestWorkspace } from './support/test-workspace.js'

const all = { view: 'all', edit: 'all', delete: 'all' }
const wednesday = '2026-11-18'
const at = (time: string): number => Date.parse(`${wednesday}T${time}Z`)
const meeting = (id: string, title: string, from: string, to: string, more: object = {}) =>
  row('meeting', id, { title, owner: idOf('anna'), at: at(from), endAt: at(to), ...more })
const rows = [
  row('user', 'anna', {
    ...{ name: 'Anna Berg', active: true, seat: true, timeZone: 'UTC', locale: 'en-GB' },
    permissions: ['workspace.access'],
    objects: { '*': all } as never,
  }),
  meeting('m1', 'Renewal call', '10:00', '11:00'),
  meeting('m2', 'Stand-up', '09:00', '09:30', { repeat: 'FREQ=DAILY;COUNT=3', timeZone: 'UTC' }),
]
const address = `/?tab=tenure.schedule/schedule&layout=week&at=${wednesday}`

const browser: Browser | undefined = await launchBrowser()
describe.skipIf(browser === undefined)('the schedule of a user', () => {
  let workspace: TestWorkspace
  let anna: Page
  let other: Page
  beforeAll(async () => {
    workspace = await startWorkspace(rows, [use(schedule), use(calendars)])
    await workspace.host.add(calendarPages(workspace.host))
    anna = await workspace.open(browser as Browser, idOf('anna'), {}, address)
    other = await workspace.open(browser as Browser, idOf('anna'), {}, address)
  })
  afterAll(async () => {
    await browser?.close()
    await workspace?.[Symbol.asyncDispose]()
  })
  const item = (page: Page, name: string): Locator => page.getByRole('button', { name })
  const status = (page: Page) => page.locator('.calendar > .sr')

  test('[SCH-1] [SCH-2] [REC-2] a meeting that is dragged to another day and time moves in the other browser', async () => {
    await Promise.all([anna, other].map((page) => item(page, 'Renewal call, 10:00 to 11:00').waitFor()))
    await settle(anna)
    const card = await item(anna, 'Renewal call, 10:00 to 11:00').boundingBox()
    if (card === null) throw new Error('The card is not drawn.')
    const [x, y] = [card.x + card.width / 2, card.y + 12]
    await anna.mouse.move(x, y)
    await anna.mouse.down()
    await anna.mouse.move(x + 20, y + 10)
    await anna.mouse.move(x + card.width + 8, y + 66, { steps: 4 })
    await anna.mouse.up()
    await other.locator('[data-day="2026-11-19"]').getByRole('button', { name: 'Renewal call, 11:00 to 12:00' }).waitFor()
    await anna.getByRole('button', { name: /^Undo/ }).first().waitFor()
  })

  test('[SCH-1] [SCH-3] one time of a series is moved by keys, spoken, and the others stay', async () => {
    await anna.locator(`[data-day="${wednesday}"]`).getByRole('button', { name: 'Stand-up' }).focus()
    await anna.keyboard.press(' ')
    await expect.poll(() => status(anna).textContent()).toContain('is lifted')
    await anna.keyboard.press('ArrowDown')
    await anna.keyboard.press('ArrowRight')
    await expect.poll(() => status(anna).textContent()).toContain('09:15 to 09:45')
    await anna.keyboard.press('Enter')
    await anna.getByRole('dialog').getByRole('button', { name: 'Move' }).click()
    await other.locator('[data-day="2026-11-19"]').getByRole('button', { name: 'Stand-up, 09:15 to 09:45' }).waitFor()
    await other.locator('[data-day="2026-11-20"]').getByRole('button', { name: 'Stand-up, 09:00 to 09:30' }).waitFor()
  })

  test('[SCH-1] [SCH-2] a calendar that is hidden, weekends, and a day of the small month are there by keys, and kept on the server', async () => {
    const internal = (page: Page) => page.getByRole('checkbox', { name: 'Internal' })
    await internal(anna).press(' ')
    await expect.poll(() => item(anna, 'Renewal call').count()).toBe(0)
    await expect.poll(() => internal(other).isChecked()).toBe(false)
    await anna.getByRole('switch', { name: 'Hide weekends' }).press(' ')
    await expect.poll(() => other.locator('.cal-col').count()).toBe(5)
    await internal(anna).press(' ')
    await anna.locator('.cal-mini [tabindex="0"]').focus()
    await anna.keyboard.press('ArrowDown')
    await anna.keyboard.press('Enter')
    await anna.locator('.cal-col[data-day="2026-11-25"]').waitFor()
    await anna.keyboard.press('PageUp')
    await anna.getByRole('table', { name: 'October 2026' }).waitFor()
    await item(other, 'Renewal call').waitFor()
  })

  test('[SCH-2] an item opens its summary, from which its record is opened', async () => {
    await item(other, 'Renewal call').click()
    const summary = other.getByRole('dialog', { name: 'Renewal call' })
    await summary.getByRole('button', { name: 'Open' }).click()
    await other.locator('.preview').waitFor()
  })

  test('[SCH-1] [REC-6] a new meeting begins in its title, and Esc leaves it from its notes too', async () => {
    await anna.getByRole('button', { name: 'New meeting' }).first().click()
    const dialog = anna.getByRole('dialog', { name: 'New meeting' })
    const notes = dialog.locator('[contenteditable="true"]')
    await notes.waitFor()
    await anna.keyboard.type('Kick-off')
    expect(await dialog.getByLabel('Title').inputValue()).toBe('Kick-off')
    await notes.click()
    await anna.keyboard.press('Escape')
    await dialog.waitFor({ state: 'hidden' })
  })

  test('[SCH-4] a calendar file shows what it would bring in, comes in, is in the schedule of the other browser, and is undone as one', async () => {
    const lines = [
      ...['BEGIN:VCALENDAR', 'VERSION:2.0', 'X-WR-CALNAME:Customers', 'BEGIN:VEVENT', 'UID:a@example', 'SUMMARY:Kick-off Halden'],
      ...['DTSTART;TZID=Europe/Berlin:20261119T150000', 'DURATION:PT1H', 'END:VEVENT', 'BEGIN:VEVENT', 'UID:b@example'],
      ...['SUMMARY:On Mars', 'DTSTART;TZID=Mars/Olympus:20261119T150000', 'END:VEVENT', 'END:VCALENDAR'],
    ]
    await anna.goto(`${workspace.url}/?tab=tenure.calendar-pages/calendars`)
    const file = { name: 'customers.ics', mimeType: 'text/calendar', buffer: Buffer.from(lines.join('\r\n')) }
    await anna.getByLabel('Calendar file').setInputFiles(file)
    await anna.getByText('1 new').waitFor()
    await anna.getByText('Mars/Olympus').waitFor()
    expect(await item(other, 'Kick-off Halden').count()).toBe(0)
    await anna.getByRole('button', { name: 'Import 1 meeting' }).click()
    await item(other, 'Kick-off Halden, 14:00 to 15:00').waitFor()
    await anna.getByRole('button', { name: /^Undo/ }).first().click()
    await item(other, 'Kick-off Halden').waitFor({ state: 'detached' })
  })
})
