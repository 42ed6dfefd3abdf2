import { expect, test } from 'vitest'
import type { Contribution } from '../contract/contribution.js'
import { additionsOf } from './added-schema.js'

test('[SDK-3] plugins add whole object types, and properties to those of others, each as data', () => {
  const extension = { name: 'asset', label: 'Asset' }
  const options = ['low', 'very-high']
  const contributions = [
    { kind: 'tab', id: 'acme.x/tab' },
    { kind: 'object-type', id: 'asset', '~extension': extension },
    { kind: 'property', id: 'company.risk', path: 'company.risk', propertyKind: 'enumeration', label: 'Risk', options },
    { kind: 'property', id: 'deal.note', path: 'deal.note', propertyKind: 'text', label: 'Note' },
  ] as unknown as readonly Contribution[]
  const risk = { name: 'risk', kind: 'enumeration', label: 'Risk' }
  const labels = [
    { value: 'low', label: 'Low' },
    { value: 'very-high', label: 'Very high' },
  ]
  expect(additionsOf(contributions)).toEqual([
    { contribution: 'asset', isType: true, extension },
    { contribution: 'company.risk', isType: false, extension: { name: 'company', properties: [{ ...risk, options: labels }] } },
    { contribution: 'deal.note', isType: false, extension: { name: 'deal', properties: [{ name: 'note', kind: 'text', label: 'Note' }] } },
  ])
})
