import { firstValueFrom, Subject } from 'rxjs'
import { expect, test } from 'vitest'
import { isTenureError } from '../../errors/tenure-error.js'
import { watchListed, watchView } from './listed-views.js'
import { isBeyondStore, isTooDear, refusedPlaces, unusableView, viewBeyondStore } from './unusable-view.js'

const builtIn = (id: string) => ({ id, title: `The ${id}`, of: 'acme.x/list' })
const saved = (id: string, audience: 'private' | 'everyone', more: object = {}) => ({ id, title: `My ${id}`, audience, ...more })
interface Given {
  readonly views?: readonly object[]
  readonly defaults?: readonly string[]
  readonly most?: number
  readonly isRemovable?: boolean
  readonly adapt?: object
}
function start({ views = [], defaults, most = 2, isRemovable = false, adapt }: Given = {}) {
  const [built, user, gone] = [new Subject<unknown>(), new Subject<unknown>(), new Subject<unknown>()]
  const asked: unknown[] = []
  const note = (stream: unknown) => (of: unknown) => {
    asked.push(of)
    return stream
  }
  const collection = { contract: { id: 'acme.x/list', of: { objectType: 'company' } }, isRemovable, adapt } as never
  const sources = { builtIn: { of: note(built) }, saved: { of: note(user) }, removed: { of: note(gone) } } as never
  const give = () => {
    built.next([builtIn('a'), builtIn('b'), builtIn('c')])
    user.next({ saved: views, defaults, mostDefaults: most })
  }
  return { collection, sources, give, gone, asked }
}
async function listed(given?: Given) {
  const { collection, sources, give } = start(given)
  const answer = firstValueFrom(watchListed(collection, sources, 'used'))
  give()
  return (await answer).views
}
const places = async (given?: Given) => (await listed(given)).map(({ id, place }) => (place === undefined ? id : `${place} ${id}`))

test('[VIEW-4] the default views come first in their order, until somebody chooses the first built-in ones; then the others', async () => {
  const views = [saved('x', 'everyone'), saved('y', 'private')]
  expect(await places({ views })).toEqual(['1 a', '2 b', 'c', 'x', 'y'])
  expect(await places({ views, most: 4 })).toEqual(['1 a', '2 b', '3 c', 'x', 'y'])
  expect(await places({ views, defaults: ['x', 'gone', 'c', 'y'] })).toEqual(['1 x', '2 c', 'a', 'b', 'y'])
  expect(await places({ views, defaults: [] })).toEqual(['a', 'b', 'c', 'x', 'y'])
})

test('[VIEW-1] a saved view has its filter, its order as paths and its columns, where it has some', async () => {
  const filter = { test: 'is-known', property: 'company.name' }
  const columns = [{ field: 'name' }]
  const full = saved('x', 'private', { description: 'For me', filter, columns, sort: [{ property: 'name', direction: 'ascending' }] })
  const plain = saved('y', 'private')
  const views = await listed({ views: [full, plain] })
  expect(views.slice(3)).toStrictEqual([
    {
      ...{ id: 'x', title: 'My x', of: 'acme.x/list', saved: full, description: 'For me', where: filter, columns },
      orderBy: [{ by: 'company.name', direction: 'ascending' }],
    },
    { id: 'y', title: 'My y', of: 'acme.x/list', saved: plain },
  ])
})

test('[VIEW-5] a built-in view is as the collection makes it of what it uses', async () => {
  const view = (given: object, used: unknown) => ({ ...given, title: `Adapted ${used}` })
  expect((await listed({ adapt: { view } })).map(({ title }) => title)).toEqual(Array.from({ length: 3 }, () => 'Adapted used'))
})

test('each view comes with the records that a user took out, where records can be taken out', async () => {
  const { collection, sources, give, gone, asked } = start({ isRemovable: true })
  const seen: unknown[] = []
  watchListed(collection, sources, 'used').subscribe(({ views }) => seen.push(views.map(({ without }) => without)))
  give()
  gone.next([])
  gone.next(['c1'])
  expect(seen).toEqual([
    [undefined, undefined, undefined],
    [['c1'], ['c1'], ['c1']],
  ])
  expect(asked).toEqual(['company', 'acme.x/list', { id: 'acme.x/list', objectType: 'company' }])
})

test('[VIEW-1] the view that is asked for comes again when it changes; without an id it is the first', () => {
  const given = start({ views: [saved('x', 'private')] })
  const seen: string[] = []
  for (const view of [undefined, 'x', 'gone'])
    watchView(given.collection, given.sources, 'used', { view }).subscribe({
      next: ({ id }) => seen.push(id),
      error: (error: unknown) => seen.push(isTenureError(error) ? error.message : 'broken'),
    })
  given.give()
  given.give()
  expect(seen).toEqual(['a', 'x', 'There is no view gone of acme.x/list. Choose one of its list.'])
})

test('[ACC-8] [MAP-4] a view that cannot be used names no property; one that the store cannot answer keeps its words', () => {
  const refused = unusableView('Mine')
  expect(refusedPlaces(refused)).toEqual([['view']])
  expect(refused.message).toMatch(/^The view Mine needs a property that you may not see/)
  const beyond = viewBeyondStore('Mine', { problem: { code: 'storage.refused', message: 'No search.', details: { capability: 'search' } } })
  expect(beyond.problem).toEqual({
    ...{ code: 'storage.refused', message: 'The view Mine is empty. No search.', details: { capability: 'search' } },
  })
  const errors = [refused, beyond, new Error('broken')]
  expect([errors.map(isBeyondStore), errors.map(isTooDear), errors.map(refusedPlaces)]).toEqual([
    [false, true, false],
    [false, false, false],
    [[['view']], undefined, undefined],
  ])
})
