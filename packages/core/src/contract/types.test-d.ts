// What must not compile, and a few inferences that must hold. Each case names the promise it keeps. Longer than a file may be: one list of cases.
import { combineLatest, EMPTY, firstValueFrom, map, of, switchMap } from 'rxjs'
import { z } from 'zod'
import * as mini from 'zod/mini'
import { custom, defineElement, grid, metric, onRow, slot, stack, table } from '../index.block.js'
import {
  type Caller,
  Company,
  CustomerRole,
  Deal,
  days,
  defineActionContract,
  defineObjectType,
  definePermission,
  defineProperty,
  defineProviderContract,
  extendRow,
  type Money,
  type ProviderContract,
  rowOf,
  schemas,
  Task,
  values,
  windowOf,
} from '../index.contract.js'
import {
  asks,
  Clock,
  contribute,
  creates,
  defineAction,
  defineConfig,
  definePlugin,
  definePoint,
  defineProvider,
  defineResource,
  defineService,
  defineTab,
  defineToken,
  defineView,
  edits,
  implementAction,
  implementProvider,
  mapRows,
  optional,
  Providers,
  providerOf,
  reads,
  readsAll,
} from '../index.plugin.js'
import { use } from '../plugin/plugin.js'
import { all, is, isAnyOf, isInNext, me, some } from '../query/builders.js'
import { ascending, descending } from '../query/query.js'

declare const caller: Caller
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false
declare function holds<_T extends true>(): void

// ── A plugin that compiles: a team's own tab ────────────────────────────────────────────────────────────────────────

const riskNote = defineProperty({ on: Company, name: 'riskNote', kind: 'text', label: 'Risk note' })
const writeNotes = definePermission({ id: 'acme.renewals/write-notes', title: 'Write risk notes' })
const CompanyRow = rowOf(Company.name, Company.csm, Company.arr, Company.renewalDate, Company.healthScore, riskNote)
const atRisk = defineProviderContract({
  id: 'acme.renewals/at-risk',
  permission: 'workspace.access',
  input: z.strictObject({ withinDays: z.int().positive().optional() }),
  output: windowOf(extendRow(CompanyRow, { daysLeft: z.int() })),
})
const addNote = defineActionContract({
  id: 'acme.renewals/add-note',
  title: 'Add risk note',
  permission: writeNotes,
  input: z.strictObject({ company: schemas.recordId, note: z.string().max(500), followUp: z.boolean().default(true) }),
  output: z.strictObject({ task: schemas.recordId.optional() }),
})
const Block = z.strictObject({ title: z.string(), width: z.enum(['half', 'full']).default('half'), block: schemas.block })
const SummaryBlocks = definePoint({ key: 'tenure.summary/blocks@1', item: Block })
const Config = defineConfig(
  'acme.renewals',
  z.strictObject({ withinDays: z.int().positive().default(90), followUpDays: z.int().positive() }),
)
const Customers = reads(CompanyRow, Company.healthStatus)
const Notes = edits(riskNote)
const FollowUps = creates(Task.title, Task.dueAt, Task.assignee)
const riskMap = defineElement<z.output<typeof atRisk.output>>({ id: 'acme.renewals/risk-map', module: new URL('file:///risk-map.js') })
const renewals = definePlugin({
  id: 'acme.renewals',
  version: '1.4.0',
  host: '1.0',
  config: Config,
  grants: [Customers, Notes, FollowUps],
  contributes: [
    riskNote,
    writeNotes,
    implementProvider(atRisk, {
      uses: { config: Config, customers: Customers, clock: Clock },
      watch: ({ input, session, config, customers, clock }) =>
        clock.watchToday(session.timeZone).pipe(
          switchMap(() =>
            customers
              .watch({
                select: CompanyRow,
                where: all(
                  is(Company.csm, me),
                  isAnyOf(Company.healthStatus, 'at-risk', 'neutral'),
                  isInNext(Company.renewalDate, days(input.withinDays ?? config.withinDays)),
                ),
                orderBy: [ascending(Company.renewalDate)],
              })
              .pipe(mapRows((row) => ({ ...row, daysLeft: row.renewalDate === null ? 0 : 1 }))),
          ),
        ),
    }),
    implementAction(addNote, {
      uses: { config: Config, clock: Clock, notes: Notes, followUps: FollowUps },
      run: ({ input, session, config, clock, notes, followUps }) => {
        notes.edit(input.company, { riskNote: input.note })
        if (!input.followUp) return {}
        return { task: followUps.create({ title: input.note, dueAt: clock.now() + config.followUpDays, assignee: session.user }) }
      },
    }),
    defineTab({
      id: 'acme.renewals/renewals',
      title: 'Renewals at risk',
      order: { group: 'money', after: 'tenure.revenue/revenue' },
      block: stack(
        grid(metric({ title: 'Within 30 days', from: atRisk, input: { withinDays: 30 }, value: 'total' })),
        custom({
          element: riskMap,
          from: atRisk,
          fallback: table({
            from: atRisk,
            columns: ['name', { field: 'renewalDate', format: 'relative-date' }, 'riskNote'],
            rowActions: [onRow(addNote, { company: 'id' })],
          }),
        }),
      ),
    }),
    riskMap,
    contribute(SummaryBlocks, { id: 'acme.renewals/block', title: 'Renewals at risk', block: metric({ from: atRisk, value: 'total' }) }),
  ],
})

