// What a plugin must have been granted. A test compiles these cases a second time as the guide does, without `exactOptionalPropertyTypes`.
import { of } from 'rxjs'
import { z } from 'zod'
import { days } from '../base/duration.js'
import { Company, definePermission, Task } from '../index.contract.js'
import { changes, defineJob, every } from '../index.job.js'
import {
  Clock,
  contribute,
  creates,
  defineAction,
  defineConfig,
  definePlugin,
  definePoint,
  defineProvider,
  defineService,
  defineSettings,
  defineToken,
  Log,
  optional,
  reads,
} from '../index.plugin.js'
import { rowOf } from '../schema/row.js'

const plugin = { id: 'acme.x', version: '1.0.0', host: '1.0' } as const
const asked = { permission: 'workspace.access', output: z.int() } as const
const Greeting = defineToken<{ greet(name: string): string }>('acme.hello/greeting@1')
const Sights = definePoint({ key: 'acme.x/sights@1', item: z.strictObject({ name: z.string() }) })
const Limits = defineSettings({
  id: 'acme.x/limits',
  scope: 'account',
  title: 'Limits',
  schema: z.strictObject({ most: z.int() }),
  initial: { most: 3 },
})
const Names = rowOf(Company.name)
const Companies = reads(Names)
const Tasks = creates(Task.title)
const Written = defineConfig('acme.x', z.strictObject({ most: z.int() }))

// Keys that open no records need no grant.
const needless = [
  definePermission({ id: 'acme.x/see', title: 'See' }),
  Limits,
  contribute(Sights, { id: 'acme.x/sight', name: 'Harbour' }),
  defineProvider({ ...asked, id: 'acme.x/none', watch: () => of(1) }),
  defineProvider({ ...asked, id: 'acme.x/clock', uses: { clock: Clock }, watch: ({ clock }) => of(clock.now()) }),
  defineProvider({ ...asked, id: 'acme.x/log', uses: { log: Log }, watch: ({ log }) => of(log ? 1 : 2) }),
  defineProvider({ ...asked, id: 'acme.x/settings', uses: { limits: Limits }, watch: ({ limits }) => of(limits.most) }),
  defineProvider({ ...asked, id: 'acme.x/point', uses: { sights: Sights }, watch: ({ sights }) => sights.pipe(() => of(1)) }),
  defineProvider({ ...asked, id: 'acme.x/service', uses: { greeting: Greeting }, watch: ({ greeting }) => of(greeting.greet('a').length) }),
  defineProvider({
    ...asked,
    id: 'acme.x/optional',
    uses: { greeting: optional(Greeting), clock: Clock },
    watch: ({ greeting }) => of(greeting?.greet('a').length ?? 0),
  }),
  defineAction({
    id: 'acme.x/act',
    title: 'Act',
    permission: 'workspace.access',
    uses: { clock: Clock },
    run: ({ clock }) => void clock.now(),
  }),
  defineService({ token: Greeting, uses: { limits: Limits }, create: () => ({ greet: (name: string) => name }) }),
  defineJob({
    ...{ id: 'acme.x/job', title: 'Job', of: Company, on: every(days(1)) },
    uses: { clock: Clock },
    list: async () => undefined,
    run: () => undefined,
  }),
] as const
definePlugin({ ...plugin, contributes: needless })

// Keys that open records need theirs, also beside keys that open none.
const reading = defineProvider({
  ...asked,
  id: 'acme.x/companies',
  uses: { companies: Companies, clock: Clock, greeting: optional(Greeting) },
  watch: ({ companies }) => companies.watch({ select: Names }).pipe(() => of(1)),
})
const following = defineJob({
  ...{ id: 'acme.x/follow', title: 'Follow', of: Company, select: Names, on: changes({ links: [Company.deals] }) },
  uses: { tasks: Tasks, clock: Clock },
  run: ({ tasks, record }) => void tasks.create({ title: record.name }),
})
const configured = defineProvider({
  ...asked,
  id: 'acme.x/most',
  uses: { config: Written, clock: Clock },
  watch: ({ config }) => of(config.most),
})
definePlugin({ ...plugin, config: Written, grants: [Companies], contributes: [reading, configured] })
definePlugin({ ...plugin, grants: [Companies, Tasks, reads(Company.deals)], contributes: [reading, following] })
// @ts-expect-error It reads companies without a grant.
definePlugin({ ...plugin, contributes: [reading] })
// @ts-expect-error It creates tasks without a grant.
definePlugin({ ...plugin, grants: [Companies, reads(Company.deals)], contributes: [following] })
// @ts-expect-error It follows links without a grant.
definePlugin({ ...plugin, grants: [Companies, Tasks], contributes: [following] })
defineProvider({
  ...asked,
  id: 'acme.x/bare',
  uses: { greeting: optional(Greeting) },
  // @ts-expect-error The service may be missing.
  watch: ({ greeting }) => of(greeting.greet('a').length),
})
