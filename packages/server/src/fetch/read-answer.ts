import type { IncomingMessage } from 'node:http'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { TextDecoder } from 'node:util'
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib'
import { RefusedFetch } from './fetch-refusal.js'

const unpackers = { gzip: createGunzip, 'x-gzip': createGunzip, deflate: createInflate, br: createBrotliDecompress } as const

/** The body of an answer as text. It is counted packed and unpacked, so a small body that unpacks to a large one ends early. Errors: `RefusedFetch`. */
export async function readAnswer(answer: IncomingMessage, most: number, signal: AbortSignal): Promise<string> {
  const encoding = (answer.headers['content-encoding'] ?? 'identity').trim().toLowerCase()
  const isPlain = encoding === '' || encoding === 'identity'
  if (!isPlain && !Object.hasOwn(unpackers, encoding)) throw new RefusedFetch('encoding')
  if (Number(answer.headers['content-length'] ?? 0) > most) throw new RefusedFetch('too-large')
  const chunks: Buffer[] = []
  const collect = async (source: AsyncIterable<Buffer>): Promise<void> => {
    for await (const chunk of source) chunks.push(chunk)
  }
  if (isPlain) await pipeline(answer, limited(most), collect, { signal })
  else await pipeline(answer, limited(most), unpackers[encoding as keyof typeof unpackers](), limited(most), collect, { signal })
  return decoderOf(answer).decode(Buffer.concat(chunks))
}

function limited(most: number): Transform {
  let size = 0
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      size += chunk.length
      if (size > most) done(new RefusedFetch('too-large'))
      else done(null, chunk)
    },
  })
}

function decoderOf({ headers }: IncomingMessage): TextDecoder {
  const named = /charset="?([\w-]+)/i.exec(headers['content-type'] ?? '')?.[1]
  try {
    return new TextDecoder(named ?? 'utf-8')
  } catch {
    return new TextDecoder()
  }
}
