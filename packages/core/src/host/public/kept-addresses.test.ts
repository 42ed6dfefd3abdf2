import { memory } from '@tenure/memory'
import { expect, test } from 'vitest'
import type { Session } from '../../contract/call.js'
import type { StorageAdapter } from '../../storage/adapter.js'
import { testKernel } from '../test-kernel.js'
import { keptAddressType, openKeptAddresses } from './kept-addresses.js'

const users = ['anna', 'ben'].map((id) => ({ id, name: id, seat: true }))
const sessionOf = (user: string): Session => ({ user }) as Session
const start = async () => {
  const storage = memory({ users }) as unknown as StorageAdapter
  const kernel = await testKernel({ users }, undefined, storage)
  const read = async (id: string) => (await storage.read([{ type: keptAddressType, id }], { signal: new AbortController().signal }))[0]
  return {
    kernel,
    read,
    addressesOf: (plugin: string, user?: string) => openKeptAddresses(kernel, plugin, user === undefined ? undefined : sessionOf(user)),
  }
}
const address = 'https://example.com/feed?secret=7'

test('[SEC-12] an address is found by the user who kept it and in jobs, and by the same plugin alone', async () => {
  const { kernel, read, addressesOf } = await start()
  const id = await addressesOf('acme.feed', 'anna').keep(address)
  const found = (plugin: string, user?: string) => addressesOf(plugin, user).find(id)
  expect(await Promise.all([found('acme.feed', 'anna'), found('acme.feed')])).toEqual([address, address])
  expect(await Promise.all([found('acme.feed', 'ben'), found('acme.other', 'anna'), found('acme.other')])).toEqual(Array(3).fill(undefined))
  expect(await addressesOf('acme.feed', 'anna').find('none')).toBeUndefined()
  expect(id).not.toContain('example')
  expect((await read(id))?.values).toMatchObject({
    ...{ name: 'acme.feed', plugin: 'acme.feed', user: 'anna', address },
    createdAt: kernel.clock.now(),
  })
})

test('[SEC-12] an address is forgotten by who finds it, and nothing of it stays in the store', async () => {
  const { read, addressesOf } = await start()
  const ids = [await addressesOf('acme.feed', 'anna').keep(address), await addressesOf('acme.feed', 'anna').keep('https://example.com/b')]
  const [first = '', second = ''] = ids
  await addressesOf('acme.feed', 'ben').forget(first)
  await addressesOf('acme.other').forget(first)
  expect(await addressesOf('acme.feed', 'anna').find(first)).toBe(address)
  await addressesOf('acme.feed', 'anna').forget(first)
  await addressesOf('acme.feed').forget(second)
  await addressesOf('acme.feed').forget(second)
  expect(await Promise.all(ids.map((id) => addressesOf('acme.feed').find(id)))).toEqual([undefined, undefined])
  expect(await Promise.all(ids.map(read))).toEqual([null, null])
})

test('[SEC-12] an address has 1 to 2000 characters, and a job keeps none', async () => {
  const { addressesOf } = await start()
  const message = 'A user keeps an address of 1 to 2000 characters.'
  const problem = { code: 'input.invalid', details: { issues: [{ path: ['address'], message }] } }
  const anna = addressesOf('acme.feed', 'anna')
  for (const wrong of [anna.keep(''), anna.keep('a'.repeat(2_001)), addressesOf('acme.feed').keep(address)])
    await expect(wrong).rejects.toMatchObject({ problem: { ...problem, message } })
  const longest = 'a'.repeat(2_000)
  expect(await anna.find(await anna.keep(longest))).toBe(longest)
  expect(await anna.find(await anna.keep('a'))).toBe('a')
})
