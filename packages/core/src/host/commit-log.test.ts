import { expect, test } from 'vitest'
import type { Change } from '../storage/adapter.js'
import type { TouchedSection } from '../workspace/settings-store.js'
import { CommitLog, type Followers } from './commit-log.js'

const change = (type: string, id: string, more: Partial<Change> = {}): Change => ({
  ...{ ref: { type, id }, change: 'patch', version: '2', at: 0, changed: [] },
  ...more,
})
const isOf =
  (type: string) =>
  ({ ref }: Change): boolean =>
    ref.type === type
const section: TouchedSection = { section: 'acme.x/days', workspace: 'main' }

/** A log whose followers take changes by the type of their record, and all that happened in order. */
function bench(moved: readonly string[] = []) {
  const steps: unknown[] = []
  const taken: string[] = []
  const taking = (name: string) => ({ apply: ({ ref }: Change): unknown => taken.push(`${name} ${ref.id}`) })
  const followers = {
    directory: { apply: ({ ref }: Change) => ref.type === 'user' || ref.type === 'team' },
    aliases: { apply: isOf('alias') },
    follows: taking('follows'),
    sessions: taking('sessions'),
    publicLinks: taking('publicLinks'),
    profiles: { apply: isOf('profile'), recompile: () => void steps.push('recompile') },
    views: { apply: (each: Change) => (isOf('view')(each) ? `collection ${each.ref.id}` : undefined) },
    workspaces: { apply: (each: Change) => (isOf('workspace')(each) ? each.ref.id : undefined) },
    settings: { apply: (each: Change) => (isOf('setting')(each) ? section : undefined) },
    roles: { refresh: () => void steps.push('refresh') },
    askers: {
      renew: (users: ReadonlySet<string>) => {
        steps.push(['renew', ...users])
        return new Set(moved)
      },
    },
    live: {
      apply: () => void steps.push('apply'),
      rebind: (of: 'all' | ReadonlySet<string>) => void steps.push(of === 'all' ? 'rebind all' : ['rebind', ...of]),
    },
  }
  const log = new CommitLog(followers as unknown as Followers)
  const ends: string[] = []
  const ended = (name: string) => () => void ends.push(name)
  log.rights.subscribe({ next: (users) => steps.push(['rights', ...users]), complete: ended('rights') })
  log.changes.subscribe({ next: (each) => steps.push(['users' in each ? { users: [...each.users] } : each]), complete: ended('changes') })
  log.batches.subscribe({ next: () => steps.push('batch'), complete: ended('batches') })
  const take = (...changes: readonly Change[]): readonly unknown[] => {
    log.take({ seq: '1', changes } as never)
    return steps.splice(0)
  }
  return { log, take, steps, taken, ends }
}
const renewed = (...users: readonly string[]): readonly unknown[] => ['refresh', ['renew', ...users]]

test('[LIVE-1] records of no concern to the workspace reach live queries, then those who listen to batches, and nothing else', () => {
  const { take, taken } = bench(['anna'])
  expect(take(change('company', 'c'), change('deal', 'd'))).toEqual(['apply', 'batch'])
  expect(taken).toEqual(['sessions c', 'follows c', 'publicLinks c', 'sessions d', 'follows d', 'publicLinks d'])
})

test('[ACC-10] rights change before anything is sent under them: streams restart, the change is announced, then live queries follow', () => {
  const { take } = bench(['anna', 'ben'])
  expect(take(change('user', 'anna', { changed: ['name'] }))).toEqual([
    ...[...renewed('anna'), ['rights', 'anna', 'ben'], [{ users: ['anna', 'ben'] }]],
    ...[['rebind', 'anna', 'ben'], 'apply', 'batch'],
  ])
})

test('[ACC-10] a user whose rights stay is announced all the same; nobody else is', () => {
  const { take } = bench()
  expect(take(change('user', 'anna'))).toEqual([...renewed('anna'), [{ users: ['anna'] }], ['rebind'], 'apply', 'batch'])
  expect(take(change('team', 'north'))).toEqual([...renewed(), ['rebind'], 'apply', 'batch'])
})

test('[REC-4] [ACC-10] users who come, go or are deactivated, and records that are merged, concern every live query', () => {
  const { take } = bench()
  const all = [
    change('user', 'anna', { changed: ['active'] }),
    change('user', 'anna', { change: 'create', changed: ['name'] }),
    change('user', 'anna', { change: 'archive' }),
  ]
  for (const each of all) expect(take(each)).toEqual([...renewed('anna'), [{ users: ['anna'] }], 'rebind all', 'apply', 'batch'])
  expect(take(change('alias', 'old'))).toEqual([...renewed(), 'rebind all', 'apply', 'batch'])
  for (const each of [change('team', 'north', { changed: ['active'] }), change('team', 'north', { change: 'create' })])
    expect(take(each)).toContainEqual(['rebind'])
})

test('[WSP-9] a saved section, a workspace, profiles and saved views are announced once each, before live queries follow', () => {
  const { take } = bench()
  expect(take(change('workspace', 'main'))).toEqual([...renewed(), [{ workspace: 'main' }], ['rebind'], 'apply', 'batch'])
  expect(take(change('setting', 's'))).toEqual([...renewed(), [section], ['rebind'], 'apply', 'batch'])
  expect(take(change('profile', 'a'), change('profile', 'b'))).toEqual([[{ profiles: true }], 'apply', 'batch'])
  const views = [change('view', 'x'), change('view', 'y'), change('view', 'x')]
  expect(take(...views)).toEqual([[{ views: new Set(['collection x', 'collection y']) }], 'apply', 'batch'])
  const together = take(change('workspace', 'main'), change('setting', 's'), change('workspace', 'main'), change('user', 'anna'))
  expect(together).toEqual([...renewed('anna'), [{ users: ['anna'] }], [{ workspace: 'main' }], [section], ['rebind'], 'apply', 'batch'])
})

test('[SDK-4] when plugins bring other object types, profiles are compiled again first, and every live query is bound again', () => {
  const { log, steps } = bench()
  log.baseChanged(new Set(['asset']))
  expect(steps).toEqual(['recompile', ...renewed(), [{ types: new Set(['asset']) }], 'rebind all'])
})

test('[MAP-1] when only properties of roles are others, those whom it moves are told; when nothing is, nobody is', () => {
  const { log, steps } = bench(['anna'])
  log.baseChanged(new Set())
  expect(steps).toEqual(['recompile', ...renewed(), ['rights', 'anna'], [{ users: ['anna'] }], 'rebind all'])
  const still = bench()
  still.log.baseChanged(new Set())
  expect(still.steps).toEqual(['recompile', ...renewed()])
})

test('a log that closes ends all that it gives', () => {
  const { log, ends } = bench()
  log.close()
  expect(ends).toEqual(['rights', 'changes', 'batches'])
})
