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
