import { expect, test } from 'vitest'
import { notify as german } from '../../words/de/notify.js'
import { notify as english } from '../../words/en/notify.js'
import type { Reading } from '../format/use-formats.js'
import type { Notice } from './notice.js'
import { detailOf, plainText } from './notice-text.js'

const reading = {
  nameOf: (id: string) => ({ ada: 'Ada Okafor', ben: 'Ben Okoro' })[id] ?? id,
  formats: { dayOf: () => 'Today', time: () => '09:00', number: (value: number) => value.toLocaleString('en') },
} as unknown as Reading
const about = { type: 'company', typeLabel: 'Company', id: 'c1', title: 'Halden Freight' }
const by = { id: 'ben', name: 'Ben Okoro' }
const notice = (kind: Notice['kind'], more: Partial<Notice> = {}): Notice => ({ id: 'n', kind, at: 0, read: false, about, ...more })
const change = (kind: string, from?: string, to?: string): NonNullable<Notice['property']> => ({
  ...{ name: 'p', label: 'CSM', kind },
  ...(from !== undefined && { from: { value: from } }),
  ...(to !== undefined && { to: { value: to } }),
})

test.each([
  [notice('owner', { by, property: change('user', 'ben', 'ada') }), 'has a new CSM: Ada Okafor, before Ben Okoro', 'by Ben Okoro'],
  [notice('owner', { by, property: change('user', undefined, 'ada') }), 'has a new CSM: Ada Okafor', 'by Ben Okoro'],
  [notice('owner', { property: change('user', 'ben') }), 'has no CSM now, before Ben Okoro', ''],
  [notice('owner', { property: change('user') }), 'has another CSM', ''],
  [notice('health', { property: change('enumeration', 'healthy', 'at-risk') }), 'fell to At risk', ''],
  [notice('health', { property: change('enumeration', 'at-risk', 'neutral') }), 'rose to Neutral', ''],
  [notice('health', { property: change('enumeration', undefined, 'neutral') }), 'is Neutral now', ''],
  [notice('stage', { property: change('enumeration', 'a', 'b') }), 'moved, A to B', ''],
  [notice('reminder', { property: { ...change('datetime'), label: 'Due', to: { value: 5 } } }), '', 'Due: Today, 09:00'],
  [notice('reminder'), '', 'Company'],
])('[REC-9] a notification says what changed, as far as it is known: %#', (one, rest, detail) => {
  const labelled = { ...reading, translate: (text: string) => text } as Reading
  expect([plainText(one, english, labelled), detailOf(one, english, labelled) ?? '']).toEqual([`Halden Freight ${rest}`.trim(), detail])
  expect(plainText(one, german, labelled)).toContain('Halden Freight')
  expect(plainText(one, german, labelled)).not.toMatch(/[{}]/)
})

test('[REC-9] a notification names who did it', () => {
  const labelled = { ...reading, translate: (text: string) => text } as Reading
  const texts = [
    notice('stage', { by, property: change('enumeration', 'a', 'b') }),
    notice('stage', { by, property: change('enumeration') }),
    notice('assignment', { by }),
    notice('assignment', { by, others: { count: 1340, first: [about] } }),
    notice('activity', { by, activity: { ...about, type: 'call', typeLabel: 'Call', title: 'Renewal talk' } }),
  ].map((one) => [plainText(one, english, labelled), detailOf(one, english, labelled)])
  expect(texts).toEqual([
    ['Ben Okoro moved Halden Freight, A to B', undefined],
    ['Ben Okoro moved Halden Freight to another stage', undefined],
    ['Ben Okoro assigned Halden Freight to you', 'Company'],
    ['Ben Okoro assigned Halden Freight and 1,340 more to you', 'Company'],
    ['Call on Halden Freight, by Ben Okoro', 'Renewal talk'],
  ])
})
