import { Company, values } from '@tenure/core/contract'
import { record } from '@tenure/memory'
import type { TestHost } from '@tenure/testing'
import { filter, firstValueFrom, lastValueFrom, takeWhile, tap } from 'rxjs'
import { expect, test } from 'vitest'
import type { FilterData } from '../../query/filter-data.js'
import { profilePreviewContract } from '../contract/preview-contract.js'
import { aGroup, aProfile } from '../engine/test-profile.js'
import { activated, company, definition, open, root, store } from '../keeper/test-scored-host.js'
import type { ScoreProfile } from '../model/profile.js'

test('[HS-10] a preview names who changes status, the largest changes first, and which criterion did it', async () => {
  await using host = await open()
  await activated(host)
  const groups = definition.groups.map((group) =>
    group.id === 'usage' ? { ...group, criteria: group.criteria.map((one) => ({ ...one, most: 10 })) } : group,
  )
  const preview = root(host)
    .watch(profilePreviewContract, { definition: { ...definition, groups } })
    .pipe(values())
  const { changed } = await firstValueFrom(preview.pipe(filter(({ done }) => done === 2)))
  const to = { score: 30, status: 'at-risk' }
  expect(changed).toEqual([
    { id: 'b', title: 'B', from: { score: 60, status: 'neutral' }, to, because: [{ of: 'size', name: 'Employees', points: -30 }] },
    { id: 'a', title: 'A', from: { score: 40, status: 'neutral' }, to, because: [{ of: 'size', name: 'Employees', points: -10 }] },
  ])
})

const until = (host: TestHost, input: Parameters<typeof watchPreview>[1]) =>
  lastValueFrom(watchPreview(host, input).pipe(takeWhile(({ done, total }) => done < total, true)))
const watchPreview = (host: TestHost, input: { readonly definition: ScoreProfile; readonly against?: string; readonly record?: string }) =>
  root(host).watch(profilePreviewContract, input).pipe(values())
const withNeutral = (name: string, neutral: number) => ({ ...definition, name, thresholds: { ...definition.thresholds, neutral } })

test('[HS-10] where no profile is active a preview has the distribution of the draft alone, and names no change', async () => {
  await using host = await open()
  const preview = await until(host, { definition, record: 'b' })
  expect(preview).toMatchObject({ faults: [], hidden: [], done: 2, total: 2, draft: { neutral: 2, average: 50 }, moves: [], changed: [] })
  expect(preview.one).toMatchObject({ id: 'b', title: 'B', draft: { state: 'scored', score: 60, status: 'neutral' }, causes: [] })
  expect([Object.keys(preview).includes('active'), Object.keys(preview.one ?? {}).includes('active')]).toEqual([false, false])
})

test('[HS-10] [HS-14] a preview compares with the main profile, or with the one that is named', async () => {
  await using host = await open(store(), { edition: 'enterprise' })
  await activated(host, withNeutral('Main', 40))
  const second = await activated(host, withNeutral('Second', 50))
  const draft = withNeutral('Draft', 50)
  const moves = async (against?: string) => {
    const preview = await until(host, { definition: draft, ...(against && { against }) })
    return [preview.active && [preview.active.atRisk, preview.active.neutral], preview.moves, preview.changed.map(({ id }) => id)]
  }
  expect(await moves()).toEqual([[0, 2], [{ from: 'neutral', to: 'at-risk', count: 1 }], ['a']])
  expect(await moves(second.profile)).toEqual([[1, 1], [], []])
  expect(await moves('nobody')).toEqual([undefined, [], []])
})

