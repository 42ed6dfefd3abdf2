// Health scores: profiles, their editor, backtest and fit.

const scores = 'tab=tenure.health/profiles-page'

/** Health scores. */
export const healthStates = [
  { name: 'health-scores', target: 'settings', at: scores, ready: '.health-row' },
  { name: 'health', at: scores, ready: '.health-row', act: openProfile },
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
].map((state) => ({ user: 'root', ...state }))

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
