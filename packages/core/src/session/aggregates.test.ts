import { firstValueFrom, of, Subject } from 'rxjs'
import { expect, test } from 'vitest'
import { TenureError } from '../errors/tenure-error.js'
import { type AggregatesOptions, openAggregates } from './aggregates.js'

const asked = { type: 'company' } as never
const bound = { aggregate: { groups: [], by: [], measures: [] } }
const groups = [{ by: ['anna'], count: 2, measures: [] }]
const problem = { code: 'access.denied', message: 'No.', details: { missing: 'x' } } as const

function start({
  bind = () => bound as never,
  tallies = of({ groups, mode: 'indexed' }),
  once = false,
}: {
  readonly bind?: unknown
  readonly tallies?: unknown
  readonly once?: boolean
} = {}) {
  const binds: unknown[] = []
  const watched: unknown[] = []
  const port = {
    reader: { runAggregate: async () => ({ groups: [{ key: ['anna'], count: 2, measures: [] }] }) },
    live: {
      watchAggregate: ({ subject, bind: again }: { readonly subject: string; readonly bind: () => unknown }) => {
        watched.push(subject)
        again()
        return tallies
      },
    },
  }
  const options = {
    ...{ user: 'anna', once },
    bind: (query: unknown, live: boolean) => {
      binds.push([query, live])
      return (bind as AggregatesOptions['bind'])(query as never, live)
    },
  } as AggregatesOptions
  return { binds, watched, aggregates: openAggregates(port as never, options) }
}
const failing = (error: unknown) => ({
  bind: () => {
    throw error
  },
})

test('[ACC-9] a user may ask what can be bound, and what costs too much; what is refused otherwise may not be asked', () => {
  const may = (more: object) => start(more).aggregates.mayAsk(asked)
  expect(may({})).toBe(true)
  expect(may(failing(new TenureError('input.too-large', 'Too much.', { limit: 'groups', max: 1 })))).toBe(true)
  expect(may(failing(new TenureError('access.denied', 'No.', { missing: 'x' })))).toBe(false)
  expect(() => may(failing(new Error('broken')))).toThrow('broken')
})

test('[ACC-9] an aggregate is bound each time that it is asked, once or live', async () => {
  const { binds, watched, aggregates } = start()
  expect(await aggregates.aggregate(asked)).toEqual({ groups })
  expect(await firstValueFrom(aggregates.watchAggregate(asked))).toEqual({ groups, mode: 'indexed' })
  expect([binds, watched]).toEqual([
    [
      [asked, false],
      [asked, true],
    ],
    ['anna'],
  ])
})

test('[WSP-9] one state is one answer for all who watch it, and a problem ends the stream', async () => {
  const tally = { groups, mode: 'indexed' }
  const { aggregates } = start({ tallies: of(tally) })
  const [first, second] = [await firstValueFrom(aggregates.watchAggregate(asked)), await firstValueFrom(aggregates.watchAggregate(asked))]
  expect(second).toBe(first)
  expect(Object.isFrozen(first)).toBe(true)
  await expect(firstValueFrom(start({ tallies: of({ problem }) }).aggregates.watchAggregate(asked))).rejects.toMatchObject({ problem })
})

test('[WSP-9] where only the first value is wanted, it comes once and the stream does not end', async () => {
  const { binds, watched, aggregates } = start({ once: true, tallies: new Subject() })
  const seen: unknown[] = []
  const subscription = aggregates.watchAggregate(asked).subscribe({ next: (value) => seen.push(value), complete: () => seen.push('end') })
  await new Promise((resolve) => setImmediate(resolve))
  expect([seen.length, binds, watched]).toEqual([1, [[asked, false]], []])
  subscription.unsubscribe()
})
