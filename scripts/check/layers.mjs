import { filesBelow, isTest, packages, readSource, resolveRelative } from './sources.mjs'

/** What each package may import beside itself (design, section 2). Own ones by name, foreign ones by their own. */
const allowed = {
  '@tenure/core': ['tsyringe', 'reflect-metadata', 'eventemitter3', 'zod', 'rxjs'],
  '@tenure/memory': ['@tenure/core'],
  '@tenure/sql': ['@tenure/core', 'kysely'],
  '@tenure/sqlite': ['@tenure/core', '@tenure/sql', 'better-sqlite3', 'kysely'],
  '@tenure/testing': ['@tenure/core', '@tenure/memory', 'rxjs'],
  '@tenure/calendar': ['@tenure/core', 'ical.js'],
  '@tenure/import': ['@tenure/core', 'rxjs', 'zod'],
  '@tenure/server': ['@tenure/core', 'hono', '@hono/node-server', 'jose', 'openid-client', 'rxjs', 'zod'],
  '@tenure/client': ['@tenure/core', 'rxjs'],
  '@tenure/web': [
    '@tenure/calendar',
    '@tenure/client',
    '@tenure/core',
    'react',
    'react-dom',
    '@tanstack/react-virtual',
    'lucide-react',
    'd3-scale',
    'd3-shape',
    'react-aria-components',
    '@internationalized/date',
    'prosemirror-view',
    'prosemirror-state',
    'prosemirror-model',
    'prosemirror-commands',
    'prosemirror-keymap',
    'prosemirror-history',
    'prosemirror-schema-list',
    'prosemirror-inputrules',
    'dompurify',
    '@fontsource-variable/inter',
    'rxjs',
    'zod',
  ],
  '@tenure/cli': undefined, // everything public
}
/** The page for developers, which no build of the page contains, may name plugins and a store: it is an application. */
const isForDevelopers = (file) => file.startsWith('packages/web/src/dev/')
const ofPlugins = ['@tenure/core', '@tenure/calendar', 'rxjs', 'zod']
/** What one plugin may import besides. */
const ofOnePlugin = { '@tenure/health': ['ml-matrix'] }
/** Elements of plugins are drawn by the page: with its React and its parts. */
const ofElements = ['@tenure/web', 'react']
/** The folders of the core, lowest first, and which others each may import: an allow-list, since rank alone would let a folder reach everything below. */
const coreFolders = {
  errors: [],
  base: ['errors'],
  schema: ['errors', 'base'],
  query: ['errors', 'base', 'schema'],
  storage: ['errors', 'base', 'schema', 'query'],
  access: ['errors', 'base', 'schema', 'query', 'storage'],
  records: ['errors', 'base', 'schema', 'query', 'storage', 'access'],
  live: ['errors', 'base', 'schema', 'query', 'storage'],
  block: ['errors', 'schema', 'query'],
  contract: ['errors', 'base', 'schema', 'query', 'access', 'block'],
  wire: ['errors', 'base'],
  plugin: ['errors', 'base', 'schema', 'query', 'storage', 'block', 'contract'],
  workspace: ['errors', 'base', 'schema', 'storage', 'access', 'records', 'contract'],
  session: ['errors', 'base', 'schema', 'query', 'storage', 'access', 'records', 'live', 'contract', 'plugin', 'workspace'],
  jobs: ['errors', 'base', 'schema', 'query', 'storage', 'access', 'records', 'live', 'contract', 'workspace', 'session'],
  score: [
    'errors',
    'base',
    'schema',
    'query',
    'storage',
    'access',
    'records',
    'live',
    'block',
    'contract',
    'plugin',
    'workspace',
    'session',
    'jobs',
  ],
  host: [
    'errors',
    'base',
    'schema',
    'storage',
    'access',
    'records',
    'live',
    'block',
    'contract',
    'plugin',
    'workspace',
    'session',
    'jobs',
    'score',
  ],
}
/** These run anywhere: no Node, no page. */
const isomorphic = (folder) =>
  ['packages/core', 'packages/calendar', 'packages/client', 'packages/adapters/memory'].includes(folder) ||
  folder.startsWith('packages/plugins/')
