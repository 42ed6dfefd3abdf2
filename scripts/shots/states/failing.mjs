// What is there when nothing is: no match, no right, no answer.
import { customers } from './addresses.mjs'

/** Pages without their data. */
export const failingStates = [
  { name: 'door', user: 'nobody', at: '', ready: '.door' },
  { name: 'filtered-out', target: 'states', at: `${customers}&search=zzz&when=customer.createdAt:last-7`, ready: '.mid' },
  { name: 'no-tab', target: 'states', at: 'tab=nowhere/nothing', ready: '.mid' },
  { name: 'no-record', target: 'states', at: `${customers}&open=company:nobody`, ready: '.preview .mid' },
  { name: 'no-rights', target: 'states', user: 'none', at: '', ready: 'main h1' },
  { name: 'loading', target: 'states', at: customers, ready: 'h1:visible', before: (page) => holdLists(page, 'wait') },
  { name: 'failed', target: 'states', at: customers, ready: '.mid', before: (page) => holdLists(page, 'fail') },
  { name: 'opening', target: 'states', at: customers, ready: 'main', before: holdAll },
  { name: 'unreachable', target: 'states', at: customers, ready: 'main', before: refuseAll },
]

/** Lists neither answer early, nor at all; or they are refused. */
export async function holdLists(page, how) {
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
