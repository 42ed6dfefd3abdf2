import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { getValue, type Host, TenureError } from '@tenure/core'
import { saveProfileContract, scoreProfilesContract } from '@tenure/core/health'
import { type BacktestReport, backtestContract, type FitReport, fitContract } from '@tenure/health'
import { filter, firstValueFrom, map, type Observable, tap } from 'rxjs'
import { administratorOf } from '../administrator-of.js'
import type { Command } from '../arguments.js'
import { openHost, storeFile } from '../open-host.js'
import type { Terminal } from '../terminal.js'
import { backtestLines, fitLines } from './score-lines.js'

type ScoreCommand = Extract<Command, { command: 'score' }>
type Profiles = ReturnType<typeof profilesOf> extends Promise<infer T> ? T : never

/** Runs `tenure score backtest` or `tenure score fit` as a super admin. Whether what was asked for was done: a fit that finds nothing has no draft to save. */
export async function scoreCommand(command: ScoreCommand, terminal: Terminal): Promise<boolean> {
  if (!existsSync(storeFile(command.data))) throw invalid(`There is no workspace in ${command.data}. Name its folder with --data DIR.`)
  const question = await readQuestion(command.question)
  await using host = await openHost(command.data)
  const run = command.what === 'backtest' ? backtest : fit
  // Awaited here, as the host closes with this block.
  return await run(host, question, command, terminal)
}

// One file asks both, so each takes its own part of it.
const ofFit: readonly string[] = ['name', 'objectType', 'without', 'against', 'seed']
function less(question: object, keys: readonly string[]): object {
  return Object.fromEntries(Object.entries(question).filter(([key]) => !keys.includes(key)))
}

async function backtest(host: Host, question: object, command: ScoreCommand, terminal: Terminal): Promise<boolean> {
  const user = administratorOf(host)
  const profile = 'profile' in question ? question.profile : (await profileNamed(host, user, command.profile)).definition
  const frames = host.as(user).watch(backtestContract, { ...less(question, ofFit), profile } as never)
  const { report } = await answerOf<{ readonly state: 'done'; readonly report: BacktestReport }>(frames, terminal)
  for (const line of command.json ? [JSON.stringify(report)] : backtestLines(report)) terminal.out(line)
  return true
}

async function fit(host: Host, question: object, command: ScoreCommand, terminal: Terminal): Promise<boolean> {
  const user = administratorOf(host)
  const known = await profilesOf(host, user)
  const main = known.find(({ isMain }) => isMain)
  const against = command.profile === undefined ? main : await profileNamed(host, user, command.profile)
  const asked = { ...(against !== undefined && { against: against.definition }), ...less(question, ['profile']) }
  const { fit: found } = await answerOf<{ readonly state: 'done'; readonly fit: FitReport }>(
    host.as(user).watch(fitContract, asked as never),
    terminal,
  )
  for (const line of command.json ? [JSON.stringify(found)] : fitLines(found)) terminal.out(line)
  if (command.save) await save(host, user, found, terminal)
  return !command.save || found.draft !== null
}
async function save(host: Host, user: string, { draft }: FitReport, terminal: Terminal): Promise<void> {
  if (draft === null) return
  const { profile } = getValue(await host.as(user).act(saveProfileContract, { definition: draft } as never))
  terminal.say(`It is saved as the draft ${draft.name} (${profile}). Nothing is scored by it until somebody activates it.`)
}

async function profilesOf(host: Host, user: string) {
  return getValue(await host.as(user).read(scoreProfilesContract)).profiles
}
async function profileNamed(host: Host, user: string, name: string | undefined): Promise<Profiles[number]> {
  const all = await profilesOf(host, user)
  const found = all.find(({ isMain, definition }) => (name === undefined ? isMain : definition.name === name))
  if (found !== undefined) return found
  throw invalid(
    name === undefined
      ? 'No score is active. Name a profile with --profile NAME, or put one into the question as "profile".'
      : `There is no profile ${name}. There are: ${all.map(({ definition }) => definition.name).join(', ') || 'none'}.`,
  )
}

type Answer<T> = T | { readonly state: 'running'; readonly done: number; readonly of: number }
type AnswerFrame<T> =
  | { readonly state: 'live'; readonly value: Answer<T> }
  | { readonly state: 'stale'; readonly problem: { readonly code: string; readonly message: string; readonly details?: unknown } }
/** The answer of a run, once it is there; how far it is until then. Errors: what the run fails with. */
function answerOf<T extends { readonly state: 'done' }>(frames: Observable<AnswerFrame<T>>, terminal: Terminal): Promise<T> {
  let said = 0
  const say = (value: Answer<T>): void => {
    if (value.state === 'done' || value.of === 0 || value.done < said + value.of / 4) return
    said = value.done
    terminal.say(`${value.done} of ${value.of} customers`)
  }
  return firstValueFrom(
    frames.pipe(
      map((frame) => {
        if (frame.state === 'live') return frame.value
        throw new TenureError('input.invalid', frame.problem.message, { issues: [{ path: [], message: frame.problem.message }] })
      }),
      tap(say),
      filter((value): value is T => value.state === 'done'),
    ),
  )
}

const mostBytes = 1_000_000
async function readQuestion(file: string): Promise<object> {
  const text = await readFile(file, 'utf8').catch(() => {
    throw invalid(`The question ${file} cannot be read. There is no such file.`)
  })
  if (text.length > mostBytes) throw invalid(`The question ${file} is larger than ${mostBytes} bytes.`)
  try {
    const parsed: unknown = JSON.parse(text)
    if (typeof parsed === 'object' && parsed !== null) return parsed
  } catch (error) {
    throw invalid(`The question ${file} is not JSON: ${error instanceof Error ? error.message : error}.`)
  }
  throw invalid(`The question ${file} is no JSON object.`)
}
function invalid(message: string): TenureError {
  return new TenureError('input.invalid', message, { issues: [{ path: [], message }] })
}
