import { use } from '@tenure/core'
import { customers } from '@tenure/customers'
import { record } from '@tenure/record'
import { addPeople, type BenchWorkspace, importAll, nameOf, tradeOf } from './workspace.js'

/** A list of that many customers. */
export const customersWorkspace: BenchWorkspace = {
  plugins: [use(customers), use(record)],
  async fill(host, size) {
    await addPeople(host)
    await importAll(host, size, (number) => {
      const renewalDate = new Date(Date.UTC(2027, 0, 1 + (number % 365))).toISOString().slice(0, 10)
      const arr = { amount: String(1_000 + ((number * 7_919) % 400_000)), currency: 'EUR' }
      const values = { name: `${nameOf(number)} ${tradeOf(number)}`, csm: 'scroll:vera', renewalDate, arr }
      return { type: 'company', externalId: String(number), values }
    })
  },
}
