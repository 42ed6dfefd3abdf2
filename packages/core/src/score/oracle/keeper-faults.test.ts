import { expect, test } from 'vitest'
import { aliasType } from '../../access/alias-book.js'
import { scoreDueProperty } from '../../access/internal-property.js'
import type { Values } from '../../schema/value.js'
import type { Write, WriteBatch } from '../../storage/adapter.js'
import { keptStatus, scorePlugin } from '../keeper/profile-record.js'
import { faultOf } from './test-history.js'
import type { Turn, World } from './test-world.js'

// What a keeper with a fault would store, and the shortest history in which the oracle has to find it; without the fault it finds nothing. One process
// alone: another one sees what is missing, and mends it.

/** The batch with other values in its patches; one without any left is not written. */
function withPatches(batch: WriteBatch, change: (values: Values) => Values): WriteBatch {
  const writes = batch.writes.flatMap((write): readonly Write[] => {
    if (write.write !== 'patch') return [write]
    const values = change(write.values)
    return Object.keys(values).length === 0 ? [] : [{ ...write, values }]
  })
  return { ...batch, writes }
}
function unmarked(batch: WriteBatch): WriteBatch {
  return withPatches(batch, ({ [scoreDueProperty]: _, ...values }) => values)
}
// Neither the scores are stored with it, nor is noted that they are due.
function alone({ consequence: _, ...batch }: WriteBatch): WriteBatch {
  return unmarked(batch)
}
const where =
  (is: (batch: WriteBatch) => boolean, change = unmarked) =>
  (batch: WriteBatch): WriteBatch =>
    is(batch) ? change(batch) : batch
const isScore = ({ actor }: WriteBatch): boolean => actor.plugin === scorePlugin
// 39.6 is shown as 39, and is 40 when it is rounded first.
const rounded = (values: Values): Values => (values['healthScore'] === 39 ? { ...values, [keptStatus]: 'neutral' } : values)
const timeless = (values: Values): Values => (scoreDueProperty in values ? { ...values, [scoreDueProperty]: null } : values)

const turn = (...acts: Turn['acts']): Turn => ({ acts, late: false, wait: 0 })
const activate: Turn['acts'][number] = { do: 'activate', host: 0, model: 0 }
type Set = Extract<Turn['acts'][number], { readonly do: 'set'; readonly type: 'company' }>
const set = (values: Set['values']): Set => ({ do: 'set', host: 0, type: 'company', place: 0, values })
const ofTicket = (what: 'archive' | 'restore'): Turn => turn({ do: what, host: 0, type: 'ticket', place: 4 })
// A name is nothing that a score looks at: the customer only has another version than the one that was read.
function renameDuringRun({ store, run }: World): void {
  store.beforeLinks = () => run(set({ name: 'Beta' }))
}
interface Case {
  readonly what: string
  readonly turns: readonly Turn[]
  readonly fault: (batch: WriteBatch) => WriteBatch
  readonly before?: (world: World) => void
}
const cases: readonly Case[] = [
  {
    what: 'a forgotten link',
    turns: [turn(activate), turn({ do: 'link', host: 0, type: 'ticket', place: 0, company: 0 })],
    fault: where(({ writes }) => writes.some(({ write }) => write === 'link'), alone),
  },
  {
    what: 'an ignored restore',
    turns: [turn(activate), ofTicket('archive'), ofTicket('restore')],
    fault: where(({ writes }) => writes.some(({ write }) => write === 'restore')),
  },
  {
    what: 'an ignored merge',
    turns: [turn(activate), turn({ do: 'merge', host: 0, type: 'company', place: 0, other: 4 })],
    fault: where(({ writes }) => writes.some((write) => 'ref' in write && write.ref.type === aliasType)),
  },
  {
    what: 'a clock that nothing waits for',
    turns: [turn(activate), { ...turn(set({ name: 'Beta' })), wait: 259_200_000 }],
    fault: where(isScore, (batch) => withPatches(batch, timeless)),
  },
  {
    what: 'a run that skips who changed meanwhile',
    turns: [turn(activate)],
    fault: where((batch) => isScore(batch) && batch.writes.some(isMark)),
    before: renameDuringRun,
  },
  {
    what: 'a status from the rounded total',
    turns: [turn({ do: 'activate', host: 0, model: 2 }), turn(set({ industry: 'Air' }))],
    fault: where(isScore, (batch) => withPatches(batch, rounded)),
  },
]
function isMark(write: Write): boolean {
  return write.write === 'patch' && scoreDueProperty in write.values && !(keptStatus in write.values)
}

test.each(cases)('[HS-8] the oracle finds $what', async ({ turns, fault, before }) => {
  const run = (broken: boolean) =>
    faultOf(turns, { processes: 1 }, (world) => {
      before?.(world)
      if (broken) world.store.fault = fault
    })
  expect(await run(false)).toBeUndefined()
  expect(await run(true)).toMatch(/^after turn \d+: .*c\d/)
})
