import { expect, test } from 'vitest'
import type { DynamicRecords } from '../records.js'
import { BuiltInViews } from './collection-view.js'
import { adapted, type RunningCollection, recordsFor, usesOf } from './running.js'
import { RemovedRecords, SavedViews } from './saved-views.js'

// Answers with the name of what was asked for, and how.
const records = new Proxy({} as DynamicRecords, {
  get:
    (_, name) =>
    (...given: unknown[]) =>
      [name, ...given] as never,
})

test('[MAP-3] of two object types that play a role, each question goes to the one that it names', () => {
  expect(recordsFor(records, {})).toBe(records)
  const of = recordsFor(records, { object: 'order' })
  const query = { type: 'revenue', about: 'deal' } as never
  const asked = { type: 'revenue', about: 'order' }
  expect([of.watch(query), of.list(query), of.aggregate(query), of.watchAggregate(query), of.histories(query)]).toEqual(
    ['watch', 'list', 'aggregate', 'watchAggregate', 'histories'].map((name) => [name, asked]),
  )
  expect(of.watchProperties('revenue', ['companies.name'])).toEqual(['watchProperties', 'revenue', ['companies.name'], 'order'])
  expect(of.watchPipelines('revenue')).toEqual(['watchPipelines', 'revenue', 'order'])
  expect(of.watchObjects('revenue')).toEqual(['watchObjects', 'revenue'])
  expect(of.watchReach('revenue')).toEqual(['watchReach', 'revenue', 'order'])
})

test('[VIEW-1] a collection uses its records and views, and what adapting a view needs', () => {
  const grant = { key: 'records' }
  const own = { records: grant, builtIn: BuiltInViews, saved: SavedViews, removed: RemovedRecords }
  expect(usesOf({ grant } as never)).toEqual(own)
  const settings = { key: 'settings acme.x/main' }
  expect(usesOf({ grant, adapt: { uses: { settings, records: settings } } } as never)).toEqual({ settings, ...own })
})

test('[VIEW-1] a view is as the collection has it, unless the collection adapts it by what it uses', () => {
  const view = { id: 'acme.x/all', title: 'All' } as never
  const collection = {} as RunningCollection
  expect(adapted(collection, view, {})).toBe(view)
  expect(adapted({ ...collection, adapt: { uses: {} } }, view, {})).toBe(view)
  const adapt = { uses: {}, view: (given: object, { days }: { days: number }) => ({ ...given, title: `${days} days` }) as never }
  expect(adapted({ ...collection, adapt: adapt as never }, view, { days: 90 })).toEqual({ id: 'acme.x/all', title: '90 days' })
})
