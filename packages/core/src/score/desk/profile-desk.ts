import type { Observable } from 'rxjs'
import type { z } from 'zod'
import type { Asker } from '../../access/asker.js'
import { systemAsker } from '../../access/asker.js'
import { missingFor } from '../../access/principal.js'
import type { Clock } from '../../base/clock.js'
import { newId } from '../../base/id.js'
import { fromProblem, getValue } from '../../base/outcome.js'
import { type FormField, isPlain, openFieldsOf } from '../../block/form-field.js'
import type { AccountEdition, LimitName } from '../../contract/administration/edition.js'
import { TenureError } from '../../errors/tenure-error.js'
import type { Runner } from '../../jobs/runner.js'
import type { Draft, DraftRecord } from '../../records/draft.js'
import type { Writer } from '../../records/write-records.js'
import type { SchemaDefinition } from '../../schema/definition.js'
import type { Schema } from '../../schema/row.js'
import type { Json, RecordId, UserId, Values } from '../../schema/value.js'
import type { Askers } from '../../workspace/askers.js'
import type { WorkspaceChange } from '../../workspace/change.js'
import { follow } from '../../workspace/follow.js'
import type {
  activateProfileContract,
  activeProfilesContract,
  changeProfileContract,
  saveProfileContract,
  scoreProfilesContract,
} from '../contract/profile-contract.js'
import type { ProfileBook } from '../keeper/profile-book.js'
import { type KeptProfile, profileType, profileVersion } from '../keeper/profile-record.js'
import { type RescoreInput, startRescore } from '../keeper/rescore-run.js'
import type { CriterionKind } from '../model/criterion-kind.js'
import type { CriterionKinds } from '../model/point-bounds.js'
import { type ProfileFault, profileFaults } from '../model/profile-faults.js'
import { readableSchema } from './readable-schema.js'

/** What configuring profiles works with. */
export interface ProfileDeskPort {
  readonly askers: Pick<Askers, 'get'>
  readonly changes: Observable<WorkspaceChange>
  readonly clock: Pick<Clock, 'now'>
  readonly edition: AccountEdition
  readonly profiles: ProfileBook
  readonly runner: Pick<Runner, 'start'>
  readonly writer: Pick<Writer, 'draft'>
  kinds(): CriterionKinds
  schema(): SchemaDefinition
  /** How many customers of a type there are. */
  count(type: string): Promise<number>
  /** Makes score and status of that type properties that only profiles write, or lets people write them again. */
  keepScores(type: string, isKept: boolean): Promise<void>
}
type SaveInput = z.output<NonNullable<typeof saveProfileContract.input>>
type ActivateInput = z.output<NonNullable<typeof activateProfileContract.input>>
type ChangeInput = z.output<NonNullable<typeof changeProfileContract.input>>

/** A profile that was saved, its new version, and the run that scores its customers. */
export interface SavedProfile {
  readonly profile: RecordId
  readonly version: string
  run?: string
}
/** What one user does with profiles (HS-13). A user who writes one has `settings.manage` and a seat. */
export interface ProfileDesk {
  active(): Observable<z.output<typeof activeProfilesContract.output>>
  all(): Observable<z.output<typeof scoreProfilesContract.output>>
  save(input: SaveInput): Promise<SavedProfile & { readonly faults: ProfileFault[] }>
  activate(input: ActivateInput): Promise<SavedProfile>
  change(input: ChangeInput): Promise<{ run?: string }>
}

/** The desk of one user. */
export function createProfileDesk(port: ProfileDeskPort, user: UserId, key?: string): ProfileDesk {
  const concerns = (change: WorkspaceChange): boolean =>
    'profiles' in change || 'types' in change || ('users' in change && change.users.has(user))
  return {
    active: () => follow(port.changes, concerns, () => activeProfiles(port)),
    all: () => follow(port.changes, concerns, () => allProfiles(port, port.askers.get(user))),
    save: (input) => saveProfile(port, { user, key }, input),
    activate: (input) => activateProfile(port, { user, key }, input),
    change: (input) => changeProfile(port, { user, key }, input),
  }
}

