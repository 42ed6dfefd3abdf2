import { fileURLToPath } from 'node:url'
import { runCompiled } from './launch/compiled-program.js'
import { processTerminal } from './terminal.js'

const program = fileURLToPath(new URL('./program/command-line.cjs', import.meta.url))
const { runCommandLine } = runCompiled<typeof import('./command-line.js')>(program)
// A program that runs from kept code cannot find a package; this module can. The page lies beside what the package exports, which is not run for it.
const findPage = async (): Promise<string> => fileURLToPath(new URL('page', import.meta.resolve('@tenure/web')))
process.exitCode = await runCommandLine(process.argv.slice(2), processTerminal, findPage)
