import { expect, test } from 'vitest'
import { isTenureError, type Problem, TenureError } from '../errors/tenure-error.js'
import { bindFilter } from './bind.js'
import { type BindEnv, bindThrough, findTarget, getAssociation, getTarget, startBinding, toHop } from './binding.js'
import { company, deal, envOf, now, propertyOf } from './test-bind-env.js'

const bindingOf = (more: Partial<BindEnv> = {}) => startBinding(envOf(more), 'company')
function problemOf(run: () => unknown): Problem {
  try {
    run()
  } catch (error) {
    if (isTenureError(error)) return error.problem
    throw error
  }
  throw new Error('It was not refused.')
}
const refused = (message: string, ...path: readonly (string | number)[]): Problem => ({
  ...{ code: 'input.invalid', message, details: { issues: [{ path, message }] } },
})
const hidesSecrets: Partial<BindEnv> = {
  checkReadable: (path) => {
    if (path.endsWith('secret') || path === 'deal.name')
      throw new TenureError('input.invalid', `There is no property ${path}.`, { issues: [{ path: ['x'], message: `No ${path}.` }] })
  },
}
const link = company.associations[0]

test('[FLT-9] a path leads to a property of the type itself, or of the record that one of its links picks', () => {
  const binding = bindingOf()
  expect(getTarget(binding, 'company.name', [])).toEqual({ name: 'name', property: propertyOf('name', 'string'), definition: company })
  expect(getTarget(binding, 'customer.size', [])).toEqual({ name: 'size', property: propertyOf('size', 'number'), definition: company })
  expect(getTarget(binding, 'company.deals.name', [])).toEqual({
    ...{ name: 'deals.name', property: propertyOf('name', 'string'), definition: deal, link },
  })
  expect(getAssociation(binding, 'customer.deals', [])).toBe(link)
  expect(link && toHop(link)).toEqual({ edge: 'company-deal', forward: true, to: 'deal' })
})

test('[FLT-1] a path to nothing is refused at its place, and says what there is none of', () => {
  const binding = bindingOf()
  const at = ['filters', 2]
  const target = (path: string) => problemOf(() => getTarget(binding, path, at))
  expect(target('company.phone')).toEqual(refused('There is no property company.phone.', ...at))
  expect(target('company.tickets.name')).toEqual(refused('There is no property company.tickets.name.', ...at))
  expect(target('company.deals.phone')).toEqual(refused('There is no property company.deals.phone.', ...at))
  expect(target('company.deals.company.name')).toEqual(
    refused('company.deals.company.name follows more than one link; a property is read through one.', ...at),
  )
  expect(target('deal.name')).toEqual(
    refused('deal.name is not of company: this place takes only properties and associations of company.', ...at),
  )
  expect(target('name')).toEqual(refused('name is not of company: this place takes only properties and associations of company.', ...at))
  expect(problemOf(() => getAssociation(binding, 'company.tickets', at))).toEqual(
    refused('There is no association company.tickets.', ...at),
  )
  expect(problemOf(() => startBinding(envOf(), 'ticket'))).toEqual(refused('There is no object type ticket.'))
})

test('[ACC-8] a property that may not be read is refused as one that does not exist, also through a link', () => {
  const binding = bindingOf(hidesSecrets)
  expect(problemOf(() => getTarget(binding, 'company.secret', ['by', 0]))).toEqual({
    code: 'input.invalid',
    message: 'There is no property company.secret.',
    details: { issues: [{ path: ['by', 0, 'x'], message: 'No company.secret.' }] },
  })
  expect(problemOf(() => getTarget(binding, 'company.deals.name', ['by', 0]))).toEqual(
    refused('There is no property company.deals.name.', 'by', 0),
  )
  expect(getTarget(binding, 'company.deals.closeDate', []).name).toBe('deals.closeDate')
  expect(['company.secret', 'company.deals.name', 'company.phone'].map((path) => findTarget(binding, path))).toEqual(
    Array(3).fill(undefined),
  )
  expect(findTarget(binding, 'company.name')).toEqual(getTarget(binding, 'company.name', []))
})

test('[ACC-8] a right is asked of the path as it was written, and through a link of the real one', () => {
  const asked: string[] = []
  const binding = bindingOf({ checkReadable: (path, about) => asked.push(`${path} about ${about}`) })
  getTarget(binding, 'customer.name', [])
  getTarget(binding, 'customer.deals.name', [])
  expect(asked).toEqual(['customer.name about company', 'deal.name about deal'])
})

