import { createFakeClock } from '@tenure/testing'
import { BehaviorSubject, Subject, Subscription, take } from 'rxjs'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { silentLog } from '../base/log.js'
import { defineProvider } from '../contract/provider.js'
import { rememberRows } from '../schema/remember-rows.js'
import { type ChangedRights, createRights } from './calls.js'
import type { FrameSink } from './guard/restarted-frames.js'
import type { KeyOpener } from './key-opener.js'
import { createLiveAnswers } from './live-answers.js'
import { definePlugin, use } from './plugin.js'
import { createPluginHost } from './plugin-host.js'

interface Window {
  readonly rows: readonly { readonly id: string; readonly name: string }[]
  readonly total: number
}

/** A window as the host gives it: frozen, and the same object for all who share it. */
function aWindow(rows: Window['rows']): Window {
  return Object.freeze({ rows: Object.freeze(rows.map((row) => Object.freeze(row))), total: rows.length })
}

/** A host with one provider, whose output counts the rows that it checks. */
async function openList(window: BehaviorSubject<Window>) {
  const counted = { rows: 0 }
  const name = z.string().refine(() => ++counted.rows > 0)
  const row = rememberRows(z.strictObject({ id: z.string(), name }))
  const output: z.ZodType<Window, Window> = z.strictObject({ rows: z.array(row).readonly(), total: z.int() })
  const list = defineProvider({ id: 'acme.one/list', permission: 'workspace.access', output, watch: () => window })
  const plugin = definePlugin({ id: 'acme.one', version: '1.0.0', host: '1.0', contributes: [list] })
  const host = await createPluginHost({
    plugins: [use(plugin)],
    grants: 'declared',
    clock: createFakeClock('2026-11-21T10:00:00Z'),
    log: silentLog,
    opener: {} as KeyOpener,
    authorise: () => undefined,
    rightsChanged: new Subject(),
  })
  await host.start()
  const watch = (user: string): readonly Window[] => {
    const values: Window[] = []
    const session = { user, workspace: 'main', timeZone: 'UTC', locale: 'en' }
    host
      .caller(session)
      .watch(list)
      .subscribe((frame) => frame.state === 'live' && values.push(frame.value))
    return values
  }
  return { counted, watch, [Symbol.asyncDispose]: () => host[Symbol.asyncDispose]() }
}

test('users who share a window get one object, which is checked once; only a changed row is checked again', async () => {
  const rows: Window['rows'] = Array.from({ length: 20 }, (_, place) => Object.freeze({ id: `c${place}`, name: 'Acme' }))
  const window = new BehaviorSubject(aWindow(rows))
  await using list = await openList(window)
  const users = ['anna', 'ben', 'vera'].map((user) => list.watch(user))
  window.next(aWindow(rows.with(3, { id: 'c3', name: 'Contoso' })))
  expect(list.counted.rows).toBe(21)
  const [before, after] = users[0] ?? []
  expect(users.every((values) => values[0] === before && values[1] === after)).toBe(true)
  expect(after?.rows.flatMap((row, place) => (row === before?.rows[place] ? [] : [row]))).toEqual([{ id: 'c3', name: 'Contoso' }])
})

test('[ACC-10] a change of rights is never counted as one before, however many users there are', () => {
  const changed = new Subject<ChangedRights>()
  using rights = createRights(changed, 2)
  const users = ['a', 'b', 'c', 'd']
  const seen = new Map(users.map((user) => [user, rights.epoch(user)]))
  for (const user of ['a', 'a', 'b', 'c', 'a', 'd', 'b', 'a', 'c']) {
    changed.next(new Set([user]))
    expect(rights.epoch(user)).toBeGreaterThan(seen.get(user) ?? 0)
    for (const each of users) {
      expect(rights.epoch(each)).toBeGreaterThanOrEqual(seen.get(each) ?? 0)
      seen.set(each, rights.epoch(each))
    }
  }
})

/** Shared streams whose one source is moved by hand. */
function openShared() {
  const clock = createFakeClock('2026-11-21T10:00:00Z')
  const closing = new Subject<void>()
  const forget = new Subject<void>()
  const answers = createLiveAnswers({ clock, graceMs: 5000, closing })
  const opened: { to: FrameSink; isClosed: boolean }[] = []
  const stream = answers.share(
    'key',
    (to) => {
      const run = { to, isClosed: false }
      opened.push(run)
      to.next({ state: 'live', value: `first of ${opened.length}`, asOf: 0 })
      return {
        [Symbol.dispose]: () => {
          run.isClosed = true
        },
      }
    },
    forget,
  )
  return { clock, closing, forget, answers, opened, stream }
}

test('[PLUGIN-13] a subscriber that joins while a frame is sent gets it once; one that leaves then does not get it', () => {
  const { opened, stream } = openShared()
  const late: unknown[] = []
  const left: unknown[] = []
  const leaving = new Subscription()
  stream.subscribe((frame) => {
    if (frame.state !== 'live' || frame.value !== 'second') return
    leaving.unsubscribe()
    stream.subscribe((each) => late.push(each.state === 'live' && each.value))
  })
  leaving.add(stream.subscribe((frame) => left.push(frame.state === 'live' && frame.value)))
  opened[0]?.to.next({ state: 'live', value: 'second', asOf: 1 })
  expect([opened.length, late, left]).toEqual([1, ['second'], ['first of 1']])
})

test('[PLUGIN-13] a stream without subscribers runs for five more seconds, and the next one joins it in time', async () => {
  const { clock, answers, opened, stream } = openShared()
  stream.pipe(take(1)).subscribe()
  await clock.advance({ ms: 4_999 })
  const seen: unknown[] = []
  const joined = stream.subscribe((frame) => seen.push(frame))
  await clock.advance({ ms: 10_000 })
  expect([opened.length, seen.length, answers.size()]).toEqual([1, 1, 1])
  joined.unsubscribe()
  await clock.advance({ ms: 5_000 })
  expect([opened[0]?.isClosed, answers.size(), clock.pending]).toEqual([true, 0, 0])
})

test('[PLUGIN-13] [SEC-17] a stream that is still worked out ends with its last subscriber', async () => {
  const { clock, answers, opened, stream } = openShared()
  const joined = stream.subscribe()
  opened[0]?.to.next({ state: 'live', value: { rows: [], progress: 0.4 }, asOf: 1 })
  joined.unsubscribe()
  expect([opened[0]?.isClosed, answers.size(), clock.pending]).toEqual([true, 0, 0])
})

test('[PLUGIN-12] closing while a stream opens completes it and closes its source', () => {
  const { closing, opened, stream } = openShared()
  const ends: string[] = []
  stream.subscribe({ next: () => closing.next(), complete: () => ends.push('complete') })
  expect([ends, opened[0]?.isClosed]).toEqual([['complete'], true])
})
