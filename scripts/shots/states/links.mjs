// What leads out of a workspace and into it: own links, webhooks, surveys, calendars.
import { admin } from './addresses.mjs'

/** Links and what comes by them. */
export const linkStates = [
  { name: 'links', target: 'settings', at: admin('links-page'), ready: 'main h1' },
  {
    name: 'links-example',
    target: 'settings',
    at: admin('links-page'),
    ready: '.link-example',
    act: (page) => page.click('.link-example summary'),
  },
  { name: 'links-webhook', target: 'settings', at: admin('links-page'), ready: '.link-example', act: makeWebhook },
  { name: 'surveys', target: 'import-run', at: 'tab=tenure.surveys/surveys-page', user: 'root', ready: '.link-kinds' },
  {
    name: 'calendars',
    target: 'import-run',
    at: 'tab=tenure.calendar-pages/calendars',
    user: 'root',
    ready: '.link-kinds',
    act: dropCalendar,
  },
  { name: 'surveys-ask', target: 'states', at: 'tab=tenure.surveys/surveys-page', user: 'root', ready: '.link-rows', act: askContact },
  { name: 'survey-page', target: 'states', user: 'nobody', at: '', path: 'question', ready: 'form', language: 'en' },
]

async function makeWebhook(page) {
  await page
    .locator('.form-card', { has: page.locator('.link-example') })
    .locator('button')
    .first()
    .click()
  await page.fill('dialog[open] input', 'Our website')
  await page.click('dialog[open] .btn.pri')
  await page.waitForSelector('dialog[open] .link-once')
}

const calendar = ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Example//Calendar//EN', 'X-WR-CALNAME:Customers 2026']
  .concat(
    ...[1, 2, 3].map((day) => event(day, `DTSTART;TZID=Europe/Berlin:2026120${day}T100000`, `SUMMARY:Review ${day} with Halden Freight`)),
  )
  .concat(event(9, 'DTSTART;VALUE=DATE:20261210', 'SUMMARY:Trade fair in Cologne', 'STATUS:CANCELLED'))
  .concat(event(10, 'DTSTART;TZID=Mars/Olympus:20261210T100000', 'SUMMARY:Far away'))
  .concat('END:VCALENDAR')

function event(uid, ...lines) {
  return ['BEGIN:VEVENT', `UID:${uid}@calendar.example`, 'RRULE:FREQ=WEEKLY;COUNT=3', ...lines, 'END:VEVENT']
}

async function dropCalendar(page) {
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: 'customers.ics', mimeType: 'text/calendar', buffer: Buffer.from(calendar.join('\r\n')) })
  await page.waitForSelector('.link-rows')
}

async function askContact(page) {
  await page.locator('.link-row.wraps button').first().click()
  await page.waitForSelector('dialog[open] .link-row')
}
