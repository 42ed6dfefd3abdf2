import { Observable } from 'rxjs'
import type { z } from 'zod'
import { type Asker, systemAsker } from '../../access/asker.js'
import type { SchemaDefinition } from '../../schema/definition.js'
import type { RecordId, Values } from '../../schema/value.js'
import type { StoredRecord } from '../../storage/adapter.js'
import type { profilePreviewContract } from '../contract/preview-contract.js'
import type { Facts } from '../criterion/facts.js'
import { createNeeds, joinNeeds } from '../criterion/needs.js'
import type { ScoredStatus } from '../criterion/range-points.js'
import { type CompiledProfile, compileProfile } from '../engine/compile-profile.js'
import { differenceOf, toShownDifference } from '../engine/difference.js'
import { type Score, scoreOf } from '../engine/measure.js'
import type { KeptProfile } from '../keeper/profile-record.js'
import { keptStatus } from '../keeper/profile-record.js'
import { type CustomerFacts, readFacts } from '../keeper/read-facts.js'
import type { CriterionKinds } from '../model/point-bounds.js'
import type { ScoreProfile } from '../model/profile.js'
import { profileFaults } from '../model/profile-faults.js'
import { type Counting, count, startCounting, toDistribution } from './distribution.js'
import { explainUnder, maySeeScores } from './explain-health.js'
import type { ExplainPort } from './explaining.js'
import { readableSchema } from './readable-schema.js'
import { type SeenCustomers, seenCustomers } from './seen-customers.js'

/** What trying a profile out works with. */
export interface PreviewPort extends ExplainPort {
  kinds(): CriterionKinds
  schema(): SchemaDefinition
}
type Input = z.output<NonNullable<typeof profilePreviewContract.input>>
/** What a profile would do, as far as it is known. */
export type ProfilePreview = z.output<typeof profilePreviewContract.output>
type Changed = ProfilePreview['changed'][number]

/** So many customers are scored at once; then everybody else has a turn. */
const slice = 250
const mostChanged = 50
/** So often it says how far it is. */
const sayMs = 150

/** Tries a profile out on all customers that somebody may see, part by part. Unsubscribing ends it between two parts. */
export function previewProfile(port: PreviewPort, asker: Asker, input: Input): Observable<ProfilePreview> {
  return new Observable((subscriber) => {
    const work = async (): Promise<void> => {
      let said = 0
      for await (const preview of steps(port, asker, input)) {
        if (subscriber.closed) return
        const isLast = preview.done === preview.total
        if (!isLast && said !== 0 && performance.now() - said < sayMs) continue
        said = performance.now()
        subscriber.next(preview)
        await new Promise((resolve) => setTimeout(resolve, 0))
      }
      subscriber.complete()
    }
    work().catch((error: unknown) => subscriber.error(error))
  })
}

