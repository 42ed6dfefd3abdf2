import { parseArgs } from 'node:util'
import { editionNames } from './edition-names.js'

/** A command as it was written, checked. */
export type Command =
  | { readonly command: 'help' }
  | {
      readonly command: 'import'
      readonly mapping: string
      readonly folder: string
      readonly data: string
      readonly dryRun: boolean
      readonly json: boolean
      readonly report?: string
    }
  | {
      readonly command: 'start'
      readonly data: string
      readonly port: number
      readonly import?: string
      readonly from?: string
      readonly empty: boolean
      /** File that says how people sign in. */
      readonly signIn?: string
      readonly edition?: (typeof editionNames)[number]
      readonly publicUrl?: string
      readonly hostname?: string
    }
  | { readonly command: 'export'; readonly folder: string; readonly data: string }
  | { readonly command: 'undo'; readonly group: string; readonly data: string; readonly json: boolean }
  | {
      readonly command: 'score'
      readonly what: 'backtest' | 'fit'
      /** File with the question. */
      readonly question: string
      readonly data: string
      readonly json: boolean
      readonly save: boolean
      /** A profile of the workspace, by its name. */
      readonly profile?: string
    }
  | { readonly command: 'sample'; readonly data: string }
  | { readonly command: 'restore'; readonly from: string; readonly data: string }
  | { readonly command: 'admin'; readonly name: string; readonly email?: string; readonly data: string }
/** Written wrongly: what is wrong, in a sentence. */
export interface Misuse {
  readonly misuse: string
}

/** The help text. */
export const usage = `tenure start [--port N] [--data DIR] [--edition professional|enterprise]
             [--empty | --import MAPPING [--from DIR]]
             [--sign-in FILE [--public-url URL] [--host ADDRESS]]
    Opens the workspace on this machine. An empty store gets sample data; with --empty it stays empty,
    with --import it takes in CSV files as the mapping says (from --from, by default the mapping's own folder).

    With --sign-in people sign in as the file says, and not by the switcher of this machine; an empty store stays
    empty then. --public-url is the https address of the proxy in front.

tenure import MAPPING DIR [--data DIR] [--dry-run] [--json] [--report FILE]
    Takes in the CSV files in DIR as the mapping file says. Run again, it changes nothing that has not changed.
    Lines that were left out are named in the report (.csv, or .jsonl for JSON lines).

tenure undo GROUP [--data DIR] [--json]
    Takes back what was done as one: an import, a bulk change, an undo. An import prints its GROUP, and the history of a
    record names it. What others changed since stays, and is named with the reason.

tenure score backtest QUESTION [--profile NAME] [--data DIR] [--json]
    Says whether a score foretells what the question (a JSON file) asks about, replayed from history; by default the main score.

tenure score fit QUESTION [--profile NAME] [--save] [--data DIR] [--json]
    Proposes a score from history, and says how good it is beside the one that is named. With --save it is kept as a draft.

tenure export FOLDER [--data DIR]
    Writes everything into FOLDER: records with their history and links, users, settings. The workspace may be open meanwhile.

tenure restore FOLDER [--data DIR]
    Makes a workspace of such an export, in a folder that has none: the same as it was, whole or not at all.

tenure sample out [--data DIR]
    Takes the sample data out. What people changed or added since stays, and is named.

tenure admin --name NAME [--email EMAIL] [--data DIR]
    Makes the first administrator of a store that has none. A sign-in may find the administrator by the e-mail.

Options:
  --data DIR    where the records are kept (default: .tenure)
  --edition E   what the account may use: enterprise (default) has team workspaces and custom objects in roles;
                with professional what is there already is kept, and cannot be edited
  --port N      port of 127.0.0.1 (default: 4300; 0 takes a free one)
`

const data = { type: 'string', default: '.tenure' } as const

/** Reads a command line. */
export function parseCommand(args: readonly string[]): Command | Misuse {
  const [command = 'help', ...rest] = args
  if (['help', '--help', '-h'].includes(command) || rest.includes('--help') || rest.includes('-h')) return { command: 'help' }
  try {
    if (command === 'import') return parseImport(rest)
    if (command === 'undo') return parseUndo(rest)
    if (command === 'start') return parseStart(rest)
    if (command === 'admin') return parseAdmin(rest)
    if (command === 'score') return parseScore(rest)
    if (command === 'sample') return parseSample(rest)
    if (command === 'export' || command === 'restore') return parseWhole(command, rest)
  } catch (error) {
    return { misuse: error instanceof Error ? error.message : String(error) }
  }
  return { misuse: `There is no command ${command}.` }
}

