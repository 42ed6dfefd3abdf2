import { expect, test } from 'vitest'
import { type WiringNode, wire } from './wiring.js'

const node = (id: string, more: Partial<WiringNode> = {}): WiringNode => ({
  ...{ id, gives: [`${id}/s@1`], needs: [], shows: [], answers: [], views: [], collections: [], failed: false },
  ...more,
})
const needs = (...ids: readonly string[]) => ({ needs: ids.map((id) => ({ key: `${id}/s@1`, contribution: 'x/c' })) })
const wired = (nodes: readonly WiringNode[], host: Parameters<typeof wire>[1] = () => false) => {
  const { order, blocked, dependencies } = wire(nodes, host)
  const why = [...blocked].map(([id, problem]) => [id, problem.code === 'plugin.unavailable' ? problem.details.because : ''])
  return { order, blocked: Object.fromEntries(why), dependencies }
}

test('[PLUGIN-4] plugins start after those that they need, in the order of the list otherwise', () => {
  const { order, blocked, dependencies } = wired([node('c', needs('b', 'a')), node('a', needs('a')), node('b', needs('d')), node('d')])
  expect(order).toEqual(['d', 'b', 'a', 'c'])
  expect(blocked).toEqual({})
  expect([...dependencies].map(([id, of]) => [id, ...of])).toEqual([['c', 'b', 'a'], ['a'], ['b', 'd'], ['d']])
})

test('[SDK-4] what the host gives to a plugin nobody else has to', () => {
  const of = (nodes: readonly WiringNode[]) => wired(nodes, (key, plugin) => key === 'h/s@1' && plugin === 'a')
  expect(of([node('a', needs('h'))]).order).toEqual(['a'])
  expect(of([node('b', needs('h'))]).blocked).toEqual({ b: 'x/c needs the service h/s@1, which no plugin gives.' })
})

test('[SDK-4] a service that is missing, or that only another major version has, blocks what needs it, and so on', () => {
  const { order, blocked } = wired([node('a', needs('b')), node('b', needs('z')), node('c', { gives: ['z/s@2'] })])
  expect(order).toEqual(['c'])
  expect(blocked).toEqual({
    a: 'x/c needs the service b/s@1 of the plugin b, which is not running.',
    b: 'x/c needs the service z/s@1, which no plugin gives. There is z/s@2, of another major version.',
  })
  expect(wired([node('a', { failed: true }), node('b', needs('a'))])).toMatchObject({
    ...{ order: [], blocked: { b: 'x/c needs the service a/s@1 of the plugin a, which is not running.' } },
  })
})

test('[SDK-4] a misfit is blocked for its own reason, and one that shows what nobody contributes for that', () => {
  const shows = [{ id: 'b/list', contribution: 'a/tab' }]
  expect(wired([node('a', { shows, misfit: 'Its type is there.', ...needs('z') })]).blocked).toEqual({ a: 'Its type is there.' })
  expect(wired([node('a', { shows })]).blocked).toEqual({ a: 'a/tab shows b/list, which no plugin contributes.' })
  expect(wired([node('a', { shows }), node('b', { answers: ['b/list'] })])).toMatchObject({ order: ['a', 'b'], blocked: {} })
})

test('[SDK-4] a view of a collection that nobody has blocks its plugin until the collection is there', () => {
  const views = [{ of: 'b/list', contribution: 'a/view' }]
  const because = 'a/view is a view of the collection b/list, which no plugin contributes. Correct the name, or add the plugin that has it.'
  expect(wired([node('a', { views })]).blocked).toEqual({ a: because })
  expect(wired([node('a', { views }), node('b', { answers: ['b/list'] })]).blocked).toEqual({ a: because })
  expect(wired([node('a', { views }), node('c', { asksForViews: true })]).blocked).toEqual({ a: because })
  for (const more of [{ collections: ['b/list'] }, { asksForViews: true }])
    expect(wired([node('a', { views }), node('b', more)])).toMatchObject({ order: ['a', 'b'], blocked: {} })
})

test('[SDK-4] each circle is named in full, and blocks its members and those that need them', () => {
  const circle = (path: string) => `Plugins need each other in a circle: ${path}. One of them can take the other's service as optional.`
  const nodes = [
    node('out', needs('a')),
    node('a', needs('b')),
    node('b', needs('a')),
    node('x', needs('y')),
    node('y', needs('x')),
    node('z'),
  ]
  expect(wired(nodes)).toMatchObject({
    order: ['z'],
    blocked: {
      ...{ a: circle('a → b → a'), b: circle('a → b → a'), x: circle('x → y → x'), y: circle('x → y → x') },
      out: 'x/c needs the service a/s@1 of the plugin a, which is not running.',
    },
  })
})

test('[SDK-4] what a member of a circle needs beside it is no part of the circle, and runs', () => {
  const { order, blocked } = wired([node('x', needs('d', 'y')), node('y', needs('x')), node('d')])
  expect(order).toEqual(['d'])
  expect(blocked['x']).toContain('in a circle: x → y → x. ')
})
