import { elementAlias } from '@tenure/web'
import { defineConfig } from 'tsup'

// The plugin for Node, and its element beside it for the browser: one file, small because the page has React and the parts.
export default defineConfig([
  { entry: ['plugin.ts'], format: 'esm', target: 'node20', skipNodeModulesBundle: true },
  {
    entry: ['element.tsx'],
    format: 'esm',
    target: 'es2023',
    platform: 'browser',
    minify: true,
    esbuildOptions: (options) => Object.assign(options, { jsx: 'automatic', alias: elementAlias, external: ['/parts/*'] }),
  },
])
