// A tab with the customers that its user looks after, the nearest renewal first.
import { table } from '@tenure/core/block'
import { Company, defineProviderContract, rowOf, windowOf } from '@tenure/core/contract'
import { definePlugin, defineTab, implementProvider, reads } from '@tenure/core/plugin'
import { ascending, is, me } from '@tenure/core/query'

const Row = rowOf(Company.name, Company.renewalDate)
const Customers = reads(Row, Company.csm)

export const mine = defineProviderContract({ id: 'acme.first/mine', permission: 'workspace.access', output: windowOf(Row) })

export const first = definePlugin({
  id: 'acme.first',
  version: '1.0.0',
  host: '1.0',
  grants: [Customers],
  contributes: [
    implementProvider(mine, {
      uses: { customers: Customers },
      watch: ({ customers }) => customers.watch({ select: Row, where: is(Company.csm, me), orderBy: [ascending(Company.renewalDate)] }),
    }),
    defineTab({
      id: 'acme.first/tab',
      title: 'My renewals',
      icon: 'list',
      block: table({ from: mine, columns: ['name', 'renewalDate'], opens: 'record' }),
    }),
  ],
})
