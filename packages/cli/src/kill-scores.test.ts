import type { Host } from '@tenure/core'
import { Company, getValue, rowOf } from '@tenure/core/contract'
import { saveProfileContract } from '@tenure/core/health'
import { type CompileOptions, compileProfile, scoreOf, scoreProfileSchema } from '@tenure/core/score'
import { customerList } from '@tenure/customers'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createKilling, killSpread, runProgram } from './fixtures/killing.js'
import { rescored } from './fixtures/rescored.js'
import { openHost } from './open-host.js'

/** More of them with `TENURE_KILLS`, for a long run by hand. */
const kills = Number(process.env['TENURE_KILLS'] ?? 2)
const count = 3_000
const killing = createKilling()
let program = ''
beforeAll(async () => {
  program = await killing.program('rescore')
}, 120_000)
afterAll(() => killing.end())

const industries = ['Freight', 'Foods', 'Dental']
const customerOf = (at: number) => ({ employees: (at * 37) % 100, ...(at % 4 > 0 && { industry: industries[at % 3] ?? '' }) })
const definition = scoreProfileSchema.parse({
  name: 'Size',
  objectType: 'company',
  groups: [
    {
      ...{ id: 'p', name: 'Properties', kind: 'property', maximum: 100 },
      criteria: [
        {
          ...{ kind: 'number', id: 'n', name: 'Employees', property: 'company.employees' },
          ranges: Array.from({ length: 10 }, (_, at) => ({ from: at * 10, to: at * 10 + 10, points: at * 8 })),
        },
        {
          ...{ kind: 'property', id: 'i', name: 'Industry', property: 'company.industry' },
          cases: [{ test: { test: 'is', property: 'company.industry', value: 'Foods' }, points: 20 }],
        },
      ],
    },
  ],
})
/** What the engine alone says of the customers, without a store: the number of each score and status. */
function scoredAlone(): Readonly<Record<string, number>> {
  const properties = [
    { name: 'employees', kind: 'number', label: 'Employees' },
    { name: 'industry', kind: 'string', label: 'Industry' },
  ]
  const schema = new Map([['company', { name: 'company', label: 'Company', properties, associations: [] }]])
  const profile = compileProfile(definition, { schema: schema as unknown as CompileOptions['schema'] })
  return tally(
    Array.from({ length: count }, (_, at) => {
      const { score, status } = scoreOf(profile, { customer: { id: `c${at}`, values: customerOf(at) }, links: new Map() }, 0)
      return [customerOf(at).employees, score, status]
    }),
  )
}
function tally(of: readonly (readonly unknown[])[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {}
  for (const each of of) counts[each.join()] = (counts[each.join()] ?? 0) + 1
  return counts
}

async function seeded(): Promise<string> {
  const data = killing.folder()
  await using host = await openHost(data)
  const user = { type: 'user', externalId: 'root', values: { name: 'Root', active: true, seat: true, superAdmin: true }, links: [] }
  const companies = Array.from({ length: count }, (_, at) => ({
    ...{ type: 'company', externalId: `c${at}`, links: [] },
    values: { name: `Customer ${at}`, ...customerOf(at) },
  }))
  await host.importer('x').run([user, ...companies])
  getValue(await host.as('x:root').act(saveProfileContract, { definition, alerts: false }))
  await host.idle()
  return data
}
/** What the store holds: read by pages, as anybody reads it. */
async function kept(host: Host): Promise<Readonly<Record<string, number>>> {
  const found: (readonly unknown[])[] = []
  const row = rowOf(Company.employees, Company.healthScore, Company.healthStatus)
  for (let offset = 0; offset < count; offset += 500) {
    const input = { view: 'tenure.customers/all', limit: 500, offset } as const
    const { rows } = getValue(await host.as('x:root').read(customerList, input))
    const pages = await Promise.all(rows.map(({ id }) => host.as('x:root').records.find(id, row)))
    found.push(...pages.map((each) => [each?.employees, each?.healthScore, each?.healthStatus]))
  }
  return tally(found)
}

test('[HS-8] killed with SIGKILL at any moment of a rescore, the next start has every score of the engine', {
  timeout: 240_000 * (kills + 1),
}, async () => {
  const data = await seeded()
  const whole = killing.copyOf(data)
  const { took } = await runProgram([program, whole])
  const expected = scoredAlone()
  expect(Object.keys(expected).length).toBeGreaterThan(50)
  const run = async (killAfterMs: number, which: string): Promise<void> => {
    const copy = killing.copyOf(data)
    await runProgram([program, copy], killAfterMs)
    await using host = await openHost(copy)
    await rescored(host)
    await host.idle()
    expect(await kept(host), which).toEqual(expected)
  }
  await killSpread({ kills, took, run })
})
