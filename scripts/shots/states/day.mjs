// The day of a CSM: Summary, tasks, schedule, feed, notifications.
import { customers, openSecond } from './addresses.mjs'
import { holdLists } from './failing.mjs'

const schedule = 'tab=tenure.schedule/schedule'
const feed = 'tab=tenure.feed/feed'

/** The day of a CSM. */
export const dayStates = [
  { name: 'summary', at: '', ready: '.sum-task, .sum-card' },
  { name: 'alert', target: 'summary', at: '', ready: '.sum-alert', act: openAlert },
  { name: 'alerts-report', target: 'summary', at: '', ready: '.sum-alert', act: reportAlerts },
  { name: 'view-as', target: 'summary', at: '', ready: '.sum-task', act: (page) => page.click('.view-as button') },
  { name: 'tasks', at: 'tab=tenure.tasks/tasks&view=tenure.tasks/open', ready: '[role=gridcell]', act: openSecond },
  { name: 'new-task', target: 'tasks', at: 'tab=tenure.tasks/tasks', ready: 'main .create', act: newTask },
  { name: 'schedule', at: schedule, ready: '.cal-grid, .cal-week', act: (page) => page.locator('.ev').first().waitFor() },
  // On a phone the summary lies over items behind it, which axe then takes for small targets.
  { name: 'schedule-item', target: 'schedule', at: `${schedule}&layout=week`, ready: '.ev', on: 'desk', act: openItem },
  { name: 'schedule-month', target: 'schedule', at: `${schedule}&layout=month`, ready: '.cal-week .ev' },
  {
    name: 'schedule-calendars',
    target: 'schedule',
    at: schedule,
    ready: '.cal-grid',
    on: 'phone',
    act: (page) => page.click('#calendars-button'),
  },
  { name: 'schedule-empty', target: 'schedule', at: `${schedule}&at=2031-01-15`, ready: '.cal-grid' },
  { name: 'schedule-failed', target: 'states', at: schedule, ready: '.mid', before: (page) => holdLists(page, 'fail') },
  { name: 'feed', at: feed, ready: '.feed [data-item]' },
  { name: 'feed-preview', target: 'feed', at: feed, ready: '.feed [data-item]', act: openContact },
  { name: 'feed-removed', target: 'feed', at: feed, on: 'desk', ready: '.feed [data-item]', act: removeFirst },
  { name: 'feed-empty', target: 'states', at: `${feed}&search=zzz`, ready: '.mid' },
  { name: 'notifications', at: customers, ready: '[role=gridcell]', act: openBell },
  { name: 'notifications-empty', target: 'notifications', user: 'none', at: '', ready: 'main', act: openBell },
]

async function openItem(page) {
  await page.locator('.ev').first().click()
  await page.waitForSelector('.cal-summary')
}

async function openContact(page) {
  await page.locator('.feed a.who').first().click()
  await page.waitForSelector('.preview .ident')
}

async function removeFirst(page) {
  await page.locator('.feed [data-item]').first().hover()
  await page.locator('.feed [data-item]').first().locator('.do button').last().click()
  await page.waitForSelector('.toast')
}

async function openBell(page) {
  await page.locator('.bell').first().click()
  await page.waitForSelector('.notices .notice, .notices .mid')
}

async function openAlert(page) {
  await page.locator('.sum-alert .a2').first().click()
  await page.waitForSelector('.alert-more .hledger, .alert-do')
}

async function reportAlerts(page) {
  await page
    .locator('.block.sum', { has: page.locator('.sum-alert') })
    .locator('header .more')
    .first()
    .click()
  await page.waitForSelector('dialog[open]')
}

async function newTask(page) {
  await page.click('.create')
  await page.waitForSelector('dialog[open] input')
}
