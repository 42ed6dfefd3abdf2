import type { ImportRow } from '@tenure/core'
import { sampleRow } from '../sample-row.js'

/** What the sample's own firm sells. */
export interface SampleProduct {
  readonly key: string
  readonly name: string
  readonly sku: string
  readonly price: number
  readonly description: string
}

const tier = (key: string, name: string, sku: string, price: number, description: string): SampleProduct => ({
  key,
  name,
  sku,
  price,
  description,
})
/** Editions of the platform, smallest first. */
export const editions = {
  starter: tier('platform-starter', 'Platform Starter', 'PL-10', 3600, 'Order and service desk for one site.'),
  team: tier('platform-team', 'Platform Team', 'PL-20', 8400, 'Order and service desk for several teams, with single sign-on.'),
  business: tier('platform-business', 'Platform Business', 'PL-30', 21_600, 'Several sites, approvals, interfaces to accounting.'),
  enterprise: tier('platform-enterprise', 'Platform Enterprise', 'PL-40', 54_000, 'Groups with several legal entities; own environment.'),
} as const
/** What is sold on top. */
export const addOns = {
  analytics: tier('analytics', 'Analytics', 'AD-10', 2400, 'Dashboards and scheduled reports over orders and service cases.'),
  support: tier('premium-support', 'Premium Support', 'AD-20', 4800, 'Answers within one hour on working days, a named engineer.'),
  connectors: tier('connectors', 'ERP Connectors', 'AD-30', 3000, 'Ready-made connections to SAP, Dynamics and NetSuite.'),
} as const

/** The edition for a firm of that many people. */
export function editionFor(employees: number): SampleProduct {
  if (employees < 60) return editions.starter
  if (employees < 400) return editions.team
  return employees < 2000 ? editions.business : editions.enterprise
}
/** Rows of all products. */
export function productRows(): readonly ImportRow[] {
  const price = (amount: number) => ({ amount: String(amount), currency: 'EUR' })
  return [...Object.values(editions), ...Object.values(addOns)].map(({ key, name, sku, price: amount, description }) =>
    sampleRow('product', key, { name, sku, description, price: price(amount) }),
  )
}