interface Trial {
  readonly draft: CompiledProfile
  readonly seen: SeenCustomers
  readonly active: { readonly kept: KeptProfile; readonly compiled: CompiledProfile } | undefined
  readonly draftCounts: Counting
  readonly activeCounts: Counting
  readonly moves: Map<string, number>
  readonly changed: { readonly record: StoredRecord; readonly facts: Facts; readonly from: Score; readonly to: Score }[]
}
async function* steps(port: PreviewPort, asker: Asker, input: Input): AsyncGenerator<ProfilePreview> {
  const { definition } = input
  const readable = readableSchema(port.schema(), asker)
  const faults = profileFaults(definition, readable, port.kinds()).map(({ path, message }) => ({ path: [...path], message }))
  if (faults.length > 0) return yield nothing({ faults })
  const { objectType: type } = definition
  if (!maySeeScores(asker, port.access.type(asker, type))) return yield nothing({ hidden: ['scores'] })
  const trial = startTrial(port, asker, input)
  const total = await port.reader.count(asker, { type })
  const one = input.record === undefined ? undefined : await oneRecord(port, asker, { trial, definition, id: input.record })
  let done = 0
  yield await told(port, asker, { trial, definition, done, total, one })
  for (let after: RecordId | undefined; done < total; ) {
    const customers = await readSlice(port, asker, trial, { type, after })
    if (customers.ids.length === 0) break
    for (const customer of await trial.seen.whole(customers.facts)) tryOne(trial, customer, port.clock.now())
    done = Math.min(total, done + customers.ids.length)
    after = customers.ids.at(-1)
    if (customers.ids.length < slice) done = total
    yield await told(port, asker, { trial, definition, done, total, one })
  }
}
function nothing(why: Partial<Pick<ProfilePreview, 'faults' | 'hidden'>>): ProfilePreview {
  const draft = toDistribution(startCounting())
  return { faults: [], hidden: [], ...why, done: 0, total: 0, draft, moves: [], changed: [] }
}
function startTrial(port: PreviewPort, asker: Asker, { definition, against }: Input): Trial {
  const profiles = port.profiles.of(definition.objectType)?.profiles ?? []
  const draft = compileProfile(definition, { schema: port.schema(), kinds: port.kinds() })
  return {
    draft,
    seen: seenCustomers(port, asker, { type: port.access.type(asker, definition.objectType), needs: draft.needs }),
    active: profiles.find(({ kept }) => (against === undefined ? kept.isMain : kept.id === against)),
    draftCounts: startCounting(),
    activeCounts: startCounting(),
    moves: new Map(),
    changed: [],
  }
}
async function readSlice(
  port: PreviewPort,
  asker: Asker,
  { draft, active }: Trial,
  { type, after }: { readonly type: string; readonly after: RecordId | undefined },
): Promise<{ readonly ids: readonly RecordId[]; readonly facts: readonly CustomerFacts[] }> {
  const behind = after === undefined ? {} : { after: { values: [], id: after } }
  const { query } = port.access.bind(asker, { type, select: [] })
  const ids = (await port.reader.run({ ...query, limit: slice, ...behind })).records.map(({ ref }) => ref.id)
  const needs = createNeeds()
  joinNeeds(needs, draft.needs)
  if (active !== undefined) joinNeeds(needs, active.compiled.needs)
  return { ids, facts: await readFacts(port.scoring, port.access.type(systemAsker, type), { needs, ids }) }
}

function tryOne(trial: Trial, { record, facts }: CustomerFacts, now: number): void {
  const before = statusIn(record.values)
  const to = scoreOf(trial.draft, facts, now, before)
  const from: Score = trial.active === undefined ? { score: null, status: null } : scoreOf(trial.active.compiled, facts, now, before)
  count(trial.draftCounts, to.score, to.status)
  count(trial.activeCounts, from.score, from.status)
  if (from.status === to.status || trial.active === undefined) return
  const move = `${from.status ?? 'none'} ${to.status ?? 'none'}`
  trial.moves.set(move, (trial.moves.get(move) ?? 0) + 1)
  trial.changed.push({ record, facts, from, to })
  trial.changed.sort((a, b) => sizeOf(b) - sizeOf(a))
  // A few more than are shown: some of them the user may not see.
  trial.changed.length = Math.min(trial.changed.length, mostChanged * 4)
}
function sizeOf({ from, to }: Pick<Trial['changed'][number], 'from' | 'to'>): number {
  return Math.abs((from.score ?? 0) - (to.score ?? 0))
}
function statusIn(values: Values): ScoredStatus | undefined {
  return (values[keptStatus] ?? undefined) as ScoredStatus | undefined
}

