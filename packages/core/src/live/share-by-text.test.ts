import { expect, test } from 'vitest'
import { shareByText } from './share-by-text.js'

test('what is written the same shares one answer', () => {
  const share = shareByText((list: readonly string[]) => ({ list }))
  expect(share(['a'])).toBe(share(['a']))
  expect(share(['a'])).not.toBe(share(['b']))
})

test('only the answers that were asked for last are kept', () => {
  const share = shareByText((text: string) => ({ text }), 2)
  const [a, b] = [share('a'), share('b')]
  share('a')
  share('c')
  expect(share('a')).toBe(a)
  expect(share('b')).not.toBe(b)
})
