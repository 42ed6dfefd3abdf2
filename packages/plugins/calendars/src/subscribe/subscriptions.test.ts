import { use } from '@tenure/core'
import { auditContract, jobsContract } from '@tenure/core/administration'
import { days, getValue, Meeting, rowOf, windowOf } from '@tenure/core/contract'
import { type FetchAnswer, type FetchPort, refuseFetch } from '@tenure/core/outside'
import { undoContract } from '@tenure/core/page'
import { definePlugin, defineProvider, reads } from '@tenure/core/plugin'
import { memory } from '@tenure/memory'
import { schedule, scheduleItems } from '@tenure/schedule'
import { openFetcher } from '@tenure/server'
import { aUser, createTestHost, type TestHost } from '@tenure/testing'
import { expect, onTestFinished, test } from 'vitest'
import { google, outlook } from '../fixtures/calendars.js'
import { calendars, refreshContract, showAddressContract, subscribeContract, subscriptionsContract, unsubscribeContract } from '../index.js'

const address = 'https://calendar.example/secret-9f3c/basic.ics'
const hours = (count: number) => ({ ms: count * 3_600_000 })
const row = rowOf(Meeting.title, Meeting.subscribed, Meeting.owner)
const Seen = reads(row)
const seen = defineProvider({
  id: 'test.seen/meetings',
  permission: 'workspace.access',
  output: windowOf(row),
  uses: { records: Seen },
  watch: ({ records }) => records.watch({ select: row, limit: 500 }),
})
const plugin = definePlugin({ id: 'test.seen', version: '1.0.0', host: '1.0', grants: [Seen], contributes: [seen] })

/** What is at an address, as the test puts it there. */
interface Web extends FetchPort {
  answer: FetchAnswer
  readonly asked: { readonly url: string; readonly etag?: string }[]
}
function web(text: string, etag = 'v1'): Web {
  const place: Web = {
    answer: { state: 'fetched', text, type: 'text/calendar', etag },
    asked: [],
    fetch: async (request) => {
      place.asked.push({ url: request.url, ...(request.etag !== undefined && { etag: request.etag }) })
      const { answer } = place
      return answer.state === 'fetched' && answer.etag !== undefined && answer.etag === request.etag ? { state: 'unchanged' } : answer
    },
  }
  return place
}
const everything = { view: 'all', edit: 'all', delete: 'all' } as const
async function open(fetcher: FetchPort): Promise<{ host: TestHost; written: string[] }> {
  const users = [
    aUser({ id: 'root', superAdmin: true }),
    aUser({ id: 'ines', timeZone: 'Europe/Berlin', objects: { '*': everything } }),
    aUser({ id: 'ben', objects: { '*': everything } }),
  ]
  const storage = memory({ users })
  const written: string[] = []
  const spied = {
    ...storage,
    commit: (batch: never, io: never) => {
      written.push(JSON.stringify(batch))
      return storage.commit(batch, io)
    },
  }
  const host = await createTestHost({
    plugins: [use(calendars), use(schedule), use(plugin)],
    storage: spied,
    fetcher,
    now: '2026-11-26T09:00:00Z',
  })
  onTestFinished(() => host[Symbol.asyncDispose]())
  return { host, written }
}
const subscribe = async (host: TestHost, key = 'k') => {
  const { id } = getValue(await host.as('ines').act(subscribeContract, { address }, { key }))
  await host.idle()
  return id
}
const stateOf = async (host: TestHost, user = 'ines') => getValue(await host.as(user).read(subscriptionsContract)).subscriptions
const itemsOf = async (host: TestHost, user = 'ines') => {
  const { items } = getValue(await host.as(user).read(scheduleItems, { from: '2026-11-01', to: '2026-12-31', timeZone: 'Europe/Berlin' }))
  return items.map(({ title, startAt, days: all }) => `${all?.first ?? new Date(startAt).toISOString().slice(0, 16)} ${title}`).sort()
}
const shown = [...['2026-11-30T13:00 Quarterly review', '2026-12-01 Messe Köln', '2026-12-03T15:00 Steering', '2026-12-10T15:00 Steering']]