test('[ACC-8] what fails while a path is looked up is not taken for a missing property', () => {
  const denied = new TenureError('access.denied', 'No.', { missing: 'x' })
  const broken = new Error('broken')
  for (const error of [denied, broken]) {
    const binding = bindingOf({
      checkReadable: () => {
        throw error
      },
    })
    for (const path of ['company.name', 'company.deals.name']) {
      expect(() => getTarget(binding, path, ['by'])).toThrow(error)
      expect(() => findTarget(binding, path)).toThrow(error)
    }
  }
  const unresolved = bindingOf({
    resolve: () => {
      throw denied
    },
  })
  expect(() => getTarget(unresolved, 'customer.name', [])).toThrow(denied)
  const refusal = new TenureError('input.invalid', 'No role.', { issues: [{ path: [], message: 'No role.' }] })
  const roleless = bindingOf({
    resolve: () => {
      throw refusal
    },
  })
  expect(() => getTarget(roleless, 'customer.name', ['by'])).toThrow(expect.objectContaining({ message: 'No role.', cause: refusal }))
  expect(problemOf(() => getAssociation(roleless, 'customer.deals', ['by']))).toEqual(refused('No role.', 'by'))
})

test('[SEC-5] a property is read through a link only as far as a filter may follow links', () => {
  const far = ['deal', 'company', 'deal'].reduce(bindThrough, bindingOf())
  expect([far.hops, far.definition]).toEqual([3, deal])
  const problem = {
    code: 'input.too-large',
    message: 'A filter follows at most 3 links in a row.',
    details: { limit: 'links in a row', max: 3 },
  }
  expect(problemOf(() => bindThrough(far, 'company'))).toEqual(problem)
  expect(problemOf(() => getTarget(far, 'deal.company.name', []))).toEqual(problem)
  expect(problemOf(() => findTarget(far, 'deal.company.name'))).toEqual(problem)
  expect(problemOf(() => bindThrough(bindingOf(), 'ticket'))).toEqual(refused('There is no object type ticket.'))
})

test('[VIEW-9] what is read from the clock says until when the binding is good', () => {
  const utc = (text: string) => Date.parse(text)
  const reading = (read: (clock: ReturnType<typeof bindingOf>['clock']) => unknown) => {
    const { clock } = bindingOf()
    return [read(clock), clock.until()]
  }
  const midnight = utc('2026-11-21T23:00Z')
  const nextMinute = utc('2026-11-21T20:31Z')
  expect(reading(() => {})).toEqual([undefined, undefined])
  expect(reading((clock) => clock.today())).toEqual(['2026-11-21', midnight])
  expect(reading((clock) => clock.today(() => '2026-12-01'))).toEqual(['2026-11-21', utc('2026-11-30T23:00Z')])
  expect(reading((clock) => clock.minute())).toEqual([utc('2026-11-21T20:30Z'), nextMinute])
  expect(reading((clock) => [clock.minute(), clock.today()].length)).toEqual([2, nextMinute])
  expect(reading((clock) => [clock.today(), clock.today(() => '2026-12-01')].length)).toEqual([2, midnight])
  expect(reading((clock) => clock.today(() => '2026-11-21'))).toEqual(['2026-11-21', nextMinute])
  expect(reading((clock) => clock.startOf('2026-07-01'))).toEqual([utc('2026-06-30T22:00Z'), undefined])
  expect(reading((clock) => clock.dayOf(now + 3 * 3_600_000))).toEqual(['2026-11-22', undefined])
})

test('[VIEW-9] through a link the clock stays the same', () => {
  const binding = bindingOf()
  bindThrough(binding, 'deal').clock.minute()
  expect(binding.clock.until()).toBe(Date.parse('2026-11-21T20:31Z'))
})

test('[MAP-5] ids name the records that they stand for now, each once, and ids of another type are refused', () => {
  const ids = (type: string, more: Partial<BindEnv> = {}) =>
    bindFilter({ test: 'id-of', type, ids: ['a', 'b', 'c'] }, 'company', envOf(more)).value
  expect(ids('company')).toEqual({ atom: 0, test: 'id-of', ids: ['a', 'b', 'c'] })
  const current = (type: string, id: string) => (id === 'c' ? id : `${type} 1`)
  expect(ids('customer', { current })).toEqual({ atom: 0, test: 'id-of', ids: ['company 1', 'c'] })
  expect(problemOf(() => ids('deal'))).toEqual(refused('These ids are of deal, but the filter is on company.', 'type'))
})
