import { getValue } from '@tenure/core/contract'
import { expect, test } from 'vitest'
import { scoreDueProperty } from '../../access/internal-property.js'
import { writeAs } from '../../jobs/follow/test-desk.js'
import type { StorageAdapter } from '../../storage/adapter.js'
import { healthContract } from '../contract/health-contract.js'
import { scorePlugin } from './profile-record.js'
import { dueQuery } from './score-clock.js'
import { activated, open, ref, root, scoreOf, store } from './test-scored-host.js'

/** A store that refuses what the keeper of scores stores by itself, as often as it has to. */
function refusing(inner: StorageAdapter) {
  let [left, refused] = [0, 0]
  const commit: StorageAdapter['commit'] = async (batch, io) => {
    if (batch.actor.plugin !== scorePlugin || left === 0) return inner.commit(batch, io)
    left -= 1
    refused += 1
    throw new Error('The disk is full.')
  }
  const refuse = (times: number): void => {
    left = times
  }
  return { storage: { ...inner, commit }, refuse, refused: () => refused }
}

test('[HS-8] scores that could not be stored are tried again a second later, until they are', async () => {
  const { storage, refuse, refused } = refusing(store())
  await using host = await open(storage)
  await activated(host)
  await writeAs(host, (writes) => writes.associate(ref('company', 'b'), { association: 'tickets', to: 't' }))
  expect(await scoreOf(host, 'b')).toEqual([40, 'neutral'])
  refuse(2)
  await writeAs(host, (writes) => writes.archive(ref('ticket', 't')))
  const state = async () => {
    const [score] = await scoreOf(host, 'b')
    const { isBehind } = getValue(await root(host).read(healthContract, { type: 'company', id: 'b' }))
    return [refused(), score, isBehind]
  }
  expect(await state()).toEqual([1, 40, true])
  await host.advance({ ms: 999 })
  expect(await state()).toEqual([1, 40, true])
  await host.advance({ ms: 1 })
  expect(await state()).toEqual([2, 40, true])
  await host.advance({ ms: 1_000 })
  expect(await state()).toEqual([2, 60, false])
})

test('[HS-8] customers that are due are looked up in batches, or counted, and archived ones never are', () => {
  const due = { atom: 0, test: 'at-most', property: scoreDueProperty, kind: 'datetime', value: 7 }
  const query = { type: 'company', every: [due], where: due, order: [], select: [], archived: 'no' }
  expect([dueQuery('company', 7), dueQuery('company', 7, true)]).toEqual([
    { ...query, limit: 200, count: false },
    { ...query, limit: 0, count: true },
  ])
})
