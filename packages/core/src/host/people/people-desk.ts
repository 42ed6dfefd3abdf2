import { EMPTY, filter, merge, type Observable } from 'rxjs'
import type { z } from 'zod'
import { type Asker, systemAsker } from '../../access/asker.js'
import type { DirectoryType } from '../../access/directory.js'
import { isInternal } from '../../access/internal-property.js'
import { missingFor } from '../../access/principal.js'
import { versionOf } from '../../access/seen-version.js'
import type { Clock } from '../../base/clock.js'
import { defineToken, type Token } from '../../base/key.js'
import { fromProblem, getValue } from '../../base/outcome.js'
import type {
  explainAccessContract,
  handOverCustomersContract,
  handOverPlanContract,
  peopleContract,
  permissionSetsContract,
  personContract,
  rightsOffersContract,
  teamsContract,
} from '../../contract/administration/people-contract.js'
import { TenureError } from '../../errors/tenure-error.js'
import { customersOf, type HandOverPort, handRecordsOver, planHandOver } from '../../jobs/hand-over-desk.js'
import type { ShownRun } from '../../jobs/run-desk.js'
import type { Writer } from '../../records/write-records.js'
import type { RecordRef, UserId } from '../../schema/value.js'
import type { Change, ChangeBatch } from '../../storage/adapter.js'
import type { Askers } from '../../workspace/askers.js'
import type { WorkspaceChange } from '../../workspace/change.js'
import {
  addPerson,
  type ChangePeoplePort,
  removeSet,
  removeTeam,
  savePerson,
  saveSet,
  saveTeam,
  type WrittenRecord,
} from '../../workspace/people/change-people.js'
import { explainRecord } from '../../workspace/people/explain-access.js'
import { lastSeen, listPeople, listSets, listTeams, offer, type PeoplePort, toPersonRow } from '../../workspace/people/list-people.js'
import {
  namedRights,
  offeredPermissions,
  propertyLimits,
  type RightsPort,
  recordRights,
  typesWithRights,
} from '../../workspace/people/person-rights.js'
import { sessionType } from '../../workspace/session-book.js'
import { endSessions } from '../../workspace/session-desk.js'
import { askAgain } from './ask-again.js'
import { type CustomersPort, changesCounts, countCustomers } from './count-customers.js'
import { nextLeaving } from './next-leaving.js'

/** Users, teams, permission sets and what they come to; only the core's plugin is given it, under contracts for super admins. */
export interface PeopleDesk {
  people(input: z.output<NonNullable<typeof peopleContract.input>>): Observable<z.output<typeof peopleContract.output>>
  person(user: UserId): Observable<z.output<typeof personContract.output>>
  teams(): Observable<z.output<typeof teamsContract.output>>
  sets(): Observable<z.output<typeof permissionSetsContract.output>>
  offers(): Observable<z.output<typeof rightsOffersContract.output>>
  explain(input: z.output<NonNullable<typeof explainAccessContract.input>>): Observable<z.output<typeof explainAccessContract.output>>
  plan(input: z.output<NonNullable<typeof handOverPlanContract.input>>): Observable<z.output<typeof handOverPlanContract.output>>
  customersOf(
    input: z.output<NonNullable<typeof handOverCustomersContract.input>>,
  ): Observable<z.output<typeof handOverCustomersContract.output>>
  add(input: Parameters<typeof addPerson>[2]): Promise<WrittenRecord>
  save(input: Parameters<typeof savePerson>[2]): Promise<WrittenRecord>
  saveTeam(input: Parameters<typeof saveTeam>[2]): Promise<WrittenRecord>
  removeTeam(input: Parameters<typeof removeTeam>[2]): Promise<void>
  saveSet(input: Parameters<typeof saveSet>[2]): Promise<WrittenRecord>
  removeSet(input: Parameters<typeof removeSet>[2]): Promise<void>
  endSessions(user: UserId): Promise<{ readonly ended: number }>
  handOver(input: Parameters<typeof handRecordsOver>[2]): Promise<ShownRun>
}
export const PeopleDesk: Token<PeopleDesk> = defineToken('tenure.core/people@1')

