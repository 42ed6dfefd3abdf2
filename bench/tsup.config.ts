import { defineConfig } from 'tsup'

// Beside the packages' own build, which makes other things of other entries.
export default defineConfig({
  entry: ['bench/main.ts', 'bench/server.ts'],
  outDir: 'bench/dist',
  format: 'esm',
  target: 'node20',
  skipNodeModulesBundle: true,
  clean: true,
  silent: true,
})