test('[HS-10] of the changes of status the most frequent come first, and who gets or loses a score is among them', async () => {
  const csm = record(Company, 'm', { name: 'M', employees: 200, csm: 'root' })
  await using host = await open(store(csm, record(Company, 'n', { employees: 100 }), company('z', 5), company('c', 20)))
  await activated(host)
  const some = (id: string, test: object) => ({ name: id, filter: { property: 'company.employees', ...test } as FilterData })
  const moved = { ...withNeutral('Moved', 50), segments: [some('Large', { test: 'at-least', value: 10 })] }
  const { moves, changed, draft, active } = await until(host, { definition: moved })
  expect([draft, active]).toMatchObject([
    { atRisk: 2, neutral: 3, healthy: 0, none: 1, average: 52 },
    { atRisk: 1, neutral: 5, healthy: 0, none: 0, average: 46.7 },
  ])
  expect(moves).toEqual([
    { from: 'neutral', to: 'at-risk', count: 2 },
    { from: 'at-risk', to: 'none', count: 1 },
  ])
  expect(changed.map(({ id, from, to, because }) => ({ id, from, to, because }))).toEqual([
    { id: 'z', from: { score: 20, status: 'at-risk' }, to: { score: null, status: 'none' }, because: [] },
    ...['a', 'c'].map((id) => ({ id, from: { score: 40, status: 'neutral' }, to: { score: 40, status: 'at-risk' }, because: [] })),
  ])
  const small = { ...withNeutral('Moved', 61), segments: [some('Large', { test: 'at-least', value: 100 })] }
  const lost = await until(host, { definition: small })
  expect(lost.moves).toEqual([
    { from: 'neutral', to: 'at-risk', count: 3 },
    { from: 'neutral', to: 'none', count: 2 },
    { from: 'at-risk', to: 'none', count: 1 },
  ])
  expect(lost.changed.map(({ id, title, csm: by }) => [id, title, by])).toEqual([
    ...[
      ['a', 'A', undefined],
      ['c', 'C', undefined],
      ['z', 'Z', undefined],
    ],
    ...[
      ['b', 'B', undefined],
      ['m', 'M', 'root'],
      ['n', 'n', undefined],
    ],
  ])
})

test('[HS-10] why a customer changes status is explained by the three criteria that moved it most, under their names of the draft', async () => {
  const earns = (points: readonly number[], name: (at: number) => string) =>
    aProfile([
      aGroup(
        'g',
        100,
        points.map((each, at) => ({
          ...{ kind: 'number', id: `c${at}`, name: name(at), property: 'company.employees' },
          ranges: [{ from: 0, points: each }],
        })),
      ),
    ])
  await using host = await open()
  await activated(
    host,
    earns([1, 2, 3, 4, 40], (at) => `Old ${at}`),
  )
  const { changed, one } = await until(host, { definition: earns([1, 6, 0, 14, 0], (at) => `New ${at}`), record: 'a' })
  const because = [
    { of: 'c4', name: 'New 4', points: -40 },
    { of: 'c3', name: 'New 3', points: 10 },
    { of: 'c1', name: 'New 1', points: 4 },
  ]
  expect(changed).toMatchObject([
    { id: 'a', from: { score: 50 }, to: { score: 21 }, because },
    { id: 'b', because },
  ])
  expect(one?.causes).toEqual([...because, { of: 'c2', name: 'New 2', points: -3 }])
  const gone = await until(host, { definition: earns([1, 2, 3, 4], (at) => `New ${at}`), record: 'a' })
  expect(gone.one?.causes).toEqual([{ of: 'c4', name: 'Old 4', points: -40 }])
  const cut = await until(host, { definition: { ...earns([1, 2, 3, 4, 40], String), name: 'Cut', round: 7 }, record: 'a' })
  expect(cut.one?.causes).toEqual([{ of: 'total', name: 'Cut', points: -1 }])
})

test('[HS-10] a record that is not there, or has no title, is previewed as far as it can be', async () => {
  await using host = await open(store(record(Company, 'n', { employees: 100 })))
  await activated(host)
  expect(Object.keys(await until(host, { definition, record: 'nobody' }))).not.toContain('one')
  expect((await until(host, { definition, record: 'n' })).one).toMatchObject({ id: 'n', title: 'n', active: { score: 60 }, causes: [] })
})

test('[HS-10] a preview goes through all customers in parts, says how far it is, and says it at the end', async () => {
  await using host = await open(store(...Array.from({ length: 500 }, (_, at) => company(`x${String(at).padStart(3, '0')}`, 10))))
  await activated(host)
  const seen: number[] = []
  const last = await lastValueFrom(
    watchPreview(host, { definition: withNeutral('Draft', 50) }).pipe(
      tap(({ done }) => seen.push(done)),
      takeWhile(({ done, total }) => done < total, true),
    ),
  )
  expect([seen[0], seen.at(-1), last.total, last.draft.atRisk, last.draft.neutral]).toEqual([0, 502, 502, 501, 1])
  expect([last.changed.length, last.moves]).toEqual([50, [{ from: 'neutral', to: 'at-risk', count: 501 }]])
})
