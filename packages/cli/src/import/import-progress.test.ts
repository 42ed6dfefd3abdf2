import { expect, test } from 'vitest'
import { sayProgress } from './import-progress.js'

test('[SDK-16] progress is said every five seconds, with the rate and the time that is left', () => {
  const said: string[] = []
  let now = 0
  const progress = sayProgress(
    (text) => said.push(text),
    () => now,
  )
  progress({ step: 'indexing', lines: 0, done: 0.5 })
  progress({ step: 'importing', lines: 500, done: 0 })
  now = 4999
  progress({ step: 'importing', lines: 5000, done: 0.05 })
  now = 10_000
  progress({ step: 'importing', lines: 20_500, done: 0.1 })
  now = 12_000
  progress({ step: 'importing', lines: 30_000, done: 0.2 })
  now = 200_000
  progress({ step: 'linking', lines: 30_000, done: 1 })
  expect(said).toEqual(['Importing: 10 %, 20,500 lines, 2,000 lines a second, about 2 min left', 'Linking: 100 %, 30,000 lines'])
})
