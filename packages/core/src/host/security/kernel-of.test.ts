import { expect, test, vi } from 'vitest'
import type { Session } from '../../contract/call.js'
import type { Kernel } from '../kernel.js'
import { kernelOf } from './kernel-of.js'

/** A kernel that keeps what it is asked for. */
function fakeKernel() {
  const spies = Object.fromEntries(
    ['write', 'draft', 'start', 'cancel', 'get', 'resume', 'add', 'idle', 'dispose', 'extend', 'define'].map((name) => [
      name,
      vi.fn(() => name),
    ]),
  )
  const { write, draft, dispose, extend, define, ...runner } = spies
  const queue = {}
  const kernel = {
    writer: { queue, write, draft },
    runner: { ...runner, [Symbol.asyncDispose]: dispose },
    ...{ extend, define, clock: 'the clock' },
  } as unknown as Kernel
  return { kernel, spies, queue }
}
const withToken = { user: 'anna', source: 'api' } as Session
const asker = 'the asker' as never
const fill = (async () => {}) as never
const anna = { source: 'user', user: 'anna' } as const
const annaByToken = { source: 'api', user: 'anna' }

test('[SEC-13] what a user changes with a token is of the source api, in everything that a kernel writes', () => {
  const { kernel, spies, queue } = fakeKernel()
  const { writer, runner, extend, define } = kernelOf(kernel, withToken)
  expect(writer.queue).toBe(queue)
  expect([
    writer.write({ asker, actor: anna } as never, ['a write'] as never),
    writer.draft({ asker, actor: anna }, fill),
    runner.start({ kind: 'bulk', source: 'user' } as never),
    extend('extensions' as never, anna),
    define('a type' as never, { asker, actor: anna } as never),
  ]).toEqual(['write', 'draft', 'start', 'extend', 'define'])
  expect(spies['write']?.mock.calls).toEqual([[{ asker, actor: annaByToken }, ['a write']]])
  expect(spies['draft']?.mock.calls).toEqual([[{ asker, actor: annaByToken }, fill]])
  expect(spies['start']?.mock.calls).toEqual([[{ kind: 'bulk', source: 'api' }]])
  expect(spies['extend']?.mock.calls).toEqual([['extensions', annaByToken]])
  expect(spies['define']?.mock.calls).toEqual([['a type', { asker, actor: annaByToken }]])
})

test('[SEC-13] what the core itself writes keeps its source, and nothing is said about an extension that nobody made', () => {
  const { kernel, spies } = fakeKernel()
  const { writer, extend } = kernelOf(kernel, withToken)
  void writer.draft({ asker, actor: { source: 'system' } }, fill)
  void extend('extensions' as never)
  expect(spies['draft']?.mock.calls).toEqual([[{ asker, actor: { source: 'system' } }, fill]])
  expect(spies['extend']?.mock.calls).toEqual([['extensions', undefined]])
})

test('[SEC-13] runs are read, cancelled and ended as ever, and the rest of the kernel is the same', async () => {
  const { kernel, spies } = fakeKernel()
  const { runner, clock } = kernelOf(kernel, withToken)
  expect([runner.cancel('r1'), runner.get('r2'), runner.add('a kind' as never), runner.resume(), runner.idle()]).toEqual([
    ...['cancel', 'get', 'add', 'resume', 'idle'],
  ])
  await runner[Symbol.asyncDispose]()
  for (const [name, given] of [
    ['cancel', ['r1']],
    ['get', ['r2']],
    ['add', ['a kind']],
    ['resume', []],
    ['idle', []],
    ['dispose', []],
  ] as const)
    expect([name, spies[name]?.mock.calls]).toEqual([name, [given]])
  expect(clock).toBe('the clock')
})

test('[SEC-13] without a token the kernel is as it is', () => {
  const { kernel } = fakeKernel()
  expect(kernelOf(kernel, undefined)).toBe(kernel)
  expect(kernelOf(kernel, { user: 'anna' } as Session)).toBe(kernel)
})
