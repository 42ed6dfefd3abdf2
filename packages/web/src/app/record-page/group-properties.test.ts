import { expect, test } from 'vitest'
import type { PropertyValue, RecordDetail } from '../data/answers.js'
import { groupProperties } from './group-properties.js'

const property = (name: string, group?: string, value: PropertyValue['value'] = name): PropertyValue => ({
  ...{ name, label: name.toUpperCase(), kind: 'string', value, editable: true },
  ...(group !== undefined && { group }),
})
const record: RecordDetail = {
  ...{ type: 'company', typeLabel: 'Company', id: 'c1', title: 'Halden', version: '1', archived: false, links: [] },
  may: { edit: true, delete: true },
  linkable: [],
  adds: [],
  activities: { total: 0, rows: [] },
  properties: [
    property('city', 'About'),
    property('arr', 'Contract'),
    property('term', 'Contract', null),
    property('seats'),
    property('country', 'About', ''),
    property('healthScore', 'Health', 3),
  ],
}
const groups = (more: Partial<Parameters<typeof groupProperties>[1]> = {}) =>
  groupProperties(record, { primary: ['arr'], search: '', isEmptyHidden: false, ...more }).map(({ id, properties }) => [
    id,
    ...properties.map(({ name }) => name),
  ])

test('[REC-1] properties are in groups: primary ones first, those without a group last, health in none', () => {
  expect(groups()).toEqual([
    ['primary', 'arr'],
    ['group About', 'city', 'country'],
    ['group Contract', 'term'],
    ['other', 'seats'],
  ])
})

test('[REC-1] a search finds properties by their names, and empty ones can be hidden', () => {
  expect(groups({ search: ' Te' })).toEqual([['group Contract', 'term']])
  expect(groups({ isEmptyHidden: true })).toEqual([
    ['primary', 'arr'],
    ['group About', 'city'],
    ['other', 'seats'],
  ])
})
