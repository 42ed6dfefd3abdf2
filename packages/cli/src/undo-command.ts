import { existsSync } from 'node:fs'
import { getValue, type Host, TenureError } from '@tenure/core'
import { runContract, undoContract } from '@tenure/core/page'
import { administratorOf } from './administrator-of.js'
import type { Command } from './arguments.js'
import { openHost, storeFile } from './open-host.js'
import type { Terminal } from './terminal.js'

type UndoReport = Awaited<ReturnType<typeof undoAsOne>>

/** Takes a group back as this user, and waits until that has ended. Errors: those of `undoContract`. */
export async function undoAsOne(host: Host, user: string, group: string) {
  const desk = host.as(user)
  const { run } = getValue(await desk.act(undoContract, { group }))
  await host.idle()
  return getValue(await desk.read(runContract, { run }))
}

/** Runs `tenure undo` as a super admin: says what is taken back, and what stays and why. Whether all of it could be written. */
export async function undoCommand({ group, data, json }: Extract<Command, { command: 'undo' }>, terminal: Terminal): Promise<boolean> {
  if (!existsSync(storeFile(data))) throw noWorkspace(data)
  await using host = await openHost(data)
  const report = await undoAsOne(host, administratorOf(host), group)
  for (const line of json ? [JSON.stringify(report)] : toLines(report)) terminal.out(line)
  return report.state === 'done' && report.left === 0 && report.failed === 0
}

function toLines({ group, state, problem, done, kept, left, failed, items }: UndoReport): readonly string[] {
  const staying = kept + left + failed
  return [
    takenBackText(done, staying),
    ...items.map(({ type, id, title, message }) => `  ${type} ${title ?? id}: ${message}`),
    ...(staying > items.length ? [`  ${staying - items.length} more are not named here.`] : []),
    ...(state === 'done' ? [] : [`The undo did not come to its end. ${problem ?? 'Run it again.'}`]),
    ...(done > 0 ? [`To do it again: tenure undo ${group}`] : []),
  ]
}

function noWorkspace(data: string): TenureError {
  const message = `There is no workspace in ${data}. Name its folder with --data DIR.`
  return new TenureError('input.invalid', message, { issues: [{ path: [], message }] })
}

/** What an undo took back, and how much of it stays. */
export function takenBackText(done: number, staying: number): string {
  return `${done === 1 ? '1 change is' : `${done} changes are`} taken back, ${staying === 1 ? '1 stays' : `${staying} stay`}.`
}
