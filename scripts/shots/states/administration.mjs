// The administration, as a super admin sees it.
import { admin } from './addresses.mjs'

/** The administration. */
export const administrationStates = [
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
  { name: 'renewals-settings', target: 'settings', at: 'tab=tenure.revenue/renewals-settings', ready: '.form-page' },
  { name: 'general', target: 'settings', at: admin('general-page'), ready: '.form-page input' },
  { name: 'settings', at: 'tab=tenure.customers/settings', ready: '.form-page', act: changeSetting },
  { name: 'jobs-list', target: 'audit', at: admin('jobs-page'), ready: 'main h1' },
  { name: 'jobs', target: 'audit', at: admin('jobs-page'), ready: 'button.job-row', act: openJob },
  { name: 'audit', at: admin('audit-page'), ready: 'button.audit-row', act: openEntry },
  { name: 'audit-list', target: 'audit', at: admin('audit-page'), ready: 'button.audit-row' },
].map((state) => ({ user: 'root', ...state }))

async function deactivate(page) {
  await page.locator('.admin-panel .acts button').last().click()
  await page.waitForSelector('dialog[open] table, dialog[open] input')
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

async function openJob(page) {
  await page.locator('button.job-row').first().click()
  await page.waitForSelector('.admin-panel')
}

async function openEntry(page) {
  await page.locator('button.audit-row').first().click()
  await page.waitForSelector('.admin-panel')
}
