// Customers, a record, what lies over them: as a CSM sees them.
import { customers, openSecond, portfolio, search, selectThree, viewSecond } from './addresses.mjs'

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

/** Customers, a record, what lies over them. */
export const customerStates = [
  { name: 'customers', at: portfolio, ready: '[role=gridcell]', act: openSecond },
  { name: 'customers-all', at: customers, ready: '[role=gridcell]' },
  { name: 'views', at: customers, ready: '[role=gridcell]', on: 'phone', act: (page) => page.click('#views-button') },
  { name: 'selected', target: 'customers', at: customers, ready: '[role=gridcell]', act: selectThree },
  { name: 'edit-property', target: 'selected', at: customers, ready: '[role=gridcell]', act: editProperty },
  { name: 'add-task', target: 'selected', at: customers, ready: '[role=gridcell]', act: addTask },
  { name: 'columns', at: customers, ready: '[role=gridcell]', on: 'desk', act: (page) => page.click('.columns-btn') },
  { name: 'quick-filter', at: customers, ready: '[role=gridcell]', act: (page) => page.locator('.pill.quick').first().click() },
  { name: 'filter', at: filtered, ready: '[role=gridcell]', act: openFilter },
  { name: 'new-customer', at: customers, ready: '[role=gridcell]', act: (page) => page.click('.create') },
  { name: 'note', at: portfolio, ready: '[role=gridcell]', act: writeNote },
  { name: 'record', at: portfolio, ready: '[role=gridcell]', act: viewSecond },
  { name: 'health-card', target: 'customers', at: portfolio, ready: '[role=gridcell]', act: openHealth },
  { name: 'record-history', target: 'record', at: portfolio, ready: '[role=gridcell]', act: openHistory },
  { name: 'palette', at: customers, ready: '[role=gridcell]', act: search },
  { name: 'user-menu', at: customers, ready: '[role=gridcell]', act: (page) => page.locator('.bar-end > .ib').last().click() },
  { name: 'keys', at: customers, ready: '[role=gridcell]', on: 'desk', act: (page) => page.keyboard.press('?') },
]

/** The change is asked for before it has a value. */
async function editProperty(page) {
  await selectThree(page)
  await page.getByRole('button', { name: /Edit property|Eigenschaft ändern/ }).click()
  const dialog = page.locator('dialog[open]')
  await dialog.getByRole('combobox').click()
  await page.getByRole('option').nth(3).click()
  await dialog.locator('.send .btn').click()
  await dialog.locator('.err').waitFor()
}

async function addTask(page) {
  await selectThree(page)
  await page.getByRole('button', { name: /Add task|Aufgabe hinzufügen/ }).click()
  await page.locator('dialog[open] input').first().waitFor()
}

async function openHealth(page) {
  await openSecond(page)
  await page.locator('.hmake > summary').click()
  await page.locator('.hmake .hcriterion').first().waitFor()
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

/** By their boxes; on a phone, which has none, the first is held. */
async function openFilter(page) {
  if ((await page.locator('.filter-place').count()) === 0) await page.click('#advanced-filter')
  await page.waitForSelector('.filter-place')
}