/** What the desk works with. */
export interface PeopleDeskPort
  extends RightsPort,
    Omit<PeoplePort, 'workspaces'>,
    ChangePeoplePort,
    Omit<CustomersPort, 'reader'>,
    HandOverPort {
  readonly askers: Pick<Askers, 'get' | 'find'>
  readonly clock: Pick<Clock, 'now' | 'at'>
  readonly batches: Observable<ChangeBatch>
  readonly changes: Observable<WorkspaceChange>
  readonly directory: HandOverPort['directory']
  readonly reader: HandOverPort['reader'] & CustomersPort['reader']
  readonly workspaces: PeoplePort['workspaces'] & CustomersPort['workspaces']
  readonly writer: Pick<Writer, 'write' | 'draft'>
}

/** The desk of one super admin; `key` is that of the action that uses it. */
export function createPeopleDesk(port: PeopleDeskPort, user: UserId, key?: string): PeopleDesk {
  const by = { user, key }
  const batches = (concerns: (change: Change) => boolean): Observable<unknown> =>
    port.batches.pipe(filter(({ changes }) => changes.some(concerns)))
  const live = <T>(
    read: (asker: Asker) => Promise<T> | T,
    also: (change: Change) => boolean = () => false,
    times: Observable<unknown> = EMPTY,
  ): Observable<T> => askAgain(merge(port.changes, batches(also), times), async () => read(port.askers.get(user)))
  const leaving = nextLeaving(
    port,
    batches(({ ref }) => ref.type === sessionType),
  )
  const isSeen = (each: Change): boolean => each.ref.type === sessionType || changesCounts(port, each)
  return {
    people: (input) => live(async (asker) => listPeople(port, input, await countCustomers(port, asker)), isSeen, leaving),
    person: (id) => live((asker) => readPerson(port, asker, id), isSeen),
    teams: () => live(() => listTeams(port, (id) => version(port, 'team', id)), isOf('team')),
    sets: () => live(() => listSets(port, (id) => version(port, 'permissionSet', id)), isOf('permissionSet')),
    offers: () => live(() => readOffers(port), isOf('team', 'permissionSet')),
    explain: (input) =>
      live(
        (asker) => explain(port, asker, input),
        (each) => each.ref.id === input.id,
      ),
    plan: (input) => live(() => planHandOver(port, user, input), isSeen),
    customersOf: (input) => live(() => customersOf(port, user, input), isSeen),
    add: (input) => addPerson(port, by, input),
    save: (input) => savePerson(port, by, input),
    saveTeam: (input) => saveTeam(port, by, input),
    removeTeam: (input) => removeTeam(port, by, input),
    saveSet: (input) => saveSet(port, by, input),
    removeSet: (input) => removeSet(port, by, input),
    handOver: (input) => handRecordsOver(port, by, input),
    async endSessions(id) {
      const theirs = port.sessions.all().filter((session) => session.user === id)
      getValue(
        await endSessions(
          port.writer,
          theirs.map((session) => session.id),
        ),
      )
      return { ended: theirs.length }
    },
  }
}