function parseImport(args: string[]): Command | Misuse {
  const options = { data, 'dry-run': { type: 'boolean' }, json: { type: 'boolean' }, report: { type: 'string' } } as const
  const { values, positionals } = parseArgs({ args, options, allowPositionals: true })
  const [mapping, folder, ...more] = positionals
  if (mapping === undefined || folder === undefined)
    return { misuse: 'A mapping file and the folder with the CSV files are expected: tenure import MAPPING DIR.' }
  if (more.length > 0) return { misuse: `${more.join(' ')} is too much: tenure import MAPPING DIR.` }
  const { report, json = false, 'dry-run': dryRun = false } = values
  return { command: 'import', mapping, folder, data: values.data, dryRun, json, ...(report !== undefined && { report }) }
}

function parseUndo(args: string[]): Command | Misuse {
  const { values, positionals } = parseArgs({ args, options: { data, json: { type: 'boolean' } } as const, allowPositionals: true })
  const [group, ...more] = positionals
  if (group === undefined || more.length > 0)
    return { misuse: 'One group is expected: tenure undo GROUP. An import prints its group, and the history of a record names it.' }
  return { command: 'undo', group, data: values.data, json: values.json ?? false }
}

function parseStart(args: string[]): Command | Misuse {
  const options = {
    data,
    port: { type: 'string', default: '4300' },
    import: { type: 'string' },
    from: { type: 'string' },
    empty: { type: 'boolean' },
    'sign-in': { type: 'string' },
    'public-url': { type: 'string' },
    host: { type: 'string' },
    edition: { type: 'string' },
  } as const
  const { import: mapping, from, empty = false, port, data: folder, edition: named, ...served } = parseArgs({ args, options }).values
  const { 'sign-in': signIn, 'public-url': publicUrl, host: hostname } = served
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535) return { misuse: `--port takes a number from 0 to 65535, not ${port}.` }
  const edition = editionNames.find((each) => each === named)
  if (named !== undefined && edition === undefined) return { misuse: `--edition takes ${editionNames.join(' or ')}, not ${named}.` }
  if (empty && mapping !== undefined) return { misuse: '--empty and --import contradict each other.' }
  if (from !== undefined && mapping === undefined) return { misuse: '--from names the folder of an import: it goes with --import MAPPING.' }
  if (signIn === undefined && (publicUrl ?? hostname) !== undefined)
    return { misuse: 'The switcher asks for no proof, so it stays on this machine: --public-url and --host go with --sign-in FILE.' }
  return {
    command: 'start',
    data: folder,
    port: Number(port),
    empty,
    ...(edition !== undefined && { edition }),
    ...(mapping !== undefined && { import: mapping }),
    ...(from !== undefined && { from }),
    ...(signIn !== undefined && { signIn }),
    ...(publicUrl !== undefined && { publicUrl }),
    ...(hostname !== undefined && { hostname }),
  }
}

function parseWhole(command: 'export' | 'restore', args: string[]): Command | Misuse {
  const { values, positionals } = parseArgs({ args, options: { data }, allowPositionals: true })
  const [folder, ...more] = positionals
  if (folder === undefined || more.length > 0) return { misuse: `One folder is expected: tenure ${command} FOLDER.` }
  return command === 'export' ? { command, folder, data: values.data } : { command, from: folder, data: values.data }
}

function parseScore(args: string[]): Command | Misuse {
  const options = { data, profile: { type: 'string' }, json: { type: 'boolean' }, save: { type: 'boolean' } } as const
  const { values, positionals } = parseArgs({ args, options, allowPositionals: true })
  const [what, question, ...more] = positionals
  const { profile, json = false, save = false } = values
  if ((what !== 'backtest' && what !== 'fit') || question === undefined || more.length > 0)
    return { misuse: 'What to do and a file with the question are expected: tenure score backtest QUESTION, or tenure score fit QUESTION.' }
  if (save && what === 'backtest') return { misuse: 'A backtest has nothing to save: --save goes with tenure score fit.' }
  return { command: 'score', what, question, data: values.data, json, save, ...(profile !== undefined && { profile }) }
}

function parseSample(args: string[]): Command | Misuse {
  const { values, positionals } = parseArgs({ args, options: { data }, allowPositionals: true })
  if (positionals.join(' ') !== 'out')
    return { misuse: 'What to do is expected: tenure sample out. tenure start adds the sample to an empty store.' }
  return { command: 'sample', data: values.data }
}

function parseAdmin(args: string[]): Command | Misuse {
  const { values } = parseArgs({ args, options: { data, name: { type: 'string' }, email: { type: 'string' } } as const })
  const name = values.name?.trim()
  const email = values.email?.trim()
  return name
    ? { command: 'admin', name, data: values.data, ...(email && { email }) }
    : { misuse: '--name NAME is expected: what the administrator is called.' }
}
