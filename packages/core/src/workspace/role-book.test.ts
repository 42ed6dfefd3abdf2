import { expect, test } from 'vitest'
import type { AnySettings } from '../contract/settings.js'
import type { ObjectTypeDefinition } from '../schema/definition.js'
import { createRoleBook } from './role-book.js'

const company: ObjectTypeDefinition = {
  ...{ name: 'company', label: 'Company', plural: 'Companies', title: 'name', associations: [], ownership: [], active: true },
  properties: [
    { name: 'csm', kind: 'user', label: 'CSM' },
    { name: 'lead', kind: 'user', label: 'Lead' },
  ],
}
const section = { id: 'acme.x/main', choices: { csm: { from: 'properties', role: 'customer', kinds: ['user'] } } } as unknown as AnySettings

function start() {
  const now = { csm: { main: 'csm', west: 'csm' } as Record<string, string> }
  const reads: string[] = []
  const settings = {
    mapping: () => ({ customer: 'company', serviceRole: null, revenue: [] }),
    read: (_: AnySettings, workspace: string) => {
      reads.push(workspace)
      return { value: { csm: now.csm[workspace] }, version: '1', open: [] }
    },
  }
  const book = createRoleBook(
    settings,
    () => [section],
    () => new Map([['company', company]]),
  )
  const csmIn = (workspace: string) => book.in(workspace).get('customer')?.[0]?.properties['csm']
  return { book, now, reads, csmIn }
}

test('[WSP-9] each workspace has the roles that it chose, worked out once until something changed', () => {
  const { book, now, reads, csmIn } = start()
  now.csm['west'] = 'lead'
  expect([csmIn('main'), csmIn('west'), csmIn('main')]).toEqual(['csm', 'lead', 'csm'])
  expect(reads).toEqual(['main', 'west'])
  now.csm['main'] = 'lead'
  expect(csmIn('main')).toBe('csm')
  book.refresh()
  expect([csmIn('main'), csmIn('west'), csmIn('west')]).toEqual(['lead', 'lead', 'lead'])
  expect(reads).toEqual(['main', 'west', 'main', 'west'])
})

test('[ACC-10] roles are the same value until they are others, so that nobody who is asked with them is asked again', () => {
  const { book, now } = start()
  const [first, west] = [book.in('main'), book.in('west')]
  book.refresh()
  expect([book.in('main'), book.in('main')]).toEqual([first, first])
  expect(book.in('main')).toBe(first)
  now.csm['main'] = 'lead'
  book.refresh()
  const next = book.in('main')
  expect(next).not.toBe(first)
  book.refresh()
  expect(book.in('main')).toBe(next)
  expect(book.in('west')).toBe(west)
})
