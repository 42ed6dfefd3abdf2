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

test('[SDK-16] the time that is left is given in seconds, minutes or hours', () => {
  const leftAfter = (seconds: number, done: number): string | undefined => {
    let now = 0
    let said = ''
    const progress = sayProgress(
      (text) => (said = text),
      () => now,
    )
    progress({ step: 'indexing', lines: 0, done: 0 })
    now = seconds * 1000
    progress({ step: 'indexing', lines: 0, done })
    return /^Looking at the keys: \d+ %, about (.*) left$/.exec(said)?.[1]
  }
  expect([
    leftAfter(10, 0.999),
    leftAfter(10, 0.2),
    leftAfter(59, 0.5),
    leftAfter(60, 0.5),
    leftAfter(3_540, 0.5),
    leftAfter(3_600, 0.5),
    leftAfter(5_400, 0.5),
  ]).toEqual(['1 s', '40 s', '59 s', '1 min', '59 min', '1 h 0 min', '1 h 30 min'])
})

test('[SDK-16] rate and time that is left are those of the step that goes on, and one line is one', () => {
  const said: string[] = []
  let now = 1_000
  const progress = sayProgress(
    (text) => said.push(text),
    () => now,
  )
  progress({ step: 'importing', lines: 0, done: 0 })
  now = 6_000
  progress({ step: 'importing', lines: 5, done: 0.5 })
  now = 11_000
  progress({ step: 'linking', lines: 5, done: 0.5 })
  now = 21_000
  progress({ step: 'linking', lines: 5, done: 0.75 })
  now = 26_000
  progress({ step: 'linking', lines: 5, done: 1 })
  now = 31_000
  progress({ step: 'importing', lines: 1, done: 0 })
  expect(said).toEqual([
    'Importing: 50 %, 5 lines, 1 line a second, about 5 s left',
    'Linking: 50 %, 5 lines',
    'Linking: 75 %, 5 lines, about 10 s left',
    'Linking: 100 %, 5 lines',
    'Importing: 0 %, 1 line',
  ])
})
