import type { Outcome, Problem } from '@tenure/core/contract'
import { paths } from '@tenure/core/wire'
import { EarlyAnswers } from './early-answers.js'

/** Where the page finds its server. */
export const apiUrl = '/api'

const unread: Problem = { code: 'storage.unknown', message: 'The answer was not read ahead.', details: { store: 'server' } }

/** The answers that this page has asked for early. */
export const earlyAnswers: EarlyAnswers = new EarlyAnswers(read, {
  fetchParts: (block) => {
    if (block.kind === 'overview') import('./fetch-parts.js').then(({ fetchParts }) => fetchParts(block)).catch(() => undefined)
  },
})

async function read(provider: string, input?: unknown): Promise<Outcome<unknown>> {
  const query = input === undefined ? '' : `?input=${encodeURIComponent(JSON.stringify(input))}`
  try {
    const response = await fetch(`${apiUrl}${paths.read(provider)}${query}`, { headers: { 'x-tenure': '1' } })
    return (await response.json()) as Outcome<unknown>
  } catch {
    // The page asks again, and says what is wrong.
    return { ok: false, problem: unread }
  }
}
