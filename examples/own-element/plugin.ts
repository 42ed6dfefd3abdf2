// A tab that no block can say: renewals on a calendar of months, drawn by an element of its own.
import { custom, defineElement, table } from '@tenure/core/block'
import { Company, days, Task } from '@tenure/core/contract'
import { creates, definePlugin, defineTab, implementAction, implementProvider, reads } from '@tenure/core/plugin'
import { ascending, isInNext } from '@tenure/core/query'
import type { z } from 'zod'
import * as contract from './contract.js'

const Customers = reads(contract.RenewalRow)
const Calls = creates(Task.title, Task.about)

const renewals = implementProvider(contract.renewals, {
  uses: { customers: Customers },
  watch: ({ customers }) =>
    customers.watch({
      select: contract.RenewalRow,
      where: isInNext(Company.renewalDate, days(180)),
      orderBy: [ascending(Company.renewalDate)],
    }),
})

const planCall = implementAction(contract.planCall, {
  uses: { calls: Calls },
  run: ({ input, calls }) => void calls.create({ title: input.title }, { about: input.company }),
})

const months = defineElement<z.output<typeof contract.renewals.output>>({
  id: 'acme.calendar/months',
  module: new URL('./element.js', import.meta.url),
})

const tab = defineTab({
  id: 'acme.calendar/calendar',
  title: 'Renewal calendar',
  icon: 'calendar',
  order: { after: 'tenure.customers/customers' },
  block: custom({
    title: 'Renewals by month',
    from: contract.renewals,
    element: months,
    fallback: table({ title: 'Renewals', from: contract.renewals, columns: ['name', 'renewalDate', 'arr'] }),
  }),
})

export const calendar = definePlugin({
  id: 'acme.calendar',
  version: '1.0.0',
  host: '1.0',
  grants: [Customers, Calls],
  contributes: [renewals, planCall, months, tab],
})
