import { expect, onTestFinished, test, vi } from 'vitest'
import { Fuse } from './fuse.js'

/** A fuse on clocks of its own: what passes on the wall, and what the process itself uses, in milliseconds. */
function open() {
  const used = { user: 0, system: 0 }
  let now = 1_000
  vi.spyOn(performance, 'now').mockImplementation(() => now)
  vi.spyOn(process, 'cpuUsage').mockImplementation((since = { user: 0, system: 0 }) => ({
    user: used.user * 1_000 - since.user,
    system: used.system * 1_000 - since.system,
  }))
  onTestFinished(() => void vi.restoreAllMocks())
  const pass = (ms: number, user: number, system: number): void => {
    now += ms
    used.user += user
    used.system += system
  }
  return { fuse: new Fuse(), pass }
}

test('[SEC-17] a statement is stopped once it has used its time of the processor, its own or that of the system for it', () => {
  const { fuse, pass } = open()
  pass(500, 40, 40)
  const lasting = (user: number, system: number) =>
    fuse.run(10, () => {
      pass(20, user, system)
      return fuse.check()
    })
  expect([lasting(9, 0), lasting(0, 9), lasting(5, 4)]).toEqual([1, 1, 1])
  expect([lasting(10, 0), lasting(0, 10), lasting(5, 5)]).toEqual([undefined, undefined, undefined])
})

test('[SEC-17] time that passes while others run is no fault of the statement, and what is left of its own is', () => {
  const { fuse, pass } = open()
  const steps = (...each: readonly (readonly [ms: number, user: number])[]) =>
    fuse.run(10, () => {
      for (const [ms, user] of each) {
        pass(ms, user, 0)
        fuse.check()
      }
      return 'done'
    })
  expect(steps([1_000, 4], [1_000, 4])).toBe('done')
  expect(steps([1_000, 4], [1_000, 4], [1_000, 4])).toBeUndefined()
  // Within the time on the wall the processor is not asked.
  expect(steps([10, 50])).toBe('done')
  expect(steps([11, 50])).toBeUndefined()
})

test('a statement outside of a limit is not stopped, and another error is passed on', () => {
  const { fuse, pass } = open()
  expect(fuse.run(10, () => 'done')).toBe('done')
  pass(10_000, 10_000, 0)
  expect(fuse.check()).toBe(1)
  expect(() =>
    fuse.run(10, () => {
      throw new Error('disk full')
    }),
  ).toThrow('disk full')
  pass(10_000, 10_000, 0)
  expect(fuse.check()).toBe(1)
})
