import type { z } from 'zod'
import { type Asker, systemAsker } from '../../access/asker.js'
import { isReadable } from '../../access/policy.js'
import type { Instant } from '../../base/clock.js'
import { TenureError } from '../../errors/tenure-error.js'
import type { ObjectTypeDefinition } from '../../schema/definition.js'
import type { RecordId, RecordRef } from '../../schema/value.js'
import type { StoredRecord } from '../../storage/adapter.js'
import type { healthContract } from '../contract/health-contract.js'
import { type Facts, factsAt } from '../criterion/facts.js'
import { earlier } from '../criterion/judge.js'
import type { ScoredStatus } from '../criterion/range-points.js'
import type { CompiledProfile } from '../engine/compile-profile.js'
import { entryId, toLedger, toShown } from '../engine/ledger.js'
import { measureAt, statusOfTotal } from '../engine/measure.js'
import { unitsPerPoint } from '../engine/units.js'
import { type KeptProfile, keptScore, keptStatus, profileType, toProfile } from '../keeper/profile-record.js'
import { readFacts } from '../keeper/read-facts.js'
import { readTimelines } from '../keeper/read-timeline.js'
import { scoreRef } from '../keeper/score-customers.js'
import { type Explaining, type ExplainPort, statusProperty } from './explaining.js'
import { changeOf } from './health-change.js'
import { createVisibleInputs } from './visible-inputs.js'

type Input = z.output<NonNullable<typeof healthContract.input>>
type Health = z.output<typeof healthContract.output>
type Explained = Extract<Health, { readonly state: 'scored' }>
/** The explanation of a score for somebody, and the instant at which the clock moves it. Errors: `record.not-found`. */
export async function explainHealth(
  port: ExplainPort,
  asker: Asker,
  input: Input,
): Promise<{ readonly health: Health; readonly until?: Instant | undefined }> {
  const type = port.access.type(asker, input.type)
  const record = await demandRecord(port, asker, { type: type.name, id: input.id })
  const now = input.at ?? port.clock.now()
  if (!maySeeScores(asker, type)) return { health: { state: 'none', isBehind: false } }
  const isBehind = input.at === undefined && (await isDue(port, record.ref, now))
  const kept = profileOf(port, type.name, input.profile)
  const then = kept && input.at !== undefined ? await profileAt(port, kept, input.at) : kept
  if (then === undefined) return { health: { state: 'none', isBehind } }
  const compiled = port.profiles.compile(then)
  const facts = await factsOf(port, type, { compiled, id: record.ref.id, at: input.at })
  const before = await statusOf(port, { kept: then, record }, input.at)
  const under = await explainUnder(port, asker, { type, record, kept: then, compiled, facts, now, before })
  const change = under.explaining && input.at === undefined ? await changeOf(port, under.explaining, input.since) : undefined
  return { health: { ...under.health, isBehind, ...(change && { change }) } as Health, until: under.until }
}

/** Whether the user may read both properties that say how healthy a record is (ACC-8): under whichever profile, an explanation says both. */
export function maySeeScores({ principal }: Asker, type: ObjectTypeDefinition): boolean {
  return [keptScore, keptStatus].every((property) => isReadable(principal, type, property))
}

interface Under extends Omit<Explaining, 'measured' | 'visible' | 'facts'> {
  readonly facts: Facts | undefined
  readonly before: ScoredStatus | undefined
}
/** The explanation of a score under one profile, saved or not. */
export async function explainUnder(
  port: ExplainPort,
  asker: Asker,
  { facts, before, ...rest }: Under,
): Promise<{ readonly health: Health; readonly explaining?: Explaining; readonly until?: Instant | undefined }> {
  const { compiled, type, now } = rest
  const included = facts && compiled.includes(facts, now)
  if (facts === undefined || included?.is !== true) return { health: { state: 'outside', isBehind: false }, until: included?.until }
  const { measured, until: ofCriteria } = measureAt(compiled, facts, now)
  const until = earlier(included.until, ofCriteria)
  if (measured === undefined) return { health: { state: 'unjudged', isBehind: false }, until }
  const visible = await createVisibleInputs(port, asker, { type, facts, needs: compiled.needs })
  const explaining: Explaining = { ...rest, facts, measured, visible }
  const health = { ...shown(explaining, statusOfTotal(compiled, measured.total, before)), isBehind: false }
  return { health, explaining, until }
}

