import { firstValueFrom, Subject } from 'rxjs'
import { expect, test } from 'vitest'
import { ManualTiming } from '../fixtures/manual-timing.js'
import { defaultLimits } from '../limits.js'
import { systemTiming } from '../timing.js'
import { CallSlots } from './call-slots.js'

test('[SEC-5] a call that throws before it begins gives its slot back', async () => {
  const slots = new CallSlots({ ...defaultLimits, callsPerUser: 1 }, systemTiming)
  const broken = (): Promise<never> => {
    throw new Error('not begun')
  }
  await expect(slots.run('anna', broken)).rejects.toThrow('not begun')
  expect(await slots.run('anna', async () => 'done')).toBe('done')
})

test('[SEC-5] a call that takes too long is answered, and keeps its slot until it is done', async () => {
  const timing = new ManualTiming()
  const slots = new CallSlots({ ...defaultLimits, callsPerUser: 2, callMs: 30_000 }, timing)
  const slow = new Subject<string>()
  const late = slots.run('anna', () => firstValueFrom(slow))
  timing.advance(29_999)
  expect(await Promise.race([late, slots.run('anna', async () => 'quick')])).toBe('quick')
  timing.advance(1)
  await expect(late).rejects.toMatchObject({ code: 'input.too-large', problem: { details: { limit: 'callMs', max: 30_000 } } })

  const second = slots.run('anna', () => firstValueFrom(slow))
  await expect(slots.run('anna', async () => 'third')).rejects.toMatchObject({ problem: { details: { limit: 'callsPerUser', max: 2 } } })
  expect(await slots.run('ben', async () => 'another user')).toBe('another user')
  slow.next('done')
  expect(await second).toBe('done')
  expect(await Promise.all([slots.run('anna', async () => 1), slots.run('anna', async () => 2)])).toEqual([1, 2])
})

test('[SEC-5] of calls at once, as many run as a user may have; each gives its slot back, whether it fails or not', async () => {
  const slots = new CallSlots({ ...defaultLimits, callsPerUser: 3 }, systemTiming)
  for (let round = 0; round < 50; round++) {
    const calls = Array.from({ length: 5 }, (_, at) =>
      slots.run('anna', async () => {
        await Promise.resolve()
        if (at === 1) throw new Error('failed')
        return at
      }),
    )
    const states = await Promise.allSettled(calls)
    expect(states.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'rejected', 'rejected'])
  }
})
