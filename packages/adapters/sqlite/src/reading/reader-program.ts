import { fileURLToPath } from 'node:url'

/** The program of a reader process; a build puts it beside this module. */
export function readerProgram(): string | Promise<string> {
  return fileURLToPath(new URL('./reader-process.js', import.meta.url))
}
