import type { Steps } from '@tenure/core/slices'
import { expect, test } from 'vitest'
import { Turn } from './turn.js'

const steady = new AbortController().signal
/** A read that goes on until it is asked to end, and says what it saw first and last. */
function readUntil(state: { value: number }, isOver: () => boolean): () => Steps<readonly number[]> {
  return function* () {
    const first = state.value
    while (!isOver()) yield
    return [first, state.value]
  }
}

test('[SEC-17] a long read lets others run while it has the store for itself, and writes wait for its end', async () => {
  const turn = new Turn()
  const state = { value: 1 }
  let over = false
  let turns = 0
  const write = async (): Promise<void> => {
    while (turn.taken !== undefined) await turn.taken
    state.value += 1
  }
  const others = setInterval(() => {
    turns += 1
    if (turns === 2) void write()
    over = turns === 5
  }, 0)
  const reads = [
    turn.read(
      readUntil(state, () => over),
      steady,
    ),
    turn.read(
      readUntil(state, () => over),
      steady,
    ),
  ]
  expect(await reads[0]).toEqual([1, 1])
  // The second began again when it had the store: it saw the state before the write or the one after it, never both.
  const [first, last] = (await reads[1]) ?? []
  expect(first).toBe(last)
  clearInterval(others)
  await write()
  expect(state.value).toBe(3)
})

test('[SEC-17] a long read whose caller leaves ends, and the store is free again', async () => {
  const turn = new Turn()
  const controller = new AbortController()
  setTimeout(() => controller.abort(new Error('left')), 0)
  await expect(
    turn.read(
      readUntil({ value: 1 }, () => false),
      controller.signal,
    ),
  ).rejects.toThrow('left')
  expect(turn.taken).toBeUndefined()
  expect(
    await turn.read(
      readUntil({ value: 7 }, () => true),
      steady,
    ),
  ).toEqual([7, 7])
})
