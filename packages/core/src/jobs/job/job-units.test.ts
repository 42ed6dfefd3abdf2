import { expect, test } from 'vitest'
import { type Roles, systemAsker, type WorkspaceId } from '../../access/asker.js'
import type { Grant } from '../../contract/grant.js'
import { builtInTypes } from '../../schema/built-in-definitions.js'
import type { SchemaDefinition } from '../../schema/definition.js'
import type { JobToRun, OpenJob } from './job-to-run.js'
import { askerAnywhere, askerIn, compareUnits, demandJob, type JobRunPort, jobKind, openIn, unavailable, unitsOf } from './job-units.js'

const schema: SchemaDefinition = new Map(builtInTypes.map((type) => [type.name, type]))
const twoRevenues: Roles = new Map([
  [
    'revenue',
    [
      { type: 'ticket', properties: {} },
      { type: 'deal', properties: { amount: 'arr' } },
    ],
  ],
])
const jobOf = (objectType: string, more: Partial<JobToRun> = {}): JobToRun => ({
  ...{ plugin: 'acme.x', grants: [], isOfWorkspaces: false },
  job: { id: 'acme.x/do', title: 'Do', of: { objectType } } as unknown as JobToRun['job'],
  ...more,
})
const portOf = (jobs: readonly JobToRun[], roles: Readonly<Record<WorkspaceId, Roles>> = {}): JobRunPort => ({
  access: {} as JobRunPort['access'],
  schema: () => schema,
  workspaces: { all: () => ['south', 'main', 'north'].map((id) => ({ id })) },
  roles: { in: (workspace) => roles[workspace] ?? new Map() },
  jobs: () => jobs,
  isClosing: () => false,
})

test('the kind of run of a job is named by the job', () => {
  expect(jobKind('acme.x/do')).toBe('job acme.x/do')
})

test('units are in the order of their workspaces, and then of their types', () => {
  const unit = (workspace: string, type: string) => ({ workspace, type })
  expect(compareUnits(unit('a', 'z'), unit('b', 'a'))).toBe(-1)
  expect(compareUnits(unit('b', 'a'), unit('a', 'z'))).toBe(1)
  expect(compareUnits(unit('a', 'a'), unit('a', 'b'))).toBe(-1)
  expect(compareUnits(unit('a', 'b'), unit('a', 'a'))).toBe(1)
  expect(compareUnits(unit('a', 'a'), unit('a', 'a'))).toBe(0)
})

test('a job of an object type works once for the account, and for each workspace where it uses one', () => {
  expect(unitsOf(portOf([]), jobOf('company'))).toEqual([{ workspace: 'main', type: 'company' }])
  expect(unitsOf(portOf([]), jobOf('company', { isOfWorkspaces: true }))).toEqual([
    { workspace: 'main', type: 'company' },
    { workspace: 'north', type: 'company' },
    { workspace: 'south', type: 'company' },
  ])
  expect(unitsOf(portOf([]), jobOf('nothing'))).toEqual([])
})

test('[MAP-3] a job of a role works through every type that plays it, and nowhere where none does', () => {
  const port = portOf([], { north: twoRevenues, main: new Map([['revenue', [{ type: 'deal', properties: {} }]]]) })
  expect(unitsOf(port, jobOf('revenue', { isOfWorkspaces: true }))).toEqual([
    { workspace: 'main', type: 'deal' },
    { workspace: 'north', type: 'deal' },
    { workspace: 'north', type: 'ticket' },
  ])
})

test('[MAP-3] of two types that play the role, a job means the one that it works through', () => {
  const grants = [{ opens: 'records', paths: ['revenue.amount'] }] as unknown as readonly Grant[]
  const port = portOf([jobOf('revenue', { grants })], { north: twoRevenues })
  const asker = askerIn(port, 'acme.x/do', { workspace: 'north', type: 'deal' })
  expect(asker.workspace).toBe('north')
  expect(asker.roles.get('revenue')).toEqual([{ type: 'deal', properties: { amount: 'arr' } }])
  expect(asker.principal).toMatchObject({ name: 'acme.x', superAdmin: false, system: false })
  expect(Object.keys(asker.principal.grants[0] ?? {})).toEqual(['deal'])
  expect(askerIn(port, 'acme.x/do', { workspace: 'main', type: 'deal' }).roles.get('revenue')).toEqual([])
})

test('a job of an object type has the roles of its workspace as they are', () => {
  const port = portOf([jobOf('company')], { main: twoRevenues })
  expect(askerIn(port, 'acme.x/do', { workspace: 'main', type: 'company' }).roles).toBe(twoRevenues)
  expect(askerAnywhere(port, 'acme.x/do')).toMatchObject({ workspace: 'main' })
})

test('the code of a job is opened for its unit, as the plugin', () => {
  const open = (unit: unknown, { principal }: typeof systemAsker) => ({ unit, name: principal.name }) as unknown as OpenJob
  const unit = { workspace: 'north', type: 'company' }
  expect(openIn(portOf([jobOf('company', { open })]), 'acme.x/do', unit)).toEqual({ unit, name: 'acme.x' })
})

test('a job whose plugin does not run is unavailable, and says why', () => {
  const unit = { workspace: 'main', type: 'company' }
  const refusal = (because: string) =>
    expect.objectContaining({
      code: 'plugin.unavailable',
      message: `The plugin acme.x is not available. ${because}`,
      problem: expect.objectContaining({ details: { plugin: 'acme.x', because } }),
    })
  expect(() => openIn(portOf([jobOf('company')]), 'acme.x/do', unit)).toThrow(refusal('It is not running.'))
  expect(unavailable(jobOf('company', { because: 'It broke.' }))).toEqual(refusal('It broke.'))
})

test('a job that nobody contributes any more is unavailable, by the plugin that its id names', () => {
  const job = jobOf('company')
  expect(demandJob(portOf([job]), 'acme.x/do')).toBe(job)
  const because = 'Nobody contributes the job acme.gone/do any more.'
  expect(() => demandJob(portOf([job]), 'acme.gone/do')).toThrow(
    expect.objectContaining({
      ...{ code: 'plugin.unavailable', message: because },
      problem: expect.objectContaining({ details: { plugin: 'acme.gone', because } }),
    }),
  )
})
