import type { ImportRow, Money } from '@tenure/core'
import { offsetAt } from '@tenure/core/zone'
import { expect, test } from 'vitest'
import { cast } from './row/cast.js'
import { countries } from './row/countries.js'
import { sampleUsers } from './row/people.js'
import { sampleData } from './sample-data.js'

const today = '2026-11-21'
const { rows } = sampleData(today)
const of = (type: string): readonly ImportRow[] => rows.filter((row) => row.type === type)
const byKey = new Map(rows.map((row) => [`${row.type} ${row.externalId}`, row]))
const target = (row: ImportRow, association: string): ImportRow => {
  const link = row.links.find((each) => each.association === association)
  const found = byKey.get(`${link?.to.type} ${link?.to.externalId}`)
  if (found === undefined) throw new Error(`${row.type} ${row.externalId} has no ${association}.`)
  return found
}
const instant = (row: ImportRow, property: string): number => row.values[property] as number
const kinds = ['meeting', 'call', 'email', 'note']
// With customers: people also meet among themselves.
const meetings = of('meeting').filter(({ links }) => links.length > 0)
const activities = [...meetings, ...kinds.slice(1).flatMap(of)]
const customerOf = (row: ImportRow): ImportRow =>
  target(row, row.type === 'task' ? 'about' : kinds.includes(row.type) ? 'companies' : row.type === 'contact' ? 'companies' : 'company')
const zoneOf = new Map(sampleUsers.map(({ id, timeZone }) => [id, timeZone]))
const local = (at: number, owner: unknown): Date => new Date(at + offsetAt(at, zoneOf.get(String(owner)) ?? 'UTC'))
const dayStart = Date.parse(today)

test('[SDK-13] the sample has the size that is promised', () => {
  expect([of('user').length, of('team').length, of('company').length, of('contact').length]).toEqual([12, 3, 400, 1201])
  for (const [type, least] of Object.entries({
    service: 400,
    deal: 400,
    ticket: 400,
    task: 300,
    meeting: 500,
    call: 800,
    email: 800,
    note: 400,
  }))
    expect(of(type).length, type).toBeGreaterThanOrEqual(least)
  expect(rows.length).toBeLessThan(20_000)
})

test('[SDK-13] the same day gives the same sample, another day the same customers', () => {
  expect(sampleData(today)).toEqual(sampleData(today))
  const names = (day: string) =>
    sampleData(day)
      .rows.filter(({ type }) => type === 'company')
      .map(({ values }) => values['name'])
  expect(names('2027-03-02')).toEqual(of('company').map(({ values }) => values['name']))
})

test('[SDK-13] what others point at comes first, and every id is there once', () => {
  const seen = new Set<string>()
  for (const row of rows) {
    for (const { to } of row.links) expect(seen.has(`${to.type} ${to.externalId}`), `${row.type} ${row.externalId}`).toBe(true)
    expect(seen.has(`${row.type} ${row.externalId}`), row.externalId).toBe(false)
    seen.add(`${row.type} ${row.externalId}`)
  }
})

test('[SDK-13] users named by records exist', () => {
  for (const { values } of rows)
    for (const name of ['owner', 'csm', 'assignee']) if (values[name] != null) expect(zoneOf.has(String(values[name]))).toBe(true)
})

test('[ACC-7] one user sees all customers, the others those of their team, and one is super admin', () => {
  const users = of('user').map(({ values }) => values)
  expect(users.filter((user) => user['superAdmin'])).toHaveLength(1)
  expect(users.every((user) => user['seat'] === true && (user['permissions'] as string[]).includes('workspace.access'))).toBe(true)
  const reach = (user: (typeof users)[number]) => {
    const objects = user['objects'] as Record<string, { view: string }>
    return (objects['company'] ?? objects['*'])?.view
  }
  expect(users.filter((user) => reach(user) === 'all')).toHaveLength(1)
  expect(users.filter((user) => reach(user) === 'team')).toHaveLength(11)
  const books = sampleUsers.map(({ id }) => of('company').filter(({ values }) => values['csm'] === id).length)
  expect(Math.min(...books)).toBeGreaterThan(20)
})

test('[SDK-13] names are names: each once, none numbered, the contact’s address on the company’s domain', () => {
  const names = of('company').map(({ values }) => String(values['name']))
  const domains = of('company').map(({ values }) => String(values['domain']))
  expect(new Set(names).size).toBe(400)
  expect(new Set(domains).size).toBe(400)
  expect(
    [...names, ...of('contact').map(({ values }) => String(values['name']))].filter((name) => /\d|lorem|company|customer|test/i.test(name)),
  ).toEqual([])
  for (const domain of domains) expect(domain).toMatch(/^[a-z0-9-]+\.example$/)
  for (const contact of of('contact')) {
    expect(contact.values['email']).toMatch(/^[a-z-]+(\.[a-z-]+)+@[a-z-]+\.example$/)
    expect(String(contact.values['email']).split('@')[1]).toBe(customerOf(contact).values['domain'])
  }
  expect(rows.some((row) => /lorem ipsum|\{\w+\}/i.test(JSON.stringify(row)))).toBe(false)
})

