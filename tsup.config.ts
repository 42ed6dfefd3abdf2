import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { defineConfig, type Options } from 'tsup'
import { elementAlias } from './packages/web/src/index.js'

const folders = ['packages', 'packages/adapters', 'packages/plugins'].flatMap((parent) =>
  readdirSync(parent)
    .map((name) => `${parent}/${name}`)
    .filter((folder) => existsSync(`${folder}/package.json`)),
)

// The program of the command line, which is built beside its library.
const programFolder = 'program'

// What runs only in the page is built with it.
const ofPage = ['packages/web/src/index.parts.ts']

function libraryIn(folder: string): Options {
  return {
    name: folder,
    entry: readdirSync(`${folder}/src`)
      .filter((file) => /^index(\.\w+)?\.ts$/.test(file) && !file.includes('.test') && !ofPage.includes(`${folder}/src/${file}`))
      .map((file) => `${folder}/src/${file}`),
    outDir: `${folder}/dist`,
    tsconfig: `${folder}/tsconfig.json`,
    format: 'esm',
    target: 'node20',
    platform: 'neutral',
    skipNodeModulesBundle: true,
    // One file for each entry point: nothing is told apart by the identity of a class, so two copies agree.
    splitting: false,
    sourcemap: true,
    dts: false,
    // Everything but what `tsc -b` wrote, the page and the command line.
    clean: [
      '!**/*.d.ts',
      '!**/*.d.ts.map',
      '!.tsbuildinfo',
      '!page/**',
      '!main.js',
      '!main.js.map',
      '!reader-process.js',
      `!${programFolder}/**`,
      '!elements/**',
    ],
    silent: true,
  }
}

type Plugin = NonNullable<Options['esbuildPlugins']>[number]

// Our packages from their sources, so that modules of several entry points come once; rxjs as ES modules, of which a bundle takes a part.
const fromSources: Plugin = {
  name: 'from-sources',
  setup(build) {
    const byName = new Map(
      folders.map((folder) => [(JSON.parse(readFileSync(`${folder}/package.json`, 'utf8')) as { name: string }).name, folder]),
    )
    build.onResolve({ filter: /^@tenure\// }, ({ path: wanted }) => {
      const [scope, name, entry] = wanted.split('/')
      // The page is found beside the module that names it.
      if (name === 'web') return { path: wanted, external: true }
      const folder = byName.get(`${scope}/${name}`)
      return { path: path.resolve(`${folder}/src/index${entry === undefined ? '' : `.${entry}`}.ts`), sideEffects: false }
    })
    build.onResolve({ filter: /^rxjs$/ }, ({ resolveDir }) => {
      const main = createRequire(`${resolveDir}/`).resolve('rxjs')
      return { path: main.replace(/\bcjs\b(?=.index\.js$)/, 'esm'), sideEffects: false }
    })
    // zod's messages in fifty languages, a quarter of the program, of which English alone is used.
    build.onResolve({ filter: /locales\/index\.js$/ }, ({ resolveDir }) => ({ path: path.resolve(resolveDir, '../locales/en.js') }))
  },
}

