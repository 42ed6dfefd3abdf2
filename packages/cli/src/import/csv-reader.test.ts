import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { expect, test } from 'vitest'
import { type CsvOptions, type CsvRecord, readCsv } from './csv-reader.js'
import { dataFolder, testWith } from './fixtures/test-data.js'

async function* chunks(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}
async function read(text: string | Uint8Array, options: CsvOptions = {}, size = 7): Promise<CsvRecord[]> {
  const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : text
  const records: CsvRecord[] = []
  for await (const record of readCsv(chunks(bytes, size), options)) records.push(record)
  return records
}
const brief = (records: readonly CsvRecord[]) =>
  records.map(({ line, cells, reason }) => [line, reason === undefined ? cells.join('|') : 'bad'])

test('[SDK-11] reads LF, CRLF and CR, with and without a byte-order mark, in pieces of any size', async () => {
  const expected = [
    [1, 'a|é😀'],
    [2, '1|x'],
    [3, '2|'],
  ]
  for (const end of ['\n', '\r\n', '\r']) {
    for (const size of [1, 2, 3, 5, 1000]) {
      expect(brief(await read(`\ufeffa,é😀${end}1,x${end}2,${end}`, {}, size))).toEqual(expected)
      expect(brief(await read(`a,é😀${end}1,x${end}2,`, {}, size))).toEqual(expected)
    }
  }
})

test('[SDK-11] line numbers count the lines inside quoted cells, and blank ones', async () => {
  const text = 'a,b\r\n1,"x\r\ny\nz"\r\n\r\n2,"q""q"\r\n\r\n\r\n3,4\n'
  for (const size of [1, 3, 1000])
    expect(brief(await read(text, {}, size))).toEqual([
      [1, 'a|b'],
      [2, '1|x\r\ny\nz'],
      [6, '2|q"q'],
      [9, '3|4'],
    ])
})

test('[SDK-11] a ragged record is refused with its line, and the next ones are not shifted', async () => {
  const records = await read('a,b,c\n1,2\n1,2,3,4\n"1,2",3,4\n')
  expect(brief(records)).toEqual([
    [1, 'a|b|c'],
    [2, 'bad'],
    [3, 'bad'],
    [4, '1,2|3|4'],
  ])
  expect(records[1]?.reason).toBe('It has 2 cells, and the header has 3.')
})

test('[SDK-11] a stray quote spoils its own line and no other', async () => {
  const records = await read('a,b\n1,"x"y\n2,3\n5,x"y\n6,"x" \n7,8\n')
  expect(brief(records)).toEqual([
    [1, 'a|b'],
    [2, 'bad'],
    [3, '2|3'],
    [4, 'bad'],
    [5, 'bad'],
    [6, '7|8'],
  ])
})

test('[SDK-11] a quote that is never closed ends the file with an error that names its line', async () => {
  await expect(read('a,b\n1,2\n3,"4\n5,6\n')).rejects.toThrow('Line 3: A quote is opened here and never closed.')
})

test('[SEC-9] cells and records have a largest size', async () => {
  expect(brief(await read(`a,b\n1,${'x'.repeat(20)}\n2,3\n`, { maxCell: 19 }))).toEqual([
    [1, 'a|b'],
    [2, 'bad'],
    [3, '2|3'],
  ])
  await expect(read(`a,b\n1,"${'x'.repeat(500)}`, { maxRecord: 100 })).rejects.toMatchObject({ code: 'input.too-large' })
})

test('[SDK-11] bytes of another encoding are an error, not question marks', async () => {
  const latin = Uint8Array.of(97, 44, 98, 10, 49, 44, 0xe9, 10)
  await expect(read(latin)).rejects.toThrow('Name it in the mapping')
  expect(brief(await read(latin, { encoding: 'windows-1252' }))).toEqual([
    [1, 'a|b'],
    [2, '1|é'],
  ])
})

test('[SDK-11] other delimiters, also inside quotes', async () => {
  expect(brief(await read('a;b\n"1;2";3,5\n', { delimiter: ';' }))).toEqual([
    [1, 'a|b'],
    [2, '1;2|3,5'],
  ])
  expect(brief(await read('a\tb\n"1\t2"\t3\n', { delimiter: '\t' }))).toEqual([
    [1, 'a|b'],
    [2, '1\t2|3'],
  ])
})

test('[SDK-11] a cell with a NUL character is refused: stores differ in what they do with it', async () => {
  expect(brief(await read('a,b\n1,x\0y\n2,3\n'))).toEqual([
    [1, 'a|b'],
    [2, 'bad'],
    [3, '2|3'],
  ])
})

test('[SDK-11] an empty file has no records', async () => {
  expect(await read('')).toEqual([])
})

testWith('csv-vectors')('[SDK-11] passes the public CSV vectors', async () => {
  const folder = join(dataFolder, 'csv-vectors')
  // The file and its expected answer contradict each other, as the data set's own description says.
  const names = readdirSync(join(folder, 'csvs'))
    .map((file) => basename(file, '.csv'))
    .filter((name) => name !== 'location_coordinates')
  expect(names).toHaveLength(11)
  for (const name of names) {
    const [header, ...rows] = await read(readFileSync(join(folder, 'csvs', `${name}.csv`)))
    const objects = rows.map(({ cells }) => Object.fromEntries(cells.map((cell, at) => [header?.cells[at], cell])))
    expect(objects, name).toEqual(JSON.parse(readFileSync(join(folder, 'json', `${name}.json`), 'utf8')))
  }
})

testWith('csv-vectors')('[SDK-11] keeps awkward text byte for byte', async () => {
  const strings: string[] = JSON.parse(readFileSync(join(dataFolder, 'csv-vectors/naughty-strings.json'), 'utf8'))
  const text = ['text,end', ...strings.map((each) => `"${each.replaceAll('"', '""')}",.`)].join('\r\n')
  const records = await read(text, {}, 4096)
  expect(records.slice(1).map(({ cells }) => cells[0])).toEqual(strings)
})
