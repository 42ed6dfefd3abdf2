// Every page and state of the product, and how a person comes there. Pictures are taken of them, and axe looks at them.
// Nothing here reads a word of the page, so that each is reached in every language.

const portfolio = 'tab=tenure.customers/customers'
const customers = `${portfolio}&view=tenure.customers/all`
const board = 'tab=tenure.revenue/revenue'
const boards = 'tab=tenure.dashboards/dashboards'
const admin = (page, at) => `tab=tenure.administration/${page}${at === undefined ? '' : `&at=${at}`}`
const inTrouble = {
  test: 'all',
  filters: [
    { test: 'any-of', property: 'customer.healthStatus', values: ['at-risk', 'neutral'] },
    { test: 'in-next', property: 'customer.renewalDate', span: { days: 90 } },
    {
      test: 'any',
      filters: [
        {
          test: 'some',
          link: 'customer.tickets',
          filter: { test: 'all', filters: [{ test: 'any-of', property: 'ticket.priority', values: ['high', 'urgent'] }] },
        },
        { test: 'before-last', property: 'customer.lastActivityAt', span: { days: 30 }, missing: true },
      ],
    },
  ],
}
const filtered = `${customers}&filter=${encodeURIComponent(JSON.stringify(inTrouble))}`

/** Customers, a record, what lies over them: as a CSM sees them. */
const work = [
  { name: 'door', user: 'nobody', at: '', ready: '.door' },
  { name: 'summary', at: '', ready: '.sum-task, .sum-card' },
  { name: 'customers', at: portfolio, ready: '[role=gridcell]', act: openSecond },
  { name: 'customers-all', at: customers, ready: '[role=gridcell]' },
  { name: 'views', at: customers, ready: '[role=gridcell]', on: 'phone', act: (page) => page.click('#views-button') },
  { name: 'selected', target: 'customers', at: customers, ready: '[role=gridcell]', act: selectThree },
  { name: 'columns', at: customers, ready: '[role=gridcell]', act: (page) => page.click('.columns-btn') },
  { name: 'quick-filter', at: customers, ready: '[role=gridcell]', act: (page) => page.locator('.pill.quick').first().click() },
  { name: 'filter', at: filtered, ready: '[role=gridcell]', act: openFilter },
  { name: 'new-customer', at: customers, ready: '[role=gridcell]', act: (page) => page.click('.create') },
  { name: 'note', at: portfolio, ready: '[role=gridcell]', act: writeNote },
  { name: 'record', at: portfolio, ready: '[role=gridcell]', act: viewSecond },
  { name: 'health-card', target: 'customers', at: portfolio, ready: '[role=gridcell]', act: openHealth },
  { name: 'record-history', target: 'record', at: portfolio, ready: '[role=gridcell]', act: openHistory },
  { name: 'services', target: 'revenue', at: 'tab=tenure.services/services', ready: '.board, .bcard, .mid' },
  { name: 'board', target: 'revenue', at: board, ready: '.bcard' },
  { name: 'board-table', target: 'revenue', at: `${board}&layout=table`, ready: '[role=gridcell]' },
  { name: 'board-lifted', target: 'revenue', at: board, ready: '.bcard', on: 'desk', act: lift },
  { name: 'board-menu', target: 'revenue', at: board, ready: '.bcard', act: (page) => page.locator('.bcard button').first().click() },
  { name: 'board-forecast', target: 'dashboards', at: `${board}&layout=forecast`, ready: '.block.chart svg, .block .mid' },
  { name: 'tasks', at: 'tab=tenure.tasks/tasks&view=tenure.tasks/open', ready: '[role=gridcell]', act: openSecond },
  { name: 'new-task', target: 'tasks', at: 'tab=tenure.tasks/tasks', ready: 'main .create', act: (page) => page.click('.create') },
  { name: 'palette', at: customers, ready: '[role=gridcell]', act: search },
  { name: 'user-menu', at: customers, ready: '[role=gridcell]', act: (page) => page.locator('.bar-end > .ib').last().click() },
  { name: 'keys', at: customers, ready: '[role=gridcell]', on: 'desk', act: (page) => page.keyboard.press('?') },
  { name: 'filtered-out', target: 'states', at: `${customers}&search=zzz&when=customer.createdAt:last-7`, ready: '.mid' },
  { name: 'no-tab', target: 'states', at: 'tab=nowhere/nothing', ready: '.mid' },
  { name: 'no-record', target: 'states', at: `${customers}&open=company:nobody`, ready: '.preview .mid' },
  { name: 'no-rights', target: 'states', user: 'none', at: '', ready: 'main h1' },
  { name: 'loading', target: 'states', at: customers, ready: 'h1', before: (page) => holdLists(page, 'wait') },
  { name: 'failed', target: 'states', at: customers, ready: '.mid', before: (page) => holdLists(page, 'fail') },
  { name: 'opening', target: 'states', at: customers, ready: 'main', before: holdAll },
  { name: 'unreachable', target: 'states', at: customers, ready: 'main', before: refuseAll },
]

