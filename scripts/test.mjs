// `npm test`: sets everything up, then every check and every test.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { run, setup } from './setup.mjs'

const node = process.execPath
setup({ build: true })
if (process.env.CI) installBrowser()
run(node, ['node_modules/@biomejs/biome/bin/biome', 'ci', '.', '--diagnostic-level=error'])
run(node, ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.test.json'])
run(node, ['scripts/check.mjs'])
run(node, ['node_modules/vitest/vitest.mjs', 'run', ...process.argv.slice(2)])

// On a machine for continuous checks the browser is installed like everything else.
function installBrowser() {
  if (process.env.TENURE_BROWSER || existsSync('/usr/bin/chromium') || existsSync('/usr/bin/google-chrome')) return
  for (const args of [['update'], ['install', '-y', '--no-install-recommends', 'chromium']])
    spawnSync('apt-get', args, { stdio: 'inherit' })
}
