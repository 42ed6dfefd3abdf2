import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import type { Values } from '../../schema/value.js'
import type { Change } from '../../storage/adapter.js'
import { createPublicLinkBook } from './public-link-book.js'
import { digestOfToken, newToken } from './public-link-token.js'
import { deliveryMark } from './webhook-delivery.js'

const full: Values = { kind: 'acme.x/feed', name: 'Feed', user: 'anna', input: { a: 1 }, createdAt: 1, openedAt: 0, expiresAt: 9 }
const stored = (id: string, values: Values) => ({ ref: { type: 'publicLink', id }, version: '1', values })
const change = (id: string, after: Values | undefined, type = 'publicLink'): Change => ({
  ...{ ref: { type, id }, change: 'patch', version: '2', at: 0, changed: [] },
  ...(after && { after }),
})
const sha = (text: string) => createHash('sha256').update(text).digest('hex')

test('[SEC-11] the book holds the links of the store; what cannot be read of one is nothing', () => {
  const book = createPublicLinkBook([stored('a', full), stored('b', { openedAt: '5', expiresAt: null })])
  expect(book.all()).toStrictEqual([
    { id: 'a', ...full },
    { id: 'b', kind: '', name: '', user: '', input: null, createdAt: 0 },
  ])
  expect([book.find('a')?.name, book.find('c')]).toEqual(['Feed', undefined])
})

test('[SEC-11] a link that is taken back opens nothing any more, and other records are no links', () => {
  const book = createPublicLinkBook([stored('a', full)])
  book.apply(change('b', { ...full, name: 'Other' }))
  book.apply(change('a', undefined, 'company'))
  book.apply(change('c', full, 'company'))
  expect(book.all().map(({ id, name }) => [id, name])).toEqual([
    ['a', 'Feed'],
    ['b', 'Other'],
  ])
  book.apply(change('a', undefined))
  expect(book.all().map(({ id }) => id)).toEqual(['b'])
})

test('[SEC-11] a token has 256 random bits in letters that fit an address, and only its digest is kept', () => {
  const tokens = Array.from({ length: 50 }, newToken)
  expect(new Set(tokens).size).toBe(50)
  for (const token of tokens) {
    expect(token).toMatch(/^[\w-]{43}$/)
    expect(digestOfToken(token)).toBe(sha(token))
  }
  const [token = ''] = tokens
  for (const none of ['', token.slice(1), `${token}a`, `${token.slice(1)}+`, ` ${token}`]) expect(digestOfToken(none)).toBeUndefined()
})

test('[SEC-11] a delivery is taken once by each webhook', () => {
  const mark = deliveryMark('w1', 'd1', 5)
  expect(mark).toEqual({ ref: { type: 'webhookDelivery', id: sha('w1 d1') }, values: { name: 'w1', at: 5 } })
  expect(deliveryMark('w2', 'd1', 5).ref.id).not.toBe(mark.ref.id)
})
