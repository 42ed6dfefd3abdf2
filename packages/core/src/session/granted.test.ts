import { expect, test } from 'vitest'
import { whatPeopleFilterBy } from '../contract/grant.js'
import { checkGranted, checkGrantedAggregate, isGranted } from './granted.js'

const targets: Record<string, string> = { 'contact.companies': 'company', 'company.parent': 'company' }
const targetOf = (link: string): string | undefined => targets[link]
const granted = new Set(['contact.name', 'contact.companies', 'company.name'])
const denied = (path: string) => ({
  problem: {
    code: 'access.denied',
    message: `The plugin was not granted to read ${path}. Add it to the plugin's grants.`,
    details: { missing: `read ${path}` },
  },
})
/** What is refused, or nothing. */
function refusal(check: () => void): unknown {
  try {
    check()
    return undefined
  } catch (error) {
    return error
  }
}

test('[BEY-13] a path is granted by its name, by all of its type, or through a link if both of its parts are', () => {
  const is = (path: string, paths: Iterable<string> = granted) => isGranted(path, new Set(paths), targetOf)
  expect([is('contact.name'), is('contact.email'), is('contact.email', ['contact.*']), is('company.email', ['contact.*'])]).toEqual([
    ...[true, false, true, false],
  ])
  expect([is('contact.companies.name'), is('contact.companies.arr')]).toEqual([true, false])
  expect(is('contact.companies.name', ['contact.companies'])).toBe(false)
  expect(is('contact.companies.name', ['company.name'])).toBe(false)
  expect(is('contact.companies.name', ['contact.*', 'company.*'])).toBe(true)
  expect(is('contact.deals.name', ['contact.*', 'company.*'])).toBe(false)
  expect(is('contact.companies.name', ['contact.companies.name'])).toBe(true)
})

test('[BEY-13] a query is refused by the first of what it selects, orders and filters by that was not granted', () => {
  const query = { type: 'contact', select: ['name', 'companies.name'] }
  const check = (more: object, paths = granted) => refusal(() => checkGranted({ ...query, ...more }, paths, targetOf))
  expect(check({})).toBeUndefined()
  expect(check({ select: ['name', 'email'] })).toMatchObject(denied('contact.email'))
  expect(check({ orderBy: [{ by: 'contact.createdAt', direction: 'ascending' }] })).toMatchObject(denied('contact.createdAt'))
  const where = { test: 'is-known', property: 'contact.phone' }
  expect(check({ where })).toMatchObject(denied('contact.phone'))
  const wider = new Set([...granted, whatPeopleFilterBy])
  expect(check({ where }, wider)).toBeUndefined()
  expect(check({ where, select: ['email'] }, wider)).toMatchObject(denied('contact.email'))
})

test('[BEY-13] an aggregate is refused by what it groups, measures and filters by', () => {
  const check = (more: object) => refusal(() => checkGrantedAggregate({ type: 'contact', ...more } as never, granted, targetOf))
  expect([check({}), check({ by: [{ property: 'contact.name' }] })]).toEqual([undefined, undefined])
  expect(check({ by: [{ property: 'contact.email' }] })).toMatchObject(denied('contact.email'))
  expect(check({ measures: [{ measure: 'sum', property: 'contact.arr' }] })).toMatchObject(denied('contact.arr'))
  expect(check({ where: { test: 'is-known', property: 'contact.phone' } })).toMatchObject(denied('contact.phone'))
})
