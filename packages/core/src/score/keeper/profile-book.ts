import { isTenureError } from '../../errors/tenure-error.js'
import type { SchemaDefinition } from '../../schema/definition.js'
import type { RecordId } from '../../schema/value.js'
import type { Change, StoredRecord } from '../../storage/adapter.js'
import { createNeeds, joinNeeds, type ReadNeeds } from '../criterion/needs.js'
import { type CompiledProfile, compileProfile } from '../engine/compile-profile.js'
import type { CriterionKinds } from '../model/point-bounds.js'
import { type KeptProfile, profileType, toProfile } from './profile-record.js'

/** An active profile that is ready to score. */
export interface ActiveProfile {
  readonly kept: KeptProfile
  readonly compiled: CompiledProfile
}
/** The active profiles of one object type, the main one first, and all that they look at. */
export interface ScoredType {
  readonly type: string
  readonly profiles: readonly ActiveProfile[]
  readonly needs: ReadNeeds
}
/** The profiles that there are now; it follows commits. */
export interface ProfileBook {
  /** By name. */
  all(): readonly KeptProfile[]
  find(id: RecordId): KeptProfile | undefined
  /** Object types with active profiles. */
  types(): readonly ScoredType[]
  of(type: string): ScoredType | undefined
  compile(profile: KeptProfile): CompiledProfile
  /** Takes a committed change in; whether it was of a profile. */
  apply(change: Change): boolean
  /** Object types or kinds of criteria are others now. */
  recompile(): void
}
/** What a book is made of. */
export interface ProfileBookOptions {
  readonly records: readonly StoredRecord[]
  schema(): SchemaDefinition
  kinds(): CriterionKinds
}

/** A book of the profiles that a store holds. */
export function createProfileBook({ records, schema, kinds }: ProfileBookOptions): ProfileBook {
  const profiles = new Map<RecordId, KeptProfile>()
  let types: readonly ScoredType[] | undefined
  let list: readonly KeptProfile[] | undefined
  const put = (id: RecordId, profile: KeptProfile | undefined): void => {
    if (profile === undefined) profiles.delete(id)
    else profiles.set(id, profile)
    types = list = undefined
  }
  for (const { ref, values, archivedAt } of records) if (archivedAt === undefined) put(ref.id, toProfile(ref.id, values))
  const all = (): readonly KeptProfile[] => {
    list ??= withOneMain([...profiles.values()].sort((a, b) => (a.definition.name < b.definition.name ? -1 : 1)))
    return list
  }
  const compile = ({ definition }: KeptProfile): CompiledProfile => compileProfile(definition, { schema: schema(), kinds: kinds() })
  const known = (): readonly ScoredType[] => {
    types ??= scoredTypes(all(), compile)
    return types
  }
  return {
    ...{ all, compile },
    find: (id) => all().find((profile) => profile.id === id),
    types: known,
    of: (type) => known().find((one) => one.type === type),
    apply({ ref, after }) {
      if (ref.type !== profileType) return false
      put(ref.id, after && toProfile(ref.id, after))
      return true
    },
    recompile() {
      types = undefined
    },
  }
}

// Two processes that had not heard of each other may have activated a profile each, or deactivated the main one beside a new one: of an object type's active
// profiles one is the main one, the same in every process.
function withOneMain(all: readonly KeptProfile[]): readonly KeptProfile[] {
  const mains = new Map<string, KeptProfile>()
  for (const profile of all) {
    const known = mains.get(profile.definition.objectType)
    if (profile.state === 'active' && (known === undefined || isBefore(profile, known))) mains.set(profile.definition.objectType, profile)
  }
  return all.map((profile) => ({ ...profile, isMain: mains.get(profile.definition.objectType) === profile }))
}
function isBefore(a: KeptProfile, b: KeptProfile): boolean {
  if (a.isMain !== b.isMain) return a.isMain
  const [first, second] = [a.activatedAt ?? 0, b.activatedAt ?? 0]
  return first === second ? a.id < b.id : first < second
}

function scoredTypes(all: readonly KeptProfile[], compile: (profile: KeptProfile) => CompiledProfile): readonly ScoredType[] {
  const found = new Map<string, ActiveProfile[]>()
  for (const kept of all) {
    const compiled = kept.state === 'active' ? tryCompile(kept, compile) : undefined
    if (compiled === undefined) continue
    const { objectType } = kept.definition
    found.set(objectType, [...(found.get(objectType) ?? []), { kept, compiled }])
  }
  return [...found].map(([type, list]) => {
    const profiles = list.sort((a, b) => Number(b.kept.isMain) - Number(a.kept.isMain))
    const needs = createNeeds()
    for (const { compiled } of profiles) joinNeeds(needs, compiled.needs)
    return { type, profiles, needs }
  })
}
// Of a profile whose properties are gone the last scores stay, until somebody mends it.
function tryCompile(kept: KeptProfile, compile: (profile: KeptProfile) => CompiledProfile): CompiledProfile | undefined {
  try {
    return compile(kept)
  } catch (error) {
    if (isTenureError(error)) return undefined
    throw error
  }
}
