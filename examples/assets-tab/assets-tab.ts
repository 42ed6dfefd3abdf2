// A tab over an object type of the plugin's own: what is installed at a customer, with the customer read through the link.
import { table } from '@tenure/core/block'
import { Company, days, defineObjectType, through } from '@tenure/core/contract'
import { defineCollection, definePlugin, defineTab } from '@tenure/core/plugin'
import { ascending, is, isInNext } from '@tenure/core/query'

export const Asset = defineObjectType({
  name: 'asset',
  label: 'Asset',
  plural: 'Assets',
  members: {
    name: 'string',
    serialNumber: 'string',
    state: { oneOf: ['in-use', 'in-repair', 'retired'] },
    warrantyEndDate: 'date',
    company: { linkTo: Company, inverse: { name: 'assets', label: 'Assets' }, single: true, label: 'Customer' },
  },
})
const customerName = through(Asset.company, Company.name, 'Customer')
const customerCsm = through(Asset.company, Company.csm, 'CSM')

export const Assets = defineCollection({
  id: 'acme.assets/list',
  of: Asset,
  title: 'Assets',
  always: [Asset.name],
  columns: [Asset.name, customerName, Asset.state, Asset.warrantyEndDate, customerCsm],
  searched: [Asset.name, Asset.serialNumber, customerName],
  views: [
    { id: 'acme.assets/all', title: 'All assets', icon: 'list', orderBy: [ascending(Asset.name)] },
    {
      id: 'acme.assets/warranty-ends',
      title: 'Warranty ends in 90 days',
      icon: 'calendar',

      where: isInNext(Asset.warrantyEndDate, days(90)),
      orderBy: [ascending(Asset.warrantyEndDate)],
    },
    { id: 'acme.assets/in-repair', title: 'In repair', icon: 'service', where: is(Asset.state, 'in-repair') },
  ],
})

const tab = defineTab({
  id: 'acme.assets/assets',
  title: 'Assets',
  icon: 'service',
  order: { after: 'tenure.customers/customers' },
  block: table(Assets, { quickFilters: [{ property: Asset.warrantyEndDate }], opens: 'record' }),
})

export const assets = definePlugin({
  id: 'acme.assets',
  version: '1.0.0',
  host: '1.0',
  grants: [Assets.grant],
  contributes: [Asset, Assets, tab],
})
