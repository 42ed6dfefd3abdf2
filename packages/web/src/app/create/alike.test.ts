import { expect, test } from 'vitest'
import { alikeOf } from './alike.js'

const hit = (id: string, title: string, detail?: string, type = 'company') => ({ type, id, title, ...(detail !== undefined && { detail }) })
const known = [
  hit('c1', 'Halden Freight', 'haldenfreight.example'),
  hit('c2', 'Halden', 'halden.example'),
  hit('c3', 'Håldén  Freight'),
  hit('c4', 'The Halden Freight Museum'),
  hit('p1', 'Halden Freight', undefined, 'contact'),
]
const found = (title: string, detail = '') => alikeOf('company', { title, detail }, [...known, ...known]).map(({ id }) => id)

test('[REC-1] a new record is compared by name without case and accents, and by domain before all', () => {
  expect(found('halden freight')).toEqual(['c1', 'c3', 'c2'])
  expect(found('Something else', 'HALDEN.example')).toEqual(['c2'])
  expect(found('Halden Freight', 'halden.example')).toEqual(['c2', 'c1', 'c3'])
})

test('[REC-1] the beginning of a name is enough once it says something; a few letters are not', () => {
  expect(found('Hald')).toEqual(['c1', 'c2', 'c3'])
  expect(found('Ha')).toEqual([])
  expect(found('', '')).toEqual([])
})
