import { expect, test } from 'vitest'
import type { FileSource } from '../file-source.js'
import { memorySource } from '../memory-source.js'
import { readSample } from './read-sample.js'

const bytes = (text: string) => new TextEncoder().encode(text)
const sourceOf = (content: string | Uint8Array) =>
  memorySource(new Map([['a.csv', typeof content === 'string' ? bytes(content) : content]]))

test('[SDK-16] a sample has the format of the file, its header and its lines; a line that cannot be read is left out', async () => {
  const file = sourceOf('Name;ARR\nAlba;1,5\nBex\nCor;"2"\n')
  const sample = { file: 'a.csv', encoding: 'utf-8', delimiter: ';', header: ['Name', 'ARR'] }
  const rows = [
    ['Alba', '1,5'],
    ['Cor', '2'],
  ]
  expect(await readSample(file, 'a.csv', 'u1')).toEqual({ ...sample, upload: 'u1', rows })
  expect((await readSample(file, 'a.csv')).upload).toBe('a.csv')
})

test('[SDK-16] five hundred lines of a long file are looked at, and it is not read to its end', async () => {
  const line = (at: number) => `${at},${'x'.repeat(20)}\n`
  let given = 0
  const source: FileSource = {
    size: async () => 0,
    async *read() {
      yield bytes('Id,Name\n')
      for (given = 0; given < 100; given++) yield bytes(Array.from({ length: 100 }, (_, at) => line(given * 100 + at)).join(''))
    },
  }
  const { rows } = await readSample(source, 'a.csv')
  expect([rows.length, rows[0]?.[0], rows.at(-1)?.[0]]).toEqual([500, '0', '499'])
  expect(given).toBeLessThan(7)
  const short = await readSample(sourceOf(`Id,Name\n${Array.from({ length: 501 }, (_, at) => line(at)).join('')}`), 'a.csv')
  expect(short.rows).toHaveLength(500)
})

test('[SDK-16] a file without anything in it has no header; one that is no text is refused as what it is', async () => {
  expect(await readSample(sourceOf(''), 'a.csv')).toMatchObject({ header: [], rows: [], encoding: 'utf-8', delimiter: ',' })
  const nothing: FileSource = { size: async () => 0, async *read() {} }
  expect(await readSample(nothing, 'a.csv')).toMatchObject({ header: [], rows: [] })
  const message = expect.stringMatching(/^a\.csv cannot be read\. It is compressed by gzip/)
  await expect(readSample(sourceOf(Uint8Array.of(0x1f, 0x8b, 8, 0, 10)), 'a.csv')).rejects.toMatchObject({
    problem: { code: 'input.invalid', message, details: { issues: [{ path: [], message }] } },
  })
})

test('[SDK-16] what can be read of a file before its fault is the sample', async () => {
  expect((await readSample(sourceOf('Name,ARR\nAlba,1\nBex,"2\n'), 'a.csv')).rows).toEqual([['Alba', '1']])
})

test('[SDK-16] the first 64 KiB say in which encoding a file is', async () => {
  const head = `Name\n${'x'.repeat(65_530)}\n`
  const encodingOf = async (before: string) => {
    const whole = Uint8Array.of(...bytes(before), 0xfc, 0x0a)
    return (await readSample(sourceOf(whole), 'a.csv')).encoding
  }
  expect(head).toHaveLength(65_536)
  expect([await encodingOf(head), await encodingOf(head.slice(1))]).toEqual(['utf-8', 'windows-1252'])
})

test('[SDK-16] a file in UTF-16 is read by its mark', async () => {
  const text = '\ufeffName;Ort\nAlba;Köln\n'
  const view = new DataView(new ArrayBuffer(text.length * 2))
  for (let at = 0; at < text.length; at++) view.setUint16(at * 2, text.charCodeAt(at), true)
  expect(await readSample(sourceOf(new Uint8Array(view.buffer)), 'a.csv')).toEqual({
    ...{ upload: 'a.csv', file: 'a.csv', encoding: 'utf-16le', delimiter: ';' },
    ...{ header: ['Name', 'Ort'], rows: [['Alba', 'Köln']] },
  })
})

test('[SDK-16] five hundred lines are looked at, wherever the pieces of the file end', async () => {
  const lines = (from: number, to: number) => Array.from({ length: to - from }, (_, at) => `${from + at},x\n`).join('')
  for (const first of [498, 499, 500]) {
    const source: FileSource = {
      size: async () => 0,
      async *read() {
        yield bytes(`Id,Name\n${lines(0, first)}`)
        yield bytes(lines(first, 600))
      },
    }
    const { rows } = await readSample(source, 'a.csv')
    expect(rows.map(([id]) => id)).toEqual(Array.from({ length: 500 }, (_, at) => `${at}`))
  }
})
