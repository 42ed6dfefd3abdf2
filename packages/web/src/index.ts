import { fileURLToPath } from 'node:url'

/** Absolute path of the folder with the built page: `index.html` and its assets, ready to be served as they are. */
export const pageFolder: string = fileURLToPath(new URL('../dist/page', import.meta.url))

const react = '/parts/1/react.js'
/**
 * For the build of an element: the names that it imports, and where the page has it. With esbuild or tsup it is `alias`, beside
 * `external: ['/parts/*']`; the element then shares the page's React and parts, and is small.
 */
export const elementAlias: Readonly<Record<string, string>> = Object.freeze({
  'react/jsx-runtime': react,
  'react-dom': react,
  react,
  '@tenure/web/parts': '/parts/1/parts.js',
})
