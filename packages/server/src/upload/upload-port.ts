import type { Outcome, UserId } from '@tenure/core/contract'

/** Where files go that users send, such as those of an import. It decides who may send one, and how large it may be. */
export interface UploadPort {
  /** Takes a file in as it comes; `name` is what the user calls it, and never a path. */
  take(user: UserId, name: string, bytes: AsyncIterable<Uint8Array>): Promise<Outcome<SentFile>>
}
/** A file that was sent: others name it by its id. */
export interface SentFile {
  readonly id: string
  readonly name: string
  readonly bytes: number
}
/** The path that takes a file, below the root of the API; the page's own client has no use for it. */
export const uploadPath = '/upload'
