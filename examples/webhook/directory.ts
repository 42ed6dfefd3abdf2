import { Company, defineActionContract, rowOf, TenureError } from '@tenure/core/contract'
import { defineWebhook } from '@tenure/core/outside'
import { definePlugin, edits, implementAction, reads } from '@tenure/core/plugin'
import { is } from '@tenure/core/query'
import { z } from 'zod'

const Row = rowOf(Company.domain)
const Companies = reads(Row)
const Employees = edits(Company.employees)

/** What a directory of companies tells when one of them has grown. */
const grownContract = defineActionContract({
  id: 'acme.directory/grown',
  title: 'A company has grown',
  permission: 'workspace.access',
  input: z.strictObject({ domain: z.string().min(1), employees: z.int().min(0) }),
})
const grown = implementAction(grownContract, {
  uses: { companies: Companies, employees: Employees },
  async run({ input, companies, employees }) {
    const { rows } = await companies.list({ select: Row, where: is(Company.domain, input.domain), limit: 1 })
    const [company] = rows
    if (company === undefined) throw unknown(input.domain)
    employees.edit(company.id, { employees: input.employees })
  },
})
function unknown(domain: string): TenureError {
  const message = `No company has the domain ${domain}.`
  return new TenureError('input.invalid', message, { issues: [{ path: ['domain'], message }] })
}

/** Where the directory sends it. */
export const growthWebhook = defineWebhook({
  id: 'acme.directory/growth',
  title: 'Sizes of companies',
  description: 'Anyone with the address and the secret changes the number of employees of companies that you may change.',
  takes: grownContract,
  example: { domain: 'northwind.example', employees: 120 },
})

/** Keeps the sizes of companies as a directory elsewhere has them. */
export const directory = definePlugin({
  id: 'acme.directory',
  version: '1.0.0',
  host: '1.0',
  grants: [Companies, Employees],
  contributes: [grown, growthWebhook],
})
