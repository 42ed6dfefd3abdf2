import { expect, test } from 'vitest'
import { byteOrderMark, csvLine, neutralise } from './csv-line.js'

test('[SEC-8] text that a spreadsheet would run begins with one more apostrophe; all other text stays', () => {
  for (const text of ['=1+1', '+1', '-1', '@sum', '\tx', '\rx', "'=1", "''@x"]) expect(neutralise(text)).toBe(`'${text}`)
  for (const text of ['', '1', 'a=1', ' =1', "'", "'a", "it's", '\nx', 'a-b']) expect(neutralise(text)).toBe(text)
})

test('[SEC-8] a line ends with CRLF, and quotes the cells that need it', () => {
  expect(csvLine(['a', 'b c', ''])).toBe('a,b c,\r\n')
  expect(csvLine([])).toBe('\r\n')
  expect(csvLine(['a,b', 'say "hi"', 'a\nb', 'a\rb', 'a\tb', ' a', 'a '])).toBe('"a,b","say ""hi""","a\nb","a\rb","a\tb"," a","a "\r\n')
  expect(byteOrderMark.codePointAt(0)).toBe(0xfeff)
})
