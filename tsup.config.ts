import { existsSync, readdirSync } from 'node:fs'
import { defineConfig } from 'tsup'

const folders = ['packages', 'packages/adapters', 'packages/plugins'].flatMap((parent) =>
  readdirSync(parent)
    .map((name) => `${parent}/${name}`)
    .filter((folder) => existsSync(`${folder}/package.json`)),
)

// One process bundles the JavaScript of every package, one file for each entry point; `tsc -b` writes the declarations.
export default defineConfig(
  folders.map((folder) => ({
    name: folder,
    entry: readdirSync(`${folder}/src`)
      .filter((file) => /^(index(\.\w+)?|main)\.ts$/.test(file) && !file.includes('.test'))
      .map((file) => `${folder}/src/${file}`),
    outDir: `${folder}/dist`,
    tsconfig: `${folder}/tsconfig.json`,
    format: 'esm' as const,
    target: 'node20',
    platform: 'neutral' as const,
    skipNodeModulesBundle: true,
    // One file for each entry point: nothing is told apart by the identity of a class, so two copies agree.
    splitting: false,
    sourcemap: true,
    dts: false,
    // Everything but what `tsc -b` wrote.
    clean: ['!**/*.d.ts', '!**/*.d.ts.map', '!.tsbuildinfo', '!page/**'],
    silent: true,
  })),
)
