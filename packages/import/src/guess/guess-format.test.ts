import { expect, test } from 'vitest'
import { guessFormat } from './guess-format.js'

const bytes = (text: string) => new TextEncoder().encode(text)
const delimiterOf = (...lines: readonly string[]) => guessFormat(bytes(`${lines.join('\n')}\n`)).delimiter
/** Text in UTF-16, with the mark that says which half comes first. */
function units(text: string, isLittle: boolean): Uint8Array {
  const view = new DataView(new ArrayBuffer(text.length * 2))
  for (let at = 0; at < text.length; at++) view.setUint16(at * 2, text.charCodeAt(at), isLittle)
  return new Uint8Array(view.buffer)
}

test('[SDK-16] the encoding is that of the mark, else UTF-8 where the bytes are that, else that of Windows', () => {
  const text = 'Ä;b\n1;2\n'
  expect(guessFormat(units(`\ufeff${text}`, true))).toEqual({ encoding: 'utf-16le', delimiter: ';' })
  expect(guessFormat(units(`\ufeff${text}`, false))).toEqual({ encoding: 'utf-16be', delimiter: ';' })
  expect(guessFormat(bytes(text))).toEqual({ encoding: 'utf-8', delimiter: ';' })
  expect(guessFormat(Uint8Array.from(text, (letter) => letter.charCodeAt(0)))).toEqual({ encoding: 'windows-1252', delimiter: ';' })
  // Half a mark is a letter of Windows.
  for (const head of [0xff, 0xfe]) expect(guessFormat(Uint8Array.of(head, 0x61, 0x0a)).encoding).toBe('windows-1252')
  for (const second of [0xff, 0xfe]) expect(guessFormat(Uint8Array.of(0x61, second)).encoding).toBe('windows-1252')
})

test('[SDK-16] a letter that the end of the head cuts in two is still UTF-8', () => {
  expect(guessFormat(bytes('a,é').subarray(0, 3)).encoding).toBe('utf-8')
})

test('[SDK-16] the delimiter is the one that cuts most lines alike', () => {
  for (const delimiter of [',', ';', '\t', '|']) expect(delimiterOf(`a${delimiter}b`, `1${delimiter}2`)).toBe(delimiter)
  expect(delimiterOf('name;amount', 'Alba;1,5', 'Bex;2,5')).toBe(';')
  expect(delimiterOf('name, first;amount', 'Alba;1', 'Bex;2')).toBe(';')
  expect(delimiterOf('a;b;c', '1;2;3,4', '1;2;3,4')).toBe(';')
  expect(delimiterOf('"a;b",c', '"1;2",3')).toBe(',')
  expect(delimiterOf('a;b', '1;2;3', '1', '2')).toBe(';')
  // Of two that cut alike, the usual one; beyond four cells more of them say nothing.
  expect(delimiterOf('a,b;c', '1,2;3')).toBe(',')
  expect(delimiterOf('a,b,c,d;e;f;g;h;i', '1,2,3,4;5;6;7;8;9')).toBe(',')
})

test('[SDK-16] the delimiter is the one that the file names in its first line', () => {
  expect([delimiterOf('sep=;', 'a,b;c,d', '1,2;3,4'), delimiterOf('sep=^', 'a,b', '1,2')]).toEqual([';', '^'])
})

test('[SDK-16] a file of one column, of one line or of none is taken for one with commas', () => {
  expect([delimiterOf('Name', 'Alba'), delimiterOf(''), guessFormat(new Uint8Array(0)).delimiter]).toEqual([',', ',', ','])
  expect(guessFormat(bytes('a;b')).delimiter).toBe(',')
})
