import { expect, test } from 'vitest'
import type { PropertyValue } from '../data/answers.js'
import { parseArrangement, sectionIds } from './arrangement.js'
import { leadingProperties } from './leading.js'

const property = (name: string, value: PropertyValue['value']): PropertyValue => ({
  ...{ name, label: name, kind: 'string', value, editable: true },
})
const record = {
  title: 'Halden',
  properties: [property('name', 'Halden'), property('city', 'Oslo'), property('arr', 1), property('email', null)],
}

test('[REC-1] sections keep the order of their user, and those that are not known to it come last', () => {
  const { sections } = parseArrangement({ sections: [{ id: 'properties' }, { id: 'health', isShown: false }] })
  expect(sections.slice(0, 2)).toEqual([
    { id: 'properties', isShown: true },
    { id: 'health', isShown: false },
  ])
  expect(sections.map(({ id }) => id).toSorted()).toEqual([...sectionIds].toSorted())
})

test('[REC-1] what makes no sense of a saved arrangement is left out', () => {
  for (const saved of [undefined, null, 7, 'x', [], { sections: 'all', facts: 1 }, { sections: [null, { id: 'nowhere' }, {}] }])
    expect(parseArrangement(saved)).toEqual({ sections: sectionIds.map((id) => ({ id, isShown: true })) })
  expect(parseArrangement({ facts: ['arr', 1, 'arr', 'city'], sections: [{ id: 'links' }, { id: 'links' }] })).toMatchObject({
    facts: ['arr', 'city'],
  })
})

test('[REC-1] chosen properties lead in their order, empty ones too; without a choice those that are known', () => {
  const names = (chosen?: readonly string[]) => leadingProperties(record, chosen).map(({ name }) => name)
  expect(names(['email', 'gone', 'city'])).toEqual(['email', 'city'])
  expect(names([])).toEqual([])
  expect(names()).toEqual(['arr'])
  const plain = { ...record, properties: record.properties.filter(({ name }) => name !== 'arr') }
  expect(leadingProperties(plain, undefined).map(({ name }) => name)).toEqual(['city'])
})