function activeProfiles({ profiles }: ProfileDeskPort): z.output<typeof activeProfilesContract.output> {
  return profiles.types().flatMap((type) =>
    type.profiles.map(({ kept: { id, isMain, definition } }) => {
      const { neutral, healthy } = definition.thresholds
      return { id, name: definition.name, objectType: type.type, isMain, thresholds: { neutral, healthy } }
    }),
  )
}
function allProfiles(port: ProfileDeskPort, asker: Asker): z.output<typeof scoreProfilesContract.output> {
  const { edition, profiles } = port
  const over = overLimit(port)
  const faults = faultsFor(port, asker)
  return {
    profiles: profiles.all().map((profile) => {
      const { id, version, state, isMain, definition, createdAt, updatedAt, activatedAt } = profile
      const times = { createdAt, updatedAt, ...(activatedAt !== undefined && { activatedAt }) }
      return { id, version, state, isMain, definition, faults: faults(definition), isOverLimit: over.has(id), ...times }
    }),
    kinds: [...port.kinds().values()].map(({ id, title, config }) => ({ id, title, fields: fieldsOf(id, config) })),
    limits: { active: edition.limit('activeHealthScores'), draft: edition.limit('draftHealthScores') },
    mayEdit: refusal(asker) === undefined,
  }
}
// What looks at a hidden property would tell it: an editor cannot use one.
function faultsFor({ schema, kinds }: ProfileDeskPort, asker: Asker): (definition: KeptProfile['definition']) => ProfileFault[] {
  const readable = readableSchema(schema(), asker)
  return (definition) => profileFaults(definition, readable, kinds()).map(({ path, message }) => ({ path: [...path], message }))
}
function fieldsOf(id: string, config: CriterionKind['config']): FormField[] | null {
  try {
    const fields = openFieldsOf({ id, input: config as Schema }, {})
    return fields.every(({ kind }) => isPlain(kind)) ? [...fields] : null
  } catch {
    return null
  }
}
// The newest are beyond a limit that has shrunk; a main profile never is (EDN-4).
function overLimit({ profiles, edition }: ProfileDeskPort): ReadonlySet<RecordId> {
  const beyond = (state: KeptProfile['state'], limit: LimitName): readonly KeptProfile[] =>
    profiles
      .all()
      .filter((profile) => profile.state === state)
      .sort((a, b) => Number(b.isMain) - Number(a.isMain) || a.createdAt - b.createdAt)
      .slice(edition.limit(limit))
  return new Set([...beyond('active', 'activeHealthScores'), ...beyond('draft', 'draftHealthScores')].map(({ id }) => id))
}

// A super admin without a seat configures everything but scores (ACC-5).
function refusal({ principal }: Asker): TenureError | undefined {
  const missing = missingFor(principal, 'settings.manage')
  if (missing !== undefined) return fromProblem(missing)
  if (principal.seat || principal.system) return undefined
  return new TenureError('access.denied', 'Health scores are created and edited with a service seat. An administrator can assign one.', {
    missing: 'a service seat',
  })
}
interface Acting {
  readonly user: UserId
  readonly key: string | undefined
}
function demandEditor({ askers }: ProfileDeskPort, { user }: Acting): Asker {
  const asker = askers.get(user)
  const because = refusal(asker)
  if (because !== undefined) throw because
  return asker
}

async function saveProfile(port: ProfileDeskPort, by: Acting, { profile: id, version, definition, alerts }: SaveInput) {
  const faults = faultsFor(port, demandEditor(port, by))(definition)
  const now = port.clock.now()
  const known = id === undefined ? undefined : demandProfile(port, id)
  if (known === undefined) demandRoom(port, 'draft', 1)
  else demandEditable(port, known)
  if (known?.state === 'active') demandActive(known, definition, faults)
  const ref = { type: profileType, id: id ?? newId(now) }
  const values = {
    ...{ name: definition.name, objectType: definition.objectType, definition: definition as unknown as Json, updatedAt: now },
    ...(known?.state === 'active' && { pending: { alerts } }),
  }
  const after = await write(port, by, ref.id, (record) => {
    if (known !== undefined) demandVersion(record, known, version)
    return record === undefined ? { ...values, state: 'draft', main: false, createdAt: now } : values
  })
  const run = known?.state === 'active' ? await rescore(port, { type: definition.objectType, alerts }) : {}
  return { profile: ref.id, version: after, faults, ...run }
}
function demandActive({ definition }: KeptProfile, next: KeptProfile['definition'], faults: readonly ProfileFault[]): void {
  if (faults.length > 0) throw faulty(faults)
  if (next.objectType !== definition.objectType)
    throw invalid('objectType', 'An active profile stays with its object. Make a draft for the other one.')
}

async function activateProfile(port: ProfileDeskPort, by: Acting, { profile: id, version, replaces, alerts }: ActivateInput) {
  const faultsOf = faultsFor(port, demandEditor(port, by))
  const profile = demandProfile(port, id)
  if (profile.state === 'active') throw invalid('profile', `${profile.definition.name} is active already.`)
  const replaced = replaces === undefined ? undefined : demandProfile(port, replaces)
  const { objectType } = profile.definition
  if (replaced !== undefined && (replaced.state !== 'active' || replaced.definition.objectType !== objectType))
    throw invalid('replaces', `${replaced.definition.name} is no active profile of the same object.`)
  demandEditable(port, profile)
  if (replaced === undefined) demandRoom(port, 'active', 1)
  const faults = faultsOf(profile.definition)
  if (faults.length > 0) throw faulty(faults)
  await port.keepScores(objectType, true)
  const now = port.clock.now()
  const hasMain = port.profiles.of(objectType)?.profiles.some(({ kept }) => kept.isMain && kept.id !== replaces) === true
  const after = await write(
    port,
    by,
    id,
    (record, draft) => {
      demandVersion(record, profile, version)
      const old = replaced && draft.find({ type: profileType, id: replaced.id })
      if (old !== undefined) old.values = { ...old.values, state: 'draft', main: false, updatedAt: now }
      return { state: 'active', main: !hasMain, activatedAt: now, updatedAt: now, pending: { alerts } }
    },
    replaces === undefined ? [] : [replaces],
  )
  return { profile: id, version: after, ...(await rescore(port, { type: objectType, alerts })) }
}

