import { createHost, type Desk, type Host, use } from '@tenure/core'
import { createRecordContract, updateRecordContract } from '@tenure/core/page'
import { customers } from '@tenure/customers'
import { memory } from '@tenure/memory'
import { record } from '@tenure/record'
import { fromEvent, interval } from 'rxjs'
import { createLocalSource } from '../../app/data/local-source.js'
import type { Source } from '../../app/data/source.js'
import { toSeed } from './customers.js'
import { breakable, cutLine, stoppedClock } from './faults.js'
import { kindsPlugin } from './kinds-plugin.js'
import { heatPlugin, morePlugin } from './more-plugins.js'

const scenarios = ['normal', 'empty', 'error', 'lost', 'loading', 'huge', 'door', 'lively', 'stepped', 'many-tabs'] as const
/** What happens in the workspace: named in the address behind `#`. */
export type Scenario = (typeof scenarios)[number]

/** The scenario of that name; the normal one for any other name. */
export function toScenario(name: string): Scenario {
  return scenarios.find((each) => each === name) ?? 'normal'
}

/** A workspace in this page: the real core over memory, with the built-in plugins and one that uses all that a plugin can use. */
export async function openScenario(scenario: Scenario): Promise<Source> {
  const host = await openWorkspace(scenario)
  if (scenario === 'lively') interval(1000).subscribe((turn) => void change(host.as('u0'), turn))
  // A test says itself when something happens.
  if (scenario === 'stepped') fromEvent(window, 'turn').subscribe(takeTurns(host.as('u0')))
  const source = createLocalSource(host, scenario === 'door' ? undefined : 'u0')
  return scenario === 'lost' ? cutLine(source) : source
}

async function openWorkspace(scenario: Scenario): Promise<Host> {
  const store = breakable(memory(toSeed(scenario === 'empty' ? 0 : scenario === 'huge' ? 100_000 : 412)))
  const more = scenario === 'many-tabs' ? [use(morePlugin)] : []
  const host = await createHost({
    storage: store.storage,
    plugins: [use(customers), use(record), use(kindsPlugin), use(heatPlugin), ...more],
    grants: 'declared',
    ...(scenario === 'loading' && { clock: stoppedClock }),
  })
  if (scenario === 'error') store.breaks('fail')
  if (scenario === 'loading') store.breaks('hang')
  return host
}

function takeTurns(desk: Desk): () => void {
  let turn = 0
  return () => void change(desk, turn++)
}

/** At each turn a customer comes in at the top, and an amount changes. */
async function change(desk: Desk, turn: number): Promise<void> {
  await desk.act(createRecordContract, { type: 'company', values: { name: `Aabenraa Mills ${turn + 1}`, csm: 'u0' } })
  const arr = { amount: String(100_000 + turn * 500), currency: 'EUR' }
  await desk.act(updateRecordContract, { type: 'company', id: 'c3', values: { arr } })
}
