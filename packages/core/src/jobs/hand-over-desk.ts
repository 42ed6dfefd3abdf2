import type { z } from 'zod'
import { type Asker, accountAsker } from '../access/asker.js'
import type { Directory } from '../access/directory.js'
import { isActive } from '../access/directory.js'
import { isReadable } from '../access/policy.js'
import { missingFor } from '../access/principal.js'
import type { Clock } from '../base/clock.js'
import { fromProblem } from '../base/outcome.js'
import type { handOverContract, handOverCustomersContract, handOverPlanContract } from '../contract/administration/people-contract.js'
import { TenureError } from '../errors/tenure-error.js'
import type { FilterData } from '../query/filter-data.js'
import type { Reader } from '../records/read-records.js'
import type { SchemaDefinition } from '../schema/definition.js'
import type { Json, Money, RecordId, UserId } from '../schema/value.js'
import type { SessionBook } from '../workspace/session-book.js'
import { type HandOverStep, handOverSteps, namesUser, takers } from './hand-over.js'
import { type HandOverInput, handOverKind } from './hand-over-run.js'
import { type RunDeskPort, type ShownRun, showRun } from './run-desk.js'

/** What handing over works with. */
export interface HandOverPort extends Omit<RunDeskPort, 'reader'> {
  readonly clock: Pick<Clock, 'now'>
  readonly directory: Directory
  readonly reader: RunDeskPort['reader'] & Pick<Reader, 'count' | 'aggregate'>
  readonly sessions: Pick<SessionBook, 'all'>
  schema(): SchemaDefinition
}
type Plan = z.output<typeof handOverPlanContract.output>
type Request = z.output<NonNullable<typeof handOverPlanContract.input>>

/** So many customers are looked at one by one, for what each colleague takes over. */
const mostLooked = 2000

/** What a hand-over would do, to all records of the account (ACC-5). Errors: `input.invalid`. */
export async function planHandOver(port: HandOverPort, by: UserId, { user, to, each = {} }: Request): Promise<Plan> {
  checkPeople(port, user, to, each)
  const asking = port.askers.get(by)
  const asker = accountAsker(asking)
  const now = port.clock.now()
  const counted = await Promise.all(
    handOverSteps(port.schema(), asker).map(async (step) => ({
      step,
      from: await countOf(port, asker, step, user),
      // Customers that are given one by one are not shared out.
      apart: await countEach(port, asker, step, { user, each }),
      loads: await Promise.all(to.map((taker) => countOf(port, asker, step, taker))),
    })),
  )
  const [customers] = counted
  const isCustomers = customers !== undefined && customers.step.type === asker.roles.get('customer')?.[0]?.type
  const shares = isCustomers ? shareOf(customers) : to.map(() => 0)
  return {
    sessions: port.sessions.all().filter((session) => session.user === user && session.endsAt > now).length,
    types: counted
      .filter(({ from }) => from > 0)
      .map((each) => ({
        type: each.step.type,
        label: port.schema().get(each.step.type)?.plural ?? each.step.type,
        from: each.from,
        to: [...shareOf(each)],
        ...(each.step.only !== undefined && { only: each.step.only }),
      })),
    records: counted.reduce((sum, { from }) => sum + from, 0),
    each: counted.reduce((sum, { apart }) => sum + apart, 0),
    customers: to.map((_taker, at) => {
      const before = isCustomers ? (customers.loads[at] ?? 0) : 0
      return { before, after: before + (shares[at] ?? 0) }
    }),
    // Without a seat nobody sees what is in a record (ACC-5), only how many there are.
    ...(isCustomers && asking === asker && (await lookAtCustomers(port, asker, { ...customers, user, to, each }))),
  }
}

/**
 * Hands the records of a user over, and deactivates the user first if that is asked. Errors: `input.invalid` for the last super admin, for
 * oneself, for colleagues who are deactivated, and where nothing is to be done.
 */
export async function handRecordsOver(
  port: HandOverPort,
  { user: by, key }: { readonly user: UserId; readonly key: string | undefined },
  { user, to, each, deactivate }: z.output<NonNullable<typeof handOverContract.input>>,
): Promise<ShownRun> {
  checkPeople(port, user, to, each)
  if (deactivate) checkLeaving(port, user, by)
  else if (to.length === 0 && Object.keys(each).length === 0) throw invalid('to', 'Name at least one colleague who takes the records over.')
  const asker = accountAsker(port.askers.get(by))
  const all = handOverSteps(port.schema(), asker)
  // Without a colleague for the rest only what is given one by one goes.
  const steps = to.length > 0 ? all : Object.keys(each).length > 0 ? all.slice(0, 1) : []
  const loads = await Promise.all(steps.map((step) => Promise.all(to.map((taker) => countOf(port, asker, step, taker)))))
  const counts = await Promise.all(steps.map((step) => countOf(port, asker, step, user)))
  const total = counts.reduce((sum, count) => sum + count, deactivate ? 1 : 0)
  const input: HandOverInput = { user, deactivate, to, each, steps, loads }
  const name = deactivate ? 'Deactivate and reassign' : 'Reassign'
  const run = await port.runner.start({ kind: handOverKind, name, input: input as unknown as Json, user: by, total, key })
  return showRun(port, port.askers.get(by), run)
}

