// `pnpm --silent tenure …`: the command line of this checkout, set up and built first. What setting up says goes to standard error.
import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { setup } from './setup.mjs'

console.log = console.error
setup({ build: true })
runTenure(process.argv.slice(2))

/** Runs the command line in a process of its own and hands signals on, so that it can close cleanly. */
export function runTenure(args) {
  const main = fileURLToPath(new URL('../packages/cli/dist/main.js', import.meta.url))
  const data = process.env.TENURE_DATA ?? fileURLToPath(new URL('../../shared/data', import.meta.url))
  const child = spawn(process.execPath, [main, ...args], { stdio: 'inherit', env: { ...process.env, TENURE_DATA: data } })
  // Ctrl-C reaches the child by itself; staying alive until it has closed keeps the terminal quiet.
  process.on('SIGINT', () => {})
  process.on('SIGTERM', () => child.kill('SIGTERM'))
  child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 1)))
}
