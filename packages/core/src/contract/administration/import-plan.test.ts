import { test } from 'vitest'
import { limitsOf } from '../test-limits.js'
import { importPlan } from './import-plan.js'

const column = { column: 'Name', becomes: { to: 'property', name: 'name' } }
const file = {
  upload: 'u',
  file: 'f.csv',
  objectType: 'company',
  encoding: 'utf-8',
  delimiter: ';',
  key: ['Name'],
  existing: 'update',
  columns: [column],
}
const limits = limitsOf(importPlan, { files: [file], wrong: 'leave' })
const at = ['files', 0] as const

test('[SDK-11] a plan has one to twenty files, each with up to 500 columns and five keys', () => {
  limits.list(['files'], 1, 20, () => file)
  limits.list([...at, 'columns'], 0, 500, () => column)
  limits.list([...at, 'key'], 0, 5)
  limits.values([...at, 'key'], [['x'.repeat(1_000)]], [['x'.repeat(1_001)]])
  limits.text([...at, 'delimiter'], 1, 1)
  for (const name of ['upload', 'file', 'objectType', 'encoding', 'match']) limits.text([...at, name], 1, 200)
  limits.values([...at, 'existing'], ['update', 'gaps', 'leave'], ['delete', undefined])
  limits.values([...at, 'match'], [], [undefined])
  limits.values(['wrong'], ['leave', 'stop'], ['ask', undefined])
})

test('[SDK-11] a column says how its values are written', () => {
  const of = (name: string) => [...at, 'columns', 0, name]
  limits.text(of('column'), 0, 1_000)
  limits.list(of('format'), 0, 5)
  for (const name of ['decimal', 'thousands']) limits.text(of(name), 1, 1)
  limits.values(of('currency'), ['EUR'], ['EU', 'EURO', 'eur', 'xEUR', undefined])
  for (const name of ['empty', 'options']) {
    limits.list(of(name), 0, 1_000)
    limits.values(of(name), [['x'.repeat(2_000)]], [['x'.repeat(2_001)]])
  }
})

test('[SDK-11] a column becomes nothing, a property, a new one, a link or the stage', () => {
  const added = { to: 'new', name: 'tier', label: 'Tier' }
  const link = { to: 'link', association: 'company', type: 'company' }
  const kinds = ['string', 'number', 'money', 'date', 'boolean', 'enumeration'].map((kind) => ({ ...added, kind }))
  limits.values(
    [...at, 'columns', 0, 'becomes'],
    [{ to: 'nothing' }, { to: 'stage' }, { to: 'property', name: 'name' }, ...kinds, link, { ...link, match: 'name' }],
    [
      { to: 'property' },
      { to: 'property', name: '' },
      { ...added, kind: 'json' },
      added,
      { to: 'link' },
      { to: 'owner' },
      { to: 'nothing', name: 'x' },
    ],
  )
})