async function demandRecord({ reader }: ExplainPort, asker: Asker, ref: RecordRef): Promise<StoredRecord> {
  const record = await reader.find(asker, ref)
  if (record !== undefined) return record
  throw new TenureError('record.not-found', 'There is no such record, or you may not see it.', { record: ref })
}
async function isDue({ scoring: { storage, io } }: ExplainPort, ref: RecordRef, now: Instant): Promise<boolean> {
  const [record] = await storage.read([ref], io)
  const due = record?.values['tenure_score_due']
  return typeof due === 'number' && due <= now
}
function profileOf({ profiles }: ExplainPort, type: string, id: RecordId | undefined): KeptProfile | undefined {
  const active = profiles.of(type)?.profiles ?? []
  return (id === undefined ? active.find(({ kept }) => kept.isMain) : active.find(({ kept }) => kept.id === id))?.kept
}
// The model as it was saved last before the instant.
async function profileAt({ reader }: ExplainPort, kept: KeptProfile, at: Instant): Promise<KeptProfile | undefined> {
  const versions = await reader.history(systemAsker, { type: profileType, id: kept.id }, 'definition', 200)
  const entry = versions.find((one) => one.at < at)
  if (entry === undefined) return kept
  return toProfile(kept.id, { definition: entry.value, state: 'active', main: kept.isMain })
}
async function factsOf(
  { scoring }: ExplainPort,
  type: ObjectTypeDefinition,
  { compiled: { needs }, id, at }: { readonly compiled: CompiledProfile; readonly id: RecordId; readonly at: Instant | undefined },
): Promise<Facts | undefined> {
  if (at === undefined) return (await readFacts(scoring, type, { needs, ids: [id] }))[0]?.facts
  const [timeline] = await readTimelines(scoring, type, { needs, ids: [id] })
  return timeline && factsAt(timeline, at)
}
// With a hysteresis, the status that is kept decides.
async function statusOf(
  { scoring: { storage, io }, reader }: ExplainPort,
  { kept, record }: Pick<Explaining, 'kept' | 'record'>,
  at: Instant | undefined,
): Promise<ScoredStatus | undefined> {
  if (at !== undefined) {
    const entries = await reader.history(systemAsker, record.ref, keptStatus, 500).catch(() => [])
    return entries.find((entry) => entry.at < at)?.value as ScoredStatus | undefined
  }
  const [own] = await storage.read([kept.isMain ? record.ref : scoreRef(kept.id, record.ref)], io)
  return (own?.values[statusProperty(kept)] ?? undefined) as ScoredStatus | undefined
}

function shown(
  { kept, compiled, measured, facts, now, visible }: Explaining,
  status: ScoredStatus,
): Omit<Explained, 'isBehind' | 'change'> {
  const ledger = toLedger(compiled, measured)
  const whole = toShown(ledger)
  const { neutral, healthy } = kept.definition.thresholds
  return {
    state: 'scored',
    profile: { id: kept.id, name: kept.definition.name, isMain: kept.isMain },
    ...{ score: whole.score, status, thresholds: { neutral, healthy }, coverage: measured.coverage, total: ledger.total, unitsPerPoint },
    entries: ledger.entries.map((entry) => ({ ...entry, points: whole.entries.get(entryId(entry)) ?? 0 })),
    groups: measured.groups.map(({ compiled: { group, criteria }, units }) => ({
      ...{ id: group.id, name: group.name, maximum: group.maximum, points: whole.groups.get(group.id) ?? 0 },
      isJudged: units.some((one) => one !== undefined),
      criteria: criteria.map(({ criterion: { id, name }, bounds, inputs }, at) => ({
        ...{ id, name, most: bounds[1] / unitsPerPoint, isJudged: units[at] !== undefined },
        points:
          (whole.entries.get(entryId({ part: 'criterion', of: id })) ?? 0) +
          (whole.entries.get(entryId({ part: 'criterion-cut', of: id })) ?? 0),
        inputs: inputs(facts, now).map((input) => visible.show(input)),
      })),
    })),
  }
}