test('[SDK-13] a customer pays in the currency of its country, and so do its deals and services', () => {
  const named = new Map(cast.map(({ key, currency }) => [key, currency]))
  for (const { externalId, values } of of('company'))
    expect((values['arr'] as Money).currency).toBe(
      named.get(externalId) ?? countries.find(({ code }) => code === values['country'])?.currency,
    )
  for (const row of [...of('deal'), ...of('service')])
    expect((row.values['amount'] as Money).currency).toBe((customerOf(row).values['arr'] as Money).currency)
  expect(new Set(of('company').map(({ values }) => (values['arr'] as Money).currency))).toEqual(
    new Set(['EUR', 'GBP', 'USD', 'CHF', 'NOK']),
  )
})

test('[SDK-13] ARR is what the running services bring in, and grows with the size of the firm', () => {
  const sums = new Map<string, number>()
  for (const service of of('service').filter(({ values }) => values['stage'] !== 'ended')) {
    const key = customerOf(service).externalId
    sums.set(key, (sums.get(key) ?? 0) + Number((service.values['arr'] as Money).amount))
  }
  for (const { externalId, values } of of('company')) expect(Number((values['arr'] as Money).amount)).toBe(sums.get(externalId))
  const average = (low: number, high: number) => {
    const some = of('company')
      .filter(({ externalId }) => !cast.some(({ key }) => key === externalId))
      .filter(({ values }) => Number(values['employees']) >= low && Number(values['employees']) < high)
      .map(({ values }) => Number((values['arr'] as Money).amount))
    return some.reduce((sum, arr) => sum + arr, 0) / some.length
  }
  expect(average(500, 100_000)).toBeGreaterThan(2 * average(100, 300))
  expect(average(100, 300)).toBeGreaterThan(1.5 * average(0, 60))
})

test('[SDK-13] renewals are spread over the coming twelve months', () => {
  const months = new Map<string, number>()
  for (const { values } of of('company')) {
    const day = String(values['renewalDate'])
    expect(day > today && day <= '2027-11-21', day).toBe(true)
    months.set(day.slice(0, 7), (months.get(day.slice(0, 7)) ?? 0) + 1)
  }
  for (const month of ['2026-12', '2027-02', '2027-05', '2027-08', '2027-10']) expect(months.get(month)).toBeGreaterThan(20)
})

test('[SDK-13] nothing happens before its customer is there, or before the person is known', () => {
  for (const row of [...activities, ...of('deal'), ...of('ticket'), ...of('service'), ...of('task'), ...of('contact')]) {
    expect(instant(row, 'createdAt'), `${row.type} ${row.externalId}`).toBeGreaterThan(instant(customerOf(row), 'createdAt'))
    expect(instant(row, 'createdAt'), `${row.type} ${row.externalId}`).toBeLessThan(dayStart + 14 * 3_600_000)
  }
  for (const row of activities) {
    expect(instant(row, 'at')).toBeGreaterThan(instant(customerOf(row), 'createdAt'))
    expect(instant(row, 'at')).toBeGreaterThan(instant(target(row, 'contacts'), 'createdAt'))
  }
  for (const ticket of of('ticket'))
    if (ticket.values['closedAt'] !== null) expect(instant(ticket, 'closedAt')).toBeGreaterThan(instant(ticket, 'createdAt'))
  for (const task of of('task'))
    if (task.values['completedAt'] !== null) expect(instant(task, 'completedAt')).toBeGreaterThan(instant(task, 'createdAt'))
  for (const deal of of('deal'))
    expect(Date.parse(String(deal.values['closeDate'])) + 86_400_000, deal.externalId).toBeGreaterThan(instant(deal, 'createdAt'))
})

test('[SDK-13] people work on working days, in working hours of their own zone', () => {
  for (const row of activities) {
    const at = local(instant(row, 'at'), row.values['owner'])
    expect([0, 6], `${row.externalId} ${at.toISOString()}`).not.toContain(at.getUTCDay())
    expect(at.getUTCHours()).toBeGreaterThanOrEqual(8)
    expect(at.getUTCHours()).toBeLessThan(18)
  }
  for (const row of of('task')) expect([0, 6]).not.toContain(local(instant(row, 'dueAt'), row.values['owner']).getUTCDay())
})

