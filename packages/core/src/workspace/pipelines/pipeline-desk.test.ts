import { firstValueFrom, Subject } from 'rxjs'
import { expect, test } from 'vitest'
import { systemAsker } from '../../access/asker.js'
import { isTenureError } from '../../errors/tenure-error.js'
import type { ObjectTypeDefinition, PipelineDefinition } from '../../schema/definition.js'
import type { Values } from '../../schema/value.js'
import type { WorkspaceChange } from '../change.js'
import { createPipelineDesk, type PipelinePort } from './pipeline-desk.js'

const stage = (value: string, more: Partial<PipelineDefinition['stages'][number]> = {}) => ({
  value,
  label: `Stage ${value}`,
  open: true,
  ...more,
})
const pipelines: readonly PipelineDefinition[] = [
  { value: 'sales', label: 'Sales', stages: [stage('new'), stage('won', { open: false, probability: 1 })] },
  { value: 'more', label: 'More', stages: [stage('talk')] },
]
const aType = (name: string, more: Partial<ObjectTypeDefinition> = {}): ObjectTypeDefinition => ({
  ...{ name, label: `A ${name}`, plural: `${name}s`, title: 'name', associations: [], ownership: [], active: true, pipelines },
  properties: [
    { name: 'name', kind: 'string', label: 'Name' },
    { name: 'pipeline', kind: 'enumeration', label: 'Pipeline' },
    { name: 'stage', kind: 'enumeration', label: 'Stage' },
    { name: 'raw', kind: 'json', label: 'Raw' },
    { name: 'sum', kind: 'number', label: 'Sum', computed: true },
  ],
  ...more,
})
const { pipelines: _, ...company } = aType('company')
const types = [
  company,
  aType('deal'),
  aType('ticket', { pipelines: [] }),
  aType('service', { active: false }),
  aType('view', { policy: 'workspace' as never }),
]

function deskOf(given: { kept?: Readonly<Record<string, unknown>>; counts?: Readonly<Record<string, number>> } = {}) {
  const { kept = {}, counts = {} } = given
  const changes = new Subject<WorkspaceChange>()
  const [defined, asked]: [unknown[], unknown[]] = [[], []]
  const now = { types, customer: 'company' }
  const port: PipelinePort = {
    changes,
    reader: {
      async list(asker, query) {
        const records = Object.entries(kept).map(([id, definition]) => ({
          ...{ ref: { type: 'objectType', id }, version: '7', values: { definition } as Values },
        }))
        if (query.type === 'objectType') return { records, total: records.length }
        asked.push({ isCore: asker === systemAsker, ...query })
        return { records: [], total: counts[query.where?.test === 'is' ? String(query.where.value) : ''] ?? 0 }
      },
    },
    settings: { mapping: () => ({ customer: now.customer, serviceRole: null, revenue: ['deal', 'ticket'] }) },
    schema: () => new Map(now.types.map((type) => [type.name, type])),
    define: async (...args) => {
      defined.push(args)
      return '8'
    },
  }
  return { desk: createPipelineDesk(port, 'anna'), changes, now, defined, asked }
}
type Given = Parameters<ReturnType<typeof createPipelineDesk>['save']>[0]
type GivenStage = Given['pipelines'][number]['stages'][number]
const put = (value: string, more: Partial<GivenStage> = {}): GivenStage => ({
  ...{ value, label: `Stage ${value}`, outcome: 'open', requires: [], asks: [] },
  ...more,
})
const pipe = (value: string, stages: readonly GivenStage[], startsIn?: string[]) => ({
  ...{ value, label: `Pipe ${value}`, stages: [...stages] },
  rules: { noSkipping: false, noGoingBack: false, ...(startsIn && { startsIn }) },
})
const whole = [pipe('sales', [put('new'), put('won', { outcome: 'won' })]), pipe('more', [put('talk')])]
const save = (given: Partial<Given> = {}): Given => ({ type: 'deal', version: '0', pipelines: whole, ...given })
async function problemOf(work: Promise<unknown>) {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  return isTenureError(error) ? error.problem : error
}
const issuesOf = async (work: Promise<unknown>) => ((await problemOf(work)) as { details: { issues: unknown } }).details.issues

test('[SVC-4] [REV-4] the page shows the active object types with pipelines: roles, version, stages, and what a stage may ask for', async () => {
  const shown = await firstValueFrom(deskOf({ kept: { ticket: { name: 'ticket' } } }).desk.pipelines())
  expect(shown.map(({ type, version, roles }) => [type, version, roles])).toEqual([
    ['deal', '0', ['Revenue']],
    ['ticket', '7', ['Revenue']],
  ])
  const rules = { noSkipping: false, noGoingBack: false }
  expect(shown[0]).toEqual({
    ...{ type: 'deal', label: 'A deal', plural: 'deals', roles: ['Revenue'], version: '0' },
    pipelines: [
      { value: 'sales', label: 'Sales', stages: [put('new'), put('won', { outcome: 'won' })], rules },
      { value: 'more', label: 'More', stages: [put('talk')], rules },
    ],
    properties: [{ name: 'name', label: 'Name', kind: 'string' }],
  })
  expect(shown[1]?.pipelines).toEqual([])
})

