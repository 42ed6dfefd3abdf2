import { expect, test } from 'vitest'
import type { Values } from '../schema/value.js'
import { createDirectory } from './directory.js'
import { teamParents } from './team-parents.js'

const stored = (id: string, parent?: string) => ({
  ref: { type: 'team', id },
  version: '1',
  values: { name: id, ...(parent && { parent }) },
})
const directory = createDirectory([stored('world'), stored('emea', 'world'), stored('dach', 'emea'), stored('apac', 'world')])
type Write = readonly [id: string, before: Values | undefined, after: Values | undefined]
const issuesOf = (...writes: readonly Write[]) =>
  teamParents(
    directory,
    writes.map(([id, before, after]) => ({ ref: { type: 'team', id }, before, after })),
  )
const nameless = [{ path: ['name'], message: 'A team needs a name.' }]
const below = [{ path: ['parent'], message: 'A team cannot be below itself. Choose another team above it.' }]

test('[WSP-3] a team has a name that is not blank', () => {
  for (const name of [undefined, null, '', '  ', 5]) expect(issuesOf(['new', undefined, { name: name as never }])).toEqual(nameless)
  expect(issuesOf(['new', undefined, { name: 'New' }], ['world', { name: 'world' }, undefined])).toEqual([])
})

test('[WSP-3] a team is below one that exists, in the store or in the same batch', () => {
  expect(issuesOf(['new', undefined, { name: 'New', parent: 'none' }])).toEqual([{ path: ['parent'], message: 'There is no team none.' }])
  expect(issuesOf(['new', undefined, { name: 'New', parent: 'dach' }])).toEqual([])
  expect(issuesOf(['one', undefined, { name: 'One', parent: 'two' }], ['two', undefined, { name: 'Two' }])).toEqual([])
  expect(issuesOf(['emea', { name: 'emea' }, undefined], ['new', undefined, { name: 'New', parent: 'emea' }])).toEqual([
    { path: ['parent'], message: 'There is no team emea.' },
  ])
})

test('[WSP-3] a team is never below itself, however many teams are between; what was so before may stay', () => {
  expect(issuesOf(['world', { name: 'world' }, { name: 'world', parent: 'world' }])).toEqual(below)
  expect(issuesOf(['world', { name: 'world' }, { name: 'world', parent: 'dach' }])).toEqual(below)
  const moved = { name: 'apac', parent: 'dach' }
  expect(issuesOf(['apac', { name: 'apac', parent: 'world' }, moved])).toEqual([])
  const crossed: readonly Write[] = [
    ['apac', { name: 'apac', parent: 'world' }, moved],
    ['emea', { name: 'emea', parent: 'world' }, { name: 'emea', parent: 'apac' }],
  ]
  expect(issuesOf(...crossed)).toEqual([...below, ...below])
  expect(issuesOf(['old', { name: 'Old', parent: 'gone' }, { name: 'Older', parent: 'gone' }])).toEqual([])
})

test('[WSP-3] a team below a circle of others is looked at once around, and records of other types not at all', () => {
  const circle = createDirectory([stored('a', 'b'), stored('b', 'a')])
  const write = { ref: { type: 'team', id: 'c' }, before: undefined, after: { name: 'C', parent: 'a' } }
  expect(teamParents(circle, [write])).toEqual([])
  expect(teamParents(circle, [{ ...write, ref: { type: 'user', id: 'c' }, after: {} }])).toEqual([])
})
