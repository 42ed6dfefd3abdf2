import { randomUUID } from 'node:crypto'
import { type FileHandle, mkdir, open, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { TenureError, type UserId } from '@tenure/core'

/** A file that a user sent. Its name is only shown: on the disk it is called by its id (SEC-9). */
export interface Upload {
  readonly id: string
  readonly user: UserId
  readonly name: string
  readonly bytes: number
  readonly at: number
}
/** How much is taken, and for how long. */
export interface UploadLimits {
  /** Of one file. */
  readonly maxBytes: number
  /** Of one user, before older ones expire. */
  readonly maxFiles: number
  readonly keepMs: number
}
export const defaultUploadLimits: UploadLimits = { maxBytes: 50 * 2 ** 20, maxFiles: 40, keepMs: 24 * 3_600_000 }

const idShape = /^[0-9a-f-]{36}$/

/** Uploaded files in a folder that only its owner can look into. Each belongs to one user, and goes by itself after a day. */
export class UploadStore {
  readonly #folder: string
  readonly #now: () => number
  readonly limits: UploadLimits

  constructor(folder: string, now: () => number, limits: UploadLimits = defaultUploadLimits) {
    this.#folder = folder
    this.#now = now
    this.limits = limits
  }

  /** Errors: `input.too-large`, and nothing is kept. */
  async take(user: UserId, name: string, bytes: AsyncIterable<Uint8Array>): Promise<Upload> {
    await mkdir(this.#folder, { recursive: true, mode: 0o700 })
    await this.#makeRoom(user)
    const id = randomUUID()
    const file = this.path(id)
    const handle = await open(file, 'wx', 0o600)
    try {
      const size = await this.#write(handle, bytes)
      const upload: Upload = { id, user, name: shownName(name), bytes: size, at: this.#now() }
      await writeFile(`${file}.json`, JSON.stringify(upload), { mode: 0o600 })
      return upload
    } catch (error) {
      await rm(file, { force: true })
      throw error
    } finally {
      await handle.close()
    }
  }

  /** An upload of that user. Errors: `input.invalid` for one that is not there, or that is somebody else's. */
  async get(user: UserId, id: string): Promise<Upload> {
    const found = idShape.test(id) ? await this.#read(id) : undefined
    if (found !== undefined && found.user === user) return found
    const message = 'This file is not here any more. Send it again.'
    throw new TenureError('input.invalid', message, { issues: [{ path: ['upload'], message }] })
  }

  path(id: string): string {
    return join(this.#folder, id)
  }

  /** Removes what is too old, and what a kill left of an upload by the time that one would be. */
  async expire(): Promise<void> {
    const all = await this.#all()
    for (const { id, at } of all) if (this.#isOld(at)) await this.#remove(id)
    const whole = new Set(all.map(({ id }) => id))
    for (const name of await this.#names()) {
      const id = name.replace(/\.json$/, '')
      const file = join(this.#folder, name)
      // It may also be one that is just being sent.
      if (idShape.test(id) && !whole.has(id) && this.#isOld((await stat(file).catch(() => undefined))?.mtimeMs))
        await rm(file, { force: true })
    }
  }

  #isOld(since = Number.POSITIVE_INFINITY): boolean {
    return since + this.limits.keepMs < this.#now()
  }

  async #write(handle: FileHandle, bytes: AsyncIterable<Uint8Array>): Promise<number> {
    let size = 0
    for await (const chunk of bytes) {
      size += chunk.length
      if (size > this.limits.maxBytes)
        throw new TenureError(
          'input.too-large',
          `The file is larger than ${this.limits.maxBytes} bytes. Import it with the command line.`,
          {
            limit: 'fileBytes',
            max: this.limits.maxBytes,
          },
        )
      await handle.write(chunk)
    }
    return size
  }

  async #makeRoom(user: UserId): Promise<void> {
    await this.expire()
    const own = (await this.#all()).filter((each) => each.user === user).sort((a, b) => b.at - a.at)
    for (const { id } of own.slice(this.limits.maxFiles - 1)) await this.#remove(id)
  }

  async #all(): Promise<readonly Upload[]> {
    const names = await this.#names()
    const all = await Promise.all(names.filter((name) => idShape.test(name)).map((id) => this.#read(id)))
    return all.filter((each) => each !== undefined)
  }

  async #names(): Promise<readonly string[]> {
    return readdir(this.#folder).catch(() => [])
  }

  /** None where its bytes are gone, or its description was not written whole. */
  async #read(id: string): Promise<Upload | undefined> {
    try {
      const [text] = await Promise.all([readFile(`${this.path(id)}.json`, 'utf8'), stat(this.path(id))])
      return JSON.parse(text) as Upload
    } catch {
      return undefined
    }
  }

  async #remove(id: string): Promise<void> {
    await Promise.all([rm(this.path(id), { force: true }), rm(`${this.path(id)}.json`, { force: true })])
  }
}

// A name of a path is its last part; control characters would hide the rest of a line.
function shownName(name: string): string {
  const last = name.split(/[\\/]/).at(-1) ?? ''
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
  const plain = last.replace(/[\u0000-\u001f\u007f]/g, '').slice(0, 150)
  return plain === '' ? 'file.csv' : plain
}