const schedule = 'tab=tenure.schedule/schedule'
const feed = 'tab=tenure.feed/feed'
/** The day of a CSM: schedule, feed, notifications, own links. */
const day = [
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
  { name: 'notifications-empty', target: 'notifications', user: 'root', at: customers, ready: 'main', act: openBell },
  { name: 'links', target: 'settings', at: admin('links-page'), ready: 'main h1' },
  {
    name: 'links-example',
    target: 'settings',
    at: admin('links-page'),
    ready: '.link-example',
    act: (page) => page.click('.link-example summary'),
  },
  { name: 'links-webhook', target: 'settings', at: admin('links-page'), ready: '.link-example', act: makeWebhook },
  { name: 'dashboard', target: 'dashboards', user: 'root', at: `${boards}&at=dashboard~{dashboard}`, ready: '.tile .chart-plot' },
  {
    name: 'report-build',
    target: 'report',
    user: 'root',
    at: `${boards}&at=dashboard~{dashboard}~{report}`,
    ready: '.report-build .chart-plot',
  },
  {
    name: 'report-behind',
    target: 'report',
    user: 'root',
    on: 'desk',
    at: `${boards}&at=library~tenure.dashboards/activity`,
    ready: '.chart .chart-plot',
    act: openBehind,
  },
  {
    name: 'report-library',
    target: 'dashboards',
    user: 'root',
    at: `${boards}&at=library~tenure.customers/by-health`,
    ready: '.chart .chart-plot',
  },
]

