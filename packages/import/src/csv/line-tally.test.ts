import { expect, test } from 'vitest'
import { LineTally } from './line-tally.js'

test('[SDK-16] lines are counted alike however the text is cut', () => {
  const cases = [
    ['', 0],
    ['a', 1],
    ['a\n', 1],
    ['a\nb', 2],
    ['a\r\nb\r\n', 2],
    ['a\rb\r', 2],
    ['\n\r\n\r', 3],
    ['a\n\rb', 3],
  ] as const
  for (const [text, lines] of cases) {
    const whole = new LineTally().add(text)
    const cut = [...text].reduce((tally, character) => tally.add(character), new LineTally()).add('')
    expect([text, whole.lines, cut.lines]).toEqual([text, lines, lines])
  }
})