// ── A plugin that others build on ───────────────────────────────────────────────────────────────────────────────────

const Signal = z.strictObject({ text: z.string(), severity: z.enum(['low', 'high']) })
const About = z.strictObject({ company: schemas.recordId })
interface Signals {
  worst(company: string): Promise<string>
}
const Signals = defineToken<Signals>('acme.signals/signals@1')
const SignalSources = definePoint({
  key: 'acme.signals/sources@1',
  item: z.strictObject({ title: z.string(), source: providerOf(About, Signal) }),
})
const sources = asks(SignalSources)
const latest = defineProvider({
  id: 'acme.signals/latest',
  permission: 'workspace.access',
  input: About,
  output: z.array(Signal),
  uses: { sources: SignalSources, providers: sources },
  watch: ({ input, sources, providers }) =>
    sources.pipe(switchMap((items) => combineLatest(items.map(({ source }) => providers.watch(source, input).pipe(values()))))),
})
const service = defineService({
  token: Signals,
  uses: { providers: Providers },
  create: ({ providers }) => ({
    worst: (company) =>
      firstValueFrom(
        providers.watch(latest, { company }).pipe(
          values(),
          map((all) => all[0]?.text ?? ''),
        ),
      ),
  }),
})
const signals = definePlugin({ id: 'acme.signals', version: '1.0.0', host: '1.0', grants: [sources], contributes: [latest, service] })
// @ts-expect-error It asks providers that it was not granted to ask.
definePlugin({ id: 'acme.signals', version: '1.0.0', host: '1.0', contributes: [latest, service] })
const silence = defineProvider({
  id: 'beta.silence/signal',
  permission: 'workspace.access',
  input: About,
  output: Signal,
  watch: () => of({ text: 'No answer for 30 days', severity: 'low' as const }),
})
contribute(SignalSources, { id: 'beta.silence/source', title: 'Silence', source: silence })

const Row = rowOf(Company.name, Company.arr)
const companies = reads(Row)
const names = edits(Company.name)
const greeting = defineToken<{ greet(name: string): string }>('acme.hello/greeting@1')
const base = { id: 'acme.x/p', permission: 'workspace.access' } as const

// ── Inference ───────────────────────────────────────────────────────────────────────────────────────────────────────

const list = defineProvider({
  ...base,
  output: windowOf(Row),
  uses: { companies },
  watch: ({ companies }) => companies.watch({ select: Row }),
})
holds<Same<(typeof list)['~need'], 'read company.name' | 'read company.arr' | undefined>>()
const statusOf = rowOf(Company.healthStatus)
holds<Same<z.output<typeof statusOf>['healthStatus'], 'at-risk' | 'neutral' | 'healthy' | null>>()
holds<
  Same<typeof renewals extends { '~config'?: (c: infer C) => void } ? C : never, { followUpDays: number; withinDays?: number | undefined }>
>()

// zod/mini will do, for a smaller bundle in the browser.
const small = defineProviderContract({
  ...base,
  input: mini.strictObject({ days: mini._default(mini.number(), 30) }),
  output: mini.string(),
})
holds<Same<typeof small, ProviderContract<{ days: number }, string, { days?: number | undefined }>>>()
// A built-in view over the role *customer*; a tab with a place for others.
defineView({
  id: 'acme.x/mine',
  title: 'Mine',
  of: 'tenure.customers/list',
  where: is(CustomerRole.csm, me),
})
defineTab({ id: 'acme.x/t', title: 'T', when: { edition: 'enterprise' }, block: slot(SummaryBlocks) })
// A plugin's own object type is like a built-in one.
const Project = defineObjectType({
  name: 'project',
  label: 'Project',
  members: { name: 'string', budget: 'money', company: { linkTo: 'company' }, state: { oneOf: ['open', 'done'] } },
})
holds<
  Same<
    z.output<ReturnType<typeof projectRow>>,
    { readonly id: string; readonly name: string | null; readonly budget: Money | null; readonly state: 'open' | 'done' | null }
  >
