import { Company, getValue, rowOf } from '@tenure/core/contract'
import { expect, test, vi } from 'vitest'
import type { StorageAdapter } from '../../storage/adapter.js'
import { changeProfileContract } from '../contract/profile-contract.js'
import { activated, open, root, scoreOf, store } from './test-scored-host.js'

// Two processes on one store: each follows what the other commits.

function sharing(inner: StorageAdapter): () => StorageAdapter {
  return () => ({ ...inner, capabilities: { ...inner.capabilities, shared: true } })
}

test('[HS-8] a profile that another process activates makes score and status computed here, and deactivated lets them go', async () => {
  const shared = sharing(store())
  await using first = await open(shared())
  await using second = await open(shared())
  getValue(await root(second).edit('a', Company.healthScore, 12))
  const { profile, version } = await activated(first)
  await vi.waitFor(async () =>
    expect(await root(second).edit('a', Company.healthScore, 99)).toMatchObject({ ok: false, problem: { code: 'input.invalid' } }),
  )
  expect(await scoreOf(second, 'a')).toEqual([40, 'neutral'])
  getValue(await root(second).edit('a', Company.employees, 500))
  await second.idle()
  expect(await scoreOf(first, 'a')).toEqual([60, 'neutral'])
  getValue(await root(first).act(changeProfileContract, { profile, version, change: 'deactivate', alerts: false }))
  await vi.waitFor(async () => getValue(await root(second).edit('a', Company.healthScore, 99)))
  expect((await root(second).records.find('a', rowOf(Company.healthScore)))?.healthScore).toBe(99)
})

// Each once marked for the other what the other had just scored, without an end.
test('[HS-8] of two processes that hear of the same change one writes the score, and the other leaves it', async () => {
  const inner = store()
  const shared = sharing(inner)
  await using first = await open(shared())
  await using second = await open(shared())
  await activated(first)
  for (const [host, size] of [
    [second, 500],
    [first, 5],
    [second, 50],
  ] as const) {
    await vi.waitFor(async () => getValue(await root(host).edit('a', Company.employees, size)))
    await Promise.all([first.idle(), second.idle()])
  }
  expect([await scoreOf(first, 'a'), await scoreOf(second, 'a')]).toEqual([
    [40, 'neutral'],
    [40, 'neutral'],
  ])
  const version = async () => (await inner.read([{ type: 'company', id: 'a' }], { signal: new AbortController().signal }))[0]?.version
  const settled = await version()
  await Promise.all([first.advance({ ms: 5_000 }), second.advance({ ms: 5_000 })])
  expect(await version()).toBe(settled)
})
