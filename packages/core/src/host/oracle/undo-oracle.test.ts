import { memory } from '@tenure/memory'
import { record as recordPlugin } from '@tenure/record'
import { createTestHost, type TestHost } from '@tenure/testing'
import { expect, test } from 'vitest'
import { groupOfKey } from '../../base/id.js'
import { bulkContract } from '../../contract/page/bulk-contract.js'
import { mergeRecordsContract } from '../../contract/page/merge-contract.js'
import { runReport, undoContract } from '../../contract/page/run-contract.js'
import * as contracts from '../../contract/workspace-contract.js'
import { callKey } from '../../plugin/calls.js'
import { use } from '../../plugin/plugin.js'
import type { StorageAdapter } from '../../storage/adapter.js'
import { createRandom, type Random } from './test-random.js'
import { type ModelRecord, UndoModel } from './test-undo-model.js'

// Undo and merging against a reading of their rules: everything that groups did, in any order, and what is left when some are taken back.

const histories = Number(process.env['TENURE_ORACLE_HISTORIES'] ?? 150)
const firstSeed = Number(process.env['TENURE_ORACLE_SEED'] ?? Date.now() % 1_000_000_000)
const steps = 20
const io = { signal: new AbortController().signal }
const firstCompanies = ['c1', 'c2', 'c3']
const linkNames = { contact: 'companies', deal: 'company' } as const

interface Scene {
  readonly host: TestHost
  readonly random: Random
  readonly model: UndoModel
  readonly log: string[]
}
type Act = { readonly id: string }

/** Calls an action under a key of its own, and gives the group of what it did. */
async function act(scene: Scene, action: Act, input: object): Promise<{ readonly group: string; readonly value: unknown }> {
  const key = `${scene.log.length}`
  scene.log.push(`${action.id} ${JSON.stringify(input)}`)
  const outcome = await scene.host.as('root').act(action as never, input as never, { key })
  if (!outcome.ok) throw new Error(`It was refused: ${outcome.problem.message}\n${scene.log.join('\n')}`)
  const value: unknown = outcome.value
  return { group: groupOfKey(callKey('root', action.id, key)), value }
}

