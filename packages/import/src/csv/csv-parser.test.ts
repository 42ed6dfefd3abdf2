import { expect, test } from 'vitest'
import { CsvParser } from './csv-parser.js'

const open = () => new CsvParser({ delimiter: ',', maxCell: 20, maxRecord: 100 })

test('[SDK-11] a quoted cell at the end of the text is complete only when nothing follows', () => {
  const parser = open()
  expect(parser.push('a,b\n1,"x"')).toEqual([{ line: 1, cells: ['a', 'b'] }])
  expect([parser.rest, parser.line]).toEqual(['1,"x"', 2])
  expect(parser.push('"y"\n2,"z"')).toEqual([{ line: 2, cells: ['1', 'x"y'] }])
  expect(parser.push('', true)).toEqual([{ line: 3, cells: ['2', 'z'] }])
  expect([parser.rest, parser.isTooLong]).toEqual(['', false])
})

test('[SDK-11] a stray quote spoils its record in whatever cell it is', () => {
  const reason = 'A quote is in the wrong place. Quote the whole cell, and double the quotes inside it.'
  expect(open().push('a,b\n5"x,y\n"6"x,y\n7,8\n')).toEqual([
    { line: 1, cells: ['a', 'b'] },
    { line: 2, cells: ['5"x'], reason },
    { line: 3, cells: ['6'], reason },
    { line: 4, cells: ['7', '8'] },
  ])
})

test('[SEC-9] a record of the largest size is read, one character more is not, with or without its end', () => {
  const parser = new CsvParser({ delimiter: ',', maxCell: 20, maxRecord: 8 })
  expect(parser.push('a,b\n1,23456\n7,8\n')).toEqual([
    { line: 1, cells: ['a', 'b'] },
    { line: 2, cells: ['1', '23456'] },
    { line: 3, cells: ['7', '8'] },
  ])
  expect([parser.push('1,234567\n2,3\n'), parser.rest, parser.line, parser.isTooLong]).toEqual([[], '1,234567\n2,3\n', 4, true])
  const open = new CsvParser({ delimiter: ',', maxCell: 20, maxRecord: 8 })
  expect([open.push('1,"34567'), open.isTooLong]).toEqual([[], false])
  expect([open.push('8'), open.isTooLong]).toEqual([[], true])
})

test('[SDK-11] text in pieces of one character has the same records as in one', () => {
  const text = '\n"a",b\r\n\r\n"1\r\n,""2","",\r3,"4"\r5,6,7\n"8"9,\n,\n"",""\r\n\0,1\nlast,"x"'
  const records = [
    { line: 2, cells: ['a', 'b'] },
    { line: 4, cells: ['1\r\n,"2', '', ''], reason: 'It has 3 cells, and the header has 2.' },
    { line: 6, cells: ['3', '4'] },
    { line: 7, cells: ['5', '6', '7'], reason: 'It has 3 cells, and the header has 2.' },
    { line: 8, cells: ['8'], reason: expect.stringContaining('A quote is in the wrong place.') },
    { line: 9, cells: ['', ''] },
    { line: 10, cells: ['', ''] },
    { line: 11, cells: ['\0', '1'], reason: 'A cell contains a NUL character, which text may not contain.' },
    { line: 12, cells: ['last', 'x'] },
  ]
  for (const size of [1, 2, 3, 7, text.length]) {
    const parser = open()
    const pieces = Array.from({ length: Math.ceil(text.length / size) }, (_, at) => text.slice(at * size, (at + 1) * size))
    expect([...pieces.flatMap((piece) => parser.push(piece)), ...parser.push('', true)], `${size}`).toEqual(records)
    expect([parser.rest, parser.line]).toEqual(['', 12])
  }
})