>()
const projectRow = () => rowOf(Project.name, Project.budget, Project.state)

// ── Services ────────────────────────────────────────────────────────────────────────────────────────────────────────

// A service that `uses` does not name is not there.
// @ts-expect-error
defineProvider({ ...base, output: z.string(), uses: { clock: Clock }, watch: ({ greeting }) => of(greeting.greet('a')) })
// A method that the service lacks.
// @ts-expect-error
defineProvider({ ...base, output: z.string(), uses: { greeting }, watch: ({ greeting }) => of(greeting.shout('a')) })
// An optional service may be missing.
// @ts-expect-error
defineProvider({ ...base, output: z.string(), uses: { greeting: optional(greeting) }, watch: ({ greeting }) => of(greeting.greet('a')) })
// `uses` takes keys, not the name of a service.
// @ts-expect-error
defineProvider({ ...base, output: z.string(), uses: { greeting: 'acme.hello/greeting@1' }, watch: () => of('a') })
// The names that every call has are taken.
// @ts-expect-error
defineProvider({ ...base, output: z.string(), uses: { session: greeting }, watch: () => of('a') })
// The text of a token carries its major version.
// @ts-expect-error
defineToken<{ greet(): string }>('acme.hello/greeting')

// ── Providers and actions ───────────────────────────────────────────────────────────────────────────────────────────

// The input is what the schema says.
// @ts-expect-error
defineProvider({ ...base, input: z.strictObject({ company: z.string() }), output: z.string(), watch: ({ input }) => of(input.deal) })
// An answer off the schema.
// @ts-expect-error
defineProvider({ ...base, output: z.strictObject({ total: z.number() }), watch: () => of({ total: 'many' }) })
// A row without a field of the output.
// @ts-expect-error
implementProvider(atRisk, { uses: { companies }, watch: ({ companies }) => companies.watch({ select: Row }) })
// A provider does not write.
// @ts-expect-error
defineProvider({ ...base, output: z.string(), uses: { names }, watch: () => of('a') })
// An action's contract is not a provider's.
// @ts-expect-error
implementProvider(addNote, { watch: () => EMPTY })
// An action returns what it promises.
// @ts-expect-error
defineAction({ ...base, title: 'X', output: z.strictObject({ id: z.string() }), run: () => ({}) })
// An id has its plugin's name in front.
// @ts-expect-error
defineProviderContract({ id: 'at-risk', permission: 'workspace.access', output: z.string() })
// A permission is a built-in or a defined one.
// @ts-expect-error
defineActionContract({ id: 'acme.x/a', title: 'X', permission: 'workspace.acess' })

// ── Rights ──────────────────────────────────────────────────────────────────────────────────────────────────────────

const status = rowOf(Company.healthStatus)
// Reading a property that was not granted.
// @ts-expect-error
defineProvider({ ...base, output: windowOf(status), uses: { companies }, watch: ({ companies }) => companies.watch({ select: status }) })
// Filtering by one.
defineProvider({
  ...base,
  output: windowOf(Row),
  uses: { companies },
  // @ts-expect-error
  watch: ({ companies }) => companies.watch({ select: Row, where: is(Company.csm, me) }),
})
// Filtering through a link by one.
defineProvider({
  ...base,
  output: windowOf(Row),
  uses: { companies },
  // @ts-expect-error
  watch: ({ companies }) => companies.watch({ select: Row, where: some(Company.deals) }),
})
const dealRow = rowOf(Deal.name)
// Reading another object type.
// @ts-expect-error
defineProvider({ ...base, output: windowOf(dealRow), uses: { companies }, watch: ({ companies }) => companies.watch({ select: dealRow }) })
// Editing a property that was not granted.
// @ts-expect-error
defineAction({ ...base, title: 'X', uses: { names }, run: ({ names }) => names.edit('c1', { domain: 'a.example' }) })
// Creating with an edit's grant.
// @ts-expect-error
defineAction({ ...base, title: 'X', uses: { names }, run: ({ names }) => void names.create({ name: 'a' }) })
// A contribution that needs more than its plugin declares.
definePlugin({
  id: 'acme.x',
  version: '1.0.0',
  host: '1.0',
  grants: [reads(Company.name)],
  // @ts-expect-error
  contributes: [list],
})
// ── Queries ─────────────────────────────────────────────────────────────────────────────────────────────────────────

