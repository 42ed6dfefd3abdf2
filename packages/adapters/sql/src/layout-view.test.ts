import { expect, test } from 'vitest'
import { emptyLayout, extendLayout } from './layout.js'
import { LayoutView } from './layout-view.js'

const layout = extendLayout(emptyLayout, {
  types: [
    { name: 'note', properties: [{ name: 'text', kind: 'text' }] },
    {
      name: 'company',
      properties: [
        { name: 'name', kind: 'string' },
        { name: 'domain', kind: 'enumeration', unique: true },
        { name: 'marks', kind: 'json', internal: true },
      ],
    },
  ],
  edges: [{ edge: 'notes', from: 'company', to: 'note' }],
})
const view = new LayoutView(layout)
const invalid = (message: string, path: string) =>
  expect.objectContaining({
    code: 'input.invalid',
    message,
    problem: expect.objectContaining({ details: { issues: [{ path: [path], message }] } }),
  })

test('types and properties are found by name, with their places', () => {
  const [note, company] = [view.get('note'), view.get('company')]
  expect([note.place, note.type, note.table, company.place, company.type, company.table]).toEqual([
    0,
    'note',
    'note',
    1,
    'company',
    'company',
  ])
  expect([view.find('company'), view.find('deal'), view.layout]).toEqual([company, undefined, layout])
  expect(company.columns).toEqual([
    { property: 'name', kind: 'string', column: 'name', fold: 'name__fold', place: 0 },
    { property: 'domain', kind: 'enumeration', column: 'domain', unique: true, place: 1 },
    { property: 'marks', kind: 'json', column: 'marks', internal: true, place: 2 },
  ])
  expect([company.find('domain'), company.get('domain'), company.find('text')]).toEqual([company.columns[1], company.columns[1], undefined])
})

test('a type knows which of its properties have no past, and whether one is unique', () => {
  expect([view.get('note'), view.get('company')].map(({ internal, hasUnique }) => [internal, hasUnique])).toEqual([
    [[], false],
    [['marks'], true],
  ])
})

test('a name that the store does not have is refused', () => {
  expect(() => view.get('deal')).toThrow(invalid('The store has no object type deal.', 'deal'))
  expect(() => view.get('company').get('text')).toThrow(invalid('The store has no property company.text.', 'text'))
})

test('an edge fits its two types in its direction alone', () => {
  const fits = [
    ['notes', 'company', 'note'],
    ['notes', 'note', 'company'],
    ['notes', 'company', 'company'],
    ['notes', 'note', 'note'],
    ['other', 'company', 'note'],
  ] as const
  expect(fits.map(([edge, from, to]) => view.fits(edge, from, to))).toEqual([true, false, false, false, false])
})
