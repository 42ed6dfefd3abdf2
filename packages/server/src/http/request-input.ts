import type { IncomingMessage } from 'node:http'
import type { Limits } from '../limits.js'
import { invalid, tooLarge } from '../problem-status.js'

/** The JSON of a request's body; `by` is the limit of its size. Errors: `input.invalid`, `input.too-large`. */
export async function readBody(incoming: IncomingMessage, limits: Limits, by: 'bodyBytes' | 'signInBytes' = 'bodyBytes'): Promise<unknown> {
  const type = incoming.headers['content-type'] ?? ''
  if (!/^application\/json\b/i.test(type)) throw invalid('The body must be JSON, sent as application/json.', ['body'])
  return parseInput(await readText(incoming, by, limits[by]), limits)
}

/** The input of a read in its address; `undefined` where there is none. Errors: `input.invalid`, `input.too-large`. */
export function parseAddressInput(url: string, text: string | undefined, limits: Limits): unknown {
  if (url.length > limits.addressLength) throw tooLarge('addressLength', limits.addressLength, 'The address is too long: use POST.')
  return text === undefined ? undefined : parseInput(text, limits)
}

/** The value of a JSON text. Errors: `input.invalid`, `input.too-large`. */
export function parseInput(text: string, limits: Limits): unknown {
  if (depthOf(text) > limits.inputDepth) throw tooLarge('inputDepth', limits.inputDepth, 'The input is nested too deep.')
  try {
    return JSON.parse(text)
  } catch {
    throw invalid('The input is not JSON.')
  }
}

/** The fields of a form that a browser sends. Errors: `input.invalid`, `input.too-large`. */
export async function readForm(incoming: IncomingMessage, max: number): Promise<URLSearchParams> {
  const type = incoming.headers['content-type'] ?? ''
  if (!/^application\/x-www-form-urlencoded\b/i.test(type)) throw invalid('The body must be a form.', ['body'])
  return new URLSearchParams(await readText(incoming, 'bodyBytes', max))
}

async function readText(incoming: IncomingMessage, by: 'bodyBytes' | 'signInBytes', max: number): Promise<string> {
  return (await readBytes(incoming, by, max)).toString('utf8')
}

/** A request's body as it came. Errors: `input.too-large`. */
export async function readBytes(incoming: IncomingMessage, by: keyof Limits, max: number): Promise<Buffer> {
  const refuse = () => tooLarge(by, max, 'The body is too large.')
  if (Number(incoming.headers['content-length'] ?? 0) > max) throw refuse()
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > max) throw refuse()
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

/** Levels of nesting of a JSON text, found before it is parsed. */
export function depthOf(text: string): number {
  let depth = 0
  let deepest = 0
  for (let i = 0; i < text.length; i++) {
    const char = text.charCodeAt(i)
    if (char === 34) i = endOfString(text, i)
    else if (char === 123 || char === 91) deepest = Math.max(deepest, ++depth)
    else if (char === 125 || char === 93) depth--
  }
  return deepest
}

function endOfString(text: string, start: number): number {
  for (let i = start + 1; i < text.length; i++) {
    const char = text.charCodeAt(i)
    if (char === 92) i++
    else if (char === 34) return i
  }
  return text.length
}
