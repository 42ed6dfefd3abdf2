import { customerList, customerViews } from '@tenure/customers'
import { map } from 'rxjs'
import { z } from 'zod'
import { type AddedObjectType, defineObjectType } from '../../contract/added-type.js'
import type { Desk } from '../../contract/caller.js'
import type { Frame } from '../../contract/frame.js'
import { readsAll } from '../../contract/grant.js'
import { settingsContract } from '../../contract/page/settings-contract.js'
import { defineProvider } from '../../contract/provider.js'
import type { DynamicQuery, DynamicWindow } from '../../contract/records.js'
import { defineSettings, propertiesOf } from '../../contract/settings.js'
import { sessionContract } from '../../contract/workspace-contract.js'
import { definePlugin } from '../../plugin/plugin.js'
import type { FilterData, OrderData } from '../../query/filter-data.js'
import { builtInTypes } from '../../schema/built-in-definitions.js'
import { extendSchema } from '../../schema/extend-schema.js'
import { Company, Contact, CustomerRole, Deal, RevenueRole } from '../../schema/object-types.js'
import { initialSettings } from './test-eyes.js'
import { type AskedTotals, toLines } from './test-totals.js'

/** A question to the list of customers. */
export interface ListInput {
  readonly view?: string
  readonly search?: string
  readonly filters?: readonly FilterData[]
  readonly sort?: readonly { readonly property: string; readonly direction: 'ascending' | 'descending' }[]
  readonly columns: readonly string[]
  readonly offset: number
  readonly limit: number
}
/** What a user may ask: the list of customers, any records, what they come to, the session, or the settings of a workspace. */
export type Question =
  | { readonly list: ListInput }
  | { readonly query: DynamicQuery & { readonly where: FilterData; readonly orderBy: readonly OrderData[] } }
  | { readonly totals: AskedTotals }
  | { readonly session: true }
  | { readonly views: true }
  | { readonly settings: { readonly section: keyof typeof initialSettings; readonly workspace?: string } }

/** An object type of a plugin's own, which can play the role *revenue* next to deals (MAP-3). */
const Order = defineObjectType({
  name: 'order',
  label: 'Order',
  members: {
    name: 'string',
    amount: 'money',
    keeper: 'user',
    company: { linkTo: Company, inverse: 'orders', single: true },
  },
})
/** The object types of the core with that one, for a store that holds orders before the host opens it. */
export const schemaWithOrders = extendSchema(new Map(builtInTypes.map((type) => [type.name, type])), [
  (Order as unknown as AddedObjectType)['~extension'],
])
const RevenueSettings = defineSettings({
  id: 'test.oracle/revenue',
  scope: 'workspace',
  title: 'Revenue',
  schema: z.strictObject({ csm: z.record(z.string(), z.string()), notice: z.string() }),
  initial: initialSettings['test.oracle/revenue'],
  choices: { csm: propertiesOf(RevenueRole, ['user'], { each: true }) },
})
const everything = readsAll(Company, Contact, Deal, Order, CustomerRole, RevenueRole)
/** Any question to the records; each answer says what the settings of its workspace are. */
const ask = defineProvider({
  id: 'test.oracle/ask',
  permission: 'workspace.access',
  input: z.custom<DynamicQuery>(() => true),
  output: z.custom<DynamicWindow & { readonly notice: string }>(() => true),
  uses: { records: everything, settings: RevenueSettings },
  watch: ({ input, records, settings }) => records.watch(input).pipe(map((window) => ({ ...window, notice: settings.notice }))),
})
/** What any records come to, as lines of text in no order of their own. */
const count = defineProvider({
  id: 'test.oracle/count',
  permission: 'workspace.access',
  input: z.custom<AskedTotals>(() => true),
  output: z.custom<{ readonly groups: readonly string[] }>(() => true),
  uses: { records: everything },
  watch: ({ input, records }) => records.watchAggregate(input).pipe(map(({ groups }) => ({ groups: toLines(groups) }))),
})
/** The plugin that asks whatever a history wants to know. */
export const oracle = definePlugin({
  id: 'test.oracle',
  version: '1.0.0',
  host: '1.0',
  grants: [everything],
  contributes: [Order, RevenueSettings, ask, count],
})

/** A frame of any answer. */
export type AnyFrame = Frame<Readonly<Record<string, unknown>>>

/** Watches the answer to a question. */
export function watchAnswer(desk: Desk, question: Question, hear: (frame: AnyFrame) => void): void {
  const next = (frame: Frame<unknown>) => hear(frame as AnyFrame)
  if ('list' in question) desk.watch(customerList, question.list as never).subscribe(next)
  else if ('query' in question) desk.watch(ask, question.query).subscribe(next)
  else if ('totals' in question) desk.watch(count, question.totals).subscribe(next)
  else if ('session' in question) desk.watch(sessionContract).subscribe(next)
  else if ('views' in question)
    desk
      .watch(customerViews)
      .subscribe((frame) => next({ ...frame, ...(frame.value !== undefined && { value: ownViews(frame.value) }) } as Frame<unknown>))
  else desk.watch(settingsContract, question.settings).subscribe(next)
}

// What is said of the views that somebody saved, by id.
function ownViews(
  all: readonly { readonly id: string; readonly title: string; readonly total: number | null; readonly builtIn: boolean }[],
) {
  const saved = all.filter(({ builtIn }) => !builtIn).map(({ id, title, total }) => [id, title, total] as const)
  return { views: saved.toSorted(([a], [b]) => (a < b ? -1 : 1)) }
}