const update = async (scene: Scene): Promise<void> => {
  const { random, model } = scene
  const id = random.pick(companies(scene))
  const values = drawValues(random)
  const { group } = await act(scene, contracts.updateRecordContract, { type: 'company', id, values })
  for (const [name, value] of Object.entries(values)) model.set(group, model.resolve(id), name, value)
}
const bulk = async (scene: Scene): Promise<void> => {
  const ids = companies(scene).filter(() => scene.random.chance(0.7))
  if (ids.length > 0) await change(scene, ids, drawValues(scene.random))
}
const change = async (scene: Scene, ids: readonly string[], values: Readonly<Record<string, string | null>>): Promise<void> => {
  const { group } = await act(scene, bulkContract, { records: { type: 'company', ids }, change: { values } })
  const { model } = scene
  for (const id of ids) for (const [name, value] of Object.entries(values)) model.set(group, model.resolve(id), name, value)
}
const relink = async (scene: Scene): Promise<void> => {
  const { random } = scene
  const from = random.pick(linking(scene).slice(random.chance(0.5) ? -2 : 0))
  await relinkTo(scene, from, random.pick(companies(scene)))
}
const relinkTo = async (scene: Scene, { id, type }: Pick<ModelRecord, 'id' | 'type'>, named: string): Promise<string> => {
  const { model } = scene
  const to = model.resolve(named)
  const isLinked = model.links.has(`${id} ${to}`)
  const link = { type, id, association: linkNames[type as 'deal'], to: named }
  const { group } = await act(scene, isLinked ? contracts.unassociateContract : contracts.associateContract, link)
  if (isLinked) model.unlink(group, id, to)
  else model.link(group, id, to)
  return group
}
// A deal has one company: what took the place of the one that is to come back stays.
const replace = async (scene: Scene): Promise<void> => {
  const { model, random } = scene
  const deal = random.pick(open(scene).filter(({ type }) => type === 'deal'))
  const linked = [...model.links.values()].find(({ from, to }) => from === deal.id && model.records.get(to)?.archivedBy === undefined)
  const others = companies(scene).filter((id) => model.resolve(id) !== linked?.to)
  if (linked === undefined || others.length === 0) return relink(scene)
  const group = await relinkTo(scene, deal, linked.to)
  await relinkTo(scene, deal, random.pick(others))
  if (random.chance(0.5)) await undoGroup(scene, group)
}
const create = async (scene: Scene): Promise<void> => {
  const to = scene.random.pick(companies(scene))
  const input = { type: 'contact', values: { name: 'New' }, links: [{ association: 'companies', id: to }] }
  const { group, value } = await act(scene, contracts.createRecordContract, input)
  const { id } = value as { readonly id: string }
  scene.model.create(group, { id, type: 'contact', values: new Map([['name', 'New']]) })
  scene.model.link(group, id, scene.model.resolve(to))
}
const found = async (scene: Scene): Promise<void> => {
  const { id } = await foundCompany(scene)
  // What another then links to it is lost if its creation is taken back.
  if (scene.random.chance(0.5)) await relinkTo(scene, scene.random.pick(linking(scene)), id)
}
const foundCompany = async (scene: Scene): Promise<{ readonly id: string; readonly group: string }> => {
  const { group, value } = await act(scene, contracts.createRecordContract, { type: 'company', values: { name: 'a' }, links: [] })
  const { id } = value as { readonly id: string }
  const values = new Map<string, string | null>([
    ['name', 'a'],
    ['city', null],
  ])
  scene.model.create(group, { id, type: 'company', values })
  return { id, group }
}
const rename = async (scene: Scene): Promise<void> => {
  // The newest ones, so that what was just created is changed before its creation is taken back.
  const contacts = open(scene).filter((record) => record.type === 'contact')
  if (contacts.length === 0) return
  await renameTo(scene, scene.random.pick(contacts.slice(-2)), scene.random.pick(['New', 'Pia']))
}
const renameTo = async (scene: Scene, { id, type }: Pick<ModelRecord, 'id' | 'type'>, name: string): Promise<void> => {
  const { group } = await act(scene, contracts.updateRecordContract, { type, id, values: { name } })
  scene.model.set(group, id, 'name', name)
}
const archive = async (scene: Scene): Promise<void> => {
  const some = [...scene.model.records.values()].filter(({ type, id }) => type === 'contact' && id !== 'p1')
  if (some.length > 0) await archiveOrRestore(scene, scene.random.pick(some.slice(-2)).id)
}
// What was done since is lost to sight if the restoration is taken back.
const restoreAndChange = async (scene: Scene): Promise<void> => {
  const contacts = open(scene).filter(({ type, id }) => type === 'contact' && id !== 'p1')
  const [first, second] = contacts.slice(-2)
  if (first === undefined || second === undefined) return
  await archiveOrRestore(scene, first.id)
  await scene.host.advance({ ms: 1_000 })
  const group = await archiveOrRestore(scene, first.id)
  if (scene.random.chance(0.4)) await mergeInto(scene, 'contact', first.id, second.id)
  else if (scene.random.chance(0.8)) await renameTo(scene, first, first.values.get('name') === 'Pia' ? 'New' : 'Pia')
  await scene.host.advance({ ms: 1_000 })
  if (scene.random.chance(0.7)) await undoGroup(scene, group)
}
// So that undoing the first finds it archived, or restored, by another.
const archiveAgain = async (scene: Scene): Promise<void> => {
  const contacts = open(scene).filter(({ type, id }) => type === 'contact' && id !== 'p1')
  if (contacts.length === 0) return
  const { id } = scene.random.pick(contacts)
  for (let times = 0; times < 3; times += 1) {
    await archiveOrRestore(scene, id)
    await scene.host.advance({ ms: 1_000 })
  }
}
const archiveOrRestore = async (scene: Scene, named: string): Promise<string> => {
  const id = scene.model.resolve(named)
  const archivedBy = scene.model.records.get(id)?.archivedBy
  const contract = archivedBy === undefined ? contracts.archiveRecordContract : contracts.restoreRecordContract
  const { group } = await act(scene, contract, { type: 'contact', id: named })
  if (archivedBy === undefined) scene.model.archive(group, id)
  else scene.model.restore(group, id)
  return group
}
const merge = async (scene: Scene): Promise<void> => {
  const { random } = scene
  const type = random.pick(['company', 'contact', 'deal'])
  const all = open(scene).filter((record) => record.type === type)
  if (all.length < 2) return
  const { id } = random.pick(all)
  // One of the first companies is always there.
  const others = all.filter((record) => record.id !== id && (firstCompanies.includes(id) || !firstCompanies.includes(record.id)))
  if (others.length === 0) return
  const { id: other } = random.pick(others)
  await mergeInto(scene, type, id, other)
}
const mergeInto = async (scene: Scene, type: string, id: string, other: string): Promise<void> => {
  const { group } = await act(scene, mergeRecordsContract, { type, id, other })
  scene.model.merge(group, id, other)
}
// The id of a record leads to where it was merged last, also for who links something to it by then.
const mergeTwice = async (scene: Scene): Promise<void> => {
  const all = open(scene).filter(({ type }) => type === 'company')
  const some = [...all.filter(({ id }) => !firstCompanies.includes(id)), ...all.filter(({ id }) => firstCompanies.includes(id))]
  const from = scene.random.pick([0, Math.max(0, some.length - 3)])
  const [first, second, third] = some.slice(from, from + 3)
  if (first === undefined || second === undefined || third === undefined) return
  await mergeInto(scene, 'company', second.id, first.id)
  await mergeInto(scene, 'company', third.id, second.id)
  await relinkTo(scene, scene.random.pick(linking(scene)), first.id)
}
// The other brings nothing that the survivor lacks, so nothing but the merge is a reason to keep it.
const mergeNew = async (scene: Scene): Promise<void> => {
  const survivor = await foundCompany(scene)
  const other = await foundCompany(scene)
  await mergeInto(scene, 'company', survivor.id, other.id)
  if (scene.random.chance(0.5)) await undoGroup(scene, survivor.group)
}
const undo = async (scene: Scene): Promise<void> => {
  const groups = [...scene.model.groups.keys()]
  if (groups.length > 0) await undoGroup(scene, scene.random.pick(groups.slice(-6)))
}
const undoGroup = async (scene: Scene, group: string): Promise<void> => {
  const { group: own, value } = await act(scene, undoContract, { group })
  expect(runReport.parse(value).failed, scene.log.join('\n')).toBe(0)
  scene.model.undo(group, own)
}

