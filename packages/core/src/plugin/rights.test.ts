import { Subject } from 'rxjs'
import { expect, test } from 'vitest'
import { type ChangedRights, createRights } from './calls.js'

const of = (...users: readonly string[]): ChangedRights => new Set(users)

test('[ACC-10] a user whose rights change has a higher count from then on; another user has the same', () => {
  const changed = new Subject<ChangedRights>()
  const rights = createRights(changed)
  const [anna, ben] = [rights.epoch('anna'), rights.epoch('ben')]
  changed.next(of('anna', 'carl'))
  expect([rights.epoch('anna') > anna, rights.epoch('ben')]).toEqual([true, ben])
  const before = ['anna', 'ben'].map((user) => rights.epoch(user))
  changed.next('all')
  expect(['anna', 'ben'].map((user) => rights.epoch(user)).every((epoch, place) => epoch > (before[place] ?? 0))).toBe(true)
})

test('[ACC-10] counts are never used twice, also when there are more users than are counted one by one', () => {
  const changed = new Subject<ChangedRights>()
  const rights = createRights(changed, 3)
  const seen = new Map<string, Set<number>>()
  for (let round = 0; round < 500; round++) {
    const user = `u${(round * 7) % 11}`
    const epochs = seen.get(user) ?? new Set([rights.epoch(user)])
    seen.set(user, epochs)
    changed.next(round % 50 === 49 ? 'all' : of(user, 'u0'))
    const now = rights.epoch(user)
    expect([round, epochs.has(now)]).toEqual([round, false])
    epochs.add(now)
  }
})

test('[ACC-10] all streams of a user fall silent before any of them restarts', () => {
  const changed = new Subject<ChangedRights>()
  const rights = createRights(changed)
  const heard: string[] = []
  for (const stream of ['first', 'second']) {
    rights.lost('anna').subscribe(() => heard.push(`${stream} silent at ${rights.epoch('anna')}`))
    rights.changes('anna').subscribe(() => heard.push(`${stream} restarts`))
  }
  rights.changes('ben').subscribe(() => heard.push('ben restarts'))
  changed.next(of('anna'))
  expect(heard).toEqual(['first silent at 1', 'second silent at 1', 'first restarts', 'second restarts'])
  heard.length = 0
  changed.next('all')
  expect(heard).toEqual(['first silent at 2', 'second silent at 2', 'first restarts', 'second restarts', 'ben restarts'])
  rights[Symbol.dispose]()
  expect(changed.observed).toBe(false)
})

test('[ACC-10] streams hear that rights are lost before they hear that they may restart; those of other users hear nothing', () => {
  const changed = new Subject<ChangedRights>()
  const rights = createRights(changed)
  const heard: string[] = []
  for (const user of ['anna', 'ben']) {
    rights.changes(user).subscribe(() => heard.push(`${user} changes`))
    rights.lost(user).subscribe(() => heard.push(`${user} lost`))
  }
  changed.next(of('anna', 'carl'))
  changed.next('all')
  expect(heard).toEqual(['anna lost', 'anna changes', 'anna lost', 'ben lost', 'anna changes', 'ben changes'])
  rights[Symbol.dispose]()
  changed.next('all')
  expect([heard.length, changed.observed]).toEqual([6, false])
})

test('[ACC-10] users are counted one by one up to a limit; beyond it all have one higher count', () => {
  const changed = new Subject<ChangedRights>()
  const rights = createRights(changed, 2)
  const epochs = () => ['a', 'b', 'c', 'other'].map((user) => rights.epoch(user))
  for (const user of ['a', 'a', 'a', 'b']) changed.next(of(user))
  expect(epochs()).toEqual([3, 1, 0, 0])
  changed.next(of('c'))
  expect(epochs()).toEqual([4, 4, 4, 4])
  changed.next('all')
  changed.next(of('a'))
  expect(epochs()).toEqual([6, 5, 5, 5])
})
