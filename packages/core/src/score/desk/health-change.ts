import type { z } from 'zod'
import { systemAsker } from '../../access/asker.js'
import type { Json } from '../../schema/value.js'
import type { HistoryEntry } from '../../storage/adapter.js'
import type { healthContract } from '../contract/health-contract.js'
import { factsAt } from '../criterion/facts.js'
import { createNeeds, joinNeeds } from '../criterion/needs.js'
import type { CompiledProfile } from '../engine/compile-profile.js'
import { type Cause, differenceOf, type ShownDifference, toShownDifference } from '../engine/difference.js'
import { type KeptProfile, profileType, toProfile } from '../keeper/profile-record.js'
import { readTimelines } from '../keeper/read-timeline.js'
import { scoreRef } from '../keeper/score-customers.js'
import { type Explaining, type ExplainPort, scoreProperty, statusProperty } from './explaining.js'

type Health = Extract<z.output<typeof healthContract.output>, { readonly state: 'scored' }>
type Change = NonNullable<Health['change']>
type Since = z.output<NonNullable<typeof healthContract.input>>['since']
type ShownCause = Change['causes'][number]

/** Why the score is not what it was before, by what history has of both instants. Nothing where there was no score before. */
export async function changeOf(port: ExplainPort, explaining: Explaining, since: Since): Promise<Change | undefined> {
  const [last, previous] = since === 'status' ? await aroundStatus(port, explaining) : await pastOf(port, explaining, 'score', 2)
  if (last === undefined || previous === undefined || typeof previous.value !== 'number') return undefined
  const to = Math.floor(explaining.measured.total / 720_720)
  const known = await causesSince(port, explaining, previous.at)
  // What history does not date, such as a link that was taken away, is named as such: the causes sum to the difference all the same.
  const rest = to - previous.value - known.reduce((sum, { points }) => sum + points, 0)
  const unrecorded: readonly ShownCause[] = rest === 0 ? [] : [{ by: 'unrecorded', of: 'total', label: '', points: rest }]
  return { at: last.at, from: previous.value, to, causes: [...known, ...unrecorded] }
}

/** The change to the status of now, and the last score before it. A status is written in one change with the score that moved it. */
async function aroundStatus(port: ExplainPort, explaining: Explaining): Promise<readonly (HistoryEntry | undefined)[]> {
  const [last] = await pastOf(port, explaining, 'status', 1)
  const scores = last === undefined ? [] : await pastOf(port, explaining, 'score', mostScores)
  return [last, scores.find(({ at }) => at < (last?.at ?? 0))]
}
/** A status is not held longer than for so many scores, or its beginning is not looked for. */
const mostScores = 500
async function pastOf(
  port: ExplainPort,
  { kept, record }: Explaining,
  of: 'score' | 'status',
  limit: number,
): Promise<readonly HistoryEntry[]> {
  const ref = kept.isMain ? record.ref : scoreRef(kept.id, record.ref)
  const property = of === 'score' ? scoreProperty(kept) : statusProperty(kept)
  return port.reader.history(systemAsker, ref, property, limit).catch((): readonly HistoryEntry[] => [])
}

async function causesSince(port: ExplainPort, explaining: Explaining, since: number): Promise<readonly ShownCause[]> {
  const { type, record, kept, compiled, facts, now } = explaining
  const then = await profileThen(port, kept, since)
  const before = then === undefined ? compiled : port.profiles.compile(then)
  const needs = createNeeds()
  joinNeeds(needs, before.needs)
  joinNeeds(needs, compiled.needs)
  const [timeline] = await readTimelines(port.scoring, type, { needs, ids: [record.ref.id] })
  // The score of that instant knew what was recorded by then.
  const was = timeline && factsAt(timeline, since + 1)
  const difference = was && differenceOf({ profile: before, facts: was, at: since }, { profile: compiled, facts, at: now })
  if (difference === undefined) return []
  const looking: Looking = { ...explaining, profiles: [before, compiled] }
  return toShownDifference(difference).causes.map((cause) => toShownCause(looking, cause))
}
async function profileThen({ reader, profiles }: ExplainPort, kept: KeptProfile, at: number): Promise<KeptProfile | undefined> {
  const versions = await reader.history(systemAsker, { type: profileType, id: kept.id }, 'definition', 50)
  const then = versions.find((one) => one.at <= at)
  if (then === undefined || then === versions[0]) return undefined
  const old = toProfile(kept.id, { definition: then.value })
  try {
    if (old !== undefined) profiles.compile(old)
    return old
  } catch {
    // Its properties are gone.
    return undefined
  }
}

/** What is shown of a difference between two profiles, which may be the same. */
interface Looking extends Pick<Explaining, 'kept' | 'visible'> {
  readonly profiles: readonly CompiledProfile[]
}
function toShownCause(looking: Looking, { cause, of, points }: ShownDifference['causes'][number]): ShownCause {
  const label = nameOf(looking.kept, of)
  if (cause.by !== 'input') return { by: cause.by, of, label, points }
  const shown = shownInput(looking, cause, of)
  return { ...(shown === undefined ? { by: 'hidden' } : { by: 'input', ...shown }), label, of, points }
}
/** An input as the reader is shown it; nothing where the reader may not see it (HS-15). */
function shownInput(
  { visible, profiles }: Looking,
  { input }: Extract<Cause, { readonly by: 'input' }>,
  of: string,
): Partial<ShownCause> | undefined {
  if (input.of === 'property') {
    const { label, kind, isSeen } = visible.property(input.property)
    return isSeen ? { input: label, kind, from: input.from as Json, to: input.to as Json } : undefined
  }
  const { type, label } = visible.association(input.association)
  if (!visible.mayRead(input.association, lookedAt(profiles, of, input.association))) return undefined
  if (input.of === 'records') {
    const isSeen = input.records.every((id) => visible.title(input.association, id) !== undefined)
    return isSeen ? { input: label, records: input.records.length } : undefined
  }
  const title = visible.title(input.association, input.record)
  return title === undefined ? undefined : { input: label, record: { type, id: input.record, title, change: input.change } }
}
/** The properties of linked records that a criterion looks at in one of the profiles. */
function lookedAt(profiles: readonly CompiledProfile[], of: string, association: string): readonly string[] {
  const criteria = profiles.flatMap(({ groups }) => groups.flatMap((group) => group.criteria))
  return criteria.filter(({ criterion }) => criterion.id === of).flatMap(({ needs }) => [...(needs.links.get(association) ?? [])])
}
function nameOf({ definition }: KeptProfile, id: string): string {
  for (const group of definition.groups) {
    if (group.id === id) return group.name
    const criterion = group.criteria.find((one) => one.id === id)
    if (criterion !== undefined) return criterion.name
  }
  return definition.name
}
