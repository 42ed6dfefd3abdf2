// Brings a fresh checkout to a runnable state with nothing but Node and npm. What is done already is not done again.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..')
const inRoot = (...parts) => path.join(root, ...parts)
const readText = (file) => (existsSync(file) ? readFileSync(file, 'utf8') : '')
const digest = (...parts) => createHash('sha256').update(parts.join('\0')).digest('hex')
const manifest = JSON.parse(readText(inRoot('package.json')))

// Stamps lie in node_modules, so that deleting it starts over.
const stampFile = (name) => inRoot('node_modules', '.cache', 'tenure', name)
const isStamped = (name, key) => readText(stampFile(name)) === key
const stamp = (name, key) => {
  mkdirSync(path.dirname(stampFile(name)), { recursive: true })
  writeFileSync(stampFile(name), key)
}

/** Runs a program to its end; ends this one with its code if it failed. */
export function run(command, args, options = {}) {
  const isScript = process.platform === 'win32' && command !== process.execPath
  const { status, error } = spawnSync(command, args, { cwd: root, env: environment(), stdio: 'inherit', shell: isScript, ...options })
  if (error) console.error(error.message)
  if (status !== 0) process.exit(status ?? 1)
}

/** Installs what the lockfile names and, where asked to, builds what has changed. */
export function setup({ build = false } = {}) {
  checkNode()
  const lock = digest(readText(inRoot('pnpm-lock.yaml')), readText(inRoot('pnpm-workspace.yaml')))
  install(lock)
  if (build) buildChanged(lock)
}

function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major > 20 || (major === 20 && minor >= 19)) return
  console.error(`Tenure needs Node ${manifest.engines.node}; this is ${process.version}. Install a newer Node and try again.`)
  process.exit(1)
}

function install(lock) {
  const abi = `${process.platform}-${process.arch}-${process.versions.modules}`
  const abiBefore = readText(stampFile('abi'))
  if (!isStamped('install', lock)) {
    console.log('[setup] Installing packages. The first time this takes a minute or two.')
    pnpm('install', '--frozen-lockfile', '--prefer-offline')
    stamp('install', lock)
  }
  if (abiBefore !== '' && abiBefore !== abi) {
    console.log('[setup] Node has changed: building SQLite again for it.')
    pnpm('--recursive', 'rebuild', 'better-sqlite3')
  }
  stamp('abi', abi)
}

function buildChanged(lock) {
  const files = [...sources(inRoot('packages')), inRoot('tsup.config.ts'), inRoot('tsconfig.base.json'), inRoot('tsconfig.json')].sort()
  const key = digest(lock, ...files.map((file) => `${path.relative(root, file)}\0${digest(readText(file))}`))
  const isBuilt =
    existsSync(inRoot('packages', 'core', 'dist', 'index.js')) && existsSync(inRoot('packages', 'web', 'dist', 'page', 'index.html'))
  if (isBuilt && isStamped('build', key)) return
  console.log('[setup] Building.')
  pnpm('run', '--silent', 'build')
  stamp('build', key)
}

function pnpm(...args) {
  run('npx', ['--yes', '--prefer-offline', manifest.packageManager, ...args])
}

// Native add-ons are compiled against this Node's own headers where it has them, so that none are downloaded.
function environment() {
  const prefix = path.dirname(path.dirname(process.execPath))
  const hasHeaders = existsSync(path.join(prefix, 'include', 'node', 'node_api.h'))
  return hasHeaders && !process.env.npm_config_nodedir ? { ...process.env, npm_config_nodedir: prefix } : process.env
}

function* sources(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const file = path.join(folder, entry.name)
    if (entry.isDirectory() && !['node_modules', 'dist', 'fixtures'].includes(entry.name)) yield* sources(file)
    if (entry.isFile() && /\.(tsx?|json|html|css|woff2|svg)$/.test(entry.name) && !/\.test(-d)?\.tsx?$/.test(entry.name)) yield file
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) setup({ build: process.argv.includes('--build') })
