import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { expect, test } from 'vitest'
import { dataFolder, testWith } from '../fixtures/test-data.js'
import type { CsvRecord } from './csv-parser.js'
import { type CsvOptions, type CsvPiece, readCsv } from './csv-reader.js'

async function* chunks(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}
async function readPieces(text: string | Uint8Array, options: CsvOptions = {}, size = 7): Promise<CsvPiece[]> {
  const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : text
  const pieces: CsvPiece[] = []
  for await (const piece of readCsv(chunks(bytes, size), options)) pieces.push(piece)
  return pieces
}
async function read(...args: Parameters<typeof readPieces>): Promise<CsvRecord[]> {
  return (await readPieces(...args)).flatMap(({ records }) => records)
}
async function unread(...args: Parameters<typeof readPieces>): Promise<CsvPiece['unread']> {
  return (await readPieces(...args)).at(-1)?.unread
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

test('[SDK-16] a quote that is never closed leaves lines unread, first and last named', async () => {
  for (const size of [1, 7, 1000]) {
    const text = 'a,b\n1,2\n3,"4\n5,6\n7,8'
    expect(brief(await read(text, {}, size))).toEqual([
      [1, 'a|b'],
      [2, '1|2'],
    ])
    expect(await unread(text, {}, size)).toEqual({ from: 3, to: 5, reason: 'Line 3: A quote is opened here and never closed.' })
  }
})

test('[SDK-16] a stray quote behind a cell of several lines names all lines that it spoils', async () => {
  const records = await read('a,b\n1,"x\ny"z\n2,3\n')
  expect(records.map(({ line, reason }) => [line, reason?.slice(-27)])).toEqual([
    [1, undefined],
    [2, 'Lines 2 to 3 were left out.'],
    [4, undefined],
  ])
})

test('[SDK-16] a stray quote in the last line names no line that is not there', async () => {
  for (const end of ['', '\n']) {
    const [, last] = await read(`a,b\n1,"x\ny"z${end}`)
    expect(last?.reason).toContain('Lines 2 to 3 were left out.')
  }
})

test('[SEC-9] cells and records have a largest size', async () => {
  expect(brief(await read(`a,b\n1,${'x'.repeat(20)}\n2,3\n`, { maxCell: 19 }))).toEqual([
    [1, 'a|b'],
    [2, 'bad'],
    [3, '2|3'],
  ])
  const text = `a,b\n1,"${'x'.repeat(500)}\n2,3\n`
  expect(await unread(text, { maxRecord: 100 })).toMatchObject({ from: 2, to: 3, reason: expect.stringContaining('100 characters') })
})

test('[SDK-16] bytes of another encoding end the reading at their line and character; what comes before is read', async () => {
  const latin = Uint8Array.from('a,b\n1,x\r\n2,y\u00e9\n3,z\n4,"q', (letter) => letter.charCodeAt(0))
  for (const size of [1, 4, 1000]) {
    expect(brief(await read(latin, {}, size))).toEqual([
      [1, 'a|b'],
      [2, '1|x'],
    ])
    expect(await unread(latin, {}, size)).toEqual({
      from: 3,
      to: 5,
      reason: expect.stringContaining('Line 3, character 4: the byte 0xE9 is not utf-8. Name the encoding of the file in the mapping'),
    })
    expect(brief(await read(latin.subarray(0, 14), { encoding: 'windows-1252' }, size)).at(2)).toEqual([3, '2|y\u00e9'])
  }
})

test('[SDK-16] a file that is no text says what it is, and nothing of it is read', async () => {
  const kinds: readonly (readonly [string, readonly number[]])[] = [
    ['It is a workbook (.xlsx)', [0x50, 0x4b, 0x03, 0x04, 0x14, 0, 10, 0xff]],
    ['It is a workbook (.xls)', [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 10]],
    ['It is compressed by gzip', [0x1f, 0x8b, 8, 0, 10, 65]],
    ['It is a PDF', [...new TextEncoder().encode('%PDF-1.7\n')]],
    ['It is in UTF-32', [0xff, 0xfe, 0, 0, 65, 0, 0, 0]],
    ['It is in UTF-32', [0, 0, 0xfe, 0xff, 0, 0, 0, 65]],
  ]
  for (const [says, bytes] of kinds)
    for (const [size, encoding] of [
      [1, 'utf-8'],
      [1000, 'windows-1252'],
    ] as const) {
      const file = Uint8Array.from(bytes)
      expect(brief(await read(file, { encoding }, size))).toEqual([])
      expect(await unread(file, { encoding }, size)).toMatchObject({ from: 1, reason: expect.stringContaining(says) })
    }
  // One that begins alike is read.
  expect(brief(await read('PK,b\n1,2\n'))).toEqual([
    [1, 'PK|b'],
    [2, '1|2'],
  ])
})

test('[SDK-16] a file that shares all but one byte with another kind is text', async () => {
  const heads = ['PK\u0003a', 'aK\u0003\u0004', '\u00d0\u00cf\u0011a', 'a\u00cf\u0011\u00e0', '\u001fa', 'a\u008b', '%PDa', 'aPDF']
  for (const head of heads) {
    const file = Uint8Array.from(`${head},b\n1,2\n`, (letter) => letter.charCodeAt(0))
    const [piece, last] = await readPieces(file, { encoding: 'iso-8859-2' }, 1000)
    expect([piece?.records.length, last], head).toEqual([2, { records: [] }])
  }
})

test('[SDK-16] a byte-order mark decides the encoding, whatever the mapping names', async () => {
  const units = (text: string, isLittle: boolean): Uint8Array => {
    const view = new DataView(new ArrayBuffer(text.length * 2))
    for (let at = 0; at < text.length; at++) view.setUint16(at * 2, text.charCodeAt(at), isLittle)
    return new Uint8Array(view.buffer)
  }
  const text = '\ufeffa,b\r\n\u010a,\ud83d\ude00\r\n2,"3\n4"\r\n'
  for (const isLittle of [true, false]) {
    for (const size of [1, 2, 3, 1000]) {
      expect(brief(await read(units(text, isLittle), { encoding: 'windows-1252' }, size))).toEqual([
        [1, 'a|b'],
        [2, '\u010a|\ud83d\ude00'],
        [3, '2|3\n4'],
      ])
    }
  }
})

test('[SDK-16] three bytes are the mark of UTF-8; two of them are letters of another encoding', async () => {
  const text = new TextEncoder().encode('\ufeffa,b\n\u00e9,2\n')
  for (const size of [1, 2, 1000])
    expect(brief(await read(text, { encoding: 'windows-1252' }, size))).toEqual([
      [1, 'a|b'],
      [2, '\u00e9|2'],
    ])
  const letters = Uint8Array.from([0xef, 0xbb, 0xc0, ...new TextEncoder().encode(',b\n1,2\n')])
  expect(brief(await read(letters, { encoding: 'windows-1252' }))[0]).toEqual([1, '\u00ef\u00bb\u00c0|b'])
})

test('[SDK-16] half of a mark is no mark: the letters are those of the encoding that the mapping names', async () => {
  const heads = [
    [0x61, 0xfe],
    [0xff, 0x61],
    [0xfe, 0x61],
    [0x61, 0xff],
    [0x61, 0xbb, 0xbf],
    [0xef, 0x61, 0xbf],
  ]
  for (const head of heads) {
    const file = Uint8Array.from([...head, ...new TextEncoder().encode(',b\n1,2\n')])
    expect(brief(await read(file, { encoding: 'windows-1252' }))).toEqual([
      [1, `${String.fromCharCode(...head)}|b`],
      [2, '1|2'],
    ])
  }
})

test('[SDK-16] in UTF-16 a letter that has the byte of a line end ends no line', async () => {
  const little = Uint8Array.from(
    [...'\ufeffa,b\n1,\u010a\u010dxyz\udc00,\n'].flatMap((letter) => [letter.charCodeAt(0) & 255, letter.charCodeAt(0) >> 8]),
  )
  const big = little.map((_, at) => little[at % 2 === 0 ? at + 1 : at - 1] ?? 0)
  for (const bytes of [little, big])
    for (const size of [1, 2, 5, 16, 1000]) {
      expect(brief(await read(bytes, {}, size))).toEqual([[1, 'a|b']])
      expect((await unread(bytes, {}, size))?.reason).toContain('Line 2, character 8: ')
    }
})

// A carriage return may be half of a line end, which what comes next says.
test.each([
  ['\n', [4, 8, 12]],
  ['\r\n', [6, 11, 15]],
  ['\r', [8, 12, 12]],
])('[SDK-11] in UTF-16 too, %j gives the records before it, without waiting for the file', async (end, expected) => {
  const text = `\ufeffa,b${end}1,x${end}2,y${end}`
  const bytes = Uint8Array.from([...text].flatMap((letter) => [letter.charCodeAt(0) & 255, letter.charCodeAt(0) >> 8]))
  let given = 0
  async function* letters(): AsyncGenerator<Uint8Array> {
    for (let at = 0; at < bytes.length; at += 2) {
      given = at / 2
      yield bytes.subarray(at, at + 2)
    }
  }
  const places: number[] = []
  for await (const { records } of readCsv(letters())) if (records.length > 0) places.push(...records.map(() => given))
  expect(places).toEqual(expected)
})

test('a file is let go of when its reading is given up', async () => {
  let isClosed = false
  async function* lines(): AsyncGenerator<Uint8Array> {
    try {
      for (;;) yield new TextEncoder().encode('a,b\n')
    } finally {
      isClosed = true
    }
  }
  for await (const { records } of readCsv(lines())) if (records.length > 0) break
  expect(isClosed).toBe(true)
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

test("[SDK-11] Excel's first line `sep=` says the delimiter where none is named, and is never the header", async () => {
  const expected = [
    [2, 'a|b,c'],
    [3, '1|2'],
  ]
  for (const end of ['\n', '\r\n', '\r'])
    for (const size of [1, 3, 1000]) expect(brief(await read(`\ufeffsep=;${end}a;b,c${end}1;2${end}`, {}, size))).toEqual(expected)
  expect(brief(await read('SEP=\t\na\tb,c\n1\t2'))).toEqual(expected)
  expect(brief(await read('sep=,\na;b,c\n1;2', { delimiter: ';' }))).toEqual(expected)
  expect(await read('sep=;')).toEqual([])
  expect(brief(await read('sep=;;x\n1;2;3', { delimiter: ';' }))).toEqual([
    [1, 'sep=||x'],
    [2, '1|2|3'],
  ])
  expect(await unread('sep=;\na;b\n"1;2')).toMatchObject({ from: 3, to: 3 })
})
