import type { Block } from '@tenure/core/block'
import { expect, test } from 'vitest'
import { aboutObject } from './about-object.js'

const list = { kind: 'table', provider: 'acme.x/list', columns: [], rowActions: [], input: { all: true } } as const
const chart = {
  kind: 'chart',
  provider: 'acme.x/months',
  shape: 'bars',
  category: { field: 'month' },
  series: [{ field: 'n' }],
  opens: { list, fill: { month: 'month' } },
} as const
const slot = { kind: 'slot', point: 'acme.x/slot@1' } as const
const block: Block = { kind: 'stack', children: [chart, slot] }

test('[REV-5] a layout beside the board asks about the object type that is shown, in the lists behind its numbers too', () => {
  expect(aboutObject(block, undefined)).toBe(block)
  expect(aboutObject(block, 'order')).toEqual({
    ...block,
    children: [
      { ...chart, input: { object: 'order' }, opens: { ...chart.opens, list: { ...list, input: { all: true, object: 'order' } } } },
      slot,
    ],
  })
})
