import { expect, test } from 'vitest'
import { toExtensions } from './extensions.js'
import { parseMapping } from './mapping.js'

const extensionsOf = (objectTypes: object) =>
  toExtensions(parseMapping({ source: 'x', objectTypes, files: [{ file: 'a.csv', objectType: 'deal', externalId: ['id'] }] }))

test('[SDK-16] what a mapping adds is called by its name in words, unless it has a label', () => {
  const properties = {
    mrrAmount: { kind: 'money' },
    last_touch_at: { kind: 'date' },
    'plan-b': { kind: 'string' },
    tier: { kind: 'enumeration', label: 'Level', options: ['topTier', { value: 'low', label: 'Lowest' }] },
  }
  expect(extensionsOf({ deal: { properties } })).toEqual([
    {
      name: 'deal',
      properties: [
        { name: 'mrrAmount', label: 'Mrr amount', kind: 'money' },
        { name: 'last_touch_at', label: 'Last touch at', kind: 'date' },
        { name: 'plan-b', label: 'Plan b', kind: 'string' },
        {
          ...{ name: 'tier', label: 'Level', kind: 'enumeration' },
          options: [
            { value: 'topTier', label: 'Top tier' },
            { value: 'low', label: 'Lowest' },
          ],
        },
      ],
    },
  ])
})

test('[SDK-16] an object type that a mapping adds has its words, associations and pipelines', () => {
  const plant = { label: 'Plant', plural: 'Plants', title: 'name', active: true, associations: [{ name: 'company', to: 'company' }] }
  expect(extensionsOf({ plant })).toEqual([{ name: 'plant', ...plant, properties: [] }])
  expect(extensionsOf({})).toEqual([])
})
