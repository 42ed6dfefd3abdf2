import { getValue, type Outcome } from '@tenure/core/contract'
import type { SeedRecord } from '@tenure/memory'
import { record as recordPlugin } from '@tenure/record'
import { createTestHost, type TestHost } from '@tenure/testing'
import fc from 'fast-check'
import { groupOfKey } from '../../base/id.js'
import { bulkContract } from '../../contract/page/bulk-contract.js'
import { eraseRecordContract } from '../../contract/page/erase-contract.js'
import { mergeRecordsContract } from '../../contract/page/merge-contract.js'
import { undoContract } from '../../contract/page/run-contract.js'
import * as contracts from '../../contract/workspace-contract.js'
import { callKey } from '../../plugin/calls.js'
import { definePlugin, use } from '../../plugin/plugin.js'
import type { RecordId } from '../../schema/value.js'
import { activateProfileContract, changeProfileContract, saveProfileContract, scoreProfilesContract } from '../contract/profile-contract.js'
import { models, waiting } from './test-profiles.js'
import { openSharedStore, type SharedStore } from './test-shared-store.js'

// Two processes on one store, and what people do in them: data, so that a history that shows a fault can be made shorter.

export const start = '2026-07-01T05:00:00Z'
const hour = 3_600_000
const day = 24 * hour
const dateAt = (days: number): string => new Date(Date.parse(start) + days * day).toISOString().slice(0, 10)

const place = fc.nat({ max: 4 })
const host = fc.constantFrom(0, 1)
const kind = fc.constantFrom('company', 'company', 'ticket', 'meeting')
const linked = fc.constantFrom('ticket', 'meeting')
const size = fc.option(fc.nat({ max: 4 }), { nil: null })
const ofCompany = fc.oneof(
  fc.record({ employees: size }),
  fc.record({ renewalDate: fc.option(fc.integer({ min: -6, max: 9 }).map(dateAt), { nil: null }) }),
  fc.record({ industry: fc.constantFrom('Air', 'Sea', null) }),
  fc.record({ name: fc.constantFrom('Alpha', 'Beta') }),
)
const ofTicket = fc.record({
  closedAt: fc.option(
    fc.integer({ min: -3, max: 4 }).map((days) => Date.parse(start) + days * day),
    { nil: null },
  ),
})
const ofMeeting = fc.record({ at: fc.integer({ min: -9, max: 5 }).map((days) => Date.parse(start) + days * day + hour) })
const act = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('set' as const), host, type: fc.constant('company'), place, values: ofCompany }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('set' as const), host, type: fc.constant('ticket'), place, values: ofTicket }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('set' as const), host, type: fc.constant('meeting'), place, values: ofMeeting }) },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constantFrom('link' as const, 'link' as const, 'unlink' as const),
      host,
      type: linked,
      place,
      company: place,
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('create' as const), host, type: linked, place }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constantFrom('archive' as const, 'restore' as const), host, type: kind, place }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('merge' as const), host, type: kind, place, other: place }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('erase' as const), host, type: kind, place }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('bulk' as const),
      host,
      places: fc.array(place, { minLength: 1, maxLength: 4 }),
      values: ofCompany,
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('undo' as const), host, back: fc.nat({ max: 5 }) }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('import' as const), host, key: fc.nat({ max: 2 }), values: ofCompany, closedAt: ofTicket }),
  },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('activate' as const), host, model: place }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('edit' as const), host, profile: place, model: place }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('deactivate' as const, 'main' as const), host, profile: place }) },
)
/** What is done before scores are looked at; `late` lets the processes hear of each other only then. */
export const turn = fc.record({
  acts: fc.array(act, { minLength: 1, maxLength: 3 }),
  late: fc.boolean(),
  wait: fc.constantFrom(0, 0, 0, hour, 7 * hour, day, 3 * day),
})
export type Act = typeof act extends fc.Arbitrary<infer A> ? A : never
export type Turn = typeof turn extends fc.Arbitrary<infer T> ? T : never

const ends = { ticket: 'company', meeting: 'companies' } as const
const records: readonly SeedRecord[] = [
  {
    type: 'user',
    id: 'root',
    values: { name: 'Root', active: true, seat: true, superAdmin: true, permissions: ['workspace.access'], timeZone: 'UTC' },
  },
  ...[0, 1, 2, 3, 4].flatMap((at): readonly SeedRecord[] => [
    { type: 'company', id: `c${at}`, values: { name: `Company ${at}`, employees: at, createdAt: Date.parse(start) } },
    {
      type: 'ticket',
      id: `t${at}`,
      values: { subject: `Ticket ${at}`, createdAt: Date.parse(start) },
      ...(at < 3 && { links: [{ edge: 'ticket-company', forward: true, to: { type: 'company', id: `c${at}` } }] }),
    },
    {
      type: 'meeting',
      id: `m${at}`,
      values: { title: `Meeting ${at}`, at: Date.parse(start) - at * day, createdAt: Date.parse(start) },
      ...(at < 2 && { links: [{ edge: 'meeting-company', forward: true, to: { type: 'company', id: `c${at}` } }] }),
    },
  ]),
]
const kinds = use(definePlugin({ id: 'acme.desk', version: '1.0.0', host: '1.0', contributes: [waiting] }))

/** The two processes and what they know of their records. */
export interface World extends AsyncDisposable {
  readonly store: SharedStore
  readonly hosts: readonly TestHost[]
  now(): number
  wait(ms: number): Promise<void>
  /** Lets all be heard, and waits until neither process has anything left to do. */
  settle(): Promise<void>
  run(act: Act): Promise<void>
}

