import { expect, test } from 'vitest'
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
