import { createHash } from 'node:crypto'
import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import type { IncomingMessage } from 'node:http'
import { createRequire } from 'node:module'
import { dirname } from 'node:path'
import { Script } from 'node:vm'

/**
 * Runs a program of one CommonJS file in this process, and gives what it exports. The file holds the function that Node makes of such a module,
 * `(function(exports,require,module,__filename,__dirname){…})`. What V8 made of it is kept beside it (`….v8`), so that later processes do not
 * compile it again. Kept code of another program or another V8, or code that was damaged, is not used but replaced.
 */
export function runCompiled<Exports>(file: string): Exports {
  const { size, mtimeMs } = statSync(file)
  const keptAt: Kept = { file: `${file}.v8`, program: `${size} ${mtimeMs}` }
  const kept = readKept(keptAt)
  // The build writes ASCII only, which needs no decoding; a long text that is read so, and not put together, takes none of V8's heap.
  const script = new Script(readFileSync(file, 'latin1'), { filename: file, ...(kept && { cachedData: kept }) })
  if (kept === undefined || script.cachedDataRejected) afterFirstAnswer(() => keep(keptAt, script.createCachedData()))
  const module = { exports: {} }
  script.runInThisContext()(module.exports, createRequire(file), module, file, dirname(file))
  return module.exports as Exports
}

interface Kept {
  readonly file: string
  /** Tells the program of which this was made from another. */
  readonly program: string
}
// V8 itself checks whether it made the code for a source of this length, but not whether all bytes are as it wrote them.
function readKept({ file, program }: Kept): Buffer | undefined {
  try {
    const bytes = readFileSync(file)
    const code = bytes.subarray(digestLength)
    return bytes.subarray(0, digestLength).equals(digestOf(program, code)) ? code : undefined
  } catch {
    return undefined
  }
}
// A process that reads meanwhile sees the old file or the new one. Where the folder cannot be written to, each process compiles for itself.
function keep({ file, program }: Kept, code: Buffer): void {
  const written = `${file}.${process.pid}`
  try {
    writeFileSync(written, Buffer.concat([digestOf(program, code), code]), { mode: 0o600 })
    renameSync(written, file)
  } catch {
    rmSync(written, { force: true })
  }
}

const digestLength = 32
function digestOf(program: string, code: Buffer): Buffer {
  return createHash('sha256').update(program).update(code).digest()
}

// By then most of what any start needs has been compiled: V8 keeps only functions that have run.
function afterFirstAnswer(work: () => void): void {
  const channel = 'http.server.response.finish'
  const notice = (message: unknown): void => {
    const { url = '' } = (message as { readonly request: IncomingMessage }).request
    if (!url.startsWith('/api/') || url.startsWith('/api/sign-in')) return
    unsubscribe(channel, notice)
    setImmediate(work)
  }
  subscribe(channel, notice)
}