/** Opens them. */
export async function openWorld(processes: 1 | 2 = 2): Promise<World> {
  const store = await openSharedStore(records, start)
  const open = () =>
    createTestHost({ plugins: [kinds, use(recordPlugin)], storage: store.process(processes === 1), now: start, edition: 'enterprise' })
  const hosts = [await open(), ...(processes === 2 ? [await open()] : [])]
  const known = new Map(['company', 'ticket', 'meeting'].map((type) => [type, [0, 1, 2, 3, 4].map((at) => `${type[0]}${at}`)]))
  const groups: string[] = []
  let now = Date.parse(start)
  const settle = async (): Promise<void> => {
    store.letGo()
    for (let before = -1; before !== store.commits || !store.isHeard; ) {
      before = store.commits
      for (const each of hosts) await each.idle()
      await new Promise((resolve) => setImmediate(resolve))
    }
  }
  return {
    ...{ store, hosts, settle, now: () => now },
    async wait(ms) {
      now += ms
      for (const each of hosts) await each.advance({ ms })
    },
    run: (act) => runAct({ hosts, known, groups }, act),
    async [Symbol.asyncDispose]() {
      store.letGo()
      for (const each of hosts) await each[Symbol.asyncDispose]()
      await store.close()
    },
  }
}

interface Scene {
  readonly hosts: World['hosts']
  readonly known: ReadonlyMap<string, RecordId[]>
  readonly groups: string[]
}
const refused = /^(record|input|edition|access)\./
// What does not fit the moment is refused, as it is to people; anything else is a fault.
function tried<T>(outcome: Outcome<T>): T | undefined {
  if (outcome.ok || !refused.test(outcome.problem.code)) return getValue(outcome)
  return undefined
}

async function runAct({ hosts, known, groups }: Scene, act: Act): Promise<void> {
  const host = hosts[act.host % hosts.length] as TestHost
  const desk = host.as('root')
  const id = (type: string, at: number): RecordId => known.get(type)?.at(-1 - (at % (known.get(type)?.length ?? 1))) ?? ''
  const call = async (contract: { readonly id: string }, input: object): Promise<unknown> => {
    const key = `${groups.length}`
    groups.push(groupOfKey(callKey('root', contract.id, key)))
    return tried(await desk.act(contract as never, input as never, { key }))
  }
  switch (act.do) {
    case 'set':
      return void (await call(contracts.updateRecordContract, { type: act.type, id: id(act.type, act.place), values: act.values }))
    case 'link':
    case 'unlink': {
      const link = { type: 'company', id: id('company', act.company), association: `${act.type}s`, to: id(act.type, act.place) }
      return void (await call(act.do === 'link' ? contracts.associateContract : contracts.unassociateContract, link))
    }
    case 'create': {
      const values = act.type === 'ticket' ? { subject: 'New' } : { title: 'New', at: Date.parse(start) }
      const links = [{ association: ends[act.type], id: id('company', act.place) }]
      const made = (await call(contracts.createRecordContract, { type: act.type, values, links })) as { readonly id: RecordId } | undefined
      if (made !== undefined) known.get(act.type)?.push(made.id)
      return
    }
    case 'archive':
      return void (await call(contracts.archiveRecordContract, { type: act.type, id: id(act.type, act.place) }))
    case 'restore':
      return void (await call(contracts.restoreRecordContract, { type: act.type, id: id(act.type, act.place) }))
    case 'merge':
      return void (await call(mergeRecordsContract, { type: act.type, id: id(act.type, act.place), other: id(act.type, act.other) }))
    case 'erase': {
      const ref = { type: act.type, id: id(act.type, act.place) }
      const found = tried(await desk.read(contracts.recordContract, ref))
      return void (await call(eraseRecordContract, { ...ref, name: found?.title ?? '' }))
    }
    case 'bulk': {
      const ids = [...new Set(act.places.map((at) => id('company', at)))]
      return void (await call(bulkContract, { records: { type: 'company', ids }, change: { values: act.values } }))
    }
    case 'undo': {
      const group = groups.at(-1 - act.back)
      return group === undefined ? undefined : void (await call(undoContract, { group }))
    }
    case 'import':
      return importRows(host, act)
    default:
      return runProfileAct(desk, act)
  }
}
async function importRows(host: TestHost, { key, values, closedAt }: Extract<Act, { readonly do: 'import' }>): Promise<void> {
  const company = { type: 'company', externalId: `x${key}` }
  await host.importer('sheet').run([
    { ...company, values: { name: `Imported ${key}`, ...values }, links: [] },
    {
      type: 'ticket',
      externalId: `y${key}`,
      values: { subject: 'Imported', ...closedAt },
      links: [{ association: ends.ticket, to: company }],
    },
  ])
}
type ProfileAct = Extract<Act, { readonly do: 'activate' | 'edit' | 'deactivate' | 'main' }>
async function runProfileAct(desk: ReturnType<TestHost['as']>, act: ProfileAct): Promise<void> {
  const all = getValue(await desk.read(scoreProfilesContract)).profiles.filter(({ state }) => state === 'active')
  if (act.do === 'activate') {
    const definition = { ...models[act.model], name: `Model ${act.model} ${all.length}` } as never
    const draft = tried(await desk.act(saveProfileContract, { definition, alerts: false }))
    if (draft !== undefined)
      tried(await desk.act(activateProfileContract, { profile: draft.profile, version: draft.version, alerts: false }))
    return
  }
  const profile = all[act.profile % Math.max(1, all.length)]
  if (profile === undefined) return
  const { id, version } = profile
  if (act.do === 'edit')
    tried(
      await desk.act(saveProfileContract, {
        profile: id,
        version,
        definition: { ...models[act.model], name: profile.definition.name } as never,
        alerts: false,
      }),
    )
  else tried(await desk.act(changeProfileContract, { profile: id, version, change: act.do, alerts: false }))
}
