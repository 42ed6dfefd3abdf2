import { use } from '@tenure/core'
import { customers } from '@tenure/customers'
import { record } from '@tenure/record'
import { revenue } from '@tenure/revenue'
import { addPeople, type BenchWorkspace, importAll, nameOf, tradeOf } from './workspace.js'

/** That many deals, ten for each customer, in the five stages of one pipeline. */
export const dealsWorkspace: BenchWorkspace = {
  plugins: [use(customers), use(revenue), use(record)],
  async fill(host, size) {
    await addPeople(host)
    await importAll(host, Math.ceil(size / 10), (number) => {
      const values = { name: `${nameOf(number)} Group`, csm: 'scroll:vera', healthScore: number % 101 }
      return { type: 'company', externalId: String(number), values }
    })
    await importAll(host, size, toDeal)
  },
}

function toDeal(number: number) {
  const values = {
    name: `${nameOf(number)} ${tradeOf(number)}`,
    ...{ csm: number % 3 === 0 ? 'scroll:walt' : 'scroll:vera', pipeline: 'sales' },
    stage: ['qualified', 'proposal', 'negotiation', 'won', 'lost'][(number * 7) % 5] ?? '',
    renewalDate: new Date(Date.UTC(2027, 0, 1 + (number % 365))).toISOString().slice(0, 10),
    amount: { amount: String(1_000 + ((number * 7_919) % 400_000)), currency: ['EUR', 'USD', 'GBP'][number % 3] ?? '' },
  }
  const company = { association: 'company', to: { type: 'company', externalId: String(Math.floor(number / 10)) } }
  return { type: 'deal', externalId: String(number), values, links: [company] }
}
