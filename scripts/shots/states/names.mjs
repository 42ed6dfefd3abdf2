// Pages with names that are long, written from right to left, and full of emoji.
import { admin, assignToLongName, chooseCsm, customers, openSecond, portfolio, search, selectThree, viewSecond } from './addresses.mjs'

/** The same pages with hard names. */
export const nameStates = [
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
  { name: 'names-selected', target: 'selected', at: customers, ready: '[role=gridcell]', act: selectThree },
  { name: 'names-assign', target: 'selected', language: 'en', at: customers, ready: '[role=gridcell]', act: chooseCsm },
  { name: 'names-toast', target: 'selected', user: 'root', at: customers, ready: '[role=gridcell]', act: assignToLongName },
  { name: 'names-palette', target: 'palette', at: customers, ready: '[role=gridcell]', act: search },
].map((state) => ({ workspace: 'names', ...state }))