test('[MAP-7] the page follows changes of object types and of the mapping, and of nothing else', async () => {
  const { desk, changes, now } = deskOf()
  const seen: string[] = []
  const subscription = desk.pipelines().subscribe((shown) => seen.push(shown.map(({ type, roles }) => `${type} ${roles.join()}`).join(' ')))
  const next = async (change: WorkspaceChange) => {
    changes.next(change)
    await new Promise((resolve) => setImmediate(resolve))
  }
  await next({ views: new Set() })
  now.customer = 'deal'
  await next({ profiles: true })
  expect(seen).toEqual(['deal Revenue ticket Revenue'])
  await next({ section: 'tenure.core/roles' })
  now.types = [aType('deal')]
  await next({ types: new Set(['ticket']) })
  subscription.unsubscribe()
  expect(seen).toEqual(['deal Revenue ticket Revenue', 'deal Customer,Revenue ticket Revenue', 'deal Customer,Revenue'])
})

test('[REV-4] a save puts the pipelines into what the account says of the type, against its version', async () => {
  const kept = { deal: { name: 'deal', label: 'Sale' } }
  const { desk, defined } = deskOf({ kept })
  expect(await desk.save(save({ version: '7' }))).toEqual({ version: '8' })
  const saved = [
    { value: 'sales', label: 'Pipe sales', stages: [stage('new'), stage('won', { open: false, probability: 1 })] },
    { value: 'more', label: 'Pipe more', stages: [stage('talk')] },
  ]
  expect(defined).toEqual([
    [
      { name: 'deal', label: 'Sale', pipelines: saved },
      { actor: { user: 'anna', source: 'user' }, version: '7' },
    ],
  ])
  const first = deskOf()
  expect(await first.desk.save(save())).toEqual({ version: '8' })
  expect(first.defined).toEqual([
    [
      { name: 'deal', pipelines: saved },
      { actor: { user: 'anna', source: 'user' }, version: '0' },
    ],
  ])
})

test('[WSP-11] a save against another version is a conflict with what is kept now', async () => {
  const conflict = (version: string, newer: object) => ({
    code: 'record.conflict',
    message: 'Someone else changed this object type. Look at the newer version first.',
    details: { record: { type: 'objectType', id: 'deal' }, newer, version },
  })
  const kept = { deal: { name: 'deal', label: 'Sale' } }
  expect(await problemOf(deskOf({ kept }).desk.save(save()))).toEqual(conflict('7', { definition: kept.deal }))
  expect(await problemOf(deskOf().desk.save(save({ version: '7' })))).toEqual(conflict('0', { definition: undefined }))
})

test('a type that is not there, has no pipelines, is not activated or is of the workspace itself has none to save', async () => {
  for (const type of ['nothing', 'company', 'service', 'view']) {
    const message = `There is no object type ${type} with pipelines.`
    const problem = { code: 'input.invalid', message, details: { issues: [{ path: ['type'], message }] } }
    expect(await problemOf(deskOf().desk.save(save({ type })))).toEqual(problem)
  }
})

test('[SVC-4] rules that cannot hold are named with their places, all at once', async () => {
  const { desk, defined } = deskOf()
  const given = [
    pipe('sales', [put('new'), put('won', { requires: ['name', 'raw'], asks: ['sum', 'stage', 'name'] })], ['new', 'talk']),
    pipe('more', [put('talk'), put('new', { asks: ['nothing'] })]),
  ]
  const asks = (name: string) => `Stage won cannot ask for ${name}: A deal has no such property to fill in.`
  expect(await issuesOf(desk.save(save({ pipelines: given })))).toEqual([
    { path: ['pipelines'], message: 'The stage new is there twice. A stage belongs to one pipeline.' },
    { path: ['pipelines', 0, 'rules', 'startsIn'], message: 'Pipe sales has no stage talk to start in.' },
    ...['raw', 'sum', 'stage'].map((name) => ({ path: ['pipelines', 0, 'stages', 1], message: asks(name) })),
    {
      path: ['pipelines', 1, 'stages', 1],
      message: 'Stage new cannot ask for nothing: A deal has no such property to fill in.',
    },
  ])
  expect(defined).toEqual([])
})

test('[SVC-4] a stage with records in it neither goes nor moves to another pipeline; an empty one does', async () => {
  const moved = [pipe('sales', [put('new')]), pipe('more', [put('won')])]
  const { desk, asked, defined } = deskOf({ counts: { won: 1, talk: 3 } })
  const texts = [
    'The stage Stage won has 1 record. Move it to another stage first.',
    'The stage Stage talk has 3 records. Move them to another stage first.',
  ]
  expect(await problemOf(desk.save(save({ pipelines: moved })))).toEqual({
    ...{ code: 'input.invalid', message: texts.join(' ') },
    details: { issues: texts.map((message) => ({ path: ['pipelines'], message })) },
  })
  const where = (value: string) => ({ test: 'is', property: 'deal.stage', value })
  const query = { isCore: true, type: 'deal', select: [], orderBy: [], limit: 0 }
  expect(asked).toEqual([
    { ...query, where: where('won') },
    { ...query, where: where('talk') },
  ])
  expect(defined).toEqual([])
  const one = deskOf({ counts: { talk: 3 } })
  expect(await problemOf(one.desk.save(save({ pipelines: moved })))).toMatchObject({ message: texts[1] })
  const empty = deskOf()
  expect(await empty.desk.save(save({ pipelines: moved }))).toEqual({ version: '8' })
})
