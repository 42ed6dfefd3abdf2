import { expect, test } from 'vitest'
import type { Change, ChangeBatch } from '../../storage/adapter.js'
import { type CountsIn, type FollowedLink, readingOnce, readWindow, type WindowRange } from './feed-window.js'
import type { JobFeed } from './job-feed.js'

type Given = Partial<Change> & { readonly id: string; readonly type?: string }
function changeOf({ id, type = 'company', ...more }: Given): Change {
  return { ref: { type, id }, change: 'patch', version: '1', at: 0, changed: ['name'], ...more }
}
/** A feed whose commits are numbered from 1; it remembers how many were read of it. */
function feedOf(...commits: readonly (readonly Given[])[]) {
  const batches = commits.map((changes, place): ChangeBatch => ({ cursor: `${place + 1}`, changes: changes.map(changeOf) }))
  const read: string[] = []
  const feed: JobFeed = {
    isShared: false,
    async *read(from) {
      for (const batch of batches.slice(Number(from))) {
        read.push(batch.cursor)
        yield batch
      }
    },
  }
  return { feed, read }
}
const all = () => () => true
const none = () => () => false
const window = ({ feed }: ReturnType<typeof feedOf>, range: Partial<WindowRange> = {}, countsIn: CountsIn = all) =>
  readWindow(feed, { from: '0', until: '9', ...range }, countsIn)

test('a record that is changed several times is one change, from before the first to after the last, in the order of the last', async () => {
  const feed = feedOf(
    [{ id: 'a', at: 10, before: { name: 'a1' }, after: { name: 'a2' } }],
    [{ id: 'b', after: { name: 'b1' } }],
    [
      { id: 'a', at: 30, before: { name: 'a2' }, after: { name: 'a3' } },
      { id: 'a', type: 'deal', before: { name: 'deal' } },
    ],
  )
  expect(await window(feed)).toEqual({
    end: '3',
    changes: [
      { ref: { type: 'company', id: 'b' }, was: undefined, is: { name: 'b1' }, links: [], place: 2, at: 0 },
      { ref: { type: 'company', id: 'a' }, was: { name: 'a1' }, is: { name: 'a3' }, links: [], place: 3, at: 30 },
      { ref: { type: 'deal', id: 'a' }, was: { name: 'deal' }, is: undefined, links: [], place: 4, at: 0 },
    ],
  })
})

test('a window ends at the last commit that is wanted, or where it was read before, and reads nothing beyond', async () => {
  const commits = ['a', 'b', 'c'].map((id) => [{ id }])
  const ends = [
    { until: '2' },
    { end: '1' },
    { until: '3', end: '2' },
    { from: '1', until: '2' },
    { from: '2', until: '2' },
    { from: '2', end: '2' },
  ]
  const found = []
  for (const range of ends) {
    const feed = feedOf(...commits)
    const { changes, end } = await window(feed, range)
    found.push([changes.map(({ ref }) => ref.id).join(''), end, feed.read.join('')])
  }
  expect(found).toEqual([
    ['ab', '2', '12'],
    ['a', '1', '1'],
    ['ab', '2', '12'],
    ['b', '2', '2'],
    ['', '2', ''],
    ['', '2', ''],
  ])
})

test('only what the window is about takes a place in it', async () => {
  const feed = feedOf([{ id: 'a' }, { id: 'b' }], [{ id: 'a', type: 'deal' }, { id: 'c' }])
  const { changes } = await window(
    feed,
    {},
    ({ cursor }) =>
      ({ ref }) =>
        ref.type === 'company' && !(ref.id === 'b' && cursor === '1'),
  )
  expect(changes.map(({ ref, place }) => [ref.id, place])).toEqual([
    ['a', 1],
    ['c', 2],
  ])
})