const scores = 'tab=tenure.health/profiles-page'
/** The administration, as a super admin sees it. */
const administration = [
  { name: 'people', at: admin('access', 'user:{csm}'), ready: '.admin-panel .acts' },
  { name: 'people-list', target: 'people', at: admin('access'), ready: '.people tbody tr' },
  { name: 'people-deactivate', at: admin('access', 'user:{csm}'), ready: '.admin-panel .acts', act: deactivate },
  { name: 'people-last', at: admin('access', 'user:{root}'), ready: '.admin-panel .keep' },
  { name: 'people-add', at: admin('access'), ready: '.people tbody tr', act: (page) => page.locator('.head .btn').last().click() },
  { name: 'sets', target: 'people', at: admin('access', 'set:{set}'), ready: '.admin-panel h2' },
  { name: 'teams', target: 'people', at: admin('access', 'team:{team}'), ready: '.admin-panel h2' },
  { name: 'workspaces', at: admin('workspaces-page', '{workspace}'), ready: '.admin-panel input' },
  { name: 'workspaces-new', target: 'workspaces', at: admin('workspaces-page'), ready: '.workspace-name', act: newWorkspace },
  { name: 'workspaces-delete', at: admin('workspaces-page', '{workspace}'), ready: '.admin-panel input', act: deleteWorkspace },
  { name: 'object-roles', at: admin('roles-page'), ready: '.form-page input[type=radio]', act: changeRole },
  { name: 'objects', at: admin('objects-page'), ready: '.type-list li' },
  { name: 'object', at: admin('objects-page', '{type}'), ready: '.admin-panel input' },
  { name: 'object-new', at: admin('objects-page', 'new'), ready: '.admin-panel input' },
  { name: 'pipelines', target: 'objects', at: admin('pipelines-page'), ready: '.type-list li' },
  { name: 'pipeline', target: 'objects', at: admin('pipelines-page', 'deal'), ready: '.stage-list' },
  { name: 'revenue-settings', target: 'settings', at: 'tab=tenure.revenue/settings', ready: '.form-page' },
  { name: 'services-settings', target: 'settings', at: 'tab=tenure.services/settings', ready: '.form-page' },
  { name: 'jobs', target: 'import-run', at: admin('jobs-page'), ready: 'main h1' },
  { name: 'renewals-settings', target: 'settings', at: 'tab=tenure.revenue/renewals-settings', ready: '.form-page' },
  { name: 'health-scores', target: 'settings', at: 'tab=tenure.health/profiles-page', ready: '.health-row' },
  { name: 'health', at: 'tab=tenure.health/profiles-page', ready: '.health-row', act: openProfile },
  { name: 'health-backtest-asked', target: 'health-backtest', at: scores, ready: '.health-row', act: openBacktest },
  { name: 'health-backtest', at: scores, ready: '.health-row', act: runBacktest },
  { name: 'health-backtest-fit', target: 'health-backtest', at: scores, ready: '.health-row', act: proposePoints },
  { name: 'health-backtest-outcome', target: 'health-backtest', at: scores, ready: '.health-row', act: openOutcome },
  {
    name: 'health-backtest-running',
    target: 'health-backtest',
    at: scores,
    ready: '.health-row',
    before: (page) => holdBacktest(page, 'wait'),
    act: (page) => startBacktest(page, '.bt-running'),
  },
  {
    name: 'health-backtest-refused',
    target: 'states',
    at: scores,
    ready: '.health-row',
    before: (page) => holdBacktest(page, 'fail'),
    act: (page) => startBacktest(page, '.mid[role=alert]'),
  },
  { name: 'general', target: 'settings', at: admin('general-page'), ready: '.form-page input' },
  { name: 'settings', at: 'tab=tenure.customers/settings', ready: '.form-page', act: changeSetting },
  { name: 'import-new', target: 'first-start', at: 'tab=tenure.import-pages/import&at=new', ready: '.import-drop' },
  { name: 'first-start', at: 'tab=tenure.import-pages/import&at=new', ready: '.import-drop', act: dropFile },
  { name: 'imports', target: 'import-run', at: 'tab=tenure.import-pages/import', ready: '.import-list button' },
  { name: 'import-run', at: 'tab=tenure.import-pages/import', ready: '.import-list button', act: openImport },
  { name: 'surveys', target: 'import-run', at: 'tab=tenure.surveys/surveys-page', ready: '.link-kinds' },
  { name: 'calendars', target: 'import-run', at: 'tab=tenure.calendar-pages/calendars', ready: '.link-kinds', act: dropCalendar },
  { name: 'audit', at: admin('audit-page'), ready: 'button.audit-row', act: openEntry },
  { name: 'audit-list', target: 'audit', at: admin('audit-page'), ready: 'button.audit-row' },
  { name: 'jobs', target: 'audit', at: admin('jobs-page'), ready: 'button.job-row', act: openJob },
].map((state) => ({ user: 'root', ...state }))

/** A workspace in which nobody and nothing is yet. */
const beginning = [
  { name: 'first-start-door', user: 'nobody', at: '', ready: '.door' },
  { name: 'first-start-empty', user: 'founder', at: '', ready: '.import-drop' },
  { name: 'first-start-run', target: 'first-start', user: 'founder', at: '', ready: '.import-drop', act: dropFile },
  {
    name: 'no-customers',
    target: 'states',
    user: 'founder',
    at: 'tab=tenure.customers/customers&view=tenure.customers/all',
    ready: '.mid',
  },
].map((state) => ({ workspace: 'empty', ...state }))

