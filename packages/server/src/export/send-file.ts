import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Api, HttpContext } from '../http/api.js'
import { answered, toProblem } from '../http/reply.js'
import { problemOf, tooLarge } from '../problem-status.js'
import type { Principal } from '../sign-in/principal.js'

/** A file that is made while it is sent. */
export interface SentFile {
  readonly name: string
  readonly type: string
  readonly text: AsyncIterable<string>
}

/**
 * Sends a file piece by piece. What is refused before the first piece is refused as any call; what fails later, or a session that ends, breaks
 * the connection, so that no part of a file is taken for the whole. Errors: those of the first piece, `input.too-large`.
 */
export async function sendFile(
  context: HttpContext,
  api: Api,
  { user, ended }: Principal,
  { name, type, text }: SentFile,
): Promise<Response> {
  const release = take(api, user)
  const { outgoing } = context.env
  const pieces = text[Symbol.asyncIterator]()
  const session = ended.subscribe(() => outgoing.destroy())
  const finish = (): void => {
    session.unsubscribe()
    release()
  }
  try {
    const first = await pieces.next()
    outgoing.writeHead(200, {
      'content-type': `${type}; charset=utf-8`,
      'content-disposition': `attachment; filename="${name.replaceAll(/[^\w.-]+/g, '-')}"`,
      'cache-control': 'no-store',
    })
    void pipeline(Readable.from(rest(first, pieces)), outgoing)
      .catch((error: unknown) => void (problemOf(error) === undefined && !hasLeft(error) && toProblem(error, api.log)))
      .finally(finish)
    return answered
  } catch (error) {
    finish()
    throw error
  }
}

// The receiver is gone, or was sent away: nothing went wrong here.
function hasLeft(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_STREAM_PREMATURE_CLOSE'
}

async function* rest(first: IteratorResult<string, unknown>, pieces: AsyncIterator<string>): AsyncGenerator<string> {
  try {
    for (let piece = first; !piece.done; piece = await pieces.next()) yield piece.value
  } finally {
    await pieces.return?.()
  }
}

function take({ exporting, limits }: Api, user: string): () => void {
  const taken = exporting.get(user) ?? 0
  if (taken >= limits.exportsPerUser) throw tooLarge('exportsPerUser', limits.exportsPerUser, 'Other exports of yours are under way.')
  exporting.set(user, taken + 1)
  return () => void exporting.set(user, (exporting.get(user) ?? 1) - 1)
}