function checkPeople({ directory }: HandOverPort, user: UserId, to: readonly UserId[], each: Readonly<Record<RecordId, UserId>>): void {
  const users = directory.rows('user')
  if (!users.has(user))
    throw new TenureError('record.not-found', `There is no user with the id ${user}.`, { record: { type: 'user', id: user } })
  const bad = [...to, ...Object.values(each)].find((taker) => taker === user || !isActive(users.get(taker) ?? { active: false }))
  if (bad === undefined && new Set(to).size === to.length) return
  const name = directory.name(bad ?? '') ?? bad
  throw invalid(
    'to',
    bad === undefined ? 'Each colleague is named once.' : `${name} cannot take records over. Name other users who are active.`,
  )
}
function checkLeaving({ directory }: HandOverPort, user: UserId, by: UserId): void {
  const admins = directory.superAdmins()
  if (admins.length === 1 && admins[0] === user)
    throw invalid('user', 'This is the last super admin of the account. Make another user super admin first.')
  if (user === by) throw invalid('user', 'You cannot deactivate yourself. Another super admin can.')
}

interface Counted {
  readonly step: HandOverStep
  readonly from: number
  readonly apart: number
  readonly loads: readonly number[]
}
function shareOf({ loads, from, apart }: Counted): readonly number[] {
  const taken = takers(loads, from - apart)
  return loads.map((_load, at) => taken.filter((taker) => taker === at).length)
}
function countOf({ reader, clock }: HandOverPort, asker: Asker, step: HandOverStep, user: UserId): Promise<number> {
  return reader.count(asker, { type: step.type, where: namesUser(step, user, clock.now()) })
}

/** The customers of a user, by name. Errors: `access.denied` without access to the workspace, where no record is seen (ACC-5). */
export async function customersOf(
  { access, askers, reader, schema }: HandOverPort,
  by: UserId,
  { user, text, offset, limit }: z.output<NonNullable<typeof handOverCustomersContract.input>>,
): Promise<z.output<typeof handOverCustomersContract.output>> {
  const asker = askers.get(by)
  const missing = missingFor(asker.principal, 'workspace.access')
  if (missing !== undefined) throw fromProblem(missing)
  const step = handOverSteps(schema(), asker).find(({ type }) => type === asker.roles.get('customer')?.[0]?.type)
  if (step === undefined) return { rows: [], total: 0 }
  const { title } = access.type(asker, step.type)
  const path = `${step.type}.${title}`
  const named: FilterData[] = text.trim() === '' ? [] : [{ test: 'contains', property: path, text: text.trim() }]
  const where: FilterData = { test: 'all', filters: [namesUser(step, user, 0), ...named] }
  const orderBy = [{ by: path, direction: 'ascending' }] as const
  const total = await reader.count(asker, { type: step.type, where })
  const { records } = await reader.list(asker, { type: step.type, select: [title], where, orderBy, offset, limit })
  const rows = records.map(({ ref, values }) => ({ id: ref.id, name: typeof values[title] === 'string' ? String(values[title]) : null }))
  return { rows, total }
}

async function countEach(
  { reader, clock }: HandOverPort,
  asker: Asker,
  step: HandOverStep,
  { user, each }: Pick<Request, 'user'> & { readonly each: Readonly<Record<RecordId, UserId>> },
): Promise<number> {
  const ids = Object.keys(each)
  if (ids.length === 0 || step.type !== asker.roles.get('customer')?.[0]?.type) return 0
  const filters: readonly FilterData[] = [namesUser(step, user, clock.now()), { test: 'id-of', type: step.type, ids }]
  return reader.count(asker, { type: step.type, where: { test: 'all', filters } })
}

type Look = Pick<Plan, 'atRisk' | 'arr'>
async function lookAtCustomers(
  port: HandOverPort,
  asker: Asker,
  { step, from, loads, user, to, each }: Counted & Required<Request>,
): Promise<Look> {
  const type = port.access.type(asker, step.type)
  const has = (name: string): boolean => type.properties.some((each) => each.name === name) && isReadable(asker.principal, type, name)
  if (from === 0 || from > mostLooked) return {}
  const where = namesUser(step, user, port.clock.now())
  const select = has('healthStatus') ? ['healthStatus'] : []
  const { records } = await port.reader.list(asker, { type: step.type, select, where, orderBy: [], limit: mostLooked })
  const shared = records.filter(({ ref }) => each[ref.id] === undefined)
  const taken = takers(loads, shared.length)
  const ofTaker = (at: number) => shared.filter((_record, place) => taken[place] === at)
  const atRisk = (some: typeof records): number => some.filter(({ values }) => values['healthStatus'] === 'at-risk').length
  const sum = (some: typeof records): Promise<Money[]> =>
    sumOf(
      port,
      asker,
      step.type,
      some.map(({ ref }) => ref.id),
    )
  const takersOf = to.map((_taker, at) => ofTaker(at))
  return {
    ...(has('healthStatus') && { atRisk: { from: atRisk(records), to: takersOf.map(atRisk) } }),
    ...(has('arr') && { arr: { from: await sum(records), to: await Promise.all(takersOf.map(sum)) } }),
  }
}
async function sumOf({ reader }: HandOverPort, asker: Asker, type: string, ids: readonly RecordId[]): Promise<Money[]> {
  if (ids.length === 0) return []
  const measures = [{ measure: 'sum', property: `${type}.arr` }] as const
  const { groups } = await reader.aggregate(asker, { type, where: { test: 'id-of', type, ids }, measures })
  return [...((groups[0]?.measures[0] ?? []) as readonly Money[])].map(({ amount, currency }) => ({ amount, currency }))
}
function invalid(field: string, message: string): TenureError {
  return new TenureError('input.invalid', message, { issues: [{ path: [field], message }] })
}
