import { expect, test } from 'vitest'
import { type Choices, type Entry, isNamedBy, markedIn, sectionsFor } from './entries.js'
import { recentOf, withRecent } from './recent-records.js'

const entry = (id: string, title: string): Entry => ({ id, title, icon: 'list', run: () => {} })
const choices: Choices = {
  records: { title: 'Records', entries: [entry('r1', 'Renewal 2027')] },
  recent: { title: 'Recent', entries: [entry('r1', 'Renewal 2027'), entry('r2', 'Brenner Optics')] },
  tabs: { title: 'Tabs', entries: [entry('t1', 'Customers'), entry('t2', 'Revenue')] },
  groups: [
    { kind: 'views', title: 'Views', commands: [{ id: 'v1', title: 'Health at risk', run: () => {} }] },
    {
      kind: 'actions',
      title: 'Do with Halden',
      commands: ['Brenner', 'Create renewal', 'Renew'].map((title) => ({ id: title, title, run: () => {} })),
    },
  ],
}
const shown = (text: string, given = choices) =>
  sectionsFor(text, given).map(({ title, entries }) => [title, ...entries.map(({ id }) => id)])

test('[CMD-3] with nothing typed, what was looked at last comes first, then actions, tabs and views', () => {
  expect(shown(' ', { ...choices, records: { title: 'Records', entries: [] } })).toEqual([
    ['Recent', 'r1', 'r2'],
    ['Do with Halden', 'Brenner', 'Create renewal', 'Renew'],
    ['Tabs', 't1', 't2'],
    ['Views', 'v1'],
  ])
})

test('[CMD-3] a text filters all sections, best first in each; a record that was found is not there twice', () => {
  expect(shown('REN')).toEqual([
    ['Records', 'r1'],
    ['Do with Halden', 'Renew', 'Create renewal', 'Brenner'],
    ['Recent', 'r2'],
  ])
  expect(shown('rev', { ...choices, records: { title: 'Records', entries: [] } })).toEqual([['Tabs', 't2']])
})

test('[CMD-3] the part of a name that the text names is marked, the beginning of a word before any other', () => {
  const marked = (name: string, text: string) =>
    markedIn(name, text)
      .map((part) => (part.isMarked ? `[${part.text}]` : part.text))
      .join('')
  expect(marked('Brenner renewal', 'ren')).toBe('Brenner [ren]ewal')
  expect(marked('Brenner', ' REN ')).toBe('B[ren]ner')
  expect([marked('İstanbul', 'ist'), marked('Halden', 'x'), marked('Halden', '')]).toEqual(['İstanbul', 'Halden', 'Halden'])
})

test('[CMD-3] what was found for the text before stays only while it has the new text in it', () => {
  const named = (text: string) => isNamedBy(text, 'Marit Solberg', 'marit@halden.example', undefined, null)
  expect(['SOL', ' marit@hal ', 'solx'].map(named)).toEqual([true, true, false])
})

test('[CMD-3] a record that is looked at again moves to the head, and eight are remembered', () => {
  const record = (id: string) => ({ type: 'company', typeLabel: 'Company', id, title: id })
  const ids = Array.from({ length: 10 }, (_, at) => `c${at}`)
  const list = [...ids, 'c5'].reduce((so, id) => withRecent(so, record(id)), recentOf(null))
  expect(list.map(({ id }) => id)).toEqual(['c5', 'c9', 'c8', 'c7', 'c6', 'c4', 'c3', 'c2'])
  expect(recentOf([record('a'), { type: 'company' }, 7, null])).toEqual([record('a')])
})