test('[SDK-13] nobody is in two meetings at once', () => {
  const starts = new Map<unknown, number[]>()
  for (const { values } of meetings) starts.set(values['owner'], [...(starts.get(values['owner']) ?? []), values['at'] as number])
  for (const times of starts.values()) {
    times.sort((a, b) => a - b)
    for (const [at, time] of times.entries()) expect(time - (times[at - 1] ?? 0)).toBeGreaterThanOrEqual(3_600_000)
  }
})

test('[SDK-13] activities reach over 18 months, and only meetings lie ahead', () => {
  const times = activities.map((row) => instant(row, 'at'))
  expect(Math.min(...times)).toBeLessThan(dayStart - 500 * 86_400_000)
  expect(Math.min(...times)).toBeGreaterThan(dayStart - 550 * 86_400_000)
  const ahead = activities.filter((row) => instant(row, 'at') > dayStart)
  expect(ahead.length).toBeGreaterThan(50)
  expect(new Set(ahead.map(({ type }) => type))).toEqual(new Set(['meeting']))
})

test('[SDK-13] some customers are clearly sinking: silent lately, urgent tickets, something given up', () => {
  const gaveUp = new Set(
    of('service')
      .filter(({ values }) => values['stage'] === 'ended')
      .map((row) => customerOf(row).externalId),
  )
  expect(gaveUp.size).toBeGreaterThan(25)
  expect(gaveUp.size).toBeLessThan(80)
  const lately = (row: ImportRow, days: number) =>
    instant(row, 'createdAt') > dayStart - days * 86_400_000 && instant(row, 'createdAt') < dayStart
  const share = (isAmong: (key: string) => boolean, some: readonly ImportRow[], size: number) =>
    some.filter((row) => isAmong(customerOf(row).externalId)).length / size
  const recent = activities.filter((row) => lately(row, 30) && instant(row, 'at') < dayStart)
  const urgent = of('ticket').filter((row) => row.values['priority'] === 'urgent' && lately(row, 90))
  expect(share((key) => gaveUp.has(key), recent, gaveUp.size)).toBe(0)
  expect(share((key) => !gaveUp.has(key), recent, 400 - gaveUp.size)).toBeGreaterThan(0.7)
  expect(share((key) => gaveUp.has(key), urgent, gaveUp.size)).toBeGreaterThan(
    10 * share((key) => !gaveUp.has(key), urgent, 400 - gaveUp.size),
  )
})

test('[SDK-13] [HS-6] health follows from its reasons; a customer that nobody looks after is not scored', () => {
  const company = (name: string) => of('company').find(({ values }) => values['name'] === name) as ImportRow
  const halden = company('Halden Freight')
  expect(halden.values).toMatchObject({ weeklyLogins: 17, csmSentiment: 'fair', npsAnswer: 8, healthStatus: 'at-risk' })
  const open = of('ticket').filter((row) => customerOf(row) === halden && row.values['closedAt'] === null)
  expect(open.filter(({ values }) => values['priority'] === 'urgent')).toHaveLength(2)
  const past = activities.filter((row) => customerOf(row) === halden && instant(row, 'at') < dayStart)
  expect(Math.round((dayStart - Math.max(...past.map((row) => instant(row, 'at')))) / 86_400_000)).toBeGreaterThanOrEqual(35)
  const logins = sampleData(today).earlier.flatMap(({ rows: before }) =>
    before.filter(({ externalId, values }) => externalId === halden.externalId && 'weeklyLogins' in values && !('name' in values)),
  )
  expect(logins.map(({ values }) => values['weeklyLogins'])).toEqual([46, 37, 30, 26, 21, 19, 17])
  const status = (word: string) => of('company').filter(({ values }) => values['healthStatus'] === word).length
  expect(status('at-risk')).toBeGreaterThan(25)
  expect(status('at-risk')).toBeLessThan(80)
  expect(status('neutral')).toBeGreaterThan(40)
  expect(status('healthy')).toBeGreaterThan(100)
  for (const { values } of of('company')) expect(values['healthScore'] === undefined).toBe(values['csm'] === null)
  const before = sampleData(today).earlier.flatMap(({ rows: past }) => past.filter(({ externalId }) => externalId === halden.externalId))
  const scores = before.flatMap(({ values }) => (typeof values['healthScore'] === 'number' ? [values['healthScore']] : []))
  expect([scores.length, scores.at(-1), Math.min(...scores.slice(0, -1)) > Number(halden.values['healthScore']) + 10]).toEqual([
    ...[7, halden.values['healthScore'], true],
  ])
})