interface Telling {
  readonly trial: Trial
  readonly definition: ScoreProfile
  readonly done: number
  readonly total: number
  readonly one: ProfilePreview['one'] | undefined
}
async function told(port: PreviewPort, asker: Asker, { trial, definition, done, total, one }: Telling): Promise<ProfilePreview> {
  const moves = [...trial.moves].map(([move, times]) => {
    const [from, to] = move.split(' ') as [Changed['from']['status'], Changed['to']['status']]
    return { from, to, count: times }
  })
  return {
    ...{ faults: [], hidden: trial.seen.isEverybody ? [] : ['customers'], done, total, draft: toDistribution(trial.draftCounts) },
    ...(trial.active !== undefined && { active: toDistribution(trial.activeCounts) }),
    moves: moves.sort((a, b) => b.count - a.count),
    changed: await shownChanges(port, asker, trial, definition),
    ...(one && { one }),
  }
}
async function shownChanges(
  port: PreviewPort,
  asker: Asker,
  { changed, active, draft }: Trial,
  definition: ScoreProfile,
): Promise<Changed[]> {
  if (changed.length === 0 || active === undefined) return []
  const type = port.access.type(asker, definition.objectType)
  const ids = changed.map(({ record }) => record.ref.id)
  const select = [type.title, ...(type.properties.some(({ name }) => name === 'csm') ? ['csm'] : [])]
  const { records } = await port.reader.list(asker, {
    type: type.name,
    select,
    where: { test: 'id-of', type: type.name, ids },
    limit: ids.length,
  })
  const seen = new Map(records.map(({ ref, values }) => [ref.id, values]))
  const now = port.clock.now()
  return changed
    .filter(({ record }) => seen.has(record.ref.id))
    .slice(0, mostChanged)
    .map(({ record, facts, from, to }) => {
      const values = seen.get(record.ref.id) ?? {}
      const difference = differenceOf({ profile: active.compiled, facts, at: now }, { profile: draft, facts, at: now })
      return {
        ...{ id: record.ref.id, title: String(values[type.title] ?? record.ref.id) },
        ...(typeof values['csm'] === 'string' && { csm: values['csm'] }),
        from: { score: from.score, status: from.status ?? 'none' },
        to: { score: to.score, status: to.status ?? 'none' },
        because: byPart(difference && toShownDifference(difference).causes, definition, active.kept.definition).slice(0, 3),
      }
    })
}
// By criterion or group: what a profile changes is told by its name.
function byPart(
  causes: readonly { readonly of: string; readonly points: number }[] | undefined,
  ...definitions: readonly ScoreProfile[]
): { of: string; name: string; points: number }[] {
  const names = new Map<string, string>([['total', definitions[0]?.name ?? '']])
  for (const { groups } of [...definitions].reverse())
    for (const group of groups) {
      names.set(group.id, group.name)
      for (const { id, name } of group.criteria) names.set(id, name)
    }
  const sums = new Map<string, number>()
  for (const { of, points } of causes ?? []) sums.set(of, (sums.get(of) ?? 0) + points)
  const parts = [...sums].map(([of, points]) => ({ of, name: names.get(of) ?? of, points }))
  return parts.filter(({ points }) => points !== 0).sort((a, b) => Math.abs(b.points) - Math.abs(a.points))
}

async function oneRecord(
  port: PreviewPort,
  asker: Asker,
  { trial, definition, id }: { readonly trial: Trial; readonly definition: ScoreProfile; readonly id: RecordId },
): Promise<ProfilePreview['one'] | undefined> {
  const type = port.access.type(asker, definition.objectType)
  const record = await port.reader.find(asker, { type: type.name, id })
  if (record === undefined) return undefined
  const [customer] = await trial.seen.whole(await factsOfOne(port, trial, record))
  if (customer === undefined) return undefined
  const { facts: found } = customer
  const now = port.clock.now()
  const base = { type, record, facts: found, now, before: statusIn(found.customer.values) }
  const kept: KeptProfile = { id: 'draft', version: '', state: 'draft', isMain: false, definition, createdAt: now, updatedAt: now }
  const draft = await explainUnder(port, asker, { ...base, kept, compiled: trial.draft })
  const active = trial.active && (await explainUnder(port, asker, { ...base, kept: trial.active.kept, compiled: trial.active.compiled }))
  const difference =
    trial.active && differenceOf({ profile: trial.active.compiled, facts: found, at: now }, { profile: trial.draft, facts: found, at: now })
  const title = record.values[type.title]
  return {
    ...{ id: record.ref.id, title: typeof title === 'string' ? title : record.ref.id, draft: draft.health },
    ...(active && { active: active.health }),
    causes: difference && trial.active ? byPart(toShownDifference(difference).causes, definition, trial.active.kept.definition) : [],
  }
}
async function factsOfOne(port: PreviewPort, { draft, active }: Trial, { ref }: StoredRecord): Promise<readonly CustomerFacts[]> {
  const needs = createNeeds()
  joinNeeds(needs, draft.needs)
  if (active !== undefined) joinNeeds(needs, active.compiled.needs)
  return readFacts(port.scoring, port.access.type(systemAsker, ref.type), { needs, ids: [ref.id] })
}
