import type { FileSource } from './file-source.js'
import { openInside } from './safe-file.js'

/** Files in one folder, and nothing outside it (SEC-9). */
export function folderSource(folder: string): FileSource {
  return {
    async size(name) {
      const handle = await openInside(folder, name)
      try {
        return (await handle.stat()).size
      } finally {
        await handle.close()
      }
    },
    async *read(name) {
      const handle = await openInside(folder, name)
      try {
        yield* handle.createReadStream({ autoClose: false, highWaterMark: 2 ** 18 })
      } finally {
        await handle.close()
      }
    },
  }
}