test('[SDK-13] [BEY-2] what a past score looked at was recorded before it, and what came later was not: its causes can be named', () => {
  const { earlier } = sampleData(today)
  const scoredAt = earlier.filter(({ rows: some }) => some.some(({ values }) => 'healthScore' in values)).map(({ at }) => at)
  const [first = 0] = scoredAt
  for (const row of of('ticket')) {
    const closedAt = row.values['closedAt'] as number | null
    const states = earlier.flatMap(({ at, rows: some }) =>
      some.filter((each) => each.externalId === row.externalId).map((each) => ({ at, each })),
    )
    for (const at of scoredAt) {
      const known = states.findLast((state) => state.at < at)?.each.values
      const isOpen = instant(row, 'createdAt') < at - 60_000 && (closedAt ?? Number.POSITIVE_INFINITY) >= at - 60_000
      if (closedAt === null || closedAt > first) expect(known !== undefined && known['closedAt'] === null, row.externalId).toBe(isOpen)
    }
  }
})

test('[SDK-13] the first look has something to do: late tasks, renewals near, many currencies and names in other scripts', () => {
  const late = (row: ImportRow) => row.values['completedAt'] === null && instant(row, 'dueAt') < dayStart
  expect(of('task').filter(late).length).toBeGreaterThan(25)
  const done = of('task').filter(({ values }) => values['completedAt'] !== null)
  expect(done.filter((row) => instant(row, 'completedAt') > instant(row, 'dueAt')).length).toBeGreaterThan(20)
  const mine = of('company').filter(({ values }) => values['csm'] === 'sample:ines-carvalho')
  const within = (days: number) => mine.filter(({ values }) => Date.parse(String(values['renewalDate'])) <= dayStart + days * 86_400_000)
  expect(within(14).length).toBeGreaterThan(0)
  expect(within(30).length).toBeGreaterThan(3)
  expect(within(90).length).toBeGreaterThan(10)
  const names = mine.map(({ values }) => String(values['name']))
  for (const script of [/\p{Script=Arabic}/u, /\p{Script=Hebrew}/u, /\p{Extended_Pictographic}/u, /.{60}/])
    expect(
      names.some((name) => script.test(name)),
      String(script),
    ).toBe(true)
  const handedOver = sampleData(today).earlier.flatMap(({ rows: before }) => before.filter(({ values }) => !('name' in values)))
  expect(handedOver.filter(({ values }) => values['csm'] === 'sample:ines-carvalho').length).toBeGreaterThan(3)
})

test('[SDK-13] the promises hold whatever day it is', () => {
  for (const day of ['2026-12-25', '2027-01-04', '2027-02-28', '2028-02-29', '2027-06-19']) {
    const data = sampleData(day).rows
    const company = new Map(data.filter(({ type }) => type === 'company').map((row) => [row.externalId, row]))
    expect(data.filter(({ type }) => type === 'contact')).toHaveLength(1201)
    for (const row of data) {
      const customer = row.links.find(({ to }) => to.type === 'company')
      if (customer === undefined) continue
      const since = instant(company.get(customer.to.externalId) as ImportRow, 'createdAt')
      expect(instant(row, 'createdAt'), `${row.type} ${row.externalId}`).toBeGreaterThan(since)
    }
  }
})

test('[CUS-1] a few customers changed hands within the last weeks, most have had their CSM for months', () => {
  const { earlier } = sampleData('2026-11-21')
  const handedOver = earlier.flatMap(({ rows: past }) => past).filter(({ values }) => 'csm' in values && !('name' in values))
  expect(handedOver.length).toBeGreaterThan(10)
  expect(handedOver.length).toBeLessThan(60)
  expect(earlier.some(({ at, rows: past }) => past.some(({ values }) => Number(values['createdAt'] ?? 0) > at))).toBe(false)
  expect(earlier.map(({ at }) => at)).toEqual([...earlier.map(({ at }) => at)].sort((a, b) => a - b))
})

test('[HS-11] the past has renewals and customers that left, recorded before it was decided, and those are archived', () => {
  const { earlier, archived, rows: now } = sampleData(today)
  const past = earlier.flatMap(({ at, rows: some }) => some.map((row) => ({ at, row })))
  const left = past.filter(({ row }) => row.values['lastRenewal'] === 'churned')
  expect([left.length, archived.length, archived[0]]).toEqual([48, 49, 'ferro-antico'])
  expect(new Set(left.map(({ row }) => row.externalId))).toEqual(new Set(archived.slice(1)))
  expect(now.filter(({ externalId }) => archived.slice(1).includes(externalId))).toEqual([])
  const renewed = now.filter(({ values }) => values['lastRenewal'] === 'renewed')
  expect(renewed.length).toBeGreaterThan(200)
  for (const { externalId, values } of [...renewed, ...left.map(({ row }) => row)]) {
    const known = past.filter(({ at, row }) => row.externalId === externalId && 'seatShare' in row.values && at < dayStart)
    const decided = Date.parse(String(values['lastRenewalDate']))
    if (values['csm'] !== null)
      expect(
        known.some(({ at }) => at < decided - 270 * 86_400_000),
        externalId,
      ).toBe(true)
  }
})
