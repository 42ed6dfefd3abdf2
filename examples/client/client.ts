// A separate program that reads, watches and changes over HTTP. It contains the contracts and the client: no plugin code, no host.
import { createClient } from '@tenure/client'
import { type Frame, getValue } from '@tenure/core/contract'
import { addNote, atRisk } from '../custom-tab/contract.js'

/** The server's address, and the user's token. `say` takes one line. */
export interface WatchOptions {
  readonly url: string
  readonly token: () => string
  readonly say: (line: string) => void
  readonly signal: AbortSignal
}

/** Prints the customers at risk now and after each change, puts a note on the first of them, and runs until `signal` aborts. */
export async function watchAtRisk({ url, token, say, signal }: WatchOptions): Promise<void> {
  await using client = createClient({ url, token })

  // Once.
  const { total, rows } = getValue(await client.read(atRisk, {}))
  say(`${total} at risk`)

  // Live. A stream never fails: it turns stale, keeps its last value, and goes on by itself.
  const watching = client.watch(atRisk, { withinDays: 30 }).subscribe((frame) => say(toLine(frame)))

  // A change. The key makes a repeated click harmless; `followUp` has a default, so it may be left out.
  const [first] = rows
  if (first !== undefined) {
    const outcome = await client.act(addNote, { company: first.id, note: 'Champion left' }, { key: crypto.randomUUID() })
    if (outcome.ok) say(`Task: ${outcome.value.task === undefined ? 'none' : 'made'}`)
    else if (outcome.problem.code === 'record.conflict') say(`Someone else was faster: ${outcome.problem.message}`)
    else say(outcome.problem.message)
  }

  await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }))
  watching.unsubscribe()
}

function toLine(frame: Frame<{ readonly rows: readonly { readonly name: string | null; readonly riskNote: string | null }[] }>): string {
  if (frame.value === undefined) return `Nothing to show: ${frame.state === 'stale' ? frame.problem.message : ''}`
  const names = frame.value.rows.map(({ name, riskNote }) => `${name ?? 'Unnamed'}${riskNote === null ? '' : ` (${riskNote})`}`)
  return `${frame.state}: ${names.join(', ')}`
}