async function readPerson(port: PeopleDeskPort, asking: Asker, id: UserId): Promise<z.output<typeof personContract.output>> {
  const { directory, workspaces, clock } = port
  const values = directory.rows('user').get(id)
  if (values === undefined) throw notFound({ type: 'user', id })
  const customers = (await countCustomers(port, asking))(id)
  const row = toPersonRow(port, id, values, { seenAt: lastSeen(port).get(id), customers })
  const asker = port.askers.find(id)
  const workspace = workspaces.all().find((each) => each.id === (asker?.workspace ?? 'main'))
  const admins = directory.superAdmins()
  return {
    ...row,
    version: version(port, 'user', id),
    timeZone: String(values['timeZone'] ?? 'UTC'),
    locale: String(values['locale'] ?? 'en'),
    you: id === asking.principal.user,
    ...(admins.length === 1 && admins[0] === id && { last: { others: successors(port, id) } }),
    workspace: { id: workspace?.id ?? 'main', name: workspace?.name ?? 'main' },
    sessions: port.sessions.all().filter((session) => session.user === id && session.endsAt > clock.now()).length,
    rights: asker === undefined ? [] : namedRights(port, asker).map(({ from, ...right }) => ({ ...right, from: [...from] })),
    records: asker === undefined ? [] : (recordRights(port, asker.principal) as z.output<typeof personContract.output>['records']),
    hidden: propertyLimits(port, id, 'hidden').map(toPath),
    readOnly: propertyLimits(port, id, 'readOnly').map(toPath),
  }
}
function toPath({ from, ...path }: ReturnType<typeof propertyLimits>[number]) {
  return { ...path, from: [...from] }
}
// Who may configure the workspace already is nearest to becoming a second super admin.
function successors({ directory, askers }: PeopleDeskPort, last: UserId): { readonly id: string; readonly name: string }[] {
  const rank = (id: UserId): number => (askers.find(id)?.principal.permissions.has('settings.manage') ? 0 : 1)
  return directory
    .users()
    .filter(({ id, active }) => active && id !== last && askers.find(id)?.principal.seat === true)
    .sort((a, b) => rank(a.id) - rank(b.id))
    .slice(0, 2)
    .map(({ id, name }) => ({ id, name }))
}

function readOffers(port: PeopleDeskPort): z.output<typeof rightsOffersContract.output> {
  return {
    teams: offer(port.directory, 'team'),
    sets: offer(port.directory, 'permissionSet'),
    permissions: offeredPermissions(port).map((each) => ({ ...each })),
    types: typesWithRights(port.schema()).map(({ name, plural, properties }) => ({
      name,
      label: plural,
      properties: properties.filter((each) => !isInternal(each.name)).map((each) => ({ path: `${name}.${each.name}`, label: each.label })),
    })),
  }
}

// What is explained, the one who asks has to see, with the rights of now (ACC-12).
async function explain(
  port: PeopleDeskPort,
  asking: Asker,
  { user, type: name, id }: z.output<NonNullable<typeof explainAccessContract.input>>,
) {
  const missing = missingFor(asking.principal, 'workspace.access')
  if (missing !== undefined) throw fromProblem(missing)
  const type = port.access.type(asking, name)
  const seen = await port.reader.find(asking, { type: type.name, id })
  const record = seen && (await port.reader.find(systemAsker, seen.ref))
  if (record === undefined) throw notFound({ type: type.name, id })
  if (!port.directory.rows('user').has(user)) throw notFound({ type: 'user', id: user })
  const title = seen?.values[type.title]
  const shown = { type: type.name, id, label: type.label, plural: type.plural, title: typeof title === 'string' ? title : null }
  const asker = port.askers.find(user)
  const none = { yes: false, reach: 'none' as const, from: [], because: 'no-access' as const }
  if (asker === undefined) return { record: shown, view: none, edit: none, delete: none }
  const { view, edit, delete: remove } = explainRecord(port, { record, type, user: asker, asking })
  const open = (right: typeof view) => ({ ...right, from: [...right.from] })
  return { record: shown, view: open(view), edit: open(edit), delete: open(remove) }
}

function version(port: PeopleDeskPort, type: DirectoryType, id: string): string {
  return versionOf(port.schema().get(type)?.properties ?? [], { values: port.directory.rows(type).get(id) ?? {} })
}
function isOf(...types: readonly string[]): (change: Change) => boolean {
  return ({ ref }) => types.includes(ref.type)
}
function notFound(record: RecordRef): TenureError {
  return new TenureError('record.not-found', `There is no ${record.type} with the id ${record.id}.`, { record })
}