test('[SCH-4] a calendar that a user subscribes to is in the schedule, read-only, and follows what changes there: new, moved, gone and back', async () => {
  const place = web(google)
  const { host } = await open(place)
  const id = await subscribe(host)
  expect(await itemsOf(host)).toEqual(shown)
  expect(await stateOf(host)).toMatchObject([{ id, name: 'Kunden', state: 'working', meetings: 4, unread: 0 }])
  expect(await itemsOf(host, 'ben')).toEqual([])
  const { items } = getValue(await host.as('ines').read(scheduleItems, { from: '2026-11-30', to: '2026-12-01', timeZone: 'UTC' }))
  expect(items).toMatchObject([{ detail: 'Kunden', fixed: expect.stringContaining('follows a calendar') }])
  const review = items[0]?.id ?? ''
  const refused = await host.as('ines').edit(review, Meeting.title, 'Mine')
  expect(refused).toMatchObject({ ok: false, problem: { code: 'access.denied', message: expect.stringContaining('Change it there') } })
  getValue(await host.as('ines').edit(review, Meeting.outcome, 'went well'))
  // Without a change nothing is fetched twice and nothing written.
  const before = await stateOf(host)
  await host.advance(hours(3))
  expect(place.asked.slice(-3)).toEqual([1, 2, 3].map(() => ({ url: address, etag: 'v1' })))
  expect(await stateOf(host)).toEqual(before)
  const changed = google
    .replace('DTSTART:20261130T130000Z', 'DTSTART:20261130T120000Z')
    .replace(/BEGIN:VEVENT\r\nDTSTART;VALUE=DATE[\s\S]*?END:VEVENT\r\n/, '')
  place.answer = { state: 'fetched', text: changed, type: 'text/calendar', etag: 'v2' }
  await host.advance(hours(1))
  expect(await itemsOf(host)).toEqual(['2026-11-30T12:00 Quarterly review', ...shown.slice(2)])
  place.answer = { state: 'fetched', text: google, type: 'text/calendar', etag: 'v3' }
  getValue(await host.as('ines').act(refreshContract, { id }))
  await host.idle()
  expect(await itemsOf(host)).toEqual(shown)
  const rows = getValue(await host.as('ines').read(seen)).rows
  expect(rows.filter(({ title }) => title === 'Messe Köln')).toHaveLength(1)
  expect(rows.every(({ subscribed, owner }) => subscribed === true && owner === 'ines')).toBe(true)
  // Who takes a meeting out of its calendar may change it, and keeps it.
  getValue(await host.as('ines').edit(review, Meeting.subscribed, false))
  getValue(await host.as('ines').edit(review, Meeting.title, 'Mine'))
  place.answer = { state: 'fetched', text: 'BEGIN:VCALENDAR\nEND:VCALENDAR', type: 'text/calendar', etag: 'v4' }
  await host.advance(hours(1))
  expect(await itemsOf(host)).toEqual(['2026-11-30T13:00 Mine'])
})

test('[SCH-4] [BEY-5] giving a calendar up takes its meetings away; undone, they are back, the same ones', async () => {
  const { host } = await open(web(google))
  const id = await subscribe(host)
  const ids = async () =>
    getValue(await host.as('ines').read(seen))
      .rows.map((each) => each.id)
      .sort()
  const before = await ids()
  expect(before).toHaveLength(4)
  expect((await host.as('ben').act(unsubscribeContract, { id })).ok).toBe(false)
  getValue(await host.as('ines').act(unsubscribeContract, { id }, { key: 'bye' }))
  await host.idle()
  expect([await ids(), await stateOf(host)]).toEqual([[], []])
  getValue(await host.as('ines').act(undoContract, { action: unsubscribeContract.id, key: 'bye' }))
  await host.idle()
  expect(await ids()).toEqual(before)
  expect(await itemsOf(host)).toEqual(shown)
})

