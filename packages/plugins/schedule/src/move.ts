import { TenureError } from '@tenure/core/contract'
import { type DynamicRecords, implementAction } from '@tenure/core/plugin'
import { toSeries, wholeDays } from '@tenure/core/recurrence'
import { moveContract } from './contract.js'
import { Whole } from './items.js'
import { Due, Links, Moved, meetingNames, Times } from './move-grants.js'
import { moveSeries } from './move-series.js'
import { conflict, invalid, type MeetingValues, type Move, newTimes } from './new-times.js'

/** Moves an item of the Schedule tab. */
export const move = implementAction(moveContract, {
  uses: { whole: Whole, links: Links, times: Times, due: Due, moved: Moved },
  run: async ({ input, whole, links, times, due, moved }) => {
    const { type, id } = input
    if (type === 'task') {
      const task = await read(whole, 'task', id, ['dueAt'])
      demandSame(input, task['dueAt'], id)
      if (input.startAt === undefined) throw invalid('startAt', 'A task is due at a time. Drop it on one.')
      due.edit(id, { dueAt: input.startAt })
      return { id }
    }
    const values = await read(whole, 'meeting', id, meetingNames)
    const { at } = input
    if (at !== undefined && toSeries(values)?.rule !== undefined)
      return { id: await moveSeries({ ...input, at }, values, { whole, links, times, moved }) }
    demandSame(input, wholeDays(values)?.first ?? values['at'], id)
    times.edit(id, newTimes(input))
    return { id }
  },
})

async function read(whole: DynamicRecords, type: string, id: string, select: readonly string[]): Promise<MeetingValues> {
  const { rows } = await whole.list({ type, select, where: { test: 'id-of', type, ids: [id] }, limit: 1 })
  if (rows[0] === undefined)
    throw new TenureError('record.not-found', 'It is no longer there, or you may not see it.', { record: { type, id } })
  return rows[0]
}
function demandSame({ was }: Move, now: unknown, id: string): void {
  if (was !== undefined && now !== was) throw conflict(id, { at: now })
}
