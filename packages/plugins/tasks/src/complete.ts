import { Task } from '@tenure/core/contract'
import { edits, implementAction } from '@tenure/core/plugin'
import { completeContract } from './contract.js'

/** What completing writes: the core keeps the time of it. */
export const States = edits(Task.status)

/** Completes a task. */
export const complete = implementAction(completeContract, {
  uses: { states: States },
  run: ({ input: { task }, states }) => {
    states.edit(task, { status: 'completed' })
    return {}
  },
})
