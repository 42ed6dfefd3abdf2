// Dashboards, the library, a report as it is built, and the records behind it.

const boards = 'tab=tenure.dashboards/dashboards'

/** Dashboards and reports. */
export const dashboardStates = [
  { name: 'dashboard', target: 'dashboards', at: `${boards}&at=dashboard~{dashboard}`, ready: '.tile .chart-plot' },
  {
    name: 'dashboard-narrowed',
    target: 'dashboards',
    at: `${boards}&at=dashboard~{dashboard}`,
    ready: '.tile .chart-plot',
    act: (page) => page.locator('.report-narrow button').last().click(),
  },
  {
    name: 'report-counting',
    target: 'states',
    at: `${boards}&at=library~tenure.customers/by-health`,
    ready: '.chart-long',
    before: holdReports,
  },
  {
    name: 'report-build',
    target: 'report',
    at: `${boards}&at=dashboard~{dashboard}~{report}`,
    ready: '.report-build .chart-plot',
  },
  {
    name: 'report-behind',
    target: 'report',
    on: 'desk',
    at: `${boards}&at=library~tenure.dashboards/activity`,
    ready: '.chart .chart-plot',
    act: openBehind,
  },
  {
    name: 'report-library',
    target: 'dashboards',
    at: `${boards}&at=library~tenure.customers/by-health`,
    ready: '.chart .chart-plot',
  },
].map((state) => ({ user: 'root', ...state }))

async function openBehind(page) {
  await page.locator('.chart .chart-point').first().press('Enter')
  await page.locator('.chart-behind tbody tr').first().waitFor()
}

/** No report gets its numbers. */
async function holdReports(page) {
  await page.route('**/api/read/**', (route) => route.abort())
  await page.route('**/api/live/*', (route) => {
    const body = route.request().postDataJSON()
    const watch = body?.watch?.filter(({ provider }) => provider !== 'tenure.dashboards/values')
    return route.continue(watch === undefined ? {} : { postData: JSON.stringify({ ...body, watch }) })
  })
}