async function changeProfile(port: ProfileDeskPort, by: Acting, { profile: id, version, change, alerts }: ChangeInput) {
  demandEditor(port, by)
  const profile = demandProfile(port, id)
  const { definition, state, isMain } = profile
  const others = (port.profiles.of(definition.objectType)?.profiles ?? []).filter(({ kept }) => kept.id !== id)
  if (change === 'delete' && state === 'active') throw invalid('change', `${definition.name} is active. Deactivate it first.`)
  if (change !== 'delete' && state !== 'active') throw invalid('change', `${definition.name} is a draft.`)
  if (change === 'deactivate') {
    if (isMain && others.length > 0) throw invalid('change', `${definition.name} is the main profile. Choose another main profile first.`)
    demandRoom(port, 'draft', 1)
  }
  const now = port.clock.now()
  await write(
    port,
    by,
    id,
    (record, draft) => {
      demandVersion(record, profile, version)
      if (change === 'delete') {
        if (record !== undefined) record.archive = 'archive'
        return {}
      }
      for (const { kept } of change === 'main' ? others : []) {
        const old = draft.find({ type: profileType, id: kept.id })
        if (old?.values['main'] === true) old.values = { ...old.values, main: false, updatedAt: now }
      }
      return change === 'main'
        ? { main: true, updatedAt: now, pending: { alerts } }
        : { state: 'draft', main: false, updatedAt: now, pending: { alerts } }
    },
    others.map(({ kept }) => kept.id),
  )
  if (change === 'delete') return {}
  const run = await rescore(port, { type: definition.objectType, alerts })
  if (change === 'deactivate' && others.length === 0) await port.keepScores(definition.objectType, false)
  return run
}

/** Changes the record of a profile in one draft, with others that it may change as well; its version then. */
async function write(
  { writer }: ProfileDeskPort,
  { user, key }: Acting,
  id: RecordId,
  change: (record: DraftRecord | undefined, draft: Draft) => Values,
  others: readonly RecordId[] = [],
): Promise<string> {
  const ref = { type: profileType, id }
  const by = { asker: systemAsker, actor: { source: 'user', user } as const, ...(key !== undefined && { key: `${user} ${key}` }) }
  let after = '0'
  const outcome = await writer.draft(by, async (draft) => {
    await draft.load([ref, ...others.map((other) => ({ type: profileType, id: other }))])
    const record = draft.find(ref)
    const values = change(record, draft)
    if (record === undefined) draft.create(ref, values)
    else record.values = { ...record.values, ...values }
    after = profileVersion({ ...record?.before?.values, ...values })
  })
  getValue(outcome)
  return after
}
async function rescore({ runner, count }: ProfileDeskPort, input: RescoreInput) {
  const run = await startRescore(runner, input, await count(input.type))
  return { run: run.id }
}

function demandProfile({ profiles }: ProfileDeskPort, id: RecordId): KeptProfile {
  const profile = profiles.find(id)
  if (profile !== undefined) return profile
  throw new TenureError('record.not-found', 'There is no such health score.', { record: { type: profileType, id } })
}
function demandEditable(port: ProfileDeskPort, { id, definition, state }: KeptProfile): void {
  if (!overLimit(port).has(id)) return
  const problem = port.edition.exceeds(state === 'active' ? 'activeHealthScores' : 'draftHealthScores', Number.POSITIVE_INFINITY)
  if (problem !== undefined)
    throw fromProblem({ ...problem, message: `${definition.name} is kept, and cannot be edited. ${problem.message}` } as typeof problem)
}
function demandRoom({ profiles, edition }: ProfileDeskPort, state: KeptProfile['state'], more: number): void {
  const count = profiles.all().filter((profile) => profile.state === state).length + more
  const problem = edition.exceeds(state === 'active' ? 'activeHealthScores' : 'draftHealthScores', count)
  if (problem !== undefined) throw fromProblem(problem)
}
function demandVersion(record: DraftRecord | undefined, { id, definition }: KeptProfile, version: string | undefined): void {
  const current = record?.before && profileVersion(record.before.values)
  if (current !== undefined && record?.archived !== true && current === version) return
  throw new TenureError('record.conflict', `Someone else changed ${definition.name}. Look at the newer version first.`, {
    record: { type: profileType, id },
    newer: { definition: record?.before?.values['definition'] ?? null },
    version: current ?? '0',
  })
}
function faulty(faults: readonly ProfileFault[]): TenureError {
  const issues = faults.map(({ path, message }) => ({ path: [...path], message }))
  return new TenureError('input.invalid', `The profile cannot be active: ${faults[0]?.message ?? ''}`, { issues })
}
function invalid(field: string, message: string): TenureError {
  return new TenureError('input.invalid', message, { issues: [{ path: [field], message }] })
}
