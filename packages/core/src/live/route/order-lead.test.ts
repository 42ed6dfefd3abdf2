import { expect, test } from 'vitest'
import type { OrderTerm } from '../../query/canonical.js'
import { compareImages } from '../../query/compare-images.js'
import type { Value } from '../../schema/value.js'
import { toLead } from './order-lead.js'

const texts = [
  '',
  'a',
  'A',
  'aé',
  'ae\u0301',
  'Straße',
  'STRASSE',
  'strassen',
  'zzzzzzzz',
  'zzzzzzza',
  '\u007f',
  '\u007fa',
  '𐐷',
  '\uffee',
  'é',
  'éa',
  null,
]
const cases: readonly (readonly [OrderTerm['by'], readonly Value[]])[] = [
  ['text', texts],
  ['user', texts],
  ['value', [0, -1, 1.5, 1e300, -1e300, null]],
  ['value', ['2026-11-21', '2026-11-22', '1999-01-01', null]],
  ['value', [true, false, null]],
  [
    'value',
    [
      { amount: '10', currency: 'EUR' },
      { amount: '10.0', currency: 'USD' },
      { amount: '10.5', currency: 'USD' },
      { amount: '-3', currency: 'EUR' },
      { amount: '-4', currency: 'EUR' },
      { amount: '0', currency: 'EUR' },
      { amount: '1', currency: 'EUS' },
      { amount: '12345678901234567890.1', currency: 'EUR' },
      { amount: '12345678901234567890.2', currency: 'EUR' },
      null,
    ],
  ],
  ['position', ['b', 'a', 'z', 'y', null]],
]
for (const [by, values] of cases)
  for (const direction of ['ascending', 'descending'] as const)
    test(`[FLT-13] the number of a row never contradicts the order by ${by}, ${direction}: ${JSON.stringify(values[0])} …`, () => {
      const order: readonly OrderTerm[] = [{ property: 'p', direction, by, positions: ['b', 'a'] }]
      const names = (id: string) => (id === 'a' ? 'Zoë' : undefined)
      const lead = toLead(order, names)
      const compare = compareImages(order, names)
      for (const a of values)
        for (const b of values) {
          const leads = lead({ p: a }) - lead({ p: b })
          if (leads < 0)
            expect(compare({ id: 'x', values: { p: a } }, { id: 'x', values: { p: b } }), `${JSON.stringify([a, b])}`).toBeLessThan(0)
        }
    })