function open({ model }: Scene) {
  return [...model.records.values()].filter(({ archivedBy }) => archivedBy === undefined)
}
/** Records that have a link to a company, or may have one. */
function linking(scene: Scene): readonly ModelRecord[] {
  return open(scene).filter(({ type }) => type !== 'company')
}
/** Ids of companies that there are, also of those that were merged into one. */
function companies({ model }: Scene): readonly string[] {
  const ids = [...model.records.values()].filter(({ type }) => type === 'company').map(({ id }) => id)
  return ids.filter((id) => model.records.get(model.resolve(id))?.archivedBy === undefined)
}
function drawValues({ pick, chance }: Random): Readonly<Record<string, string | null>> {
  const [name, city] = [pick(['a', 'b', 'c']), pick(['x', 'y', null])]
  return chance(0.5) ? { name } : { name, city }
}

async function compare({ model, log }: Scene, storage: StorageAdapter): Promise<void> {
  for (const { id, type, values, archivedBy } of model.records.values()) {
    const [stored] = await storage.read([{ type, id }], io)
    const found = [...values.keys()].map((name) => [name, stored?.values[name] ?? null])
    expect([id, stored?.archivedAt !== undefined, found], log.join('\n')).toEqual([id, archivedBy !== undefined, [...values]])
    if (type === 'company') continue
    const [links = []] = (await storage.links?.read([{ type, id }], `${type}-company`, true, io)) ?? []
    const expected = [...model.links.values()].filter(({ from }) => from === id).map(({ to }) => to)
    expect([id, links.map((link) => link.id).sort()], log.join('\n')).toEqual([id, expected.sort()])
  }
}

async function runHistory(seed: number): Promise<void> {
  const random = createRandom(seed)
  const model = new UndoModel()
  for (const id of firstCompanies)
    model.add({
      id,
      type: 'company',
      values: new Map<string, string | null>([
        ['name', 'a'],
        ['city', null],
      ]),
    })
  model.add({ id: 'p1', type: 'contact', values: new Map([['name', 'Pia']]) })
  for (const id of ['d1', 'd2']) model.add({ id, type: 'deal', values: new Map([['name', 'Deal']]) })
  const records = [...model.records.values()].map(({ id, type, values }) => ({ type, id, values: Object.fromEntries(values) }))
  const users = [{ id: 'root', name: 'Root', seat: true, superAdmin: true }]
  const storage = memory({ users, records }) as unknown as StorageAdapter
  await using host = await createTestHost({ plugins: [use(recordPlugin)], storage })
  const scene: Scene = { host, random, model, log: [`seed ${seed}`] }
  const all = [
    update,
    update,
    bulk,
    bulk,
    relink,
    relink,
    relink,
    replace,
    create,
    create,
    found,
    found,
    rename,
    rename,
    archive,
    archive,
    archiveAgain,
    restoreAndChange,
    merge,
    mergeTwice,
    mergeNew,
    undo,
    undo,
    undo,
    undo,
  ]
  // Later versions have more digits than earlier ones.
  const busy = random.chance(0.4) ? 8 : 0
  for (let round = 0; round < busy; round += 1) await change(scene, firstCompanies, { name: round % 2 === 0 ? 'b' : 'a' })
  for (let step = 0; step < steps; step += 1) {
    await host.advance({ ms: 1_000 })
    await random.pick(all)(scene)
    await compare(scene, storage)
  }
}

test(`[BEY-5] [REC-4] values, links and records are what the rules of undo and merging say, in ${histories} histories from seed ${firstSeed}`, {
  timeout: Math.max(600_000, histories * 4_000),
}, async () => {
  for (let seed = firstSeed; seed < firstSeed + histories; seed += 1) await runHistory(seed)
})
