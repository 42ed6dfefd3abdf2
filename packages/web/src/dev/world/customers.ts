import { Call, Company, Contact, type HealthStatus, type Instant, type Money, Note, Ticket } from '@tenure/core/contract'
import { record, type Seed } from '@tenure/memory'
import { cities, leads, people, trades } from './names.js'

const dayMs = 86_400_000
const start = Math.floor(Date.now() / dayMs) * dayMs
/** How many customers have contacts, tickets and activities too. */
const wholeOnes = 40
const jobs = ['Head of Operations', 'Finance lead', 'IT manager']

/** A number from 0 to 1 that is always the same for the same seeds. */
function chance(...seeds: readonly number[]): number {
  let hash = 2166136261
  for (const seed of seeds) hash = Math.imul(hash ^ (seed + 0x9e3779b9), 16777619) ^ (hash >>> 13)
  return ((hash >>> 0) % 100_003) / 100_003
}
const pick = <T>(list: readonly T[], ...seeds: readonly number[]): T => list[Math.floor(chance(...seeds) * list.length)] as T
const dayText = (at: number) => new Date(at).toISOString().slice(0, 10)

/** Twelve users, the first of whom runs the workspace, and customers in the order of their names: `c0`, `c1` and so on. */
export function toSeed(size: number): Seed {
  const names = Array.from({ length: size }, (_, n) => nameOf(n)).sort((a, b) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1))
  return { users: people.map(toUser), records: names.flatMap((name, n) => (n < wholeOnes ? wholeOne(name, n) : [toCustomer(name, n)])) }
}

function toUser(name: string, at: number): NonNullable<Seed['users']>[number] {
  const permissions = at === 0 ? ['workspace.access', 'settings.manage'] : ['workspace.access']
  return { id: `u${at}`, name, seat: true, permissions, timeZone: 'Europe/Berlin', locale: 'en-GB' }
}

function nameOf(n: number): string {
  const lead = leads[n % leads.length] as string
  const trade = trades[(n + Math.floor(n / leads.length)) % trades.length] as string
  const round = Math.floor(n / (leads.length * trades.length))
  return `${lead} ${trade}${round === 0 ? '' : ` ${pick(cities, n, 9)} ${round}`}`
}

function toCustomer(name: string, n: number) {
  return record(Company, `c${n}`, {
    name,
    createdAt: start - Math.floor(chance(n, 11) * 900 + 30) * dayMs,
    city: pick(cities, n, 12),
    domain: `${name.toLowerCase().replace(/[^a-z]+/g, '')}.example`,
    ...toHealth(n),
    ...(chance(n, 6) > 0.04 && { arr: toArr(n) }),
    ...(chance(n, 1) > 0.06 && { renewalDate: dayText(start + Math.floor(chance(n, 2) ** 1.4 * 420 - 6) * dayMs) }),
    ...(chance(n, 3) > 0.05 && { lastActivityAt: start - Math.floor(chance(n, 4) ** 2.2 * 70) * dayMs }),
    ...(chance(n, 10) > 0.03 && { csm: `u${Math.floor(chance(n, 8) * people.length)}` }),
  })
}
function toArr(n: number): Money {
  return { amount: String(Math.round(18 + chance(n, 7) ** 2 * 300) * 500), currency: n % 9 === 4 ? 'GBP' : 'EUR' }
}
function toHealth(n: number): { readonly healthScore?: number; readonly healthStatus?: HealthStatus } {
  const healthScore = Math.round(25 + chance(n, 15) * 70)
  if (chance(n, 14) < 0.1) return {}
  return { healthScore, healthStatus: healthScore < 45 ? 'at-risk' : healthScore < 70 ? 'neutral' : 'healthy' }
}

function wholeOne(name: string, n: number) {
  const at = (days: number): Instant => start - Math.floor(days * dayMs)
  const contacts = [1, 2, 3].map((k) =>
    record(Contact, `p${n * 10 + k}`, { name: pick(people, n, k, 3), jobTitle: jobs[k % jobs.length] as string }, { companies: `c${n}` }),
  )
  const title = 'Champion changes role in January'
  return [
    toCustomer(name, n),
    ...contacts,
    record(Ticket, `t${n}`, { subject: 'Scanner loses its pairing overnight', priority: 'high' }, { company: `c${n}` }),
    record(Call, `k${n}`, { title: `Call with ${pick(people, n, 1, 3)}`, at: at(3 + chance(n, 21) * 9) }, { companies: `c${n}` }),
    record(Note, `n${n}`, { title, body: 'Astrid moves to procurement.', at: at(20) }, { companies: `c${n}` }),
  ]
}
