import { record } from '@tenure/memory'
import { record as recordPlugin } from '@tenure/record'
import { aUser, createTestHost, type TestHost } from '@tenure/testing'
import { getValue, type Outcome } from '../base/outcome.js'
import { undoContract } from '../contract/page/run-contract.js'
import { historyContract, updateRecordContract } from '../contract/workspace-contract.js'
import { use } from '../plugin/plugin.js'
import { Company, Contact, Deal } from '../schema/object-types.js'

const all = { view: 'all', edit: 'all', delete: 'all' } as const
const access = { seat: true, permissions: ['workspace.access'] }
const undoSeed = {
  users: [
    { id: 'anna', name: 'Anna', ...access, objects: { '*': all } },
    { id: 'ben', name: 'Ben', ...access, objects: { '*': all } },
    { id: 'own', name: 'Own', ...access, objects: { '*': { view: 'own', edit: 'own', delete: 'none' } } },
    aUser({ id: 'root', superAdmin: true }),
  ],
  records: [
    record(Company, 'c1', { name: 'Northwind', domain: 'north.example', city: 'Rome', csm: 'anna' }),
    record(Company, 'c2', { name: 'Contoso', csm: 'own' }),
    record(Contact, 'p1', { name: 'Pia' }),
    record(Deal, 'd1', { name: 'Renewal', pipeline: 'sales', stage: 'qualified' }, { company: 'c1' }),
  ],
}

/** A host with records to change; Ben may not write a company's domain, and does not see its city. */
export async function undoHost(): Promise<TestHost> {
  const host = await createTestHost({ edition: 'enterprise', plugins: [use(recordPlugin)], seed: undoSeed })
  const values = { readOnly: ['company.domain'], hidden: ['company.city'] }
  getValue(await host.as('root').act(updateRecordContract, { type: 'user', id: 'ben', values }))
  return host
}
/** The group of the newest change of a record. */
export async function lastGroup(host: TestHost, type: string, id: string, as = 'root'): Promise<string> {
  const entries = getValue(await host.as(as).read(historyContract, { type, id }))
  return entries.find(({ group }) => group !== undefined)?.group ?? ''
}
/** Undoes a group. */
export function undo(host: TestHost, user: string, group: string) {
  return host.as(user).act(undoContract, { group })
}
/** Changes a record. */
export async function update(
  host: TestHost,
  user: string,
  ref: { type: string; id: string },
  values: Record<string, string | null>,
): Promise<void> {
  getValue(await host.as(user).act(updateRecordContract, { ...ref, values }))
}
/** The code with which it was refused. */
export function codeOf(outcome: Outcome<unknown>): string | undefined {
  return outcome.ok ? undefined : outcome.problem.code
}
