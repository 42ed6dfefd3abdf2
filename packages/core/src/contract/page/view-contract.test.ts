import { test } from 'vitest'
import { limitsOf } from '../test-limits.js'
import { deleteViewContract, saveViewContract, setDefaultViewContract } from './view-contract.js'

test('[VIEW-1] [VIEW-2] a saved view is of a list; what is left out stays, and null takes a filter, columns or a sort away', () => {
  const limits = limitsOf(saveViewContract, { collection: 'acme.x/list' })
  limits.values(['collection'], [], [undefined, ''])
  for (const name of ['collection', 'id']) limits.text([name], 1, 500)
  limits.text(['version'], 0, 200)
  limits.text(['name'], 1, 100)
  limits.values(['name'], [undefined], [null])
  for (const name of ['description', 'filter', 'columns', 'sort']) limits.values([name], [null, undefined], [5])
  limits.values(['audience'], ['private', 'everyone', undefined], ['teams', null])
  limits.values(['layout'], ['table', 'board', undefined], ['list', null])
})

test('[VIEW-3] [VIEW-4] a default view has a place from one on, or none', () => {
  const limits = limitsOf(setDefaultViewContract, { collection: 'acme.x/list', view: 'v', place: 1 })
  limits.number(['place'], 1, 1_000)
  limits.values(['place'], [null], [undefined])
  limits.text(['description'], 0, 500)
  for (const name of ['collection', 'view']) limits.text([name], 1, 500)
  limitsOf(deleteViewContract, { id: 'v' }).text(['id'], 1, 500)
})
