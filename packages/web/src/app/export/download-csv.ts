import type { Problem } from '@tenure/core/contract'
import { paths } from '@tenure/core/wire'
import { apiUrl } from '../early/page-answers.js'
import { saveFile } from './save-file.js'

const unreachable: Problem = { code: 'storage.failed', message: 'The server cannot be reached. Try again.', details: { transient: true } }

/** Saves a list as a file, under the name that the server gives it. Answers what went wrong; a file that broke off is not saved. */
export async function downloadCsv(collection: string, input: object): Promise<Problem | undefined> {
  try {
    const headers = { 'content-type': 'application/json', 'x-tenure': '1' }
    const answer = await fetch(`${apiUrl}${paths.csv(collection)}`, { method: 'POST', headers, body: JSON.stringify({ input }) })
    if (!answer.ok) return ((await answer.json()) as { readonly problem?: Problem }).problem ?? unreachable
    const name = /filename="([^"]+)"/.exec(answer.headers.get('content-disposition') ?? '')?.[1] ?? 'list.csv'
    saveFile(await answer.blob(), name)
    return undefined
  } catch {
    return unreachable
  }
}
