// Every page and state of the product, and how a person comes there. Pictures are taken of them, and axe looks at them.
// Nothing here reads a word of the page, so that each is reached in every language.
import { administrationStates } from './states/administration.mjs'
import { customerStates } from './states/customers.mjs'
import { dashboardStates } from './states/dashboards.mjs'
import { dayStates } from './states/day.mjs'
import { failingStates } from './states/failing.mjs'
import { healthStates } from './states/health.mjs'
import { beginningStates, importStates } from './states/imports.mjs'
import { linkStates } from './states/links.mjs'
import { nameStates } from './states/names.mjs'
import { revenueStates } from './states/revenue.mjs'

/** All of them. Each has a user and a workspace; `act` goes on from its address, `before` comes first. */
export const states = [
  ...customerStates,
  ...revenueStates,
  ...dayStates,
  ...failingStates,
  ...linkStates,
  ...dashboardStates,
  ...healthStates,
  ...administrationStates,
  ...importStates,
  ...beginningStates,
  ...nameStates,
].map((state) => ({ user: 'csm', workspace: 'full', ...state }))
