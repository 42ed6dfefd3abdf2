import { expect, test } from 'vitest'
import { LineTally } from './line-tally.js'
import { TextSource } from './text-source.js'

const bytes = (text: string) => new TextEncoder().encode(text)
/** Text in UTF-16, with its mark, in pieces of so many bytes. */
function units(text: string, isLittle: boolean, size = Number.POSITIVE_INFINITY): Uint8Array[] {
  const marked = `\ufeff${text}`
  const view = new DataView(new ArrayBuffer(marked.length * 2))
  for (let at = 0; at < marked.length; at++) view.setUint16(at * 2, marked.charCodeAt(at), isLittle)
  return cut(new Uint8Array(view.buffer), Math.min(size, view.byteLength))
}
const cut = (whole: Uint8Array, size: number) =>
  Array.from({ length: Math.ceil(whole.length / size) }, (_, at) => whole.subarray(at * size, (at + 1) * size))
async function* sourceOf(pieces: readonly Uint8Array[]) {
  yield* pieces
}
/** What is given of these pieces, what ended it, and how many lines were left. */
async function read(pieces: readonly Uint8Array[], encoding = 'utf-8') {
  const source = new TextSource(sourceOf(pieces), encoding)
  const texts: string[] = []
  for await (const text of source.texts()) texts.push(text)
  const tally = new LineTally()
  await source.tallyRest(tally)
  const { fault, otherKind } = source
  return { texts, left: tally.lines, ...(fault && { fault }), ...(otherKind !== undefined && { otherKind }) }
}

test('[SDK-11] whole lines are given as they come, whatever ends them and whatever the encoding', async () => {
  for (const end of ['\n', '\r'])
    expect(await read([bytes(`ab${end}cd${end}e`), bytes(`f${end}`), bytes('last')])).toEqual({
      ...{ texts: [`ab${end}cd${end}`, `ef${end}`, 'last'], left: 0 },
    })
  for (const isLittle of [true, false])
    for (const end of ['\n', '\r']) {
      // The mark and two letters; the third piece ends in the middle of a letter.
      const pieces = units(`ab${end}ċd${end}ef`, isLittle, 9)
      expect(await read(pieces)).toEqual({ texts: [`ab${end}`, `ċd${end}`, 'ef'], left: 0 })
    }
})

test('[SDK-11] only the mark at the beginning is taken away', async () => {
  expect((await read([bytes('\ufeffab\n'), bytes('\ufeffcd\n'), bytes('\ufeffe')])).texts).toEqual(['ab\n', '\ufeffcd\n', '\ufeffe'])
})

test('[SDK-11] letters that look like a part of another mark are text', async () => {
  expect(await read(units('Āb\n', true))).toEqual({ texts: ['Āb\n'], left: 0 })
  expect(await read([Uint8Array.of(0, 0, 0xfe, 0x61, 0x0a)], 'windows-1252')).toEqual({ texts: ['\0\0þa\n'], left: 0 })
  for (const sign of [
    [0xff, 0xfe, 0, 0],
    [0, 0, 0xfe, 0xff],
  ])
    expect(await read([Uint8Array.of(...sign, 0x61, 0x0a)])).toMatchObject({ texts: [], otherKind: 'It is in UTF-32. Save it in UTF-8.' })
})

test('[SDK-16] bytes of another encoding end the text at the line before them; the rest is counted and not given', async () => {
  const [before, wrong, after] = [bytes('ab\ncd\n'), Uint8Array.of(0x65, 0x66, 0xfc, 0x67, 0x0a), bytes('h\ni\n')]
  const left = { left: 3, fault: { encoding: 'utf-8', character: 3, byte: 0xfc } }
  expect(await read([before, wrong, after])).toEqual({ texts: ['ab\ncd\n'], ...left })
  expect(await read([Uint8Array.of(...before, ...wrong), after])).toEqual({ texts: ['ab\ncd\n'], ...left })
  expect(await read([Uint8Array.of(0xfc, 0x67, 0x68, 0x0a)])).toEqual({
    ...{ texts: [], left: 1, fault: { encoding: 'utf-8', character: 1, byte: 0xfc } },
  })
})

test('[SDK-16] half a pair of UTF-16 is such a byte, and lines behind it are counted wherever the pieces end', async () => {
  for (const size of [3, 5, 7, 1000]) {
    const fault = { encoding: 'utf-16le', character: 2, byte: 0x3d }
    expect(await read(units('a\ud83db\ncd\nef\n', true, size)), `${size}`).toEqual({ texts: [], left: 3, fault })
    expect(await read(units('xy\nz\ud83db\ncd\nef\n', true, size)), `${size}`).toEqual({ texts: ['xy\n'], left: 3, fault })
  }
})

test('[SEC-9] a block without a line end is given once it is larger than four mebibytes, and no letter is cut', async () => {
  const most = 4 * 2 ** 20
  const lengths = async (pieces: readonly Uint8Array[]) => (await read(pieces)).texts.map((text) => text.length)
  const block = bytes('x'.repeat(most))
  expect(await lengths([block, bytes('yz'), bytes('1')])).toEqual([most + 2, 1])
  expect(await lengths([block, bytes('y'), bytes('z\n1')])).toEqual([most, 3, 1])
  // Letters of two bytes, one of which would be cut.
  const { texts, fault } = await read([bytes(`x${'é'.repeat(most / 2)}x`), bytes('é\n')])
  expect([texts.join('') === `x${'é'.repeat(most / 2)}xé\n`, fault]).toEqual([true, undefined])
  const odd = await read([bytes(`x${'é'.repeat(most / 2)}`), bytes('é\n')])
  expect([odd.texts.map((text) => text.length), odd.fault]).toEqual([[most / 2, 3], undefined])
})

test('[SDK-11] closing a source waits until what it comes from is closed', async () => {
  const closed: string[] = []
  const iterator: AsyncIterator<Uint8Array> = {
    next: async () => ({ done: false, value: bytes('a\n') }),
    return: async () => {
      await new Promise((resolve) => setImmediate(resolve))
      closed.push('closed')
      return { done: true, value: undefined }
    },
  }
  await new TextSource({ [Symbol.asyncIterator]: () => iterator }, 'utf-8').close()
  expect(closed).toEqual(['closed'])
  await new TextSource({ [Symbol.asyncIterator]: () => ({ next: iterator.next }) }, 'utf-8').close()
})