test('a window is full after 500 changes or 5,000 commits, but takes its last commit whole, and is as long when it is read again', async () => {
  const large = feedOf(...Array.from({ length: 400 }, (_, at) => [{ id: `a${at}` }, { id: `b${at}` }]))
  expect(await window(large, { until: '400' })).toMatchObject({ end: '250', changes: { length: 500 } })
  const odd = feedOf([{ id: 'first' }], ...Array.from({ length: 400 }, (_, at) => [{ id: `a${at}` }, { id: `b${at}` }]))
  expect(await window(odd, { until: '401' })).toMatchObject({ end: '251', changes: { length: 501 } })
  expect(await window(odd, { until: '401', end: '300' })).toMatchObject({ end: '300', changes: { length: 599 } })
  const quiet = feedOf(...Array.from({ length: 5_010 }, () => [{ id: 'a' }]))
  expect(await window(quiet, { until: '5010' }, none)).toEqual({ end: '5000', changes: [] })
  expect(await window(quiet, { until: '5010', end: '5005' }, none)).toEqual({ end: '5005', changes: [] })
})

test('of links, what came and went again is as it was, by edge, side, record and label', async () => {
  const link = (more: Partial<FollowedLink> = {}): FollowedLink => ({ edge: 'e', forward: true, other: { type: 'deal', id: 'd' }, ...more })
  const gone = { gone: true } as const
  const others = [{ edge: 'f' }, { forward: false }, { other: { type: 'deal', id: 'x' } }, { label: 'primary' }]
  const linksAfter = async (...steps: readonly FollowedLink[]) => {
    const { changes } = await window(feedOf(...steps.map((one) => [{ id: 'a', change: 'link' as const, linked: [one] }])))
    return changes[0]?.links
  }
  expect(await linksAfter(link())).toEqual([link()])
  expect(await linksAfter(link(), link(gone))).toEqual([])
  expect(await linksAfter(link(gone), link())).toEqual([])
  expect(await linksAfter(link(), link())).toEqual([link()])
  expect(await linksAfter(link(), link(gone), link())).toEqual([link()])
  for (const other of others) expect(await linksAfter(link(), link({ ...other, ...gone }))).toEqual([link(), link({ ...other, ...gone })])
})

test('[SEC-17] what counts is asked once for each commit, however many changes it has', async () => {
  const asked: string[] = []
  const feed = feedOf(...[300, 20].map((count) => Array.from({ length: count }, (_, at) => ({ id: `${count}-${at}` }))))
  const { changes } = await window(feed, {}, ({ cursor }) => {
    asked.push(cursor)
    return () => true
  })
  expect([asked, changes.length]).toEqual([['1', '2'], 320])
})

test('[SEC-17] the parts of a run that works through a window read it once', async () => {
  const { feed, read } = feedOf(...['a', 'b', 'c'].map((id) => [{ id }]))
  const reading = readingOnce(feed)
  const first = await reading({ from: '0', until: '2' }, all)
  expect(await reading({ from: '0', until: '2', end: first.end }, all)).toBe(first)
  expect(read).toEqual(['1', '2'])
  // Another part of the feed, and one whose end is not known yet, are read.
  expect(await reading({ from: '2', until: '3' }, all)).toMatchObject({ end: '3', changes: { length: 1 } })
  expect(await reading({ from: '2', until: '3' }, all)).toMatchObject({ end: '3', changes: { length: 1 } })
  expect(await reading({ from: '0', until: '3', end: '3' }, all)).toMatchObject({ end: '3', changes: { length: 3 } })
  expect(read).toEqual(['1', '2', '3', '3', '1', '2', '3'])
})

test('[SEC-17] a window over thousands of commits that are at hand lets others have their turn', async () => {
  const commits = 400
  let read = 0
  const feed: JobFeed = {
    isShared: false,
    async *read() {
      for (; read < commits; ) {
        // What decoding a commit costs.
        for (const until = performance.now() + 0.5; performance.now() < until; );
        yield { cursor: String(++read), changes: [] } satisfies ChangeBatch
      }
    },
  }
  let turns = 0
  const others = setInterval(() => turns++, 0)
  const { end } = await readWindow(feed, { from: '0', until: String(commits) }, all)
  clearInterval(others)
  expect([end, read]).toEqual(['400', 400])
  expect(turns).toBeGreaterThanOrEqual(4)
})
