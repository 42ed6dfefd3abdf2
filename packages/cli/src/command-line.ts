import { getValue, isTenureError, type Problem } from '@tenure/core'
import { type Command, parseCommand, usage } from './arguments.js'
import { openHost } from './open-host.js'
import type { Terminal } from './terminal.js'
import { outlive, terminalLog } from './terminal-log.js'

/**
 * Runs one command. Exits with 0 when it is done (even if an import rejected lines, or an undo kept what others changed since), 1 when it
 * failed, when part of a file could not be read or part of an undo not be written, 2 when the command is wrong. `page` finds the folder with
 * the page's files, for `start`.
 */
export async function runCommandLine(args: readonly string[], terminal: Terminal, page: FindPage = builtPage): Promise<number> {
  const parsed = parseCommand(args)
  if ('misuse' in parsed) {
    terminal.say(`${parsed.misuse}\n\n${usage}`)
    return 2
  }
  try {
    return (await run(parsed, terminal, page)) ? 0 : 1
  } catch (error) {
    terminal.say(isTenureError(error) ? explain(error.problem, parsed) : String(error instanceof Error ? error.stack : error))
    return 1
  }
}

type FindPage = () => Promise<string>
// Loaded only when it is asked for: the page exists only once it is built, and no other command needs it.
async function builtPage(): Promise<string> {
  return (await import('@tenure/web')).pageFolder
}

async function run(command: Command, terminal: Terminal, page: FindPage): Promise<boolean> {
  if (command.command === 'import') return (await import('./import-command.js')).importCommand(command, terminal)
  if (command.command === 'undo') return (await import('./undo-command.js')).undoCommand(command, terminal)
  if (command.command === 'score') return (await import('./score/score-command.js')).scoreCommand(command, terminal)
  if (command.command === 'help') terminal.out(usage)
  if (command.command === 'export') await (await import('./whole/export-command.js')).exportCommand(command, terminal)
  if (command.command === 'restore') await (await import('./whole/restore-command.js')).restoreCommand(command, terminal)
  if (command.command === 'sample') await sampleCommand(command, terminal)
  if (command.command === 'admin') await adminCommand(command, terminal)
  if (command.command === 'start') await startCommand(command, terminal, page)
  return true
}

async function adminCommand({ name, email, data }: Extract<Command, { command: 'admin' }>, terminal: Terminal): Promise<void> {
  await using host = await openHost(data)
  const { id } = getValue(await host.createFirstAdmin(name, email))
  terminal.out(`${name} is the administrator now (user ${id}).`)
}

async function sampleCommand({ data }: Extract<Command, { command: 'sample' }>, terminal: Terminal): Promise<void> {
  const { sayTakenOut } = await import('./sample/take-out.js')
  await using host = await openHost(data)
  await sayTakenOut(host, terminal)
}

async function startCommand(command: Extract<Command, { command: 'start' }>, terminal: Terminal, page: FindPage): Promise<void> {
  const [folder, { startWorkspace }] = await Promise.all([page(), import('./start.js')])
  const stopped = stopSignal()
  using _outliving = outlive(terminalLog(terminal))
  await using workspace = await startWorkspace({ ...command, page: folder }, terminal)
  if (workspace.firstAdminCode !== undefined)
    terminal.say(`There is no administrator yet. This code makes the first one, once: ${workspace.firstAdminCode}`)
  terminal.out(`Tenure is ready at ${workspace.url}`)
  await stopped
}

/** Settles with the first signal to stop; a second one ends the process without waiting. */
function stopSignal(): Promise<void> {
  return new Promise((resolve) => {
    const stop = (): void => {
      resolve()
      for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130))
    }
    let isStopping = false
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.once(signal, () => {
        if (!isStopping) stop()
        isStopping = true
      })
    }
  })
}

function explain(problem: Problem, command: Command): string {
  if (problem.code !== 'storage.locked' || !('data' in command)) return problem.message
  const locked = `The workspace in ${command.data} is open in ${problem.details.by}. End it first, or name another folder with --data DIR.`
  if (command.command !== 'import') return locked
  return `${locked}\nWhile it is open, its page imports files too, and --dry-run says what an import would do.`
}