test('[SEC-10] a calendar that breaks keeps its meetings and says why and since when; it is tried again later and later, and heals', async () => {
  const place = web(google)
  const { host } = await open(place)
  const id = await subscribe(host)
  const failures: readonly (readonly [FetchAnswer, string])[] = [
    [refuseFetch('gone'), 'nothing at this address'],
    [refuseFetch('too-large'), 'too large'],
    [{ state: 'fetched', text: '<html>', type: 'text/html' }, 'BEGIN:VCALENDAR'],
  ]
  for (const [answer, why] of failures) {
    place.answer = answer
    await host.advance({ ms: 60_000 })
    getValue(await host.as('ines').act(refreshContract, { id }))
    await host.idle()
    expect(await stateOf(host)).toMatchObject([
      { state: 'failing', problem: expect.stringContaining(why), failingSince: Date.parse('2026-11-26T09:01:00Z') },
    ])
  }
  expect(await itemsOf(host)).toEqual(shown)
  place.asked.length = 0
  await host.advance(days(2))
  expect(place.asked.length).toBeGreaterThan(2)
  expect(place.asked.length).toBeLessThan(12)
  place.answer = { state: 'fetched', text: google, type: 'text/calendar', etag: 'v9' }
  await host.advance(days(1))
  const [state] = await stateOf(host)
  expect(state).toMatchObject({ state: 'working' })
  expect(state).not.toHaveProperty('problem')
})

test('[SEC-10] [SEC-11] the address is shown to its owner alone, and is in no record, list, history, audit or refusal', async () => {
  const { host, written } = await open(web(outlook))
  const id = await subscribe(host)
  expect(getValue(await host.as('ines').act(showAddressContract, { id }))).toEqual({ address })
  for (const other of ['ben', 'root'])
    expect(await host.as(other).act(showAddressContract, { id })).toMatchObject({ ok: false, problem: { code: 'record.not-found' } })
  const told = [
    await stateOf(host),
    getValue(await host.as('root').read(auditContract, { limit: 200 })),
    getValue(await host.as('root').read(jobsContract)),
  ]
  expect(JSON.stringify(told)).not.toContain('secret-9f3c')
  // One write has it: that of the record which nobody reads.
  expect(written.filter((batch) => batch.includes('secret-9f3c'))).toEqual([expect.stringContaining('"keptAddress"')])
})

test('[SEC-10] an address that leads inside, that is none, or that gives no calendar is refused at once with its reason, and nothing is kept', async () => {
  const { host } = await open(openFetcher())
  const refusal = async (given: string) => {
    const outcome = await host.as('ines').act(subscribeContract, { address: given })
    return outcome.ok ? 'ok' : outcome.problem.message
  }
  expect(await refusal('http://127.0.0.1:4000/a.ics')).toContain('private network')
  expect(await refusal('webcal://localhost/a.ics')).toContain('private network')
  expect(await refusal('file:///etc/passwd')).toContain('http or https')
  expect(await refusal('not an address')).toContain('web address')
  expect(await stateOf(host)).toEqual([])
  const { host: other } = await open(web('<html>'))
  expect(await other.as('ines').act(subscribeContract, { address })).toMatchObject({ ok: false, problem: { code: 'input.invalid' } })
})

test('[SEC-10] [SEC-7] a hostile calendar is bounded: too many meetings change nothing, a rule too often is left out and named', async () => {
  const many = Array.from({ length: 2_001 }, (_, at) => `BEGIN:VEVENT\nUID:${at}\nDTSTART:20261201T100000Z\nEND:VEVENT`)
  const place = web(google)
  const { host } = await open(place)
  const id = await subscribe(host)
  const again = async (events: string) => {
    place.answer = { state: 'fetched', text: `BEGIN:VCALENDAR\n${events}\nEND:VCALENDAR`, type: 'text/calendar' }
    await host.advance({ ms: 1_000 })
    getValue(await host.as('ines').act(refreshContract, { id }))
    await host.idle()
    return (await stateOf(host))[0]
  }
  expect(await again(many.join('\n'))).toMatchObject({ state: 'failing', problem: expect.stringContaining('more than 2000 meetings') })
  expect(await itemsOf(host)).toEqual(shown)
  const often = 'BEGIN:VEVENT\nUID:often\nSUMMARY:Tick\nDTSTART:20261201T100000Z\nRRULE:FREQ=SECONDLY\nEND:VEVENT'
  const html = 'BEGIN:VEVENT\nUID:html\nSUMMARY:<img src=x onerror=alert(1)>\nDTSTART:20261201T100000Z\nEND:VEVENT'
  expect(await again(`${often}\n${html}`)).toMatchObject({
    state: 'working',
    meetings: 1,
    unread: 1,
    unreadWhy: [expect.stringContaining('Tick')],
  })
  expect(await itemsOf(host)).toEqual(['2026-12-01T10:00 <img src=x onerror=alert(1)>'])
})
