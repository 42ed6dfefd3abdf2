import { expect, test } from 'vitest'
import { InMemoryHost, listContract, onceContract, renameContract } from '../fixtures/in-memory-host.js'
import { findAction, findProvider } from './find-contract.js'

test('a contract is found by its id among its own kind, and after another installation among the new ones', () => {
  const host = new InMemoryHost()
  const find = () => [
    findProvider(host, listContract.id),
    findProvider(host, onceContract.id),
    findProvider(host, renameContract.id),
    findAction(host, renameContract.id),
    findAction(host, listContract.id),
  ]
  for (const _ of [1, 2]) expect(find()).toEqual([listContract, onceContract, undefined, renameContract, undefined])
  const next = { providers: [onceContract], actions: [] }
  host.contracts = () => next
  for (const _ of [1, 2]) expect(find()).toEqual([undefined, onceContract, undefined, undefined, undefined])
})