// What zod does ahead of need, a start pays for. It writes a program for each schema of an object when that checks its first value: most check a few
// at a start and no more, which is quicker without. And each `z.string()` is a schema of its own, of two kilobytes, though nothing changes one.
const frugalZod: Plugin = {
  name: 'frugal-zod',
  setup(build) {
    build.onLoad({ filter: /zod[\\/]v4[\\/]core[\\/]schemas\.js$/ }, ({ path: file }) => ({
      contents: replaceAll(file, [
        ['let fastpass;', 'let fastpass, seen = 0;', 1],
        ['if (!fastpass)\n', 'if (!fastpass && ++seen < 20) return superParse(payload, ctx);\nif (!fastpass)\n', 1],
      ]),
    }))
    build.onLoad({ filter: /zod[\\/]v4[\\/]classic[\\/]schemas\.js$/ }, ({ path: file }) => ({
      contents: replaceAll(file, [
        [
          /^export function (string|number|int|boolean|never)\(params\) \{\n {4}return (core\.\w+)\((\w+), params\);/gm,
          'export function $1(params) {\n    return params === undefined ? ($1.plain ??= $2($3)) : $2($3, params);',
          5,
        ],
      ]),
    }))
  },
}
/** The text of a file with replacements, each of which has to be made so many times. */
function replaceAll(file: string, replacements: readonly (readonly [string | RegExp, string, number])[]): string {
  return replacements.reduce(
    (text, [what, by, times]) => {
      const found = typeof what === 'string' ? text.split(what).length - 1 : [...text.matchAll(what)].length
      if (found !== times) throw new Error(`${file} is not as it was: ${String(what)} is there ${found} times, not ${times}.`)
      return text.replaceAll(what, by)
    },
    readFileSync(file, 'utf8'),
  )
}

// A reader of SQLite is a small program of its own, so that it starts at once: it lies beside the module that starts it.
const readerEntry = 'packages/adapters/sqlite/src/reading/reader-process.ts'
const readers: readonly Options[] = ['packages/adapters/sqlite/dist', 'packages/cli/dist', `packages/cli/dist/${programFolder}`].map(
  (outDir) => ({
    name: `reader in ${outDir}`,
    entry: [readerEntry],
    outDir,
    tsconfig: 'packages/adapters/sqlite/tsconfig.json',
    format: 'esm',
    target: 'node20',
    platform: 'node',
    external: ['better-sqlite3'],
    esbuildPlugins: [fromSources],
    splitting: false,
    sourcemap: false,
    dts: false,
    clean: false,
    silent: true,
  }),
)

// The program is read as Latin-1. esbuild writes ASCII as it is asked to, but for regular expressions: those of ours name such letters by their numbers.
const asciiOnly: NonNullable<Options['plugins']>[number] = {
  name: 'ascii-only',
  renderChunk(code, { path: file }) {
    const [, around] = /(.{0,20}[^\0-\x7f].{0,20})/.exec(code) ?? []
    if (around !== undefined && !file.endsWith('.map'))
      throw new Error(`${file} has a letter that is not ASCII: ${around}. Write it as \\u….`)
    return undefined
  },
}

// The program that the command `tenure` loads: every library of plain JavaScript is in it, since opening hundreds of files is what made a start
// slow, and it is one file, whose compiled code can be kept. What the first page does not need is in it too, and is evaluated when it is used.
const program: Options = {
  name: 'packages/cli program',
  entry: ['packages/cli/src/command-line.ts'],
  outDir: `packages/cli/dist/${programFolder}`,
  tsconfig: 'packages/cli/tsconfig.json',
  format: 'cjs',
  target: 'node20',
  platform: 'node',
  external: ['better-sqlite3'],
  esbuildPlugins: [fromSources, frugalZod],
  plugins: [asciiOnly],
  splitting: false,
  esbuildOptions(options) {
    Object.assign(options, {
      minifyWhitespace: true,
      minifySyntax: true,
      legalComments: 'eof',
      charset: 'ascii',
      // What runs from kept code cannot import.
      supported: { 'dynamic-import': false },
      // The whole is the function that Node makes of a CommonJS module, so that the text runs as it was read.
      banner: {
        js: '(function(exports,require,module,__filename,__dirname){const moduleAddress=require("node:url").pathToFileURL(__filename).href;',
      },
      footer: { js: '})' },
      define: { 'import.meta.url': 'moduleAddress' },
    })
  },
  sourcemap: true,
  dts: false,
  clean: ['!reader-process.js', '!elements/**'],
  silent: true,
}
const launcher: Options = {
  name: 'packages/cli launcher',
  entry: ['packages/cli/src/main.ts'],
  outDir: 'packages/cli/dist',
  tsconfig: 'packages/cli/tsconfig.json',
  format: 'esm',
  target: 'node20',
  platform: 'node',
  external: ['@tenure/web'],
  splitting: false,
  sourcemap: false,
  dts: false,
  clean: false,
  silent: true,
}

// Elements of our own plugins: one module each for the page, which has React and the parts. They lie where the plugin finds them beside itself; of
// all plugins but the administration their names begin with that of the plugin, since those of all lie together beside the command line.
function elementsOf(folder: string): Readonly<Record<string, string>> {
  const plugin = path.basename(folder)
  const areas = readdirSync(`${folder}/src`).filter((area) => existsSync(`${folder}/src/${area}/element.tsx`))
  const nameOf = (area: string): string => (plugin === 'administration' ? area : `${plugin}-${area}`)
  return Object.fromEntries(areas.map((area) => [nameOf(area), `${folder}/src/${area}/element.tsx`]))
}
function elementsIn(folder: string, outDir: string): Options {
  return {
    name: `elements of ${folder} in ${outDir}`,
    entry: { ...elementsOf(folder) },
    outDir: `${outDir}/elements`,
    tsconfig: `${folder}/tsconfig.json`,
    format: 'esm',
    target: 'es2023',
    platform: 'browser',
    minify: true,
    splitting: false,
    sourcemap: false,
    dts: false,
    clean: false,
    esbuildOptions: (options) => void Object.assign(options, { jsx: 'automatic', alias: elementAlias, external: ['/parts/*'] }),
    silent: true,
  }
}
const elements = folders
  .filter((folder) => folder.startsWith('packages/plugins/') && Object.keys(elementsOf(folder)).length > 0)
  .flatMap((folder) =>
    [`${folder}/dist`, 'packages/cli/dist', `packages/cli/dist/${programFolder}`].map((outDir) => elementsIn(folder, outDir)),
  )

// One process bundles the JavaScript of every package, one file for each entry point; `tsc -b` writes the declarations.
export default defineConfig([...folders.map(libraryIn), program, launcher, ...readers, ...elements])