/** The same pages with names that are long, written from right to left, and full of emoji. */
const named = [
  {
    name: 'names-customers',
    target: 'customers',
    at: `${portfolio}&view=tenure.customers/owned-by-me`,
    ready: '[role=gridcell]',
    act: openSecond,
  },
  {
    name: 'names-record',
    target: 'record',
    at: `${portfolio}&view=tenure.customers/owned-by-me`,
    ready: '[role=gridcell]',
    act: viewSecond,
  },
  { name: 'names-people', target: 'people', user: 'root', at: admin('access', 'user:{csm}'), ready: '.admin-panel .acts' },
  { name: 'names-teams', target: 'people', user: 'root', at: admin('access', 'team:{team}'), ready: '.admin-panel h2' },
  {
    name: 'names-workspaces',
    target: 'workspaces',
    user: 'root',
    at: admin('workspaces-page', '{workspace}'),
    ready: '.admin-panel input',
  },
  { name: 'names-palette', target: 'palette', at: customers, ready: '[role=gridcell]', act: search },
].map((state) => ({ workspace: 'names', ...state }))

/** All of them. Each has a user and a workspace; `act` goes on from its address, `before` comes first. */
export const states = [...work, ...day, ...administration, ...beginning, ...named].map((state) => ({
  user: 'csm',
  workspace: 'full',
  ...state,
}))

const cell = (page, row) => page.locator('[role=row]', { has: page.locator('[role=gridcell]') }).nth(row)

async function openBehind(page) {
  await page.locator('.chart .chart-point').first().press('Enter')
  await page.locator('.chart-behind tbody tr').first().waitFor()
}

async function openSecond(page) {
  await cell(page, 1).locator('.who').first().click()
  await page.waitForSelector('.preview .ident')
}

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

async function viewSecond(page) {
  await openSecond(page)
  await page.locator('.preview .top a, .preview a[href*="record="]').first().click()
  await page.waitForSelector('.rp .tl')
}

async function openHealth(page) {
  await openSecond(page)
  await page.locator('.hmake > summary').click()
  await page.locator('.hmake .hcriterion').first().waitFor()
}

async function openProfile(page) {
  await page.locator('.health-row .open').first().click()
  await page.waitForSelector('.health-edit')
  // On a phone the preview opens on demand.
  if ((await page.locator('.admin-panel').count()) > 0) await page.waitForSelector('.health-dist')
}

async function openBacktest(page) {
  await page.locator('.health-row .open').first().click()
  await page.locator('.head .seg label').last().click()
  await page.waitForSelector('.filters .pill')
}
async function startBacktest(page, until) {
  await openBacktest(page)
  await page.locator('.filters .btn').last().click()
  await page.waitForSelector(until)
}
function runBacktest(page) {
  return startBacktest(page, '.bt-verdict')
}
async function proposePoints(page) {
  await runBacktest(page)
  await page.locator('.bt-offer .btn').click()
  await page.locator('.bt-quality').waitFor()
  await page.locator('.bt-fit').scrollIntoViewIfNeeded()
}
async function openOutcome(page) {
  await openBacktest(page)
  await page.locator('.filters .pill').first().click()
  await page.waitForSelector('.bt-form .form-field')
}
async function holdBacktest(page, how) {
  const isIt = ({ provider }) => provider === 'tenure.foresight/backtest'
  const change = (watch) =>
    how === 'wait'
      ? watch.filter((one) => !isIt(one))
      : watch.map((one) => (isIt(one) ? { ...one, input: { ...one.input, horizonDays: 0 } } : one))
  await page.route('**/api/live/*', (route) => {
    const body = route.request().postDataJSON()
    return route.continue(body?.watch === undefined ? {} : { postData: JSON.stringify({ ...body, watch: change(body.watch) }) })
  })
}