// A value that the enumeration has not.
// @ts-expect-error
isAnyOf(Company.healthStatus, 'dead')
// A time test on a text.
// @ts-expect-error
isInNext(Company.name, days(30))
// A property that the object type has not.
// @ts-expect-error
is(Company.churn, 1)
// The nested filter is on the linked type.
// @ts-expect-error
some(Company.deals, is(Task.title, 'a'))
// @ts-expect-error
sum(Company.renewalDate)
// A filter, an order, a measure of another type than the rows: there is no hidden join.
const wide = reads(Row, Company.deals, dealRow)
defineProvider({
  ...base,
  output: windowOf(Row),
  uses: { wide },
  // @ts-expect-error
  watch: ({ wide }) => wide.watch({ select: Row, where: is(Deal.name, 'a') }),
})
defineProvider({
  ...base,
  output: windowOf(Row),
  uses: { wide },
  // @ts-expect-error
  watch: ({ wide }) => wide.watch({ select: Row, orderBy: [descending(Deal.name)] }),
})
// Through a link it may, and what it looks at adds up.
defineProvider({
  ...base,
  output: windowOf(Row),
  uses: { wide },
  watch: ({ wide }) => wide.watch({ select: Row, where: all(is(Company.name, 'a'), some(Company.deals, is(Deal.name, 'b'))) }),
})
const filter = all(is(Company.csm, me), is(Company.name, 'a'), some(Company.deals, is(Deal.name, 'b')))
declare const everything: NonNullable<(typeof filter)['~path']>
holds<Same<typeof everything, 'company.csm' | 'company.name' | 'company.deals' | '.deal.name'>>()

// ── Blocks ──────────────────────────────────────────────────────────────────────────────────────────────────────────

// A provider is named by value: a misspelt id cannot be written.
// @ts-expect-error
table({ from: 'acme.renewals/at-riks', columns: ['name'] })
// An action is no source of rows.
// @ts-expect-error
table({ from: addNote, columns: [] })
// A column that the rows have not.
// @ts-expect-error
table({ from: atRisk, columns: ['name', 'churn'] })
// @ts-expect-error
metric({ from: atRisk, value: 'sum' })
// An input that the provider does not take.
// @ts-expect-error
metric({ from: atRisk, value: 'total', input: { withinDays: 'soon' } })
// An input that it must have.
// @ts-expect-error
metric({ from: defineProviderContract({ ...base, input: z.strictObject({ company: schemas.recordId }), output: Row }), value: 'name' })
// A row action filled from a field of another type, or that is not there.
// @ts-expect-error
table({ from: atRisk, columns: ['name'], rowActions: [onRow(addNote, { company: 'daysLeft' })] })
// @ts-expect-error
table({ from: atRisk, columns: ['name'], rowActions: [onRow(addNote, { company: 'companyId' })] })
// @ts-expect-error
onRow(addNote, { compani: 'id' })
// A control is an input of the provider; a row opens a record by one of its fields.
// @ts-expect-error
table({ from: atRisk, columns: ['name'], controls: ['within'] })
// @ts-expect-error
table({ from: atRisk, columns: ['name'], opens: { type: 'company', id: 'companyId' } })
table({ from: atRisk, columns: ['name'], controls: ['withinDays'], opens: { type: 'company', id: 'csm' } })
// A custom element needs a fallback, and the fallback is not another one.
// @ts-expect-error
custom({ element: riskMap, from: atRisk })
custom({
  element: riskMap,
  from: atRisk,
  // @ts-expect-error
  fallback: custom({ element: riskMap, from: atRisk, fallback: table({ from: atRisk, columns: [] }) }),
})
// An element is given by value, and draws the answers of the provider that it was made for.
const counts = defineElement<{ readonly count: number }>({ id: 'acme.renewals/counts', module: new URL('file:///counts.js') })
// @ts-expect-error
custom({ element: 'acme.renewals/risk-map', from: atRisk, fallback: metric({ from: atRisk, value: 'total' }) })
// @ts-expect-error
custom({ element: counts, from: atRisk, fallback: metric({ from: atRisk, value: 'total' }) })
// Its module is an address, not a path; its id lies below that of a plugin.
// @ts-expect-error
defineElement({ id: 'acme.renewals/risk-map', module: './risk-map.js' })
// @ts-expect-error
defineElement({ id: 'risk-map', module: new URL('file:///counts.js') })
// A tab shows a block.
// @ts-expect-error
defineTab({ id: 'acme.x/t', title: 'T', block: atRisk })
// An item off the schema of its point.
// @ts-expect-error
contribute(SummaryBlocks, { id: 'acme.x/b', title: 'B', width: 'third', block: metric({ from: atRisk, value: 'total' }) })

