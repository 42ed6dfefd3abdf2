import { expect, test } from 'vitest'
import { type Address, emptyAddress, formatAddress, parseAddress, sortBy, withChange } from './address.js'

const full: Address = {
  tab: 'tenure.customers/customers',
  view: 'tenure.customers/all',
  search: 'Halden & Söhne + 1 = ?',
  quick: [
    { property: 'customer.createdAt', choice: 'last-30' },
    { property: 'customer.lastActivityAt', choice: 'unknown' },
  ],
  filter: { test: 'all', filters: [{ test: 'is', property: 'customer.city', value: 'Köln & "Rom"' }] },
  sort: [
    { property: 'arr', direction: 'descending' },
    { property: 'name', direction: 'ascending' },
  ],
  columns: ['name', 'arr'],
  inputs: [{ provider: 'acme.x/list', field: 'from', value: '2026-01-01: noon' }],
  open: { type: 'company', id: 'a:b/c d' },
}

test('what is written into an address is read from it again', () => {
  expect(parseAddress(formatAddress(full))).toEqual(full)
  expect(parseAddress(formatAddress(emptyAddress))).toEqual(emptyAddress)
  expect(formatAddress(emptyAddress)).toBe('')
})

test('[REC-6] the page of a record has an address of its own', () => {
  const whole: Address = { ...full, whole: true }
  expect(formatAddress(whole)).toContain('record=company:a:b')
  expect(parseAddress(formatAddress(whole))).toEqual(whole)
  expect(parseAddress('?record=company:42')).toEqual({ ...emptyAddress, open: { type: 'company', id: '42' }, whole: true })
  expect(withChange(whole, { open: undefined })).not.toHaveProperty('whole')
})

test('an address is readable', () => {
  expect(formatAddress({ ...emptyAddress, tab: 'tenure.customers/customers', sort: [{ property: 'arr', direction: 'descending' }] })).toBe(
    '?tab=tenure.customers/customers&sort=-arr',
  )
})

test('what an address cannot mean is left out, and the rest still opens', () => {
  const address = parseAddress(
    '?when=customer.createdAt:next-century&when=:today&open=company:&sort=,-arr&columns=&view=&filter={]&filter=7&set=acme.x/list&set=:a:b',
  )
  expect(address).toEqual({ ...emptyAddress, sort: [{ property: 'arr', direction: 'descending' }] })
})

test('a change replaces parts and takes parts away', () => {
  const changed = withChange(full, { open: undefined, search: '' })
  expect(changed).toEqual({ ...full, search: '', open: undefined })
  expect('open' in changed).toBe(false)
})

test('[CUS-2] a click sorts by one column: ascending, descending, then in the order of the view', () => {
  const first = sortBy([], 'arr', false)
  const second = sortBy(first, 'arr', false)
  expect([first, second, sortBy(second, 'arr', false)]).toEqual([
    [{ property: 'arr', direction: 'ascending' }],
    [{ property: 'arr', direction: 'descending' }],
    [],
  ])
  expect(sortBy(second, 'name', false)).toEqual([{ property: 'name', direction: 'ascending' }])
})

test('[CUS-2] with Shift a column becomes a further key and keeps its rank', () => {
  const both = sortBy([{ property: 'arr', direction: 'descending' }], 'name', true)
  expect(both).toEqual([
    { property: 'arr', direction: 'descending' },
    { property: 'name', direction: 'ascending' },
  ])
  expect(sortBy(both, 'arr', true)).toEqual([{ property: 'name', direction: 'ascending' }])
  expect(sortBy(both, 'name', true)[1]).toEqual({ property: 'name', direction: 'descending' })
})

test('[WSP-13] the place within a page of the administration is in the address', () => {
  const address = parseAddress('?tab=tenure.administration/people&at=user:7')
  expect(address).toMatchObject({ tab: 'tenure.administration/people', at: 'user:7' })
  expect(formatAddress(address)).toBe('?tab=tenure.administration/people&at=user:7')
  expect(formatAddress(withChange(address, { tab: 'tenure.customers/customers', at: undefined }))).toBe('?tab=tenure.customers/customers')
})
