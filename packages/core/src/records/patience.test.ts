import { memory, record } from '@tenure/memory'
import { expect, test } from 'vitest'
import { testKernel } from '../host/test-kernel.js'
import { Company } from '../schema/object-types.js'
import type { CommitResult, StorageAdapter, WriteBatch } from '../storage/adapter.js'

type Answer = (commit: () => Promise<CommitResult>) => Promise<CommitResult>
const seed = {
  users: [{ id: 'vera', name: 'Vera', seat: true, superAdmin: true }],
  records: [record(Company, 'c1', { name: 'Northwind' })],
}
const lost: Answer = async () => ({ ok: false, because: 'unknown' })
const answerLost: Answer = async (commit) => commit().then(() => ({ ok: false, because: 'unknown' }))
const torn: Answer = async (commit) => commit().then(() => Promise.reject(new TypeError('fetch failed')))
const busy =
  (retryAfterMs?: number): Answer =>
  async () => ({ ok: false, because: 'retry', ...(retryAfterMs !== undefined && { retryAfterMs }) })
const honest: Answer = (commit) => commit()

/** A store that answers its commits like this, one after the other, and honestly from then on. */
async function start(answers: readonly Answer[], more: Partial<StorageAdapter['capabilities']> = {}) {
  const whole = memory(seed)
  const sent: WriteBatch[] = []
  const storage: StorageAdapter = {
    ...whole,
    capabilities: { ...whole.capabilities, remote: true, ...more },
    commit: (batch, io) => {
      sent.push(batch)
      const commit = () => whole.commit(more.atomic === 'record' ? { ...batch, key: `${batch.key} ${sent.length}` } : batch, io)
      return (answers[sent.length - 1] ?? honest)(commit)
    },
  }
  const kernel = await testKernel(seed, undefined, storage)
  const told: number[] = []
  kernel.live
    .watch({ subject: 'vera', bind: () => kernel.access.bind(kernel.askers.get('vera'), question, { count: true }) })
    .subscribe((state) => 'records' in state && told.push(state.records.length))
  await kernel.idle()
  const by = { asker: kernel.askers.get('vera'), actor: { source: 'user' } } as const
  const create = (key?: string) =>
    kernel.writer.write({ ...by, ...(key !== undefined && { key }) }, [
      { write: 'create', type: 'company', id: 'new', values: { name: 'New' } },
    ])
  const rename = () => kernel.writer.write(by, [{ write: 'update', type: 'company', id: 'c1', values: { name: 'Contoso' } }])
  return { kernel, sent, told, create, rename }
}
const question = { type: 'company', select: ['name'] }
/** Lets the writer run until it waits for the clock, and moves that on, until it has answered. */
async function settle<T>({ kernel }: Awaited<ReturnType<typeof start>>, answer: Promise<T>): Promise<T> {
  let isDone = false
  void answer.finally(() => {
    isDone = true
  })
  while (!isDone) {
    await new Promise((resolve) => setImmediate(resolve))
    await kernel.clock.advance({ ms: 5_000 })
  }
  return answer
}

test.each([
  ['whose answer was lost', answerLost],
  ['that threw after it was made', torn],
  ['that never arrived', lost],
])('[ST51] a commit %s is repeated under its key, made once, and shown', async (_, first) => {
  for (const key of [undefined, 'k']) {
    const running = await start([first])
    expect(await settle(running, running.create(key))).toMatchObject({ ok: true, value: { changed: true } })
    expect(new Set(running.sent.map((batch) => batch.key)).size).toBe(1)
    expect([running.sent.length, running.told.at(-1)]).toEqual([2, 2])
    await running.kernel.close()
  }
})

test('[ST51] a store that stays silent leaves open what was written, and the same key asks again', async () => {
  const running = await start([answerLost, lost, lost, lost, lost, lost])
  const silent = await settle(running, running.create('k'))
  expect(silent).toMatchObject({ ok: false, problem: { code: 'storage.unknown', details: { store: 'memory' } } })
  expect(silent.ok || silent.problem.message).not.toMatch(/nothing/i)
  expect(running.told.at(-1)).toBe(1)
  expect(await settle(running, running.create('k'))).toMatchObject({
    ok: true,
    value: { changed: true, records: [{ ref: { id: 'new' } }] },
  })
  expect([running.sent.length, running.told.at(-1)]).toEqual([7, 2])
  await running.kernel.close()
})

test('[ST51] a store without keys cannot tell its own write from another, so a lost one stays open', async () => {
  const running = await start([answerLost], { atomic: 'record' })
  expect(await settle(running, running.rename())).toMatchObject({ ok: false, problem: { code: 'storage.unknown' } })
  expect(running.sent.length).toBe(2)
  await running.kernel.close()
})

test('[ST51] only a store that can lose an answer gets a key with every batch; without one, a lost commit is not made twice', async () => {
  const running = await start([honest, answerLost], { remote: false })
  await settle(running, running.rename())
  expect(await settle(running, running.create())).toMatchObject({ ok: false, problem: { code: 'storage.unknown' } })
  expect(running.sent.map(({ key }) => key)).toEqual([undefined, undefined])
  await running.kernel.close()
})

test('[ST47] a busy store is asked again after the pause that it names, at most 5 s, and not before', async () => {
  const running = await start([busy(700), busy(3_600_000)])
  const answer = running.rename()
  const sentAfter = async (ms: number) => {
    await running.kernel.clock.advance({ ms })
    for (let turn = 0; turn < 5; turn++) await new Promise((resolve) => setImmediate(resolve))
    return running.sent.length
  }
  expect([await sentAfter(0), await sentAfter(699), await sentAfter(1)]).toEqual([1, 1, 2])
  expect([await sentAfter(4_999), await sentAfter(1)]).toEqual([2, 3])
  expect(await answer).toMatchObject({ ok: true })
  await running.kernel.close()
})

test('[ST47] closing ends the patience with a busy store', async () => {
  const running = await start(Array.from({ length: 9 }, () => busy(5_000)))
  const answer = running.rename()
  while (running.sent.length === 0) await new Promise((resolve) => setImmediate(resolve))
  await running.kernel.close()
  expect(await answer).toMatchObject({ ok: false, problem: { code: 'storage.failed' } })
  expect(running.sent.length).toBeLessThan(3)
})

test('[ST47] a store that stays busy has written nothing, and says so', async () => {
  const running = await start(Array.from({ length: 6 }, () => busy()))
  expect(await settle(running, running.rename())).toMatchObject({
    ok: false,
    problem: { code: 'storage.failed', message: expect.stringContaining('Nothing was written'), details: { transient: true } },
  })
  expect(running.sent.length).toBe(6)
  await running.kernel.close()
})
