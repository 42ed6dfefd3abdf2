import { expect, test } from 'vitest'
import type { CommitResult, StorageAdapter, WriteBatch } from '../../storage/adapter.js'
import { activated, open, scoreOf, store } from './test-scored-host.js'

const unlimited = { signal: new AbortController().signal }
const isScoreOf = ({ writes }: WriteBatch, id: string): boolean =>
  writes.some((write) => write.write === 'patch' && write.ref.id === id && 'healthScore' in write.values)

test('[HS-8] a customer that is written while a run scores it is scored by what was written', async () => {
  const inner = store()
  const refused: CommitResult[] = []
  let isLate = true
  const storage: StorageAdapter = {
    ...inner,
    async commit(batch, io) {
      if (isLate && isScoreOf(batch, 'b')) {
        isLate = false
        const values = { employees: 5 }
        const write = { write: 'patch', ref: { type: 'company', id: 'b' }, values } as const
        await inner.commit({ atomic: true, at: batch.at, actor: { source: 'api' }, writes: [write] }, unlimited)
      }
      const result = await inner.commit(batch, io)
      if (!result.ok) refused.push(result)
      return result
    },
  }
  await using host = await open(storage)
  await activated(host)
  expect(await scoreOf(host, 'a')).toEqual([40, 'neutral'])
  expect(await scoreOf(host, 'b')).toEqual([20, 'at-risk'])
  expect(refused).toMatchObject([{ because: 'conflict' }])
})
