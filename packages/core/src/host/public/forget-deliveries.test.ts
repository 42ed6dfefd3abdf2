import { createFakeClock } from '@tenure/testing'
import { expect, test, vi } from 'vitest'
import { days } from '../../base/duration.js'
import type { StoredRecord } from '../../storage/adapter.js'
import { type ForgetPort, forgetDeliveries, keptDays } from './forget-deliveries.js'

const dayMs = 86_400_000
const toMark = (id: string): StoredRecord => ({ ref: { type: 'webhookDelivery', id }, version: '1', values: {} })

/** A port whose store has these pages of old marks, and what it was asked and what it logged. */
function portOf(pages: readonly (readonly string[])[], fails?: unknown) {
  const clock = createFakeClock('2026-06-30T12:00:00Z')
  const asked: unknown[] = []
  const written: unknown[] = []
  const warnings: unknown[] = []
  const left = [...pages]
  const port = {
    clock,
    log: { info: () => {}, warn: (message: string, facts: unknown) => void warnings.push([message, facts]) },
    reader: {
      list: async (_: unknown, query: unknown) => {
        asked.push(query)
        return { records: (left.shift() ?? []).map(toMark) }
      },
    },
    writer: {
      draft: async (by: { readonly actor: unknown }, fill: (draft: object) => Promise<void>) => {
        if (fails !== undefined) throw fails
        const loaded = new Map<string, object>()
        await fill({
          load: async (refs: readonly { readonly id: string }[]) => {
            for (const { id } of refs) if (id !== 'gone') loaded.set(id, { id })
          },
          find: ({ id }: { readonly id: string }) => loaded.get(id),
        })
        written.push([by.actor, ...loaded.values()])
        return { ok: true, value: undefined }
      },
    },
  } as unknown as ForgetPort
  return { port, clock, asked, written, warnings }
}
const purged = (id: string) => ({ id, archived: true, archive: 'purge' })

test('[SEC-11] marks of deliveries from before the seven days that they are kept are purged, page by page until none is left', async () => {
  const { port, clock, asked, written, warnings } = portOf([['a', 'gone', 'b'], ['c']])
  forgetDeliveries(port)
  await vi.waitFor(() => expect(asked).toHaveLength(3))
  const where = { test: 'before', property: 'webhookDelivery.at', value: clock.now() - 7 * dayMs }
  expect(keptDays).toBe(7)
  expect(asked).toEqual(Array(3).fill({ type: 'webhookDelivery', select: [], where, limit: 500 }))
  expect(written).toEqual([
    [{ source: 'system' }, purged('a'), purged('b')],
    [{ source: 'system' }, purged('c')],
  ])
  expect(warnings).toEqual([])
})

test('[SEC-11] they are looked for once a day for each store, however many deliveries come', async () => {
  const [one, other] = [portOf([]), portOf([])]
  forgetDeliveries(one.port)
  forgetDeliveries(one.port)
  await one.clock.advance({ ms: dayMs - 1 })
  forgetDeliveries(one.port)
  expect(one.asked).toHaveLength(1)
  await one.clock.advance({ ms: 1 })
  forgetDeliveries(one.port)
  expect(one.asked).toHaveLength(2)
  forgetDeliveries(other.port)
  expect(other.asked).toHaveLength(1)
})

test('[SEC-11] a store that fails is logged, and tried again on the next day', async () => {
  const { port, clock, asked, warnings } = portOf([['a'], ['a']], 'busy')
  forgetDeliveries(port)
  await vi.waitFor(() =>
    expect(warnings).toEqual([['What says which deliveries were taken is kept longer than it has to be.', { error: 'busy' }]]),
  )
  await clock.advance(days(1))
  forgetDeliveries(port)
  await vi.waitFor(() => expect(warnings).toHaveLength(2))
  expect(asked).toHaveLength(2)
})