const runtimeGlobals = /(?<![\w.'"`$-])(process|Buffer|document|localStorage|sessionStorage|__dirname|__filename)\b\s*[.[(]/

/** Problems of direction: packages, folders of the core, cycles, code of one runtime where any has to do. */
export function checkLayers() {
  const sources = packages.flatMap(({ folder, manifest }) =>
    filesBelow(`${folder}/src`)
      .filter((file) => !isTest(file))
      .map((file) => ({ ...readSource(file), folder, manifest })),
  )
  return [...sources.flatMap(packageProblems), ...sources.flatMap(folderProblems), ...sources.flatMap(runtimeProblems), ...cycles(sources)]
}

function packageProblems({ file, imports, folder, manifest }) {
  const may = folder.startsWith('packages/plugins/')
    ? file.endsWith('.tsx')
      ? [...ofPlugins, ...ofElements]
      : [...ofPlugins, ...(ofOnePlugin[manifest.name] ?? [])]
    : isForDevelopers(file)
      ? undefined
      : allowed[manifest.name]
  const named = { ...manifest.dependencies, ...manifest.peerDependencies, ...(isForDevelopers(file) && manifest.devDependencies) }
  return imports
    .filter((name) => !name.startsWith('.') && !name.startsWith('node:'))
    .flatMap((specifier) => {
      const name = specifier
        .split('/')
        .slice(0, specifier.startsWith('@') ? 2 : 1)
        .join('/')
      if (name !== manifest.name && may && !may.includes(name)) return [`${file}: ${manifest.name} may not import ${name}.`]
      if (name !== manifest.name && !(name in named)) return [`${file}: ${name} is not among the dependencies of ${manifest.name}.`]
      return []
    })
}

function folderProblems({ file, imports, folder }) {
  const forDevelopers = isForDevelopers(file) ? [] : resolved(file, imports).filter(isForDevelopers)
  const inside = resolved(file, imports)
    .filter((target) => !target.startsWith(`${folder}/`))
    .map((target) => `${file}: ${target} lies in another package; import it by name.`)
    .concat(forDevelopers.map((target) => `${file}: ${target} is only for developers; no build of the page may contain it.`))
  if (folder !== 'packages/core') return inside
  const own = file.split('/')[3]
  const may = coreFolders[own]
  if (may === undefined) return inside
  const beyond = resolved(file, imports).filter((target) => {
    const folder = target.split('/')[3]
    return folder !== own && !may.includes(folder)
  })
  return [...inside, ...beyond.map((target) => `${file}: ${own} may not import ${target}.`)]
}

function runtimeProblems({ file, imports, folder, text }) {
  // An element runs in the page alone.
  if (!isomorphic(folder) || file.endsWith('.tsx')) return []
  const node = imports.filter((name) => name.startsWith('node:')).map((name) => `${file}: no ${name} in ${folder}, it has to run anywhere.`)
  const code = text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/\/\/.*$/gm, '')
  const found = runtimeGlobals.exec(code)
  return found ? [...node, `${file}: no ${found[1]} in ${folder}, it has to run anywhere.`] : node
}

function cycles(sources) {
  const graph = new Map(sources.map(({ file, imports }) => [file, resolved(file, imports)]))
  const state = new Map()
  const found = []
  const visit = (file, path) => {
    if (state.get(file) === 'done' || !graph.has(file)) return
    if (state.get(file) === 'open') return void found.push(`Cycle: ${[...path.slice(path.indexOf(file)), file].join(' → ')}`)
    state.set(file, 'open')
    for (const next of graph.get(file)) visit(next, [...path, file])
    state.set(file, 'done')
  }
  for (const file of graph.keys()) visit(file, [])
  return found
}

function resolved(file, imports) {
  return imports.filter((name) => name.startsWith('.')).flatMap((name) => resolveRelative(file, name) ?? [])
}
