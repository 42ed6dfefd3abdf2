import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { type Host, type Log, type PluginUse, TenureError } from '@tenure/core'
import type { ImportDesk } from '@tenure/import/files'
import { localSwitcher, type Server, serve } from '@tenure/server'
import { addServed } from './add-served.js'
import type { Command } from './arguments.js'
import { localDay } from './local-day.js'
import { openHost, storeFile } from './open-host.js'
import { isHalfSeeded, needsSample } from './sample/half-seeded.js'
import type { Terminal } from './terminal.js'
import { terminalLog } from './terminal-log.js'

/** What a workspace is started with. */
export interface StartOptions extends Omit<Extract<Command, { command: 'start' }>, 'command'> {
  /** Folder with the page's files. */
  readonly page?: string
  /** Plugins beside those that every workspace has. */
  readonly plugins?: readonly PluginUse[]
  /** Where warnings go, such as why a plugin failed; by default the terminal. */
  readonly log?: Log
  /** The calendar day around which sample data lie; default: today. */
  readonly today?: string
}
/** A workspace that answers. Closing it ends streams, then the store. */
export interface RunningWorkspace extends AsyncDisposable {
  readonly url: string
  readonly host: Host
  readonly firstAdminCode?: string
}

/** Opens the store, fills it as asked, and serves it on this machine. What was opened is closed again if a later step fails. */
export async function startWorkspace(given: StartOptions, terminal: Terminal): Promise<RunningWorkspace> {
  // Sample people would be found by nobody's sign-in.
  const options = given.signIn === undefined ? given : { ...given, empty: given.empty || given.import === undefined }
  const signIn = given.signIn === undefined ? localSwitcher() : await (await import('./sign-in-file.js')).readSignIn(given.signIn)
  await fillNew(options, terminal)
  const { jobsAfter, beginJobs } = waitingJobs()
  const log = given.log ?? terminalLog(terminal)
  const host = await openHost(options.data, 'full', { ...options, jobsAfter, log })
  try {
    await fill(host, options, terminal)
    const { desk, uploads } = await addServed(host, options)
    const server = await serve({
      host,
      uploads,
      log,
      port: options.port,
      signIn,
      ...(options.publicUrl !== undefined && { publicUrl: options.publicUrl }),
      ...(options.hostname !== undefined && { hostname: options.hostname }),
      ...(options.page !== undefined && { page: options.page }),
    })
    setTimeout(beginJobs, jobsWaitMs).unref()
    return running(host, server, desk)
  } catch (error) {
    await host[Symbol.asyncDispose]()
    throw error
  }
}

// What jobs have to catch up with is worked through once the first people have their page.
const jobsWaitMs = 2_000
function waitingJobs(): { readonly jobsAfter: Promise<void>; readonly beginJobs: () => void } {
  let beginJobs = (): void => {}
  const jobsAfter = new Promise<void>((resolve) => {
    beginJobs = resolve
  })
  return { jobsAfter, beginJobs }
}

function running(host: Host, server: Server, desk: ImportDesk): RunningWorkspace {
  return {
    url: server.url,
    host,
    ...(server.firstAdminCode !== undefined && { firstAdminCode: server.firstAdminCode }),
    async [Symbol.asyncDispose]() {
      await server[Symbol.asyncDispose]()
      await desk[Symbol.asyncDispose]()
      await host[Symbol.asyncDispose]()
    },
  }
}

// A store that is just being made can be made again, so its sample need not survive a power cut commit by commit: that takes half the time.
async function fillNew({ data, empty, import: mappingFile, today, edition }: StartOptions, terminal: Terminal): Promise<void> {
  if (empty || mappingFile !== undefined || (existsSync(storeFile(data)) && !isHalfSeeded(data))) return
  await using host = await openHost(data, 'normal', { edition })
  terminal.say('The store is new: adding sample data.')
  await addSample(host, data, today)
}

async function fill(host: Host, { data, empty, import: mappingFile, from, today }: StartOptions, terminal: Terminal): Promise<void> {
  if (mappingFile !== undefined) await importInto(host, mappingFile, from ?? (await folderOf(mappingFile)), data, terminal)
  else if (!empty && needsSample(host, data)) await addSample(host, data, today)
}

// The sample, and below what imports need, are loaded when they are used: most starts find a store that is full.
async function addSample(host: Host, data: string, today: string | undefined): Promise<void> {
  const { seedSample } = await import('./sample/seed.js')
  await seedSample(host, data, today ?? localDay())
}

async function importInto(host: Host, mappingFile: string, folder: string, data: string, terminal: Terminal): Promise<void> {
  const [{ problemsOf, readMapping }, { importFiles, openImport, sayProgress }, { folderSource, openReport }] = await Promise.all([
    import('./import-command.js'),
    import('@tenure/import'),
    import('@tenure/import/files'),
  ])
  const mapping = await readMapping(mappingFile)
  const files = await openImport(mapping, folderSource(folder))
  terminal.say(`Importing ${mapping.source} from ${folder}.`)
  using report = openReport(join(data, `rejected-${mapping.source}.csv`))
  const summary = await importFiles(host, mapping, files, {
    onReported: (line) => report.add(line),
    onProgress: sayProgress((text) => terminal.say(text)),
  })
  for (const [type, { created, updated, unchanged, rejected }] of Object.entries(summary.objectTypes)) {
    terminal.say(`  ${type}: ${created} created, ${updated} updated, ${unchanged} unchanged, ${rejected} rejected`)
  }
  for (const line of problemsOf(summary, report)) terminal.say(line)
}

// The files lie beside their mapping, or under the folder of data sets that the environment names.
async function folderOf(mappingFile: string): Promise<string> {
  const { readMapping } = await import('./import-command.js')
  const { source, files } = await readMapping(mappingFile)
  const sets = process.env['TENURE_DATA']
  const folders = [dirname(mappingFile), ...(sets === undefined ? [] : [join(sets, source)])]
  const found = folders.find((folder) => files.every(({ file }) => existsSync(join(folder, file))))
  if (found !== undefined) return found
  const message = `The files of ${mappingFile} are not in ${folders.join(' or ')}. Name their folder: --import ${mappingFile} --from DIR.`
  throw new TenureError('input.invalid', message, { issues: [{ path: ['from'], message }] })
}
