// `pnpm bench [name…] [--quick] [--json FILE]`: measures against the hand-written limit in the same run.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { readOptions } from './options.mjs'
import { run, setup } from './setup.mjs'

const { values, names } = readOptions(
  'pnpm bench [name…] [--quick] [--json FILE]',
  { json: { type: 'string' }, quick: { type: 'boolean', default: false } },
  { takesNames: true },
)
setup({ build: true })
run('npx', ['tsup', '--config', 'bench/tsup.config.ts'])
const { runBenches } = await import('../bench/dist/main.js')
const folder = mkdtempSync(path.join(tmpdir(), 'tenure-bench-'))
// Also where it is stopped: its servers end with it.
process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(130))
const rows = await runBenches({ names, quick: values.quick, folder })
if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(rows, undefined, 2)}\n`)
