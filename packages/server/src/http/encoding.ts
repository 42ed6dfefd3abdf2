import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'

/** How a body may be compressed; in the order in which the server prefers them. */
export type Encoding = 'br' | 'gzip'

const preferred: readonly Encoding[] = ['br', 'gzip']
/** Shorter bodies fit into one packet anyway. */
const leastBytes = 1_024
/** Beyond this, compressing costs more time than it saves on most lines. */
const quality = { [constants.BROTLI_PARAM_QUALITY]: 4 }

const toBrotli = promisify(brotliCompress)
const toGzip = promisify(gzip)

/** The encoding for a receiver that sent this `accept-encoding`: `undefined` where it takes only plain bytes. */
export function chooseEncoding(accepted: string | undefined): Encoding | undefined {
  const weights = new Map((accepted ?? '').toLowerCase().split(',').map(toWeight))
  const weightOf = (encoding: Encoding): number => weights.get(encoding) ?? weights.get('*') ?? 0
  const [best] = preferred.filter((encoding) => weightOf(encoding) > 0).sort((a, b) => weightOf(b) - weightOf(a))
  return best
}

/** Whether a body of that many bytes is worth compressing. */
export function isWorthEncoding(bytes: number): boolean {
  return bytes >= leastBytes
}

/** Compresses a body while someone waits for it. */
export function encode(body: Uint8Array | string, encoding: Encoding): Promise<Buffer> {
  return encoding === 'br' ? toBrotli(body, { params: quality }) : toGzip(body)
}

function toWeight(part: string): [string, number] {
  const [name = '', ...parameters] = part.split(';').map((each) => each.trim())
  const given = parameters.find((each) => each.startsWith('q='))?.slice(2)
  const weight = given === undefined ? 1 : Number(given)
  return [name, Number.isNaN(weight) ? 0 : weight]
}
