import { expect, test } from 'vitest'
import type { Connection } from '../connection.js'
import type { ChangeFeed } from '../feed/change-feed.js'
import { StoreState, toSeq } from './store-state.js'

/** A state, and the transactions that it opened. */
function state(readonly: boolean) {
  const modes: string[] = []
  const transact = (mode: string, work: () => unknown) => {
    modes.push(mode)
    return work()
  }
  const connection = { transact } as unknown as Connection
  const feed = { head: 3, refresh: () => 7, cursorOf: (seq: number) => `life.${seq}` } as unknown as ChangeFeed
  return { state: new StoreState(connection, feed, readonly), modes }
}

test('who writes alone knows where the store is, and needs no transaction', () => {
  const { state: own, modes } = state(false)
  expect([own.head(), own.now(), own.together(() => 'read'), modes]).toEqual([3, 'life.3', 'read', []])
})

test('beside another process that writes, the place is looked up and what belongs together is read in one transaction', () => {
  const { state: shared, modes } = state(true)
  expect([shared.head(), shared.now(), shared.together(() => 'read'), modes]).toEqual([7, 'life.7', 'read', ['deferred']])
})

test('the place that another process read is the first value of its first row', () => {
  expect([[[5, 6], [7]], [[]], [], undefined].map(toSeq)).toEqual([5, 0, 0, 0])
  expect([state(false).state.cursorOf([[5]]), state(true).state.cursorOf(undefined)]).toEqual(['life.5', 'life.0'])
})
