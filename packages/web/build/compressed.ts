import { brotliCompressSync } from 'node:zlib'
import type { Plugin } from 'vite'

const packed = /\.(?:woff2|png|ico)$/
const leastBytes = 1_024

/** Lays a brotli body beside each file that gets smaller by it, with all the patience of a build; the server sends it as it is. */
export function compressed(): Plugin {
  return {
    name: 'tenure:compressed',
    apply: 'build',
    enforce: 'post',
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        for (const [fileName, file] of Object.entries(bundle)) {
          const source = Buffer.from(file.type === 'chunk' ? file.code : file.source)
          if (packed.test(fileName) || source.length < leastBytes) continue
          this.emitFile({ type: 'asset', fileName: `${fileName}.br`, source: brotliCompressSync(source) })
        }
      },
    },
  }
}