async function openHistory(page) {
  await viewSecond(page)
  await page.locator('.origin').first().click()
  await page.waitForSelector('.rp-side .past')
}

async function writeNote(page) {
  await openSecond(page)
  await page.locator('.follow-up[data-kind=note]').first().click()
  await page.locator('.composer .ProseMirror').waitFor()
}

async function selectThree(page) {
  for (const row of [1, 2, 4]) await cell(page, row).locator('.box').click({ force: true })
  await page.waitForSelector('.bulk-bar')
}

async function lift(page) {
  await page.locator('.bcard > a').first().focus()
  await page.keyboard.press('Space')
  await page.keyboard.press('ArrowRight')
}

async function openFilter(page) {
  if ((await page.locator('.filter-place').count()) === 0) await page.click('#advanced-filter')
  await page.waitForSelector('.filter-place')
}

async function search(page) {
  await page.keyboard.press('Control+k')
  await page.locator('.palette input').fill('a')
  await page.waitForSelector('.palette [role=option]')
}

async function deactivate(page) {
  await page.locator('.admin-panel .acts button').last().click()
  await page.waitForSelector('dialog[open] table, dialog[open] input')
}

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

async function newWorkspace(page) {
  await page.locator('.head .btn').last().click()
  await page.waitForSelector('dialog[open] input')
}

async function deleteWorkspace(page) {
  await page.locator('.admin-panel .form-card .btn').last().click()
  await page.waitForSelector('dialog[open]')
}

async function changeRole(page) {
  await page.locator('.form-page input[type=radio]:not(:checked):enabled').last().check({ force: true })
  await page.waitForSelector('.unsaved')
}

async function changeSetting(page) {
  await page.locator('.form-page :is(.chip.plain button, .form-line .ib.tiny)').first().click()
  await page.waitForSelector('.unsaved')
}

const csv = `Company name,Domain,ARR,Renewal,CSM email,Notes 2024
Halden Freight,haldenfreight.example,184000 EUR,2026-11-29,ines.carvalho@tenure.example,Call Marit first
Mirelle Foods,mirelle.example,96000 EUR,2026-12-04,ines.carvalho@tenure.example,
Orvane Dental,orvane.example,54.000,2027-02-31,k.holm@old.example,
Brightmoor Schools,brightmoor.example,about 250k,2027-14-13,ada.okafor@tenure.example,Moved in spring
`

async function dropFile(page) {
  await page
    .locator('input[type=file]')
    .first()
    .setInputFiles({ name: 'customers-november.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) })
  await page.waitForSelector('.import-counts')
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

async function openImport(page) {
  await page.locator('.import-list button').first().click()
  await page.waitForSelector('.import-counts')
}

async function openJob(page) {
  await page.locator('button.job-row').first().click()
  await page.waitForSelector('.admin-panel')
}

async function openEntry(page) {
  await page.locator('button.audit-row').first().click()
  await page.waitForSelector('.admin-panel')
}

/** Lists neither answer early, nor at all; or they are refused. */
async function holdLists(page, how) {
  await page.route('**/api/read/**', (route) => route.abort())
  const isList = ({ provider }) => provider.endsWith('/list-rows') || provider.endsWith('/items')
  const change = (watch) =>
    how === 'wait'
      ? watch.filter((one) => !isList(one))
      : watch.map((one) => (isList(one) ? { ...one, input: { view: 'nowhere/none' } } : one))
  await page.route('**/api/live/*', (route) => {
    const body = route.request().postDataJSON()
    return route.continue(body?.watch === undefined ? {} : { postData: JSON.stringify({ ...body, watch: change(body.watch) }) })
  })
}

async function holdAll(page) {
  await page.route('**/api/read/**', (route) => route.abort())
  await page.route('**/api/live/*', () => {})
}

async function refuseAll(page) {
  await page.route('**/api/read/**', (route) => route.abort())
  await page.route('**/api/live**', (route) => route.abort())
}
