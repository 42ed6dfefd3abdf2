import type { Frame, Problem } from '@tenure/core/contract'
import { expect, test } from 'vitest'
import { questionOf, Topic } from './topic.js'

const lost: Problem = { code: 'storage.failed', message: 'Lost.', details: { transient: true } }
/** A watch, and the frames that its listeners get. */
function open(viewAs?: string) {
  const topic = new Topic('w1', { provider: 'p', input: { search: 'x' }, viewAs })
  const frames: Frame<unknown>[] = []
  topic.frames.subscribe((frame) => frames.push(frame))
  return { topic, frames }
}
const live = (value: unknown, asOf: number) => ({ state: 'live', value, asOf })

test('a watch knows its question, which is another one for another provider, input or user', () => {
  const { topic } = open('ben')
  expect([topic.key, topic.provider, topic.input, topic.viewAs, topic.uses, topic.isAsked, topic.last]).toEqual([
    ...['w1', 'p', { search: 'x' }, 'ben', 0, false, undefined],
  ])
  const question = { provider: 'p', input: { search: 'x' } }
  expect(topic.question).toBe(questionOf({ ...question, viewAs: 'ben' }))
  expect(questionOf(question)).toBe(questionOf({ ...question, viewAs: undefined }))
  const others = [question, { ...question, viewAs: 'ben' }, { ...question, provider: 'q' }, { ...question, input: undefined }]
  expect(new Set(others.map(questionOf)).size).toBe(4)
})

test('a frame replaces the value and a patch changes it, and what stays the same stays the same object', () => {
  const { topic, frames } = open()
  topic.take({ key: 'w1', state: 'live', asOf: 1, value: { rows: [{ id: 'a' }], total: 1 } })
  topic.take({ key: 'w1', state: 'live', asOf: 2, value: { rows: [{ id: 'a' }], total: 2 } })
  const [first, second] = frames as { readonly value: { readonly rows: unknown } }[]
  expect(frames).toEqual([live({ rows: [{ id: 'a' }], total: 1 }, 1), live({ rows: [{ id: 'a' }], total: 2 }, 2)])
  expect(second?.value.rows).toBe(first?.value.rows)
  expect(topic.last).toBe(second)
})

test('a lost connection keeps value and time as stale until all that was missed has come, which is said once', () => {
  const { topic, frames } = open()
  topic.take({ key: 'w1', state: 'live', asOf: 3, value: 'x' })
  topic.settle()
  topic.lose(lost)
  expect(topic.last).toEqual({ state: 'stale', value: 'x', asOf: 3, problem: lost })
  topic.settle()
  topic.settle()
  expect(frames).toStrictEqual([live('x', 3), { state: 'stale', problem: lost, value: 'x', asOf: 3 }, live('x', 3)])
})

test('a watch that has no value yet is stale without one, and stays so until one comes', () => {
  const { topic, frames } = open()
  topic.lose(lost)
  topic.settle()
  topic.take({ key: 'w1', state: 'live', value: 'x' } as never)
  expect(frames).toStrictEqual([{ state: 'stale', problem: lost }, live('x', 0)])
})

test('a value that the server itself calls stale is passed on with its reason', () => {
  const { topic, frames } = open()
  topic.take({ key: 'w1', state: 'stale', asOf: 4, value: 'x', problem: lost })
  expect(frames).toStrictEqual([{ state: 'stale', problem: lost, value: 'x', asOf: 4 }])
})

test('an answer that was read early is current; once the server has said something it changes nothing', () => {
  const early = open()
  early.topic.begin('x', 5)
  early.topic.settle()
  expect(early.frames).toEqual([live('x', 5)])
  expect(early.topic.last).toEqual(live('x', 5))
  early.topic.begin('y', 6)
  expect(early.frames).toHaveLength(1)
  const behind = open()
  behind.topic.lose(lost)
  behind.topic.begin('x', 5)
  expect(behind.frames).toEqual([{ state: 'stale', problem: lost }])
})

test('[SEC-5] the end of a session reaches those who listen, and leaves neither value nor end behind', () => {
  const { topic, frames } = open()
  topic.take({ key: 'w1', state: 'live', asOf: 1, value: 'secret' })
  topic.forget(lost)
  expect([frames.at(-1), topic.last]).toStrictEqual([{ state: 'stale', problem: lost }, undefined])
  topic.settle()
  topic.lose(lost)
  expect(frames).toStrictEqual([live('secret', 1), { state: 'stale', problem: lost }, { state: 'stale', problem: lost }])
})