// ── Plugins, host, callers ──────────────────────────────────────────────────────────────────────────────────────────

// Configuration that must be given; misspelt; given to a plugin that has none.
// @ts-expect-error
use(renewals)
// @ts-expect-error
use(renewals, { followUpDays: 7, withinDay: 30 })
// @ts-expect-error
use(signals, { loud: true })
// A contribution that reads another plugin's configuration.
const foreign = defineConfig('acme.other', z.strictObject({ a: z.string() }))
definePlugin({
  id: 'acme.x',
  version: '1.0.0',
  host: '1.0',
  // @ts-expect-error
  contributes: [defineProvider({ ...base, output: z.string(), uses: { foreign }, watch: ({ foreign }) => of(foreign.a) })],
})
// @ts-expect-error
definePlugin({ id: 'acme.x', version: '1.0.0', host: '1.0', config: foreign, contributes: [] })
// A host API version is a pair.
// @ts-expect-error
definePlugin({ id: 'acme.x', version: '1.0.0', host: '^1.0', contributes: [] })
// A contract has no code, so it is not a contribution.
// @ts-expect-error
definePlugin({ id: 'acme.x', version: '1.0.0', host: '1.0', contributes: [atRisk] })
// @ts-expect-error
void createHost({ storage: memory(), plugins: [] })
// @ts-expect-error
record(Company, 'c1', { healthScore: 'high' })

// @ts-expect-error
void caller.read(atRisk, { withinDays: 'soon' })
// @ts-expect-error
void caller.read(addNote, { company: 'c1', note: 'a' })
// @ts-expect-error
void caller.act(addNote, { note: 'a' })
// @ts-expect-error
void caller.act(addNote)
void caller.act(addNote, { company: 'c1', note: 'a' }).then((outcome) => {
  // An outcome may be a refusal: its value is there only when it is `ok`.
  // @ts-expect-error
  outcome.value.task
  // @ts-expect-error
  if (outcome.ok) outcome.value.note
  // @ts-expect-error
  if (!outcome.ok && outcome.problem.code === 'access.denied') outcome.problem.details.record
})
caller.watch(atRisk).subscribe((frame) => {
  // A stale frame may have no value.
  // @ts-expect-error
  frame.value.total
})
// A grant of creation is not one of reading.
defineAction({
  ...base,
  title: 'X',
  uses: { tasks: creates(Task.title) },
  // @ts-expect-error
  run: ({ tasks }) => void tasks.list({ select: rowOf(Task.title) }),
})

// ── Dynamic columns ─────────────────────────────────────────────────────────────────────────────────────────────────

const everyColumn = readsAll(CustomerRole)
holds<Same<(typeof everyColumn)['~need'], 'read customer.*' | undefined>>()
const dynamic = defineProvider({
  ...base,
  output: z.strictObject({ objectType: z.string(), rows: z.array(z.looseObject({ id: z.string() })), total: z.int() }),
  uses: { everyColumn },
  watch: ({ everyColumn }) =>
    everyColumn
      .watch({ type: 'customer', select: ['name'], count: true })
      .pipe(map(({ objectType, rows, total }) => ({ objectType, rows: [...rows], total }))),
})
definePlugin({ id: 'acme.x', version: '1.0.0', host: '1.0', grants: [everyColumn], contributes: [dynamic] })
// Single properties do not open all of them.
definePlugin({
  id: 'acme.x',
  version: '1.0.0',
  host: '1.0',
  grants: [reads(CustomerRole.name)],
  // @ts-expect-error
  contributes: [dynamic],
})
// A table's views come from a provider of views.
// @ts-expect-error
table({ from: atRisk, columns: [], views: atRisk })
// A quick filter is on time, a user or text.
// @ts-expect-error
table({ from: atRisk, columns: [], quickFilters: [{ property: CustomerRole.arr }] })
table({ from: atRisk, columns: [], search: true, quickFilters: [{ property: CustomerRole.createdAt }], opens: 'record' })

// ── Resources ───────────────────────────────────────────────────────────────────────────────────────────────────────

// A resource knows no user, so it reads no records.
// @ts-expect-error
defineResource({ token: greeting, uses: { companies }, open: () => ({ greet: (name: string) => name }) })
// A service gives what its token says.
// @ts-expect-error
defineService({ token: greeting, create: () => ({ shout: (name: string) => name }) })
