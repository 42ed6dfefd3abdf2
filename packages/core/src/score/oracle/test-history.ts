import { getValue } from '@tenure/core/contract'
import { healthContract } from '../contract/health-contract.js'
import { compiled, faultsIn, type Moment, type Reading, readStore, sumFaults } from './test-reading.js'
import { openWorld, type Turn, type World } from './test-world.js'

/** Runs a history; the first thing that is wrong after one of its turns, or nothing. */
export async function faultOf(
  turns: readonly Turn[],
  { processes = 2 }: { readonly processes?: 1 | 2 } = {},
  before?: (world: World) => void,
): Promise<string | undefined> {
  await using world = await openWorld(processes)
  before?.(world)
  const moments = new Map<string, Moment>()
  for (const [at, { acts, late, wait }] of turns.entries()) {
    if (late) world.store.hold()
    for (const act of acts) await world.run(act)
    await world.settle()
    if (wait > 0) await world.wait(wait)
    await world.settle()
    const reading = await readStore(world.store.inner, world.now())
    const faults = [...faultsIn(reading), ...sumsOf(reading, moments), ...(await toldFaults(world, reading, at))]
    if (faults.length > 0) return `after turn ${at}: ${faults.join('; ')}`
  }
  return undefined
}

// Of each customer under each profile, to the moment before.
function sumsOf({ at, profiles, customers }: Reading, moments: Map<string, Moment>): readonly string[] {
  return profiles.flatMap((kept) => {
    const profile = compiled(kept)
    return customers.flatMap(({ record, facts }) => {
      const key = `${kept.id} ${record.ref.id}`
      const moment: Moment = { profile, facts, at }
      const faults = sumFaults(moments.get(key), moment).map((fault) => `${record.ref.id} under ${kept.definition.name}: ${fault}`)
      moments.set(key, moment)
      return faults
    })
  })
}

// What people are told, in both processes in turn: the number that is kept, with an explanation and a change that sum.
async function toldFaults({ hosts, now }: World, { customers }: Reading, turn: number): Promise<readonly string[]> {
  const faults: string[] = []
  const host = hosts[turn % hosts.length] as World['hosts'][number]
  for (const { record } of customers) {
    const { type, id } = record.ref
    const score = record.values['healthScore'] ?? null
    for (const at of [undefined, now() - 30 * 3_600_000]) {
      const health = getValue(await host.as('root').read(healthContract, { type, id, ...(at !== undefined && { at }) }))
      if (at === undefined && (health.state === 'scored') !== (score !== null))
        faults.push(`${id} is told as ${health.state}, and kept as ${score}`)
      if (at === undefined && health.isBehind) faults.push(`${id} is told to be behind`)
      if (health.state !== 'scored') continue
      if (at === undefined && (health.score !== score || health.status !== record.values['healthStatus']))
        faults.push(`${id} is told as ${health.score} ${health.status}`)
      if (sum(health.entries.map(({ units }) => units)) !== health.total) faults.push(`the entries of ${id} do not sum`)
      if (
        sum(health.groups.map(({ points }) => points)) +
          sum(health.entries.filter(({ group }) => group === undefined).map(({ points }) => points)) !==
        health.score
      )
        faults.push(`the groups of ${id} do not sum`)
      const { change } = health
      if (change !== undefined && change.from + sum(change.causes.map(({ points }) => points)) !== change.to)
        faults.push(`the causes of ${id} do not sum`)
    }
  }
  return faults
}
const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0)
