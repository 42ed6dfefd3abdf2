// Workspaces to take pictures of, each a program of its own, and what people there have set up.
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const program = fileURLToPath(new URL('../../packages/cli/dist/main.js', import.meta.url))

/** Starts a workspace in a folder of its own. */
export function startWorkspace(options = []) {
  const data = mkdtempSync(join(tmpdir(), 'tenure-shots-'))
  const child = spawn(process.execPath, [program, 'start', '--port', '0', '--data', data, ...options], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const stop = () => {
    child.once('exit', () => rmSync(data, { recursive: true, force: true }))
    child.kill('SIGTERM')
  }
  return new Promise((resolve, reject) => {
    let said = ''
    child.once('exit', () => reject(new Error(`The workspace did not start: ${said}`)))
    const hear = (text) => {
      said += text
      const url = /http:\/\/127\.0\.0\.1:\d+/.exec(said)?.[0]
      const code = /once: (\S+)/.exec(said)?.[1]
      if (url !== undefined && (code !== undefined || !options.includes('--empty'))) resolve({ url, stop, code })
    }
    child.stdout.on('data', hear)
    child.stderr.on('data', hear)
  })
}
