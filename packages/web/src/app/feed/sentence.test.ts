import { expect, test } from 'vitest'
import { sayParts } from './sentence.js'

test('[FEED-3] a sentence names the thing and its values, and leaves out brackets without a value', () => {
  const opened = 'opened {thing}[ {times} times]'
  expect(sayParts(opened, { times: '3' })).toEqual([
    { text: 'opened ' },
    { thing: true },
    { text: ' ' },
    { value: '3' },
    { text: ' times' },
  ])
  expect(sayParts(opened, {})).toEqual([{ text: 'opened ' }, { thing: true }])
  expect(sayParts('called[, {duration}]', { duration: '14 min' })).toEqual([{ text: 'called, ' }, { value: '14 min' }])
  expect(sayParts('called[, {duration}]', {})).toEqual([{ text: 'called' }])
  expect(sayParts('hat {thing}[ {times}-mal] geöffnet', { times: '3' }).map((part) => Object.values(part)[0])).toEqual([
    ...['hat ', true, ' ', '3', '-mal geöffnet'],
  ])
})
