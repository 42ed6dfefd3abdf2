#!/usr/bin/env node
import { fileURLToPath } from 'node:url'
import { runCompiled } from './launch/compiled-program.js'
import { processTerminal } from './terminal.js'

const program = fileURLToPath(new URL('./program/command-line.cjs', import.meta.url))
const { runCommandLine } = runCompiled<typeof import('./command-line.js')>(program)
// A program that runs from kept code cannot import; this module can.
process.exitCode = await runCommandLine(process.argv.slice(2), processTerminal, async () => (await import('@tenure/web')).pageFolder)
