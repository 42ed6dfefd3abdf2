import { expect, test } from 'vitest'
import type { ChangeBatch } from '../../storage/adapter.js'
import { readWindow } from './feed-window.js'
import type { JobFeed } from './job-feed.js'

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
  const { end } = await readWindow(feed, { from: '0', until: String(commits) }, () => true)
  clearInterval(others)
  expect([end, read]).toEqual(['400', 400])
  expect(turns).toBeGreaterThanOrEqual(4)
})
