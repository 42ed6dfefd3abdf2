import { getValue, use } from '@tenure/core'
import { aUser, createTestHost } from '@tenure/testing'
import { expect, test } from 'vitest'
import { badge, latest, signals, silencePlugin } from './own-point.js'

const seed = { users: [aUser({ id: 'anna' })] }

test('[SDK-3] the owner of a point shows and serves what another plugin contributes', async () => {
  await using host = await createTestHost({ plugins: [use(silencePlugin), use(signals)], seed })
  const anna = host.as('anna')
  expect(getValue(await anna.read(latest, { company: 'c1' }))).toEqual([{ text: 'No answer for 30 days', severity: 'low' }])
  expect(getValue(await anna.read(badge, { company: 'c1' }))).toBe('low')
})

test('[SDK-4] an item leaves with its plugin, and an open stream of the point follows', async () => {
  await using host = await createTestHost({ plugins: [use(silencePlugin), use(signals)], seed })
  const seen: number[] = []
  const watching = host
    .as('anna')
    .watch(latest, { company: 'c1' })
    .subscribe(({ value }) => seen.push(value?.length ?? 0))
  await host.idle()
  await host.remove('beta.silence')
  await expect.poll(() => seen.at(-1)).toBe(0)
  await host.add(use(silencePlugin))
  await expect.poll(() => seen.at(-1)).toBe(1)
  watching.unsubscribe()
})

test('[SDK-3] a plugin runs without an optional service', async () => {
  await using host = await createTestHost({ plugins: [use(silencePlugin)], seed })
  expect(getValue(await host.as('anna').read(badge, { company: 'c1' }))).toBe('none')
})
