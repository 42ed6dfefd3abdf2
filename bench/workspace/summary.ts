import { alerts } from '@tenure/alerts'
import { type Host, use } from '@tenure/core'
import { customers } from '@tenure/customers'
import { dashboards, setSummaryReportsContract, summaryReportsContract } from '@tenure/dashboards'
import { health } from '@tenure/health'
import { record } from '@tenure/record'
import { revenue } from '@tenure/revenue'
import { schedule } from '@tenure/schedule'
import { summary } from '@tenure/summary'
import { tasks } from '@tenure/tasks'
import { customersWorkspace } from './customers.js'
import { type BenchWorkspace, importAll } from './workspace.js'

const scored = 9
const statusOf = (score: number) => (score < 40 ? 'at-risk' : score < 70 ? 'neutral' : 'healthy')

/** Summary of a CSM with that many customers, most of which have had several scores, 300 tasks around today, and five reports. */
export const summaryWorkspace: BenchWorkspace = {
  plugins: [use(summary), use(alerts), use(health), use(customers), use(revenue), use(tasks), use(schedule), use(dashboards), use(record)],
  async fill(host, size) {
    await customersWorkspace.fill(host, size)
    for (let turn = 0; turn < 3; turn += 1) await scoreCustomers(host, size, turn)
    await importAll(host, 300, (number) => {
      const dueAt = Date.now() + (number - 150) * 1_800_000
      const values = { title: `Task ${number}`, assignee: 'scroll:vera', status: 'not-started', kind: 'call', dueAt }
      return { type: 'task', externalId: `task ${number}`, values }
    })
    await chooseReports(host)
  },
}

async function scoreCustomers(host: Host, size: number, turn: number): Promise<void> {
  await importAll(host, size, (number) => {
    const healthScore = (number * 31 + turn * 7) % 101
    const values = number % 10 === scored ? {} : { healthScore, healthStatus: statusOf(healthScore) }
    return { type: 'company', externalId: String(number), values }
  })
}
async function chooseReports(host: Host): Promise<void> {
  const vera = host.as('scroll:vera')
  const offered = await vera.read(summaryReportsContract)
  if (!offered.ok) throw new Error(offered.problem.message)
  const { library, most } = offered.value
  const chosen = await vera.act(setSummaryReportsContract, { reports: library.slice(0, most).map(({ id }) => id) })
  if (!chosen.ok) throw new Error(chosen.problem.message)
}
