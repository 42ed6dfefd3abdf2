import { expect, test } from 'vitest'
import { builtInTypes } from '../schema/built-in-definitions.js'
import type { Values } from '../schema/value.js'
import { knownRights } from './known-rights.js'

const schema = new Map(builtInTypes.map((type) => [type.name, type]))
const issuesOf = (after: object | undefined, before?: object, type = 'permissionSet') =>
  knownRights({ schema, permissions: ['acme.x/write'] }, [
    { ref: { type, id: 's1' }, before: before as Values | undefined, after: after as Values | undefined },
  ])
const all = { view: 'all', edit: 'all', delete: 'all' }
const noProperty = (list: string, path: string) => ({
  path: [list],
  message: `There is no property ${path}. Name it by its object type, such as company.arr.`,
})

test('[ACC-8] [ACCESS-15] what is hidden or read-only names properties that exist', () => {
  expect(issuesOf({ hidden: ['company.arr', 'company.none', 'arr'], readOnly: ['none.name', 'company.name'] })).toEqual([
    noProperty('hidden', 'company.none'),
    noProperty('hidden', 'arr'),
    noProperty('readOnly', 'none.name'),
  ])
  expect(issuesOf({ hidden: ['gone.x', 'gone.y'] }, { hidden: ['gone.x'] })).toEqual([noProperty('hidden', 'gone.y')])
})

test('[ACC-1] [ACCESS-15] a permission is one of the core or of a plugin, or one that was there before', () => {
  expect(issuesOf({ permissions: ['workspace.access', 'settings.manage', 'acme.x/write'] })).toEqual([])
  expect(issuesOf({ permissions: ['acme.x/wrte', 'zzz'] })).toEqual([
    { path: ['permissions'], message: 'There is no permission acme.x/wrte. Did you mean "acme.x/write"?' },
    { path: ['permissions'], message: 'There is no permission zzz.' },
  ])
  expect(issuesOf({ permissions: ['gone', 'zzz'] }, { permissions: ['gone'] }).map(({ message }) => message)).toEqual([
    'There is no permission zzz.',
  ])
})

test('[ACC-7] [ACCESS-15] rights name object types that people own, the star, or what was named before', () => {
  expect(issuesOf({ objects: { '*': all, company: all } })).toEqual([])
  expect(issuesOf({ objects: { compny: all, setting: all, gone: all } }, { objects: { gone: all } })).toEqual([
    { path: ['objects', 'compny'], message: 'There is no object type compny. Did you mean "company"?' },
    { path: ['objects', 'setting'], message: 'Rights to setting cannot be given: the workspace itself decides who sees and changes it.' },
  ])
  expect(issuesOf({ objects: { company: { view: 'most' } } })).toEqual([
    {
      path: ['objects'],
      message: 'Rights to records name, for each object type, how far view, edit and delete reach: all, team, own or none.',
    },
  ])
})

test('[ACCESS-15] rights that stay as they are, that go, or that a record of another type names are not looked at', () => {
  const broken = { objects: { company: 'most' } }
  expect([issuesOf(broken, broken), issuesOf({ objects: null }, broken), issuesOf(undefined, broken)]).toEqual([[], [], []])
  expect(issuesOf({ hidden: ['none.x'] }, undefined, 'company')).toEqual([])
  expect(issuesOf({ hidden: ['none.x'] }, undefined, 'user')).toHaveLength(1)
})
