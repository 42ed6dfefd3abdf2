import { fileURLToPath } from 'node:url'
import optimizeLocales from '@react-aria/optimize-locales-plugin'
import react from '@vitejs/plugin-react'
import { defaultClientConditions, defineConfig } from 'vite'
import { compressed } from './build/compressed.js'
import { contractIds } from './build/contract-ids.js'
import { firstChunk } from './build/first-chunk.js'
import { openingShapes } from './build/opening-shapes.js'
import { scriptBudget } from './build/script-budget.js'

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url))

const first = firstChunk()

/** Builds the page from the sources of the packages that it uses, so it does not wait for their builds. `--mode dev` builds the page for developers, with a workspace of its own. */
export default defineConfig(({ mode }) => ({
  root: at('.'),
  plugins: [
    // The page speaks English and German; React Aria's texts of other languages stay out.
    { ...optimizeLocales.vite({ locales: ['en-US', 'en-GB', 'de-DE'] }), enforce: 'pre' },
    react(),
    ...(mode === 'dev' ? [] : [first.plugin, contractIds(), openingShapes(), scriptBudget(), compressed()]),
  ],
  resolve: {
    // Where a library has a build for newer browsers, that one: it is smaller.
    conditions: ['es2015', ...defaultClientConditions],
    alias: [
      { find: /^zod$/, replacement: at(mode === 'dev' ? 'src/dev/zod.ts' : 'src/app/data/content-policy.ts') },
      { find: /^@tenure\/core$/, replacement: at('../core/src/index.ts') },
      { find: /^@tenure\/core\/(\w+)$/, replacement: `${at('../core/src/')}index.$1.ts` },
      { find: /^@tenure\/calendar$/, replacement: at('../calendar/src/index.ts') },
      { find: /^@tenure\/client$/, replacement: at('../client/src/index.ts') },
      // What only the page for developers uses.
      { find: /^@tenure\/memory$/, replacement: at('../adapters/memory/src/index.ts') },
      { find: /^@tenure\/(customers|record|administration)$/, replacement: `${at('../plugins/')}$1/src/index.ts` },
    ],
  },
  build: {
    outDir: mode === 'dev' ? 'dist/dev' : 'dist/page',
    emptyOutDir: true,
    target: 'es2023',
    // Everything is a file of its own: the content policy allows no inline styles and no data addresses.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rollupOptions: {
      input: {
        page: at(mode === 'dev' ? 'dev.html' : 'index.html'),
        // What plugins' own elements import, at paths that stay. They share their chunks with the page, so it fetches nothing twice.
        'parts/1/react': at('src/app/element/react.ts'),
        'parts/1/parts': at('src/index.parts.ts'),
      },
      preserveEntrySignatures: 'allow-extension',
      output: {
        entryFileNames: ({ name }) => (name.startsWith('parts/') ? '[name].js' : 'assets/[name]-[hash].js'),
        ...(mode !== 'dev' && {
          codeSplitting: { groups: [{ debugName: 'first', name: first.nameOf }], includeDependenciesRecursively: false },
        }),
      },
    },
  },
}))
